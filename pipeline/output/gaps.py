"""Numbers missing in a body's series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from .. import contract as json_of
from ..contract import Json
from ..i18n import _, ngettext
from ..vietnamese.citation import cite
from .terminal import one_line

if TYPE_CHECKING:
    from ..chain import NumberSeries

_SHOWN, _KNOWN = 12, 5  # stretches in a line, works below it


def as_json(values: Sequence[NumberSeries]) -> Json:
    """Each series: `missing` has the first and last number of each stretch, missing or secret."""
    return {
        "series": [
            {
                "issuer": each.issuer,
                "symbol": each.symbol,
                "period": each.period,
                "held": each.held,
                "highest": each.highest,
                "missing_or_secret": each.count,
                "missing": [list(stretch) for stretch in each.missing],
                "known": [json_of.work(work) for work in each.known],
            }
            for each in values
        ]
    }


def lines(values: Sequence[NumberSeries]) -> Iterator[str]:
    """A series, the numbers that are missing or secret, and those of them that the registry knows."""
    for each in values:
        yield click.style(f"{one_line(each.issuer)}, {one_line(each.symbol)}, {each.period}", bold=True)
        told = ngettext("{count} number missing or secret", "{count} numbers missing or secret", each.count)
        stretches = [str(first) if first == last else f"{first}-{last}" for first, last in each.missing]
        held = _("{held} held, up to {highest}")
        more = ", …" if len(stretches) > _SHOWN else ""
        yield (
            f"    {told.format(count=each.count)}: {', '.join(stretches[:_SHOWN])}{more}"
            f" ({held.format(held=each.held, highest=each.highest)})"
        )
        for work in each.known[:_KNOWN]:
            name = one_line(cite(work.type, work.number, work.date, work.issuer, work.title))
            yield "    " + _("known: {work}").format(work=name)
    yield (
        _("A number may be missing because nobody took it in, or because the document is secret.")
        if values
        else _("No number is missing.")
    )
