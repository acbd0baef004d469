"""The answer to a query."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

import click

from pipeline.citation import cite
from pipeline.i18n import _
from pipeline.model import Hit
from pipeline.output.as_json import Json, named
from pipeline.output.terminal import one_line

if TYPE_CHECKING:
    from pipeline.search import Explanation, Results

_FOUND = re.compile("\ue000(.*?)\ue001", re.DOTALL)


def as_json(value: Results) -> Json:
    """All of it; hits carry `explain` where that was asked for."""
    hits = [_hit(each) for each in value.hits]
    for each, explanation in zip(hits, value.explanations, strict=False):
        each["explain"] = explanation._asdict()
    return {
        "query": value.query,
        "total": value.total,
        "seconds": value.seconds,
        "note": value.note,
        "hits": hits,
    }


def _hit(value: Hit) -> Json:
    """A hit; the found words of the snippet stand between ** **."""
    return {
        **named(value),
        "page": value.page,
        "section": value.section,
        "snippet": value.snippet.replace("\ue000", "**").replace("\ue001", "**"),
        "score": round(value.score, 4),
        "path": value.path,
    }


def lines(value: Results) -> Iterator[str]:
    """How many pages, what was read otherwise than typed, the hits."""
    if value.note:
        yield value.note
    if not value.hits:
        yield _("Nothing found for “{query}”.").format(query=one_line(value.query))
        return
    yield from _hits(value.hits, value.explanations)
    if value.total > len(value.hits):
        yield _("{shown} of {total} pages; more with -n.").format(shown=len(value.hits), total=value.total)


def _hits(values: Sequence[Hit], explanations: Sequence[Explanation] = ()) -> Iterator[str]:
    """Hits, each with its document, page and snippet, found words set off, and the parts of its score if given."""
    for number, (value, explanation) in enumerate(zip_longest(values, explanations), 1):
        name = cite(value.type, value.number, value.date, value.issuer)
        place = _("page {page}").format(page=value.page) + (f", {one_line(value.section)}" if value.section else "")
        yield f"{number:>3}. {click.style(one_line(name), bold=True)} — {click.style(place, fg='green')}"
        if value.title:
            yield f"     {one_line(value.title)}"
        yield f"     {_highlighted(value.snippet)}"
        yield f"     {click.style(value.id, dim=True)}"
        if explanation:
            words = ", ".join(f"{one_line(word)} {score:.2f}" for word, score in explanation.leaves)
            yield _("     score {score:.2f}: {words}; side by side {pairs:.2f}, tones {tier}").format(
                score=value.score, words=words or "–", pairs=explanation.pairs, tier=explanation.tier
            )


def _highlighted(snippet: str) -> str:
    """A snippet on one line with the found words in bold, which falls away where there is no colour."""
    return _FOUND.sub(lambda match: click.style(match[1], fg="yellow", bold=True), one_line(snippet))
