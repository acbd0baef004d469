"""A study pack: all that its renderers need, and nothing about how it was made.

Words quoted from a document (`Point.text`, `Task`, `Reason.words`, `Figure`) stand on the page named; the
others (`Notice.text`, titles, the forms) are the pack's own, in the language chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .page import TextSource
from .reference import Reference, State, Work

NoticeKind = Literal["replaced", "early", "amended", "draft", "ocr", "unpaged"]
ReasonKind = Literal["implements", "binds"]
FormKind = Literal["attendance", "minutes", "resolution"]


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence quoted word for word from a page.

    `lead` is the line above, on `lead_page`, where it is not to be read without: `Những điều đảng viên không được làm`.
    """

    text: str
    page: int
    section: str | None
    lead: str | None = None
    lead_page: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A duty that a sentence lays on somebody; absent parts are None, `text` is the sentence itself.

    `deadline` is in the document's words, `due` the last day that they name, where they name one for certain.
    `report_to` is the body that is to be told of the result. `who` may stand in a heading above, on `who_page`.
    """

    who: str | None
    what: str
    deadline: str | None
    page: int
    text: str
    report_to: str | None = None
    due: date | None = None
    section: str | None = None
    who_page: int = 0

    def __post_init__(self) -> None:
        """Who is named where the duty is, unless told otherwise."""
        if not self.who_page:
            object.__setattr__(self, "who_page", self.page)


@dataclass(frozen=True, slots=True)
class Figure:
    """A sentence with figures or targets, and these as they stand in it (`trên 90%`, `8 cơ quan`)."""

    values: tuple[str, ...]
    text: str
    page: int
    section: str | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document matters: it `implements` a work, or `binds` somebody; `words` are its own, on `page`."""

    kind: ReasonKind
    words: str
    page: int
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader must know before quoting; `work` is the one that replaced or amended the document, if known."""

    kind: NoticeKind
    text: str
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A work that a document cites, told once however often it is cited.

    `words` is its first citation, `pages` every page with one; `work` is None where it is not known which is
    meant, `candidates` how many it may be. `in_force` is None where nothing is known, `replaced_by` the last
    of the works that took its place; not `confirmed` is what rests on one weak source.
    """

    words: str
    pages: tuple[int, ...]
    state: State
    work: Work | None
    candidates: int = 0
    in_force: bool | None = None
    replaced_by: Work | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """A question for discussion, with the words of the document that it quotes and their page."""

    text: str
    page: int
    quotation: str


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One document's part of a study pack; `heading` cites it in the customary form.

    `references` are its citations as they come, `explained` the works that they mean; `bound` is how
    many its tasks name, of whom `why` has a few.
    """

    id: str
    heading: str
    points: tuple[Point, ...]
    tasks: tuple[Task, ...]
    questions: tuple[Question, ...]
    references: tuple[Reference, ...]
    notices: tuple[Notice, ...] = ()
    why: tuple[Reason, ...] = ()
    figures: tuple[Figure, ...] = ()
    explained: tuple[Explained, ...] = ()
    bound: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the session with its minutes; those of its parts add up to them."""

    title: str
    minutes: int
    parts: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """An entry of the calendar: a task of the item at `item` (counted from 0)."""

    task: Task
    item: int


@dataclass(frozen=True, slots=True)
class FormPart:
    """A part of a form: its heading, lines to read, how many empty lines to write on, a table (its first row the head).

    Cells and lines that are to be filled in are empty or end in `:`.
    """

    heading: str
    lines: tuple[str, ...] = ()
    blank: int = 0
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A page of the session to be completed by hand, laid out as Hướng dẫn 36-HD/VPTW has it.

    `left` and `right` are the two columns of the letterhead, line by line; `title` the kind of document in
    capitals, `subtitle` what it is about; `signatures` stand side by side at the foot.
    """

    kind: FormKind
    left: tuple[str, ...]
    right: tuple[str, ...]
    title: str
    subtitle: str
    parts: tuple[FormPart, ...]
    signatures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page that the pack quotes, whole, and where its text came from."""

    number: int
    text: str
    source: TextSource


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the pack draws from: its citation, the name of its file, and the pages quoted, in order."""

    id: str
    heading: str
    file: str
    page_count: int
    pages: tuple[SourcePage, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A study pack. A part that is empty or None is not shown; a plain one has only items and sources.

    `unit` is the cell it is made for, `period` the time it covers (`2016-03`, `2016-03-01/2016-05-31`), `minutes`
    the length of the session. `calendar` has the tasks with a deadline, those of a known day first. `map` is a
    picture of the citations between the documents as SVG. `left_out` is how many documents would
    belong into it but are secret.
    """

    title: str
    period: str | None
    items: tuple[DigestItem, ...] = ()
    left_out: int = 0
    unit: str | None = None
    minutes: int = 0
    agenda: tuple[Step, ...] = ()
    calendar: tuple[Deadline, ...] = ()
    forms: tuple[Form, ...] = ()
    sources: tuple[Source, ...] = ()
    map: str | None = None
