"""The frozen dataclasses that flow through the whole pipeline.

A file becomes pages of positioned lines (`Page`, `Line`), pages become a
`Document` with its `Header`, outline (`Section`) and references
(`Mention`, once resolved a `Reference`), a search gives `Hit`s, a study pack is
a `Digest`. Nothing here knows how any of it is made.

Lengths are PDF points, the origin is the page's top left corner, pages count
from 1, offsets count characters of NFC text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

TextSource = Literal["text", "repaired", "ocr"]
OcrMode = Literal["auto", "never", "always"]
ParagraphKind = Literal["body", "heading", "letterhead", "closing", "furniture", "table"]
State = Literal["resolved", "ambiguous", "known-not-held", "unknown", "malformed"]


@dataclass(frozen=True, slots=True)
class Line:
    """A run of words on one baseline with no wide gap in it.

    The two columns of a letterhead on one baseline are two `Line`s with the same
    `row`. `start` is where the line begins in `Page.text`.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    row: int = 0
    start: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines in reading order and the text that they spell.

    `source` says where the text came from: the file as it stands, the file
    after a proven repair of its encoding, or OCR.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    text: str
    source: TextSource = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader brings from one file: its pages and what it was unsure of."""

    pages: tuple[Page, ...]
    warnings: tuple[str, ...] = ()


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
class Section:
    """An outline entry: `label` (`Điều 5`, `II`, `1.1`, `a`), its heading, and where it starts.

    `start` is an offset in the text of page `page`; `level` is 1 for the
    outermost division that the document uses.
    """

    label: str
    title: str
    page: int
    level: int
    start: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a page's text (offsets) that belongs together, its wrapped lines joined, and what it is."""

    start: int
    end: int
    kind: ParagraphKind


@dataclass(frozen=True, slots=True)
class Work:
    """A document as a work, held or not: what a citation can mean.

    `id` reads well and is unique: `dien-bien/tinh-uy/2016/08-ct-tu`.
    """

    id: str
    type: str | None
    number: str | None
    issuer: str | None
    date: date | None
    title: str | None
    term: str | None = None
    plenum: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation as it stands in a text, taken apart but not yet resolved.

    `number` is canonical (`04-NQ/TW`, `30/2020/NĐ-CP`, a bare one `76`), `term`
    Roman, `articles` the cited parts in order (`điểm a`, `khoản 2`, `Điều 5`).
    `issuer` is the body that the text names, `title` a quoted one, `antecedent` the full citation
    earlier in the document for which a bare number stands.
    """

    start: int
    end: int
    text: str
    type: str | None = None
    number: str | None = None
    issuer: str | None = None
    date: date | None = None
    term: str | None = None
    plenum: int | None = None
    title: str | None = None
    articles: tuple[str, ...] = ()
    relation: str | None = None
    malformed: bool = False
    antecedent: Mention | None = None


@dataclass(frozen=True, slots=True)
class Citing:
    """What is known of the document that cites: it decides what a bare number means."""

    issuer: str | None = None
    date: date | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention together with the answer to "which document is meant?".

    `rule` names the rule that gave the `state`. `target` is set for `resolved`
    and `known-not-held`, `candidates` for `ambiguous`.
    """

    mention: Mention
    state: State
    rule: str
    target: Work | None = None
    candidates: tuple[Work, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file as the library keeps it; `paragraphs` and `mentions` are those of each page, by page number."""

    id: str
    path: str
    sha256: str
    header: Header
    pages: tuple[Page, ...]
    outline: tuple[Section, ...]
    paragraphs: dict[int, tuple[Paragraph, ...]]
    mentions: dict[int, tuple[Mention, ...]]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that did not become a document: why, and what to do about it."""

    path: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that answers a query. In `snippet` the found words stand between U+E000 and U+E001."""

    id: str
    number: str | None
    type: str | None
    issuer: str | None
    date: date | None
    title: str | None
    page: int
    section: str | None
    snippet: str
    score: float
    path: str


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence quoted word for word from a page."""

    text: str
    page: int
    section: str | None


@dataclass(frozen=True, slots=True)
class Task:
    """A duty that a sentence lays on somebody; absent parts are None, `text` is the sentence itself."""

    who: str | None
    what: str
    deadline: str | None
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question for discussion and the page it was drawn from."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One document's part of a study pack."""

    id: str
    heading: str
    points: tuple[Point, ...]
    tasks: tuple[Task, ...]
    questions: tuple[Question, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A study pack: its title, the period it covers (None when chosen otherwise) and a part per document."""

    title: str
    period: str | None
    items: tuple[DigestItem, ...] = field(default=())
