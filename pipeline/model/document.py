"""A parsed file: header, pages, outline, mentions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from .hit import Section
    from .page import Page
    from .reference import Mention

ParagraphKind = Literal["body", "heading", "table", "footnote"]
Cause = Literal["file", "program", "limit", "machine"]


@dataclass(frozen=True, slots=True)
class Signer:
    """A signer: `authority` is `T/M`, `K/T`, `T/L`, `TUQ` or None, `position` is in the document's words."""

    name: str | None
    position: str | None
    authority: str | None


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks on a document: secrecy `MẬT|TỐI MẬT|TUYỆT MẬT`, urgency `KHẨN|THƯỢNG KHẨN|HỎA TỐC`, draft or not."""

    secrecy: str | None = None
    urgency: str | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The metadata that a document gives about itself; None for what it leaves blank or does not give.

    `type` is the lower-case Vietnamese name (`chỉ thị`), `number` the whole
    canonical number (`08-CT/TU`, `30/2020/NĐ-CP`) and None when its serial is
    blank, `symbol` the part without serial and year (`CT/TU`, `NĐ-CP`),
    `corrected` the names of the fields that a person has put right.
    """

    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    date: date | None = None
    place: str | None = None
    title: str | None = None
    signers: tuple[Signer, ...] = ()
    recipients: tuple[str, ...] = ()
    marks: Marks = Marks()
    corrected: tuple[str, ...] = ()


class Cell(NamedTuple):
    """Text of a table's cell by its offsets on the page; `row` is unique on the page.

    A cell merged downwards has its text once, and is a cell of each of its rows.
    """

    row: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a page by its offsets in the text, wrapped lines joined, and its kind.

    `anchor` is the offset on the page of a footnote's mark; None where it is not certain. `cells` are those of a row of
    a table, where file or rules show them; a row whose cells have several lines has a paragraph for each of the lines.
    """

    start: int
    end: int
    kind: ParagraphKind
    anchor: int | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Validity:
    """The first and last day in force, None where not stated, and the page and offset of the statement."""

    since: date | None
    until: date | None
    page: int
    start: int


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file; `paragraphs` and `mentions` are by page number.

    `waiting` are the numbers of the pages that only OCR can read and that have not been read yet.
    """

    id: str
    path: str
    sha256: str
    header: Header
    pages: tuple[Page, ...]
    outline: tuple[Section, ...]
    paragraphs: dict[int, tuple[Paragraph, ...]]
    mentions: dict[int, tuple[Mention, ...]]
    warnings: tuple[str, ...] = ()
    validity: Validity | None = None
    waiting: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that was not added to the library, with the reason and a hint; `secrecy` is the degree if that is why.

    `cause` is what must change before it is worth reading the file again: its content (`file`), a program or package
    that is missing (`program`), the limits of time and memory (`limit`), or the machine, whose state nobody knows, so
    that it is tried at every ingest (`machine`). A newer chithi tries all of them.
    """

    path: str
    reason: str
    hint: str
    secrecy: str | None = None
    cause: Cause = "file"
