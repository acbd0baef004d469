"""The ruled tables of a scanned page: its long straight strokes, and the cells that pdfplumber finds between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from .formats import Box
from .layout import Cell, TableRow

if TYPE_CHECKING:
    from PIL.Image import Image

# In pixels at the resolution of OCR. A stroke is dark over whole blocks in a row, which letters are not.
_BLOCK, _MIN_BLOCKS, _MIN_UPRIGHT = 16, 5, 3
_INK, _DARK = 150, 40  # levels of ink, and the mean of a block whose ink is black and its paper white
_SNAP, _REACH = 10, 24  # strokes nearer than this are one; their ends reach a crossing so far away
_MIN_STROKES, _MIN_ROWS, _MIN_COLUMNS = 3, 2, 2
_MAX_STROKES = 400  # more are a picture or a pattern
_INSIDE = 0.5  # points by which a cell is larger than its strokes, so that a word on them is in it

Edge = dict[str, Any]


def table_rows(image: Image, scale: float) -> list[TableRow]:
    """Return the rows of the tables of a grey page image from the top; `scale` is points per pixel."""
    edges = [*_strokes(image), *_strokes(image, upright=True)]
    across = sum(edge["orientation"] == "h" for edge in edges)
    if min(across, len(edges) - across) < _MIN_STROKES or len(edges) > _MAX_STROKES:
        return []
    from pdfplumber.table import (
        cells_to_tables,
        edges_to_intersections,
        intersections_to_cells,
        merge_edges,
    )

    from .pdf import rows_of_cells

    merged = merge_edges(edges, _SNAP, _SNAP, _REACH, _REACH)
    cells = intersections_to_cells(edges_to_intersections(merged, _REACH, _REACH))
    found: list[TableRow] = []
    for boxes in cells_to_tables(cells):
        rows = list(rows_of_cells(_by_row(boxes)))
        if len(rows) >= _MIN_ROWS and max(len(row.cells) for row in rows) >= _MIN_COLUMNS:
            found += [_in_points(row, scale) for row in rows if row.cells]
    return sorted(found, key=lambda row: row.cells[0].top)


def _by_row(boxes: Sequence[Box]) -> list[list[Box | None]]:
    """Return a table's cells by row, from the top; None where a cell of another row extends over the column."""
    tops, lefts = (sorted({box[side] for box in boxes}) for side in (1, 0))
    place = {(box[1], box[0]): box for box in boxes}
    return [[place.get((top, left)) for left in lefts] for top in tops]


def _in_points(row: TableRow, scale: float) -> TableRow:
    cells = tuple(
        Cell(
            cell.x0 * scale - _INSIDE, cell.top * scale - _INSIDE, cell.x1 * scale + _INSIDE,
            cell.bottom * scale + _INSIDE, cell.column,
        )
        for cell in row.cells
    )  # fmt: skip
    return TableRow(cells, row.columns, row.merged)


def _strokes(image: Image, *, upright: bool = False) -> Iterator[Edge]:
    """Yield the straight strokes in one direction, as the edges that pdfplumber works with, in pixels."""
    from PIL import Image as Images
    from PIL import ImageFilter

    grey = image.transpose(Images.Transpose.TRANSPOSE) if upright else image
    blocks, least = grey.width // _BLOCK, _MIN_UPRIGHT if upright else _MIN_BLOCKS
    if not blocks:
        return
    # A neighbour's darkness makes thin and slightly slanted strokes whole.
    ink = grey.point([0] * _INK + [255] * (256 - _INK))
    thick = ink.filter(ImageFilter.MinFilter(3)).crop((0, 0, blocks * _BLOCK, grey.height))
    means = thick.resize((blocks, grey.height), Images.Resampling.BOX).tobytes()
    open_runs: dict[tuple[int, int], int] = {}  # first and last block → the y at which the stroke begins
    for y in range(grey.height + 1):
        row = means[y * blocks : (y + 1) * blocks]
        if not open_runs and min(row, default=255) > _DARK:
            continue
        runs = set(_runs(row, least))
        for first, last in [run for run in open_runs if not any(_meet(run, other) for other in runs)]:
            top = open_runs.pop((first, last))
            if y - top <= _SNAP:  # thicker is no stroke but a dark area
                yield _edge(first * _BLOCK, last * _BLOCK, (top + y) / 2, upright=upright)
        for run in runs:
            known = [other for other in open_runs if _meet(run, other)]
            top = min((open_runs.pop(other) for other in known), default=y)
            joined = [run, *known]
            open_runs[min(each[0] for each in joined), max(each[1] for each in joined)] = top


def _runs(row: bytes, least: int) -> Iterator[tuple[int, int]]:
    """Yield first and end block of each run of at least so many dark blocks."""
    start: int | None = None
    for place, level in enumerate((*row, 255)):
        if level <= _DARK:
            start = place if start is None else start
        elif start is not None:
            if place - start >= least:
                yield start, place
            start = None


def _meet(one: Sequence[int], other: Sequence[int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _edge(begin: float, end: float, across: float, *, upright: bool) -> Edge:
    along, over = ("top", "bottom"), ("x0", "x1")
    if not upright:
        along, over = over, along
    return {
        "orientation": "v" if upright else "h",
        "height" if upright else "width": end - begin,
        "width" if upright else "height": 0,
        **dict(zip(along, (begin, end), strict=True)),
        **dict.fromkeys(over, across),
    }
