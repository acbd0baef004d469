"""The page as it fills: paragraphs, tables and breaks from top to bottom.

Measures of Hướng dẫn 36-HD/VPTW and of Nghị định 30/2020/NĐ-CP, annex I: A4, margins of 20 mm above and
below, 30 mm left, 15 mm right; 14-point type; the page's number centred above the text from page 2.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from tests.build_sample.fonts import Speller, Weight
from tests.build_sample.source import Block, PageBreak, Paragraph, Table
from tests.build_sample.typeset import centred, draw_line, fitting, line_width, words, wrap

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 30 * mm, WIDTH - 15 * mm, HEIGHT - 20 * mm, 20 * mm
ROOM = RIGHT - LEFT
SIZE, LEADING, GAP, INDENT = 14.0, 18.0, 6.0, 10 * mm
CELL, CELL_LEADING, PADDING = 12.0, 15.0, 4.0
RED = (0.78, 0.05, 0.08)


class Sheet:
    """A canvas and the place down to which its page is filled."""

    def __init__(self, canvas: Canvas, spell: Speller) -> None:
        """Start on an empty first page."""
        self.canvas, self.spell, self.y = canvas, spell, TOP

    def need(self, height: float) -> None:
        """Go to a new page unless this height is left."""
        if self.y - height < BOTTOM:
            self.feed()

    def feed(self) -> None:
        """Begin a new page and print its number."""
        self.canvas.showPage()
        self.y = TOP
        number = self.spell(str(self.canvas.getPageNumber()), "Regular")
        centred(self.canvas, number, (LEFT + RIGHT) / 2, HEIGHT - 13 * mm, SIZE - 1)

    def put(self, block: Block) -> None:
        """Set one block of the body."""
        match block:
            case PageBreak():
                self.feed()
            case Table():
                self._table(block.rows)
            case Paragraph(text, "centred"):
                self.need(4 * LEADING)
                self.centre(text, "Bold", SIZE, ROOM)
            case Paragraph(text, "stamp"):
                self.need(2 * LEADING)
                self.y -= LEADING + 3
                stamp(self, text, (LEFT + RIGHT) / 2, self.y)
                self.y -= GAP + 3
            case Paragraph(text, "text"):
                self._paragraph(text, "Regular")
            case Paragraph(text):
                self.need(4 * LEADING)  # a heading stays with what it is over
                self._paragraph(text, "Bold")

    def centre(self, text: str, weight: Weight, size: float, room: float = ROOM * 0.86) -> None:
        """Set centred lines, and leave a gap."""
        for line in wrap(words(self.spell(text, weight)), size, room):
            self.need(LEADING)
            self.y -= LEADING
            draw_line(self.canvas, line, (LEFT + RIGHT - line_width(line, size)) / 2, self.y, size)
        self.y -= GAP

    def _paragraph(self, text: str, weight: Weight) -> None:
        lines = wrap(words(self.spell(text, weight)), SIZE, ROOM, INDENT)
        for index, line in enumerate(lines):
            left = len(lines) - index
            # No page begins with the last line of a paragraph nor ends with the first.
            self.need(2 * LEADING if left == 2 or (index == 0 and left > 1) else LEADING)
            self.y -= LEADING
            x = LEFT + (0 if index else INDENT)
            draw_line(self.canvas, line, x, self.y, SIZE, fill=RIGHT - x if left > 1 else 0.0)
        self.y -= GAP

    def _table(self, rows: Sequence[Sequence[str]]) -> None:
        widths = self._columns(rows)
        self.y -= 2
        for index, row in enumerate(rows):
            self._row(row, widths, "Regular" if index else "Bold")
        self.y -= GAP + 2

    def _row(self, row: Sequence[str], widths: Sequence[float], weight: Weight) -> None:
        cells = [
            wrap(words(self.spell(text, weight)), CELL, width - 2 * PADDING)
            for text, width in zip(row, widths, strict=False)
        ]
        height = max(map(len, cells)) * CELL_LEADING + PADDING
        self.need(height)
        x = LEFT
        for lines, width, text in zip(cells, widths, row, strict=False):
            self.canvas.setLineWidth(0.6)
            self.canvas.rect(x, self.y - height, width, height)
            middle = weight == "Bold" or len(text) < 4  # heads and serial numbers are centered
            for number, line in enumerate(lines, 1):
                shift = (width - line_width(line, CELL)) / 2 if middle else PADDING
                draw_line(self.canvas, line, x + shift, self.y - number * CELL_LEADING + 2, CELL)
            x += width
        self.y -= height

    def _columns(self, rows: Sequence[Sequence[str]]) -> list[float]:
        """Widths that fill the page: each column holds its longest word, the rest goes by length of text."""
        columns = list(zip(*rows, strict=True))
        least = [max(self._longest(text) for text in column) + 2 * PADDING + 1 for column in columns]
        wish = [min(max(map(len, column)), 60) for column in columns]
        spare = max(ROOM - sum(least), 0.0)
        return [low + spare * want / sum(wish) for low, want in zip(least, wish, strict=True)]

    def _longest(self, text: str) -> float:
        return max((line_width([word], CELL) for word in words(self.spell(text, "Bold"))), default=0.0)


def column_line(
    sheet: Sheet, text: str, weight: Weight, size: float, middle: float, room: float, y: float
) -> tuple[float, float]:
    """One centred line in a column, set smaller where it would not fit; where it begins and ends."""
    size = fitting(sheet.spell, text, weight, size, room)
    return centred(sheet.canvas, sheet.spell(text, weight), middle, y, size)


def stamp(sheet: Sheet, text: str, middle: float, y: float) -> None:
    """A word in red capitals in its box."""
    sheet.canvas.saveState()
    sheet.canvas.setFillColorRGB(*RED)
    sheet.canvas.setStrokeColorRGB(*RED)
    sheet.canvas.setLineWidth(1.2)
    start, end = centred(sheet.canvas, sheet.spell(text, "Bold"), middle, y, SIZE)
    sheet.canvas.rect(start - 7, y - 5, end - start + 14, SIZE + 6)
    sheet.canvas.restoreState()
