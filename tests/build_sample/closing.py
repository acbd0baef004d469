"""The foot of a document: who gets it, left and small; who signs, right."""

from __future__ import annotations

from tests.build_sample.fonts import Weight
from tests.build_sample.sheet import GAP, LEFT, RIGHT, ROOM, SIZE, Sheet, column_line
from tests.build_sample.source import Source
from tests.build_sample.typeset import Line, draw, draw_line, width, words, wrap

PITCH, SMALL_PITCH = 17.0, 14.5
SIGNATURE = 56.0  # the space for hand and seal
SMALL = {"party": 12.0, "state": 11.0}  # size of the list of recipients
APART = 3.5  # the right column's first baseline lies so far below the left one's


def closing(sheet: Sheet, source: Source) -> None:
    """Both columns, kept on one page."""
    sheet.need(closing_height(sheet, source))
    top = sheet.y - GAP - SIZE
    if source.recipients:
        _head(sheet, source, top)
    y = top
    for line in _recipients(sheet, source):
        y -= SMALL_PITCH
        draw_line(sheet.canvas, line, LEFT, y, SMALL[source.style])
    sheet.y = min(y, _signature(sheet, source, top - APART))


def closing_height(sheet: Sheet, source: Source) -> float:
    """The room that both columns need."""
    titles = [*source.authority.splitlines(), *source.position.splitlines()]
    left = PITCH + SMALL_PITCH * len(_recipients(sheet, source))
    right = PITCH * (len(titles) + 1) + SIGNATURE + APART
    return max(left, right) + GAP


def _recipients(sheet: Sheet, source: Source) -> list[Line]:
    runs = (sheet.spell(f"- {recipient}", "Regular") for recipient in source.recipients)
    return [line for run in runs for line in wrap(words(run), SMALL[source.style], ROOM * 0.47)]


def _head(sheet: Sheet, source: Source, y: float) -> None:
    """`Nơi nhận:`, underlined in Party documents, bold italic in the state's."""
    party = source.style == "party"
    runs = sheet.spell("Nơi nhận:", "Regular" if party else "BoldItalic")
    size = SIZE if party else 12.0
    draw(sheet.canvas, runs, LEFT, y, size)
    if party:
        sheet.canvas.setLineWidth(0.6)
        sheet.canvas.line(LEFT, y - 2.5, LEFT + width(runs, size), y - 2.5)


def _signature(sheet: Sheet, source: Source, y: float) -> float:
    room = ROOM * 0.5
    middle = RIGHT - room / 2
    size = SIZE if source.style == "party" else SIZE - 0.5
    position: Weight = "Regular" if source.style == "party" else "Bold"
    lines: list[tuple[str, Weight]] = [(line, "Bold") for line in source.authority.splitlines()]
    lines += [(line, position) for line in source.position.splitlines()]
    for text, weight in lines:
        column_line(sheet, text, weight, size, middle, room, y)
        y -= PITCH
    y -= SIGNATURE
    column_line(sheet, source.signer, "Bold", size, middle, room, y)
    return y
