"""What a file is once it is understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .outline import Section
from .page import Page
from .reference import Mention
from .validity import Validity

ParagraphKind = Literal["body", "heading", "table", "footnote"]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: `authority` is `T/M`, `K/T`, `T/L`, `TUQ` or None; `position` in the document's words."""

    name: str | None
    position: str | None
    authority: str | None


@dataclass(frozen=True, slots=True)
class Marks:
    """Stamps of handling: secrecy `MẬT|TỐI MẬT|TUYỆT MẬT`, urgency `KHẨN|THƯỢNG KHẨN|HỎA TỐC`, draft or not."""

    secrecy: str | None = None
    urgency: str | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself; None wherever the document is blank or silent.

    `type` is the lower-case Vietnamese name (`chỉ thị`), `number` the whole
    canonical number (`08-CT/TU`, `30/2020/NĐ-CP`) and None when its serial is
    blank, `symbol` the part without serial and year (`CT/TU`, `NĐ-CP`).
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


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a page's text (offsets) that belongs together, its wrapped lines joined, and what it is.

    `anchor` is where on the page the mark of a footnote stands; None where that is not certain.
    """

    start: int
    end: int
    kind: ParagraphKind
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file as the library keeps it; `paragraphs` and `mentions` are those of each page, by page number.

    `waiting` are the numbers of the pages that only OCR can read and that were not read so yet.
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
    """A file that did not become a document: why, and what to do about it; `secrecy` where its degree is why."""

    path: str
    reason: str
    hint: str
    secrecy: str | None = None
