"""What lines for a terminal share. What comes from a document loses its control characters here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from ..i18n import _
from ..vietnamese.citation import cite

if TYPE_CHECKING:
    from ..model import Entry, Reference, SetAside

# C0 and C1 controls would move the cursor or recolour the screen, direction
# marks would reorder the line.
_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))
_DIRECTIONS = (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSAFE = dict.fromkeys((*_CONTROLS, *_DIRECTIONS))


def safe(text: str | None) -> str:
    """`text` that can do no more to a terminal than be read; line breaks and tabs stay."""
    return (text or "").translate(_UNSAFE)


def one_line(text: str | None) -> str:
    """`safe` text on one line."""
    return " ".join(safe(text).split())


def set_aside(item: SetAside) -> Iterator[str]:
    """A file and why it is no document."""
    yield f"{safe(item.path)}: {item.reason} {item.hint}".rstrip()


def references(values: Iterable[tuple[int | None, Reference]]) -> Iterator[str]:
    """Citations, each with its page and the document meant, or that this is not known."""
    for page, value in values:
        where = _("page {page}").format(page=page) + ": " if page else ""
        yield f"{where}{click.style(one_line(value.mention.text), bold=True)}"
        yield f"    → {meaning(value)}"


def meaning(value: Reference) -> str:
    """The answer of the resolver in words."""
    if value.target:
        work = value.target
        name = one_line(cite(work.type, work.number, work.date, work.issuer, work.title))
        if value.state == "resolved":
            return name
        if not work.confirmed:
            return _("{work} (not in the library; its date and title are still to be checked)").format(work=name)
        return _("{work} (not in the library)").format(work=name)
    if value.state == "ambiguous":
        names = "; ".join(one_line(cite(w.type, w.number, w.date, w.issuer)) for w in value.candidates)
        return _("ambiguous, may be: {works}").format(works=names) if names else _("ambiguous")
    if value.state == "malformed":
        return _("the number cannot be read with certainty")
    return _("unknown: neither the library nor the registry has it")


def entry(value: Entry) -> str:
    """A document of the library in one line, as one cites it."""
    return one_line(cite(value.type, value.number, value.date, value.issuer))
