"""Degrees of secrecy and urgency and the draft mark: stamped lines, never words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model import Line, Marks, Page
from ..vietnamese.secrecy import degree_of, lower_case_degree
from ..vietnamese.text import fold, squeeze, tone_key
from .rows import Row, rows_of

# A stamp stands alone on its line; `bí mật` in a sentence is no mark.
_URGENCY = re.compile(r"[\[(|]?\s*(hỏa tốc(?: hẹn giờ)?|thượng khẩn|khẩn)\s*[\])|.]?")
_DRAFT = re.compile(r"[\[(]?\s*(?:bản )?dự thảo(?:\s*(?:lần|số)?\s*(?:thứ\s*)?[\divx]*)?\s*(?:\(.*\)|[-:].*)?[\])]?")

# Where a stamp may stand, as shares of the page's height.
_UPPER, _FOOT, _TOP_OF_OTHERS, _TOP = 0.5, 0.92, 0.35, 0.25
_HEAD_ROWS = 14
_EXAMPLE = re.compile(r"\b(?:biểu )?mẫu\b|\bví dụ\b|\bminh họa\b|\.{4,}|…\s*…|…{2,}|…\s*/|_{5,}")
_HEADS_EXAMPLE = re.compile(r"(?:phụ lục|(?:biểu )?mẫu)(?: (?:số )?[\divx.]+\b)?(?: .{0,60})?(?<![.;,])$")
# A letterhead that is filled in.
_MOTTO = re.compile(r"viet nam$", re.M)
_NUMBER = re.compile(r"^so\s*[:.]?\s*\d+\s*[-/]", re.M)
_DATE = re.compile(r"\bngay\s*\d+\s*thang\s*\d+\s*nam\s*\d{4}")
_LETTERHEAD = re.compile(r"\bngay\b.*\bnam\b|\bdoc lap\b|^so\b|^ban so\b")
_NOT_ENDED = re.compile(r"\b(?:bi|giai|do|tai lieu|van ban|ho so|lay)$")  # what `MẬT` on the next line goes on
_WIDE = 0.4  # of the page's width: a shorter row was not full when its next word went to another


def is_mark(text: str) -> bool:
    """Whether a line is nothing but a mark."""
    key = tone_key(squeeze(text))
    return degree_of(text) is not None or any(pattern.fullmatch(key) for pattern in (_URGENCY, _DRAFT))


def marks_of(letterhead: Sequence[Row], secrecy: str | None) -> Marks:
    """The urgency and draft among the rows of a letterhead, beside the degree of secrecy."""
    urgency = None
    draft = False
    for line in (line for row in letterhead for line in row.lines):
        key = tone_key(squeeze(line.text))
        if line.text.isupper() and (match := _URGENCY.fullmatch(key)):
            urgency = urgency or match[1].upper()
        draft = draft or _DRAFT.fullmatch(key) is not None
    return Marks(secrecy, urgency, draft)


def secrecy_of(letterhead: Sequence[Row], pages: Sequence[Page]) -> str | None:
    """The degree of secrecy stamped on a document, None where it is only spoken of.

    A stamp stands in the letterhead, or alone in the upper half or at the foot of page 1, or alone at the top of
    page 2, which may lie under a covering sheet, or in a whole letterhead further on. Whether page 1 has a
    letterhead that could be read plays no part: when in doubt a document is secret.
    """
    head = len(letterhead)
    for page in pages:
        rows = rows_of(page)
        if page is pages[0]:
            rows[:head] = letterhead  # its columns may be parted better
        elif _is_example(rows) or (page is not pages[1] and not _is_letterhead(rows)):
            continue
        found = list(_stamps(rows, page, head if page is pages[0] else 0, page is pages[0]))
        if stamped := [degree for row, degree in found if row.index < head and page is pages[0]]:
            return stamped[0]
        if len(found) == 1:  # several are a list of what stamps there are
            return found[0][1]
    return None


def _stamps(rows: Sequence[Row], page: Page, head: int, first: bool) -> Iterator[tuple[Row, str]]:
    for row in rows:
        in_head = row.index < head
        if head and not in_head and _HEADS_EXAMPLE.match(tone_key(row.text)) and row.text[0].isupper():
            return  # below a letterhead without a stamp begins a form that shows one
        if not in_head and not _may_hold(row, page, first):
            continue
        for line, text in _pieces(row):
            degree = degree_of(text) or (lower_case_degree(text) if _is_high(row, page, in_head, first) else None)
            if degree and not _goes_on(line, row, rows, page) and (in_head or _stands_alone(line, row, rows, page)):
                yield row, degree
                break


def _is_high(row: Row, page: Page, in_head: bool, first: bool) -> bool:
    """Whether a row is so high on page 1 that a word alone on it, in small letters too, is a mark and no text."""
    return first and (in_head or row.top < _TOP * page.height)


def _may_hold(row: Row, page: Page, first: bool) -> bool:
    """Whether a row outside of a letterhead stands where a document is stamped."""
    if first:
        return row.top < _UPPER * page.height or row.top > _FOOT * page.height
    return row.top < _TOP_OF_OTHERS * page.height


def _pieces(row: Row) -> Iterator[tuple[Line, str]]:
    """The lines of a row, single letters set far apart put together again (`M  Ậ  T`)."""
    yield from ((line, line.text) for line in row.lines)
    letters = [line for line in row.lines if len(line.text) == 1]
    if len(letters) >= 3:
        yield letters[0], "".join(line.text for line in letters)


def _stands_alone(line: Line, row: Row, rows: Sequence[Row], page: Page) -> bool:
    """Whether a stamp shares its row with nothing, or with a letterhead; one in a table or shown in a text does not."""
    above = rows[row.index - 1].text if row.index else ""
    if line.cell or (above.rstrip().endswith(":") and len(above) > 20):
        return False
    others = [other.text for other in row.lines if other is not line and len(other.text) > 1]
    return not others or (row.top < _TOP * page.height and len(others) == 1 and _is_of_letterhead(others[0]))


def _is_of_letterhead(text: str) -> bool:
    return text.isupper() or _LETTERHEAD.search(fold(text)) is not None


def _goes_on(line: Line, row: Row, rows: Sequence[Row], page: Page) -> bool:
    """Whether a line is the end of what the row above began, a title's or heading's last word."""
    if not row.index:
        return False
    above = rows[row.index - 1]
    over = [each for each in above.lines if each.x0 < line.x1 and line.x0 < each.x1]
    if not over or row.top - above.top > 1.8 * max(row.size, above.size, 8.0):
        return False
    if _NOT_ENDED.search(fold(over[-1].text).rstrip(" :,")) and not over[-1].text.rstrip().endswith(":"):
        return True
    full = above.x1 - above.x0 > _WIDE * page.width
    return full and len(above.lines) == 1 and above.is_capitals and "viet nam" not in fold(above.text)


def _is_example(rows: Sequence[Row]) -> bool:
    """Whether a page shows a form: called so, or with blanks to fill in."""
    return any(_EXAMPLE.search(tone_key(row.text)) for row in rows[:_HEAD_ROWS])


def _is_letterhead(rows: Sequence[Row]) -> bool:
    """Whether a page begins with a letterhead that is filled in: the first page of a document bound with others."""
    text = "\n".join(fold(line.text) for row in rows[:_HEAD_ROWS] for line in row.lines)
    return all(pattern.search(text) for pattern in (_MOTTO, _NUMBER, _DATE))
