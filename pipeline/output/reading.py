"""What was read from one file, or is held of one document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from .. import contract as json_of
from ..contract import Json
from ..i18n import _
from ..read.formats import pages_known
from ..vietnamese.citation import vietnamese_date
from .terminal import one_line, safe

if TYPE_CHECKING:
    from ..model import Document, Header


def as_json(value: Document, with_text: bool = True) -> Json:
    """Everything; the text of the pages always."""
    return {
        "header": json_of.header(value.header),
        "pages": json_of.pages(value.pages),
        "pages_known": _known(value),
        "outline": json_of.outline(value.outline),
        "footnotes": json_of.footnotes(value.paragraphs),
        "warnings": list(_warnings(value)),
        "waiting_for_ocr": list(value.waiting),
    }


def lines(value: Document, with_text: bool) -> Iterator[str]:
    """A document: its header, outline, warnings and, if asked, the text of its pages."""
    yield from _header(value.header)
    if value.outline:
        yield ""
        known = _known(value)
        for section in value.outline:
            page = " (" + _("page {page}").format(page=section.page) + ")" if section.page <= known else ""
            yield f"{'  ' * section.level}{one_line(section.label)} {one_line(section.title)[:90]}{page}"
    if warnings := _warnings(value):
        yield ""
        yield from (_("Warning: {warning}").format(warning=safe(warning)) for warning in warnings)
    if with_text:
        for page_ in value.pages:
            yield ""
            number = _("page {page}").format(page=page_.number)
            yield click.style(f"— {number} —", dim=True)
            yield safe(page_.text)


def _known(value: Document) -> int:
    return pages_known(value.path, [len(page.text) for page in value.pages])


def _warnings(value: Document) -> tuple[str, ...]:
    """What reading was unsure of, and whether the pages are those of the print."""
    if _known(value) == len(value.pages):
        return value.warnings
    return (*value.warnings, _("The file does not tell where its printed pages end; sections are named without them."))


def _header(value: Header) -> Iterator[str]:
    """What a document says of itself, a line a field; blank fields are told as blank."""
    signers = "; ".join(
        " ".join(filter(None, (signer.authority, signer.position, signer.name))) for signer in value.signers
    )
    marks = ", ".join(
        filter(None, (value.marks.secrecy, value.marks.urgency, _("draft") if value.marks.draft else None))
    )
    fields = (
        (_("Type"), value.type),
        (_("Number"), value.number),
        (_("Issuer"), value.issuer),
        (_("Date"), vietnamese_date(value.date) if value.date else None),
        (_("Place"), value.place),
        (_("Title"), value.title),
        (_("Signed by"), signers or None),
        (_("Marks"), marks or None),
    )
    width = max(len(label) for label, _value in fields)
    for label, field in fields:
        yield f"{label:<{width}}  {one_line(field) if field else '–'}"
