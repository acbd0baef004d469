"""Measurements. Each is a ratio of two commands run in turn in one run: a machine's mood falls on both alike."""
