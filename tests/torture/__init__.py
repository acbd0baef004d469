"""What chithi must survive: bombs, damages, interruptions and kills. `python -m tests.torture NAME [COUNT]`."""
