"""Citations and the works that they mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Day: TypeAlias = date  # a name for fields that follow one called `date`
State = Literal["resolved", "ambiguous", "known-not-held", "unknown", "malformed"]


@dataclass(frozen=True, slots=True)
class Work:
    """A document as an abstract work, in the library or not: what a citation can mean.

    Attributes:
        id: Unique and legible: `dien-bien/tinh-uy/2016/08-ct-tu`.
        confirmed: False for a work of the registry that rests on one source.
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
    """What a sentence says that a document does to a work.

    Attributes:
        kind: A relation of relations.tsv (`thay thế`).
        by: The agent: None for the citing document itself, else the offset in the same text of the mention of another
            work, UNNAMED where the sentence does not name it.
        since: The day from which.
        part: Whether it concerns only a part of the work.
    """

    kind: str
    by: int | None = None
    since: date | None = None
    part: bool = False


UNNAMED = -1


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation in a text, taken apart but not yet resolved; `start` and `end` are offsets in characters.

    Attributes:
        number: Canonical: `04-NQ/TW`, `30/2020/NĐ-CP`, a bare serial `76`.
        issuer: The body that the text names.
        term: In Roman numerals.
        title: A quoted title, or the work's name.
        articles: The cited parts in order: `điểm a`, `khoản 2`, `Điều 5`.
        relation: The kind of the first of `relations`.
        antecedent: The full citation earlier in the document that a short form or anaphor repeats.
        rivals: Full citations of other works that it may repeat as well.
        pointer: What an anaphor (`Nghị quyết này`) refers to: the document itself (`own`), that or the last work cited
            (`this`), a work cited before (`above`), the amended work in whose new wording it is (`quoted`).
        year: The year of a citation without a full date.
        listed: The numbers of the other citations of its list, if they are of its type.
        beside: The numbers of the sentence's citations of its type before and after its list.
        shared_day: The day of a citation of its type to which a list or range joins it.
        context: Words of the sentence before and after the citation, as far as no other citation is among them.
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
    context: str | None = None
    listed: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    shared_day: Day | None = None


@dataclass(frozen=True, slots=True)
class Citing:
    """What is known of the citing document, which decides what a bare number and an anaphor mean."""

    issuer: str | None = None
    date: date | None = None
    place: str | None = None
    type: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention with the resolver's answer.

    Attributes:
        rule: The rule that decided the state.
        target: The work, for the states `resolved` and `known-not-held`.
        candidates: The works that remain, for the state `ambiguous`.
        evidence: What speaks for the target beyond its number (`date`, `title`, `issuer` …; with a minus, against it).
    """

    mention: Mention
    state: State
    rule: str
    target: Work | None = None
    candidates: tuple[Work, ...] = ()
    evidence: tuple[str, ...] = ()
