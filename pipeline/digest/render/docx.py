"""A pack as a Word document, for an office to edit, with styles, headings and fields of Word.

The page is that of Hướng dẫn 05-HD/VPTW (27/5/2026): A4, margins of 20, 15, 20 and 30 mm, Times New Roman, the page
number 14 above the text from the second page on. A handout has the smaller letters of handout.css.
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
    Dates,
    Entry,
    Heading,
    Letterhead,
    Listing,
    Masthead,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Runs,
    Signatures,
    Table,
    plain,
)
from .layout import contents, layout, printed_anchor

_FONT = "Times New Roman"
_BLANK = "…" * 6
_LINE_WIDTH = Mm(165)  # between the margins of A4


def render(digest: Digest) -> bytes:
    """Return the pack as DOCX."""
    writer = _Writer(digest.title, is_handout=not digest.full)
    blocks = list(layout(digest))
    for block in blocks:
        writer.add(block, blocks)
    file = io.BytesIO()
    writer.document.save(file)
    return file.getvalue()


class _Writer:
    """A Word document in the making; `add` appends a block."""

    def __init__(self, title: str, *, is_handout: bool) -> None:
        self.document: Any = Document()
        self._bookmarks = 0
        self._breaks = False  # whether the next paragraph begins a page
        self._handout = is_handout
        _set_styles(self.document, is_handout=is_handout)
        _set_page(self.document.sections[0])
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = plain(title), "", MARK
        properties.language = language()

    def add(self, block: Block, blocks: Sequence[Block]) -> None:
        match block:
            case Heading(level, anchor=anchor):
                paragraph = self.document.add_paragraph(style="Title" if level == 1 else f"Heading {level - 1}")
                paragraph.paragraph_format.page_break_before = self._breaks or None
                self._breaks = False
                self._anchored(paragraph, block.numbered, anchor)
            case PageBreak():
                self._breaks = True
            case Masthead():
                self._masthead(block)
            case Dates(groups):
                self._dates(groups)
            case Contents(title):
                self._contents(title, blocks)
            case Paragraph(runs, kind):
                self._runs(self.document.add_paragraph(style=_STYLES.get(kind)), runs)
            case Listing():
                self._listing(block)
            case Table():
                self._table(block)
            case Letterhead():
                self._letterhead(block)
            case Blank(label, lines):
                for _line in range(lines):
                    _fill_with_dots(self.document.add_paragraph(plain(label)))
            case Signatures(names, recipients):
                self._signatures(names, recipients)
            case Picture(svg, caption):
                self._picture(svg, caption)

    def _anchored(self, paragraph: Any, text: str, anchor: str | None) -> None:
        """Append `text` to a paragraph, as a target of links if there is an anchor."""
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
        for text, anchor in contents(blocks):
            paragraph = self.document.add_paragraph(style="Contents Entry")
            _link(paragraph, f"{plain(text)}\t", anchor)
            _field(paragraph, f"PAGEREF {_bookmark(anchor)} \\h")

    def _runs(self, paragraph: Any, runs: Runs) -> None:
        for run in runs:
            _run(paragraph, run)

    def _listing(self, listing: Listing, level: int = 1) -> None:
        if listing.kind != "plain":
            self._read(listing)
            return
        style = ("List Number" if listing.numbered else "List Bullet") + (f" {level}" if level > 1 else "")
        numbering = _new_numbering(self.document, style) if listing.numbered else None
        for entry in listing.entries:
            self._entry(entry, style, numbering, level)

    def _read(self, listing: Listing) -> None:
        """Append sentences to be read aloud, or questions, with bold numbers in a hanging indent."""
        style = "Read" if listing.kind == "read" else "Ask"
        for number, entry in enumerate(listing.entries, 1):
            paragraph = self.document.add_paragraph(style=style)
            paragraph.add_run(f"{number}.\t").bold = True
            self._runs(paragraph, entry.runs)

    def _masthead(self, head: Masthead) -> None:
        table = self._grid(1, (53, 47))
        for cell, lines, is_right in zip(table.rows[0].cells, (head.left, head.right), (False, True), strict=True):
            for place, line in enumerate(lines):
                paragraph = _first_paragraph(cell, "Head") if not place else cell.add_paragraph(style="Head")
                run = paragraph.add_run(plain(line))
                run.bold = place == (0 if is_right else 1)
                run.italic = is_right and place == len(lines) - 1
                run.underline = is_right and place == 0
        self.document.add_paragraph(plain(head.title), style="Handout Title")
        for line in head.subject:
            self.document.add_paragraph(plain(line), style="Handout Subject")
        self.document.add_paragraph("-----", style="Handout Rule")
        if head.session:
            self.document.add_paragraph(plain(head.session), style="Handout Session")

    def _dates(self, groups: Sequence[tuple[str, Sequence[tuple[str, Runs]]]]) -> None:
        for caption, days in groups:
            self.document.add_paragraph(style="Small").add_run(plain(caption)).italic = True
            for day, runs in days:
                paragraph = self.document.add_paragraph(style="Day")
                paragraph.add_run(f"{plain(day)}\t").bold = True
                self._runs(paragraph, runs)

    def _entry(self, entry: Entry, style: str, numbering: int | None, level: int) -> None:
        paragraph = self.document.add_paragraph(style=style)
        if numbering is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = numbering
        if entry.anchor:
            self._anchored(paragraph, "", entry.anchor)
        self._runs(paragraph, entry.runs)
        if entry.below:
            self._listing(entry.below, level + 1)

    def _table(self, table: Table) -> None:
        grid = self._grid(len(table.rows) + bool(table.head), table.widths, "Table Grid")
        if table.head:
            _row_property(grid.rows[0], "w:tblHeader")  # repeated on every page
            for cell, name in zip(grid.rows[0].cells, table.head, strict=True):
                _first_paragraph(cell, "Table Head").add_run(plain(name))
        for row, cells in zip(grid.rows[bool(table.head) :], table.rows, strict=True):
            if table.kind in _ROW_HEIGHTS:
                row.height = Mm(_ROW_HEIGHTS[table.kind])
            for cell, runs in zip(row.cells, cells, strict=True):
                self._runs(_first_paragraph(cell, "Table Text"), runs)
        self.document.add_paragraph(style="Page Begin" if self._handout else "Note")

    def _grid(self, rows: int, widths: Sequence[int], style: str | None = None) -> Any:
        table = self.document.add_table(rows, len(widths), style=style)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = int(_LINE_WIDTH * width / sum(widths))
            for cell in column.cells:
                cell.width = column.width
        for row in table.rows:
            _row_property(row, "w:cantSplit")
        return table

    def _letterhead(self, head: Letterhead) -> None:
        begin = self.document.add_paragraph(style="Page Begin")
        begin.paragraph_format.page_break_before = True
        table = self._grid(1, (45, 55))
        for cell, lines, strong in zip(table.rows[0].cells, (head.left, head.right), (1, 0), strict=True):
            for place, line in enumerate(lines):
                paragraph = (
                    _first_paragraph(cell, "Letterhead") if not place else cell.add_paragraph(style="Letterhead")
                )
                run = paragraph.add_run(plain(line))
                run.bold = place == strong
                run.italic = strong == 0 and place == len(lines) - 1
        self._anchored(self.document.add_paragraph(style="Form Title"), head.title, head.anchor)
        self.document.add_paragraph(plain(head.subtitle), style="Subtitle")

    def _signatures(self, names: Sequence[str], recipients: Sequence[str]) -> None:
        table = self._grid(1, [1] * max(2, len(names) + bool(recipients)))
        cells = table.rows[0].cells
        for place, line in enumerate(("Nơi nhận:", *recipients) if recipients else ()):
            paragraph = (
                _first_paragraph(cells[0], "Recipient") if not place else cells[0].add_paragraph(style="Recipient")
            )
            paragraph.add_run(plain(line)).underline = place == 0
        for cell, name in zip(cells[-len(names) :], names, strict=True):
            paragraph = _first_paragraph(cell, "Letterhead")
            paragraph.add_run(plain(name)).bold = True
            paragraph.paragraph_format.space_before = Pt(18)

    def _picture(self, svg: str, caption: str) -> None:
        from .pdf import render_png

        if png := render_png(svg):
            shape = self.document.add_picture(io.BytesIO(png), width=_LINE_WIDTH)
            shape._inline.docPr.set("descr", plain(caption))


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(number, "PAGE")


def _set_styles(document: Any, *, is_handout: bool) -> None:
    styles = document.styles
    for style in styles:
        fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None:
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            for script in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{script}"), _FONT)
    # Name, parent, size, bold, italic, centered, points before and after, kept with the next paragraph.
    table: tuple[tuple[Any, ...], ...] = (
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
        ("Recipient", "Normal", 12, False, False, False, 0, 0, False),
    )
    if is_handout:
        table = (*(row for row in table if row[0] not in _HANDOUT_SIZES), *_handout_styles())
    for name, parent, size, bold, italic, centered, before, after, keep in table:
        style = styles.add_style(name, 1) if parent and name not in _BUILT_IN else styles[name]
        if parent:
            style.base_style = styles[parent]
        font, form = style.font, style.paragraph_format
        font.name, font.size, font.bold, font.italic = _FONT, Pt(size), bold, italic
        font.color.rgb = RGBColor(0, 0, 0)
        form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), keep
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER if centered else None
        _remove(style.element, "w:pPr/w:pBdr", "w:rPr/w:spacing")
    entry = styles["Contents Entry"].paragraph_format
    entry.right_indent = Mm(12)
    entry.tab_stops.add_tab_stop(_LINE_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    styles["Intense Quote"].paragraph_format.left_indent = Mm(5)
    if is_handout:
        _set_handout_styles(styles)


_STYLES = {
    "unit": "Subtitle", "note": "Note", "notice": "Intense Quote", "file": "Note", "lead": "Lead", "small": "Small",
    "key": "Ruled", "source": "Ruled", "warning": "Warning",
}  # fmt: skip
_ROW_HEIGHTS = {"written": 7, "empty": 8}  # millimetres
_BUILT_IN = frozenset(("Heading 1", "Heading 2"))
_HANDOUT_SIZES = frozenset(("Normal", "Heading 1", "Heading 2", "Note", "Table Head", "Table Text"))
# Line heights of a handout in points, those of measure.py.
_LINES = {
    "Lead": 15.9, "Ask": 15.9, "Read": 16.9, "Small": 13.4, "Ruled": 13.4, "Day": 13.4, "Note": 13.4, "Warning": 13.8,
    "Table Head": 13.8, "Table Text": 13.8, "Heading 1": 15.6, "Heading 2": 15.6, "Head": 16.25,
    "Handout Subject": 17.5, "Handout Rule": 10,
}  # fmt: skip


def _handout_styles() -> tuple[tuple[Any, ...], ...]:
    """Return the styles of a handout, with the columns of those in `_set_styles`."""
    return (
        ("Normal", None, 12.5, False, False, False, 0, 4, False),
        ("Heading 1", None, 12.5, True, False, False, 6, 3, True),
        ("Heading 2", None, 12.5, True, False, False, 6, 3, True),
        ("Note", "Normal", 11, False, True, False, 0, 2, False),
        ("Table Head", "Normal", 11.5, True, False, True, 1.5, 1.5, True),
        ("Table Text", "Normal", 11.5, False, False, False, 1.5, 1.5, False),
        ("Lead", "Normal", 12.5, False, False, False, 0, 4, False),
        ("Read", "Normal", 13, False, False, False, 0, 4, False),
        ("Ask", "Normal", 12.5, False, False, False, 0, 3, False),
        ("Small", "Normal", 11, False, False, False, 0, 2, False),
        ("Ruled", "Small", 11, False, False, False, 6, 2, False),
        ("Day", "Small", 11, False, False, False, 0, 1.5, False),
        ("Warning", "Normal", 11.5, False, False, False, 4, 4, False),
        ("Head", "Normal", 13, False, False, True, 0, 0, True),
        ("Handout Title", "Normal", 15, True, False, True, 9, 2, True),
        ("Handout Subject", "Normal", 14, True, False, True, 0, 0, True),
        ("Handout Rule", "Normal", 12.5, False, False, True, 2, 4, True),
        ("Handout Session", "Normal", 12.5, False, True, True, 0, 4, False),
    )


def _set_handout_styles(styles: Any) -> None:
    """Set what the table of styles has no column for: exact lines, hanging indents, rules and boxes."""
    for name, line in _LINES.items():
        styles[name].paragraph_format.line_spacing = Pt(line)
    for name, indent in (("Read", 7.5), ("Ask", 7.5), ("Day", 26)):
        form = styles[name].paragraph_format
        form.left_indent, form.first_line_indent = Mm(indent), -Mm(indent)
        form.tab_stops.add_tab_stop(Mm(indent))
        form.keep_together = True
    for name in ("Lead", "Read", "Ask"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _border(styles["Ruled"], "top")
    _border(styles["Warning"], "top", "left", "bottom", "right")


def _border(style: Any, *sides: str) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "6"), ("space", "3"), ("color", "000000")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc")


def _remove(element: Any, *paths: str) -> None:
    """Remove ornaments of the template from a style."""
    for path in paths:
        for found in element.findall("/".join(map(qn, path.split("/")))):
            found.getparent().remove(found)


def _bookmark(anchor: str) -> str:
    """Return an anchor as the name of a bookmark, which has no hyphens."""
    return anchor.replace("-", "_")


def _run(paragraph: Any, run: Run) -> None:
    if run.blank:
        paragraph.add_run(_BLANK)
        return
    if run.to:
        _link(paragraph, plain(run.text), printed_anchor(run.to), italic=run.italic)
        return
    words = plain(run.text)
    added = paragraph.add_run(f"“{words}”" if run.quoted and words else words)
    added.bold, added.italic = run.bold or None, run.italic or None
    if run.small:
        added.font.size = Pt(11)


def _link(paragraph: Any, text: str, anchor: str, *, italic: bool = False) -> None:
    run = paragraph.add_run(text)
    run.italic = italic or None
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), _bookmark(anchor))
    link.append(run._r)
    paragraph._p.append(link)


def _field(paragraph: Any, instruction: str) -> None:
    """Append a field that Word fills in when it opens the document."""
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
    """Return the id of a new numbering of a list style, which begins at 1."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    used = document.styles[style].element.pPr.numPr.numId.val
    abstract = next(each for each in numbering.num_lst if each.numId == used).abstractNumId.val
    added = numbering.add_num(abstract)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(added.numId)


def _first_paragraph(cell: Any, style: str) -> Any:
    """Return the first paragraph of a cell, in a style."""
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    return paragraph


def _row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _fill_with_dots(paragraph: Any) -> None:
    """Append a dotted line to write on, up to the margin."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(_LINE_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    paragraph.add_run("\t" if not paragraph.text else " \t")
