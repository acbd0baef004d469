"""The citations of a whole document, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..model import Header, Mention, Page, Paragraph
from ..registry import Registry
from ..vietnamese.numbers import number_key
from .across_pages import Mentions, joined_at_breaks
from .antecedent import with_antecedents
from .kinds.law import LAWS
from .short_names import with_short_names


@dataclass(frozen=True, slots=True)
class Citer:
    """The document that cites: its header, its paragraphs by page, and where its body begins on the first."""

    header: Header
    paragraphs: Mapping[int, Sequence[Paragraph]]
    body_start: int


def cited_on_pages(found: Mentions, pages: Sequence[Page], citer: Citer, registry: Registry) -> Mentions:
    """What was found on each page, joined over page breaks, short forms with what they stand for.

    The document's own number, which stands before the body, is no citation.
    """
    if pages:
        first = pages[0].number
        found = {**found, first: tuple(each for each in found[first] if not _is_own_number(each, citer))}
    joined = joined_at_breaks(found, pages, citer.paragraphs, registry)
    named = with_short_names([page.text for page in pages], [joined[page.number] for page in pages], registry)
    in_order = with_antecedents(named, citer.header.type)
    return {page.number: mentions for page, mentions in zip(pages, in_order, strict=True)}


def of_others(mentions: Mentions) -> Mentions:
    """Without the words that point at the document itself: it does not cite itself."""
    return {page: tuple(each for each in some if not _is_own(each)) for page, some in mentions.items()}


def _is_own(mention: Mention) -> bool:
    return mention.pointer in ("own", "this") and mention.antecedent is None


def _is_own_number(mention: Mention, citer: Citer) -> bool:
    if mention.start >= citer.body_start:
        return False
    if mention.number is None:  # a law's name in its head
        return mention.type == citer.header.type and mention.type in LAWS
    own = citer.header.number
    unnamed = mention.text[:1].isdigit() or mention.text[:2].lower() == "số"
    return (own is not None and number_key(mention.number) == number_key(own)) or unnamed
