"""The full-text index, one class: FTS4, BM25 over its columns, and impact vectors for large libraries.

Nothing outside this package imports its modules; what others may use is listed here.
"""

from .analysis import folded, words_of
from .bm25 import COLUMN_WEIGHTS, K1, B, ScoredPage, idf
from .expression import AllOf, AnyOf, Leaf, Node, has_marks, leaves_of, match_expression
from .index import Index
from .matching import Spans
from .vectors import Accept, Thresholds

__all__ = [
    "COLUMN_WEIGHTS",
    "K1",
    "Accept",
    "AllOf",
    "AnyOf",
    "B",
    "Index",
    "Leaf",
    "Node",
    "ScoredPage",
    "Spans",
    "Thresholds",
    "folded",
    "has_marks",
    "idf",
    "leaves_of",
    "match_expression",
    "words_of",
]
