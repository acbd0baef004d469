"""The head of a document: issuing body and number left, motto, place and date right, type and title below.

Order, sizes and weights: Hướng dẫn 36-HD/VPTW for Party documents, Nghị định 30/2020/NĐ-CP for the state's.
"""

from __future__ import annotations

from tests.build_sample.sheet import GAP, LEADING, LEFT, RIGHT, ROOM, SIZE, TOP, Sheet, column_line
from tests.build_sample.source import Source
from tests.build_sample.typeset import centred, draw_line, line_width, width, words, wrap

PITCH = 17.0
APART = 6.0  # how far the right column's baselines lie below the left one's, unless both share them
SHARE = {"party": 0.46, "state": 0.41}  # of the page's width, for the left column
RED = (0.78, 0.05, 0.08)
# Offices whose own name goes on over the next line: both lines are bold.
SPLIT_NAMES = ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN")


def letterhead(sheet: Sheet, source: Source) -> None:
    """Both columns, then type and title."""
    if source.draft:
        runs = sheet.spell(source.draft, "BoldItalic")
        centred(sheet.canvas, runs, RIGHT - width(runs, SIZE) / 2, TOP - SIZE, SIZE)
        sheet.y -= PITCH + GAP
    top = sheet.y - SIZE
    sheet.y = min(_left(sheet, source, top), _right(sheet, source, top)) - GAP
    if source.type:
        sheet.centre(source.type, "Bold", SIZE + 2)
        sheet.y += GAP
        sheet.centre(source.title, "Bold", SIZE)
        _rule_under_title(sheet, source.style)


def _left(sheet: Sheet, source: Source, y: float) -> float:
    """The issuing body, the number, stamps and a công văn's title; down to where they reach."""
    room = ROOM * SHARE[source.style]
    middle = LEFT + room / 2
    names = [line for line in source.left if line != "*"]
    for line in source.left:
        bold = line == names[-1] or line in SPLIT_NAMES
        start, end = column_line(sheet, line, "Bold" if bold else "Regular", _size(source), middle, room, y)
        if source.style == "state" and line == names[-1]:
            _rule(sheet, middle, (end - start) * 0.4, y - 4)
        y -= PITCH
    if source.number:
        column_line(sheet, source.number, "Regular", _size(source), middle, room, y)
        y -= PITCH
    for stamp in source.stamps:
        _stamp(sheet, stamp, middle, y - 3)
        y -= PITCH + 9
    if not source.type:
        for text in wrap(words(sheet.spell(source.title, "Regular")), 12, room):
            draw_line(sheet.canvas, text, middle - line_width(text, 12) / 2, y, 12)
            y -= 14
    return y


def _right(sheet: Sheet, source: Source, y: float) -> float:
    """The motto, ruled, and the date; down to where they reach."""
    room = ROOM * (1 - SHARE[source.style]) - 6
    middle = RIGHT - room / 2
    shared = source.columns == "one-line"
    y -= 0 if shared else APART
    for line in source.right:
        size = SIZE + 1 if source.style == "party" else SIZE - 1
        start, end = column_line(sheet, line, "Bold", size, middle, room, y)
        if line == source.right[-1]:
            _rule(sheet, middle, end - start, y - 3.5)
        y -= PITCH
    if shared:  # the date stands on the line of the number
        y -= PITCH * max(len(source.left) - len(source.right), 0)
    if source.date:
        column_line(sheet, source.date, "Italic", _size(source), middle, room, y)
        y -= PITCH
    return y


def _size(source: Source) -> float:
    return SIZE if source.style == "party" else SIZE - 1


def _rule_under_title(sheet: Sheet, style: str) -> None:
    middle = (LEFT + RIGHT) / 2
    if style == "party":
        centred(sheet.canvas, sheet.spell("-----", "Regular"), middle, sheet.y - 8, SIZE)
        sheet.y -= LEADING + 2
    else:
        _rule(sheet, middle, ROOM / 5, sheet.y)
        sheet.y -= GAP * 2


def _rule(sheet: Sheet, middle: float, length: float, y: float) -> None:
    sheet.canvas.setLineWidth(0.8)
    sheet.canvas.line(middle - length / 2, y, middle + length / 2, y)


def _stamp(sheet: Sheet, text: str, middle: float, y: float) -> None:
    """A word in red capitals in its box."""
    sheet.canvas.saveState()
    sheet.canvas.setFillColorRGB(*RED)
    sheet.canvas.setStrokeColorRGB(*RED)
    sheet.canvas.setLineWidth(1.2)
    start, end = centred(sheet.canvas, sheet.spell(text, "Bold"), middle, y, SIZE)
    sheet.canvas.rect(start - 7, y - 5, end - start + 14, SIZE + 6)
    sheet.canvas.restoreState()
