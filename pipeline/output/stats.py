"""What a library holds, in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ..contract import Json
from ..i18n import _
from .terminal import one_line

if TYPE_CHECKING:
    from ..chain import LibraryStats


def as_json(value: LibraryStats) -> Json:
    """The counts under their names."""
    return asdict(value)


def lines(value: LibraryStats) -> Iterator[str]:
    """The counts, then tables."""
    for name, count in (
        (_("Documents"), value.documents),
        (_("Pages"), value.pages),
        (_("No longer in force, as far as is known"), value.ended),
        (_("Without a date"), value.undated),
        (_("Secret, taken in on purpose"), value.secret),
        (_("Files set aside"), value.set_aside),
        (_("Citations"), value.citations),
    ):
        yield f"{name}: {count}"
    yield _("Size of the library file: {size} MB").format(size=f"{value.bytes / 1e6:.1f}")
    yield from _table(_("By type"), value.types)
    yield from _table(_("By issuer"), value.issuers)
    yield from _table(_("By year"), value.years)
    yield from _table(_("Citations, by what is known of the work"), {_state(k): v for k, v in value.states.items()})
    yield from _table(_("What documents say of each other"), value.relations)


def _table(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    if counts:
        yield ""
        yield click.style(title, bold=True)
        room = max(len(str(count)) for count in counts.values())
        yield from (f"  {count:>{room}}  {one_line(name)}" for name, count in counts.items())


def _state(name: str) -> str:
    return {
        "resolved": _("held"),
        "known-not-held": _("known, not held"),
        "ambiguous": _("ambiguous"),
        "unknown": _("unknown"),
        "malformed": _("malformed"),
    }.get(name, name)
