"""What a reader must know of a document before quoting from it."""

from __future__ import annotations

from collections.abc import Iterator

from ..chain import Status
from ..i18n import _
from ..model import Document, Notice, Work
from ..vietnamese.citation import cite, vietnamese_date
from .standing import successor

_LONGEST_PAGE = 8000  # characters; more than that is a whole document


def notices_of(document: Document, standing: Status | None, newer: Work | None = None) -> Iterator[Notice]:
    """The notices, the gravest first.

    `standing` is whether the document still holds, if that is known, `newer` the last of the works that took its place.
    """
    if standing:
        yield from _of_standing(standing, newer or successor(standing))
    if document.header.marks.draft:
        yield Notice("draft", _("This is a draft."))
    if scanned := [str(page.number) for page in document.pages if page.source == "ocr"]:
        told = _("Page {pages} was read from a picture: compare quotations with the paper.")
        yield Notice("ocr", told.format(pages=", ".join(scanned)))
    if len(document.pages) == 1 and len(document.pages[0].text) > _LONGEST_PAGE:
        told = _("The file does not tell where its pages end: look for quotations by their section.")
        yield Notice("unpaged", told)


def _of_standing(standing: Status, newer: Work | None) -> Iterator[Notice]:
    if standing.in_force is False and standing.state != "not yet in force":
        told = {
            "replaced": _("Out of date: replaced by {work}."),
            "revoked": _("Out of date: revoked by {work}."),
            "expired": _("Out of date: ended by {work}."),
        }
        if newer:
            yield Notice("replaced", told[standing.state].format(work=_named(newer)), newer)
        elif standing.until:
            day = vietnamese_date(standing.until)
            yield Notice("replaced", _("Out of date: it was in force until {day}.").format(day=day))
        else:
            yield Notice("replaced", _("Out of date: it is no longer in force."))
    if standing.state == "not yet in force":
        begins = standing.since or standing.work.date
        day = vietnamese_date(begins) if begins else "…"
        yield Notice("early", _("Not yet in force: it begins on {day}.").format(day=day))
    for work in dict.fromkeys(claim.by for claim in standing.amended_by if claim.by):
        yield Notice("amended", _("Amended by {work}: read both.").format(work=_named(work)), work)


def _named(work: Work) -> str:
    return cite(work.type, work.number, work.date, work.issuer, work.title)
