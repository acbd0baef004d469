"""The proof that a quotation stands on its page; without it nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.errors import NotGrounded
from pipeline.i18n import _
from pipeline.model import DigestItem, Point, Task
from pipeline.text import nfc, squeeze


def stands_on(quotation: str, page_text: str) -> bool:
    """Whether the quotation stands word for word in the page's text, white space folded, both NFC."""
    return bool(quotation.strip()) and squeeze(nfc(quotation)) in squeeze(nfc(page_text))


def check(items: Iterable[DigestItem], pages: Mapping[str, Mapping[int, str]]) -> None:
    """Compare every point and task of a pack with its page; `pages` maps document id → page → text.

    Raises NotGrounded, naming document and page, at the first that differs.
    """
    for item in items:
        quotations: tuple[Point | Task, ...] = (*item.points, *item.tasks)
        for quoted in quotations:
            if not stands_on(quoted.text, pages.get(item.id, {}).get(quoted.page, "")):
                raise NotGrounded(
                    _("A quotation does not stand on page {page} of {id}; the pack was not written.").format(
                        page=quoted.page, id=item.id
                    ),
                    hint=_("Add the document again, then make the pack anew."),
                )
