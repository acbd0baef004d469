"""The blocks that every output format is made of: headings, paragraphs, lists, tables, forms.

`layout` turns a pack into blocks; a renderer knows blocks only. Their texts are those of the documents, unescaped: each
renderer escapes them in its own way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ...model import TextSource

ParagraphKind = Literal["text", "unit", "note", "notice", "file", "lead", "small", "key", "warning", "source"]
ListKind = Literal["plain", "read", "ask"]  # `read`: sentences to be read aloud; `ask`: questions
TableKind = Literal["stacked", "written", "facts", "empty"]  # `written`: rows to fill in; `facts`: no head

# Control characters that XML does not allow, and marks that reorder or hide text; not line breaks and tabs.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line.

    Attributes:
        to: The anchor that it links to.
        quoted: The document that it quotes word for word; it is shown in quotation marks.
        page: The page of the quotation, None where the file does not tell it.
        small: Whether it is a place in smaller letters.
        blank: Whether it is a dotted line to write on; `text` is empty.
    """

    text: str
    bold: bool = False
    italic: bool = False
    to: str | None = None
    quoted: str | None = None
    page: int | None = None
    small: bool = False
    blank: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (the pack), 2 (a part, in the table of contents) or 3; `number` is that of a document."""

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
    """A paragraph; `kind` says what it is: the cell's name, a note on the pack, a notice, the id of a document …"""

    runs: Runs
    kind: ParagraphKind = "text"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list, with an optional list below it; `anchor` is its name for links."""

    runs: Runs
    below: Listing | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered or not."""

    entries: tuple[Entry, ...]
    numbered: bool = False
    kind: ListKind = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are the columns' shares of the line; without a `head` the first column has the names."""

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...]
    kind: TableKind = "stacked"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a form, on a new page: two columns of lines, the kind of form in capitals, and its subject."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    title: str
    subtitle: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of a handout: two columns of lines, title, lines of the subject, and a line about the session."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    title: str
    subject: tuple[str, ...]
    session: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The beginning of a new page."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Lists of days side by side, each with its caption: what is due on each day."""

    groups: tuple[tuple[str, tuple[tuple[str, Runs], ...]], ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to be filled in after `label`, or empty lines to write on."""

    label: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, side by side, on the right of the list of recipients, if there is one."""

    names: tuple[str, ...]
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG picture and its description."""

    svg: str
    caption: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: the headings of level 2."""

    title: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """A whole page that the pack quotes, for formats with links; `quoted` are the quotations from it."""

    anchor: str
    label: str
    text: str
    quoted: tuple[str, ...]
    source: TextSource


Block = (
    Heading | Paragraph | Listing | Table | Letterhead | Masthead | PageBreak | Dates | Blank | Signatures | Picture
    | Contents | SourceText
)  # fmt: skip


def plain(text: str) -> str:
    """Return `text` without control characters, direction marks and lone surrogates."""
    return _HIDDEN.sub("", text)
