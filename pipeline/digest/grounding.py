"""The proof that a quotation stands on its page; without it nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..errors import NotGrounded
from ..i18n import _
from ..model import Digest, DigestItem
from ..vietnamese.text import nfc, squeeze


def stands_on(quotation: str, page_text: str) -> bool:
    """Whether the quotation stands word for word in the page's text, white space folded, both NFC."""
    return bool(quotation.strip()) and squeeze(nfc(quotation)) in squeeze(nfc(page_text))


def quotations(item: DigestItem) -> Iterator[tuple[str, int]]:
    """Everything of a document's part that is the document's own words, with its page."""
    for point in item.points:
        yield point.text, point.page
        if point.lead is not None:
            yield point.lead, point.lead_page or point.page
    yield from ((figure.text, figure.page) for figure in item.figures)
    yield from ((value, figure.page) for figure in item.figures for value in figure.values)
    yield from ((reason.words, reason.page) for reason in item.why)
    for task in item.tasks:
        yield task.text, task.page
        yield from ((words, task.page) for words in (task.what, task.deadline, task.report_to) if words)
        if task.who is not None:
            yield task.who, task.who_page


def check(digest: Digest, pages: Mapping[str, Mapping[int, str]]) -> None:
    """Compare every quotation of a pack with its page; `pages` maps document id → page → text.

    Raises NotGrounded, naming document and page, at the first that differs.
    """
    for item in digest.items:
        folded = {number: squeeze(nfc(text)) for number, text in pages.get(item.id, {}).items()}
        for words, page in quotations(item):
            if not words.strip() or squeeze(nfc(words)) not in folded.get(page, ""):
                raise NotGrounded(
                    _("A quotation does not stand on page {page} of {id}; the pack was not written.").format(
                        page=page, id=item.id
                    ),
                    hint=_("Add the document again, then make the pack anew."),
                )
