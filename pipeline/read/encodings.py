"""Text in letters of before Unicode → Unicode, and the test that says whether a text is Vietnamese at all.

TCVN3 puts Vietnamese letters on the places of Latin-1, its capitals in a second
font; VNI writes a letter and its mark as two characters. The name of the font says so,
but names lie too: a repair stands only where it makes more syllables possible
Vietnamese ones. VIQR is left out: it lived in e-mail, not in files for print.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Literal

from pipeline.text import nfc

Encoding = Literal["tcvn3", "tcvn3-capitals", "vni"]
Run = tuple[str, str]  # a font's name and what is set in it

_TABLES = Path(__file__).parent / "tables"
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"(?:[\s,_-]*(?:bold|italic|oblique|regular|normal|light|mt|ps))+$", re.IGNORECASE)
_TCVN3_FONT = re.compile(r"\.vn|vn[A-Z3]|\.?Vn[A-Z3]")
_UNICODE_LETTER = re.compile("[\u1ea0-\u1ef9ĂăƠơƯư]")  # letters that neither encoding has a place for

# ASCII marks, digits and the marks of print end a word; the signs that TCVN3 takes for letters do not.
_WORD = re.compile(r"[^\s!-@\[-`{-~“”‘’…–—]+")
_LATIN = re.compile(r"\b(?:the|of|and|for|with|les|des|und)\b", re.IGNORECASE)

# Measured on the real files, page by page: good text 0.90 to 1.00 (0.80 where an appendix has a dozen words),
# TCVN3 as it stands 0.19 to 0.27, an OCR layer made without Vietnamese 0.45 to 0.53.
_CLEARLY_VIETNAMESE = 0.8
_CLEARLY_NOT = 0.7
_ENOUGH_WORDS = 12


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text of every piece after the repair; `changed` says whether any differs from what was given."""

    texts: tuple[str, ...]
    changed: bool


def repaired(pieces: Sequence[Sequence[Run]]) -> Repaired:
    """The text of pieces (words of a page, paragraphs of a file) with old encodings and glyph faults mended.

    A piece is its runs in order. All pieces are judged together, so they should
    come from one page or file. Sound Unicode text comes back as it is.
    """
    plain = ["".join(text for _font, text in piece) for piece in pieces]
    encodings = _encodings(pieces, plain)
    texts = _decoded(pieces, encodings) if encodings else plain
    texts = _glyphs_mended(texts)
    return Repaired(tuple(texts), texts != plain)


def font_encoding(font: str) -> Encoding | None:
    """What a font's name says about its letters: `.VnTimeH,Bold` is `tcvn3-capitals`; None for others."""
    family = _STYLE.sub("", _SUBSET.sub("", font)).strip()
    if family.upper().startswith("VNI-"):
        return "vni"
    if _TCVN3_FONT.match(family):
        return "tcvn3-capitals" if family.endswith("H") else "tcvn3"
    return None


def decode(text: str, encoding: Encoding) -> str:
    """Text of an old encoding in Unicode; what has no place in its table stays."""
    if encoding == "vni":
        return _vni_pattern().sub(lambda match: _rows("vni")[match[0]], text)
    decoded = text.translate(_tcvn3())
    return decoded.upper() if encoding == "tcvn3-capitals" else decoded


def looks_like_garbage(text: str) -> bool:
    """Whether a page's text is so far from Vietnamese that its picture is the better source.

    Short text and text of other languages in Latin letters is left in peace.
    """
    words = _words(text)
    if len(words) < _ENOUGH_WORDS or 20 * len(_LATIN.findall(text)) > len(words):
        return False
    return _share(words) < _CLEARLY_NOT


def syllable_share(text: str) -> float:
    """The share (0 to 1) of words that can be Vietnamese syllables; 1 when there is nothing to judge."""
    return _share(_words(text))


def syllables(text: str) -> int:
    """How many words can be Vietnamese syllables."""
    return sum(map(is_syllable, _words(text)))


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


def _words(text: str) -> list[str]:
    """The words to judge: with a letter in them, and no abbreviation: good text has them too."""
    return [
        word
        for word in _WORD.findall(nfc(text))
        if any(map(str.isalpha, word)) and (not _ABBREVIATION.fullmatch(word) or is_syllable(word))
    ]


_ABBREVIATION = re.compile(r"[A-ZĐƯÐƢ]{1,8}|[A-ZĐ]{1,3}[a-zđ]?[A-ZĐ]{0,3}[a-z]?")  # UBND, QĐ, TTg, QĐi


def _share(words: Sequence[str]) -> float:
    return sum(map(is_syllable, words)) / len(words) if words else 1.0


def _encodings(pieces: Sequence[Sequence[Run]], plain: Sequence[str]) -> dict[str, Encoding]:
    """The encoding of every font that has an old one; empty when all is Unicode."""
    fonts = dict.fromkeys(font for piece in pieces for font, _text in piece)
    named = {font: encoding for font in fonts if (encoding := font_encoding(font))}
    before = syllable_share(" ".join(plain))
    if named:
        named = _without_unicode(pieces, named)
        after = syllable_share(" ".join(_decoded(pieces, named)))
        named, before = (named, after) if after >= before else ({}, before)
    if before >= _CLEARLY_NOT or len(_words(" ".join(plain))) < _ENOUGH_WORDS:
        return named
    guesses = [_guess(pieces, fonts, named, encoding) for encoding in _GUESSES]
    return max(guesses, key=itemgetter(0))[1]


_GUESSES: tuple[Encoding, ...] = ("tcvn3", "vni")


def _guess(
    pieces: Sequence[Sequence[Run]], fonts: Iterable[str], named: Mapping[str, Encoding], encoding: Encoding
) -> tuple[float, dict[str, Encoding]]:
    """How good the text is if fonts that say nothing have `encoding`; 0 and `named` if not good enough."""
    guess = dict.fromkeys((font for font in fonts if font not in named), encoding)
    guess = _without_unicode(pieces, guess) | dict(named)
    share = syllable_share(" ".join(_decoded(pieces, guess)))
    return (share, guess) if share >= _CLEARLY_VIETNAMESE else (0.0, dict(named))


def _without_unicode(pieces: Sequence[Sequence[Run]], encodings: Mapping[str, Encoding]) -> dict[str, Encoding]:
    """`encodings` less the fonts whose text has letters that only Unicode knows."""
    sound = {font for piece in pieces for font, text in piece if _UNICODE_LETTER.search(text)}
    return {font: encoding for font, encoding in encodings.items() if font not in sound}


def _decoded(pieces: Sequence[Sequence[Run]], encodings: Mapping[str, Encoding]) -> list[str]:
    return ["".join(_joined_decoded(piece, encodings)) for piece in pieces]


def _joined_decoded(piece: Sequence[Run], encodings: Mapping[str, Encoding]) -> Iterable[str]:
    """Neighbouring runs of one encoding are decoded together: a VNI mark may stand in the next run."""
    held, current = "", None
    for font, text in piece:
        encoding = encodings.get(font)
        if encoding != current:
            yield decode(held, current) if current else held
            held, current = "", encoding
        held += text
    yield decode(held, current) if current else held


def _glyphs_mended(texts: list[str]) -> list[str]:
    """Ƣ for Ư, Ð for Đ, Cyrillic for Latin capitals: put right on a page that is Vietnamese but for these."""
    whole = " ".join(texts)
    if whole.isascii() or not _wrong_glyphs().search(whole) or _OTHER_CYRILLIC.search(whole):
        return texts
    table = str.maketrans(dict(_rows("glyphs")))
    mended = [text.translate(table) for text in texts]
    if "Ƣ" in whole or "ƣ" in whole:
        mended = [_TILDE_O.sub(_grave_o, text) for text in mended]
    before, after = syllable_share(whole), syllable_share(" ".join(mended))
    return mended if after >= max(before, _CLEARLY_NOT) else texts


# The fault that shows Ư as Ƣ also shows Ò as Õ; tilde_o.tsv has the syllables in which Õ is meant.
_TILDE_O = re.compile(r"\b[A-ZĐ]*Õ[A-ZĐ]*\b")
_OTHER_CYRILLIC = re.compile("[БГДЁЖЗИЙЛУФЦЧШЩЪЫЬЭЮЯа-яё]")


def _grave_o(match: re.Match[str]) -> str:
    word = match[0]
    return word if word in _rows("tilde_o") else word.replace("Õ", "Ò")


@cache
def _rows(name: str) -> dict[str, str]:
    """A table of `tables/`: its first column → its second (or the first, when there is one only)."""
    with (_TABLES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    return {nfc(row[0]): nfc(row[min(1, len(row) - 1)]) for row in rows}


@cache
def _tcvn3() -> dict[int, str]:
    return {int(code, 16): letter for code, letter in _rows("tcvn3").items()}


@cache
def _vni_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_rows("vni"), key=len, reverse=True)))


@cache
def _wrong_glyphs() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_rows('glyphs'))}]")


@cache
def _rimes() -> frozenset[str]:
    return frozenset(_rows("rimes"))
