"""The small shapes that citations are made of, as patterns over folded text (`text.fold`: no marks, lower case).

They have no nested repetition and bounded lists, so that matching stays linear in the text.
"""

from __future__ import annotations

import re
from datetime import date

from ..vietnamese.numbers import DASH
from .slips import DASHES, DIGIT, SLIPPED_DIGIT, digits, loose

# A serial may carry OCR slips (O for 0, l for 1) if a digit is left.
SERIAL = rf"(?=[ol|i]{{0,4}}\d){DIGIT}{{1,5}}[a-d]?"
PARTY_NUMBER = rf"{SERIAL}\s?{DASH}\s*[a-z]{{1,6}}\s?/\s?[a-z]{{2,12}}(?:[-/][a-z]{{2,10}})?"
STATE_NUMBER = (
    rf"{SERIAL}\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?[a-z][a-z0-9&]{{0,12}}(?:\s?{DASH}\s?[a-z][a-z0-9&]{{0,14}}){{0,8}}"
)
NUMBER_HERE = rf"(?:{PARTY_NUMBER}|{STATE_NUMBER})(?![\w])"
NUMBER = rf"(?<![\w.,/:]){NUMBER_HERE}"
ROMAN = r"[ivx][ivxl1|]{0,4}"  # with the slips of I
_ORDINALS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
             "muoi": 10, "muoi mot": 11, "muoi hai": 12, "muoi ba": 13, "muoi bon": 14, "muoi lam": 15}  # fmt: skip
ORDINAL = rf"(?:\d{{1,2}}|{'|'.join(sorted(_ORDINALS, key=len, reverse=True)).replace(' ', chr(92) + 's+')})"
_NUMERALS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
KHOA = loose("khoa")
TERM = rf"(?:{ROMAN}|(?:[6-9]|1\d)(?!\s?/))(?!\w)"
TERM_LIST = (
    rf"(?:{KHOA}|k)\s*\.?\s*{TERM}(?:\s*,\s*(?:{KHOA}\s+)?{ROMAN}(?!\w)){{0,20}}"
    rf"(?:\s*(?:,\s*)?va\s+(?:{KHOA}\s+)?{ROMAN}(?!\w))?"
)
# A part of a document with what tells it: `khoan 2`, `diem a`, `phan thu nhat`, `muc II.1`.
PART = (
    r"(?:diem|khoan|dieu|(?:tieu\s+)?muc|chuong|phan|tiet|doan)\s+"
    rf"(?:thu\s+{ORDINAL}|\d{{1,3}}[a-z]?(?:\.\d{{1,2}}){{0,4}}|[ivxl]{{1,6}}(?:\.\d{{1,2}}){{0,4}}|[a-z])(?!\w)"
)
_BLANKS = re.compile(r"(?:\\s|\[(?:,|:)?\\s(?:,|:)?\])[*+](?![+?])")
_TWO = rf"{SLIPPED_DIGIT}{{1,2}}"
_FOUR = rf"{SLIPPED_DIGIT}(?: ?{SLIPPED_DIGIT}){{3}}"
_MONTH_OF, _YEAR_OF = loose("thang"), "n ?a ?m"
_SEPARATOR = rf"\s?(?:/|\.|{DASHES})\s?"
# Behind `ngày` a run of digits is a day, however its slashes are misread.
_RUN = rf"(?=\S*\d\S*\d\S*\d)(?:{SLIPPED_DIGIT}|[/.]){{6,11}}(?<![/.])"
DAY_OF = rf"(?:ky\s+|ban\s+hanh\s+)?{loose('ngay')}\s*"
_IN_WORDS = rf"(?P<d>\w{{1,2}})[\s,]*{_MONTH_OF}\s*(?P<m>{_TWO})[\s,]*{_YEAR_OF}\s*(?P<y>{_FOUR})"
_IN_DIGITS = rf"(?P<d>{_TWO}){_SEPARATOR}(?P<m>{_TWO}){_SEPARATOR}(?P<y>{_FOUR})"
DATE = re.sub(r"\?P<[dmy]>", "?:", rf"(?:(?:{DAY_OF})?(?:{_IN_WORDS}|{_IN_DIGITS})|{DAY_OF}{_RUN})(?!\w)")
_DAYS = tuple(re.compile(rf"(?:{DAY_OF})?{form}") for form in (_IN_WORDS, _IN_DIGITS))
# Between the items of a list.
MORE = r"\s*(?:,\s*va(?=\s)|,|;|-|va(?=\s)|cung(?=\s)|hoac(?=\s)|den(?=\s))\s*(?:so\s+)?"


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern whose blanks are taken whole: none is given back, so that a page of blanks is read once."""
    return re.compile(_BLANKS.sub(r"\g<0>+", pattern))


def ordinal(text: str) -> int:
    """`4`, `tu` → 4; 0 for what is none."""
    plain = " ".join(text.split())
    return int(plain) if plain.isdigit() else _ORDINALS.get(plain, 0)


def roman(text: str) -> str:
    """A term of the Central Committee as it is written: `12`, `xii` → `XII`."""
    if text.isdigit() and int(text) < len(_NUMERALS):
        return _NUMERALS[int(text)]
    return re.sub("[l1|]", "I", text).upper()


def day(text: str) -> date | None:
    """The day that a match of DATE is, its slips mended; None where it is none."""
    found = next((match for form in _DAYS if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    parts = [digits(found[name]).replace(" ", "") for name in ("y", "m", "d")]
    try:
        return date(*map(int, parts)) if parts[0][:2] in ("19", "20") else None
    except ValueError:
        return None


def item_start(more: re.Match[str]) -> int:
    """Where a later item of a list begins, `more` being a match of MORE: at its `số`, else at its number."""
    label = re.search(r"so\s+$", more[0])
    return more.start() + label.start() if label else more.end()
