"""Which documents a study pack is made of."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipeline.errors import NotHeld, SecretDocument, UsageError
from pipeline.i18n import _

if TYPE_CHECKING:
    from pipeline.model import Entry
    from pipeline.store import Library

_HITS = 50  # pages of a search whose documents make a pack
_DOCUMENTS = 5  # that a search may bring into a pack


@dataclass(frozen=True, slots=True)
class Choice:
    """The entries of a pack, the period that they are from (`2016-03`, `2016-03-01/2016-05-31`) if one was named.

    `left_out` is how many more answer but are secret.
    """

    entries: Sequence[Entry]
    period: str | None
    left_out: int = 0


def choose(
    library: Library,
    query: str,
    documents: Sequence[str],
    month: str | None,
    since: date | None,
    until: date | None,
) -> Choice:
    """The documents of a pack.

    Documents named stand in the order named; those of a period in the order of their dates; those
    of a search best first, inside the period if there is one. A secret document is never
    among them. Raises UsageError when nothing is asked for, NotHeld when nothing answers,
    SecretDocument when one that is named, or all that answer, are secret.
    """
    if month:
        since, until = month_bounds(month)
    if documents:
        named = [library.find(name) for name in dict.fromkeys(documents)]
        for entry in named:
            if entry.secrecy:
                raise _secret(entry)
        return Choice(named, None)
    period = month or _interval(since, until)
    if query:
        chosen = _found(library, query, since, until)
    elif period:
        chosen = library.entries(since=since, until=until)[::-1]
    else:
        raise UsageError(
            _("It is not said which documents the study pack is of."),
            hint=_("Name them with --document, a month with --month, or give a query."),
        )
    if not chosen:
        raise NotHeld(_("No document of the library answers."), hint=_("See what it has with: chithi list."))
    open_ones = [entry for entry in chosen if not entry.secrecy]
    if not open_ones:
        raise _secret(chosen[0])
    return Choice(open_ones, period, len(chosen) - len(open_ones))


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


def _found(library: Library, query: str, since: date | None, until: date | None) -> list[Entry]:
    from pipeline.search import search

    hits = search(library, query, limit=_HITS, since=since, until=until).hits
    return [library.find(each) for each in list(dict.fromkeys(hit.id for hit in hits))[:_DOCUMENTS]]
