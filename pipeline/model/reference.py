"""Citations, and the works that they mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

State = Literal["resolved", "ambiguous", "known-not-held", "unknown", "malformed"]


@dataclass(frozen=True, slots=True)
class Work:
    """A document as a work, held or not: what a citation can mean.

    `id` reads well and is unique: `dien-bien/tinh-uy/2016/08-ct-tu`. `confirmed` is False for a work of the
    registry whose facts have not been compared with a second source.
    """

    id: str
    type: str | None
    number: str | None
    issuer: str | None
    date: date | None
    title: str | None
    term: str | None = None
    plenum: int | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Relation:
    """What a sentence says of a work that it cites: who does what to it.

    `kind` is a relation of relations.tsv (`thay thế`). `by` tells who: None for the citing document itself, else where
    the mention of the one that does begins in the same text, UNNAMED where the sentence does not say. `since` is
    the day from which, `part` says that it touches a part of the work only.
    """

    kind: str
    by: int | None = None
    since: date | None = None
    part: bool = False


UNNAMED = -1


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation as it stands in a text, taken apart but not yet resolved.

    `number` is canonical (`04-NQ/TW`, `30/2020/NĐ-CP`, a bare one `76`), `term`
    Roman, `articles` the cited parts in order (`điểm a`, `khoản 2`, `Điều 5`).
    `issuer` is the body that the text names, `title` a quoted one, `antecedent` the full citation earlier in the
    document for which a bare number, a short name or a pointing word stands, `rivals` the citations of other works
    for which it may as well stand. `pointer` says where words such as `Nghị quyết này` point: at the document itself
    (`own`), at that or the work just cited (`this`), at one cited (`above`), at the work amended, in whose new
    wording they stand (`quoted`). `year` is told where the day is not. `relations` is all that its sentence says
    of the work, `relation` the kind of the first.
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
    rivals: tuple[Mention, ...] = ()
    pointer: Literal["own", "this", "above", "quoted"] | None = None
    year: int | None = None
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class Citing:
    """What is known of the document that cites: it decides what a bare number means.

    Type and number tell which work the document itself is.
    """

    issuer: str | None = None
    date: date | None = None
    place: str | None = None
    type: str | None = None
    number: str | None = None


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
