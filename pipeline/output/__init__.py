"""Results → what a person reads in the terminal, and what a script reads as JSON."""
