"""Automatic numbers of Word paragraphs: what Word prints before them and keeps in no text (ECMA-376, 17.9).

A paragraph, or its style, names a list (`w:numId`) and a level. The list leads to an abstract list, whose levels say
where they start, how their number is written and what stands around it; lists of one abstract list go on counting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from .docx_package import W

_MOST_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # a bullet in a font of signs
_BULLET = "•"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_SUFFIXES = {"nothing": "", "space": " ", "tab": " "}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, how numbers are written, the label with `%1`, and what follows it."""

    start: int = 1
    form: str = "decimal"
    label: str = ""
    suffix: str = " "
    restarts_after: int | None = None  # the level whose numbers restart this one; None: any above it, 0: none
    legal: bool = False  # all numbers of the label in figures
    style: str | None = None


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list: the abstract list that it counts in, its levels, and those that it starts anew."""

    counts_in: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and how far each has counted while the paragraphs are read in order."""

    lists: Mapping[str, NumberedList]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_id: str, level: int) -> str:
        """Return what Word prints before the next paragraph of a list's level, with the blank that follows; or ""."""
        found = self.lists.get(list_id)
        if found is None or level not in found.levels:
            return ""
        counts = self._counts.setdefault(found.counts_in, [None] * _MOST_LEVELS)
        self._advance(list_id, found, level, counts)
        own = found.levels[level]
        if own.form == "bullet":
            text = _PRIVATE.sub(_BULLET, own.label)
        else:
            text = _PLACE.sub(lambda match: _written(found.levels, counts, int(match[1]) - 1, own.legal), own.label)
        return f"{text}{own.suffix}" if text.strip() else ""

    def _advance(self, list_id: str, found: NumberedList, level: int, counts: list[int | None]) -> None:
        own = found.levels[level]
        anew = found.starts.get(level)
        current = counts[level]
        if anew is not None and (list_id, level) not in self._begun:
            counts[level] = anew
        else:
            counts[level] = own.start if current is None else current + 1
        self._begun.add((list_id, level))
        for below in range(level + 1, _MOST_LEVELS):
            restart = found.levels[below].restarts_after if below in found.levels else None
            if restart is None or (restart and level < restart):
                counts[below] = None

    def level_of_style(self, list_id: str, style: str | None) -> int:
        """Return the level of a list that is tied to a paragraph style, 0 for none."""
        found = self.lists.get(list_id)
        levels = found.levels.items() if found and style else ()
        return next((number for number, level in levels if level.style == style), 0)


def read_numbering(root: etree._Element | None, list_of_style: Mapping[str, str]) -> Numbering:
    """Return the lists of a file.

    Args:
        root: The numbering part, None for a file without one.
        list_of_style: The list that each numbering style names, by the style's id.
    """
    if root is None:
        return Numbering({})
    abstract = {each.get(f"{W}abstractNumId", ""): each for each in root.iterchildren(f"{W}abstractNum")}
    linked = {
        number.get(f"{W}numId", ""): _value(number, "abstractNumId") or "" for number in root.iterchildren(f"{W}num")
    }
    lists = {}
    for number in root.iterchildren(f"{W}num"):
        list_id, name = number.get(f"{W}numId", ""), _value(number, "abstractNumId") or ""
        style = _value(abstract.get(name), "numStyleLink") or ""
        if style in list_of_style:
            name = linked.get(list_of_style[style], name)
        levels = _levels(abstract.get(name))
        starts = {}
        for override in number.iterchildren(f"{W}lvlOverride"):
            place = _integer(override.get(f"{W}ilvl"), 0)
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[place] = _level(own)
            if (start := _value(override, "startOverride")) is not None:
                starts[place] = _integer(start, 1)
                levels[place] = replace(levels.get(place, Level()), start=starts[place])
        lists[list_id] = NumberedList(name, levels, starts)
    return Numbering(lists)


def _levels(abstract: etree._Element | None) -> dict[int, Level]:
    found = abstract.iterchildren(f"{W}lvl") if abstract is not None else ()
    return {_integer(each.get(f"{W}ilvl"), 0): _level(each) for each in found}


def _level(element: etree._Element) -> Level:
    restart = _value(element, "lvlRestart")
    return Level(
        start=_integer(_value(element, "start"), 0),
        form=_value(element, "numFmt") or "decimal",
        label=_value(element, "lvlText") or "",
        suffix=_SUFFIXES.get(_value(element, "suff") or "tab", " "),
        restarts_after=None if restart is None else _integer(restart, 0),
        legal=element.find(f"{W}isLgl") is not None,
        style=_value(element, "pStyle"),
    )


def _written(levels: Mapping[int, Level], counts: list[int | None], place: int, legal: bool) -> str:
    level, count = levels.get(place), counts[place]
    if level is None:
        return ""
    return number_in("decimal" if legal else level.form, level.start if count is None else count)


def number_in(form: str, count: int) -> str:
    """Return a number as one of Word's number formats writes it; in figures where the format is not known here."""
    match form:
        case "none" | "bullet":
            return ""
        case "upperRoman" | "lowerRoman":
            return _roman(count).upper() if form == "upperRoman" else _roman(count)
        case "upperLetter" | "lowerLetter" if count > 0:
            letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letter.upper() if form == "upperLetter" else letter
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)


def _roman(count: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        written += sign * times
    return written


def _value(element: etree._Element | None, name: str) -> str | None:
    found = element.find(f"{W}{name}") if element is not None else None
    return None if found is None else found.get(f"{W}val")


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default
