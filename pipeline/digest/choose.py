"""Choose the documents of a study pack."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..errors import NotHeld, SecretDocument, UsageError
from ..i18n import _

if TYPE_CHECKING:
    from ..model import Entry
    from ..registry.relations import Effect
    from ..store import Store

_MAX_HITS = 50  # pages of a search whose documents are considered
_MAX_DOCUMENTS = 5  # taken from a search


@dataclass(frozen=True, slots=True)
class Request:
    """What a pack is to be made of; everything given adds documents.

    Attributes:
        query: A search, limited to the period if one is given.
        documents: Ids or numbers.
        around: Ids or numbers of documents whose neighbors are added: what they implement and what implements them.
        month: `2016-03` or `3/2016`, instead of `since` and `until`.
        since, until: The period; without a query it adds every document issued in it.
        came_in: Whether the period is that of the ingest instead of the date of issue.
    """

    query: str = ""
    documents: Sequence[str] = ()
    around: Sequence[str] = ()
    month: str | None = None
    since: date | None = None
    until: date | None = None
    came_in: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The documents of a pack.

    Attributes:
        entries: The documents, in the order of the pack.
        period: The period that was asked for, if any: `2016-03`, `2016-03-01/2016-05-31`.
        left_out: Number of documents that match but are secret.
    """

    entries: Sequence[Entry]
    period: str | None
    left_out: int = 0


def choose(store: Store, request: Request) -> Choice:
    """Return the documents of a pack, each once and none of them secret.

    The documents named come first, in that order; then each neighborhood, implemented documents before those that
    implement them; then the hits of the search, best first, or the documents of the period, by date.

    Raises:
        UsageError: The request is empty.
        NotHeld: Nothing matches.
        SecretDocument: A document named, or every match, is secret.
    """
    since, until = month_bounds(request.month) if request.month else (request.since, request.until)
    period = (request.month and f"{since:%Y-%m}") or _interval(since, until)
    if not (request.documents or request.around or request.query or period):
        raise UsageError(
            _("No documents were chosen for the study pack."),
            hint=_("Name them with --document or --around, a month with --month, or give a query."),
        )
    named = [_public(store.find(name)) for name in request.documents]
    near = [entry for name in request.around for entry in _neighborhood(store, _public(store.find(name)))]
    matching = list(_matching(store, request, since, until)) if request.query or period else []
    chosen = list({entry.id: entry for entry in (*named, *near, *matching)}.values())
    if not chosen:
        raise NotHeld(_("No document of the library matches."), hint=_("See what it has with: chithi list."))
    public = [entry for entry in chosen if not entry.secrecy]
    if not public:
        raise _secret(chosen[0])
    return Choice(public, period, len(chosen) - len(public))


def _public(entry: Entry) -> Entry:
    if entry.secrecy:
        raise _secret(entry)
    return entry


def _secret(entry: Entry) -> SecretDocument:
    return SecretDocument(
        _("The document {id} is marked {mark}; secret documents are never part of a study pack.").format(
            id=entry.id, mark=entry.secrecy
        ),
        hint=_("Leave it out."),
    )


def month_bounds(month: str) -> tuple[date, date]:
    """Return the first and last day of `2016-03` or `3/2016`. Raises UsageError."""
    match = re.fullmatch(r"(?P<y>\d{4})-(?P<m>\d{1,2})|(?P<m2>\d{1,2})/(?P<y2>\d{4})", month.strip())
    year, number = (int(match["y"] or match["y2"]), int(match["m"] or match["m2"])) if match else (0, 0)
    if not (year and 1 <= number <= 12):
        raise UsageError(_("“{month}” is not a month.").format(month=month), hint=_("Write it as 2016-03."))
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def _interval(since: date | None, until: date | None) -> str | None:
    if since is None and until is None:
        return None
    return "/".join(day.isoformat() if day else ".." for day in (since, until))


def implementing_relations() -> tuple[str, ...]:
    """Return the relations by which a document implements a work, the most direct ones first."""
    from ..registry import load

    effects: tuple[Effect, ...] = ("implements", "continues", "details", "based-on")
    return tuple(relation for effect in effects for relation in load().relations.with_effects(effect))


def _neighborhood(store: Store, center: Entry) -> Iterator[Entry]:
    """Yield the documents of the library that `center` implements, itself, and those that implement it."""
    relations = implementing_relations()
    implemented = (
        reference.target.id
        for _page, reference in store.references_of(center)
        if reference.state == "resolved" and reference.target and reference.mention.relation in relations
    )
    implementing = (
        each.document for each in store.citations_of(center) if each.reference.mention.relation in relations
    )
    around = (*(store.find(each) for each in dict.fromkeys(implemented)), center, *implementing)
    yield from (entry for entry in around if not entry.secrecy)


def _matching(store: Store, request: Request, since: date | None, until: date | None) -> Sequence[Entry]:
    if not request.came_in:
        if request.query:
            return _hits(store, request.query, since, until)
        return store.entries(since=since, until=until)[::-1]
    ingested = store.entries(came_since=since, came_until=until)[::-1]
    return _hits(store, request.query, among={entry.id for entry in ingested}) if request.query else ingested


def _hits(
    store: Store, query: str, since: date | None = None, until: date | None = None, among: Set[str] | None = None
) -> list[Entry]:
    from ..search import search

    hits = search(store, query, limit=_MAX_HITS, since=since, until=until).hits
    ids = [each for each in dict.fromkeys(hit.id for hit in hits) if among is None or each in among]
    return [store.find(each) for each in ids[:_MAX_DOCUMENTS]]
