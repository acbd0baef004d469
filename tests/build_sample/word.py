"""A source as DOCX, as an office program saves it: letterhead and closing are tables without rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx as python_docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK, WD_LINE_SPACING
from docx.opc.rel import Relationships
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from tests.build_sample.page import NOTICE
from tests.build_sample.source import Block, PageBreak, Paragraph, Source, Table

FACE = "Times New Roman"
STYLES = {"text": "Normal", "heading": "Heading 1", "subheading": "Heading 2", "centred": "Normal"}
FIXED = datetime(2000, 1, 1)


def docx(source: Source) -> bytes:
    """The document; the same bytes each time."""
    document = python_docx.Document()
    _set_up(document, source)
    _letterhead(document, source)
    for block in source.body:
        _put(document, block)
    _closing(document, source)
    _drop(document.part.package.rels, "thumbnail")
    _drop(document.part.rels, "stylesWithEffects")
    file = BytesIO()
    document.save(file)
    return _undated(file)


def _drop(relationships: Relationships, kind: str) -> None:
    """Leave out a part of python-docx's template that no reader needs."""
    for key in [key for key, each in relationships.items() if each.reltype.endswith(f"/{kind}")]:
        relationships.pop(key)


def _set_up(document: Document, source: Source) -> None:
    """Page, styles, the page's number, and what the file says of itself."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    page.different_first_page_header_footer = True
    number = page.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    for name in ("Normal", "Header", "Heading 1", "Heading 2"):
        _dress(document.styles[name])
    facts = document.core_properties
    facts.title, facts.subject, facts.author, facts.comments = source.name, NOTICE, "", ""
    facts.created = facts.modified = FIXED
    facts.language = "vi-VN"


def _dress(style: object) -> None:
    """Times New Roman 14 in black, as every style of such documents."""
    assert isinstance(style, ParagraphStyle)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FACE)
    style.font.size = Pt(14)
    style.font.color.rgb = RGBColor(0, 0, 0)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(0), Pt(6)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18)


def _letterhead(document: Document, source: Source) -> None:
    left, right = _two_cells(document)
    names = [line for line in source.left if line != "*"]
    for text in source.stamps:
        if source.stamp_at in ("above-issuer", "top-right"):
            _line(left if source.stamp_at == "above-issuer" else right, text, bold=True)
    for line in source.left:
        _line(left, line, bold=line == names[-1])
    if source.number:
        number = _line(left, source.number)
        if source.stamp_at == "beside-number":
            for text in source.stamps:
                _text_box(number, text)
    if source.stamp_at == "under-number":
        for text in source.stamps:
            _line(left, text, bold=True)
    if source.copy:
        _line(left, source.copy)
    if not source.type:
        _line(left, source.title)
    if source.draft:
        _line(right, source.draft, bold=True)
    for line in source.right:
        _line(right, line, bold=True).runs[0].underline = line == source.right[-1]
    if source.date:
        _line(right, source.date).runs[0].italic = True
    document.add_paragraph()
    if source.type:
        _centre(document.add_paragraph(), source.type).runs[0].font.size = Pt(16)
        _centre(document.add_paragraph(), source.title)
        _centre(document.add_paragraph(), "-----").runs[0].bold = False


def _text_box(anchor: WordParagraph, text: str) -> None:
    """A text box that floats beside a paragraph, which is how Word's users draw a stamp."""
    box = (
        f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml">'
        '<v:shape style="position:absolute;margin-left:150pt;width:60pt;height:22pt" strokecolor="#c00000"><v:textbox>'
        f"<w:txbxContent><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict>"
    )
    anchor.add_run()._r.append(parse_xml(box))


def _put(document: Document, block: Block) -> None:
    match block:
        case PageBreak():
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        case Table(rows):
            _table(document, rows)
        case Paragraph(text, "centred" | "stamp"):
            _centre(document.add_paragraph(), text)
        case Paragraph(text, kind):
            paragraph = document.add_paragraph(text, style=STYLES[kind])
            paragraph.alignment = ALIGN.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Mm(10)


def _table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for index, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].add_run(text).bold = index == 0
    document.add_paragraph()


def _closing(document: Document, source: Source) -> None:
    left, right = _two_cells(document)
    if source.recipients:
        _line(left, "Nơi nhận:", centred=False).runs[0].underline = True
    for recipient in source.recipients:
        _line(left, f"- {recipient}", centred=False).runs[0].font.size = Pt(12)
    for line in source.authority.splitlines():
        _line(right, line, bold=True)
    for line in source.position.splitlines():
        _line(right, line)
    for _ in range(3):
        right.add_paragraph()
    _line(right, source.signer, bold=True)


def _two_cells(document: Document) -> tuple[_Cell, _Cell]:
    left, right = document.add_table(1, 2).rows[0].cells
    return left, right


def _line(cell: _Cell, text: str, bold: bool = False, centred: bool = True) -> WordParagraph:
    """A line of a cell: its empty first paragraph, or one more."""
    first = cell.paragraphs[0]
    paragraph: WordParagraph = cell.add_paragraph() if first.runs or len(cell.paragraphs) > 1 else first
    paragraph.add_run(text).bold = bold
    paragraph.alignment = ALIGN.CENTER if centred else ALIGN.LEFT
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _centre(paragraph: WordParagraph, text: str) -> WordParagraph:
    paragraph.add_run(text).bold = True
    paragraph.alignment = ALIGN.CENTER
    return paragraph


def _undated(file: BytesIO) -> bytes:
    """The archive again with every entry's time set to the earliest that ZIP knows."""
    result = BytesIO()
    with ZipFile(file) as old, ZipFile(result, "w") as new:
        for entry in old.infolist():
            fixed = ZipInfo(entry.filename)  # its default time is 1 January 1980
            fixed.compress_type = ZIP_DEFLATED
            new.writestr(fixed, old.read(entry))
    return result.getvalue()
