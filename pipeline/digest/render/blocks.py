"""What a pack looks like on any paper: headings, paragraphs, lists, tables, sheets to fill in.

`layout` makes these of a pack, once for every form of output; a renderer knows them and nothing of packs. Texts
are as they come from documents: each renderer makes them harmless in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...model import TextSource

ParagraphKind = Literal["text", "unit", "note", "notice", "file"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line; `to` is the anchor that it leads to."""

    text: str
    bold: bool = False
    italic: bool = False
    to: str | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (the pack), 2 (a part, in the table of contents) or 3; `number` that of a document."""

    level: int
    text: str
    anchor: str | None = None
    number: int | None = None

    @property
    def numbered(self) -> str:
        """The heading with its number."""
        return self.text if self.number is None else f"{self.number}. {self.text}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and what it is: the cell's name, a note of ours, a notice to heed, the id of a document."""

    runs: Runs
    kind: ParagraphKind = "text"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list, with a list of its own below it; `anchor` names it for links."""

    runs: Runs
    below: Listing | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered or not."""

    entries: tuple[Entry, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are the columns' shares of the line. One to be filled in has `written` rows by hand."""

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...]
    written: bool = False


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The two columns above a form, which begins a page, its kind in capitals and what it is about."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    title: str
    subtitle: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to be filled in behind `label`, or empty lines to write on."""

    label: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Signatures:
    """The places to sign, side by side."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG picture and what it shows."""

    svg: str
    caption: str


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the table of contents stands: the headings of level 2."""

    title: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """A page that the pack quotes, whole, for outputs that can lead to it; `quoted` are the words taken from it."""

    anchor: str
    label: str
    text: str
    quoted: tuple[str, ...]
    source: TextSource


Block = Heading | Paragraph | Listing | Table | Letterhead | Blank | Signatures | Picture | Contents | SourceText
