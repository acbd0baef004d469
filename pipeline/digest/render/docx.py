"""A pack as a Word document, for an office to edit: real styles and headings, nothing that must be updated by hand.

The page is that of Hướng dẫn 36-HD/VPTW: A4, Times New Roman 14, margins of 20 mm and 30 mm on the left, the page's
number above the text from the second page on.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ...i18n import language
from ...model import Digest
from ...system.files import MARK
from .blocks import (
    Blank,
    Block,
    Contents,
    Entry,
    Heading,
    Letterhead,
    Listing,
    Paragraph,
    Picture,
    Run,
    Runs,
    Signatures,
    Table,
)
from .layout import layout, listed, on_paper
from .plain import plain

_FONT = "Times New Roman"
_LINE = Mm(160)  # what the margins leave of A4's width


def render(digest: Digest) -> bytes:
    """The pack as DOCX."""
    paper = _Paper(digest.title)
    blocks = list(layout(digest))
    for block in blocks:
        paper.add(block, blocks)
    file = io.BytesIO()
    paper.document.save(file)
    return file.getvalue()


class _Paper:
    """The document being made; `add` sets one block."""

    def __init__(self, title: str) -> None:
        self.document: Any = Document()
        self._bookmarks = 0
        _set_styles(self.document)
        _set_page(self.document.sections[0])
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = plain(title), "", MARK
        properties.language = language()

    def add(self, block: Block, blocks: Sequence[Block]) -> None:
        match block:
            case Heading(level, anchor=anchor):
                paragraph = self.document.add_paragraph(style="Title" if level == 1 else f"Heading {level - 1}")
                self._named(paragraph, block.numbered, anchor)
            case Contents(title):
                self._contents(title, blocks)
            case Paragraph(runs, kind):
                style = {"unit": "Subtitle", "note": "Note", "notice": "Intense Quote", "file": "Note"}.get(kind)
                self._runs(self.document.add_paragraph(style=style), runs)
            case Listing():
                self._listing(block)
            case Table():
                self._table(block)
            case Letterhead():
                self._letterhead(block)
            case Blank(label, lines):
                for _line in range(lines):
                    _ruled(self.document.add_paragraph(plain(label)))
            case Signatures(names):
                self._signatures(names)
            case Picture(svg, caption):
                self._picture(svg, caption)

    def _named(self, paragraph: Any, text: str, anchor: str | None) -> None:
        """A paragraph of `text` that links may lead to."""
        if anchor is None:
            paragraph.add_run(plain(text))
            return
        self._bookmarks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self._bookmarks))
        start.set(qn("w:name"), _bookmark(anchor))
        paragraph._p.append(start)
        paragraph.add_run(plain(text))
        paragraph._p.append(end)

    def _contents(self, title: str, blocks: Sequence[Block]) -> None:
        self.document.add_paragraph(plain(title), style="Contents Title")
        for text, anchor in listed(blocks):
            paragraph = self.document.add_paragraph(style="Contents Entry")
            _link(paragraph, f"{plain(text)}\t", anchor)
            _field(paragraph, f"PAGEREF {_bookmark(anchor)} \\h")

    def _runs(self, paragraph: Any, runs: Runs) -> None:
        for run in runs:
            _run(paragraph, run)

    def _listing(self, listing: Listing, level: int = 1) -> None:
        style = ("List Number" if listing.numbered else "List Bullet") + (f" {level}" if level > 1 else "")
        numbering = _new_numbering(self.document, style) if listing.numbered else None
        for entry in listing.entries:
            self._entry(entry, style, numbering, level)

    def _entry(self, entry: Entry, style: str, numbering: int | None, level: int) -> None:
        paragraph = self.document.add_paragraph(style=style)
        if numbering is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = numbering
        if entry.anchor:
            self._named(paragraph, "", entry.anchor)
        self._runs(paragraph, entry.runs)
        if entry.below:
            self._listing(entry.below, level + 1)

    def _table(self, table: Table) -> None:
        made = self._grid(len(table.rows) + 1, table.widths, "Table Grid")
        _repeat(made.rows[0])
        for cell, name in zip(made.rows[0].cells, table.head, strict=True):
            _into(cell, "Table Head").add_run(plain(name))
        for row, cells in zip(made.rows[1:], table.rows, strict=True):
            if table.written:
                row.height = Mm(7)
            for cell, runs in zip(row.cells, cells, strict=True):
                self._runs(_into(cell, "Table Text"), runs)
        self.document.add_paragraph(style="Note")

    def _grid(self, rows: int, widths: Sequence[int], style: str | None = None) -> Any:
        table = self.document.add_table(rows, len(widths), style=style)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = int(_LINE * width / sum(widths))
            for cell in column.cells:
                cell.width = column.width
        for row in table.rows:
            _keep_whole(row)
        return table

    def _letterhead(self, head: Letterhead) -> None:
        begin = self.document.add_paragraph(style="Page Begin")
        begin.paragraph_format.page_break_before = True
        table = self._grid(1, (45, 55))
        for cell, lines, strong in zip(table.rows[0].cells, (head.left, head.right), (1, 0), strict=True):
            for place, line in enumerate(lines):
                paragraph = _into(cell, "Letterhead") if not place else cell.add_paragraph(style="Letterhead")
                run = paragraph.add_run(plain(line))
                run.bold = place == strong
                run.italic = strong == 0 and place == len(lines) - 1
        self._named(self.document.add_paragraph(style="Form Title"), head.title, head.anchor)
        self.document.add_paragraph(plain(head.subtitle), style="Subtitle")

    def _signatures(self, names: Sequence[str]) -> None:
        table = self._grid(1, [1] * max(2, len(names)))
        cells = table.rows[0].cells
        for cell, name in zip(cells[-len(names) :], names, strict=True):
            paragraph = _into(cell, "Letterhead")
            paragraph.add_run(plain(name)).bold = True
            paragraph.paragraph_format.space_before = Pt(18)

    def _picture(self, svg: str, caption: str) -> None:
        from .raster import png

        drawn = png(svg)
        if drawn is None:
            return
        shape = self.document.add_picture(io.BytesIO(drawn), width=_LINE)
        shape._inline.docPr.set("descr", plain(caption))


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(number, "PAGE")


def _set_styles(document: Any) -> None:
    styles = document.styles
    for style in styles:
        fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None:
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            for script in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{script}"), _FONT)
    # Name, parent, size, bold, italic, centred, points before and after, kept with what follows.
    table = (
        ("Normal", None, 14, False, False, False, 0, 6, False),
        ("Title", None, 18, True, False, True, 0, 6, True),
        ("Subtitle", None, 14, True, False, True, 0, 12, False),
        ("Heading 1", None, 15, True, False, False, 18, 6, True),
        ("Heading 2", None, 14, True, False, False, 10, 4, True),
        ("Intense Quote", None, 14, True, False, False, 6, 6, False),
        ("Note", "Normal", 12, False, True, False, 0, 6, False),
        ("Contents Title", "Normal", 14, True, False, False, 6, 4, True),
        ("Contents Entry", "Normal", 13, False, False, False, 0, 3, False),
        ("Table Head", "Normal", 12, True, False, False, 2, 2, True),
        ("Table Text", "Normal", 12, False, False, False, 2, 2, False),
        ("Letterhead", "Normal", 12, False, False, True, 0, 0, True),
        ("Page Begin", "Normal", 1, False, False, False, 0, 0, True),
        ("Form Title", "Heading 1", 16, True, False, True, 18, 2, True),
    )
    for name, parent, size, bold, italic, centred, before, after, kept in table:
        style = styles.add_style(name, 1) if parent else styles[name]
        if parent:
            style.base_style = styles[parent]
        font, form = style.font, style.paragraph_format
        font.name, font.size, font.bold, font.italic = _FONT, Pt(size), bold, italic
        font.color.rgb = RGBColor(0, 0, 0)
        form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), kept
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else None
        _drop(style.element, "w:pPr/w:pBdr", "w:rPr/w:spacing")
    entry = styles["Contents Entry"].paragraph_format
    entry.right_indent = Mm(12)
    entry.tab_stops.add_tab_stop(_LINE, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    styles["Intense Quote"].paragraph_format.left_indent = Mm(5)


def _drop(element: Any, *paths: str) -> None:
    """Take the template's ornaments off a style."""
    for path in paths:
        for found in element.findall("/".join(map(qn, path.split("/")))):
            found.getparent().remove(found)


def _bookmark(anchor: str) -> str:
    """A bookmark's name takes no hyphens."""
    return anchor.replace("-", "_")


def _run(paragraph: Any, run: Run) -> None:
    if run.to:
        _link(paragraph, plain(run.text), on_paper(run.to), italic=run.italic)
        return
    made = paragraph.add_run(plain(run.text))
    made.bold, made.italic = run.bold or None, run.italic or None


def _link(paragraph: Any, text: str, anchor: str, *, italic: bool = False) -> None:
    run = paragraph.add_run(text)
    run.italic = italic or None
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), _bookmark(anchor))
    link.append(run._r)
    paragraph._p.append(link)


def _field(paragraph: Any, instruction: str) -> None:
    """A field that Word fills in when it opens the document."""
    for kind in ("begin", "instr", "separate", "text", "end"):
        run = paragraph.add_run("1" if kind == "text" else "")
        if kind == "instr":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {instruction} "
        elif kind == "text":
            continue
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            if kind == "begin":
                element.set(qn("w:dirty"), "true")
        run._r.append(element)


def _new_numbering(document: Any, style: str) -> int:
    """A numbering of its own for a list, so that it begins at 1."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    used = document.styles[style].element.pPr.numPr.numId.val
    abstract = next(each for each in numbering.num_lst if each.numId == used).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def _into(cell: Any, style: str) -> Any:
    """The first paragraph of a cell, in a style."""
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    return paragraph


def _row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _repeat(row: Any) -> None:
    """A head that stands again on every page of its table."""
    _row_property(row, "w:tblHeader")


def _keep_whole(row: Any) -> None:
    _row_property(row, "w:cantSplit")


def _ruled(paragraph: Any) -> None:
    """A line to write on, up to the margin."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(_LINE, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    paragraph.add_run("\t" if not paragraph.text else " \t")
