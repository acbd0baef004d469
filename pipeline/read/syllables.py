"""Vietnamese syllables: whether a word can be one, whether a text is Vietnamese, and words that ran together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache, partial
from pathlib import Path

from ..vietnamese.text import nfc, tone_key

_RIMES = Path(__file__).parent / "tables" / "rimes.tsv"

# Measured page by page on real files: sound text 0.90 to 1.00 (0.80 where an annex has a dozen words), undecoded TCVN3
# 0.19 to 0.27, a text layer by OCR without Vietnamese 0.45 to 0.53.
NOT_VIETNAMESE = 0.7  # a lower share of syllables is not Vietnamese text
MIN_WORDS = 12  # fewer words prove nothing

# ASCII punctuation, digits and typographic marks end a word; the signs that TCVN3 uses as letters do not.
_WORD = re.compile(r"[^\s!-@\[-`{-~“”‘’…–—]+")
_ABBREVIATION = re.compile(r"[A-ZĐƯÐƢ]{1,8}|[A-ZĐ]{1,3}[a-zđ]?[A-ZĐ]{0,3}[a-z]?")  # UBND, QĐ, TTg, QĐi
_LATIN = re.compile(r"\b(?:the|of|and|for|with|les|des|und)\b", re.IGNORECASE)
_MEANINGLESS = re.compile("[\ufffd\u0001-\u0008\u000e-\u001b\u0460-\u052f\ue000-\uf8ff]")
_MAX_MEANINGLESS = 0.05  # of the characters; bullets of symbol fonts are among them


def looks_like_garbage(text: str) -> bool:
    """Return whether a page's text is so far from Vietnamese that OCR of the page is the better source.

    False for short text and for other languages in Latin letters; True for characters without a meaning (glyph
    indexes, U+FFFD).
    """
    if len(_MEANINGLESS.findall(text)) > _MAX_MEANINGLESS * max(len(text), 1):
        return True
    words = words_of(text)
    if len(words) < MIN_WORDS or 20 * len(_LATIN.findall(text)) > len(words):
        return False
    return _share(words) < NOT_VIETNAMESE


def syllable_share(text: str) -> float:
    """Return the share (0 to 1) of words that can be Vietnamese syllables; 1 for a text without words."""
    return _share(words_of(text))


def count_syllables(text: str) -> int:
    """Return how many words can be Vietnamese syllables."""
    return sum(map(is_syllable, words_of(text)))


def words_of(text: str) -> list[str]:
    """Return the words that can be judged: those with a letter, without abbreviations, which sound text has too."""
    return [
        word
        for word in _WORD.findall(nfc(text))
        if any(map(str.isalpha, word)) and (not _ABBREVIATION.fullmatch(word) or is_syllable(word))
    ]


def _share(words: Sequence[str]) -> float:
    return sum(map(is_syllable, words)) / len(words) if words else 1.0


_ONSET = re.compile(r"ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]|(?=[aăâeêioôơuưy])")
_ONLY_BEFORE_FRONT = frozenset({"gh", "ngh", "k"})  # only before e, ê, i, y
_ONLY_BEFORE_BACK = frozenset({"g", "ng", "c"})  # only before other vowels, except gi-
_STOPS = ("c", "ch", "k", "p", "t")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Return whether a word is built like a Vietnamese syllable: onset, rime, and a tone that its ending allows."""
    tone, toneless = _split_tone(word.lower())
    match = _ONSET.match(toneless)
    if tone is None or match is None:
        return False
    onset, rime = match[0], toneless[match.end() :]
    if onset == "gi" and rime[:1] in {"", "ê", "m", "n"}:
        onset, rime = "g", "i" + rime  # gì, giếng, gìn: the i belongs to onset and rime
    front = rime[:1] in {"e", "ê"} or (rime[:1] in {"i", "y"} and onset != "g")
    if onset in (_ONLY_BEFORE_BACK if front else _ONLY_BEFORE_FRONT):
        return False
    return rime in _rimes() and (tone in ("\u0301", "\u0323") or not rime.endswith(_STOPS))


def _split_tone(word: str) -> tuple[str | None, str]:
    """Return the tone mark ("" for the level tone, None for two marks) and the word without it."""
    letters = unicodedata.normalize("NFD", word)
    tones = [letter for letter in letters if letter in _TONES]
    toneless = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    return (None if len(tones) > 1 else "".join(tones)), toneless


@cache
def _rimes() -> frozenset[str]:
    return frozenset(map(nfc, _RIMES.read_text(encoding="utf-8").split()[1:]))


_LETTERS = re.compile(r"(?<![\w@./-])[^\W\d_]+(?![\w@/-])")  # not the parts of numbers and addresses
_NON_ASCII = re.compile("[^\\x00-\\x7f]")
_MAX_UNSPLIT = 4  # letters of a word that is never split


def restore_spaces(texts: list[str]) -> list[str]:
    """Return the texts with words split that ran together (`Mộtsố`), where there is no doubt.

    A word is split if it is not a syllable and there is exactly one way to make two syllables of it that both occur
    elsewhere in the texts, one of them with a Vietnamese letter.
    """
    joined = " ".join(texts)
    suspects = {word for word in _LETTERS.findall(joined) if len(word) > _MAX_UNSPLIT and not is_syllable(word)}
    suspects = {word for word in suspects if _NON_ASCII.search(word) and _splits(word)}
    if not suspects:
        return texts
    known = {tone_key(word) for word in _LETTERS.findall(joined) if is_syllable(word)}
    split = {word: halves for word in suspects if (halves := _split_into_known(word, known))}
    return [_LETTERS.sub(partial(_replacement, split), text) for text in texts] if split else texts


def split_joined_word(word: str) -> str:
    """Return a word that OCR ran together (`Nơinhận`) split in two, if there is one way only; else unchanged."""
    if len(word) <= _MAX_UNSPLIT or not _LETTERS.fullmatch(word) or is_syllable(word):
        return word
    splits = _splits(word)
    return " ".join(splits[0]) if len(splits) == 1 and all(map(_NON_ASCII.search, splits[0])) else word


def _replacement(split: dict[str, str], match: re.Match[str]) -> str:
    return split.get(match[0], match[0])


def _splits(word: str) -> list[tuple[str, str]]:
    halves = [(word[:place], word[place:]) for place in range(2, len(word) - 1)]
    return [(left, right) for left, right in halves if is_syllable(left) and is_syllable(right)]


def _split_into_known(word: str, known: set[str]) -> str | None:
    splits = [halves for halves in _splits(nfc(word)) if tone_key(halves[0]) in known and tone_key(halves[1]) in known]
    return " ".join(splits[0]) if len(splits) == 1 else None
