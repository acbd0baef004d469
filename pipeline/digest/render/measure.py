"""How high blocks are on the printed page, so that every format has the same contents on the same number of pages.

The widths are those of Times New Roman, which Liberation Serif shares, in thousandths of the size. Sizes and distances
are those of handout.css and of the styles in docx.py; a PDF is counted after it is printed (pdf.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import ceil
from typing import NamedTuple

from ...vietnamese.text import fold
from .blocks import Block, Dates, Heading, Listing, Masthead, PageBreak, Paragraph, Run, Runs, Table

MILLIMETRE = 72 / 25.4
LINE_WIDTH, PAGE_HEIGHT = 165 * MILLIMETRE, 257 * MILLIMETRE  # A4 within margins of 20, 15, 20 and 30 mm

_LETTERS = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
_REGULAR = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278"
    " 564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944"
    " 722 722 611 333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389"
    " 278"
    " 500 500 722 500 500 444 480 200 480 541"
)
_BOLD = (
    "250 333 555 500 500 1000 833 278 333 333 500 570 250 333 250 278 500 500 500 500 500 500 500 500 500 500 333 333"
    " 570 570 570 500 930 722 667 722 722 667 611 778 778 389 500 778 667 944 722 778 611 778 722 556 667 722 722 1000"
    " 722 722 667 333 278 333 581 500 333 500 556 444 556 444 333 500 556 278 333 556 278 833 556 500 556 556 444 389"
    " 333 556 500 722 500 500 444 394 220 394 520"
)
_HORNED = "ơờớởỡợưừứửữự"  # 30 or 40 wider than the letter without its horn
_HORN = 36
_OTHER = 520  # letters that are in neither table
_WIDER = {"“": 444, "”": 444, "–": 500, "—": 1000, "…": 1000, "•": 350, "\u00a0": 250}
_BREAK = re.compile(r"(?<=[ –])|(?<=-)(?=[a-z0-9])")


class Type(NamedTuple):
    """Size and line height in points, and the distance below a block."""

    size: float
    line: float
    below: float = 0.0


TEXT = Type(12.5, 15.9, 4)
READ = Type(13, 16.9, 4)
ASK = Type(12.5, 15.9, 3)
TABLE = Type(11.5, 13.8)
SMALL = Type(11, 13.4, 2)
PLACE_SIZE = 11
_PARAGRAPHS = {"lead": TEXT, "warning": Type(11.5, 13.8, 4)} | dict.fromkeys(("key", "source", "note", "small"), SMALL)
_ABOVE = {"key": 9.75, "warning": 10.0, "source": 9.75}  # rules and padding of a paragraph
_INDENT = 7.5 * MILLIMETRE
_CELL_PADDING, _ROW_PADDING = 7.5, 4.5  # of a table's cell, with its border: both sides, above and below
_EMPTY_ROW = 8 * MILLIMETRE
_DAY_WIDTH = 26 * MILLIMETRE


def pages(blocks: Sequence[Block], room: float = 1.0) -> int:
    """Return the number of pages that the blocks fill, if `room` of each page can be used.

    Rows, points and questions are not divided, and a heading is not parted from what follows it.
    """
    count, used, held = 1, 0.0, 0.0
    for block in blocks:
        if isinstance(block, PageBreak):
            count, used, held = count + 1, 0.0, 0.0
            continue
        for piece in _pieces(block):
            if isinstance(block, Heading):
                held += piece
                continue
            if used and used + held + piece > room * PAGE_HEIGHT:
                count, used = count + 1, 0.0
            used, held = used + held + piece, 0.0
    return count


def height(blocks: Iterable[Block]) -> float:
    """Return the height of blocks, in points."""
    return sum(piece for block in blocks for piece in _pieces(block))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text, in points."""
    table = _widths(bold)
    return sum(table.get(letter) or table.setdefault(letter, _width_of(letter, table)) for letter in text) * size / 1000


def lines(runs: Runs, size: float, room: float, *, in_table: bool = False) -> int:
    """Return the number of lines that the runs fill in a column of that width; in a table a blank has its own line."""
    used, count = 0.0, 1
    for run in runs:
        letters = PLACE_SIZE if run.small and size > PLACE_SIZE else size
        text = f"“{run.text}”" if run.quoted else run.text
        for number, line in enumerate(text.split("\n")):
            if number:
                used, count = 0.0, count + 1
            for word in _BREAK.split(line):
                long = width(word, letters, bold=run.bold)
                if used + long - (0.25 * letters if word.endswith(" ") else 0) > room and used:
                    used, count = 0.0, count + 1
                used += long
        if run.blank:
            used += 6 * letters  # six ellipses
            if used > room or in_table:
                used, count = 6 * letters, count + 1
    return count


def break_phrases(text: str, size: float, room: float) -> tuple[str, ...]:
    """Return a title in lines of even length that end where a phrase does, if there is such a place."""
    needed = ceil(width(text, size, bold=True) / room)
    if needed <= 1:
        return (text,)
    phrases = re.split(r"(?<=,) | (?=(?:về|trong|của|và|đối với|trên|theo|cho|giữa|tại|để|nhằm) )", text)
    found: list[str] = []
    for phrase in phrases:
        if found and width(f"{found[-1]} {phrase}", size, bold=True) <= 0.96 * room:
            found[-1] += f" {phrase}"
        else:
            found.append(phrase)
    return tuple(found)


def _pieces(block: Block) -> Iterator[float]:
    """Yield the heights of the parts of a block that are not divided over pages."""
    match block:
        case Masthead(left, right, _title, subject, session):
            yield 16.25 * max(len(left), len(right)) + 29.75 + 17.5 * len(subject) + 16 + 22 * bool(session)
        case Heading():  # the margin above falls together with that of the block before
            yield 15.6 * lines((Run(block.numbered, bold=True),), 12.5, LINE_WIDTH) + 7.5
        case Paragraph(runs, kind):
            form = _PARAGRAPHS.get(kind, TEXT)
            room = LINE_WIDTH - (10 if kind == "warning" else 0)
            yield _ABOVE.get(kind, 0) + form.line * lines(runs, form.size, room) + form.below
        case Listing(entries, kind=kind):
            form = {"read": READ, "ask": ASK}.get(kind, TEXT)
            for entry in entries:
                yield form.line * lines(entry.runs, form.size, LINE_WIDTH - _INDENT) + form.below
        case Table():
            yield from _rows(block)
        case Dates(groups):
            room = (LINE_WIDTH - 14) / len(groups)
            yield max(
                SMALL.line
                + 2
                + sum(1.5 + SMALL.line * lines(runs, SMALL.size, room - _DAY_WIDTH) for _day, runs in group)
                for _caption, group in groups
            )
        case _:
            return


def _rows(table: Table) -> Iterator[float]:
    shares = [LINE_WIDTH * share / sum(table.widths) - _CELL_PADDING for share in table.widths]
    yield (TABLE.line + _ROW_PADDING if table.head else 0) + 6
    for row in table.rows:
        most = max(
            lines(cell, TABLE.size, max(room, 20), in_table=True) for cell, room in zip(row, shares, strict=True)
        )
        yield max(TABLE.line * most + _ROW_PADDING, _EMPTY_ROW if table.kind == "empty" else 0)


@cache
def _widths(bold: bool) -> dict[str, int]:
    values = (_BOLD if bold else _REGULAR).split()
    return dict(zip(_LETTERS, map(int, values), strict=True)) | _WIDER


def _width_of(letter: str, table: dict[str, int]) -> int:
    """Return the width of a letter with marks: that of the letter below them, wider where it has a horn."""
    base = fold(letter)
    base = base.upper() if letter.isupper() else base
    return table.get(base, _OTHER) + _HORN * (letter.lower() in _HORNED) if len(base) == 1 else _OTHER
