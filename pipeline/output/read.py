"""What was read from a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ..contract import warnings
from ..i18n import _
from ..read.formats import printed_pages
from ..vietnamese.citation import vietnamese_date
from .terminal import one_line, page_label, safe

if TYPE_CHECKING:
    from ..model import Document, Header


def lines(value: Document, with_text: bool) -> Iterator[str]:
    """Yield the header of a document, its outline, warnings and, if asked, the text of its pages."""
    yield from header_lines(value.header)
    printed = printed_pages(value)
    if value.outline:
        yield ""
        for section in value.outline:
            suffix = f" ({page_label(section.page)})" if section.page <= printed else ""
            yield f"{'  ' * section.level}{one_line(section.label)} {one_line(section.title)[:90]}{suffix}"
    if found := warnings(value):
        yield ""
        yield from (_("Warning: {warning}").format(warning=safe(warning)) for warning in found)
    if with_text:
        for page in value.pages:
            yield ""
            label = page_label(page.number if page.number <= printed else None)
            yield click.style(f"— {label} —", dim=True)
            yield safe(page.text)


def header_lines(header: Header) -> Iterator[str]:
    """Yield a line for each field, with a dash for one that the document lacks."""
    signers = "; ".join(
        " ".join(filter(None, (signer.position, signer.authority and f"({signer.authority})", signer.name)))
        for signer in header.signers
    )
    marks = (header.marks.secrecy, header.marks.urgency, _("draft") if header.marks.draft else None)
    fields = {
        "type": (_("Type"), header.type),
        "number": (_("Number"), header.number),
        "issuer": (_("Issuer"), header.issuer),
        "date": (_("Date"), vietnamese_date(header.date) if header.date else None),
        "place": (_("Place"), header.place),
        "title": (_("Title"), header.title),
        "signers": (_("Signed by"), signers),
        "marks": (_("Marks"), ", ".join(filter(None, marks))),
    }
    width = max(len(label) for label, _field in fields.values())
    for name, (label, field) in fields.items():
        by_hand = f" ({_('corrected by hand')})" if name in header.corrected else ""
        yield f"{label:<{width}}  {one_line(field) if field else '–'}{by_hand}"
