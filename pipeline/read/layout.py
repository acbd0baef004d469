"""Words with boxes → the lines and the text of a page, alike for every reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pipeline.model import Line, Page, TextSource
from pipeline.text import nfc

# Justified text stretches a space to about one em at most; a letterhead's
# columns stand further apart. Splitting a row too often does no harm: rows
# are joined again in the page's text.
COLUMN_GAP_EM = 1.0


@dataclass(frozen=True, slots=True)
class Word:
    """One word and its box in points from the page's top left corner; `row` counts baselines from the top."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    italic: bool
    row: int


def page_of(number: int, width: float, height: float, words: Iterable[Word], source: TextSource = "text") -> Page:
    """The page that words, ordered by row and then from left to right, make up."""
    lines: list[Line] = []
    for _row, row in groupby(words, key=lambda word: word.row):
        lines += _row_lines(list(row))
    return page_of_lines(number, width, height, lines, source)


def page_of_lines(number: int, width: float, height: float, lines: Sequence[Line], source: TextSource = "text") -> Page:
    """The page with `lines`: those of one row joined by a space, rows by a line break, `start` filled in."""
    placed: list[Line] = []
    parts: list[str] = []
    offset = 0
    for line in lines:
        if placed:
            parts.append(" " if placed[-1].row == line.row else "\n")
            offset += 1
        text = nfc(line.text)
        placed.append(replace(line, text=text, start=offset))
        parts.append(text)
        offset += len(text)
    return Page(number, width, height, tuple(placed), "".join(parts), source)


def _row_lines(row: Sequence[Word]) -> list[Line]:
    runs: list[list[Word]] = [[row[0]]]
    for before, word in pairwise(row):
        if word.x0 - before.x1 > COLUMN_GAP_EM * max(before.size, word.size, 1.0):
            runs.append([])
        runs[-1].append(word)
    return [_line(run) for run in runs]


def _line(run: Sequence[Word]) -> Line:
    letters = sum(len(word.text) for word in run)
    return Line(
        text=" ".join(word.text for word in run),
        x0=run[0].x0,
        x1=run[-1].x1,
        top=min(word.top for word in run),
        bottom=max(word.bottom for word in run),
        size=max(word.size for word in run),
        bold=2 * sum(len(word.text) for word in run if word.bold) > letters,
        italic=2 * sum(len(word.text) for word in run if word.italic) > letters,
        row=run[0].row,
    )
