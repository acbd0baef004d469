"""Labels of sections, `Điều 7`, `Chương II`, `Phần thứ hai`, `Mục III`, as words of the index: `dieu7`, `chuong2`.

Figures, Roman numerals and words are one number, so that a place is found however it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .roman import from_roman
from .text import fold

_WORDS = ("", "nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")
_KINDS = {"dieu": "dieu", "chuong": "chuong", "muc": "muc", "phan": "phan", "phu luc": "phuluc"}
_ORDINAL = rf"\d{{1,3}}[a-z]?|[ivxlc]{{1,7}}|thu (?:{'|'.join(_WORDS[1:])})"
_LABEL = rf"(?P<kind>{'|'.join(_KINDS)})(?: (?:so )?|(?=\d))(?P<ordinal>{_ORDINAL})|(?<!\w)d(?P<short>\d{{1,3}})"
_CLAUSE = r"(?P<clause>khoan|diem)(?: |(?=\d))(?P<number>\d{1,2}(?!\d)|[a-z])"


class LabelledPlace(NamedTuple):
    """A section that a text names: its word of the index, and the span of the label in the text.

    A clause or a point (`khoản 2`, `điểm a`) has its number alone, as outlines label it.
    """

    token: str
    start: int
    end: int
    is_clause: bool = False


def section_token(label: str) -> str | None:
    """Return the word of the index for the label of a section; None for a clause or a point."""
    plain = fold(label).strip()
    if (match := re.fullmatch(_LABEL, plain)) and match["kind"]:
        return _token(match)
    # The parts of a Party document are called `mục II`.
    number = _number(plain)
    return f"muc{number}" if number and not plain[0].isdigit() and label.isupper() else None


def labelled_places(text: str) -> Iterator[LabelledPlace]:
    """Yield the sections that a query names, in order."""
    plain = re.sub(r"[^\w]", " ", fold(text))
    for match in re.finditer(rf"(?<!\w)(?:{_LABEL}|{_CLAUSE})(?!\w)", plain):
        if match["clause"]:
            yield LabelledPlace(match["number"], *match.span(), is_clause=True)
        elif token := _token(match):
            yield LabelledPlace(token, *match.span())


def _token(match: re.Match[str]) -> str | None:
    if match["short"]:
        return f"dieu{match['short'].lstrip('0')}"  # `đ12`
    number = _number(match["ordinal"].removeprefix("thu "))
    return f"{_KINDS[match['kind']]}{number}" if number else None


def _number(ordinal: str) -> str | None:
    """Return a number in figures, with the letter of an inserted article (`7a`); None for what is none."""
    if ordinal[:1].isdigit():
        return ordinal.lstrip("0") or None
    if ordinal in _WORDS[1:]:
        return str(_WORDS.index(ordinal))
    return str(from_roman(ordinal) or "") or None
