"""The documents of the library, the files set aside, and the numbers missing in series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ..i18n import _, ngettext
from .terminal import cite_full, cite_short, file_names, one_line, set_aside_lines

if TYPE_CHECKING:
    from ..chain import NumberSeries
    from ..model import Entry, SetAside

_MAX_RUNS, _MAX_WORKS = 12, 5  # runs of numbers in a line, and known works below it


def lines(entries: Sequence[Entry], aside: Sequence[SetAside], *, paths: bool = False) -> Iterator[str]:
    """Yield each document with its title, id and, if asked, file, then the files set aside."""
    for value in entries:
        pages = ngettext("{count} page", "{count} pages", value.pages).format(count=value.pages)
        pages = pages if value.pages_known else _("the file does not record its pages")
        yield f"{click.style(cite_short(value), bold=True)} ({pages})"
        if value.title:
            yield f"    {one_line(value.title)}"
        if count := len(value.waiting):
            waiting = ngettext("{count} page waits for OCR", "{count} pages wait for OCR", count)
            yield "    " + waiting.format(count=count)
        yield f"    {click.style(f'{value.id} · {file_names(value.files or (value.path,))}', dim=True)}"
        if paths:
            yield f"    {one_line(value.path)}"
    count = len(entries)
    yield ngettext("{count} document.", "{count} documents.", count).format(count=count)
    yield from set_aside_lines(aside)


def gap_lines(values: Sequence[NumberSeries]) -> Iterator[str]:
    """Yield each series with its missing or secret numbers, and those works among them that the registry has."""
    for each in values:
        yield click.style(f"{one_line(each.issuer)}, {one_line(each.symbol)}, {each.period}", bold=True)
        missing = ngettext("{count} number missing or secret", "{count} numbers missing or secret", each.count)
        runs = [str(first) if first == last else f"{first}-{last}" for first, last in each.missing]
        more = ", …" if len(runs) > _MAX_RUNS else ""
        known = _("{held} in the library, up to {highest}").format(held=each.held, highest=each.highest)
        yield f"    {missing.format(count=each.count)}: {', '.join(runs[:_MAX_RUNS])}{more} ({known})"
        for work in each.known[:_MAX_WORKS]:
            yield "    " + _("known: {work}").format(work=cite_full(work))
    yield (
        _("A number can be missing because nobody added the document, or because it is secret.")
        if values
        else _("No number is missing.")
    )
