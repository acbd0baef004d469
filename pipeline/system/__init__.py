"""The machine: files, folders, viewers, and what the operating system reports."""
