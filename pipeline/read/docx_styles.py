"""Styles of a Word file: the properties that paragraphs and runs inherit from them (ECMA-376, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import TypeVar

from lxml import etree

from .docx_package import W, value_of

_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True)
class RunProperties:
    """The properties of a run; None for those that are not set."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    font: str | None = None


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """The properties of a paragraph or of its style; None for those that are not set."""

    centred: bool | None = None
    starts_page: bool | None = None
    list_id: str | None = None
    level: int | None = None
    heading: bool | None = None


Properties = TypeVar("Properties", RunProperties, ParagraphProperties)


def inherit(own: Properties, base: Properties) -> Properties:
    """Return properties with those that are not set taken from `base`."""
    unset = {each.name: getattr(base, each.name) for each in fields(own) if getattr(own, each.name) is None}
    return replace(own, **unset)


class Styles:
    """The styles of a file by their ids; a file without a styles part has none."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.iterchildren(f"{W}style") if root is not None else ()
        self._styles: Mapping[str, etree._Element] = {each.get(f"{W}styleId", ""): each for each in found}
        self._default_style = next(
            (
                name
                for name, each in self._styles.items()
                if each.get(f"{W}type") == "paragraph" and is_on(each.get(f"{W}default"), missing=False)
            ),
            None,
        )
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._defaults = run_properties(defaults)
        self.run = cache(self._run)
        self.paragraph = cache(self._paragraph)

    def _run(self, style: str | None, paragraph_style: str | None = None) -> RunProperties:
        """Return the properties that a run inherits from its own style and its paragraph's."""
        found = RunProperties()
        for each in (*self._chain(style), *self._chain(paragraph_style or self._default_style)):
            found = inherit(found, run_properties(each.find(f"{W}rPr")))
        return inherit(found, self._defaults)

    def _paragraph(self, style: str | None) -> ParagraphProperties:
        """Return the properties that a paragraph inherits from its style."""
        found = ParagraphProperties()
        for each in self._chain(style or self._default_style):
            heading = (value_of(each, "name") or "").lower().startswith("heading")
            found = inherit(found, paragraph_properties(each.find(f"{W}pPr")))
            found = inherit(found, ParagraphProperties(heading=heading or None))
        return found

    def list_of_style(self) -> dict[str, str]:
        """Return the list that each numbering style names."""
        found = {name: paragraph_properties(each.find(f"{W}pPr")).list_id for name, each in self._styles.items()}
        return {name: list_id for name, list_id in found.items() if list_id}

    def _chain(self, style: str | None) -> Iterator[etree._Element]:
        """Yield a style and those that it is based on, the nearest first."""
        seen = set[str]()
        while style and style not in seen and style in self._styles:
            seen.add(style)
            yield self._styles[style]
            style = value_of(self._styles[style], "basedOn")


def run_properties(properties: etree._Element | None) -> RunProperties:
    """Return the properties set in a `w:rPr` element."""
    if properties is None:
        return RunProperties()
    fonts = properties.find(f"{W}rFonts")
    # The letters of legacy encodings are beyond ASCII, for which the font is hAnsi.
    font = None if fonts is None else fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")
    return RunProperties(
        bold=_switch(properties, "b"),
        italic=_switch(properties, "i"),
        hidden=_switch(properties, "vanish"),
        capitals=_switch(properties, "caps"),
        font=font,
    )


def paragraph_properties(properties: etree._Element | None) -> ParagraphProperties:
    """Return the properties set in a `w:pPr` element."""
    if properties is None:
        return ParagraphProperties()
    alignment, numbering = value_of(properties, "jc"), properties.find(f"{W}numPr")
    level = value_of(numbering, "ilvl")
    return ParagraphProperties(
        centred=None if alignment is None else alignment == "center",
        starts_page=_switch(properties, "pageBreakBefore"),
        list_id=value_of(numbering, "numId"),
        level=int(level) if level and level.isdigit() else None,
    )


def _switch(properties: etree._Element, name: str) -> bool | None:
    found = properties.find(f"{W}{name}")
    return None if found is None else is_on(found.get(f"{W}val"), missing=True)


def is_on(value: str | None, *, missing: bool) -> bool:
    """Return whether an on/off value is on; `missing` is the value of one that is absent."""
    return missing if value is None else value.lower() not in _OFF
