"""Chosen documents → a study pack that quotes them word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.citation import cite
from pipeline.digest.choose import choose
from pipeline.digest.cues import load_cues
from pipeline.digest.grounding import check
from pipeline.digest.points import choose_points
from pipeline.digest.questions import questions_of
from pipeline.digest.sentence import quotable
from pipeline.digest.tasks import tasks_of
from pipeline.i18n import _
from pipeline.model import Digest, DigestItem, Document, Point, Reference

__all__ = ["SENTENCES", "choose", "make_digest"]

SENTENCES = 6  # points a document, unless asked otherwise
_LONGEST_PAGE = 8000  # characters; more than that is a whole document


def make_digest(
    documents: Sequence[tuple[Document, Sequence[Reference]]],
    *,
    period: str | None = None,
    sentences: int = SENTENCES,
    left_out: int = 0,
) -> Digest:
    """The study pack of documents, each with its references, in the order given.

    `sentences` is the number of points a document, `left_out` that of secret ones not among
    them. Every point and task has been compared with its page; raises NotGrounded when one differs.
    """
    items = tuple(_item(document, references, sentences) for document, references in documents)
    check(
        items,
        {document.id: {page.number: page.text for page in document.pages} for document, _refs in documents},
    )
    title = (
        _("Study pack for the monthly session")
        if period is None
        else _("Study pack for {period}").format(period=period)
    )
    return Digest(title, period, items, left_out)


def _item(document: Document, references: Sequence[Reference], count: int) -> DigestItem:
    cues = load_cues()
    candidates = quotable(document, cues)
    tasks = tuple(tasks_of(candidates, cues))
    header = document.header
    return DigestItem(
        id=document.id,
        heading=cite(header.type, header.number, header.date, header.issuer, header.title)
        if header.number or header.title
        else Path(document.path).name,
        points=tuple(
            Point(sentence.text, sentence.page, sentence.section) for sentence in choose_points(candidates, count, cues)
        ),
        tasks=tasks,
        questions=questions_of(tasks, document.outline),
        references=tuple(references),
        notes=tuple(_notes(document)),
    )


def _notes(document: Document) -> Iterator[str]:
    if document.header.marks.draft:
        yield _("This is a draft.")
    if scanned := [str(page.number) for page in document.pages if page.source == "ocr"]:
        yield _("Page {pages} was read from a picture: compare quotations with the paper.").format(
            pages=", ".join(scanned)
        )
    if len(document.pages) == 1 and len(document.pages[0].text) > _LONGEST_PAGE:
        yield _("The file does not tell where its pages end: look for quotations by their section.")
