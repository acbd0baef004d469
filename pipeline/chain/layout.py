"""The layout of a citation map: a lane for each level, rows of boxes in it, lines that pass between the boxes.

Lengths are in SVG user units (pixels at 100%); y grows downwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..registry import LEVELS
from .graph import Edge, Graph, WorkNode

BOX_WIDTH, BOX_HEIGHT = 222, 84
GAP, ROW_GAP = 34, 62  # between boxes of a row, and between rows
MARGIN, LANE_HEAD, LANE_FOOT, LANE_GAP = 18, 46, 18, 12
EMPTY_LANE = 64
PER_ROW = 4
_SWEEPS = 6
Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class NodeBox:
    """The box of a node: its upper left corner and its row, counted from the top."""

    node: WorkNode
    x: float
    y: float
    row: int

    @property
    def middle(self) -> float:
        """The x of its center."""
        return self.x + BOX_WIDTH / 2


@dataclass(frozen=True, slots=True)
class Lane:
    """The horizontal band of a level; empty where the level has no document."""

    level: str | None
    y: float
    height: float
    empty: bool


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """The points of an edge, from source to target; every second segment, beginning with the first, is curved."""

    edge: Edge
    points: tuple[Position, ...]
    arched: bool = False


@dataclass(frozen=True, slots=True)
class GraphLayout:
    """The lanes, boxes and lines of a map, and its size."""

    width: float
    height: float
    lanes: tuple[Lane, ...]
    boxes: tuple[NodeBox, ...]
    lines: tuple[EdgeLine, ...]


def lay_out(graph: Graph, missing: Sequence[str] = (), per_row: int = PER_ROW) -> GraphLayout:
    """Return the layout of a map with at most `per_row` boxes side by side; `missing` levels get an empty lane."""
    by_level: dict[str | None, list[WorkNode]] = defaultdict(list)
    for node in sorted(graph.nodes, key=lambda node: (str(node.work.date or "9999"), node.work.id)):
        by_level[node.level].append(node)
    levels = [level for level in (*LEVELS, None) if level in by_level or level in missing]
    rows = _with_few_crossings([by_level[level] for level in levels], graph.edges)
    widest = max((min(len(nodes), per_row) for nodes in rows), default=1)
    width = 2 * MARGIN + max(widest, 2) * (BOX_WIDTH + GAP) + GAP
    lanes: list[Lane] = []
    boxes: list[NodeBox] = []
    y, row = float(MARGIN), 0
    for level, nodes in zip(levels, rows, strict=True):
        if not nodes:
            lanes.append(Lane(level, y, EMPTY_LANE, empty=True))
            y += EMPTY_LANE + LANE_GAP
            continue
        parts = _even_rows(nodes, per_row)
        for place, part in enumerate(parts):
            top = y + LANE_HEAD + place * (BOX_HEIGHT + ROW_GAP)
            boxes += _row_of(part, width, top, row)
            row += 1
        height = LANE_HEAD + len(parts) * BOX_HEIGHT + (len(parts) - 1) * ROW_GAP + LANE_FOOT
        lanes.append(Lane(level, y, height, empty=False))
        y += height + LANE_GAP
    lines = tuple(_lines(boxes, graph.edges, width))
    return GraphLayout(width, y - LANE_GAP + MARGIN, lanes=tuple(lanes), boxes=tuple(boxes), lines=lines)


def _even_rows(nodes: Sequence[WorkNode], per_row: int) -> list[Sequence[WorkNode]]:
    """Return the nodes in rows of nearly the same length."""
    count = -(-len(nodes) // per_row)
    length, rest = divmod(len(nodes), count)
    parts, at = [], 0
    for place in range(count):
        size = length + (place < rest)
        parts.append(nodes[at : at + size])
        at += size
    return parts


def _row_of(nodes: Sequence[WorkNode], width: float, top: float, row: int) -> list[NodeBox]:
    taken = len(nodes) * BOX_WIDTH + (len(nodes) - 1) * GAP
    left = (width - taken) / 2
    return [NodeBox(node, left + place * (BOX_WIDTH + GAP), top, row) for place, node in enumerate(nodes)]


def _with_few_crossings(lanes: list[list[WorkNode]], edges: Iterable[Edge]) -> list[list[WorkNode]]:
    """Return the lanes, each ordered by its neighbours' positions (barycenter method, Sugiyama et al. 1981)."""
    near: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        near[edge.source].append(edge.target)
        near[edge.target].append(edge.source)
    for sweep in range(_SWEEPS):
        for lane in lanes if sweep % 2 == 0 else reversed(lanes):
            places = {node.work.id: (place + 0.5) / len(each) for each in lanes for place, node in enumerate(each)}
            own = {node.work.id for node in lane}

            def barycenter(node: WorkNode, places: Mapping[str, float] = places, own: set[str] = own) -> float:
                others = [places[each] for each in near[node.work.id] if each in places and each not in own]
                return sum(others) / len(others) if others else places[node.work.id]

            lane.sort(key=barycenter)
    return lanes


def _lines(boxes: Sequence[NodeBox], edges: Iterable[Edge], width: float) -> list[EdgeLine]:
    by_id = {box.node.work.id: box for box in boxes}
    pairs = [(edge, by_id[edge.source], by_id[edge.target]) for edge in edges]
    ports = _ports(pairs)
    gaps = _gaps(boxes, width)
    used: dict[Position, int] = defaultdict(int)
    lines = []
    for edge, source, target in pairs:
        start, end = ports[edge, True], ports[edge, False]
        if source.row == target.row:
            lines.append(_within_row(edge, source, target, start=start, end=end, boxes=boxes))
        else:
            waypoints = _waypoints(start, end, source, target, gaps=gaps, used=used)
            lines.append(EdgeLine(edge, (start, *waypoints, end)))
    return lines


def _within_row(
    edge: Edge, source: NodeBox, target: NodeBox, *, start: Position, end: Position, boxes: Sequence[NodeBox]
) -> EdgeLine:
    """Return a straight line between neighbours, else an arch above the row."""
    left, right = sorted((source, target), key=lambda box: box.x)
    if not any(box.row == left.row and left.x < box.x < right.x for box in boxes):
        middle = source.y + BOX_HEIGHT / 2
        sides = (left.x + BOX_WIDTH, middle), (right.x, middle)
        return EdgeLine(edge, sides if source is left else sides[::-1])
    return EdgeLine(edge, (start, end), arched=True)


def _ports(pairs: Sequence[tuple[Edge, NodeBox, NodeBox]]) -> dict[tuple[Edge, bool], Position]:
    """Return where each line leaves its source (True) and meets its target (False): spread over the side, in order."""
    sides: dict[tuple[str, bool], list[tuple[float, Edge, bool, NodeBox]]] = defaultdict(list)
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


def _gaps(boxes: Sequence[NodeBox], width: float) -> dict[int, tuple[float, list[float]]]:
    """Return for each row its top and the centers of the gaps through which a line may pass."""
    rows: dict[int, list[NodeBox]] = defaultdict(list)
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


def _waypoints(
    start: Position,
    end: Position,
    source: NodeBox,
    target: NodeBox,
    *,
    gaps: Mapping[int, tuple[float, list[float]]],
    used: dict[Position, int],
) -> list[Position]:
    """Return the points above and below each row that a line crosses, through the gap nearest to its way."""
    step = 1 if target.row > source.row else -1
    points: list[Position] = []
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
