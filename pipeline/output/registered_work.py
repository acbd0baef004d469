"""A work of the registry with its names and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from .. import contract as json_of
from ..contract import Json
from ..i18n import _
from ..model import Work
from ..vietnamese.citation import cite
from .status import claim, claim_lines
from .terminal import one_line


def as_json(values: Sequence[Work]) -> Json:
    """Each work, its names, and the claims of the registry on it."""
    from ..chain import registry_claims

    return {
        "works": [
            {
                **(json_of.work(each) or {}),
                "term": each.term,
                "plenum": each.plenum,
                "aliases": _names(each),
                "changes": [claim(change) for change in registry_claims(each.id)],
            }
            for each in values
        ]
    }


def lines(values: Sequence[Work]) -> Iterator[str]:
    """The work, its id, its names, what became of it."""
    from ..chain import registry_claims

    for each in values:
        yield click.style(one_line(cite(each.type, each.number, each.date, each.issuer, each.title)), bold=True)
        yield f"    {each.id}"
        if not each.confirmed:
            yield "    " + _("Rests on one source; check before you rely on it.")
        if names := _names(each):
            yield "    " + _("Also called: {names}").format(names=", ".join(map(one_line, names)))
        for change in registry_claims(each.id):
            yield from (f"    {line}" for line in claim_lines(change))


def _names(work: Work) -> list[str]:
    from ..registry import load

    return load().works.aliases_of(work.id)
