"""Marks of handling: degrees of secrecy and urgency and the draft mark, stamped as separate lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model import Line, Marks, Page
from ..vietnamese.secrecy import degree_of, is_english_mat, lower_case_degree
from ..vietnamese.text import fold, squeeze, tone_key
from .page_layout import Row, rows_of

# A stamp is alone on its line; `bí mật` in a sentence is not a mark.
_URGENCY = re.compile(r"[\[(|]?\s*(hỏa tốc(?: hẹn giờ)?|thượng khẩn|khẩn)\s*[\])|.]?")
_DRAFT = re.compile(r"[\[(]?\s*(?:bản )?dự thảo(?:\s*(?:lần|số)?\s*(?:thứ\s*)?[\divx]*)?\s*(?:\(.*\)|[-:].*)?[\])]?")

# Where a stamp may be, as shares of the page's height: the upper half and foot of page 1, the top of other pages.
_UPPER, _FOOT, _TOP_OF_OTHERS = 0.5, 0.92, 0.35
_TOP = 0.25  # where a stamp may be in small letters, or next to a part of the letterhead
_HEAD_ROWS = 14
_EXAMPLE = re.compile(r"\b(?:biểu )?mẫu\b|\bví dụ\b|\bminh họa\b|\.{4,}|…\s*…|…{2,}|…\s*/|_{5,}")
_EXAMPLE_HEADING = re.compile(r"(?:phụ lục|(?:biểu )?mẫu)(?: (?:số )?[\divx.]+\b)?(?: .{0,60})?(?<![.;,])$")
# A completed letterhead.
_MOTTO = re.compile(r"viet nam$", re.M)
_NUMBER = re.compile(r"^so\s*[:.]?\s*\d+\s*[-/]", re.M)
_DATE = re.compile(r"\bngay\s*\d+\s*thang\s*\d+\s*nam\s*\d{4}")
_LETTERHEAD = re.compile(r"\bngay\b.*\bnam\b|\bdoc lap\b|^so\b|^ban so\b")
_INCOMPLETE = re.compile(r"\b(?:bi|giai|do|tai lieu|van ban|ho so|lay)$")  # continued by `MẬT` on the next line
_FIRST_WORDS = frozenset(("tuyet", "toi"))  # of degrees that a narrow box sets in two lines
_MOST_STACKED = 16  # rows that a stacked degree may take, with those of the letterhead beside it
_FULL_ROW = 0.4  # of the page's width; a shorter row had room for the next word


def is_mark(text: str) -> bool:
    """Return whether a line is a mark and nothing else."""
    key = tone_key(squeeze(text))
    return degree_of(text) is not None or any(pattern.fullmatch(key) for pattern in (_URGENCY, _DRAFT))


def marks_of(letterhead: Sequence[Row], secrecy: str | None) -> Marks:
    """Return the marks of a document: urgency and draft are found in the letterhead's rows."""
    urgency = None
    draft = False
    for line in (line for row in letterhead for line in row.lines):
        key = tone_key(squeeze(line.text))
        if line.text.isupper() and (match := _URGENCY.fullmatch(key)):
            urgency = urgency or match[1].upper()
        draft = draft or _DRAFT.fullmatch(key) is not None
    return Marks(secrecy, urgency, draft)


def secrecy_of(letterhead: Sequence[Row], pages: Sequence[Page]) -> str | None:
    """Return the degree of secrecy stamped on a document, None where the text only mentions one.

    A stamp is in the letterhead; or alone in the upper half or at the foot of page 1; or alone at the top of page 2,
    which may be below a cover sheet; or in a complete letterhead on a later page. Page 1 need not have a readable
    letterhead: in doubt a document is secret.
    """
    head = len(letterhead)
    for page in pages:
        rows = rows_of(page)
        if page is pages[0]:
            rows[:head] = letterhead  # its columns are split more reliably
        elif _is_example(rows) or (page is not pages[1] and not _is_letterhead(rows)):
            continue
        first = page is pages[0]
        found = list(_stamps(rows, page, head if first else 0, first=first))
        if stamped := [degree for row, degree in found if row.index < head and first]:
            return stamped[0]
        if len(found) == 1:  # several are a list of degrees
            return found[0][1]
    return None


def _stamps(rows: Sequence[Row], page: Page, head: int, *, first: bool) -> Iterator[tuple[Row, str]]:
    for row in rows:
        in_head = row.index < head
        if head and not in_head and _EXAMPLE_HEADING.match(tone_key(row.text)) and row.text[0].isupper():
            return  # a form that shows a stamp begins below a letterhead without one
        if not in_head and not _may_have_stamp(row, page, first):
            continue
        for line, text in _pieces(row, rows):
            at_top = first and (in_head or row.top < _TOP * page.height)
            degree = degree_of(text) or (lower_case_degree(text) if at_top else None)
            if degree and page.source != "ocr" and not (in_head or (at_top and not head)) and is_english_mat(text):
                continue
            if degree and not _continues(line, row, rows, page) and (in_head or _is_alone(line, row, rows, page)):
                yield row, degree
                break


def _may_have_stamp(row: Row, page: Page, first: bool) -> bool:
    """Return whether a row outside of the letterhead is where documents are stamped."""
    if first:
        return row.top < _UPPER * page.height or row.top > _FOOT * page.height
    return row.top < _TOP_OF_OTHERS * page.height


def _pieces(row: Row, rows: Sequence[Row]) -> Iterator[tuple[Line, str]]:
    """Yield the lines of a row, its spaced letters as one text (`M  Ậ  T`), and what is stacked from it downwards."""
    for line in row.lines:
        yield line, _stacked(line, rows[row.index + 1 : row.index + _MOST_STACKED]) or line.text
    letters = [line for line in row.lines if len(line.text) == 1]
    if len(letters) >= 3:
        yield letters[0], "".join(line.text for line in letters)


def _stacked(line: Line, below: Sequence[Row]) -> str:
    """Return the letters, or the two words of a degree, that begin with a line and are below each other; else ""."""
    text = line.text
    if len(text) == 1 or fold(text) in _FIRST_WORDS:
        for row in below:
            under = [other for other in row.lines if other.x0 < line.x1 and line.x0 < other.x1]
            if len(under) == 1 and len(under[0].text) == 1 == len(line.text):
                text += under[0].text
            elif len(under) == 1 and fold(under[0].text) == "mat":
                text += f" {under[0].text}"
            elif under:
                break
    return text if text != line.text and degree_of(text) else ""


def _is_alone(line: Line, row: Row, rows: Sequence[Row], page: Page) -> bool:
    """Return whether a stamp is alone in its row or next to a letterhead, and neither in a table nor an example."""
    above = rows[row.index - 1].text if row.index else ""
    if line.cell or (above.rstrip().endswith(":") and len(above) > 20):
        return False
    others = [other.text for other in row.lines if other is not line and len(other.text) > 1]
    return not others or (row.top < _TOP * page.height and len(others) == 1 and _is_of_letterhead(others[0]))


def _is_of_letterhead(text: str) -> bool:
    return text.isupper() or _LETTERHEAD.search(fold(text)) is not None


def _continues(line: Line, row: Row, rows: Sequence[Row], page: Page) -> bool:
    """Return whether a line is the last word of a title or heading that begins in the row above."""
    if not row.index:
        return False
    above = rows[row.index - 1]
    lines_above = [other for other in above.lines if other.x0 < line.x1 and line.x0 < other.x1]
    if not lines_above or row.top - above.top > 1.8 * max(row.size, above.size, 8.0):
        return False
    if _INCOMPLETE.search(fold(lines_above[-1].text).rstrip(" :,")) and not lines_above[-1].text.rstrip().endswith(":"):
        return True
    full = above.x1 - above.x0 > _FULL_ROW * page.width
    return full and len(above.lines) == 1 and above.is_capitals and "viet nam" not in fold(above.text)


def _is_example(rows: Sequence[Row]) -> bool:
    """Return whether a page is a form, by its heading or by blanks to fill in."""
    return any(_EXAMPLE.search(tone_key(row.text)) for row in rows[:_HEAD_ROWS])


def _is_letterhead(rows: Sequence[Row]) -> bool:
    """Return whether a page begins with a completed letterhead, as in a file of several documents."""
    text = "\n".join(fold(line.text) for row in rows[:_HEAD_ROWS] for line in row.lines)
    return all(pattern.search(text) for pattern in (_MOTTO, _NUMBER, _DATE))
