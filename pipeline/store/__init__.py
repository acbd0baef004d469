"""One SQLite file with the documents of a library and what they cite; pipeline/index has its full-text index."""

from .connection import default_path, library_error, snapshot, transaction
from .store import Store

__all__ = ["Store", "default_path", "library_error", "snapshot", "transaction"]
