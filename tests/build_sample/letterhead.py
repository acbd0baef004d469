"""The head of a document: issuing body and number left, motto, place and date right, type and title below.

Order, sizes and weights: Hướng dẫn 36-HD/VPTW for Party documents, Nghị định 30/2020/NĐ-CP for the state's.
"""

from __future__ import annotations

from tests.build_sample.sheet import GAP, LEADING, LEFT, RIGHT, ROOM, SIZE, TOP, Sheet, column_line, stamp
from tests.build_sample.source import Source
from tests.build_sample.typeset import centred, draw_line, line_width, width, words, wrap

PITCH = 17.0
APART = 6.0  # how far the right column's baselines lie below the left one's, unless both share them
SHARE = {"party": 0.46, "state": 0.41}  # of the page's width, for the left column
STAMP_PITCH = PITCH + 9.0
BESIDE = 12.0  # between a number and the stamp on its line
# Offices whose own name goes on over the next line: both lines are bold.
SPLIT_NAMES = ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN")


def letterhead(sheet: Sheet, source: Source) -> None:
    """Both columns, then type and title."""
    if source.draft:
        runs = sheet.spell(source.draft, "BoldItalic")
        centred(sheet.canvas, runs, RIGHT - width(runs, SIZE) / 2, TOP - SIZE, SIZE)
        sheet.y -= PITCH + GAP
    if source.stamp_at == "top-right":
        for text in source.stamps:
            stamp(sheet, text, RIGHT - width(sheet.spell(text, "Bold"), SIZE) / 2 - 8, sheet.y - SIZE)
            sheet.y -= STAMP_PITCH
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
    if source.stamp_at == "above-issuer":
        y = _stamps(sheet, source, middle, y)
    for line in source.left:
        bold = line == names[-1] or line in SPLIT_NAMES
        start, end = column_line(sheet, line, "Bold" if bold else "Regular", _size(source), middle, room, y)
        if source.style == "state" and line == names[-1]:
            _rule(sheet, middle, (end - start) * 0.4, y - 4)
        y -= PITCH
    if source.number:
        beside = source.stamp_at == "beside-number"
        _start, end = column_line(sheet, source.number, "Regular", _size(source), middle - 35 * beside, room, y)
        for text in source.stamps if beside else ():
            half = width(sheet.spell(text, "Bold"), SIZE) / 2
            stamp(sheet, text, end + BESIDE + half, y)
            end += BESIDE + 2 * half
        y -= PITCH
    if source.stamp_at == "under-number":
        y = _stamps(sheet, source, middle, y)
    if source.copy:
        column_line(sheet, source.copy, "Regular", SIZE - 2, middle, room, y)
        y -= PITCH
    if not source.type:
        for row in wrap(words(sheet.spell(source.title, "Regular")), 12, room):
            draw_line(sheet.canvas, row, middle - line_width(row, 12) / 2, y, 12)
            y -= 14
    return y


def _stamps(sheet: Sheet, source: Source, middle: float, y: float) -> float:
    """The stamps, one under the other; down to where they reach."""
    for text in source.stamps:
        stamp(sheet, text, middle, y - 3)
        y -= STAMP_PITCH
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
    if shared:  # the date is on the line of the number
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
