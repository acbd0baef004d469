"""What Word's styles say of paragraphs and runs: fonts, bold, hidden, capitals, centred, numbered (ECMA-376, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree

from .docx_package import W

_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run is printed; None where nothing says."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    font: str | None = None

    def over(self, below: RunLook) -> RunLook:
        """Return this look with what it leaves open taken from the one below."""
        return RunLook(
            bold=below.bold if self.bold is None else self.bold,
            italic=below.italic if self.italic is None else self.italic,
            hidden=below.hidden if self.hidden is None else self.hidden,
            capitals=below.capitals if self.capitals is None else self.capitals,
            font=below.font if self.font is None else self.font,
        )


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What a paragraph or its style says: centred or not, a page begun, its list and level, a heading's style."""

    centred: bool | None = None
    starts_page: bool | None = None
    list_id: str | None = None
    level: int | None = None
    heading: bool = False

    def over(self, below: ParagraphLook) -> ParagraphLook:
        """Return this look with what it leaves open taken from the one below."""
        return ParagraphLook(
            centred=below.centred if self.centred is None else self.centred,
            starts_page=below.starts_page if self.starts_page is None else self.starts_page,
            list_id=below.list_id if self.list_id is None else self.list_id,
            level=below.level if self.level is None else self.level,
            heading=self.heading or below.heading,
        )


class Styles:
    """The styles of a file, by their ids; a file without any has none to add."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.iterchildren(f"{W}style") if root is not None else ()
        self._styles: Mapping[str, etree._Element] = {each.get(f"{W}styleId", ""): each for each in found}
        self._standard = next(
            (
                name
                for name, each in self._styles.items()
                if each.get(f"{W}type") == "paragraph" and is_on(each.get(f"{W}default"), missing=False)
            ),
            None,
        )
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._defaults = run_look(defaults)
        self.run = cache(self._run)
        self.paragraph = cache(self._paragraph)

    def _run(self, style: str | None, paragraph_style: str | None = None) -> RunLook:
        """Return the look of a run by its own style and its paragraph's."""
        look = RunLook()
        for each in (*self._chain(style), *self._chain(paragraph_style or self._standard)):
            look = look.over(run_look(each.find(f"{W}rPr")))
        return look.over(self._defaults)

    def _paragraph(self, style: str | None) -> ParagraphLook:
        """Return the look of a paragraph by its style."""
        look = ParagraphLook()
        for each in self._chain(style or self._standard):
            name = each.find(f"{W}name")
            own = paragraph_look(each.find(f"{W}pPr"))
            heading = name is not None and (name.get(f"{W}val") or "").lower().startswith("heading")
            look = look.over(own).over(ParagraphLook(heading=heading))
        return look

    def list_of_style(self) -> dict[str, str]:
        """Return the list that each numbering style names."""
        looks = ((name, paragraph_look(each.find(f"{W}pPr"))) for name, each in self._styles.items())
        return {name: look.list_id for name, look in looks if look.list_id}

    def _chain(self, style: str | None) -> Iterator[etree._Element]:
        """Yield a style and those that it is based on, the nearest first."""
        met = set[str]()
        while style and style not in met and style in self._styles:
            met.add(style)
            yield self._styles[style]
            based_on = self._styles[style].find(f"{W}basedOn")
            style = None if based_on is None else based_on.get(f"{W}val")


def run_look(properties: etree._Element | None) -> RunLook:
    """Return what the properties of a run (`w:rPr`) say themselves."""
    if properties is None:
        return RunLook()
    fonts = properties.find(f"{W}rFonts")
    # Old encodings have their letters beyond ASCII, for which the font is hAnsi.
    font = None if fonts is None else fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")
    return RunLook(
        bold=_switch(properties, "b"),
        italic=_switch(properties, "i"),
        hidden=_switch(properties, "vanish"),
        capitals=_switch(properties, "caps"),
        font=font,
    )


def paragraph_look(properties: etree._Element | None) -> ParagraphLook:
    """Return what the properties of a paragraph (`w:pPr`) say themselves."""
    if properties is None:
        return ParagraphLook()
    adjusted = properties.find(f"{W}jc")
    number, level = properties.find(f"{W}numPr/{W}numId"), properties.find(f"{W}numPr/{W}ilvl")
    place = None if level is None else level.get(f"{W}val")
    return ParagraphLook(
        centred=None if adjusted is None else adjusted.get(f"{W}val") == "center",
        starts_page=_switch(properties, "pageBreakBefore"),
        list_id=None if number is None else number.get(f"{W}val"),
        level=int(place) if place and place.isdigit() else None,
    )


def _switch(properties: etree._Element, name: str) -> bool | None:
    found = properties.find(f"{W}{name}")
    return None if found is None else is_on(found.get(f"{W}val"), missing=True)


def is_on(value: str | None, *, missing: bool) -> bool:
    """Return whether a switch of the format is on; `missing` is what its absence means."""
    return missing if value is None else value.lower() not in _OFF
