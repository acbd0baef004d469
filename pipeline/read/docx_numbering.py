"""Automatic numbering of Word paragraphs, which is printed but is not in their text (ECMA-376, 17.9).

A paragraph or its style names a list (`w:numId`) and a level. The list refers to an abstract list, whose levels define
where numbers start and how they are written; all lists of one abstract list share its counters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from ..vietnamese.roman import to_roman
from .docx_package import W, value_of

_MAX_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # a bullet in a symbol font
_BULLET = "•"
_SUFFIXES = {"nothing": "", "space": " ", "tab": " "}


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: its first number, its number format, the label with `%1`, and what follows the label."""

    start: int = 1
    number_format: str = "decimal"
    label: str = ""
    suffix: str = " "
    restarts_after: int | None = None  # the level that restarts this one; None: any above it, 0: none
    legal: bool = False  # all numbers in the label are decimal
    style: str | None = None


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list: the abstract list whose counters it shares, its levels, and the numbers that it restarts them at."""

    abstract_id: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a file and the state of their counters; paragraphs must be read in order."""

    lists: Mapping[str, NumberedList]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_id: str, level: int) -> str:
        """Return the label of the next paragraph at a level of a list, with the space after it; "" for none."""
        found = self.lists.get(list_id)
        if found is None or level not in found.levels:
            return ""
        counts = self._counts.setdefault(found.abstract_id, [None] * _MAX_LEVELS)
        self._advance(list_id, found, level, counts)
        own = found.levels[level]
        if own.number_format == "bullet":
            text = _PRIVATE.sub(_BULLET, own.label)
        else:
            text = _PLACEHOLDER.sub(
                lambda match: _format_level(found.levels, counts, int(match[1]) - 1, own.legal), own.label
            )
        return f"{text}{own.suffix}" if text.strip() else ""

    def _advance(self, list_id: str, found: NumberedList, level: int, counts: list[int | None]) -> None:
        own = found.levels[level]
        restart_at = found.restarts.get(level)
        current = counts[level]
        if restart_at is not None and (list_id, level) not in self._restarted:
            counts[level] = restart_at
        else:
            counts[level] = own.start if current is None else current + 1
        self._restarted.add((list_id, level))
        for below in range(level + 1, _MAX_LEVELS):
            restart = found.levels[below].restarts_after if below in found.levels else None
            if restart is None or (restart and level < restart):
                counts[below] = None

    def level_of_style(self, list_id: str, style: str | None) -> int:
        """Return the level of a list that is linked to a paragraph style, 0 for none."""
        found = self.lists.get(list_id)
        levels = found.levels.items() if found and style else ()
        return next((number for number, level in levels if level.style == style), 0)


def read_numbering(root: etree._Element | None, list_of_style: Mapping[str, str]) -> Numbering:
    """Return the lists in the numbering part, which may be missing; `list_of_style` has those that styles name."""
    if root is None:
        return Numbering({})
    abstract = {each.get(f"{W}abstractNumId", ""): each for each in root.iterchildren(f"{W}abstractNum")}
    linked = {
        number.get(f"{W}numId", ""): value_of(number, "abstractNumId") or "" for number in root.iterchildren(f"{W}num")
    }
    lists = {}
    for number in root.iterchildren(f"{W}num"):
        list_id, name = number.get(f"{W}numId", ""), value_of(number, "abstractNumId") or ""
        style = value_of(abstract.get(name), "numStyleLink") or ""
        if style in list_of_style:
            name = linked.get(list_of_style[style], name)
        levels = _levels(abstract.get(name))
        starts = {}
        for override in number.iterchildren(f"{W}lvlOverride"):
            place = _integer(override.get(f"{W}ilvl"), 0)
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[place] = _level(own)
            if (start := value_of(override, "startOverride")) is not None:
                starts[place] = _integer(start, 1)
                levels[place] = replace(levels.get(place, Level()), start=starts[place])
        lists[list_id] = NumberedList(name, levels, starts)
    return Numbering(lists)


def _levels(abstract: etree._Element | None) -> dict[int, Level]:
    found = abstract.iterchildren(f"{W}lvl") if abstract is not None else ()
    return {_integer(each.get(f"{W}ilvl"), 0): _level(each) for each in found}


def _level(element: etree._Element) -> Level:
    restart = value_of(element, "lvlRestart")
    return Level(
        start=_integer(value_of(element, "start"), 0),
        number_format=value_of(element, "numFmt") or "decimal",
        label=value_of(element, "lvlText") or "",
        suffix=_SUFFIXES.get(value_of(element, "suff") or "tab", " "),
        restarts_after=None if restart is None else _integer(restart, 0),
        legal=element.find(f"{W}isLgl") is not None,
        style=value_of(element, "pStyle"),
    )


def _format_level(levels: Mapping[int, Level], counts: list[int | None], place: int, legal: bool) -> str:
    level, count = levels.get(place), counts[place]
    if level is None:
        return ""
    return format_number("decimal" if legal else level.number_format, level.start if count is None else count)


def format_number(number_format: str, count: int) -> str:
    """Return a number in one of Word's number formats; decimal for a format that is not supported."""
    match number_format:
        case "none" | "bullet":
            return ""
        case "upperRoman" | "lowerRoman":
            return to_roman(count) if number_format == "upperRoman" else to_roman(count).lower()
        case "upperLetter" | "lowerLetter" if count > 0:
            letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letter.upper() if number_format == "upperLetter" else letter
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default
