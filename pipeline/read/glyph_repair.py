"""Repair of a PDF page's glyphs before they become words: broken ToUnicode maps and overprinting.

Old PDF exporters of Word leave fonts without a ToUnicode map (pdfminer then gives `(cid:54)`) or with a map that gives
each glyph's index as its code point: a page shows SỞ CÔNG THƯƠNG and its text is `6Ӣ C‘NG 7+ѬѪ1*`. The system fonts
used in Vietnamese offices share one glyph order: ASCII is 29 places below its codes, and the Vietnamese letters are
contiguous above 1130. In some fonts only the Vietnamese letters are broken; in others Latin-1 was taken for Mac Roman.
A repair is kept only if its result is Vietnamese; other pages of this kind look like garbage and are read by OCR.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import product
from operator import itemgetter
from pathlib import Path

from pdfplumber.utils.text import WordExtractor

from .annotations import Glyph
from .syllables import is_syllable, syllable_share, words_of

_TABLE = Path(__file__).parent / "tables" / "glyph_ids.tsv"
_ASCII_SHIFT = 29  # how far the indexes of ASCII glyphs are below their codes
_LAST_ASCII_GLYPH = 97
_UNMAPPED = re.compile(r"\(cid:(\d+)\)")
# Control characters (indexes of digits and punctuation) and old Cyrillic letters (those of Ơ to ỹ).
_SUSPICIOUS = re.compile("[\u0001-\u0008\u000e-\u001f\u0460-\u052f]|\\(cid:")
_FIRST_OWN_GLYPH = 256  # indexes below are codes of Latin-1 letters, too
_MIN_SYLLABLE_SHARE = 0.8  # names and abbreviations are not syllables
_MIN_WORDS = 3
_REPLACEMENT = "\ufffd"
_PUNCTUATION = ".,;:!?()[]\"'“”‘’-–/…"


def repair_unicode(glyphs: list[Glyph]) -> tuple[list[Glyph], bool]:
    """Return the glyphs of a page with glyph indexes replaced by letters, and whether any was.

    What cannot be proven stays unchanged, except `(cid:n)`, which becomes U+FFFD because it is not text.
    """
    text = "".join([glyph["text"] for glyph in glyphs])
    if not _SUSPICIOUS.search(text):
        return glyphs, False
    copies, changed = [_with_index_as_text(glyph) for glyph in glyphs], False
    for font in dict.fromkeys(map(_font, copies)):
        of_font = [glyph for glyph in copies if _font(glyph) == font]
        unmapped = font[1]
        if unmapped or _SUSPICIOUS.search("".join(glyph["text"] for glyph in of_font)):
            changed |= _repair_font(of_font, unmapped=unmapped)
    if any("unmapped" in glyph for glyph in copies):
        changed |= _repair_in_context(copies)
    return [{**glyph, "text": _REPLACEMENT} if glyph.get("unmapped") else glyph for glyph in copies], changed


def _with_index_as_text(glyph: Glyph) -> Glyph:
    """Return a copy of the glyph; `(cid:n)` becomes the character of code n, marked as unmapped."""
    match = _UNMAPPED.fullmatch(glyph["text"])
    return {**glyph, "text": chr(int(match[1]) % 0x110000), "unmapped": True} if match else {**glyph}


def _font(glyph: Glyph) -> tuple[str, bool]:
    return glyph["fontname"], "unmapped" in glyph


def _repair_font(glyphs: Sequence[Glyph], *, unmapped: bool) -> bool:
    """Replace the text of one font's glyphs if one decoding yields Vietnamese; return whether it did."""
    words = _words(glyphs)
    decodings = (
        (_by_index, _by_italic_index)
        if unmapped
        else (_unchanged, _by_index_above_latin, _by_index, _by_italic_index, _word_by_word)
    )
    shares = [(_syllable_share(["".join(map(decoding(word), word)) for word in words]), decoding)
              for decoding in decodings]  # fmt: skip
    share, best = max(shares, key=itemgetter(0))  # the first of equals, so that sound text stays
    if share < _MIN_SYLLABLE_SHARE or best is _unchanged:
        return False
    for word in words:
        letter_of = best(word)
        for glyph in word:
            glyph["text"] = letter_of(glyph)
            glyph["decoded"] = True
            glyph.pop("unmapped", None)
    for glyph in glyphs:  # spaces, which are in no word
        if glyph.pop("unmapped", None) or glyph["text"] == chr(ord(" ") - _ASCII_SHIFT):
            glyph["text"] = " "
    return True


def _repair_in_context(glyphs: Sequence[Glyph]) -> bool:
    """Replace unmapped glyphs that complete words of sound ones, where a font maps only some of its letters.

    The glyphs of a font are replaced together, if the whole words with them are Vietnamese. A few words prove it only
    where other fonts of the page were decoded, too.
    """
    words = [word for word in _words(glyphs) if any("unmapped" in glyph for glyph in word)]
    chosen: dict[str, Letters] = {}
    proven = any("decoded" in glyph for glyph in glyphs)
    for name in dict.fromkeys(glyph["fontname"] for glyph in glyphs if "unmapped" in glyph):
        own = [word for word in words if any(each["fontname"] == name and "unmapped" in each for each in word)]
        texts = [(" ".join(map(partial(_completed, letters=each), own)), each) for each in _tables()]
        text, letters = max(texts, key=lambda each: syllable_share(each[0]))
        if syllable_share(text) >= _MIN_SYLLABLE_SHARE:
            chosen[name] = letters
            proven = proven or len(words_of(text)) >= _MIN_WORDS
    if not proven:
        return False
    for glyph in glyphs:
        if "unmapped" in glyph and (letter := chosen.get(glyph["fontname"], {}).get(glyph["text"])):
            glyph["text"] = letter
            glyph.pop("unmapped")
    return bool(chosen)


def _completed(word: Sequence[Glyph], letters: Letters) -> str:
    return "".join(letters.get(each["text"], each["text"]) if "unmapped" in each else each["text"] for each in word)


def _words(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the words that the glyphs form, separated where a glyph has the index of the space.

    The extractor sees a letter in place of each glyph, because an index may be the code of white space.
    """
    placeholders = [
        {**glyph, "text": " " if ord(glyph["text"][0]) in (3, 32) else "x", "index": index}
        for index, glyph in enumerate(glyphs)
        if glyph["text"]
    ]
    words = WordExtractor().extract_words(placeholders, return_chars=True)
    return [[glyphs[char["index"]] for char in word["chars"]] for word in words]


Letters = Mapping[str, str]  # the letter of each glyph index, which is given as a character
LetterOf = Callable[[Glyph], str]  # a decoding gives one for each word


def _unchanged(word: Sequence[Glyph]) -> LetterOf:
    return itemgetter("text")


def _by_index(word: Sequence[Glyph]) -> LetterOf:
    return lambda glyph: _letters().get(str(glyph["text"]), str(glyph["text"]))


def _by_italic_index(word: Sequence[Glyph]) -> LetterOf:
    return lambda glyph: _italic_letters().get(str(glyph["text"]), str(glyph["text"]))


def _by_index_above_latin(word: Sequence[Glyph]) -> LetterOf:
    """Decode fonts whose Latin letters are sound; ÿ, which no Vietnamese word has, is the index of đ."""
    return lambda glyph: _letters()[glyph["text"]] if _is_above_latin(glyph["text"]) else glyph["text"]


def _is_above_latin(text: str) -> bool:
    return text in _letters() and (ord(text) >= _FIRST_OWN_GLYPH or text == "ÿ")


def _from_mac_roman(word: Sequence[Glyph]) -> LetterOf:
    def letter_of(glyph: Glyph) -> str:
        text: str = glyph["text"]
        try:
            return text if text.isascii() else text.encode("mac_roman").decode("cp1252")
        except UnicodeError:
            return text

    return letter_of


def _word_by_word(word: Sequence[Glyph]) -> LetterOf:
    """Return the first decoding that makes the word a syllable, for fonts of several maps under one name."""
    text = "".join(glyph["text"] for glyph in word)
    decodings = [_unchanged]
    if _SUSPICIOUS.search(text):
        decodings += [_by_index_above_latin, _by_index]
    elif not text.isascii():
        decodings.append(_from_mac_roman)
    for decoding in decodings:
        letter_of = decoding(word)
        if is_syllable("".join(map(letter_of, word)).strip(_PUNCTUATION)):
            return letter_of
    return _by_index(word) if any(letter < " " for letter in text) else _unchanged(word)


def _syllable_share(words: Iterable[str]) -> float:
    """Return the share of syllables among words with a letter; 0 for too few words to prove anything."""
    parts = [part for word in words for part in re.split(r"[\s/,.;:-]+", word.strip(_PUNCTUATION)) if part]
    judged = [part for part in parts if not part.isdigit()]
    if len(judged) < _MIN_WORDS:
        return 0.0
    return sum(map(is_syllable, judged)) / len(judged)


@cache
def _letters() -> dict[str, str]:
    """Return the letter of each glyph index, which is given as a character."""
    letters = {chr(glyph): chr(glyph + _ASCII_SHIFT) for glyph in range(3, _LAST_ASCII_GLYPH + 1)}
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return letters | {chr(int(row["glyph"])): row["letter"] for row in rows}


_VIETNAMESE_GLYPHS, _ITALIC_SHIFT = 1130, 380  # the first one; how much lower they are in the italic fonts


@cache
def _italic_letters() -> dict[str, str]:
    """Return the letter of each glyph index of the italic fonts."""
    return {
        chr(ord(glyph) - _ITALIC_SHIFT) if ord(glyph) >= _VIETNAMESE_GLYPHS else glyph: letter
        for glyph, letter in _letters().items()
    }


def _tables() -> tuple[Letters, Letters]:
    return _letters(), _italic_letters()


# Old printer drivers make type bold by printing it twice: `CHỈ THỊ` is extracted as `CCHHỈỈ TTHHỊỊ`.
_DOUBLED = re.compile(r"(?:([^\W\d_])\1){2}")  # no Vietnamese word has two doubled letters in a row
_MAX_OFFSET = 0.1  # of the type size; every letter is wider
_NEIGHBOURS = tuple(product((0, -1, 1), repeat=2))


def looks_overprinted(words: Iterable[str]) -> bool:
    """Return whether words have letters doubled as only overprinting doubles them."""
    return bool(_DOUBLED.search(" ".join(words)))


def remove_overprint(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the glyphs without those printed again in the same place; glyphs printed twice become bold."""
    kept: list[Glyph] = []
    grid: dict[tuple[str, int, int], list[int]] = {}
    for glyph in glyphs:
        text, x, y = glyph["text"], int(glyph["x0"]), int(glyph["top"])
        nearby = [index for dx, dy in _NEIGHBOURS for index in grid.get((text, x + dx, y + dy), ())]
        original = next((index for index in nearby if _coincide(kept[index], glyph)), None)
        if original is None:
            grid.setdefault((text, x, y), []).append(len(kept))
            kept.append(glyph)
        elif not kept[original]["fontname"].endswith("Bold"):
            kept[original] = {**kept[original], "fontname": kept[original]["fontname"] + ",Bold"}
    return kept


def _coincide(one: Glyph, other: Glyph) -> bool:
    reach: float = _MAX_OFFSET * one["size"]
    return bool(abs(one["x0"] - other["x0"]) < reach and abs(one["top"] - other["top"]) < reach)
