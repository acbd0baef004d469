"""One SQLite file that holds the documents, what they cite, and the full-text index."""

from pipeline.store.connection import default_path, explained
from pipeline.store.library import Library

__all__ = ["Library", "default_path", "explained"]
