"""Pages drawn as text, for tests of layout.

Each row is a string; ` | ` separates the left column from the right one, a row in `**` is bold,
a leading `>` indents, `^` centers. Letters are 6 points wide, rows 18 points apart.
"""

from __future__ import annotations

from pipeline.model import Line, Page
from pipeline.read.layout import page_of_lines

WIDTH, HEIGHT, LETTER, PITCH = 595.0, 842.0, 6.0, 18.0
LEFT, RIGHT = 70.0, 310.0


def page(text: str, number: int = 1) -> Page:
    """Return the page that `text` draws."""
    lines: list[Line] = []
    for row, written in enumerate(text.strip("\n").splitlines()):
        for column, part in enumerate(written.split(" | ")):
            if part.strip():
                lines.append(_line(part.strip(), row, RIGHT if column else LEFT))
    return page_of_lines(number, WIDTH, HEIGHT, lines)


def _line(text: str, row: int, x0: float) -> Line:
    bold = text.startswith("**")
    text = text.strip("*") if bold else text
    if text.startswith("^"):
        text = text[1:]
        x0 = (WIDTH - LETTER * len(text)) / 2
    elif text.startswith(">"):
        text, x0 = text[1:], x0 + 30
    top = 60 + PITCH * row
    return Line(text, x0, x0 + LETTER * len(text), top, top + 13, 13.0, bold, row=row)
