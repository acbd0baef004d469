"""Degrees of secrecy and urgency and the draft mark: stamped lines, never words of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Marks, Page
from pipeline.structure.rows import Row
from pipeline.text import squeeze, tone_key

# A stamp stands alone on its line; `bí mật` in a sentence is no mark.
_SECRECY = re.compile(r"[\[(|]?\s*(?:độ mật\s*:\s*)?(tuyệt mật|tối mật|mật)\s*[\])|.]?")
_URGENCY = re.compile(r"[\[(|]?\s*(hỏa tốc(?: hẹn giờ)?|thượng khẩn|khẩn)\s*[\])|.]?")
_DRAFT = re.compile(r"[\[(]?\s*(?:bản )?dự thảo(?:\s*(?:lần|số)?\s*(?:thứ\s*)?[\divx]*)?\s*(?:\(.*\)|[-:].*)?[\])]?")


def is_mark(text: str) -> bool:
    """Whether a line is nothing but a mark."""
    key = tone_key(squeeze(text))
    return any(pattern.fullmatch(key) for pattern in (_SECRECY, _URGENCY, _DRAFT))


def marks_of(rows: Sequence[Row], page: Page) -> Marks:
    """The marks among the rows of a letterhead: each a line of its own, secrecy and urgency in capitals."""
    secrecy = urgency = None
    draft = False
    for line in (line for row in rows for line in row.lines):
        key = tone_key(squeeze(line.text))
        if line.text.isupper():
            secrecy = secrecy or _mark(_SECRECY, key)
            urgency = urgency or _mark(_URGENCY, key)
        draft = draft or _DRAFT.fullmatch(key) is not None
    return Marks(secrecy, urgency, draft)


def _mark(pattern: re.Pattern[str], key: str) -> str | None:
    match = pattern.fullmatch(key)
    return match[1].upper() if match else None
