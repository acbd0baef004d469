"""Whether a work is in force on a day, and the claims that say so.

Without a claim the answer is "not known": most documents are silent about their own validity, and that no document of
the library ends a work does not prove that none does.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ..errors import NotHeld, SecretDocument
from ..model import UNNAMED, Entry, Mention, Validity, Work
from ..registry import load
from ..registry.relations import AMENDING, CONTINUING, ENDING, RULING, Effect
from ..store import Store, codec
from ..store.citations import may_rule
from ..vietnamese.citation import place_at
from ..vietnamese.numbers import number_key
from ..vietnamese.sentences import sentence_at
from .citations import find_work, section_at, work_described_by, work_of
from .only_cited import Place, cited_works

ValidityState = Literal["in force", "replaced", "revoked", "expired", "not yet in force", "not known"]
_STATES: Mapping[Effect | None, ValidityState] = {"replaces": "replaced", "revokes": "revoked", "expires": "expired"}

_CLAIMS = """
select _links.document as document_key, _links.page as link_page, _links.position as link_position,
       _relations.kind, _relations.doer, _relations.since, _relations.part, _links.mention,
       _links.reference as target_reference, _relations.page as said_on,
       pages.text as page_text, pages.paragraphs as page_paragraphs, doer.reference as doer_reference,
       doer.mention as doer_mention, citing.*
from _links
join _relations using (document, page, position)
join documents as citing on citing.key = _links.document
join pages on pages.document = _links.document and pages.page = _links.page
left join _links as doer on doer.document = _relations.document and doer.page = _relations.page
                       and doer.position = _relations.doer
where _links.{where} and citing.id is not _links.target
  and citing.secrecy is null and not json_extract(citing.header, '$.marks.draft')
  and _relations.kind in (select value from json_each(?))
order by citing.date is null, citing.date, citing.id, _relations.page, _relations.position
"""
_RULED = """
select distinct _links.target from _relations join _links using (document, page, position)
where _links.target is not null and _relations.kind in (select value from json_each(?))
"""
_OPEN_DOCUMENTS = """
select id, valid_from is not null or valid_until is not null or ifnull(date > ?, 0) as dated
from documents where secrecy is null
"""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document, word for word, with its page of the file and its section."""

    document: Entry
    page: int
    text: str
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that a work was ended, amended or continued.

    Attributes:
        relation: A relation of relations.tsv.
        by: The work that did it, None where it is not named.
        since: The day from which, as stated, else that on which `by` came into force or was issued.
        part: Whether it concerns only a part of the work.
        quote: The sentence that says so; None for a claim of the registry.
        source: The registry's source, where it names one.
        confirmed: False for a claim of the registry that rests on one source or none.
    """

    relation: str
    by: Work | None
    since: date | None
    part: bool = False
    quote: Quote | None = None
    source: str | None = None
    confirmed: bool = True

    @property
    def effect(self) -> Effect | None:
        """What the relation does to the work."""
        return load().relations.effect_of(self.relation)

    @property
    def ends_work(self) -> bool:
        """Whether it ends the whole work."""
        return self.effect in ENDING and not self.part


@dataclass(frozen=True, slots=True)
class Status:
    """A work on the day `as_of`, with the claims in effect on that day, `later` ones, and those of an unknown day.

    Attributes:
        since: The first day on which it is in force, as the registry or the document itself says.
        until: The last one.
        own: The words of the document itself that say so.
        succession: The claims by which it was replaced, then its successor in turn, down to the one that is in force.
    """

    work: Work
    held: bool
    as_of: date
    state: ValidityState
    claims: tuple[Claim, ...]
    later: tuple[Claim, ...]
    undated: tuple[Claim, ...]
    since: date | None = None
    until: date | None = None
    own: Quote | None = None
    succession: tuple[Claim, ...] = ()

    @property
    def successor(self) -> Work | None:
        """The last of the works that replaced it in turn, None where none is named."""
        return self.succession[-1].by if self.succession else None

    @property
    def in_force(self) -> bool | None:
        """Whether the work is in force; None where that is not known."""
        return None if self.state == "not known" else self.state == "in force"

    @property
    def ended_by(self) -> tuple[Claim, ...]:
        """The claims that end the whole work."""
        return tuple(claim for claim in self.claims if claim.ends_work)

    @property
    def amended_by(self) -> tuple[Claim, ...]:
        """The claims that amend it or end a part of it."""
        return tuple(claim for claim in self.claims if claim.effect in AMENDING or (claim.part and not claim.ends_work))

    @property
    def continued_by(self) -> tuple[Claim, ...]:
        """The claims that continue it."""
        return tuple(claim for claim in self.claims if claim.effect in CONTINUING)


def status_of(store: Store | None, name: str, as_of: date) -> Status:
    """Return the status of a work.

    Args:
        store: The library; None asks the registry alone.
        name: Id or number of the work, as for `find_work`.
        as_of: The day in question.

    Raises:
        NotHeld: Neither the library nor the registry has the work, or several have the number.
        SecretDocument: The work was added although it is secret.
    """
    work, entry = find_work(store, name)
    found = _status(store, work, entry, as_of)
    return replace(found, succession=tuple(_succession(store, found)))


def _status(store: Store | None, work: Work, entry: Entry | None, as_of: date) -> Status:
    """Return the status of a work without its succession."""
    said = _library_claims(store, work) if store else ()
    claims = _without_repetitions((*said, *registry_claims(work.id)))
    validity, own = _own_validity(store, entry) if store and entry else (None, None)
    since = (validity.since if validity else None) or load().changes.in_force_since(work.id)
    until = validity.until if validity else None
    current = tuple(claim for claim in claims if claim.since and claim.since <= as_of)
    later = tuple(claim for claim in claims if claim.since and claim.since > as_of)
    undated = tuple(claim for claim in claims if claim.since is None)
    state = _state(work, current, later=later, since=since, until=until, as_of=as_of)
    return Status(
        work, entry is not None, as_of=as_of, state=state, claims=current, later=later, undated=undated, since=since,
        until=until, own=own,
    )  # fmt: skip


def _succession(store: Store | None, found: Status) -> Iterator[Claim]:
    """Yield the claim that names a work's successor, then that of its successor; a circle ends it."""
    seen: set[str] = set()
    while claim := next((each for each in found.ended_by if each.by), None):
        yield claim
        seen.add(found.work.id)
        newer = claim.by
        if newer is None or not newer.id or newer.id in seen or found.state != "replaced":
            return
        try:
            found = _status(store, *find_work(store, newer.id), found.as_of)
        except (NotHeld, SecretDocument):
            return


def known_statuses(store: Store, as_of: date) -> dict[str, Status]:
    """Return the status of every open document of the library of which anything is known, by id.

    Args:
        store: The library.
        as_of: The day in question.
    """
    relations = json.dumps(load().relations.with_effects(*RULING), ensure_ascii=False)
    ruled = {row[0] for row in store.connection.execute(_RULED, (relations,))}
    rows = store.connection.execute(_OPEN_DOCUMENTS, (as_of.isoformat(),)).fetchall()
    changes = load().changes
    candidates = (
        row["id"]
        for row in rows
        if row["dated"] or row["id"] in ruled or changes.in_force_since(row["id"]) or any(changes.of(row["id"]))
    )
    found = ((each, status_of(store, each, as_of)) for each in candidates)
    return {each: status for each, status in found if status.state != "not known" or status.claims}


def _state(
    work: Work, claims: Sequence[Claim], *, later: Sequence[Claim], since: date | None, until: date | None, as_of: date
) -> ValidityState:
    """Return the state that the claims prove; what is ended, amended or continued later was in force until then.

    A Party document is in force from its date of issue; a law from a later day, which must be known. What a document
    issued by then ends later is still in force.
    """
    begun = since or work.date
    if begun and begun > as_of:
        return "not yet in force"
    ending = min((claim for claim in claims if claim.ends_work), key=lambda claim: claim.since or as_of, default=None)
    if ending:
        return _STATES[ending.effect]
    if until and until < as_of:
        return "expired"
    of_party = work.date is not None and work.issuer is not None and load().bodies.sphere_of(work.issuer) == "party"
    continued = any(claim.effect in CONTINUING for claim in claims)
    ends_later = any(
        claim.ends_work and claim.quote and claim.quote.document.date and claim.quote.document.date <= as_of
        for claim in later
    )
    return "in force" if since or continued or ends_later or (of_party and later) else "not known"


def _own_validity(store: Store, entry: Entry) -> tuple[Validity | None, Quote | None]:
    document = store.document(entry.id)
    validity = document.validity
    if validity is None:
        return None, None
    page = document.pages[validity.page - 1]
    text = sentence_at(page.text, document.paragraphs.get(page.number, ()), validity.start)
    section = place_at(document.outline, page.number, validity.start)
    return validity, Quote(entry, page.number, text, section)


def _library_claims(store: Store, work: Work) -> Iterator[Claim]:
    """Yield what the documents of the library say of a work."""
    relations = json.dumps(load().relations.with_effects(*RULING), ensure_ascii=False)
    places = None if work.id else _places(store, work)
    where, key = ("target = ?", work.id) if work.id else ("number_key = ?", number_key(work.number or ""))
    for row in store.connection.execute(_CLAIMS.format(where=where), (key, relations)):
        if places is not None and (row["document_key"], row["link_page"], row["link_position"]) not in places:
            continue
        document = codec.decode_entry(row)
        by = _agent(row, document)
        target = codec.decode_target(row["target_reference"]) or work
        if by and not may_rule(by.issuer, target.issuer):
            continue
        offset = json.loads(row["mention"])["start"]
        text = sentence_at(row["page_text"], codec.decode_paragraphs(row["page_paragraphs"]), offset)
        begun = row["valid_from"] if row["doer"] is None else None
        own = document.date if row["doer"] in (None, UNNAMED) else None  # another work has a day of its own
        yield Claim(
            relation=row["kind"],
            by=by,
            since=codec.decode_date(row["since"] or begun) or (by.date if by else None) or own,
            part=bool(row["part"]),
            quote=Quote(document, row["said_on"], text, section_at(row["outline"], row["said_on"], offset)),
        )


def _places(store: Store, work: Work) -> frozenset[Place]:
    """Return where the documents cite a work that only they know."""
    cited = Mention(0, 0, text="", type=work.type, number=work.number)
    groups = [each for each in cited_works(store, cited) if each.work == work]
    return groups[0].places if groups else frozenset()


def _agent(row: sqlite3.Row, document: Entry) -> Work | None:
    """Return the work that acts: the citing document, the one that its sentence names, or None for an unnamed one."""
    if row["doer"] is None:
        return work_of(document)
    if row["doer"] == UNNAMED or row["doer_mention"] is None:
        return None
    if target := codec.decode_target(row["doer_reference"]):
        return target
    return replace(work_described_by(codec.decode_mention(row["doer_mention"])), title=None)


def registry_claims(work_id: str) -> Iterator[Claim]:
    """Yield what the registry says of a work."""
    registry = load()
    for change in registry.changes.of(work_id):
        yield Claim(
            relation=change.relation,
            by=registry.works.get(change.by),
            since=registry.changes.start_of(change),
            part=registry.relations.effect_of(change.relation) in AMENDING,
            source=change.source,
            confirmed=change.confirmed,
        )


def _without_repetitions(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims without those that repeat the relation and agent of an earlier one."""
    found: list[Claim] = []
    seen: set[tuple[str, str]] = set()
    for claim in claims:
        key = (claim.relation, claim.by.id or claim.by.number or "") if claim.by else None
        if key is None or key not in seen:
            found.append(claim)
        if key:
            seen.add(key)
    return found
