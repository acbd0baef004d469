"""Vietnamese text as it is read aloud: numbers, dates and percentages in words, the numbers of documents explained."""

from __future__ import annotations

import re
from collections.abc import Callable

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu", " tỷ")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LETTER_NAMES = {
    "A": "a", "B": "bê", "C": "xê", "D": "dê", "Đ": "đê", "E": "e", "G": "gờ", "H": "hát", "I": "i", "K": "ca",
    "L": "lờ", "M": "mờ", "N": "nờ", "O": "o", "P": "pê", "Q": "quy", "R": "rờ", "S": "sờ", "T": "tê", "U": "u",
    "V": "vê",
    "W": "vê kép", "X": "ích", "Y": "i dài",
}  # fmt: skip
_UNITS = {"%": "phần trăm", "km": "ki-lô-mét", "m2": "mét vuông", "ha": "héc-ta", "đ": "đồng"}

_DATE = re.compile(r"\b(?:(ngày) )?(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
_MONTH = re.compile(r"\b(?:(tháng) )?(\d{1,2})/(\d{4})\b")
_QUARTER = re.compile(r"\b([Qq]uý) ([IVX]+)(?:/(\d{4}))?\b")
_NUMBER = re.compile(r"\b(\d+)(?:/(\d{4}))?[-/]([A-ZĐ][A-Za-zĐđ0-9]*(?:[-/][A-ZĐ][A-Za-zĐđ0-9]*)*)")
_SECTION = re.compile(r"\b(mục|phần|chương|khóa) ([IVXLC]+)((?:\.\d+)*)\b", re.IGNORECASE)
_DOTTED = re.compile(r"\b(mục) (\d+(?:\.\d+)+)\b")
_SHARE = re.compile(r"\b(\d+)/(\d+)\b")
_AMOUNT = re.compile(r"\b(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(?:\s?(%|km\b|m2\b|ha\b))?")
_RANGE = re.compile(r"(?<=\d)\s?[-–]\s?(?=\d)")
_SHORT = (
    (re.compile(r"\btr\.\s?(?=\d)"), "trang "),
    (re.compile(r"\b[Đđ]/c\b"), "đồng chí"),
    (re.compile(r"\bT/M\b"), "thay mặt"),
    (re.compile(r"\bv\.v\."), "vân vân"),
    (re.compile(r"\bUBND\b"), "Ủy ban nhân dân"),
    (re.compile(r"\bHĐND\b"), "Hội đồng nhân dân"),
    (re.compile(r"\bMTTQ\b"), "Mặt trận Tổ quốc"),
)


def speak(text: str, expand: Callable[[str], str | None] = lambda letters: None) -> str:
    """Return a text as it is read aloud.

    Args:
        text: Vietnamese text.
        expand: Gives the words for the letters of a document's number (`CT/TU`), None where they are spelled.
    """
    for pattern, words in _SHORT:
        text = pattern.sub(words, text)
    text = _DATE.sub(_date, text)
    text = _NUMBER.sub(lambda match: _document_number(match, expand), text)
    text = _QUARTER.sub(_quarter, text)
    text = _SECTION.sub(_section, text)
    text = _DOTTED.sub(lambda match: f"{match[1]} {_dotted(match[2])}", text)
    text = _MONTH.sub(lambda match: f"tháng {_month(int(match[2]))} năm {in_words(int(match[3]))}", text)
    text = _RANGE.sub(" đến ", text)
    text = _SHARE.sub(lambda match: f"{in_words(int(match[1]))} trên {in_words(int(match[2]))}", text)
    text = _AMOUNT.sub(_amount, text)
    return " ".join(text.replace("/", " ").split())


def in_words(number: int) -> str:
    """Return a whole number below a million millions in words: 2016 → `hai nghìn không trăm mười sáu`."""
    if number == 0:
        return _DIGITS[0]
    groups = []
    rest = number
    while rest:
        groups.append(rest % 1000)
        rest //= 1000
    last = len(groups) - 1
    return " ".join(
        _hundreds(groups[place], is_first=place == last) + _GROUPS[place]
        for place in reversed(range(len(groups)))
        if groups[place]
    )


def _hundreds(number: int, *, is_first: bool) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or not is_first else []
    tens, ones = divmod(rest, 10)
    if tens == 0 and ones:
        words.append(f"lẻ {_DIGITS[ones]}" if words else _DIGITS[ones])
    elif tens == 1:
        words.append("mười" + (f" {_ones(ones)}" if ones else ""))
    elif tens > 1:
        last = " mốt" if ones == 1 else f" {_ones(ones)}" if ones else ""
        words.append(f"{_DIGITS[tens]} mươi{last}")
    return " ".join(words)


def _ones(digit: int) -> str:
    """Return the digit after ten or more: `lăm` for five."""
    return "lăm" if digit == 5 else _DIGITS[digit]


def _month(number: int) -> str:
    return "tư" if number == 4 else in_words(number)


def _day(number: int) -> str:
    return f"mồng {in_words(number)}" if 0 < number <= 10 else in_words(number)


def _date(match: re.Match[str]) -> str:
    day, month, year = int(match[2]), int(match[3]), int(match[4])
    return f"ngày {_day(day)} tháng {_month(month)} năm {in_words(year)}"


def _quarter(match: re.Match[str]) -> str:
    words = f"{match[1]} {_month(_roman(match[2]))}"
    return f"{words} năm {in_words(int(match[3]))}" if match[3] else words


def _section(match: re.Match[str]) -> str:
    return f"{match[1]} {in_words(_roman(match[2].upper()))}" + _dotted(match[3])


def _dotted(numbers: str) -> str:
    parts = [in_words(int(part)) for part in numbers.strip(".").split(".") if part]
    lead = " chấm " if numbers.startswith(".") else ""
    return lead + " chấm ".join(parts)


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    return sum(
        -value if place + 1 < len(values) and value < values[place + 1] else value for place, value in enumerate(values)
    )


def _document_number(match: re.Match[str], expand: Callable[[str], str | None]) -> str:
    serial, year, letters = match[1], match[2], match[3]
    said = "không " + in_words(int(serial)) if len(serial) > 1 and serial[0] == "0" else in_words(int(serial))
    parts = [said]
    if year:
        parts.append(f"năm {in_words(int(year))}")
    return " ".join((*parts, expand(letters) or _spelled(letters)))


def _spelled(letters: str) -> str:
    """Return letters by their names, and their numbers in words: `NĐ-CP` → `nờ đê, xê pê`."""
    parts = (
        " ".join(
            in_words(int(piece)) if piece.isdigit() else _LETTER_NAMES.get(piece.upper(), piece)
            for piece in re.findall(r"\d+|\D", part)
        )
        for part in re.split(r"[-/]", letters)
    )
    return ", ".join(parts)


def _amount(match: re.Match[str]) -> str:
    words = in_words(int(match[1].replace(".", "")))
    if match[2]:
        words += " phẩy " + " ".join(_DIGITS[int(digit)] for digit in match[2])
    return f"{words} {_UNITS[match[3]]}" if match[3] else words
