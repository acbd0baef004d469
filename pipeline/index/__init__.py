"""The full-text index behind one class: FTS4, BM25 over its columns, and impact vectors for large libraries.

Nothing outside this package imports its modules; what others may use is listed here.
"""

from .analysis import folded, words_of
from .bm25 import COLUMN_WEIGHTS, COLUMNS, K1, B, ScoredPage
from .expression import AllOf, AnyOf, Leaf, Node, every_leaf, leaves_of, match_expression
from .index import Index, PageExplanation
from .matching import Accept, Spans
from .vectors import Thresholds

__all__ = [
    "COLUMNS",
    "COLUMN_WEIGHTS",
    "K1",
    "Accept",
    "AllOf",
    "AnyOf",
    "B",
    "Index",
    "Leaf",
    "Node",
    "PageExplanation",
    "ScoredPage",
    "Spans",
    "Thresholds",
    "every_leaf",
    "folded",
    "leaves_of",
    "match_expression",
    "words_of",
]
