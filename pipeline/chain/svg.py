"""The citation map as an SVG picture: self-contained, without scripts, in the reader's light or dark color scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from string import Template

from ..i18n import _, ngettext
from ..model import Entry
from ..registry import load
from ..registry.relations import Effect
from ..store import Store
from ..system.files import MARK
from ..vietnamese.citation import vietnamese_date
from ..vietnamese.text import squeeze
from .graph import Graph, WorkNode, graph_among
from .layout import BOX_HEIGHT, BOX_WIDTH, EMPTY_LANE, MARGIN, PER_ROW, EdgeLine, GraphLayout, Lane, NodeBox, lay_out

_TITLE_HEIGHT, _LEGEND_HEIGHT = 40, 58  # above and below the map
_TEXT_WIDTH = BOX_WIDTH - 20
_PACK_LIMIT, _PACK_PER_ROW = 12, 3  # works on the map of a study pack; three boxes side by side fit a printed page
# Characters that XML forbids, and those that change the direction of writing.
_UNSAFE = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
# The class of a line by the effect of its relation; all others are `cite`.
_LINE_CLASSES: Mapping[Effect | None, str] = {
    "replaces": "end", "revokes": "end", "expires": "end", "amends": "change", "continues": "change",
    "reviews": "do", "details": "do", "implements": "do",
}  # fmt: skip
# Renderers for paper know neither variables nor media queries, so every rule has its light color first.
_LIGHT = {
    "paper": "#fff", "lane": "#f3f5f8", "ink": "#16202c", "soft": "#56657a", "box": "#fff", "edge": "#8593a6",
    "rule": "#b9c3d0", "do": "#1f5fbf", "end": "#b3261e", "change": "#8a5a00", "focus": "#fff4d6",
}  # fmt: skip
_DARK = {
    "paper": "#12161c", "lane": "#1b212a", "ink": "#e8edf3", "soft": "#a3b1c2", "box": "#242c37", "edge": "#7f8da0",
    "rule": "#465262", "do": "#7fb0ff", "end": "#ff8a80", "change": "#f0b95a", "focus": "#4a3d17",
}  # fmt: skip
_RULES = Template("""
.paper{fill:$paper}.lane{fill:$lane}.void{fill:none;stroke:$rule;stroke-dasharray:6 5}
.head{font-size:16px;font-weight:700;fill:$ink}.level{font-size:12px;font-weight:700;fill:$soft}
.note{font-size:12px;fill:$soft}.box{fill:$box;stroke:$rule;stroke-width:1.2}
.known .box{stroke-dasharray:5 4}.focus .box{fill:$focus;stroke:$ink;stroke-width:2}
.number{font-size:13px;font-weight:700;fill:$ink}.day{font-size:11px;fill:$soft}
.who{font-size:11px;fill:$soft}.title{font-size:11px;fill:$ink}.over{font-size:11px;font-weight:700;fill:$end}
path{fill:none;stroke-width:1.5}.cite{stroke:$edge;stroke-dasharray:2 3}.do{stroke:$do}
.end{stroke:$end;stroke-width:2}.change{stroke:$change;stroke-dasharray:9 4}
marker path{stroke:none}#a-cite path{fill:$edge}#a-do path{fill:$do}#a-end path{fill:$end}
#a-change path{fill:$change}
""")
_STYLE = (
    'svg{font-family:"Noto Sans","Segoe UI",Roboto,Arial,sans-serif}'
    f"{_RULES.substitute(_LIGHT)}@media (prefers-color-scheme:dark){{{_RULES.substitute(_DARK)}}}"
)


def render_svg(graph: Graph, title: str, missing: Sequence[str] | None = None, per_row: int = PER_ROW) -> str:
    """Return a map under a title as one SVG element.

    Args:
        graph: The map.
        title: Plain text, printed above it.
        missing: Levels to show although they have no document, or None.
        per_row: Maximum number of boxes side by side.
    """
    placed = lay_out(graph, missing or (), per_row)
    present = {line_class(line) for line in placed.lines}
    classes = [each for each in ("do", "change", "end", "cite") if each in present]
    height = _TITLE_HEIGHT + placed.height + _LEGEND_HEIGHT
    return "\n".join(
        (*_opening(placed, height, title, classes), *_drawing(placed), *_legend(placed, graph, classes), "</svg>", "")
    )


def render_topic_map(store: Store, entries: Sequence[Entry], as_of: date) -> str | None:
    """Return the map of a study pack's documents and of what most of them cite; None where nothing is cited."""
    graph = graph_among(store, entries, as_of, _PACK_LIMIT)
    return render_svg(graph, _("Citation map"), per_row=_PACK_PER_ROW) if graph.edges else None


def _opening(placed: GraphLayout, height: float, title: str, classes: Sequence[str]) -> Iterator[str]:
    width = f"{placed.width:g}"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" width="{width}" height="{height:g}"'
        ' role="img" aria-labelledby="t d">'
    )
    yield f'<title id="t">{_safe(title)}</title>'
    yield f'<desc id="d">{_safe(_described(placed))}</desc>'
    yield f"<metadata>{MARK}</metadata>"
    yield f"<style>{_STYLE}</style>"
    yield "<defs>"
    for each in classes:
        yield (
            f'<marker id="a-{each}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9"'
            ' markerUnits="userSpaceOnUse" orient="auto"><path d="M0 1 10 5 0 9z"/></marker>'
        )
    yield "</defs>"
    yield f'<rect class="paper" width="{width}" height="{height:g}"/>'
    yield f'<text class="head" x="{MARGIN}" y="27">{_safe(_fitted(title, placed.width - 2 * MARGIN, 16))}</text>'


def _drawing(placed: GraphLayout) -> Iterator[str]:
    yield f'<g transform="translate(0 {_TITLE_HEIGHT})">'
    yield from (_band(lane, placed.width) for lane in placed.lanes)
    yield from (_line(line, placed) for line in placed.lines)
    for lane in placed.lanes:
        yield from _lane_head(lane)
    for box in placed.boxes:
        yield from _box(box)
    yield "</g>"


def _band(lane: Lane, width: float) -> str:
    kind = "void" if lane.empty else "lane"
    return (
        f'<rect class="{kind}" x="{MARGIN / 2:g}" y="{lane.y:g}" width="{width - MARGIN:g}"'
        f' height="{lane.height:g}" rx="8"/>'
    )


def _lane_head(lane: Lane) -> Iterator[str]:
    """Yield the level's name, drawn over the lines that pass there."""
    name = level_name(lane.level)
    x, y, room = MARGIN + 4, lane.y + 20, _width(name, 12) + 8
    yield f'<rect class="lane" x="{x - 4}" y="{y - 13:g}" width="{room:.0f}" height="18"/>' if not lane.empty else ""
    yield f'<text class="level" x="{x}" y="{y:g}">{_safe(name)}</text>'
    if lane.empty:
        note = _("The library has no implementing document of this level.")
        yield f'<text class="note" x="{MARGIN + 4}" y="{lane.y + EMPTY_LANE - 20:g}">{_safe(note)}</text>'


def _line(line: EdgeLine, placed: GraphLayout) -> str:
    names = {box.node.work.id: _name(box.node) for box in placed.boxes}
    kind = line_class(line)
    relation = line.edge.relation or _("mentions")
    tooltip = _safe(f"{names[line.edge.source]} → {names[line.edge.target]}: {relation}")
    return f'<path class="{kind}" marker-end="url(#a-{kind})" d="{line_path(line)}"><title>{tooltip}</title></path>'


def line_path(line: EdgeLine) -> str:
    """Return the path data of a line: curves between rows, straight through the gaps of a row."""
    points = line.points
    x, y = points[0]
    path = f"M{x:.1f} {y:.1f}"
    if line.arched:
        end_x, end_y = points[-1]
        rise = 22 + min(18, abs(end_x - x) / 60)
        return f"{path}C{x:.1f} {y - rise:.1f} {end_x:.1f} {end_y - rise:.1f} {end_x:.1f} {end_y:.1f}"
    if y == points[-1][1]:
        return f"{path}L{points[-1][0]:.1f} {y:.1f}"
    for place, (next_x, next_y) in enumerate(points[1:]):
        half = (y + next_y) / 2
        curved = f"C{x:.1f} {half:.1f} {next_x:.1f} {half:.1f} {next_x:.1f} {next_y:.1f}"
        path += f"L{next_x:.1f} {next_y:.1f}" if place % 2 else curved
        x, y = next_x, next_y
    return path


def _box(box: NodeBox) -> Iterator[str]:
    node, work = box.node, box.node.work
    kinds = " ".join(name for name, is_so in (("focus", node.focus), ("known", not node.held)) if is_so)
    day = vietnamese_date(work.date) if work.date else ""
    x, y = box.x + 10, box.y
    right = box.x + BOX_WIDTH - 10
    room = _TEXT_WIDTH - _width(day, 11) - 8
    yield f'<g class="{kinds}"><title>{_safe(_name(node))}</title>'
    yield f'<rect class="box" x="{box.x:g}" y="{y:g}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="6"/>'
    yield f'<text class="number" x="{x:g}" y="{y + 20:g}">{_safe(_fitted(_short(node), room, 13))}</text>'
    yield f'<text class="day" x="{right:g}" y="{y + 20:g}" text-anchor="end">{_safe(day)}</text>'
    who = " · ".join(part for part in (work.type, work.issuer) if part)
    yield f'<text class="who" x="{x:g}" y="{y + 37:g}">{_safe(_fitted(who, _TEXT_WIDTH, 11))}</text>'
    lines = _wrapped(work.title or "", _TEXT_WIDTH, 11, 1 if node.ended else 2)
    for place, text in enumerate(lines):
        yield f'<text class="title" x="{x:g}" y="{y + 55 + 15 * place:g}">{_safe(text)}</text>'
    if node.ended:
        note = _fitted(_("No longer in force"), _TEXT_WIDTH, 11)
        yield f'<text class="over" x="{x:g}" y="{y + 72:g}">{_safe(note)}</text>'
    yield "</g>"


def _legend(placed: GraphLayout, graph: Graph, classes: Sequence[str]) -> Iterator[str]:
    names = {
        "do": _("implements, guides, reviews"),
        "change": _("amends, continues"),
        "end": _("replaces, ends"),
        "cite": _("founded on, refers to, mentions"),
    }
    x, y = float(MARGIN), _TITLE_HEIGHT + placed.height + 14
    for each in classes:
        room = 46 + _width(names[each], 12) + 18
        if x + room > placed.width - MARGIN and x > MARGIN:
            x, y = float(MARGIN), y + 18
        yield f'<path class="{each}" marker-end="url(#a-{each})" d="M{x:g} {y - 4:g}h36"/>'
        yield f'<text class="note" x="{x + 44:g}" y="{y:g}">{_safe(names[each])}</text>'
        x += room
    notes = [_("Broken frame: not in the library.")] if any(not node.held for node in graph.nodes) else []
    if graph.lines_left_out:
        notes.append(_("Weaker relations are not drawn."))
    if graph.left_out:
        count = graph.left_out
        notes.append(
            ngettext("{count} more work is not drawn.", "{count} more works are not drawn.", count).format(count=count)
        )
    yield f'<text class="note" x="{MARGIN}" y="{_TITLE_HEIGHT + placed.height + 48:g}">{_safe(" ".join(notes))}</text>'


def level_name(level: str | None) -> str:
    """Return a level in words."""
    return {
        "central": _("Central"),
        "province": _("Province"),
        "district": _("District"),
        "commune": _("Commune, grassroots committee"),
        "cell": _("Cell"),
    }.get(level or "", _("Other bodies"))


def _described(placed: GraphLayout) -> str:
    works = ngettext("{count} work", "{count} works", len(placed.boxes)).format(count=len(placed.boxes))
    lines = ngettext("{count} line", "{count} lines", len(placed.lines)).format(count=len(placed.lines))
    return f"{works}, {lines}. " + "; ".join(_name(box.node) for box in placed.boxes)


def line_class(line: EdgeLine) -> str:
    """Return the class of a line, by what its relation does."""
    return _LINE_CLASSES.get(load().relations.effect_of(line.edge.relation), "cite")


def _short(node: WorkNode) -> str:
    return node.work.number or node.work.title or node.work.id


def _name(node: WorkNode) -> str:
    work = node.work
    return (
        " ".join(part for part in (work.type, work.number, f"({work.issuer})" if work.issuer else "") if part)
        or work.id
    )


def _safe(text: str) -> str:
    """Return text of a document without anything that XML would interpret."""
    return escape(squeeze(_UNSAFE.sub(" ", text)), quote=False)


def _width(text: str, size: float) -> float:
    """Return the maximum width of a line of text in any common sans-serif font, in pixels."""
    return size * sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    if letter in "iíìỉĩịIljtfr.,:;'|!()[]-/ ·":
        return 0.38
    if letter in "mwMWƯƠ@%—…":
        return 0.96
    return 0.74 if letter.isupper() else 0.66 if letter.isdigit() else 0.61 if ord(letter) < 0x2E80 else 1.05


def _fitted(text: str, width: float, size: float) -> str:
    """Return the text, truncated to a width."""
    text = squeeze(text)
    if _width(text, size) <= width:
        return text
    while text and _width(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _wrapped(text: str, width: float, size: float, most: int) -> list[str]:
    """Return the text on at most `most` lines, the last one truncated."""
    words = squeeze(text).split()
    lines: list[str] = []
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and _width(f"{line} {words[0]}", size) <= width:
            line += f" {words.pop(0)}"
        lines.append(_fitted(line, width, size))
    if words:
        lines.append(_fitted(" ".join(words), width, size))
    return lines
