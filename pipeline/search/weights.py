"""Every number that ranking depends on, in one place."""

from __future__ import annotations

from typing import NamedTuple


class Weights(NamedTuple):
    """What is weighed beside BM25, whose own constants are in index/bm25.py.

    `python -m tests.gold.ranking --folds` shows how each was chosen.
    """

    pairs: float = 1.6  # two words side by side, beside the rarer of them alone
    tones: float = 0.1  # the share that a page gains if it has all words of a long query with their tones
    other_tones: float = 0.15  # the share that a word with other tones counts where any of the words will do
    coverage: float = 0.5  # how much it counts there which share of the words a page has: an exponent
    function_word: float = 0.2  # the share that a word such as `thì`, `mà` counts there
    every_word: float = 1.0  # what a page with all words gains there, in shares of the weight of all words
    run: float = 1.0  # what it gains by the longest run of words as typed
    title: float = 2.0  # what it gains by a section's title that consists of the words of the query
    title_pairs: float = 0.5  # what it gains by the neighbours of the query in that title
    alternative: float = 0.8  # the share that a word of the vocabulary counts beside the one typed
    cited: float = 0.1  # the share that a document gains for each e-fold of the pages found that cite it
    cited_by_question: float = 0.03  # the same for a query of so many words that any of them will do
    citing: int = 20  # the best pages, whose citations count where any of the words will do
    candidates: int = 200  # pages, best by BM25, that are reranked
    question: int = 6  # words from which on a page may lack some of them
    question_candidates: int = 100  # pages that are reranked then: no tier depends on them
    long: int = 12  # words of a long question
    long_candidates: int = 60  # pages that are reranked for it
    enough: int = 30  # unless this many pages have them all
    sentence: int = 7  # words from which on pages with all of them are not searched first
    telling: int = 8  # words of a question that are searched, those on the fewest pages
    few: int = 3  # words: unless so many others are left, frequent ones are searched too
    common: float = 0.3  # the share of pages from which on a word of a question is not searched, if others are
    compared_by_meaning: int = 50  # the best pages that a model compares, where one is named
    meaning: float = 0.5  # the share that their likeness to the query counts beside their place
    frequent_words: int = 300  # of a document, among which those are found that distinguish it
    telling_words: int = 12  # of a document, by which documents like it are found


WEIGHTS = Weights()
