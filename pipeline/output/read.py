"""What was read from a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ..contract import printed_pages, warnings
from ..i18n import _
from ..vietnamese.citation import vietnamese_date
from .terminal import one_line, page_label, safe

if TYPE_CHECKING:
    from ..model import Document, Header


def lines(value: Document, with_text: bool) -> Iterator[str]:
    """Yield the header of a document, its outline, warnings and, if asked, the text of its pages."""
    yield from _header_lines(value.header)
    if value.outline:
        yield ""
        printed = printed_pages(value)
        for section in value.outline:
            suffix = f" ({page_label(section.page)})" if section.page <= printed else ""
            yield f"{'  ' * section.level}{one_line(section.label)} {one_line(section.title)[:90]}{suffix}"
    if found := warnings(value):
        yield ""
        yield from (_("Warning: {warning}").format(warning=safe(warning)) for warning in found)
    if with_text:
        for page in value.pages:
            yield ""
            yield click.style(f"— {page_label(page.number)} —", dim=True)
            yield safe(page.text)


def _header_lines(header: Header) -> Iterator[str]:
    """Yield a line for each field, with a dash for one that the document lacks."""
    signers = "; ".join(
        " ".join(filter(None, (signer.authority, signer.position, signer.name))) for signer in header.signers
    )
    marks = (header.marks.secrecy, header.marks.urgency, _("draft") if header.marks.draft else None)
    fields = {
        _("Type"): header.type,
        _("Number"): header.number,
        _("Issuer"): header.issuer,
        _("Date"): vietnamese_date(header.date) if header.date else None,
        _("Place"): header.place,
        _("Title"): header.title,
        _("Signed by"): signers,
        _("Marks"): ", ".join(filter(None, marks)),
    }
    width = max(map(len, fields))
    for label, field in fields.items():
        yield f"{label:<{width}}  {one_line(field) if field else '–'}"
