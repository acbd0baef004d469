"""Words that the spacing of a page tore apart: letter-spaced headings, stamped figures, accented letters set too wide.

A word extractor ends a word at a space or a gap. A heading may have a space after each of its letters
(`C H Ỉ  T H Ị`); figures are stamped over the spaces that were typed as a blank (`3 0 3 6/SCT`); a font may give
accented letters more room than they take (`Điề u kiệ n`), with real spaces between the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import attrgetter

from .annotations import Glyph
from .layout import Word
from .syllables import is_syllable

_TOUCHING = 0.12  # em between figures of one number; a space is wider
_MIN_LETTERS = 3  # of a letter-spaced word
_WORD_GAP = 1.5  # of the gap between letters, that between words
_WIDE_LETTER = 0.6  # em, the widest gap that an accented letter leaves
_MIN_TORN = 3  # words of a page; fewer are abbreviations and formulas
_ENDINGS = frozenset(("a", "c", "ch", "i", "m", "n", "ng", "nh", "o", "p", "t", "u", "y"))  # after an accented vowel
_MIN_SPACES = 0.3  # of the words; a page without spaces between them proves nothing


def join_torn_words(words: Sequence[Word], glyphs: Iterable[Glyph]) -> list[Word]:
    """Return the words of a page, ordered by rows, with those joined that its spacing tore apart.

    Args:
        words: the words.
        glyphs: the glyphs that they consist of, spaces included.
    """
    rows = [list(row) for _row, row in groupby(words, key=attrgetter("row"))]
    rows = [list(_join_letters(_join_figures(row))) for row in rows]
    torn = [pair for row in rows for pair in pairwise(row) if _may_be_torn(*pair)]
    if len(torn) >= _MIN_TORN:
        spaces = [glyph for glyph in glyphs if glyph["text"].isspace()]
        if len(spaces) >= _MIN_SPACES * len(words):
            whole = [pair for pair in torn if not _has_space_between(*pair, spaces)]
            if len(whole) >= _MIN_TORN:
                rows = [list(_join_pairs(row, {(id(one), id(other)) for one, other in whole})) for row in rows]
    return [word for row in rows for word in row]


def _join_figures(row: Sequence[Word]) -> Iterator[Word]:
    """Yield the words of a row; a figure that touches the number before it belongs to that."""
    last: Word | None = None
    for word in row:
        close = last is not None and word.x0 - last.x1 < _TOUCHING * word.size
        if last and close and last.text.isdecimal() and len(word.text) == 1 and word.text.isdecimal():
            last = _joined([last, word])
            continue
        if last:
            yield last
        last = word
    if last:
        yield last


def _join_letters(row: Iterable[Word]) -> Iterator[Word]:
    """Yield the words of a row, its letter-spaced words joined."""
    for single, group in groupby(row, key=lambda word: len(word.text) == 1 and word.text.isupper()):
        letters = list(group)
        yield from _spaced_words(letters) if single and len(letters) >= _MIN_LETTERS else letters


def _spaced_words(letters: list[Word]) -> list[Word]:
    """Return the words that single capitals form, divided at the wider gaps; the letters if they form none."""
    gaps = [max(word.x0 - previous.x1, 0.1) for previous, word in pairwise(letters)]
    narrow = min(gaps)
    groups = [[letters[0]]]
    for gap, word in zip(gaps, letters[1:], strict=True):
        if gap > _WORD_GAP * narrow:
            groups.append([])
        groups[-1].append(word)
    words = [_joined(group) for group in groups]
    return words if all(is_syllable(word.text) for word in words) else letters


def _may_be_torn(word: Word, ending: Word) -> bool:
    return (
        ending.text.strip(".,;:)") in _ENDINGS
        and not word.text[-1].isascii()
        and ending.x0 - word.x1 < _WIDE_LETTER * word.size
        and is_syllable((word.text + ending.text).strip(".,;:()"))
    )


def _has_space_between(word: Word, ending: Word, spaces: Sequence[Glyph]) -> bool:
    return any(
        word.x1 - 1 < (space["x0"] + space["x1"]) / 2 < ending.x0 + 1 and word.top < space["bottom"] <= word.bottom + 2
        for space in spaces
    )


def _join_pairs(row: Sequence[Word], torn: set[tuple[int, int]]) -> Iterator[Word]:
    group = [row[0]]
    for previous, word in pairwise(row):
        if (id(previous), id(word)) not in torn:
            yield _joined(group)
            group = []
        group.append(word)
    yield _joined(group)


def _joined(words: Sequence[Word]) -> Word:
    if len(words) == 1:
        return words[0]
    return replace(
        words[0],
        text="".join(word.text for word in words),
        x1=words[-1].x1,
        top=min(word.top for word in words),
        bottom=max(word.bottom for word in words),
        doubtful=any(word.doubtful for word in words),
    )
