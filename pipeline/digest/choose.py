"""Which documents a study pack is made of."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..errors import NotHeld, SecretDocument, UsageError
from ..i18n import _

if TYPE_CHECKING:
    from ..model import Entry
    from ..store import Store

CARRYING_OUT = ("thực hiện", "tiếp tục thực hiện", "quán triệt", "cụ thể hóa", "hướng dẫn", "căn cứ")
_HITS = 50  # pages of a search whose documents make a pack
_DOCUMENTS = 5  # that a search may bring into a pack


@dataclass(frozen=True, slots=True)
class Request:
    """What a pack is asked to be made of; whatever is given adds to it.

    `documents` are named by id or number; `around` names some whose neighbours come too: what they carry out and
    what carries them out. `query` is a search, inside the time if one is given; a time alone brings all that was
    issued in it, or with `came_in` all that the library took in then. `month` (`2016-03`) stands for its days.
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
    """The entries of a pack, the period that they are from (`2016-03`, `2016-03-01/2016-05-31`) if one was named.

    `left_out` is how many more answer but are secret.
    """

    entries: Sequence[Entry]
    period: str | None
    left_out: int = 0


def choose(store: Store, request: Request) -> Choice:
    """The documents of a pack, each once.

    Those named come first, in the order named; then each neighbourhood, what is carried out before what carries it
    out; then what the search found, best first, or what is of the time, by date. A secret
    document is never among them. Raises UsageError when nothing is asked for, NotHeld when nothing
    answers, SecretDocument when one that is named, or all that answer, are secret.
    """
    since, until = month_bounds(request.month) if request.month else (request.since, request.until)
    period = (request.month and f"{since:%Y-%m}") or _interval(since, until)
    if not (request.documents or request.around or request.query or period):
        raise UsageError(
            _("It is not said which documents the study pack is of."),
            hint=_("Name them with --document or --around, a month with --month, or give a query."),
        )
    named = [_open(store.find(name)) for name in request.documents]
    near = [entry for name in request.around for entry in _neighbourhood(store, _open(store.find(name)))]
    answering = list(_answering(store, request, since, until)) if request.query or period else []
    chosen = list({entry.id: entry for entry in (*named, *near, *answering)}.values())
    if not chosen:
        raise NotHeld(_("No document of the library answers."), hint=_("See what it has with: chithi list."))
    open_ones = [entry for entry in chosen if not entry.secrecy]
    if not open_ones:
        raise _secret(chosen[0])
    return Choice(open_ones, period, len(chosen) - len(open_ones))


def _open(entry: Entry) -> Entry:
    if entry.secrecy:
        raise _secret(entry)
    return entry


def _secret(entry: Entry) -> SecretDocument:
    return SecretDocument(
        _("The document {id} is marked {mark}; secret documents enter no study pack.").format(
            id=entry.id, mark=entry.secrecy
        ),
        hint=_("Leave it out."),
    )


def month_bounds(month: str) -> tuple[date, date]:
    """The first and last day of `2016-03` or `3/2016`. Raises UsageError."""
    match = re.fullmatch(r"(?P<y>\d{4})-(?P<m>\d{1,2})|(?P<m2>\d{1,2})/(?P<y2>\d{4})", month.strip())
    year, number = (int(match["y"] or match["y2"]), int(match["m"] or match["m2"])) if match else (0, 0)
    if not (year and 1 <= number <= 12):
        raise UsageError(_("“{month}” is no month.").format(month=month), hint=_("Write it as 2016-03."))
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def _interval(since: date | None, until: date | None) -> str | None:
    if since is None and until is None:
        return None
    return "/".join(day.isoformat() if day else ".." for day in (since, until))


def _neighbourhood(store: Store, centre: Entry) -> Iterator[Entry]:
    """What `centre` carries out, itself, what carries it out; only what is held."""
    carried_out = (
        reference.target.id
        for _page, reference in store.cited_by(centre)
        if reference.state == "resolved" and reference.target and reference.mention.relation in CARRYING_OUT
    )
    yield from _open_ones(store.find(each) for each in dict.fromkeys(carried_out))
    yield centre
    yield from _open_ones(
        each.document for each in store.citing(centre) if each.reference.mention.relation in CARRYING_OUT
    )


def _open_ones(entries: Iterable[Entry]) -> Iterator[Entry]:
    return (entry for entry in entries if not entry.secrecy)


def _answering(store: Store, request: Request, since: date | None, until: date | None) -> Sequence[Entry]:
    if not request.came_in:
        if request.query:
            return _found(store, request.query, since, until)
        return store.entries(since=since, until=until)[::-1]
    came = store.entries(came_since=since, came_until=until)[::-1]
    return _found(store, request.query, among={entry.id for entry in came}) if request.query else came


def _found(
    store: Store,
    query: str,
    since: date | None = None,
    until: date | None = None,
    among: Set[str] | None = None,
) -> list[Entry]:
    from ..search import search

    hits = search(store, query, limit=_HITS, since=since, until=until).hits
    ids = [each for each in dict.fromkeys(hit.id for hit in hits) if among is None or each in among]
    return [store.find(each) for each in ids[:_DOCUMENTS]]
