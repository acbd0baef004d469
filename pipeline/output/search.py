"""The answer to a query, and the saved searches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

import click

from ..i18n import _, ngettext
from .terminal import cite_short, file_names, one_line, page_label

if TYPE_CHECKING:
    from ..model import Hit
    from ..search import Explanation, Results
    from ..search.facets import Facets
    from ..store.saved_searches import SavedSearch

_MATCH = re.compile("\ue000(.*?)\ue001", re.DOTALL)
_MAX_ROWS, _BAR_WIDTH = 8, 24  # of a facet


def lines(value: Results) -> Iterator[str]:
    """Yield notes on the query, the hits by document, the facets, and how to see more hits."""
    if value.note:
        yield one_line(value.note)
    if value.also and value.hits:
        yield _("Also searched: {words} (switch off with =).").format(words="; ".join(map(one_line, value.also)))
    if value.suggestion:
        yield _("Did you mean: {query}").format(query=click.style(one_line(value.suggestion), bold=True))
    if not value.hits:
        if value.start and value.total:
            yield _("There are only {total} hits.").format(total=value.total)
        elif not value.note:
            yield _("Nothing found for “{query}”.").format(query=one_line(value.query))
        return
    yield from _document_lines(value)
    if value.facets:
        yield from _facet_lines(value.facets)
    last = value.start + len(value.hits)
    if value.total > len(value.hits):
        yield _("Hits {first}–{last} of {total}; more with --from {next} or -n.").format(
            first=value.start + 1, last=last, total=value.total, next=last + 1
        )


def _document_lines(value: Results) -> Iterator[str]:
    """Yield hits grouped by document, each numbered by its rank, with the parts of its score if given."""
    documents: dict[str, list[tuple[int, Hit, Explanation | None]]] = {}
    for number, (hit, explanation) in enumerate(zip_longest(value.hits, value.explanations), value.start + 1):
        documents.setdefault(hit.id, []).append((number, hit, explanation))
    for found in documents.values():
        first = found[0][1]
        yield click.style(cite_short(first), bold=True)
        if first.title:
            yield f"     {one_line(first.title)}"
        yield f"     {click.style(f'{first.id} · {file_names([first.path])}', dim=True)}"
        for number, hit, explanation in found:
            yield f"{number:>4}. {click.style(_location(hit), fg='green')}: {_highlighted(hit.snippet)}"
            for copy in hit.copies:
                yield f"      {_('also in: {path}').format(path=one_line(copy.path))}"
            if explanation:
                yield from (f"      {line}" for line in _score_lines(hit, explanation))
        if first.held_back:
            count = first.held_back
            text = ngettext("{count} more page of it: --more {id}", "{count} more pages of it: --more {id}", count)
            yield "      " + text.format(count=count, id=first.id)


def _location(hit: Hit) -> str:
    """Return the page and section of a hit; the section first where the file does not record the page."""
    page = page_label(hit.page) if hit.page_known else _("page not recorded in the file")
    section = one_line(hit.section)
    return (f"{page}, {section}" if hit.page_known else f"{section} ({page})") if section else page


def _score_lines(hit: Hit, value: Explanation) -> Iterator[str]:
    """Yield a score as its sum, then the counts of each word in body, heading, title and number."""
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


def _facet_lines(value: Facets) -> Iterator[str]:
    """Yield the numbers of documents by year, type and issuer, each with a bar."""
    for title, counts in zip((_("Year"), _("Type"), _("Issuer")), value, strict=True):
        yield click.style(title, bold=True)
        most = max((count for _value, count in counts), default=1)
        rows = [(one_line(each) if each else "–", count) for each, count in counts[:_MAX_ROWS]]
        width = max((len(each) for each, _count in rows), default=0)
        for each, count in rows:
            bar = "▇" * max(1, round(_BAR_WIDTH * count / most))
            yield f"  {each:<{width}}  {click.style(bar, fg='blue')} {count}"
        if rest := counts[_MAX_ROWS:]:
            yield _("  and {count} more").format(count=len(rest))


def _highlighted(snippet: str) -> str:
    """Return a snippet on one line with its matches in bold; click drops the style where there is no colour."""
    return _MATCH.sub(lambda match: click.style(match[1], fg="yellow", bold=True), one_line(snippet))


def saved_lines(values: Sequence[SavedSearch]) -> Iterator[str]:
    """Yield each saved search with its query and filters."""
    for value in values:
        filters = "".join(f" --{name.replace('_', '-')} {filter_}" for name, filter_ in value.filters.items())
        yield f"{click.style(one_line(value.name), bold=True)}: {one_line(value.query + filters)}"
    count = len(values)
    yield ngettext("{count} saved search.", "{count} saved searches.", count).format(count=count)
