"""Whether words can be Vietnamese syllables, and with that whether a text can be Vietnamese at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from ..vietnamese.text import nfc

_RIMES = Path(__file__).parent / "tables" / "rimes.tsv"
# ASCII marks, digits and the marks of print end a word; the signs that TCVN3 takes for letters do not.
_WORD = re.compile(r"[^\s!-@\[-`{-~“”‘’…–—]+")
_LATIN = re.compile(r"\b(?:the|of|and|for|with|les|des|und)\b", re.IGNORECASE)

# Measured on the real files, page by page: good text 0.90 to 1.00 (0.80 where an appendix has a dozen words),
# TCVN3 as it stands 0.19 to 0.27, an OCR layer made without Vietnamese 0.45 to 0.53.
CLEARLY_NOT = 0.7
ENOUGH_WORDS = 12

_MEANINGLESS = re.compile("[\ufffd\u0001-\u0008\u000e-\u001b\u0460-\u052f\ue000-\uf8ff]")
_TOLERABLE = 0.05  # bullets of symbol fonts are such, too


def looks_like_garbage(text: str) -> bool:
    """Whether a page's text is so far from Vietnamese that its picture is the better source.

    Short text and text of other languages in Latin letters is left in peace; letters without a
    meaning (glyph numbers, U+FFFD) are not.
    """
    if len(_MEANINGLESS.findall(text)) > _TOLERABLE * max(len(text), 1):
        return True
    words = words_of(text)
    if len(words) < ENOUGH_WORDS or 20 * len(_LATIN.findall(text)) > len(words):
        return False
    return share(words) < CLEARLY_NOT


def syllable_share(text: str) -> float:
    """The share (0 to 1) of words that can be Vietnamese syllables; 1 when there is nothing to judge."""
    return share(words_of(text))


def syllables(text: str) -> int:
    """How many words can be Vietnamese syllables."""
    return sum(map(is_syllable, words_of(text)))


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Whether a word is built like a Vietnamese syllable: onset, rime, and a tone that its ending allows."""
    tone, bare = _parted(word.lower())
    match = _ONSET.match(bare)
    if tone is None or match is None:
        return False
    onset, rime = match[0], bare[match.end() :]
    if onset == "gi" and rime[:1] in {"", "ê", "m", "n"}:
        onset, rime = "g", "i" + rime  # gì, giếng, gìn: the i is onset and rime at once
    front = rime[:1] in {"e", "ê"} or (rime[:1] in {"i", "y"} and onset != "g")
    if onset in (_BEFORE_BACK if front else _BEFORE_FRONT):
        return False
    return rime in _rimes() and (tone in ("\u0301", "\u0323") or not rime.endswith(_STOPS))


_ONSET = re.compile(r"ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]|(?=[aăâeêioôơuưy])")
_BEFORE_FRONT = frozenset({"gh", "ngh", "k"})  # before e, ê, i, y only
_BEFORE_BACK = frozenset({"g", "ng", "c"})  # before all others only, but gi-
_STOPS = ("c", "ch", "k", "p", "t")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _parted(word: str) -> tuple[str | None, str]:
    """The tone mark ("" when level, None when there are two) and the word without it."""
    letters = unicodedata.normalize("NFD", word)
    tones = [letter for letter in letters if letter in _TONES]
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    return (None if len(tones) > 1 else "".join(tones)), bare


def words_of(text: str) -> list[str]:
    """The words to judge: with a letter in them, and no abbreviation: good text has them too."""
    return [
        word
        for word in _WORD.findall(nfc(text))
        if any(map(str.isalpha, word)) and (not _ABBREVIATION.fullmatch(word) or is_syllable(word))
    ]


_ABBREVIATION = re.compile(r"[A-ZĐƯÐƢ]{1,8}|[A-ZĐ]{1,3}[a-zđ]?[A-ZĐ]{0,3}[a-z]?")  # UBND, QĐ, TTg, QĐi


def share(words: Sequence[str]) -> float:
    """The share (0 to 1) of `words` that can be syllables; 1 when there are none."""
    return sum(map(is_syllable, words)) / len(words) if words else 1.0


@cache
def _rimes() -> frozenset[str]:
    return frozenset(map(nfc, _RIMES.read_text(encoding="utf-8").split()[1:]))
