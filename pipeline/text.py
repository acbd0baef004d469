"""Vietnamese letters and sentences: folding, tone placement, sentence bounds.

`fold` and `tone_key` keep the length of NFC text, so an offset in the folded
text is the same offset in the text itself.
"""

from __future__ import annotations

import re
import unicodedata

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad"


def _fold_table() -> dict[int, str]:
    table = {ord("đ"): "d", ord("Đ"): "d", 0xD0: "d", 0x189: "d", 0x130: "i"}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base.lower()
    return table


_FOLD = _fold_table()
_TONES = {"à": "ò", "á": "ó", "ả": "ỏ", "ã": "õ", "ạ": "ọ", "è": "ò", "é": "ó", "ẻ": "ỏ", "ẽ": "õ", "ẹ": "ọ",
          "ỳ": "ù", "ý": "ú", "ỷ": "ủ", "ỹ": "ũ", "ỵ": "ụ"}  # fmt: skip
_BARE = {**dict.fromkeys("àáảãạ", "a"), **dict.fromkeys("èéẻẽẹ", "e"), **dict.fromkeys("ỳýỷỹỵ", "y")}
_SECOND_VOWEL_TONE = re.compile(r"(?:o([àáảãạèéẻẽẹ])|(?<!q)u([ỳýỷỹỵ]))(?![^\W\d_])")


def nfc(text: str) -> str:
    """The text in Unicode normal form C, as everything in the pipeline is kept."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower case, without tone and vowel marks, đ as d; as long as `text`, which must be NFC."""
    return text.translate(_FOLD).lower()


def tone_key(text: str) -> str:
    """Lower case with hoà, thuý, uỷ written hòa, thúy, ủy: equal for equal words; as long as `text` (NFC)."""
    return _SECOND_VOWEL_TONE.sub(_move_tone, text.replace("\u0130", "I").lower())


def _move_tone(match: re.Match[str]) -> str:
    toned = match[1] or match[2]
    return _TONES[toned] + _BARE[toned]


def squeeze(text: str) -> str:
    """White space of every kind folded to single spaces, none at the ends."""
    return " ".join(text.split())


def slug(text: str) -> str:
    """Folded, other characters turned to single hyphens: the parts of a work's id."""
    return re.sub(r"[^a-z0-9]+", "-", fold(nfc(text))).strip("-")


def plain_dashes(text: str) -> str:
    """Every dash as the ASCII hyphen; as long as `text`."""
    return text.translate(_PLAIN_DASHES)


_PLAIN_DASHES = {ord(dash): "-" for dash in _DASHES}

# A full stop behind one of these, or behind a lone letter or number that opens
# a line (an enumerator), ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(/])(?:TP|Tp|TX|Tx|TS|ThS|Th\.S|GS|PGS|BS|KS|CN|Đ/c|đ/c|NXB|Nxb|St|Mr|Ms|Dr|No|tr|Tr|[A-ZĐ]|"
    r"TM|KT|TL|TUQ|Q|P|H|X)$"
)
_ENUMERATOR = re.compile(r"(?:^|\n)[ \t]*(?:\d+(?:\.\d+)*|[IVXLC]+|[a-zđ]|(?:Điều|Khoản|Mục|Chương|Phần) \w+)$")
_STOP = re.compile(r"(?:[.!?…]+[\"'”’»)]*|[.!?…]+)(?=\s|$)")


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences of one paragraph, white space at their ends left out.

    A sentence ends at `.`, `!`, `?` or `…` before white space and a capital,
    digit, bracket, quote or dash; not after an abbreviation or an enumerator
    (`1.`, `a.`, `Điều 5.`). Semicolons end none: the items of a list belong together
    until the caller parts them by paragraph.
    """
    bounds: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, start, stop):
            _append(bounds, text, start, stop.end())
            start = stop.end()
    _append(bounds, text, start, len(text))
    return bounds


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    behind = text[stop.end() :].lstrip()[:1]
    if behind and not (behind.isupper() or behind.isdigit() or behind in "([“\"'‘«-–—+•*"):
        return False
    before = text[start : stop.start()]
    if stop[0][0] != "." or (len(stop[0]) > 1 and stop[0][1] == "."):
        return True
    return not (_ABBREVIATION.search(before) or _ENUMERATOR.search(before))


def _append(bounds: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    stripped = text[start:end].strip()
    if stripped:
        begin = start + text[start:end].index(stripped[0])
        bounds.append((begin, begin + len(stripped)))
