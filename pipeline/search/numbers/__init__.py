"""Document numbers and names in a query, typed any way: recognised, resolved, and taken as values of fields."""

from .resolve import NamedDocuments, named_documents

__all__ = ["NamedDocuments", "named_documents"]
