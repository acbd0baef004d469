"""The most cited works that the library lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ..i18n import _, ngettext
from .terminal import cite_full, one_line

if TYPE_CHECKING:
    from ..chain import MissingWork

_MAX_DOCUMENTS = 3  # citing documents named in a line


def lines(values: Sequence[MissingWork]) -> Iterator[str]:
    """Yield each work, then how often and in which documents it is cited."""
    for each in values:
        yield click.style(cite_full(each.work), bold=True)
        count = len(each.documents)
        cited = ngettext("cited in {count} document", "cited in {count} documents", count).format(count=count)
        times = ngettext("{count} time", "{count} times", each.times).format(count=each.times)
        unknown = "" if each.known else "; " + _("not in the registry")
        more = ", …" if count > _MAX_DOCUMENTS else ""
        yield f"    {cited}, {times}{unknown}: {', '.join(map(one_line, each.documents[:_MAX_DOCUMENTS]))}{more}"
    if not values:
        yield _("The library has every work that is cited by number.")
