"""The commands, a module each with its `command`: options in, calls out, printing.

A module loads when its command is called (`group.Lazy`), and what is heavy inside it loads when the command runs.
"""
