"""One SQLite file that holds the documents, what they cite, and the full-text index."""

from .connection import default_path, explained
from .store import Store

__all__ = ["Store", "default_path", "explained"]
