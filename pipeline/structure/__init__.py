"""Pages → what a document is: its header, outline and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model import Header, Page, Paragraph, Section, Validity
from ..registry import Registry
from .closing import Closing, find_closing
from .header import find_header
from .ocr_warnings import ocr_warnings
from .outline import outline_of
from .paragraphs import footnote_paragraphs, footnotes_of, furniture_of, paragraphs_of
from .rows import Row, rows_of
from .validity import validity

__all__ = ["Structure", "structure"]


@dataclass(frozen=True, slots=True)
class Structure:
    """What the pages say together; `body_start` is where the text below the letterhead begins on page 1."""

    header: Header
    outline: tuple[Section, ...]
    paragraphs: dict[int, tuple[Paragraph, ...]]
    body_start: int
    warnings: tuple[str, ...]
    validity: Validity | None


def structure(pages: Sequence[Page], registry: Registry) -> Structure:
    """The structure of a document's pages; what is blank or absent is None or empty, never guessed."""
    found = find_header(pages, registry)
    closing = find_closing(pages)
    with_rows = [(page, rows_of(page)) for page in pages]
    furniture = furniture_of(with_rows)
    body: list[tuple[Page, list[Row]]] = []
    paragraphs: dict[int, tuple[Paragraph, ...]] = {}
    for page, rows in with_rows:
        head = found.body_start if page is pages[0] else 0
        kept = [
            row
            for row in rows
            if row.start >= head and row.index not in furniture[page.number] and not _closes(page, row, closing)
        ]
        notes = footnotes_of(kept)
        kept = kept[: len(kept) - len(notes)]
        body.append((page, kept))
        paragraphs[page.number] = (*paragraphs_of(kept), *footnote_paragraphs(notes, kept))
    header = replace(found.header, signers=closing.signers, recipients=closing.recipients)
    warnings = (*found.warnings, *ocr_warnings(pages, header, found.warnings))
    return Structure(header, outline_of(body), paragraphs, found.body_start, warnings, validity(pages, header))


def _closes(page: Page, row: Row, closing: Closing) -> bool:
    return page.number == closing.page and row.start >= closing.start
