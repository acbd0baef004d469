"""A study pack, complete for its renderers.

Words quoted from a document (`Point.text`, `Task`, `Reason.words`, `Figure`) are on the page named; the
others (`Notice.text`, titles, the forms) are the pack's own, in the language chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from .page import TextSource
    from .reference import Reference, State, Work

NoticeKind = Literal["replaced", "early", "amended", "draft", "ocr", "unpaged"]
ReasonKind = Literal["implements", "binds"]
FormKind = Literal["attendance", "minutes", "resolution", "review", "assignments", "scoring", "dues"]
PackKind = Literal["document", "month", "topic"]  # one document, the documents of a period, those found by a search
Role = Literal["chosen", "plan", "last resolution"]


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence quoted word for word from a page.

    `lead` is the line above, on `lead_page`, without which its meaning would change (`Những điều đảng viên không được
    làm`). `rank` is 0 for the point that is dropped last.
    """

    text: str
    page: int
    section: str | None
    lead: str | None = None
    lead_page: int | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """A duty that a sentence assigns; absent parts are None, `text` is the sentence itself.

    `deadline` is in the document's words, `due` the last day that they name, where they name one for certain.
    `recurrence` is an RFC 5545 RRULE for a duty that returns. `report_to` is the body that receives a report on the
    result, `partner` those to act with. `who` may be named in a heading above, on `who_page`; the words of `deadline`
    may be in a heading or on the next page, on `deadline_page`. `continues` says that the sentence goes on on the next
    page; `text` is what is on `page`.
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
    recurrence: str | None = None
    partner: str | None = None
    continues: bool = False
    deadline_page: int = 0

    def __post_init__(self) -> None:
        """Set `who_page` and `deadline_page` to the page of the duty unless they are given."""
        for field in ("who_page", "deadline_page"):
            if not getattr(self, field):
                object.__setattr__(self, field, self.page)


@dataclass(frozen=True, slots=True)
class Figure:
    """A sentence with figures or targets, and these in its words (`trên 90%`, `8 cơ quan`)."""

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
    """A warning for readers who quote; `work` is the one that replaced or amended the document, if known."""

    kind: NoticeKind
    text: str
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A work that a document cites, once or more.

    Attributes:
        words: The first citation.
        pages: Every page with a citation.
        work: None where the citation is not resolved; then `candidates` is the number of works that it may mean.
        in_force: None where nothing is known.
        replaced_by: The work that replaced it.
        confirmed: False for an answer that rests on one weak source.
        ended: The day from which it is no longer in force.
        registry_only: Whether no document of the library says so.
    """

    words: str
    pages: tuple[int, ...]
    state: State
    work: Work | None
    candidates: int = 0
    in_force: bool | None = None
    replaced_by: Work | None = None
    confirmed: bool = True
    ended: date | None = None
    registry_only: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question for discussion, with the words of the document that it quotes and their page."""

    text: str
    page: int
    quotation: str


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One document's part of a study pack; `heading` cites it in the customary form.

    `references` are its citations in order, `explained` the works that they mean; `bound` is the number of
    assignees of its tasks, some of which are in `why`. `work` is the document itself; its first `pages_known` pages
    (None: all) have the number that is printed on them. `in_force` is its state on the day of the session, None where
    that is not known, `ended` the day from which it no longer is. `spread` are the words that send it to the cells.
    `pages` and `words` count its pages and syllables.
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
    work: Work | None = None
    role: Role = "chosen"
    pages_known: int | None = None
    in_force: bool | None = None
    ended: date | None = None
    spread: Point | None = None
    words: int = 0
    pages: int = 0

    def page_of(self, page: int | None) -> int | None:
        """Return the number printed on a page, None where the file does not record it."""
        return page if page is None or self.pages_known is None or page <= self.pages_known else None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the session with its minutes; those of its parts add up to them.

    `who` leads it, by role; `study` marks the step in which documents are studied.
    """

    title: str
    minutes: int
    parts: tuple[Step, ...] = ()
    who: str = ""
    study: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """An entry of the calendar: a task of the item at `item` (counted from 0).

    `doer` and `by` are what the cell has decided: who is in charge, and its own day; both may be empty.
    """

    task: Task
    item: int
    doer: str = ""
    by: date | None = None


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A task that the cell gives itself, in its own words; no document says so."""

    text: str
    doer: str = ""
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """A work that a document of the pack ended: the sentence that says so, on a page of the item at `item`."""

    work: Work
    since: date | None
    item: int
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the cell and the member's role, if any."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """The cell and its session; None for what is not known, which is left blank.

    `unit` is the cell, `parent` the committee above it, `hour` the beginning (`14:00`).
    """

    unit: str | None = None
    parent: str | None = None
    place: str | None = None
    day: date | None = None
    hour: str | None = None
    members: tuple[Member, ...] = ()


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
    """A form to complete by hand, with the layout of Hướng dẫn 05-HD/VPTW (27/5/2026).

    `left` and `right` are the two columns of the letterhead, line by line; `title` is the type of document in
    capitals, `subtitle` its subject; `signatures` are side by side at the foot, on the right of the `recipients`.
    """

    kind: FormKind
    left: tuple[str, ...]
    right: tuple[str, ...]
    title: str
    subtitle: str
    parts: tuple[FormPart, ...]
    signatures: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The whole text of a page that the pack quotes, and its origin."""

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
    """A study pack. Empty parts are not shown; a plain pack has only items and sources.

    Attributes:
        period: The time it covers (`2016-03`, `2016-03-01/2016-05-31`).
        items: The documents chosen.
        left_out: Number of documents left out because they are secret.
        ended_out: Number of documents left out because they are no longer in force.
        unit: The cell it is made for, with its committee after a comma.
        minutes: Length of the session.
        calendar: The tasks with a deadline, those of a known day first.
        map: A picture of the citations between the documents, as SVG.
        kind: What the documents have in common.
        beside: Documents that were not chosen: the plan of the cell's superior that carries a chosen one out, and the
            cell's last resolution.
        duties: The tasks of the cell and its members; `item` counts `items`, then `beside`.
        ended: The works that the documents end.
        changed: Works cited, and documents, whose state is another on the day of printing.
        as_of: The day for which force is stated.
        printed: The day of printing.
        session: The cell and its session.
        full: Whether everything is shown, instead of a handout and its annexes.
        parts: Names of the annexes.
        pages: Most pages of the handout; 0 for the customary number.
        query: The words of the search.
        own_tasks: Tasks that the cell gives itself.
        own_questions: Questions in the cell's own words.
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
    kind: PackKind = "document"
    beside: tuple[DigestItem, ...] = ()
    duties: tuple[Deadline, ...] = ()
    ended: tuple[Ended, ...] = ()
    changed: tuple[Explained, ...] = ()
    as_of: date | None = None
    printed: date | None = None
    session: Session = Session()
    full: bool = True
    parts: tuple[str, ...] = ()
    pages: int = 0
    query: str = ""
    ended_out: int = 0
    own_tasks: tuple[OwnTask, ...] = ()
    own_questions: tuple[str, ...] = ()

    @property
    def documents(self) -> tuple[DigestItem, ...]:
        """The documents chosen, then those beside them."""
        return (*self.items, *self.beside)
