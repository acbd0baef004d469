"""Degrees of secrecy as offices stamp them: `MẬT`, `TỐI MẬT`, `TUYỆT MẬT`.

A stamp is a line of its own in capitals, whatever box is read around it, or is on the line of the number, the motto or
the date. Tone and vowel marks do not count: OCR may read `MAT`, and no other word is alone on a line in capitals.
"""

from __future__ import annotations

import re

from .text import fold, nfc

_DEGREES_BY_LETTERS = {"tu": "TUYỆT MẬT", "to": "TỐI MẬT", "ma": "MẬT"}
_LIKE_LATIN = str.maketrans("МАТОЕІУ", "MATOEIY")  # Cyrillic letters of the same shape
# A box's sides, specks and asterisks as OCR reads them. A dash, a figure or `;` would be the mark of a list.
_EDGE = r"[\[\](){}|!'\"“”‘’*_.·~=il¡¦]{0,6}"
# OCR may double a letter: `TÕỐI MẬT`.
_STAMP = re.compile(
    rf"{_EDGE}(?P<label>(?:(?:muc)?do)?mat\W{{1,2}}(?=\w)|tailieu|vanban)?"
    r"(?P<degree>t+u+y+e+t+m+a+t+|t+o+i+m+a+t+|m+a+t+)"
    rf"(?:\W{{0,3}}(?:thuong)?khan|\W{{0,3}}hoatoc(?:hengio)?)?(?:\W{{0,3}}banso\W*\d*)?{_EDGE}"
)
_SET_APART = re.compile(r"(?<=\b\w)[.·_-](?=\w\b)")  # M.Ậ.T
_DEGREE = r"(?P<degree>t\s?u\s?y\s?e\s?t\s*m\s?a\s?t|t\s?o\s?i\s*m\s?a\s?t|m\s?a\s?t)\b"
_BESIDE_OTHERS = (
    re.compile(rf"s[o0]\s*[:.;]?\s*[\d\s….]*[-–/]\s*[\w/–.-]+[\s|\[({{!]+{_DEGREE}"),  # Số: 12-BC/TU MẬT
    re.compile(rf"{_EDGE}\s*{_DEGREE}[\s\])|]+s[o0]\s*[:.;]?\s*\d"),  # MẬT Số: 12-BC/TU
    re.compile(rf".*(?:viet nam|hanh phuc|nam \d{{4}})[\s|\[(]+{_DEGREE}{_EDGE}$"),  # ĐẢNG CỘNG SẢN VIỆT NAM MẬT
)
_BETWEEN_LETTERS = re.compile(r"[\s.*·_\[\]()-]")
_IN_LOWER_CASE = {_BETWEEN_LETTERS.sub("", degree).lower(): degree for degree in _DEGREES_BY_LETTERS.values()}


def degree_of(line: str) -> str | None:
    """Return the degree of secrecy that is stamped on a line, alone or beside a number, motto or date."""
    plain = nfc(line).translate(_LIKE_LATIN)
    compact = _SET_APART.sub("", "".join(plain.split()))
    if match := _STAMP.fullmatch(fold(compact)):
        labelled = match["label"] or ""
        if compact[slice(*match.span("degree"))].isupper() or "mat" in labelled:
            return _degree(match["degree"])
    folded = fold(plain)
    for pattern in _BESIDE_OTHERS:
        if (match := pattern.match(folded)) and plain[slice(*match.span("degree"))].isupper():
            return _degree(match["degree"])
    return None


def _degree(degree: str) -> str:
    return _DEGREES_BY_LETTERS[re.sub(r"(.)\1+", r"\1", "".join(degree.split()))[:2]]


def lower_case_degree(line: str) -> str | None:
    """Return the degree that is all of a line in lower case (`Mật`, `tối mật`, `m ậ t`)."""
    return _IN_LOWER_CASE.get(_BETWEEN_LETTERS.sub("", nfc(line)).lower())


def is_english_mat(line: str) -> bool:
    """Return whether a line is `MAT` without tone marks, which outside of scans and letterheads is another word."""
    return _BETWEEN_LETTERS.sub("", nfc(line)) == "MAT"
