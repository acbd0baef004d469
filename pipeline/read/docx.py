"""DOCX → pages, through python-docx.

Paragraphs and table cells become lines as `flow` sets them. Pages are those that
Word last rendered, where it left its marks.
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
from .flow import Text, legible, pages_of

_LARGEST = 64 << 20  # bytes of XML; a law of 900 sections has a tenth of it


def read_docx(path: Path) -> Iterator[Page]:
    """The pages of a DOCX; raises UnreadableFile when it is broken or another kind of archive."""
    try:
        _weigh(path)
        texts = list(_texts(docx.Document(str(path))))
    except (MemoryError, RecursionError, TimeoutError, OSError, UnreadableFile):
        raise
    except Exception as error:  # a broken archive raises errors of zipfile, zlib, lxml and python-docx
        raise UnreadableFile(
            _("The file is no readable Word document."),
            hint=_("Open it in Word and save it anew."),
            path=path,
        ) from error
    yield from pages_of(*legible(texts))


def _weigh(path: Path) -> None:
    """Raises UnreadableFile for an archive whose texts unpack to more than any real document has."""
    with ZipFile(path) as archive:
        size = sum(part.file_size for part in archive.infolist() if part.filename.endswith(".xml"))
    if size > _LARGEST:
        raise UnreadableFile(
            _("The Word file unpacks to {size} MB of text.").format(size=size >> 20),
            hint=_("Split the file and add the parts."),
            path=path,
        )


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


def _texts(document: DocxDocument) -> Iterator[Text]:
    row, styles = 0, _styles(document)
    _spell_soft_hyphens(document)
    for stamp in _stamps(document):
        yield Text(stamp, row, (("", stamp),), bold=True)
        row += 1
    for block in document.iter_inner_content():
        reading = _table_texts(block, row, styles) if isinstance(block, Table) else _paragraph_texts(block, row, styles)
        for text in reading:
            yield text
            row = text.row + 1


def _stamps(document: DocxDocument) -> Iterator[str]:
    """The degrees of secrecy in the running heads and feet; the rest of those is no text of the document."""
    parts = [
        part
        for section in document.sections
        for part in (section.first_page_header, section.header, section.first_page_footer, section.footer)
        if not part.is_linked_to_previous
    ]
    texts = ("".join(text.text or "" for text in paragraph.iter(qn("w:t")))
             for part in parts for paragraph in part._element.iter(qn("w:p")))  # fmt: skip
    return (text for text in dict.fromkeys(texts) if degree_of(text))


def _boxes(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraphs of the text boxes anchored in a paragraph; Word keeps each twice, for itself and as a fallback."""
    for box in paragraph._p.iter(qn("w:txbxContent")):
        if not any(outer.tag.endswith("}Fallback") for outer in box.iterancestors()):
            yield from (Paragraph(inner, paragraph._parent) for inner in box.iterchildren(qn("w:p")))


def _spell_soft_hyphens(document: DocxDocument) -> None:
    """Make soft hyphens text, which python-docx leaves out: TCVN3 has its ư in their place."""
    for element in list(document.element.body.iter(qn("w:softHyphen"))):
        text = OxmlElement("w:t")
        text.text = "\u00ad"
        element.getparent().replace(element, text)


def _paragraph_texts(paragraph: Paragraph, row: int, styles: Styles) -> Iterator[Text]:
    runs = [run for run in paragraph.runs if run.text.strip()]
    style = styles(paragraph._p.style, WD_STYLE_TYPE.PARAGRAPH)
    breaks = bool(paragraph.rendered_page_breaks) or bool(paragraph.paragraph_format.page_break_before)
    breaks = breaks or 'w:type="page"' in paragraph._p.xml
    for line in _lines(paragraph, style.font, styles):
        text = "".join(text for _font, text in line)
        if not text.strip():
            continue
        yield Text(
            text,
            row,
            tuple(line),
            bold=(bool(runs) and all(run.bold for run in runs)) or style.heading,
            italic=bool(runs) and all(run.italic for run in runs),
            centred=_is_centred(paragraph),
            opens_page=breaks,
        )
        row, breaks = row + 1, False
    for box in _boxes(paragraph):
        for text_of_box in _paragraph_texts(box, row, styles):
            yield text_of_box
            row = text_of_box.row + 1


def _is_centred(paragraph: Paragraph) -> bool:
    """Whether the paragraph itself says so; python-docx would fall over the `end` of newer files."""
    properties = paragraph._p.pPr
    return properties is not None and properties.xpath("./w:jc/@w:val") == ["center"]


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


def _table_texts(table: Table, row: int, styles: Styles) -> Iterator[Text]:
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
