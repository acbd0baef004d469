"""Repair of text in legacy encodings (TCVN3, VNI, VIQR) and with wrong or invisible characters.

TCVN3 puts Vietnamese letters at the codes of Latin-1 and has its capitals in a second font; VNI writes a letter and its
mark as two characters. The font's name gives the encoding, but it can be wrong, so a repair is kept only if it makes
more words possible Vietnamese syllables. VIQR, the ASCII spelling of e-mail (`Nghi. quye^'t`), has no font and is
recognised by its marks.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Literal

from ..vietnamese.text import nfc
from .syllables import MIN_WORDS, NOT_VIETNAMESE, restore_spaces, syllable_share, words_of

Encoding = Literal["tcvn3", "tcvn3-capitals", "vni", "viqr"]
Run = tuple[str, str]  # the name of a font and text set in it

_TABLES = Path(__file__).parent / "tables"
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"(?:[\s,_-]*(?:bold|italic|oblique|regular|normal|light|mt|ps))+$", re.IGNORECASE)
_TCVN3_FONT = re.compile(r"\.vn|vn[A-Z3]|\.?Vn[A-Z3]")
_UNICODE_LETTER = re.compile("[\u1ea0-\u1ef9ĂăƠơƯư]")  # letters that neither encoding has a code for
_MIN_GUESS_SHARE = 0.8  # of syllables, for an encoding that no font's name supports


@dataclass(frozen=True, slots=True)
class RepairedText:
    """The text of each piece after the repair, and whether any piece changed."""

    texts: tuple[str, ...]
    changed: bool


def repair(pieces: Sequence[Sequence[Run]]) -> RepairedText:
    """Return the text of pieces (words of a page, paragraphs of a file) in sound Unicode.

    A piece is its runs in order. All pieces are judged together, so they should come from one page or file. Sound
    Unicode text is returned unchanged.
    """
    plain = ["".join(text for _font, text in piece) for piece in pieces]
    encodings = _encodings(pieces, plain)
    texts = _decode_pieces(pieces, encodings) if encodings else plain
    texts = restore_spaces(replace_special_characters(_replace_wrong_letters(texts)))
    return RepairedText(tuple(texts), texts != plain)


def font_encoding(font: str) -> Encoding | None:
    """Return the legacy encoding that a font's name implies (`.VnTimeH,Bold`: `tcvn3-capitals`), else None."""
    family = _STYLE.sub("", _SUBSET.sub("", font)).strip()
    if family.upper().startswith("VNI-"):
        return "vni"
    if _TCVN3_FONT.match(family):
        return "tcvn3-capitals" if family.endswith("H") else "tcvn3"
    return None


def decode(text: str, encoding: Encoding) -> str:
    """Return text of a legacy encoding in Unicode; characters outside its table stay."""
    if encoding == "viqr":
        return _VIQR.sub(_decode_viqr_letter, text)
    if encoding == "vni":
        return _vni_pattern().sub(lambda match: _table("vni")[match[0]], text)
    decoded = text.translate(_tcvn3())
    return decoded.upper() if encoding == "tcvn3-capitals" else decoded


def _encodings(pieces: Sequence[Sequence[Run]], plain: Sequence[str]) -> dict[str, Encoding]:
    """Return the encoding of each font that has a legacy one; empty when all text is Unicode."""
    fonts = dict.fromkeys(font for piece in pieces for font, _text in piece)
    by_name = {font: encoding for font in fonts if (encoding := font_encoding(font))}
    whole = " ".join(plain)
    share = syllable_share(whole)
    if by_name:
        by_name = _without_unicode_fonts(pieces, by_name)
        decoded_share = syllable_share(" ".join(_decode_pieces(pieces, by_name)))
        by_name, share = (by_name, decoded_share) if decoded_share >= share else ({}, share)
    words = words_of(whole)
    if len(words) >= MIN_WORDS and _MIN_VIQR_SHARE * len(words) < len(_VIQR_LETTER.findall(whole)):
        viqr_share, viqr = _guess(pieces, fonts, by_name, "viqr")
        if viqr_share > share:
            return viqr
    if share >= NOT_VIETNAMESE or len(words) < MIN_WORDS:
        return by_name
    guesses = [_guess(pieces, fonts, by_name, encoding) for encoding in _GUESSES]
    return max(guesses, key=itemgetter(0))[1]


_GUESSES: tuple[Encoding, ...] = ("tcvn3", "vni")


def _guess(
    pieces: Sequence[Sequence[Run]], fonts: Iterable[str], by_name: Mapping[str, Encoding], encoding: Encoding
) -> tuple[float, dict[str, Encoding]]:
    """Return the share of syllables if all other fonts have `encoding`; 0 and `by_name` if that is too low."""
    guess = dict.fromkeys((font for font in fonts if font not in by_name), encoding)
    guess = _without_unicode_fonts(pieces, guess) | dict(by_name)
    share = syllable_share(" ".join(_decode_pieces(pieces, guess)))
    return (share, guess) if share >= _MIN_GUESS_SHARE else (0.0, dict(by_name))


def _without_unicode_fonts(pieces: Sequence[Sequence[Run]], encodings: Mapping[str, Encoding]) -> dict[str, Encoding]:
    """Return `encodings` without the fonts whose text has letters that exist in Unicode only."""
    unicode_fonts = {font for piece in pieces for font, text in piece if _UNICODE_LETTER.search(text)}
    return {font: encoding for font, encoding in encodings.items() if font not in unicode_fonts}


def _decode_pieces(pieces: Sequence[Sequence[Run]], encodings: Mapping[str, Encoding]) -> list[str]:
    return ["".join(_decode_runs(piece, encodings)) for piece in pieces]


def _decode_runs(piece: Sequence[Run], encodings: Mapping[str, Encoding]) -> Iterable[str]:
    """Yield decoded text; runs of one encoding are decoded together, as a VNI mark may be in the next run."""
    pending, current = "", None
    for font, text in piece:
        encoding = encodings.get(font)
        if encoding != current:
            yield decode(pending, current) if current else pending
            pending, current = "", encoding
        pending += text
    yield decode(pending, current) if current else pending


# A letter with its mark (^ circumflex, + or * horn, ( breve) and its tone. The tones ? and . also end sentences: after
# a letter without a mark they count only inside a word or where the word has no other vowel.
_VIQR = re.compile(
    r"\\([.?'`~^(+*])|[dD][dD]|([aAeEoO]\^|[oOuU][+*]|[aA]\()([`'?~.]?)"
    r"|([aAeEiIoOuUyY])(?:([`'~])|(?:(?<![aAeEiIoOuUyY^+*(`'~].)|(?=[?.][\w.?]))([?.]))"
)
_VIQR_LETTER = re.compile(r"[aeo]\^|[ou]\+|a\(|\bdd", re.IGNORECASE)
_MIN_VIQR_SHARE = 0.2  # of the words have such a letter in every text of some length
_VIQR_MARKS = dict(zip("^(+*`'?~.", "\u0302\u0306\u031b\u031b\u0300\u0301\u0309\u0303\u0323", strict=True))


def _decode_viqr_letter(match: re.Match[str]) -> str:
    literal, marked, tone, plain, inner_tone, final_tone = match.groups()
    if literal:
        return str(literal)
    if not marked and not plain:
        return "Đ" if match[0][0] == "D" else "đ"
    letter, signs = (marked[0], marked[1] + tone) if marked else (plain, inner_tone or final_tone)
    return nfc(letter + "".join(_VIQR_MARKS[sign] for sign in signs))


def _replace_wrong_letters(texts: list[str]) -> list[str]:
    """Return the texts with Ƣ as Ư, Ð as Đ and Cyrillic as Latin capitals, if the page is Vietnamese otherwise."""
    whole = " ".join(texts)
    if whole.isascii() or not _wrong_letters().search(whole) or _OTHER_CYRILLIC.search(whole):
        return texts
    table = str.maketrans(dict(_table("glyphs")))
    repaired = [text.translate(table) for text in texts]
    if "Ƣ" in whole or "ƣ" in whole:
        repaired = [_TILDE_O.sub(_grave_o, text) for text in repaired]
    before, after = syllable_share(whole), syllable_share(" ".join(repaired))
    return repaired if after >= max(before, NOT_VIETNAMESE) else texts


# The fault that shows Ư as Ƣ also shows Ò as Õ; tilde_o.tsv lists the syllables that really have Õ.
_TILDE_O = re.compile(r"\b[A-ZĐ]*Õ[A-ZĐ]*\b")
_OTHER_CYRILLIC = re.compile("[БГДЁЖЗИЙЛУФЦЧШЩЪЫЬЭЮЯа-яё]")


def _grave_o(match: re.Match[str]) -> str:
    word = match[0]
    return word if word in _table("tilde_o") else word.replace("Õ", "Ò")


_SPECIAL = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufb00-\ufb06\uf0b7\uf02d]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]|(?<=[^\\W\\d_A-ZĐ])\u00ad(?=[^\\W\\d_A-ZĐ])")
_PLAIN = {0xAD: "-", 0xF0B7: "•", 0xF02D: "-"}  # a printed soft hyphen; bullets of the font Symbol
_PLAIN |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}  # ligatures


def replace_special_characters(texts: list[str]) -> list[str]:
    """Return the texts without zero-width characters and ligatures; soft hyphens in numbers become hyphens."""
    if not _SPECIAL.search(" ".join(texts)):
        return texts
    return [_INVISIBLE.sub("", text).translate(_PLAIN) for text in texts]


@cache
def _table(name: str) -> dict[str, str]:
    """Return a table of `tables/`: its first column → its second, or the first where it is the only one."""
    with (_TABLES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    return {nfc(row[0]): nfc(row[min(1, len(row) - 1)]) for row in rows}


@cache
def _tcvn3() -> dict[int, str]:
    return {int(code, 16): letter for code, letter in _table("tcvn3").items()}


@cache
def _vni_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_table("vni"), key=len, reverse=True)))


@cache
def _wrong_letters() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_table('glyphs'))}]")
