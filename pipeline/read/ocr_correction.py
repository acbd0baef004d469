"""Correction of OCR: a second pass over the letterhead, doubtful words, and known misrecognitions.

Tesseract's layout analysis takes a headline next to a stamp for an image and drops it; its search for sparse text does
not. Where the two passes differ in a figure, both are doubtful.

Two kinds of misrecognition are corrected: word sequences that are not Vietnamese (`tô chức`), collected by comparing
OCR of degraded pages with the pages' text and absent from 2,249 articles of law; and, in lines of capitals, names in
the registry with wrong marks (`TĨNH UY ĐIỆN BIẾN`). Numbers are not corrected.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from ..registry import PLACE, UNIT, load
from ..vietnamese.text import fold, nfc, tone_key
from .syllables import is_syllable
from .tesseract import OcrWord

if TYPE_CHECKING:
    from PIL.Image import Image

UPPER_PART = 0.45  # of a page's height: letterhead and title
_SURE_FIGURES, _SURE_WORDS = 85, 60  # confidence of printed figures and words is seldom lower
_MIN_GAIN = 10  # in confidence, for a line of the second pass to replace one of the first
_MIN_NEW = 80  # confidence of a line that only the second pass has; below it may be an ornament
_MARGIN = 3  # pixels around a word's letters
_INK, _MIN_INK = 128, 2_000  # a grey level, and darker pixels: two words of a signature have that many
_SECOND_PASS_BLOCKS = 10_000  # block numbers beyond Tesseract's own


def combine_passes(first: Sequence[OcrWord], second: Sequence[OcrWord]) -> list[OcrWord]:
    """Return the words of the first pass, doubtful ones marked, with lines that only the second has or reads better."""
    kept = list(first)
    added: list[OcrWord] = []
    for number, (_line, members) in enumerate(groupby(second, key=attrgetter("line"))):
        line = list(members)
        replaced = [old for old in kept if any(_overlap(new, old) for new in line)]
        repeated = any(_overlap(new, old) for new in line for old in added)
        if not repeated and _is_text(line) and _confidence(replaced) + _MIN_GAIN < _confidence(line):
            kept = [old for old in kept if old not in replaced]
            block = (_SECOND_PASS_BLOCKS + number, 1, 1)
            added += [replace(word, line=block, doubtful=_is_doubtful(word, ())) for word in line]
    return [*(replace(word, doubtful=_is_doubtful(word, second)) for word in kept), *added]


def erase_words(image: Image, words: Sequence[OcrWord]) -> Image | None:
    """Return a grey image with the words that were read painted over; None when too little ink is left for a line."""
    rest = image.copy()
    for word in words:
        left, top = round(word.x0) - _MARGIN, round(word.top) - _MARGIN
        rest.paste(255, (left, top, round(word.x1) + _MARGIN, round(word.bottom) + _MARGIN))
    return rest if sum(rest.histogram()[:_INK]) > _MIN_INK else None


def _confidence(words: Sequence[OcrWord]) -> float:
    return median(word.confidence for word in words) if words else 0.0


def _is_text(line: Sequence[OcrWord]) -> bool:
    syllables = [word for word in line if len(word.text) > 1 and is_syllable(word.text.strip(".,:;"))]
    return len(syllables) > 1 and 2 * len(syllables) > len(line) and _confidence(line) > _MIN_NEW


def _is_doubtful(word: OcrWord, second: Sequence[OcrWord]) -> bool:
    if not any(map(str.isdigit, word.text)):
        return word.confidence < _SURE_WORDS
    overlapping = [other for other in second if _overlap(word, other)]
    agree = _comparable("".join(other.text for other in overlapping)) == _comparable(word.text)
    lowest = min((other.confidence for other in overlapping), default=0.0)
    if word.confidence < _SURE_FIGURES:
        return not (agree and lowest >= _SURE_FIGURES)
    return lowest >= _SURE_WORDS and not agree  # an unsure second reading is no evidence against a sure first one


def _comparable(text: str) -> str:
    """Return the figures, letters and separators of a number, without the specks of a stamp after it."""
    return "".join(letter for letter in fold(text) if letter.isalnum() or letter in "/-")


def _overlap(one: OcrWord, other: OcrWord) -> bool:
    """Return whether two words share more than half of the smaller one's width and height."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return 2 * width > min(one.x1 - one.x0, other.x1 - other.x0) and 2 * height > min(
        one.bottom - one.top, other.bottom - other.top
    )


_MISREADINGS = Path(__file__).parent / "tables" / "misreadings.tsv"
_ETH = re.compile("ĐÐ|ÐĐ|Ð")
_PUNCTUATION = ".,;:()[]\"'“”‘’-–—"
_MOTTOES = ("Đảng Cộng sản Việt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam")

Phrase = tuple[str, ...]


def correct_words(words: Sequence[str]) -> list[str]:
    """Return the words of one line with known misrecognitions corrected; as many as were given."""
    words = [_ETH.sub("Đ", word) for word in words]
    words = _replace_phrases(words, _misreadings(), str.lower)
    if "".join(words).isupper():
        words = _replace_phrases(words, _names(), fold)
    return words


def _replace_phrases(words: list[str], phrases: Mapping[Phrase, Phrase], key: Callable[[str], str]) -> list[str]:
    """Return the words with all phrases (compared by `key`) replaced, longest first; punctuation stays."""
    cores = [word.strip(_PUNCTUATION) for word in words]
    keys = [key(core) for core in cores]
    longest = max(map(len, phrases))
    replaced, start = list(words), 0
    while start < len(words):
        for length in range(min(longest, len(words) - start), 0, -1):
            phrase = phrases.get(tuple(keys[start : start + length]))
            if phrase and not _is_interrupted(words[start : start + length]):
                for index, correct in enumerate(phrase, start):
                    replaced[index] = _replace_core(words[index], cores[index], correct)
                start += length - 1
                break
        start += 1
    return replaced


def _is_interrupted(words: Sequence[str]) -> bool:
    """Return whether there is punctuation between two of the words, so that they are not a phrase."""
    return any(word[-1] in _PUNCTUATION for word in words[:-1]) or any(word[0] in _PUNCTUATION for word in words[1:])


def _replace_core(word: str, core: str, correct: str) -> str:
    """Return the word with `correct` in its case; unchanged if only the placement of a tone mark differs."""
    if tone_key(core) == tone_key(correct):
        return word
    cased = correct.upper() if core.isupper() and len(core) > 1 else correct
    return word.replace(core, cased.capitalize() if core.istitle() else cased)


@cache
def _misreadings() -> dict[Phrase, Phrase]:
    with _MISREADINGS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {tuple(nfc(row["wrong"]).split()): tuple(nfc(row["right"]).split()) for row in rows}


@cache
def _names() -> dict[Phrase, Phrase]:
    """Return names of two and more words by their folded words, except where two names fold alike."""
    names: dict[Phrase, dict[str, str]] = {}
    for name in _registry_names():
        words = [word for word in name.split() if any(map(str.isalpha, word))]
        if len(words) > 1 and len(words) == len(name.split()):
            names.setdefault(tuple(map(fold, words)), {})[tone_key(name)] = name
    return {key: tuple(next(iter(alike.values())).split()) for key, alike in names.items() if len(alike) == 1}


def _registry_names() -> Iterator[str]:
    """Yield the names of bodies (without their place), places and types, and the mottoes of letterheads."""
    registry = load()
    yield from _MOTTOES
    yield from registry.places
    yield from (kind.name for kind in registry.types)
    for body in registry.bodies:
        for name in (body.name, *body.aliases):
            yield name.replace(PLACE, "").replace(UNIT, "").strip()
