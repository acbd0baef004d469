"""PDF fonts that say glyph numbers where they should say letters: put right where the result proves it.

Word's exporters of old leave fonts whose character map is missing (pdfminer then
gives `(cid:54)`) or names each glyph's number as if it were its code point: a page
shows SỞ CÔNG THƯƠNG and reads `6Ӣ C‘NG 7+ѬѪ1*`. The system fonts that Vietnamese offices
write in share one order of glyphs: ASCII stands 29 places below its codes, the
Vietnamese letters stand together above 1130. Some fonts have only their Vietnamese letters so;
in others Latin-1 was taken for Mac Roman. A reading is kept only if it is Vietnamese; any
other page of this kind looks like garbage, and OCR reads its picture.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from pdfplumber.utils.text import WordExtractor

from .syllable import is_syllable

Glyph = dict[str, Any]

_TABLE = Path(__file__).parent / "tables" / "glyph_ids.tsv"
_SHIFT = 29  # by which glyphs of ASCII stand below their codes
_LAST_OF_ASCII = 97
_MISSING = re.compile(r"\(cid:(\d+)\)")
# Control characters (glyphs of digits and marks) and letters of old Cyrillic (those of Ơ to ỹ).
_SUSPICIOUS = re.compile("[\u0001-\u0008\u000e-\u001f\u0460-\u052f]|\\(cid:")
_OWN_LETTERS = 256  # glyphs from here on are no Latin-1 letter's code
_PROVEN = 0.8  # share of syllables: names and abbreviations are none
_ENOUGH_WORDS = 3
_UNKNOWN = "\ufffd"


def with_letters(glyphs: list[Glyph]) -> tuple[list[Glyph], bool]:
    """The glyphs of a page with glyph numbers turned into letters, and whether any was.

    What cannot be proven stays as it is, but for `(cid:n)`, which becomes U+FFFD: it is no text.
    """
    text = "".join([glyph["text"] for glyph in glyphs])
    if not _SUSPICIOUS.search(text):
        return glyphs, False
    plain, changed = [_unmapped(glyph) for glyph in glyphs], False
    for key in dict.fromkeys(map(_font, plain)):
        own = [glyph for glyph in plain if _font(glyph) == key]
        if key[1] or _SUSPICIOUS.search("".join(glyph["text"] for glyph in own)):
            changed |= _mend(own, missing=key[1])
    return [{**glyph, "text": _UNKNOWN} if glyph.get("missing") else glyph for glyph in plain], changed


def _unmapped(glyph: Glyph) -> Glyph:
    """The glyph with `(cid:n)` as the character of number n, remembered as missing; always a copy."""
    match = _MISSING.fullmatch(glyph["text"])
    return {**glyph, "text": chr(int(match[1]) % 0x110000), "missing": True} if match else {**glyph}


def _font(glyph: Glyph) -> tuple[str, bool]:
    return glyph["fontname"], "missing" in glyph


def _mend(glyphs: Sequence[Glyph], *, missing: bool) -> bool:
    """Give the glyphs of one font their letters, if one reading of them is proven; say whether."""
    words = _words(glyphs)
    readings = (_by_number,) if missing else (_as_it_is, _by_number_above_latin, _by_number, _by_word)
    judged = [(_share(["".join(map(reading(word), word)) for word in words]), reading) for reading in readings]
    share, best = max(judged, key=itemgetter(0))  # of equals the first: what is sound stays
    if share < _PROVEN or best is _as_it_is:
        return False
    for word in words:
        letter_of = best(word)
        for glyph in word:
            glyph["text"] = letter_of(glyph)
            glyph.pop("missing", None)
    for glyph in glyphs:  # spaces are in no word
        if glyph.pop("missing", None) or glyph["text"] == chr(ord(" ") - _SHIFT):
            glyph["text"] = " "
    return True


def _words(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The words that the glyphs make up; a glyph of the number of the space parts them.

    Each is shown to the extractor as a letter: numbers of glyphs may look like white space.
    """
    shown = [
        {**glyph, "text": " " if ord(glyph["text"][0]) in (3, 32) else "x", "index": index}
        for index, glyph in enumerate(glyphs)
        if glyph["text"]
    ]
    found = WordExtractor().extract_words(shown, return_chars=True)
    return [[glyphs[each["index"]] for each in word["chars"]] for word in found]


LetterOf = Callable[[Glyph], str]


def _as_it_is(word: Sequence[Glyph]) -> LetterOf:
    return itemgetter("text")


def _by_number(word: Sequence[Glyph]) -> LetterOf:
    return lambda glyph: _letters().get(str(glyph["text"]), str(glyph["text"]))


def _by_number_above_latin(word: Sequence[Glyph]) -> LetterOf:
    """For fonts whose Latin letters are sound; ÿ, which no Vietnamese word has, is the number of đ."""
    return lambda glyph: _letters()[glyph["text"]] if _is_above_latin(glyph["text"]) else glyph["text"]


def _is_above_latin(text: str) -> bool:
    return text in _letters() and (ord(text) >= _OWN_LETTERS or text == "ÿ")


def _from_mac_roman(word: Sequence[Glyph]) -> LetterOf:
    def letter_of(glyph: Glyph) -> str:
        text: str = glyph["text"]
        try:
            return text if text.isascii() else text.encode("mac_roman").decode("cp1252")
        except UnicodeError:
            return text

    return letter_of


def _by_word(word: Sequence[Glyph]) -> LetterOf:
    """The first reading that makes the word a syllable: fonts of several maps may bear one name."""
    text = "".join(glyph["text"] for glyph in word)
    readings = [_as_it_is]
    if _SUSPICIOUS.search(text):
        readings += [_by_number_above_latin, _by_number]
    elif not text.isascii():
        readings.append(_from_mac_roman)
    for reading in readings:
        letter_of = reading(word)
        if is_syllable("".join(map(letter_of, word)).strip(_MARKS)):
            return letter_of
    return _by_number(word) if any(letter < " " for letter in text) else _as_it_is(word)


_MARKS = ".,;:!?()[]\"'“”‘’-–/…"


def _share(words: Iterable[str]) -> float:
    """The share of syllables among words with a letter; 0 when there are too few to prove anything."""
    cores = [part for word in words for part in re.split(r"[\s/,.;:-]+", word.strip(_MARKS)) if part]
    judged = [core for core in cores if not core.isdigit()]
    if len(judged) < _ENOUGH_WORDS:
        return 0.0
    return sum(map(is_syllable, judged)) / len(judged)


@cache
def _letters() -> dict[str, str]:
    """The character of a glyph's number → its letter."""
    letters = {chr(glyph): chr(glyph + _SHIFT) for glyph in range(3, _LAST_OF_ASCII + 1)}
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return letters | {chr(int(row["glyph"])): row["letter"] for row in rows}
