"""The command line: one module for each command, which takes its options, calls the Library and prints the result.

A module is loaded when its command is called (`main.Chithi`), and what is slow to import when the command runs.
"""
