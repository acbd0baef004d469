"""Choose the documents of a study pack, and of each what speaks of the topic that was searched for."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from ..errors import NotHeld, SecretDocument, UsageError
from ..i18n import _, ngettext
from ..vietnamese.text import fold, nfc

if TYPE_CHECKING:
    from ..model import Entry
    from ..registry.relations import Effect
    from ..store import Store

_MAX_HITS = 50  # pages of a search whose documents are considered
_MAX_DOCUMENTS = 5  # taken from a search
LAST_PACK = "digest --new"  # the saved search that remembers which documents have been in a pack
_MAX_MONTHS = 12  # named when a month has no documents


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
        in_force: Whether the documents of a period are left out, too, if they are known not to be in force; those that
            a search finds always are, unless `with_ended` is on.
        with_ended: Whether documents that are no longer in force are included.
        new: Whether the documents that the library got since the last pack are added.
    """

    query: str = ""
    documents: Sequence[str] = ()
    around: Sequence[str] = ()
    month: str | None = None
    since: date | None = None
    until: date | None = None
    came_in: bool = False
    in_force: bool = False
    with_ended: bool = False
    new: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The documents of a pack.

    Attributes:
        entries: The documents, in the order of the pack.
        period: The period that was asked for, if any: `2016-03`, `2016-03-01/2016-05-31`.
        left_out: Number of documents that match but are secret.
        ended_out: Number of documents that match but are no longer in force.
    """

    entries: Sequence[Entry]
    period: str | None
    left_out: int = 0
    ended_out: int = 0


def choose(store: Store, request: Request, as_of: date | None = None) -> Choice:
    """Return the documents of a pack, each once and none of them secret; `as_of` is the day for what is in force.

    The documents named come first, in that order; then each neighborhood, implemented documents before those that
    implement them; then the hits of the search, best first, or the documents of the period, by date.

    Raises:
        UsageError: The request is empty.
        NotHeld: Nothing matches.
        SecretDocument: A document named, or every match, is secret.
    """
    since, until = month_bounds(request.month) if request.month else (request.since, request.until)
    if since and until and until < since:
        raise UsageError(
            _("--until ({until}) is before --since ({since}).").format(until=until, since=since),
            hint=_("Swap the two days."),
        )
    period = (request.month and f"{since:%Y-%m}") or _interval(since, until)
    if not (request.documents or request.around or request.query or period or request.new):
        raise UsageError(
            _("No documents were chosen for the study pack."),
            hint=_("Name them with --document or --around, a month with --month, or give a query."),
        )
    named = [refuse_secret(store.find(name)) for name in request.documents]
    near = [entry for name in request.around for entry in _neighborhood(store, refuse_secret(store.find(name)))]
    found = list(_matching(store, request, since, until)) if request.query or period else []
    matching, ended_out = _without_ended(store, found, request, as_of or date.today())
    fresh = store.entries(unseen=LAST_PACK)[::-1] if request.new else []
    chosen = list({entry.id: entry for entry in (*named, *near, *matching, *fresh)}.values())
    if request.new and not chosen:
        raise NotHeld(_("No document is new since the last pack."), hint=_("Choose documents by month or by number."))
    if not chosen:
        raise _nothing(store, request, period, ended_out)
    public = [entry for entry in chosen if not entry.secrecy]
    if not public:
        raise _secret(chosen[0])
    return Choice(public, period, len(chosen) - len(public), ended_out)


def _without_ended(store: Store, found: Sequence[Entry], request: Request, as_of: date) -> tuple[Sequence[Entry], int]:
    """Return the documents that may be in force, of a search the first few, and the number of those that are not."""
    most = _MAX_DOCUMENTS if request.query else len(found)
    if request.with_ended or not (request.in_force or request.query):
        return found[:most], 0
    from .in_force import status_lookup

    look_up_status = status_lookup(store, as_of)
    kept: list[Entry] = []
    ended = 0
    for entry in found:
        if len(kept) == most:
            break
        status = None if entry.secrecy else look_up_status(entry.id)
        if status and status.in_force is False:
            ended += 1
        else:
            kept.append(entry)
    return kept, ended


def _nothing(store: Store, request: Request, period: str | None, ended: int) -> NotHeld:
    """Return the error for a choice that nothing matches, with what the library has instead."""
    if ended:
        return NotHeld(_("All documents that match are no longer in force."), hint=_("Include them with --with-ended."))
    if not period or request.query or request.came_in:
        return NotHeld(_("No document of the library matches."), hint=_("See what it has with: chithi list."))
    entries = store.entries()
    months = Counter(f"{entry.date:%Y-%m}" for entry in entries if entry.date)
    undated = sum(entry.date is None for entry in entries)
    hint = _("See what it has with: chithi list.")
    if months:
        newest = ", ".join(sorted(months, reverse=True)[:_MAX_MONTHS])
        hint = _("Months that have documents, the newest first: {months}.").format(months=newest)
    if undated:
        count = ngettext("{count} document has no day.", "{count} documents have no day.", undated)
        hint += " " + count.format(count=undated)
    return NotHeld(_("The library has no document of that period."), hint=hint)


def refuse_secret(entry: Entry) -> Entry:
    """Return a document that may be quoted. Raises SecretDocument."""
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

    # Pages with only some of the words are of the topic only where no page has them all.
    hits = search(store, query, limit=_MAX_HITS, since=since, until=until, whole=True).hits
    hits = hits or search(store, query, limit=_MAX_HITS, since=since, until=until).hits
    ids = [each for each in dict.fromkeys(hit.id for hit in hits) if among is None or each in among]
    return [store.find(each) for each in ids]


# Of each document, the sentences and tasks that speak of what was searched for.
_WORD = re.compile(r"[^\W_]+")
_FIELD = re.compile(r"[\w ]+:\s?\S+|\b(?:AND|OR|NOT|NEAR(?:/\d+)?|VÀ|HOẶC|KHÔNG|GẦN)\b")
_SHARE = 0.5  # of the words of the query that a sentence about it has
_ENOUGH = 2  # sentences; a document with fewer speaks of the topic in other words
_FEW = 8  # items that have at least a word of the query
_ADJACENT = 0.25  # for two adjacent words of the query: most Vietnamese words have two syllables

Item = TypeVar("Item")


def about(query: str, items: Sequence[Item], text_of: Callable[[Item], str]) -> list[Item]:
    """Return the items whose text has most words of the query; all of them where hardly any has."""
    words = query_words(query)
    if not words:
        return list(items)
    relevant = [item for item in items if relevance(words, text_of(item)) >= _SHARE]
    return relevant if len(relevant) >= _ENOUGH else list(items)


def closest(query: str, items: Sequence[Item], text_of: Callable[[Item], str]) -> list[Item]:
    """Return the items that have most words of the query; where few have, those that have some, up to a number."""
    words = query_words(query)
    relevant = [item for item in items if relevance(words, text_of(item)) >= _SHARE]
    if len(relevant) >= _ENOUGH:
        return relevant
    ranked = sorted(items, key=lambda item: -relevance(words, text_of(item)))
    kept = {id(item) for item in ranked[:_FEW] if relevance(words, text_of(item)) > 0}
    return [item for item in items if id(item) in kept]


def query_words(query: str) -> list[str]:
    """Return the words of a query, folded, without fields and operators."""
    return _WORD.findall(fold(_FIELD.sub(" ", nfc(query))))


def relevance(words: Sequence[str], text: str) -> float:
    """Return the share of the words that a text has, and a little more for each two that are adjacent in it too."""
    if not words:
        return 0.0
    found = _WORD.findall(fold(text))
    pairs, present = set(pairwise(found)), set(found)
    share = sum(word in present for word in set(words)) / len(set(words))
    return share + _ADJACENT * sum(pair in pairs for pair in set(pairwise(words)))
