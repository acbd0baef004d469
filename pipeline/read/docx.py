"""DOCX → pages, through python-docx.

Word stores no lines: every paragraph and every table row's cell becomes one
line with a made-up box, set so that the same layout rules read it as a PDF's: the
second column of a two-cell letterhead stands right of the middle, paragraphs
stand apart. Pages are those that Word last rendered, where it left its marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import docx
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.text.font import CT_RPr
from docx.styles.style import BaseStyle, CharacterStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run as DocxRun

from pipeline.errors import UnreadableFile
from pipeline.i18n import _
from pipeline.model import Line, Page, TextSource
from pipeline.read.encodings import Run, repaired
from pipeline.read.layout import page_of_lines
from pipeline.text import squeeze

_WIDTH, _HEIGHT, _MARGIN = 595.0, 842.0, 85.0  # A4 in points, the left margin of Hướng dẫn 36-HD/VPTW
_EM = 6.0  # an average letter of 14-point type: centred lines need a width
_STEP = 28.0  # twice a line's height, so that every paragraph stands apart from the next


@dataclass(frozen=True, slots=True)
class _Text:
    """One line of text before it has a place: `row` is shared by cells side by side, `column` of `columns`.

    `runs` is the text with its fonts, as the repair of old encodings wants it.
    """

    text: str
    row: int
    runs: tuple[Run, ...] = ()
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
    except (MemoryError, RecursionError, TimeoutError, OSError):
        raise
    except Exception as error:  # a broken archive raises errors of zipfile, zlib, lxml and python-docx
        raise UnreadableFile(
            _("The file is no readable Word document."),
            hint=_("Open it in Word and save it anew."),
            path=path,
        ) from error
    texts, source = _legible(texts)
    number, lines = 1, list[Line]()
    for text in texts:
        if text.opens_page and lines:
            yield page_of_lines(number, _WIDTH, _HEIGHT, lines, source)
            number, lines = number + 1, []
        first_row = lines[0].row if lines else text.row
        lines.append(_placed(text, _MARGIN + (text.row - first_row) * _STEP))
    yield page_of_lines(number, _WIDTH, _HEIGHT, lines, source)


def _legible(texts: list[_Text]) -> tuple[list[_Text], TextSource]:
    """The lines with old encodings repaired, and whether any was. White space is folded here."""
    legible = repaired([text.runs for text in texts])
    mended = [replace(text, text=squeeze(plain)) for text, plain in zip(texts, legible.texts, strict=True)]
    return mended, "repaired" if legible.changed else "text"


@dataclass(frozen=True, slots=True)
class _Style:
    """What a named style says: whether it is a heading's, and its font for letters beyond ASCII, "" if unsaid."""

    heading: bool
    font: str


Styles = Callable[[str | None, WD_STYLE_TYPE], _Style]


def _styles(document: DocxDocument) -> Styles:
    """The styles of a file by id and kind, each looked up once: python-docx goes through all of them each time."""

    @cache
    def style(style_id: str | None, kind: WD_STYLE_TYPE) -> _Style:
        found = document.part.get_style(style_id, kind)
        return _Style("heading" in (found.name or "").lower(), _style_font(found))

    return style


def _texts(document: DocxDocument) -> Iterator[_Text]:
    row, styles = 0, _styles(document)
    for block in document.iter_inner_content():
        reading = _table_texts(block, row, styles) if isinstance(block, Table) else _paragraph_texts(block, row, styles)
        for text in reading:
            yield text
            row = text.row + 1


def _paragraph_texts(paragraph: Paragraph, row: int, styles: Styles) -> Iterator[_Text]:
    runs = [run for run in paragraph.runs if run.text.strip()]
    style = styles(paragraph._p.style, WD_STYLE_TYPE.PARAGRAPH)
    breaks = bool(paragraph.rendered_page_breaks) or bool(paragraph.paragraph_format.page_break_before)
    breaks = breaks or 'w:type="page"' in paragraph._p.xml
    for line in _lines(paragraph, style.font, styles):
        text = "".join(text for _font, text in line)
        if not text.strip():
            continue
        yield _Text(
            text,
            row,
            tuple(line),
            bold=(bool(runs) and all(run.bold for run in runs)) or style.heading,
            italic=bool(runs) and all(run.italic for run in runs),
            centred=paragraph.alignment == WD_ALIGN_PARAGRAPH.CENTER,
            opens_page=breaks,
        )
        row, breaks = row + 1, False


def _lines(paragraph: Paragraph, usual_font: str, styles: Styles) -> list[list[Run]]:
    """The paragraph's lines (parted where its author broke them), each with its fonts."""
    lines: list[list[Run]] = [[]]
    for item in paragraph.iter_inner_content():
        for run in [item] if isinstance(item, DocxRun) else item.runs:
            style = run._r.style
            font = _named_font(run._r.rPr) or (style and styles(style, WD_STYLE_TYPE.CHARACTER).font)
            first, *others = run.text.split("\n")
            lines[-1].append((font or usual_font, first))
            lines += [[(font or usual_font, text)] for text in others]
    return lines


def _style_font(style: BaseStyle | None) -> str:
    """The font of a style or of the nearest one that it is based on; "" when none names one."""
    while isinstance(style, CharacterStyle):
        if font := _named_font(style.element.rPr):
            return font
        style = style.base_style
    return ""


def _named_font(properties: CT_RPr | None) -> str:
    """The font for letters beyond ASCII (`w:hAnsi`), which is where old encodings have theirs."""
    fonts = None if properties is None else properties.rFonts
    return "" if fonts is None else fonts.hAnsi or fonts.ascii or ""


def _table_texts(table: Table, row: int, styles: Styles) -> Iterator[_Text]:
    """Cells side by side share rows, so that a row of the page's text is a row of the table."""
    for table_row in table.rows:
        cells = list(dict.fromkeys(table_row.cells))  # a merged cell comes once for each place it takes
        columns = [
            [text for paragraph in cell.paragraphs for text in _paragraph_texts(paragraph, 0, styles)] for cell in cells
        ]
        height = max(map(len, columns), default=0)
        for depth in range(height):
            for column, texts in enumerate(columns):
                if depth < len(texts):
                    text = texts[depth]
                    yield replace(
                        text,
                        row=row + depth,
                        column=column,
                        columns=len(cells),
                        centred=False,
                        opens_page=text.opens_page and column == 0,
                    )
        row += height


def _placed(text: _Text, top: float) -> Line:
    inner = _WIDTH - 2 * _MARGIN
    left = _MARGIN + inner * text.column / text.columns
    width = min(len(text.text) * _EM, inner / text.columns)
    if text.centred:
        left = (_WIDTH - width) / 2
    return Line(text.text, left, left + width, top, top + 14.0, 14.0, text.bold, text.italic, text.row)
