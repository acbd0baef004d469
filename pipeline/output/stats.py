"""Counts of what a library has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from ..i18n import _
from .relations import active
from .terminal import one_line

if TYPE_CHECKING:
    from ..chain import LibraryStats


def lines(value: LibraryStats) -> Iterator[str]:
    """Yield the counts, then tables."""
    for name, count in (
        (_("Documents"), value.documents),
        (_("Pages"), value.pages),
        (_("Known to be no longer in force"), value.ended),
        (_("Without a date"), value.undated),
        (_("Secret, added on purpose"), value.secret),
        (_("Files set aside"), value.set_aside),
        (_("Citations"), value.citations),
    ):
        yield f"{name}: {count}"
    yield _("Size of the library file: {size} MB").format(size=f"{value.bytes / 1e6:.1f}")
    yield from _table(_("By type"), value.types)
    yield from _table(_("By issuer"), value.issuers)
    yield from _table(_("By year"), value.years)
    yield from _table(_("Citations, by what is known of the work"), {_state(k): v for k, v in value.states.items()})
    yield from _table(_("Relations between documents"), _summed(value.relations))


def _table(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    if counts:
        yield ""
        yield click.style(title, bold=True)
        width = max(len(str(count)) for count in counts.values())
        yield from (f"  {count:>{width}}  {one_line(name)}" for name, count in counts.items())


def _summed(relations: Mapping[str, int]) -> Mapping[str, int]:
    """Return the counts by what is printed: in English two Vietnamese words may be one."""
    counts: dict[str, int] = {}
    for name, count in relations.items():
        counts[active(name)] = counts.get(active(name), 0) + count
    return counts


def _state(name: str) -> str:
    return {
        "resolved": _("in the library"),
        "known-not-held": _("in the registry only"),
        "ambiguous": _("ambiguous"),
        "unknown": _("unknown"),
        "malformed": _("malformed"),
    }.get(name, name)
