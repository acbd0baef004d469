"""Search: from a query to the pages of the library, best first."""

from .answer import Explanation, Results, Sort, search

__all__ = ["Explanation", "Results", "Sort", "search"]
