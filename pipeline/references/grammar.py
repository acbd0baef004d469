"""The grammar of citations: patterns for numbers, dates, terms and parts, over folded text (`text.fold`).

No pattern nests repetitions and all lists are bounded, so matching stays linear in the text.
"""

from __future__ import annotations

import re
from datetime import date

from ..vietnamese.numbers import DASH
from ..vietnamese.roman import from_roman, to_roman
from .ocr_variants import DASHES, DIGIT, MISREAD_DIGIT, restore_digits, variants_of

# A serial may contain OCR variants of digits (O for 0, l for 1) if one real digit is left.
SERIAL = rf"(?=[ol|i]{{0,4}}\d){DIGIT}{{1,5}}[a-d]?"
PARTY_NUMBER = rf"{SERIAL}\s?{DASH}\s*[a-z]{{1,6}}\s?/\s?[a-z]{{2,12}}(?:[-/][a-z]{{2,10}})?"
# A resolution under a law of the National Assembly has a point in its serial: `66.7/2025/NQ-CP`.
STATE_NUMBER = (
    rf"{SERIAL}(?:\.\d{{1,2}}(?=/(?:19|20)\d\d/))?\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?"
    rf"[a-z][a-z0-9&]{{0,12}}(?:\s?{DASH}\s?[a-z][a-z0-9&]{{0,14}}){{0,8}}"
)
NUMBER_HERE = rf"(?:{PARTY_NUMBER}|{STATE_NUMBER})(?![\w])"
NUMBER = rf"(?<![\w.,/:]){NUMBER_HERE}"
ROMAN = r"[ivx][ivxl1|]{0,4}"  # with the OCR variants of I
_ORDINALS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
             "muoi": 10, "muoi mot": 11, "muoi hai": 12, "muoi ba": 13, "muoi bon": 14, "muoi lam": 15}  # fmt: skip
ORDINAL = rf"(?:\d{{1,2}}|{'|'.join(sorted(_ORDINALS, key=len, reverse=True)).replace(' ', chr(92) + 's+')})"
PLENUM_ORDINAL = rf"(?:{ORDINAL}|[ivx]{{1,4}}(?!\.?\w))"
_MAX_NUMERAL = 15  # of terms and plenums
KHOA = variants_of("khoa")
TERM = rf"(?:{ROMAN}|(?:[6-9]|1\d)(?!\s?/))(?!\w)"
TERM_LIST = (
    rf"(?:{KHOA}|k)\s*\.?\s*{TERM}(?:\s*,\s*(?:{KHOA}\s+)?{ROMAN}(?!\w)){{0,20}}"
    rf"(?:\s*(?:,\s*)?va\s+(?:{KHOA}\s+)?{ROMAN}(?!\w))?"
)
# A part of a document with its label: `khoan 2`, `diem a`, `phan thu nhat`, `muc II.1`.
PART = (
    r"(?:diem|khoan|dieu|(?:tieu\s+)?muc|chuong|phan|tiet|doan)\s+"
    rf"(?:thu\s+{ORDINAL}|\d{{1,3}}[a-z]?(?:\.\d{{1,2}}){{0,4}}|[ivxl]{{1,6}}(?:\.\d{{1,2}}){{0,4}}|[a-z])(?!\w)"
)
# Parts that share a label: `Điều 5, 7 và 9`, `điểm a, b khoản 1`.
PART_LABEL = r"(?:\d{1,3}[a-z]?(?:\.\d{1,2}){0,4}|[a-z])(?!\w)"
PARTS = rf"{PART}(?:(?:\s*[,;]\s*(?:va\s+)?|\s+va\s+|\s+den\s+|\s*[-–]\s*){PART_LABEL}){{0,12}}"
_BLANKS = re.compile(r"(?:\\s|\[(?:,|:)?\\s(?:,|:)?\])[*+](?![+?])")
_TWO_DIGITS = rf"{MISREAD_DIGIT}{{1,2}}"
_FOUR_DIGITS = rf"{MISREAD_DIGIT}(?: ?{MISREAD_DIGIT}){{3}}"
_MONTH, _YEAR = variants_of("thang"), "n ?a ?m"
_SEPARATOR = rf"\s?(?:/|\.|{DASHES})\s?"
# After `ngày` a run of digits is a day, even where its slashes are misread.
_DIGIT_RUN = rf"(?=\S*\d\S*\d\S*\d)(?:{MISREAD_DIGIT}|[/.]){{6,11}}(?<![/.])"
DAY_LABEL = rf"(?:ky\s+|ban\s+hanh\s+)?{variants_of('ngay')}\s*"
_DATE_IN_WORDS = rf"(?P<d>\w{{1,2}})[\s,]*{_MONTH}\s*(?P<m>{_TWO_DIGITS})[\s,]*{_YEAR}\s*(?P<y>{_FOUR_DIGITS})"
_DATE_IN_DIGITS = rf"(?P<d>{_TWO_DIGITS}){_SEPARATOR}(?P<m>{_TWO_DIGITS}){_SEPARATOR}(?P<y>{_FOUR_DIGITS})"
DATE = re.sub(
    r"\?P<[dmy]>", "?:", rf"(?:(?:{DAY_LABEL})?(?:{_DATE_IN_WORDS}|{_DATE_IN_DIGITS})|{DAY_LABEL}{_DIGIT_RUN})(?!\w)"
)
_DATE_FORMS = tuple(re.compile(rf"(?:{DAY_LABEL})?{form}") for form in (_DATE_IN_WORDS, _DATE_IN_DIGITS))
# What separates the items of a list.
LIST_SEPARATOR = r"\s*(?:,\s*va(?=\s)|,|;|-|va(?=\s)|cung(?=\s)|hoac(?=\s)|den(?=\s))\s*(?:so\s+)?"


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern with its runs of blanks made possessive, so that a page of blanks is scanned only once."""
    return re.compile(_BLANKS.sub(r"\g<0>+", pattern))


def parse_ordinal(text: str) -> int:
    """Return the value of a folded ordinal (`4`, `tu`, `iv` → 4), 0 for anything else."""
    plain = " ".join(text.split())
    if 0 < from_roman(plain) <= _MAX_NUMERAL:
        return from_roman(plain)
    return int(plain) if plain.isdigit() else _ORDINALS.get(plain, 0)


def roman_term(text: str) -> str:
    """Return a term of the Central Committee in Roman numerals: `12`, `xii` → `XII`."""
    if text.isdigit() and int(text) <= _MAX_NUMERAL:
        return to_roman(int(text))
    return re.sub("[l1|]", "I", text).upper()


def parse_misread_date(text: str) -> date | None:
    """Return the date that a match of DATE means, its OCR variants restored; None for an impossible date."""
    found = next((match for form in _DATE_FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    parts = [restore_digits(found[name]).replace(" ", "") for name in ("y", "m", "d")]
    try:
        return date(*map(int, parts)) if parts[0][:2] in ("19", "20") else None
    except ValueError:
        return None


def item_start(separator: re.Match[str]) -> int:
    """Return where the list item after a match of LIST_SEPARATOR begins: at its `số`, else at its number."""
    label = re.search(r"so\s+$", separator[0])
    return separator.start() + label.start() if label else separator.end()
