"""Document numbers: `08-CT/TU` of the Party, `26/CT-TTg` and `30/2020/NĐ-CP` of the state.

Rules of form: Hướng dẫn 05-HD/VPTW (27/5/2026) for the Party (hyphen before the type, slash before the body), Nghị định
30/2020/NĐ-CP for the state (slash after the serial, hyphen before the body, the year in normative documents). Real
documents have blanks, long dashes and look-alike letters anywhere; all are read, the canonical form is written.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from .text import fold, nfc

UPPER = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯẠ-Ỹ"
DASH = r"[-\u00ad\u2010-\u2015\u2212]"
# Typists and text layers swap in letters that look the same: Cyrillic, Greek, Icelandic.
LOOKALIKES = dict(zip(map(ord, "АВСЕНІЈКМОРЅТХУΑΒΕΗΙΚΜΝΟΡΤΥΧÐƉ"), "ABCEHIJKMOPSTXYABEHIKMNOPTYXĐĐ", strict=True))
_SEGMENT = rf"[{UPPER}][{UPPER}a-zđơưôâăê]*\d*"
_PARTY_SYMBOL = rf"(?P<ptype>{_SEGMENT})\s?/\s?(?P<pbody>{_SEGMENT}(?:\s?(?:{DASH}|/)\s?{_SEGMENT})*)"
# A joint resolution of before 2020 has a slash after its type: `88/NQLT/CP-MTTW`.
_STATE_SYMBOL = rf"(?P<symbol>(?:[{UPPER}]{{1,4}}LT\s?/\s?)?{_SEGMENT}(?:\s?[{DASH[1:-1]}&]\s?{_SEGMENT})*)"
_SERIAL = r"(?P<serial>\d{1,5}[a-zđA-Z]?)?"
_PARTY = rf"{_SERIAL}\s*{DASH}\s*{_PARTY_SYMBOL}"
_POINTED = r"(?P<serial>\d{1,5}(?:[a-zđA-Z]|\.\d{1,2}(?=\s?/\s?(?:19|20)\d\d))?)?"
_STATE = rf"{_POINTED}\s*/\s*(?:(?P<year>(?:19|20)\d\d)\s*/\s*)?{_STATE_SYMBOL}"
_SLASHED = rf"{_SERIAL}\s*/\s*(?P<year>(?:19|20)\d\d)\s*/\s*(?P<type>[{UPPER}]{{1,4}})\s?/\s?(?P<body>{_SEGMENT})"
_LABEL = re.compile(r"^\s*(?:S[ốôoÓỐ]|No)\s*[:.]?\s*", re.IGNORECASE)


class Number(NamedTuple):
    """The parts of a document's number.

    Attributes:
        serial: None where the document leaves it blank.
        type: The first half of the symbol (`CT`, `NĐ`), empty where the state writes one part only (`QH13`).
        body: Its second half (`TU`, `CP`).
        separator: The sign between them where the state wrote another than its hyphen (`144/2002/QĐ/BTC`).
    """

    serial: str | None
    year: int | None
    type: str
    body: str
    style: Literal["party", "state"]
    separator: str = "-"

    @property
    def symbol(self) -> str:
        """The number without serial and year: `CT/TU`, `NĐ-CP`, `QH13`."""
        if self.style == "party":
            return f"{self.type}/{self.body}"
        return f"{self.type}{self.separator}{self.body}" if self.type else self.body

    def __str__(self) -> str:
        serial = self.serial or ""
        if self.style == "party":
            return f"{serial}-{self.symbol}"
        return f"{serial}/{self.year}/{self.symbol}" if self.year else f"{serial}/{self.symbol}"


def parse_number(text: str) -> Number | None:
    """Return the number that is all of `text`, with or without `Số` before it, else None.

    A serial may be blank (`Số:      /QĐ-UBND`); a bare `76` is not a number of this form.
    """
    plain = _LABEL.sub("", nfc(text).translate(LOOKALIKES)).strip()
    if match := re.fullmatch(_PARTY, plain):
        return Number(
            serial=match["serial"], year=None, type=match["ptype"], body=_without_blanks(match["pbody"]), style="party"
        )
    if match := re.fullmatch(_STATE, plain):
        kind, separator, body = _without_blanks(match["symbol"]).partition("-")
        return _state_number(match, kind, body, separator)
    if match := re.fullmatch(_SLASHED, plain):
        return _state_number(match, match["type"], match["body"], "/")
    return None


def _state_number(match: re.Match[str], kind: str, body: str, separator: str) -> Number:
    year = int(match["year"]) if match["year"] else None
    if not body:
        kind, body, separator = "", kind, "-"
    return Number(serial=match["serial"], year=year, type=kind, body=body, style="state", separator=separator)


def _without_blanks(symbol: str) -> str:
    return re.sub(rf"\s*{DASH}\s*", "-", re.sub(r"\s+", "", symbol))


def number_key(number: str) -> str:
    """Return a key equal for all spellings of one number: folded, with hyphens, no leading zeros (`8-ct-tu`)."""
    folded = fold(nfc(number).translate(LOOKALIKES))
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-").lstrip("0")
