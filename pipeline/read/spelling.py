"""What a text holds that is no letter (zero-width signs, soft hyphens, ligatures) and spaces that it lost."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

from ..vietnamese.text import nfc, tone_key
from .syllable import is_syllable

_ODD = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufb00-\ufb06\uf0b7\uf02d]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]|(?<=[^\\W\\d_A-ZĐ])\u00ad(?=[^\\W\\d_A-ZĐ])")
_SYMBOLS = {0xAD: "-", 0xF0B7: "•", 0xF02D: "-"}  # a soft hyphen that was printed; bullets of the font Symbol
_SYMBOLS |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}


def with_plain_letters(texts: list[str]) -> list[str]:
    """The texts without zero-width signs, ligatures taken apart, soft hyphens gone or, in numbers, hyphens."""
    if not _ODD.search(" ".join(texts)):
        return texts
    return [_INVISIBLE.sub("", text).translate(_SYMBOLS) for text in texts]


def with_lost_spaces(texts: list[str]) -> list[str]:
    """The texts with words parted that ran together (`Mộtsố`), where there is no doubt.

    There is none when a word is no syllable, can be parted in two that the same text has elsewhere, one
    with a Vietnamese letter at least, and in no other such way.
    """
    joined = " ".join(texts)
    suspects = {word for word in _WORD.findall(joined) if len(word) > _SHORTEST and not is_syllable(word)}
    if not any(map(_can_be_parted, suspects)):
        return texts
    known = {tone_key(word) for word in _WORD.findall(joined) if is_syllable(word)}
    parted = {word: two for word in suspects if (two := _parted(word, known))}
    if not parted:
        return texts
    return [_WORD.sub(partial(_replaced, parted), text) for text in texts]


def parted_once(word: str) -> str:
    """A word that OCR ran together (`Nơinhận`), parted if that can be done in one way only; else as it is."""
    if len(word) <= _SHORTEST or not _WORD.fullmatch(word) or is_syllable(word):
        return word
    ways = _splits(word)
    return " ".join(ways[0]) if len(ways) == 1 and all(map(_VIETNAMESE.search, ways[0])) else word


def _replaced(parted: dict[str, str], match: re.Match[str]) -> str:
    return parted.get(match[0], match[0])


_WORD = re.compile(r"(?<![\w@./-])[^\W\d_]+(?![\w@/-])")  # not the parts of numbers and addresses
_SHORTEST = 4
_VIETNAMESE = re.compile("[^\\x00-\\x7f]")


def _splits(word: str) -> list[tuple[str, str]]:
    halves = [(word[:place], word[place:]) for place in range(2, len(word) - 1)]
    return [two for two in halves if is_syllable(two[0]) and is_syllable(two[1])]


def _can_be_parted(word: str) -> bool:
    return bool(_VIETNAMESE.search(word)) and bool(_splits(word))


def _parted(word: str, known: set[str]) -> str | None:
    if not _VIETNAMESE.search(word):
        return None
    ways = [two for two in _splits(nfc(word)) if tone_key(two[0]) in known and tone_key(two[1]) in known]
    return " ".join(ways[0]) if len(ways) == 1 else None
