"""Degrees of secrecy as offices stamp them: `MẬT`, `TỐI MẬT`, `TUYỆT MẬT`.

A stamp is a line of its own in capitals, whatever box is read around it, or stands beside the number, the motto or the
date on their line. Tone and vowel marks are not asked for: what a scan makes `MAT` is a stamp too, and no other
word stands so alone in capitals.
"""

from __future__ import annotations

import re

from .text import fold, nfc

_DEGREES = {"tu": "TUYỆT MẬT", "to": "TỐI MẬT", "ma": "MẬT"}  # by their first letters
_LIKE_LATIN = str.maketrans("МАТОЕІУ", "MATOEIY")  # Cyrillic letters of the same shape
# What a box's sides, specks and asterisks are read as. A dash, a figure or `;` would make a list.
_EDGE = r"[\[\](){}|!'\"“”‘’*_.·~=il¡¦]{0,6}"
# OCR doubles a letter here and there: `TÕỐI MẬT`.
_STAMP = re.compile(
    rf"{_EDGE}(?P<label>(?:(?:muc)?do)?mat\W{{1,2}}(?=\w)|tailieu|vanban)?"
    r"(?P<degree>t+u+y+e+t+m+a+t+|t+o+i+m+a+t+|m+a+t+)"
    rf"(?:\W{{0,3}}(?:thuong)?khan|\W{{0,3}}hoatoc(?:hengio)?)?(?:\W{{0,3}}banso\W*\d*)?{_EDGE}"
)
_SET_APART = re.compile(r"(?<=\b\w)[.·_-](?=\w\b)")  # M.Ậ.T
_DEGREE = r"(?P<degree>t\s?u\s?y\s?e\s?t\s*m\s?a\s?t|t\s?o\s?i\s*m\s?a\s?t|m\s?a\s?t)\b"
_BESIDE = (
    re.compile(rf"s[o0]\s*[:.;]?\s*[\d\s….]*[-–/]\s*[\w/–.-]+[\s|\[({{!]+{_DEGREE}"),  # Số: 12-BC/TU MẬT
    re.compile(rf"{_EDGE}\s*{_DEGREE}[\s\])|]+s[o0]\s*[:.;]?\s*\d"),  # MẬT Số: 12-BC/TU
    re.compile(rf".*(?:viet nam|hanh phuc|nam \d{{4}})[\s|\[(]+{_DEGREE}{_EDGE}$"),  # ĐẢNG CỘNG SẢN VIỆT NAM MẬT
)


def written_small(line: str) -> str | None:
    """The degree that is all a line says in small letters (`Mật`, `tối mật`, `m ậ t`); a sentence says more."""
    return _SMALL.get(_BETWEEN.sub("", nfc(line)).lower())


_BETWEEN = re.compile(r"[\s.*·_\[\]()-]")
_SMALL = {_BETWEEN.sub("", degree).lower(): degree for degree in _DEGREES.values()}


def degree_of(line: str) -> str | None:
    """The degree of secrecy that a line is the stamp of, or that stands beside its number, motto or date."""
    plain = nfc(line).translate(_LIKE_LATIN)
    compact = _SET_APART.sub("", "".join(plain.split()))
    if match := _STAMP.fullmatch(fold(compact)):
        labelled = match["label"] or ""
        if compact[slice(*match.span("degree"))].isupper() or "mat" in labelled:
            return _named(match["degree"])
    folded = fold(plain)
    for pattern in _BESIDE:
        if (match := pattern.match(folded)) and plain[slice(*match.span("degree"))].isupper():
            return _named(match["degree"])
    return None


def _named(degree: str) -> str:
    return _DEGREES[re.sub(r"(.)\1+", r"\1", "".join(degree.split()))[:2]]
