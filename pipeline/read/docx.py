"""DOCX → pages, through python-docx.

Paragraphs and table cells become lines as `flow` places them. Pages are those that Word last rendered, where it stored
their breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.text.font import CT_RPr
from docx.styles.style import BaseStyle, CharacterStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run as DocxRun

from ..errors import UnreadableFile
from ..i18n import _
from ..model import Page
from ..vietnamese.secrecy import degree_of
from .encodings import Run
from .flow import FlowLine, pages_of, repair_lines

_MAX_XML = 64 << 20  # bytes unpacked; a law of 900 sections has a tenth of it


def read_docx(path: Path) -> Iterator[Page]:
    """Yield the pages of a DOCX. Raises UnreadableFile when it is damaged or another kind of archive."""
    try:
        _check_size(path)
        lines = list(_document_lines(docx.Document(str(path))))
    except (MemoryError, RecursionError, TimeoutError, OSError, UnreadableFile):
        raise
    except Exception as error:  # a damaged archive raises errors of zipfile, zlib, lxml and python-docx
        raise not_word(path) from error
    yield from pages_of(*repair_lines(lines))


def not_word(path: Path) -> UnreadableFile:
    """Return the error for a file that is not a sound Word document."""
    return UnreadableFile(
        _("The file is not a readable Word document."), hint=_("Open it in Word and save it again."), path=path
    )


def _check_size(path: Path) -> None:
    """Raise UnreadableFile for an archive that unpacks to more text than any real document has."""
    with ZipFile(path) as archive:
        size = sum(part.file_size for part in archive.infolist() if part.filename.endswith(".xml"))
    if size > _MAX_XML:
        raise UnreadableFile(
            _("The Word file unpacks to {size} MB of text.").format(size=size >> 20),
            hint=_("Split the file and add the parts."),
            path=path,
        )


@dataclass(frozen=True, slots=True)
class _Style:
    """A named style: whether it is a heading's, and its font for non-ASCII letters, "" where it names none."""

    heading: bool
    font: str


StyleLookup = Callable[[str | None, WD_STYLE_TYPE], _Style]


def _style_lookup(document: DocxDocument) -> StyleLookup:
    """Return a cached lookup of styles by id and type: python-docx searches all styles every time."""

    @cache
    def style(style_id: str | None, style_type: WD_STYLE_TYPE) -> _Style:
        found = document.part.get_style(style_id, style_type)
        return _Style("heading" in (found.name or "").lower(), _style_font(found))

    return style


def _document_lines(document: DocxDocument) -> Iterator[FlowLine]:
    row, styles = 0, _style_lookup(document)
    _keep_soft_hyphens(document)
    for stamp in _stamps(document):
        yield FlowLine(stamp, row, (("", stamp),), bold=True)
        row += 1
    for block in document.iter_inner_content():
        lines = _table_lines(block, row, styles) if isinstance(block, Table) else _paragraph_lines(block, row, styles)
        for line in lines:
            yield line
            row = line.row + 1


def _stamps(document: DocxDocument) -> Iterator[str]:
    """Yield the degrees of secrecy in page headers and footers, whose other text does not belong to the document."""
    parts = [
        part
        for section in document.sections
        for part in (section.first_page_header, section.header, section.first_page_footer, section.footer)
        if not part.is_linked_to_previous
    ]
    texts = ("".join(text.text or "" for text in paragraph.iter(qn("w:t")))
             for part in parts for paragraph in part._element.iter(qn("w:p")))  # fmt: skip
    return (text for text in dict.fromkeys(texts) if degree_of(text))


def _text_box_paragraphs(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield the paragraphs of text boxes anchored in a paragraph, without the fallback copy that Word stores."""
    for box in paragraph._p.iter(qn("w:txbxContent")):
        if not any(outer.tag.endswith("}Fallback") for outer in box.iterancestors()):
            yield from (Paragraph(inner, paragraph._parent) for inner in box.iterchildren(qn("w:p")))


def _keep_soft_hyphens(document: DocxDocument) -> None:
    """Turn soft hyphens into text, because python-docx drops them and TCVN3 has ư in their place."""
    for element in list(document.element.body.iter(qn("w:softHyphen"))):
        text = OxmlElement("w:t")
        text.text = "\u00ad"
        element.getparent().replace(element, text)


def _paragraph_lines(paragraph: Paragraph, row: int, styles: StyleLookup) -> Iterator[FlowLine]:
    runs = [run for run in paragraph.runs if run.text.strip()]
    style = styles(paragraph._p.style, WD_STYLE_TYPE.PARAGRAPH)
    starts_page = (
        bool(paragraph.rendered_page_breaks)
        or bool(paragraph.paragraph_format.page_break_before)
        or 'w:type="page"' in paragraph._p.xml
    )
    for line_runs in _runs_by_line(paragraph, style.font, styles):
        text = "".join(text for _font, text in line_runs)
        if not text.strip():
            continue
        yield FlowLine(
            text=text,
            row=row,
            runs=tuple(line_runs),
            bold=(bool(runs) and all(run.bold for run in runs)) or style.heading,
            italic=bool(runs) and all(run.italic for run in runs),
            centred=_is_centred(paragraph),
            starts_page=starts_page,
        )
        row, starts_page = row + 1, False
    for boxed in _text_box_paragraphs(paragraph):
        for line in _paragraph_lines(boxed, row, styles):
            yield line
            row = line.row + 1


def _is_centred(paragraph: Paragraph) -> bool:
    """Return whether the paragraph's own alignment is centred; python-docx fails on the `end` of newer files."""
    properties = paragraph._p.pPr
    return properties is not None and properties.xpath("./w:jc/@w:val") == ["center"]


def _runs_by_line(paragraph: Paragraph, default_font: str, styles: StyleLookup) -> list[list[Run]]:
    """Return the runs of each line of a paragraph, whose lines end at manual line breaks."""
    lines: list[list[Run]] = [[]]
    for item in paragraph.iter_inner_content():
        for run in [item] if isinstance(item, DocxRun) else item.runs:
            style = run._r.style
            font = _named_font(run._r.rPr) or (style and styles(style, WD_STYLE_TYPE.CHARACTER).font) or default_font
            first, *others = run.text.split("\n")
            lines[-1].append((font, first))
            lines += [[(font, text)] for text in others]
    return lines


def _style_font(style: BaseStyle | None) -> str:
    """Return the font of a style or of the nearest style that it is based on; "" when none names one."""
    while isinstance(style, CharacterStyle):
        if font := _named_font(style.element.rPr):
            return font
        style = style.base_style
    return ""


def _named_font(properties: CT_RPr | None) -> str:
    """Return the font for non-ASCII letters (`w:hAnsi`), which include those of legacy encodings."""
    fonts = None if properties is None else properties.rFonts
    return "" if fonts is None else fonts.hAnsi or fonts.ascii or ""


def _table_lines(table: Table, row: int, styles: StyleLookup) -> Iterator[FlowLine]:
    """Yield the lines of cells; cells side by side share rows, so that a row of text is a row of the table."""
    for table_row in table.rows:
        cells = list(dict.fromkeys(table_row.cells))  # a merged cell is repeated for each grid column
        columns = [
            [line for paragraph in cell.paragraphs for line in _paragraph_lines(paragraph, 0, styles)] for cell in cells
        ]
        height = max(map(len, columns), default=0)
        for depth in range(height):
            for column, lines in enumerate(columns):
                if depth < len(lines):
                    line = lines[depth]
                    yield replace(
                        line,
                        row=row + depth,
                        column=column,
                        columns=len(cells),
                        centred=False,
                        starts_page=line.starts_page and column == 0,
                    )
        row += height
