"""DOCX → pages, through python-docx.

Word stores no lines: every paragraph and every table row's cell becomes one
line with a made-up box, set so that the same layout rules read it as a PDF's: the
second column of a two-cell letterhead stands right of the middle, paragraphs
stand apart. Pages are those that Word last rendered, where it left its marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from pipeline.errors import UnreadableFile
from pipeline.i18n import _
from pipeline.model import Line, Page
from pipeline.read.layout import page_of_lines

_WIDTH, _HEIGHT, _MARGIN = 595.0, 842.0, 85.0  # A4 in points, the left margin of Hướng dẫn 36-HD/VPTW
_EM = 6.0  # an average letter of 14-point type: centred lines need a width
_STEP = 28.0  # twice a line's height, so that every paragraph stands apart from the next


@dataclass(frozen=True, slots=True)
class _Text:
    """One line of text before it has a place: `column` 0 or 1 of `columns`, `row` shared by cells side by side."""

    text: str
    row: int
    column: int = 0
    columns: int = 1
    bold: bool = False
    italic: bool = False
    centred: bool = False
    opens_page: bool = False


def read_docx(path: Path) -> Iterator[Page]:
    """The pages of a DOCX; raises UnreadableFile when it is broken or another kind of archive."""
    try:
        texts = list(_texts(docx.Document(str(path))))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise UnreadableFile(
            _("The file is no readable Word document."), hint=_("Open it in Word and save it anew."), path=path
        ) from error
    number, lines = 1, list[Line]()
    for text in texts:
        if text.opens_page and lines:
            yield page_of_lines(number, _WIDTH, _HEIGHT, lines)
            number, lines = number + 1, []
        first_row = lines[0].row if lines else text.row
        lines.append(_placed(text, _MARGIN + (text.row - first_row) * _STEP))
    yield page_of_lines(number, _WIDTH, _HEIGHT, lines)


def _texts(document: DocxDocument) -> Iterator[_Text]:
    row = 0
    for block in document.iter_inner_content():
        found = _table_texts(block, row) if isinstance(block, Table) else _paragraph_texts(block, row)
        for text in found:
            yield text
            row = text.row + 1


def _paragraph_texts(paragraph: Paragraph, row: int) -> Iterator[_Text]:
    runs = [run for run in paragraph.runs if run.text.strip()]
    style = paragraph.style.name.lower() if paragraph.style is not None and paragraph.style.name else ""
    breaks = bool(paragraph.rendered_page_breaks) or bool(paragraph.paragraph_format.page_break_before)
    breaks = breaks or 'w:type="page"' in paragraph._p.xml
    for text in filter(None, map(str.strip, paragraph.text.splitlines())):
        yield _Text(
            " ".join(text.split()),
            row,
            bold=bool(runs) and all(run.bold for run in runs) or "heading" in style,
            italic=bool(runs) and all(run.italic for run in runs),
            centred=paragraph.alignment == WD_ALIGN_PARAGRAPH.CENTER,
            opens_page=breaks,
        )
        row, breaks = row + 1, False


def _table_texts(table: Table, row: int) -> Iterator[_Text]:
    """Cells side by side share rows, so that a row of the page's text is a row of the table."""
    for table_row in table.rows:
        cells = list(dict.fromkeys(table_row.cells))  # a merged cell comes once for each place it takes
        columns = [
            [text for paragraph in cell.paragraphs for text in _paragraph_texts(paragraph, 0)] for cell in cells
        ]
        height = max(map(len, columns), default=0)
        for depth in range(height):
            for column, texts in enumerate(columns):
                if depth < len(texts):
                    text = texts[depth]
                    yield _Text(
                        text.text, row + depth, column, len(cells), text.bold, text.italic, False,
                        text.opens_page and column == 0,
                    )  # fmt: skip
        row += height


def _placed(text: _Text, top: float) -> Line:
    inner = _WIDTH - 2 * _MARGIN
    left = _MARGIN + inner * text.column / text.columns
    width = min(len(text.text) * _EM, inner / text.columns)
    if text.centred:
        left = (_WIDTH - width) / 2
    return Line(text.text, left, left + width, top, top + 14.0, 14.0, text.bold, text.italic, text.row)
