"""One SQLite file that holds the documents, what they cite, and the full-text index."""

from pipeline.store.connection import default_path
from pipeline.store.library import CitedIn, Entry, Library

__all__ = ["CitedIn", "Entry", "Library", "default_path"]
