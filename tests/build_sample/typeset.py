"""Words into lines, lines onto a canvas. Lengths are in points, y counts from the foot of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.build_sample.fonts import Run, Speller, Weight

Word = list[Run]
Line = list[Word]


def words(runs: Iterable[Run]) -> list[Word]:
    """The words of a text; a word may go over several fonts."""
    found: list[Word] = [[]]
    for font, text in runs:
        first, *others = text.split(" ")
        found[-1].append(Run(font, first))
        found += [[Run(font, other)] for other in others]
    kept = ([run for run in word if run.text] for word in found)
    return [word for word in kept if word]


def width(runs: Iterable[Run], size: float) -> float:
    """How long these runs are."""
    return sum(float(stringWidth(run.text, run.font, size)) for run in runs)


def wrap(text: Sequence[Word], size: float, room: float, indent: float = 0.0) -> list[Line]:
    """Break words into lines that fit the room, the first shorter by the indent; a word is never broken."""
    lines: list[Line] = []
    free = -1.0
    for word in text:
        needed = width(word, size) + (_space(word, size) if free >= 0 else 0.0)
        if free < needed:
            lines.append([])
            free = room - (indent if len(lines) == 1 else 0.0)
            needed = width(word, size)
        lines[-1].append(word)
        free = max(free - needed, 0.0)
    return lines


def line_width(line: Line, size: float) -> float:
    """How long a line is with plain spaces."""
    return width(_spaced(line), size)


def draw(canvas: Canvas, runs: Iterable[Run], x: float, y: float, size: float, word_space: float = 0.0) -> None:
    """Set runs from x on the baseline y."""
    text = canvas.beginText(x, y)
    text.setWordSpace(word_space)
    for font, piece in runs:
        text.setFont(font, size)
        text.textOut(piece)
    canvas.drawText(text)


def draw_line(canvas: Canvas, line: Line, x: float, y: float, size: float, fill: float = 0.0) -> None:
    """Set a line; where fill is given, its spaces are stretched to that width."""
    runs = _spaced(line)
    gaps = len(line) - 1
    draw(canvas, runs, x, y, size, (fill - width(runs, size)) / gaps if fill and gaps else 0.0)


def centred(canvas: Canvas, runs: Sequence[Run], middle: float, y: float, size: float) -> tuple[float, float]:
    """Set runs around the middle; where they begin and end."""
    half = width(runs, size) / 2
    draw(canvas, runs, middle - half, y, size)
    return middle - half, middle + half


def fitting(spell: Speller, text: str, weight: Weight, size: float, room: float) -> float:
    """The largest size up to this one at which the text fits on one line, in half points, 9 at least."""
    runs = spell(text, weight)
    while size > 9 and width(runs, size) > room:
        size -= 0.5
    return size


def _space(word: Word, size: float) -> float:
    return float(stringWidth(" ", word[-1].font, size))


def _spaced(line: Line) -> list[Run]:
    """Return the runs of a line with a space after every word but the last."""
    runs: list[Run] = []
    for word in line[:-1]:
        *front, last = word
        runs += [*front, Run(last.font, last.text + " ")]
    return runs + line[-1]
