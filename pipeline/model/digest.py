"""A study pack."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model.reference import Reference


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
    """One document's part of a study pack; `notes` say what its reader must know before quoting from it."""

    id: str
    heading: str
    points: tuple[Point, ...]
    tasks: tuple[Task, ...]
    questions: tuple[Question, ...]
    references: tuple[Reference, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """A study pack: its title, the period it covers (None when chosen otherwise) and a part per document.

    `left_out` is how many documents would belong into it but are secret.
    """

    title: str
    period: str | None
    items: tuple[DigestItem, ...] = field(default=())
    left_out: int = 0
