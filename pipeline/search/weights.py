"""Every number that ranking turns on, in one place."""

from __future__ import annotations

from typing import NamedTuple


class Weights(NamedTuple):
    """What is weighed beside BM25, whose own constants are in index/bm25.py.

    `pairs` what two words side by side are worth beside the rarer of them alone;
    `tones` how much a page gains that has a long query's words with their tones.
    `cited` how much one whose document others cite among the pages found, for each doubling or so of their number.
    `python -m tests.gold.ranking --folds` tells how each was chosen.
    """

    pairs: float = 1.6
    tones: float = 0.1
    cited: float = 0.1
    candidates: int = 200  # pages, best by BM25, that are looked at for tones and pairs
    question: int = 6  # words from which on a page may lack some of them
    enough: int = 10  # unless this many pages have them all
    sentence: int = 12  # words from which this is not even asked
    frequent_words: int = 300  # of a document, of which the telling ones find documents like it
    telling_words: int = 12
    telling: int = 8  # words of a question that are looked for, those on the fewest pages
    common: float = 0.3  # share of the pages; a word that stands on more of them is not looked for, if others are


WEIGHTS = Weights()
