"""Where the boxes and lines of a map stand: a lane for each level, rows of boxes in it, lines that pass between boxes.

Units are SVG user units (pixels at 100%); y grows downwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..registry import LEVELS
from .graph import Edge, Graph, Node

BOX_WIDTH, BOX_HEIGHT = 222, 84
GAP, ROW_GAP = 34, 62  # between boxes side by side, and between rows
MARGIN, LANE_HEAD, LANE_FOOT, LANE_GAP = 18, 46, 18, 12
EMPTY_LANE = 64
PER_ROW = 4
_SWEEPS = 6
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A node's place: its upper left corner and row, counted from the top."""

    node: Node
    x: float
    y: float
    row: int

    @property
    def middle(self) -> float:
        """The x of its centre."""
        return self.x + BOX_WIDTH / 2


@dataclass(frozen=True, slots=True)
class Lane:
    """A level's stripe across the map; without boxes where the level has no document."""

    level: str | None
    y: float
    height: float
    empty: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An edge as points, from source to target; each second stretch, beginning with the first, is curved."""

    edge: Edge
    points: tuple[Point, ...]
    arched: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything in its place, and the room that it takes."""

    width: float
    height: float
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def layout(graph: Graph, missing: Sequence[str] = (), per_row: int = PER_ROW) -> Layout:
    """The layout of a map; `missing` are levels that get a lane although they have no document."""
    by_level: dict[str | None, list[Node]] = defaultdict(list)
    for node in sorted(graph.nodes, key=lambda node: (str(node.work.date or "9999"), node.work.id)):
        by_level[node.level].append(node)
    levels = [level for level in (*LEVELS, None) if level in by_level or level in missing]
    rows = _untangled([by_level[level] for level in levels], graph.edges)
    widest = max((min(len(nodes), per_row) for nodes in rows), default=1)
    width = 2 * MARGIN + max(widest, 2) * (BOX_WIDTH + GAP) + GAP
    lanes: list[Lane] = []
    boxes: list[Box] = []
    y, row = float(MARGIN), 0
    for level, nodes in zip(levels, rows, strict=True):
        if not nodes:
            lanes.append(Lane(level, y, EMPTY_LANE, empty=True))
            y += EMPTY_LANE + LANE_GAP
            continue
        parts = _even_parts(nodes, per_row)
        for place, part in enumerate(parts):
            top = y + LANE_HEAD + place * (BOX_HEIGHT + ROW_GAP)
            boxes += _row_of(part, width, top, row)
            row += 1
        height = LANE_HEAD + len(parts) * BOX_HEIGHT + (len(parts) - 1) * ROW_GAP + LANE_FOOT
        lanes.append(Lane(level, y, height, empty=False))
        y += height + LANE_GAP
    return Layout(width, y - LANE_GAP + MARGIN, tuple(lanes), tuple(boxes), tuple(_lines(boxes, graph.edges, width)))


def _even_parts(nodes: Sequence[Node], per_row: int) -> list[Sequence[Node]]:
    """Rows of nearly the same length."""
    count = -(-len(nodes) // per_row)
    length, rest = divmod(len(nodes), count)
    parts, at = [], 0
    for place in range(count):
        size = length + (place < rest)
        parts.append(nodes[at : at + size])
        at += size
    return parts


def _row_of(nodes: Sequence[Node], width: float, top: float, row: int) -> list[Box]:
    taken = len(nodes) * BOX_WIDTH + (len(nodes) - 1) * GAP
    left = (width - taken) / 2
    return [Box(node, left + place * (BOX_WIDTH + GAP), top, row) for place, node in enumerate(nodes)]


def _untangled(lanes: list[list[Node]], edges: Iterable[Edge]) -> list[list[Node]]:
    """Each lane in the order of its neighbours' places (barycentre, Sugiyama et al. 1981), so that few lines cross."""
    near: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        near[edge.source].append(edge.target)
        near[edge.target].append(edge.source)
    for sweep in range(_SWEEPS):
        for lane in lanes if sweep % 2 == 0 else reversed(lanes):
            places = {node.work.id: (place + 0.5) / len(each) for each in lanes for place, node in enumerate(each)}
            own = {node.work.id for node in lane}

            def centre(node: Node, places: Mapping[str, float] = places, own: set[str] = own) -> float:
                others = [places[each] for each in near[node.work.id] if each in places and each not in own]
                return sum(others) / len(others) if others else places[node.work.id]

            lane.sort(key=centre)
    return lanes


def _lines(boxes: Sequence[Box], edges: Iterable[Edge], width: float) -> list[Line]:
    by_id = {box.node.work.id: box for box in boxes}
    pairs = [(edge, by_id[edge.source], by_id[edge.target]) for edge in edges]
    ports = _ports(pairs)
    gaps = _gaps(boxes, width)
    used: dict[Point, int] = defaultdict(int)
    lines = []
    for edge, source, target in pairs:
        start, end = ports[edge, True], ports[edge, False]
        if source.row == target.row:
            lines.append(_in_one_row(edge, source, target, start, end, boxes))
        else:
            lines.append(Line(edge, (start, *_between(start, end, source, target, gaps, used), end)))
    return lines


def _in_one_row(edge: Edge, source: Box, target: Box, start: Point, end: Point, boxes: Sequence[Box]) -> Line:
    """Side to side for neighbours, else an arch above the row."""
    left, right = sorted((source, target), key=lambda box: box.x)
    if not any(box.row == left.row and left.x < box.x < right.x for box in boxes):
        middle = source.y + BOX_HEIGHT / 2
        sides = (left.x + BOX_WIDTH, middle), (right.x, middle)
        return Line(edge, sides if source is left else sides[::-1])
    return Line(edge, (start, end), arched=True)


def _ports(pairs: Sequence[tuple[Edge, Box, Box]]) -> dict[tuple[Edge, bool], Point]:
    """Where each line leaves its source (True) and meets its target (False): spread over the side, in order."""
    sides: dict[tuple[str, bool], list[tuple[float, Edge, bool, Box]]] = defaultdict(list)
    for edge, source, target in pairs:
        for box, other, leaves in ((source, target, True), (target, source, False)):
            below = other.row > box.row
            sides[box.node.work.id, below].append((other.middle, edge, leaves, box))
    ports = {}
    for (_id, below), ends in sides.items():
        ends.sort(key=lambda end: (end[0], end[1].source, end[1].target))
        for place, (_middle, edge, leaves, box) in enumerate(ends, 1):
            x = box.x + BOX_WIDTH * place / (len(ends) + 1)
            ports[edge, leaves] = (x, box.y + (BOX_HEIGHT if below else 0))
    return ports


def _gaps(boxes: Sequence[Box], width: float) -> dict[int, tuple[float, list[float]]]:
    """For each row its top and the middles of the gaps through which a line may pass."""
    rows: dict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        rows[box.row].append(box)
    gaps = {}
    for row, members in rows.items():
        members.sort(key=lambda box: box.x)
        first, last = members[0], members[-1]
        between = [(left.x + BOX_WIDTH + right.x) / 2 for left, right in pairwise(members)]
        gaps[row] = (
            first.y,
            [max(first.x - GAP / 2, MARGIN), *between, min(last.x + BOX_WIDTH + GAP / 2, width - MARGIN)],
        )
    return gaps


def _between(
    start: Point,
    end: Point,
    source: Box,
    target: Box,
    gaps: Mapping[int, tuple[float, list[float]]],
    used: dict[Point, int],
) -> list[Point]:
    """The points above and below each row that lies between: a line passes through the gap nearest to its way."""
    step = 1 if target.row > source.row else -1
    points: list[Point] = []
    x = start[0]
    rows = range(source.row + step, target.row, step)
    for place, row in enumerate(rows):
        top, middles = gaps[row]
        wanted = x + (end[0] - x) / (len(rows) - place + 1)
        middle = min(middles, key=lambda each: abs(each - wanted))
        lane = used[row, middle]
        used[row, middle] += 1
        x = middle + (lane % 5 - 2) * 5 * (1 if lane % 2 else -1)
        above, below = (x, top - 6), (x, top + BOX_HEIGHT + 6)
        points += [above, below] if step == 1 else [below, above]
    return points
