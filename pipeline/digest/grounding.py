"""Grounding: every quotation of a pack is compared with its page before the pack is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..errors import NotGrounded
from ..i18n import _
from ..model import Digest, DigestItem
from ..vietnamese.text import nfc, squeeze


def is_on_page(quotation: str, page_text: str) -> bool:
    """Return whether the page's text has the quotation word for word; both in NFC, white space folded."""
    return bool(quotation.strip()) and squeeze(nfc(quotation)) in squeeze(nfc(page_text))


def quotations(item: DigestItem) -> Iterator[tuple[str, int]]:
    """Yield what a document's part of a pack quotes from the document, each quotation with its page."""
    for point in item.points:
        yield point.text, point.page
        if point.lead is not None:
            yield point.lead, point.lead_page or point.page
    yield from ((figure.text, figure.page) for figure in item.figures)
    yield from ((value, figure.page) for figure in item.figures for value in figure.values)
    yield from ((reason.words, reason.page) for reason in item.why)
    for task in item.tasks:
        yield task.text, task.page
        yield from ((words, task.page) for words in (task.what, task.report_to, task.partner) if words)
        if task.deadline is not None:
            yield task.deadline, task.deadline_page
        if task.who is not None:
            yield task.who, task.who_page


def check(digest: Digest, pages: Mapping[str, Mapping[int, str]]) -> None:
    """Compare every quotation of a pack with its page, those inside questions too.

    Args:
        digest: The pack.
        pages: The text of each page, by document id and page number.

    Raises:
        NotGrounded: A quotation is not on its page; the message names the document and the page.
    """
    for item in digest.items:
        folded = {number: squeeze(nfc(text)) for number, text in pages.get(item.id, {}).items()}
        in_questions = ((each.quotation, each.page) for each in item.questions)
        for quotation, page in (*quotations(item), *in_questions):
            if not quotation.strip() or squeeze(nfc(quotation)) not in folded.get(page, ""):
                raise NotGrounded(
                    _("A quotation is not on page {page} of {id}; the pack was not written.").format(
                        page=page, id=item.id
                    ),
                    hint=_("Add the document again, then make the pack again."),
                )
