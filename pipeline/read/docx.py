"""DOCX → pages: one walk over all text of a Word file, in reading order, in its final state (ECMA-376).

It covers the body, headers and footers, footnotes and endnotes, text boxes and WordArt, nested tables, content
controls, smart tags and the results of fields. Inserted and moved-to text is included, deleted, moved-from and hidden
text is not; automatic numbers are text. Pages are those that Word last rendered, where it stored their breaks.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from lxml import etree

from ..errors import UnreadableFile
from ..i18n import _
from ..model import Page, Place
from ..vietnamese.secrecy import degree_of
from .docx_numbering import Numbering, read_numbering
from .docx_package import Package, R, W, open_package, value_of
from .docx_styles import RunProperties, Styles, inherit, paragraph_properties, run_properties
from .encodings import Run, font_encoding
from .flow import NOTE_MARK, FlowLine, pages_of, repair_lines
from .formats import PictureReader, ignore_pictures

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_VML = "{urn:schemas-microsoft-com:vml}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURES = (f"{_DRAWING}blip", f"{_VML}imagedata")
_METAFILES = (".emf", ".wmf", ".emz", ".wmz", ".svg")
_SHAPES = (f"{_DRAWING}custGeom", f"{_VML}shape", f"{_VML}polyline")
_CURVES = tuple(f"{_DRAWING}{name}" for name in ("cubicBezTo", "quadBezTo", "arcTo"))
_STRAIGHT_LINES, _SHORT_PATH = 4, 60  # lines of a polygon, characters of a path, that a plain shape has at most
_LINES_OF_LETTERHEAD, _LINES_OF_PAGE = 15, 60  # where a picture in the text, or a floating one, is on top of page 1
_TRANSPARENT = frozenset(
    f"{W}{name}"
    for name in ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo", "sdt", "sdtContent")
)
_OMITTED = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tcPr"))
_CONTROL = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\u00ad"}
_SYMBOLS = {"F0B7": "•", "F0A8": "☐", "F06F": "☐", "F071": "☐", "F0FE": "☑", "F0FD": "☒", "F0FC": "✓", "F02D": "-"}
_PAGE_BREAK = "\f"
_XML = re.compile(r"^\s*<\?xml[^>]*>")


# What zipfile, zlib and lxml raise for a damaged or locked archive and for what is no XML; other errors are our faults.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, StopIteration, UnicodeError,
    etree.LxmlError,
)  # fmt: skip


def read_docx(path: Path, read_picture: PictureReader = ignore_pictures) -> Iterator[Page]:
    """Yield the pages of a Word file (DOCX, DOCM, DOTX, DOTM, in the transitional or the Strict form).

    Args:
        path: the file.
        read_picture: returns the degree of secrecy that a picture in the letterhead shows, or None.

    Raises:
        UnreadableFile: it is damaged, too large, or another kind of archive.
    """
    try:
        package = open_package(path)
        with package.archive:
            walk = _Walk(package, path, read_picture)
            lines = list(walk.lines())
        if walk.has_drawings and (degree := _degree_in_drawings(path, read_picture)):
            lines.insert(0, FlowLine(degree, -1, (("", degree),), bold=True))
    except RecursionError:
        raise
    except _DAMAGE as error:
        raise not_word(path) from error
    yield from pages_of(*repair_lines(lines))


def not_word(path: Path) -> UnreadableFile:
    """Return the error for a file that is not a sound Word document."""
    return UnreadableFile(
        _("The file is not a readable Word document."), hint=_("Open it in Word and save it again."), path=path
    )


@dataclass(slots=True)
class _Paragraph:
    """The content of a paragraph: its runs with their properties, and the boxes and notes anchored in it."""

    runs: list[tuple[RunProperties, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    word_art: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class _Walk:
    """The walk over a file: its styles and lists, notes pending for the foot of their page, open fields."""

    def __init__(self, package: Package, path: Path, read_picture: PictureReader) -> None:
        self.package, self.path, self.read_picture = package, path, read_picture
        self.styles = Styles(package.part_of_kind("styles"))
        self.numbering: Numbering = read_numbering(package.part_of_kind("numbering"), self.styles.list_of_style())
        self.notes = {kind: self._notes(f"{kind}s", kind) for kind in ("footnote", "endnote")}
        self.row = 0
        self._break_pending = False  # a page break follows the last line
        self.part = package.main
        self._fields: list[bool] = []  # for each open field, whether its result has begun
        self._note_numbers: dict[tuple[str, str], int] = {}
        self._pending_notes: list[tuple[str, str]] = []
        self._continued: _Paragraph | None = None
        self._line_count = 0  # of page 1
        self._on_page_1 = True
        self.has_drawings = False  # at the top of page 1, which can only be seen when it is rendered

    def lines(self) -> Iterator[FlowLine]:
        """Yield every line of text of the file."""
        root = self.package.xml(self.package.main)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise ValueError("no body")
        first, others = self._headers_and_footers(body)
        yield from first
        for text in self._blocks(body):
            if text.starts_page:
                yield from self._notes_at_foot("footnote")
            yield text
        yield from self._notes_at_foot("footnote")
        yield from self._notes_at_foot("endnote")
        yield from others

    # blocks

    def _blocks(self, parent: etree._Element) -> Iterator[FlowLine]:
        for block in _children(parent):
            if block.tag == f"{W}tbl":
                yield from self._table(block)
            elif block.tag == f"{W}altChunk":
                yield from self._embedded_document(block)
            elif block.tag == f"{W}p":
                yield from self._paragraph(block)

    def _paragraph(self, element: etree._Element) -> Iterator[FlowLine]:
        properties = element.find(f"{W}pPr")
        found = self._continued or _Paragraph()
        self._continued = None
        style = value_of(properties, "pStyle")
        self._collect(element, style, found)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._continued = found  # its paragraph mark is deleted, so the next one continues it
            return
        final = inherit(paragraph_properties(properties), self.styles.paragraph(style))
        label = ""
        if final.list_id and final.list_id != "0":
            level = final.level if final.level is not None else self.numbering.level_of_style(final.list_id, style)
            label = self.numbering.label(final.list_id, level)
        yield from self._lines(found, label, centred=bool(final.centred), heading=bool(final.heading),
                               starts_page=bool(final.starts_page))  # fmt: skip
        self._pending_notes += found.notes
        for text in found.word_art:
            yield self._line([("", text)], bold=True)
        for box in found.boxes:
            yield from self._blocks(box)

    def _lines(
        self, found: _Paragraph, label: str, *, centred: bool, heading: bool, starts_page: bool
    ) -> Iterator[FlowLine]:
        printed = [run for run, text in found.runs if text.strip()]
        bold = heading or (bool(printed) and all(run.bold for run in printed))
        italic = bool(printed) and all(run.italic for run in printed)
        for place, (line, opens) in enumerate(_split_lines(found.runs)):
            starts_page = starts_page or opens
            if not place and label:  # an empty item of a list shows its number
                line = [(line[0][0] if line else "", label), *line]
            if not "".join(text for _font, text in line).strip():
                continue
            yield self._line(line, bold=bold, italic=italic, centred=centred, starts_page=starts_page, opens=not place)
            starts_page = False
        if starts_page and not any(text.strip() for _run, text in found.runs):
            self._break_pending = True

    def _line(self, runs: Sequence[Run], *, starts_page: bool = False, **settings: bool) -> FlowLine:
        starts_page, self._break_pending = starts_page or self._break_pending, False
        self._on_page_1 = self._on_page_1 and not (starts_page and self._line_count)
        self._line_count += 1
        text = FlowLine(
            "".join(text for _font, text in runs),
            self.row,
            tuple(runs),
            starts_page=starts_page,
            **settings,  # type: ignore[arg-type]
        )
        self.row += 1
        return text

    # runs

    def _collect(self, parent: etree._Element, style: str | None, found: _Paragraph) -> None:
        for child in parent:
            tag = child.tag
            if tag in _OMITTED or not isinstance(tag, str):
                continue
            if tag == f"{W}r":
                self._run(child, style, found)
            elif tag in _TRANSPARENT:
                self._collect(child, style, found)
            elif tag == f"{_COMPATIBILITY}AlternateContent":
                self._collect(_alternative(child), style, found)
            elif tag.startswith(_MATH):
                found.runs.append((RunProperties(), f" {formula(child)} "))

    def _run(self, run: etree._Element, style: str | None, found: _Paragraph) -> None:
        properties = run.find(f"{W}rPr")
        final = inherit(run_properties(properties), self.styles.run(value_of(properties, "rStyle"), style))
        if not final.hidden:
            self._contents(run, final, found)

    def _contents(self, run: etree._Element, properties: RunProperties, found: _Paragraph) -> None:
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType"))
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                self._drawing(child, found)
            elif tag == f"{W}ruby":  # the text above the letters is a guide to them
                for each in child.iterfind(f"{W}rubyBase/{W}r"):
                    self._contents(each, properties, found)
            elif tag == f"{_COMPATIBILITY}AlternateContent":
                self._contents(_alternative(child), properties, found)
            elif not all(self._fields):
                continue  # a field's instruction
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                found.runs.append(
                    (properties, self._note_mark(tag.removeprefix(W).removesuffix("Reference"), child, found))
                )
            elif text := _text(child):
                capitals = properties.capitals and not font_encoding(properties.font or "")
                found.runs.append((properties, text.upper() if capitals else text))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, drawing: etree._Element, found: _Paragraph) -> None:
        """Collect the text boxes, WordArt and diagrams of a drawing; a nested box is read with the outer one."""
        for child in drawing.iter(f"{W}txbxContent", f"{_VML}textpath", f"{_DIAGRAM}relIds", *_PICTURES):
            if child.tag in _PICTURES:
                if degree := self._degree_in(child, drawing):
                    found.word_art.append(degree)
            elif child.tag == f"{W}txbxContent":
                outer = child.iterancestors(f"{W}txbxContent", f"{_COMPATIBILITY}Fallback")
                if not any(each is drawing or drawing in each.iterancestors() for each in outer):
                    found.boxes.append(child)
            elif child.tag == f"{_VML}textpath":
                found.word_art.append(child.get("string", ""))
            else:
                relation = self.package.related(self.part).get(child.get(f"{R}dm", ""))
                diagram = self.package.xml(relation.target) if relation else None
                paragraphs = diagram.iter(f"{_DRAWING}p") if diagram is not None else ()
                found.word_art += ["".join(each.text or "" for each in one.iter(f"{_DRAWING}t")) for one in paragraphs]
        shapes = (each for each in drawing.iter(*_SHAPES) if _is_freeform(each))
        self.has_drawings |= any(self._is_at_top(each, drawing) for each in shapes)

    def _degree_in(self, picture: etree._Element, drawing: etree._Element) -> str | None:
        """Return the degree of secrecy that a picture at the top of page 1 shows."""
        if not self._is_at_top(picture, drawing):
            return None
        relation = self.package.related(self.part).get(picture.get(f"{R}embed") or picture.get(f"{R}id") or "")
        if relation is None or relation.external or relation.target not in self.package.archive.namelist():
            return None
        if relation.target.lower().endswith(_METAFILES):
            self.has_drawings = True
            return None
        return self.read_picture(self.package.archive.read(relation.target))

    def _is_at_top(self, picture: etree._Element, drawing: etree._Element) -> bool:
        floats = drawing.find(f"{_PLACED}anchor") is not None or any(
            "absolute" in each.get("style", "") for each in picture.iterancestors(f"{_VML}shape")
        )
        in_box = any(drawing in box.iterancestors() for box in picture.iterancestors(f"{W}txbxContent"))
        limit = _LINES_OF_PAGE if floats else _LINES_OF_LETTERHEAD
        return self._on_page_1 and not in_box and self._line_count < limit

    # notes, headers and footers, embedded documents

    def _notes(self, kind: str, name: str) -> dict[str, etree._Element]:
        root = self.package.part_of_kind(kind)
        found = root.iterchildren(f"{W}{name}") if root is not None else ()
        return {each.get(f"{W}id", ""): each for each in found if each.get(f"{W}type") in (None, "normal")}

    def _note_mark(self, kind: str, reference: etree._Element, found: _Paragraph) -> str:
        key = (kind, reference.get(f"{W}id", ""))
        if key[1] not in self.notes.get(kind, {}):
            return ""
        number = self._note_numbers.setdefault(key, 1 + sum(each[0] == kind for each in self._note_numbers))
        found.notes.append(key)
        return f"{NOTE_MARK}{number}"

    def _notes_at_foot(self, kind: str) -> Iterator[FlowLine]:
        """Yield the pending notes of a kind, at the foot of a page or the end of the file."""
        pending = [key for key in self._pending_notes if key[0] == kind]
        self._pending_notes = [key for key in self._pending_notes if key[0] != kind]
        for key in pending:
            number: str | None = str(self._note_numbers[key])
            for text in self._blocks(self.notes[kind][key[1]]):
                runs = (("", f"{number} "), *text.runs) if number else text.runs
                yield replace(text, text="".join(part for _font, part in runs), runs=runs, note=True)
                number = None

    def _headers_and_footers(self, body: etree._Element) -> tuple[list[FlowLine], list[FlowLine]]:
        """Return the header of the first page, which is read first, and the other headers and footers, each once."""
        related = self.package.related(self.part)
        first: list[FlowLine] = []
        rest: list[FlowLine] = []
        seen = set[str]()
        for place, section in enumerate(body.iter(f"{W}sectPr")):
            titled = section.find(f"{W}titlePg") is not None
            for reference in (
                *section.iterchildren(f"{W}headerReference"),
                *section.iterchildren(f"{W}footerReference"),
            ):
                relation = related.get(reference.get(f"{R}id", ""))
                if relation is None or relation.target in seen or relation.external:
                    continue
                seen.add(relation.target)
                wanted = "first" if titled else "default"
                opens = not place and relation.kind == "header" and reference.get(f"{W}type", "default") == wanted
                self._on_page_1 = opens
                texts = self._part(relation.target)
                marks = [] if opens or place else [text for text in texts if degree_of(text.text)]
                first += texts if opens else marks  # a degree at the foot is printed on page 1, too
                rest += [] if opens else [text for text in texts if text not in marks]
        self._on_page_1, self._line_count = True, len(first)
        return first, rest

    def _part(self, part: str) -> list[FlowLine]:
        root = self.package.xml(part)
        if root is None:
            return []
        outer, self.part = self.part, part
        texts = [text for text in self._blocks(root) if any(map(str.isalpha, text.text))]
        self.part, self._fields = outer, []
        return texts

    def _embedded_document(self, chunk: etree._Element) -> Iterator[FlowLine]:
        """Yield the text of an embedded document: HTML, plain text, or a Word file."""
        relation = self.package.related(self.part).get(chunk.get(f"{R}id", ""))
        if relation is None or relation.external:
            return
        content = self.package.archive.read(relation.target)
        if content.startswith(b"PK"):
            inner = open_package(self.path, BytesIO(content))
            for text in _Walk(inner, self.path, self.read_picture).lines():
                yield self._line(text.runs, bold=text.bold, italic=text.italic, centred=text.centred)
            return
        from lxml import html

        plain = content.decode("utf-8", "replace").removeprefix("\ufeff")
        marked = "<" in plain[:200]
        for line in html.fromstring(_XML.sub("", plain)).itertext() if marked else plain.splitlines():
            if line.strip():
                yield self._line([("", line)])

    # tables

    def _table(self, table: etree._Element) -> Iterator[FlowLine]:
        """Yield the lines of cells; cells side by side share rows, so that a row of text is a row of the table."""
        merged = set[int]()  # grid columns with a vertically merged cell
        for row in _children(table):
            if row.tag != f"{W}tr" or row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = []
            place = int(value_of(row.find(f"{W}trPr"), "gridBefore") or 0)
            for cell in _children(row):
                if cell.tag == f"{W}tc" and cell.find(f"{W}tcPr/{W}cellDel") is None:
                    cells.append((cell, _continues_merge(cell, place, merged), place))
                    place += int(value_of(cell.find(f"{W}tcPr"), "gridSpan") or 1)
            if len(cells) == 1 and not cells[0][1]:
                yield from self._blocks(cells[0][0])
            else:
                yield from self._table_row(cells, place)

    def _table_row(self, cells: Sequence[tuple[etree._Element, bool, int]], width: int) -> Iterator[FlowLine]:
        begin = self.row
        merged = tuple(place for _cell, continues, place in cells if continues)
        columns: list[list[FlowLine]] = []
        for cell, continues, _place in cells:
            self.row = 0
            columns.append([] if continues else list(self._blocks(cell)))
        height = max(map(len, columns), default=0)
        for depth in range(height):
            for column, texts in enumerate(columns):
                if depth < len(texts):
                    starts_page = texts[depth].starts_page and not column
                    yield replace(texts[depth], row=begin + depth, column=column, columns=len(cells), centred=False,
                                  starts_page=starts_page,
                                  place=Place(begin, cells[column][2], width, merged))  # fmt: skip
        self.row = begin + height


def _is_freeform(shape: etree._Element) -> bool:
    """Return whether a shape may be the outline of letters, which rules and arrows are not."""
    if shape.tag == f"{_DRAWING}custGeom":
        curves = next(shape.iter(*_CURVES), None) is not None
        return curves or sum(1 for _line in shape.iter(f"{_DRAWING}lnTo")) > _STRAIGHT_LINES
    return len(shape.get("path", "")) > _SHORT_PATH and "type" not in shape.attrib


def _degree_in_drawings(path: Path, read_picture: PictureReader) -> str | None:
    from .libreoffice import degree_in_drawings

    return degree_in_drawings(path, read_picture)


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children of an element, with transparent containers replaced by their children."""
    for child in parent:
        if child.tag in _TRANSPARENT:
            yield from _children(child)
        elif child.tag == f"{_COMPATIBILITY}AlternateContent":
            yield from _children(_alternative(child))
        elif child.tag not in _OMITTED:
            yield child


def _alternative(element: etree._Element) -> etree._Element:
    """Return the first alternative with text, else the first one."""
    choices = [each for each in element if isinstance(each.tag, str)]
    with_text = (
        each for each in choices if next(each.iter(f"{W}t", f"{_VML}textpath", f"{_DIAGRAM}relIds"), None) is not None
    )
    return next(with_text, choices[0] if choices else element)


def _text(child: etree._Element) -> str:
    """Return the text of a child of a run."""
    tag = child.tag
    if tag == f"{W}t":
        return child.text or ""
    if tag == f"{W}br":
        return _PAGE_BREAK if child.get(f"{W}type") == "page" else "\n"
    if tag == f"{W}lastRenderedPageBreak":
        return _PAGE_BREAK
    if tag == f"{W}sym":
        code = (child.get(f"{W}char") or "").upper()
        return _SYMBOLS.get(code, "") if code.startswith("F0") else chr(int(code, 16)) if code else ""
    return _CONTROL.get(tag, "")


def formula(element: etree._Element) -> str:
    """Return a formula on one line: `4.000/2`, `m^3`, `√(a+b)`; what is above or below must not join the figures."""
    if element.tag == f"{_MATH}t":
        return element.text or ""
    children = [(str(child.tag).removeprefix(_MATH), formula(child)) for child in element]
    parts = dict(children)
    match element.tag.removeprefix(_MATH):
        case "f":
            return f"{_operand(parts.get('num', ''))}/{_operand(parts.get('den', ''))}"
        case "rad":
            return f"{parts.get('deg', '')}√{_operand(parts.get('e', ''))}"
        case "sSup" | "sSub" | "sSubSup":
            below, above = parts.get("sub", ""), parts.get("sup", "")
            joint = "_" if below[:1].isdigit() else ""
            return f"{parts.get('e', '')}{joint}{below}{'^' if above else ''}{above}"
        case _:
            return "".join(text for _name, text in children)


def _operand(text: str) -> str:
    return f"({text})" if re.search(r"[^\w.,]", text.strip()) else text.strip()


def _split_lines(runs: Sequence[tuple[RunProperties, str]]) -> Iterator[tuple[list[Run], bool]]:
    """Yield the lines of a paragraph, split at breaks, each with whether it starts a page."""
    line: list[Run] = []
    opens = False
    for properties, text in runs:
        for part in re.split(r"([\n\f])", text):
            if part not in ("\n", _PAGE_BREAK):
                line.append((properties.font or "", part))
                continue
            if part == "\n" or any(each.strip() for _font, each in line):
                yield line, opens
                line, opens = [], False
            opens = opens or part == _PAGE_BREAK
    yield line, opens


def _continues_merge(cell: etree._Element, place: int, merged: set[int]) -> bool:
    """Return whether a cell is the lower part of a vertically merged one, whose text is in the upper part."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if merge is None:
        merged.discard(place)
    elif merge.get(f"{W}val", "continue") == "restart":
        merged.add(place)
    else:
        return place in merged
    return False
