"""What a reader must know of a document before quoting from it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.citation import cite
from pipeline.i18n import _
from pipeline.model import Document, Notice, Work

_LONGEST_PAGE = 8000  # characters; more than that is a whole document


def notices_of(document: Document, newer: Work | None) -> Iterator[Notice]:
    """The notices, the gravest first; `newer` is the work that replaced the document."""
    if newer:
        name = cite(newer.type, newer.number, newer.date, newer.issuer, newer.title)
        yield Notice("replaced", _("Out of date: replaced by {work}.").format(work=name), newer)
    if document.header.marks.draft:
        yield Notice("draft", _("This is a draft."))
    if scanned := [str(page.number) for page in document.pages if page.source == "ocr"]:
        told = _("Page {pages} was read from a picture: compare quotations with the paper.")
        yield Notice("ocr", told.format(pages=", ".join(scanned)))
    if len(document.pages) == 1 and len(document.pages[0].text) > _LONGEST_PAGE:
        told = _("The file does not tell where its pages end: look for quotations by their section.")
        yield Notice("unpaged", told)
