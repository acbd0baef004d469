"""Pages → the structure of a document: header, outline, paragraphs, closing block and validity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model import Header, Page, Paragraph, Section, Validity
from ..registry import Registry
from .closing import Closing, find_closing
from .header import find_header
from .ocr_warnings import ocr_warnings
from .outline import outline_of
from .page_layout import Row, footnote_paragraphs, footnotes_of, furniture_of, paragraphs_of, rows_of
from .validity import find_validity

__all__ = ["Structure", "find_validity", "structure"]


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure of a document.

    Attributes:
        paragraphs: those of each page, by page number.
        body_start: where the body below the letterhead begins in the text of page 1.
    """

    header: Header
    outline: tuple[Section, ...]
    paragraphs: dict[int, tuple[Paragraph, ...]]
    body_start: int
    warnings: tuple[str, ...]
    validity: Validity | None


def structure(pages: Sequence[Page], registry: Registry) -> Structure:
    """Return the structure of a document's pages; what is blank or absent is None or empty, never guessed."""
    found = find_header(pages, registry)
    closing = find_closing(pages)
    with_rows = [(page, rows_of(page)) for page in pages]
    furniture = furniture_of(with_rows)
    body: list[tuple[Page, list[Row]]] = []
    paragraphs: dict[int, tuple[Paragraph, ...]] = {}
    for page, rows in with_rows:
        start = found.body_start if page is pages[0] else 0
        text_rows = [
            row
            for row in rows
            if row.start >= start and row.index not in furniture[page.number] and not _is_closing(page, row, closing)
        ]
        footnotes = footnotes_of(text_rows)
        text_rows = text_rows[: len(text_rows) - len(footnotes)]
        body.append((page, text_rows))
        annexed = [row for row in rows if _is_closing(page, row, closing) and _is_annexed(row)]
        paragraphs[page.number] = (
            *paragraphs_of(text_rows), *footnote_paragraphs(footnotes, text_rows), *paragraphs_of(annexed)
        )  # fmt: skip
    header = replace(found.header, signers=closing.signers, recipients=closing.recipients)
    return Structure(
        header=header,
        outline=outline_of(body),
        paragraphs=paragraphs,
        body_start=found.body_start,
        warnings=(*found.warnings, *ocr_warnings(pages, header, found.warnings)),
        validity=find_validity(pages, header),
    )


_MIN_COLUMNS = 4  # of a table; recipients and signature are in two or three


def _is_annexed(row: Row) -> bool:
    """Return whether a row on the page of the closing block, which is a page of a Word file, is one of a table."""
    return any(line.place is not None and line.place.columns >= _MIN_COLUMNS for line in row.lines)


def _is_closing(page: Page, row: Row, closing: Closing) -> bool:
    return page.number == closing.page and row.start >= closing.start
