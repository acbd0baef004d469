"""The search page: results as one types, grouped by document, with filters that count what they would leave."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.responses import Response

from ..i18n import _
from ..search import Results
from .office import FACETS, UNKNOWN, Known
from .pages import render
from .visit import Visit, redirect

if TYPE_CHECKING:
    from ..model import Entry, Hit
    from ..search.within import Sentence

_PER_VIEW, _PER_DOCUMENT = 8, 3  # documents shown at first, and pages of each
_MOST_HITS, _HITS_OF_A_VIEW = 400, 30
_ROWS = 60  # documents of one line each
_FEW = 10  # pages; where more are found, no other query is suggested
_MANY = 50  # documents, beyond which each has one line
_SHOWN_CHOICES = 5  # of a filter, before the rest is folded away


class Choice(NamedTuple):
    """A value of a filter, what it is called, how many documents have it, and whether it is chosen."""

    value: str
    label: str
    documents: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter of the page: the name of its field, its title and its values."""

    name: str
    title: str
    choices: Sequence[Choice]

    @property
    def first(self) -> Sequence[Choice]:
        """The values that are always shown: those with most documents, and the chosen ones."""
        return [each for place, each in enumerate(self.choices) if place < _SHOWN_CHOICES or each.chosen]

    @property
    def rest(self) -> Sequence[Choice]:
        """The others."""
        return [each for each in self.choices if each not in self.first]


class Found(NamedTuple):
    """A document with its pages that answer, each with the sentence to show."""

    entry: Entry
    pages: int
    hits: Sequence[tuple[Hit, Sentence | None]]
    together: bool


def search_page(visit: Visit) -> Response:
    """Show the form with the results of what is asked."""
    known, query = visit.known, visit.query("q")
    if not known.entries:
        return render(visit, "empty.html", path=visit.office.path, here_name="search")
    chosen = {name: visit.choices(name) for name in FACETS}
    template = "results.html" if visit.is_partial else "search.html"
    if not (query or any(chosen.values())):
        newest = list(known.entries.values())[:_PER_VIEW]
        return render(
            visit, template, query="", results=None, newest=newest, saved=visit.library.saved_searches(),
            sort="relevance", here_name="search",
        )  # fmt: skip
    sort = "date" if visit.query("sort") == "date" else "relevance"
    shown = visit.number("shown", _PER_VIEW, most=400)
    results = _results(visit, query, chosen, sort, shown=shown)
    counts = results.documents or {}
    entries = [known.entries[each] for each in counts if each in known.entries]
    many = len(entries) > _MANY
    documents = _grouped(visit, results, query, shown=0 if many else shown, rows=max(shown, _ROWS))
    suggestion = _suggestion(visit, results)
    together = [each for each in documents if each.together]
    apart = [each for each in documents if not each.together]
    return render(
        visit, template, query=query, sort=sort, results=results, shown=shown, many=many, rows=documents,
        total=sum(counts.values()), documents=len(entries), together=together,
        apart=apart, facets=_facets(known, entries, chosen), chosen=chosen, suggestion=suggestion,
        note=_note(visit, results), saved=visit.library.saved_searches(), here_name="search",
        waiting=sum(bool(entry.waiting) for entry in known.entries.values()),
        split=bool(together and apart and results.note is None),
    )  # fmt: skip


def _results(visit: Visit, query: str, chosen: Mapping[str, Sequence[str]], sort: Any, *, shown: int) -> Results:
    most = _HITS_OF_A_VIEW if shown <= _PER_VIEW else _MOST_HITS
    filters: dict[str, Any] = {"public": True}
    if any(chosen.values()):
        wanted = [(place, set(chosen[name])) for place, name in enumerate(FACETS) if chosen[name]]
        among = [name for name, values in visit.known.facets.items() if all(values[at] in each for at, each in wanted)]
        filters["among"] = json.dumps(among)
    found = visit.library.search(query, limit=most, sort=sort, count=True, whole=True, **filters)
    if found.total or not query:
        return found
    some = visit.library.search(query, limit=most, sort=sort, count=True, **filters)
    if not some.total:
        return found
    note = some.note or _("No page has all of the words; these have some of them.")
    return some._replace(note=note, suggestion=some.suggestion or found.suggestion)


def _grouped(visit: Visit, results: Results, query: str, *, shown: int, rows: int) -> list[Found]:
    """Return the documents found in the order of their best page, the first `shown` of them with their sentences."""
    hits: dict[str, list[Hit]] = {}
    for hit in results.hits:
        hits.setdefault(hit.id, []).append(hit)
    counts = results.documents or {}
    known = visit.known.entries
    order = [each for each in (*hits, *(name for name in counts if name not in hits)) if each in known][:rows]
    wanted = [(hit.id, hit.page) for each in order[:shown] for hit in hits.get(each, ())[:_PER_DOCUMENT]]
    sentences = visit.library.sentences(query, wanted) if query else {}
    found = []
    for place, each in enumerate(order):
        of_document = hits.get(each, [])[:_PER_DOCUMENT] if place < shown else []
        pages = sorted(of_document, key=lambda hit: hit.page)
        with_sentences = [(hit, sentences.get((hit.id, hit.page))) for hit in pages]
        together = any(sentence and sentence.together for _hit, sentence in with_sentences)
        found.append(Found(known[each], counts.get(each, len(of_document)), with_sentences, together))
    return found


def _suggestion(visit: Visit, results: Results) -> tuple[str, int] | None:
    """Return the query that may be meant and its number of pages; None where open documents do not have it.

    A word that only a secret document has must not be suggested.
    """
    if not results.suggestion or (results.total > _FEW and not results.note):
        return None
    found = visit.library.search(results.suggestion, limit=0, count=True, whole=True, public=True)
    if not found.total:
        return None
    return results.suggestion, sum((found.documents or {}).values())


def _note(visit: Visit, results: Results) -> str | None:
    """Return the sentence on how the query was read, unless it names a document that is not shown here."""
    if not results.note:
        return None
    return None if any(name in results.note for name in visit.known.secret) else results.note


def _facets(known: Known, entries: Sequence[Entry], chosen: Mapping[str, Sequence[str]]) -> list[Facet]:
    titles = {"force": _("In force today"), "type": _("Type of document"), "issuer": _("Issuer"), "year": _("Year")}
    named = {"in": _("In force"), "out": _("Not in force any more")}
    unknown = {
        "force": _("Not known"), "type": _("Type not known"), "issuer": _("Issuer not known"),
        "year": _("Day not known"),
    }  # fmt: skip
    columns = zip(*(known.facets[entry.id] for entry in entries), strict=True) if entries else [()] * len(FACETS)
    found = []
    for name, column in zip(FACETS, columns, strict=True):
        counts = Counter(column)
        for value in chosen[name]:
            counts.setdefault(value, 0)
        order = sorted(counts, key=lambda value: (value == UNKNOWN, -counts[value], value))
        if name == "year":
            order = sorted(counts, key=lambda value: (value != UNKNOWN, value), reverse=True)
        if name == "force":
            order = [value for value in ("in", "out", UNKNOWN) if value in counts]
        choices = [
            Choice(value, unknown[name] if value == UNKNOWN else _label(name, value, named), counts[value],
                   value in chosen[name])
            for value in order
        ]  # fmt: skip
        found.append(Facet(name, titles[name], choices))
    return found


def _label(name: str, value: str, named: Mapping[str, str]) -> str:
    return named.get(value, value) if name == "force" else value.capitalize() if name == "type" else value


def save_search(visit: Visit) -> Response:
    """Keep what is searched for under a name, or delete such a name."""
    name, query = visit.field("name"), visit.field("q")
    if visit.field("forget"):
        visit.library.forget_search(visit.field("forget"))
    elif name and query:
        visit.library.save_search(name, query)
    from .pages import address

    return redirect(address("/", q=query))
