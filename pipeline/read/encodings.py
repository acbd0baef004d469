"""Text in letters of before Unicode → Unicode.

TCVN3 puts Vietnamese letters on the places of Latin-1, its capitals in a second
font; VNI writes a letter and its mark as two characters. The name of the font says so,
but names lie too: a repair stands only where it makes more syllables possible
Vietnamese ones. VIQR, the writing of e-mail in plain ASCII (`Nghi. quye^'t`), has no font and is
known by its marks.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Literal

from ..vietnamese.text import nfc
from .spelling import with_lost_spaces, with_plain_letters
from .syllable import CLEARLY_NOT, ENOUGH_WORDS, syllable_share, words_of

Encoding = Literal["tcvn3", "tcvn3-capitals", "vni", "viqr"]
Run = tuple[str, str]  # a font's name and what is set in it

_TABLES = Path(__file__).parent / "tables"
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"(?:[\s,_-]*(?:bold|italic|oblique|regular|normal|light|mt|ps))+$", re.IGNORECASE)
_TCVN3_FONT = re.compile(r"\.vn|vn[A-Z3]|\.?Vn[A-Z3]")
_UNICODE_LETTER = re.compile("[\u1ea0-\u1ef9ĂăƠơƯư]")  # letters that neither encoding has a place for

_CLEARLY_VIETNAMESE = 0.8  # beside syllable.CLEARLY_NOT


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
    texts = with_lost_spaces(with_plain_letters(_glyphs_mended(texts)))
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
    if encoding == "viqr":
        return _VIQR.sub(_viqr_letter, text)
    if encoding == "vni":
        return _vni_pattern().sub(lambda match: _rows("vni")[match[0]], text)
    decoded = text.translate(_tcvn3())
    return decoded.upper() if encoding == "tcvn3-capitals" else decoded


def _encodings(pieces: Sequence[Sequence[Run]], plain: Sequence[str]) -> dict[str, Encoding]:
    """The encoding of every font that has an old one; empty when all is Unicode."""
    fonts = dict.fromkeys(font for piece in pieces for font, _text in piece)
    named = {font: encoding for font in fonts if (encoding := font_encoding(font))}
    whole = " ".join(plain)
    before = syllable_share(whole)
    if named:
        named = _without_unicode(pieces, named)
        after = syllable_share(" ".join(_decoded(pieces, named)))
        named, before = (named, after) if after >= before else ({}, before)
    words = words_of(whole)
    if len(words) >= ENOUGH_WORDS and _VIQR_SHARE * len(words) < len(_VIQR_LETTER.findall(whole)):
        share, guess = _guess(pieces, fonts, named, "viqr")
        if share > before:
            return guess
    if before >= CLEARLY_NOT or len(words) < ENOUGH_WORDS:
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


# A letter with its mark (^ circumflex, + or * horn, ( breve) and its tone. Of the tones, ? and . also end
# sentences: behind a letter without a mark they count inside a word or where the word has no other vowel.
_VIQR = re.compile(
    r"\\([.?'`~^(+*])|[dD][dD]|([aAeEoO]\^|[oOuU][+*]|[aA]\()([`'?~.]?)"
    r"|([aAeEiIoOuUyY])(?:([`'~])|(?:(?<![aAeEiIoOuUyY^+*(`'~].)|(?=[?.][\w.?]))([?.]))"
)
_VIQR_LETTER = re.compile(r"[aeo]\^|[ou]\+|a\(|\bdd", re.IGNORECASE)
_VIQR_SHARE = 0.2  # of the words, in every text of some length
_VIQR_MARKS = dict(zip("^(+*`'?~.", "\u0302\u0306\u031b\u031b\u0300\u0301\u0309\u0303\u0323", strict=True))


def _viqr_letter(match: re.Match[str]) -> str:
    literal, marked, tone, bare, plain_tone, ending_tone = match.groups()
    if literal:
        return str(literal)
    if not marked and not bare:
        return "Đ" if match[0][0] == "D" else "đ"
    letter, signs = (marked[0], marked[1] + tone) if marked else (bare, plain_tone or ending_tone)
    return nfc(letter + "".join(_VIQR_MARKS[sign] for sign in signs))


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
    return mended if after >= max(before, CLEARLY_NOT) else texts


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
