"""The document's own table of tasks, mostly in an annex: task, lead, partners, time.

A table counts if its head names a column of tasks and one of those who carry them out or of the time. Each row is a
task in the words of its cells; a row that goes on over a page break in its task, or that only groups those after it, is
none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from ..model import Document, Page, Paragraph, Task
from ..vietnamese.text import squeeze, tone_key
from .cues import Cues
from .deadlines import due_date, find_deadline, recurrence_rule

_NUMBER = re.compile(r"\(?(?:stt|số tt|tt|số thứ tự)\)?\.?")
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-e])\)?(?:\s?=.*)?")
_MIN_SYLLABLES = 3  # of a task
_MAX_HEAD = 60  # characters in a cell of the head
_MAX_TIME = 90  # characters of a cell that is quoted whole as the deadline
_ENUMERATOR = re.compile(r"(?:[-–—+•*]|\(?[a-zđ]\)|\d+(?:\.\d+)*[.)])\s+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table on one page: the texts of each column's cell, a paragraph each."""

    page: int
    cells: Mapping[int, Sequence[str]]

    def text(self, column: int | None) -> str:
        return " ".join(self.cells.get(column, ())) if column is not None else ""


@dataclass(frozen=True, slots=True)
class _Head:
    """The columns of a table of tasks."""

    task: int
    lead: int | None
    partner: int | None
    time: int | None
    number: int | None


def table_tasks(document: Document, cues: Cues) -> Iterator[Task]:
    """Yield the tasks of the tables of a document, in order."""
    for rows in _tables(document):
        head: _Head | None = None
        for place, row in enumerate(rows):
            found = _head(row, cues)
            head = found or head
            is_head = found or (head and cues.task_column.fullmatch(tone_key(row.text(head.task))))  # again, or misread
            if head and not is_head and not _continues(rows[place + 1 : place + 2], row, head):
                yield from _tasks(row, head, document.pages)


def _tables(document: Document) -> Iterator[list[_Row]]:
    """Yield the rows of each table; a table goes on over a page break."""
    rows: list[_Row] = []
    for page in document.pages:
        for is_table, group in groupby(document.paragraphs.get(page.number, ()), key=lambda each: bool(each.cells)):
            if is_table:
                rows += _rows(page, list(group))
            elif any(each.kind in {"body", "heading"} for each in group) and rows:
                yield rows
                rows = []
    if rows:
        yield rows


def _rows(page: Page, paragraphs: Sequence[Paragraph]) -> Iterator[_Row]:
    cells = sorted((cell for each in paragraphs for cell in each.cells), key=lambda cell: (cell.row, cell.start))
    for _row, group in groupby(cells, key=attrgetter("row")):
        texts: dict[int, list[str]] = {}
        for cell in dict.fromkeys(group):
            texts.setdefault(cell.column, []).append(squeeze(page.text[cell.start : cell.end]))
        yield _Row(page.number, texts)


def _head(row: _Row, cues: Cues) -> _Head | None:
    """Return the columns that a row names, if it is the head of a table of tasks."""
    names = {column: tone_key(row.text(column)) for column in row.cells}
    if len(names) < 3 or any(len(name) > _MAX_HEAD for name in names.values()):
        return None
    columns: dict[str, int] = {}
    for column, name in names.items():
        kinds = {
            "number": _NUMBER.fullmatch(name), "time": cues.time_column.search(name),
            "partner": cues.partner_column.match(name), "lead": cues.lead_column.search(name),
            "task": cues.task_column.match(name),
        }  # fmt: skip
        kind = next((kind for kind, match in kinds.items() if match), None)
        if kind and kind not in columns:
            columns[kind] = column
    if "task" not in columns or not ({"lead", "time"} & columns.keys()):
        return None
    return _Head(columns["task"], *(columns.get(kind) for kind in ("lead", "partner", "time", "number")))


def _continues(following: Sequence[_Row], row: _Row, head: _Head) -> bool:
    """Return whether the row's task goes on in the first row of the next page."""
    if not following or following[0].page == row.page or head.number is None:
        return False
    return not following[0].text(head.number) and bool(following[0].text(head.task))


def _tasks(row: _Row, head: _Head, pages: Sequence[Page]) -> Iterator[Task]:
    lead, partner, time = (row.text(column) for column in (head.lead, head.partner, head.time))
    is_numbered = head.number is None or bool(row.text(head.number))
    texts = [text for text in row.cells.get(head.task, ()) if len(_WORD.findall(text)) >= _MIN_SYLLABLES]
    if not texts or not is_numbered or not (lead or time) or _COLUMN_NUMBER.fullmatch(lead or time):
        return
    page = next(squeeze(each.text) for each in pages if each.number == row.page)
    who, partner, time = (text if text in page else "" for text in (lead, partner, time))
    deadline = time if len(time) <= _MAX_TIME else find_deadline(time)
    for text in texts:
        what = _ENUMERATOR.sub("", text, count=1) if _ENUMERATOR.match(text) else text
        yield Task(
            who=who.strip(" .;,") or None, what=what.rstrip(" .;/"), deadline=(deadline or "").strip(" .;") or None,
            page=row.page, text=what, due=due_date(deadline), recurrence=recurrence_rule(deadline),
            partner=partner.strip(" .;,") or None,
        )  # fmt: skip
