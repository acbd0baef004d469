"""The papers of a session as blocks: letterhead, lines to fill in, tables, places to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import Form, FormPart
from .blocks import Blank, Block, Entry, Letterhead, Listing, Paragraph, Run, Signatures, Table
from .quoting import text


def form_blocks(form: Form) -> Iterator[Block]:
    """Yield the blocks of a form, which begins on a new page."""
    yield Letterhead(left=form.left, right=form.right, title=form.title, subtitle=form.subtitle, anchor=form.kind)
    for part in form.parts:
        yield from _form_part(part)
    if form.signatures or form.recipients:
        yield Signatures(form.signatures, form.recipients)


def _form_part(part: FormPart) -> Iterator[Block]:
    if part.heading:
        yield Paragraph((Run(part.heading, bold=True),))
    lines: list[str] = []
    for line in part.lines:
        if line.endswith(":"):
            yield Blank(line)
        else:
            lines.append(line)
    if lines:
        yield Listing(tuple(Entry(text(line)) for line in lines))
    if part.blank:
        yield Blank(lines=part.blank)
    if part.table:
        head, *rows = part.table
        yield Table(head, tuple(tuple(map(text, row)) for row in rows), _shares(part.table), "written")


def _shares(table: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the columns' widths by their longest texts, within bounds; empty ones get room to write."""
    longest = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    return tuple(9 if length <= 3 else min(60, max(20, length)) for length in longest)
