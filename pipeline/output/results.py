"""The answer to a query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

import click

from ..contract import Json, named
from ..i18n import _
from ..model import Hit
from ..vietnamese.citation import cite
from .terminal import one_line

if TYPE_CHECKING:
    from ..search import Explanation, Results
    from ..search.facets import Facets

_FOUND = re.compile("\ue000(.*?)\ue001", re.DOTALL)


def as_json(value: Results) -> Json:
    """All of it; hits carry `explain`, and `facets` come along, where that was asked for."""
    hits = [_hit(each) for each in value.hits]
    for each, explanation in zip(hits, value.explanations, strict=False):
        each["explain"] = explanation._asdict()
    facets = {"facets": _facets(value.facets)} if value.facets else {}
    return {
        "query": value.query,
        "total": value.total,
        "from": value.start + 1,
        "seconds": value.seconds,
        "note": value.note,
        "suggestion": value.suggestion,
        "hits": hits,
        **facets,
    }


def _facets(value: Facets) -> Json:
    return {
        name: [{"value": each, "documents": count} for each, count in counts]
        for name, counts in zip(("year", "type", "issuer"), value, strict=True)
    }


def _hit(value: Hit) -> Json:
    """A hit; the found words of the snippet stand between ** **."""
    return {
        **named(value),
        "page": value.page,
        "page_known": value.page_known,
        "section": value.section,
        "snippet": value.snippet.replace("\ue000", "**").replace("\ue001", "**"),
        "score": round(value.score, 4),
        "path": value.path,
    }


def lines(value: Results) -> Iterator[str]:
    """What was read otherwise than typed or may have been meant, the hits by document, how they spread, how many."""
    if value.note:
        yield one_line(value.note)
    if value.suggestion:
        meant = click.style(one_line(value.suggestion), bold=True)
        yield _("Did you mean: {query}").format(query=meant)
    if not value.hits:
        if value.start and value.total:
            yield _("There are no more than {total} hits.").format(total=value.total)
        elif not value.note:
            yield _("Nothing found for “{query}”.").format(query=one_line(value.query))
        return
    yield from _by_document(value)
    if value.facets:
        yield from _spread(value.facets)
    last = value.start + len(value.hits)
    if value.total > len(value.hits):
        yield _("Hits {first}–{last} of {total}; more with --from {next} or -n.").format(
            first=value.start + 1, last=last, total=value.total, next=last + 1
        )


def _by_document(value: Results) -> Iterator[str]:
    """Hits under their documents, found words set off, and the parts of the scores if given.

    A hit keeps its place in the order of all as its number.
    """
    documents: dict[str, list[tuple[int, Hit, Explanation | None]]] = {}
    for number, (hit, explanation) in enumerate(zip_longest(value.hits, value.explanations), value.start + 1):
        documents.setdefault(hit.id, []).append((number, hit, explanation))
    for found in documents.values():
        first = found[0][1]
        yield click.style(one_line(cite(first.type, first.number, first.date, first.issuer)), bold=True)
        if first.title:
            yield f"     {one_line(first.title)}"
        yield f"     {click.style(first.id, dim=True)}"
        for number, hit, explanation in found:
            yield f"{number:>4}. {click.style(_place(hit), fg='green')}: {_highlighted(hit.snippet)}"
            if explanation:
                yield from (f"      {line}" for line in _parts(hit, explanation))


def _place(hit: Hit) -> str:
    """The page and section of a hit; the page only where the file tells it."""
    page = _("page {page}").format(page=hit.page) if hit.page_known else _("page not told by the file")
    section = one_line(hit.section)
    return (f"{page}, {section}" if hit.page_known else f"{section} ({page})") if section else page


def _parts(hit: Hit, value: Explanation) -> Iterator[str]:
    """A score as its sum, and how often each word stands in body, heading, title and number."""
    yield _(
        "score {score:.2f}: words {words:.2f}, side by side {pairs:.2f}, tones {tones:+.0%} (tier {tier}),"
        " cited {cited:+.0%}"
    ).format(
        score=hit.score,
        words=sum(score for _word, score in value.leaves),
        pairs=value.pairs,
        tones=value.tones,
        tier=value.tier,
        cited=value.cited,
    )
    if value.rank_bm25 is not None:
        yield _("sqlite-fts4's rank_bm25, all columns alike: {score:.2f}").format(score=value.rank_bm25)
    counts: dict[int, list[str]] = {}
    for each in value.matchinfo.get("x", {}).get("value", ()):
        counts.setdefault(each["phrase_index"], []).append(str(each["hits_this_column_this_row"]))
    for place, (word, score) in enumerate(value.leaves):
        yield f"{one_line(word)} {score:.2f} ({' · '.join(counts.get(place, ()))})"


_MOST_ROWS, _WIDEST = 8, 24


def _spread(value: Facets) -> Iterator[str]:
    """Documents by year, type and issuer, each with a bar."""
    for title, counts in zip((_("Year"), _("Type"), _("Issuer")), value, strict=True):
        yield click.style(title, bold=True)
        most = max((count for _value, count in counts), default=1)
        shown = [(one_line(each) if each else "–", count) for each, count in counts[:_MOST_ROWS]]
        width = max((len(each) for each, _count in shown), default=0)
        for each, count in shown:
            bar = "▇" * max(1, round(_WIDEST * count / most))
            yield f"  {each:<{width}}  {click.style(bar, fg='blue')} {count}"
        if rest := counts[_MOST_ROWS:]:
            yield _("  and {count} more").format(count=len(rest))


def _highlighted(snippet: str) -> str:
    """A snippet on one line with the found words in bold, which falls away where there is no colour."""
    return _FOUND.sub(lambda match: click.style(match[1], fg="yellow", bold=True), one_line(snippet))
