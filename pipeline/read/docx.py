"""DOCX → pages: one walk over every text of a Word file, in reading order, in its final state (ECMA-376).

Read are the body, running heads and feet, foot- and endnotes, text boxes and WordArt, nested tables, content controls,
smart tags and fields' results. Inserted and moved-to text is in, deleted, moved-from and hidden text is out; automatic
numbers are text. Pages are those that Word last rendered, where it left its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from lxml import etree

from ..errors import UnreadableFile
from ..i18n import _
from ..model import Page
from .docx_numbering import Numbering, read_numbering
from .docx_package import Package, R, W, open_package
from .docx_styles import RunLook, Styles, paragraph_look, run_look
from .encodings import Run, font_encoding
from .flow import NOTE_MARK, FlowLine, pages_of, repair_lines

_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_VML = "{urn:schemas-microsoft-com:vml}"
_TRANSPARENT = frozenset(
    f"{W}{name}"
    for name in ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo", "sdt", "sdtContent")
)
_LEFT_OUT = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tcPr"))
_CONTROL = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\u00ad"}
_SIGNS = {"F0B7": "•", "F0A8": "☐", "F06F": "☐", "F071": "☐", "F0FE": "☑", "F0FD": "☒", "F0FC": "✓", "F02D": "-"}
_PAGE_BREAK = "\f"
_XML = re.compile(r"^\s*<\?xml[^>]*>")


def read_docx(path: Path) -> Iterator[Page]:
    """Yield the pages of a Word file (DOCX, DOCM, DOTX, DOTM, in the usual or the Strict form).

    Raises:
        UnreadableFile: It is broken, too large, or another kind of archive.
    """
    try:
        package = open_package(path)
        with package.archive:
            lines = list(_Story(package, path).lines())
    except (MemoryError, RecursionError, TimeoutError, OSError, UnreadableFile):
        raise
    except Exception as error:  # a broken archive raises errors of zipfile, zlib, lxml and others
        raise not_word(path) from error
    yield from pages_of(*repair_lines(lines))


def not_word(path: Path) -> UnreadableFile:
    """Return the error for a file that is not a sound Word document."""
    return UnreadableFile(
        _("The file is not a readable Word document."), hint=_("Open it in Word and save it again."), path=path
    )


@dataclass(slots=True)
class _Paragraph:
    """A paragraph taken apart: its runs with their looks, and the boxes and notes that are anchored in it."""

    runs: list[tuple[RunLook, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    art: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class _Story:
    """The walk over a file: what styles and lists say, notes that wait for the foot of their page, open fields."""

    def __init__(self, package: Package, path: Path) -> None:
        self.package, self.path = package, path
        self.styles = Styles(package.part_of_kind("styles"))
        self.numbering: Numbering = read_numbering(package.part_of_kind("numbering"), self.styles.list_of_style())
        self.notes = {kind: self._notes(f"{kind}s", kind) for kind in ("footnote", "endnote")}
        self.row = 0
        self._opens_next = False  # a break was met after the last line
        self.part = package.main
        self._fields: list[bool] = []  # of each open field, whether its result has begun
        self._marks: dict[tuple[str, str], int] = {}
        self._waiting: list[tuple[str, str]] = []
        self._joined: _Paragraph | None = None

    def lines(self) -> Iterator[FlowLine]:
        """Yield every line of text of the file."""
        root = self.package.xml(self.package.main)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise ValueError("no body")
        heads = self._running_texts(body)
        yield from heads[0]
        for text in self._blocks(body):
            if text.starts_page:
                yield from self._foot("footnote")
            yield text
        yield from self._foot("footnote")
        yield from self._foot("endnote")
        yield from heads[1]

    # blocks

    def _blocks(self, parent: etree._Element) -> Iterator[FlowLine]:
        for block in _through(parent):
            if block.tag == f"{W}tbl":
                yield from self._table(block)
            elif block.tag == f"{W}altChunk":
                yield from self._other_document(block)
            elif block.tag == f"{W}p":
                yield from self._paragraph(block)

    def _paragraph(self, element: etree._Element) -> Iterator[FlowLine]:
        properties = element.find(f"{W}pPr")
        found = self._joined or _Paragraph()
        self._joined = None
        style = _value(properties, "pStyle")
        self._gather(element, style, found)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._joined = found  # the mark of the paragraph is deleted: it goes on in the next one
            return
        own = paragraph_look(properties)
        look = own.over(self.styles.paragraph(style))
        label = ""
        if look.list_id and look.list_id != "0":
            level = look.level if look.level is not None else self.numbering.level_of_style(look.list_id, style)
            label = self.numbering.label(look.list_id, level)
        yield from self._lines(found, label, centred=bool(look.centred), heading=look.heading,
                               starts_page=bool(look.starts_page))  # fmt: skip
        self._waiting += found.notes
        for text in found.art:
            yield self._line([("", text)], bold=True)
        for box in found.boxes:
            yield from self._blocks(box)

    def _lines(
        self, found: _Paragraph, label: str, *, centred: bool, heading: bool, starts_page: bool
    ) -> Iterator[FlowLine]:
        looks = [look for look, text in found.runs if text.strip()]
        bold = heading or (bool(looks) and all(look.bold for look in looks))
        italic = bool(looks) and all(look.italic for look in looks)
        for place, (line, opens) in enumerate(_split(found.runs)):
            starts_page = starts_page or opens
            if not place and label and line:
                line = [(line[0][0], label), *line]
            if not "".join(text for _font, text in line).strip():
                continue
            yield self._line(line, bold=bold, italic=italic, centred=centred, starts_page=starts_page)
            starts_page = False
        if starts_page and not any(text.strip() for _look, text in found.runs):
            self._opens_next = True

    def _line(self, runs: Sequence[Run], *, starts_page: bool = False, **settings: bool) -> FlowLine:
        starts_page, self._opens_next = starts_page or self._opens_next, False
        text = FlowLine(
            "".join(text for _font, text in runs), self.row, tuple(runs), starts_page=starts_page, **settings
        )
        self.row += 1
        return text

    # runs

    def _gather(self, parent: etree._Element, style: str | None, found: _Paragraph) -> None:
        for child in parent:
            tag = child.tag
            if tag in _LEFT_OUT or not isinstance(tag, str):
                continue
            if tag == f"{W}r":
                self._run(child, style, found)
            elif tag in _TRANSPARENT:
                self._gather(child, style, found)
            elif tag == f"{_ALTERNATIVES}AlternateContent":
                self._gather(_alternative(child), style, found)
            elif tag.startswith(_MATHS):
                found.runs.append((RunLook(), "".join(each.text or "" for each in child.iter(f"{_MATHS}t"))))

    def _run(self, run: etree._Element, style: str | None, found: _Paragraph) -> None:
        properties = run.find(f"{W}rPr")
        look = run_look(properties).over(self.styles.run(_value(properties, "rStyle"), style))
        if not look.hidden:
            self._contents(run, look, found)

    def _contents(self, run: etree._Element, look: RunLook, found: _Paragraph) -> None:
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType"))
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                self._drawing(child, found)
            elif tag == f"{_ALTERNATIVES}AlternateContent":
                self._contents(_alternative(child), look, found)
            elif not all(self._fields):
                continue  # a field's instruction
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                found.runs.append((look, self._mark(tag.removeprefix(W).removesuffix("Reference"), child, found)))
            elif text := _text(child):
                found.runs.append(
                    (look, text.upper() if look.capitals and not font_encoding(look.font or "") else text)
                )

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, drawing: etree._Element, found: _Paragraph) -> None:
        """Gather the text boxes, WordArt and diagrams of a drawing; a box within a box is met in its turn."""
        for child in drawing.iter(f"{W}txbxContent", f"{_VML}textpath", f"{_DIAGRAM}relIds"):
            if child.tag == f"{W}txbxContent":
                outer = child.iterancestors(f"{W}txbxContent", f"{_ALTERNATIVES}Fallback")
                if not any(each is drawing or drawing in each.iterancestors() for each in outer):
                    found.boxes.append(child)
            elif child.tag == f"{_VML}textpath":
                found.art.append(child.get("string", ""))
            else:
                relation = self.package.related(self.part).get(child.get(f"{R}dm", ""))
                diagram = self.package.xml(relation.target) if relation else None
                paragraphs = diagram.iter(f"{_DRAWN}p") if diagram is not None else ()
                found.art += ["".join(each.text or "" for each in one.iter(f"{_DRAWN}t")) for one in paragraphs]

    # notes, running heads, other documents

    def _notes(self, kind: str, name: str) -> dict[str, etree._Element]:
        root = self.package.part_of_kind(kind)
        found = root.iterchildren(f"{W}{name}") if root is not None else ()
        return {each.get(f"{W}id", ""): each for each in found if each.get(f"{W}type") in (None, "normal")}

    def _mark(self, kind: str, reference: etree._Element, found: _Paragraph) -> str:
        key = (kind, reference.get(f"{W}id", ""))
        if key[1] not in self.notes.get(kind, {}):
            return ""
        number = self._marks.setdefault(key, 1 + sum(each[0] == kind for each in self._marks))
        found.notes.append(key)
        return f"{NOTE_MARK}{number}"

    def _foot(self, kind: str) -> Iterator[FlowLine]:
        """Yield the notes of a kind that wait for the foot of the page or the end of the file."""
        waiting = [key for key in self._waiting if key[0] == kind]
        self._waiting = [key for key in self._waiting if key[0] != kind]
        for key in waiting:
            number: str | None = str(self._marks[key])
            for text in self._blocks(self.notes[kind][key[1]]):
                runs = (("", f"{number} "), *text.runs) if number else text.runs
                yield replace(text, text="".join(part for _font, part in runs), runs=runs, note=True)
                number = None

    def _running_texts(self, body: etree._Element) -> tuple[list[FlowLine], list[FlowLine]]:
        """Return the running texts of the first page, to be read first, and the others, each once."""
        related = self.package.related(self.part)
        first: list[FlowLine] = []
        rest: list[FlowLine] = []
        met = set[str]()
        for place, section in enumerate(body.iter(f"{W}sectPr")):
            titled = section.find(f"{W}titlePg") is not None
            for reference in (
                *section.iterchildren(f"{W}headerReference"),
                *section.iterchildren(f"{W}footerReference"),
            ):
                relation = related.get(reference.get(f"{R}id", ""))
                if relation is None or relation.target in met or relation.external:
                    continue
                met.add(relation.target)
                wanted = "first" if titled else "default"
                opens = not place and relation.kind == "header" and reference.get(f"{W}type", "default") == wanted
                (first if opens else rest).extend(self._part(relation.target))
        return first, rest

    def _part(self, part: str) -> list[FlowLine]:
        root = self.package.xml(part)
        if root is None:
            return []
        outer, self.part = self.part, part
        texts = [text for text in self._blocks(root) if any(map(str.isalpha, text.text))]
        self.part, self._fields = outer, []
        return texts

    def _other_document(self, chunk: etree._Element) -> Iterator[FlowLine]:
        """Yield the text of a document that lies within this one: HTML or plain text, or a Word file's body."""
        relation = self.package.related(self.part).get(chunk.get(f"{R}id", ""))
        if relation is None or relation.external:
            return
        content = self.package.archive.read(relation.target)
        if content.startswith(b"PK"):
            inner = open_package(self.path, BytesIO(content))
            for text in _Story(inner, self.path).lines():
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
        """Yield the cells of a table; cells side by side share rows, so a row of the page is a row of the table."""
        merged = set[int]()  # columns of the grid in which a cell merged downwards goes on
        for row in _through(table):
            if row.tag != f"{W}tr" or row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = []
            place = 0
            for cell in _through(row):
                if cell.tag == f"{W}tc" and cell.find(f"{W}tcPr/{W}cellDel") is None:
                    cells.append((cell, _goes_on(cell, place, merged)))
                    place += int(_value(cell.find(f"{W}tcPr"), "gridSpan") or 1)
            if len(cells) == 1 and not cells[0][1]:
                yield from self._blocks(cells[0][0])
            else:
                yield from self._table_row(cells)

    def _table_row(self, cells: Sequence[tuple[etree._Element, bool]]) -> Iterator[FlowLine]:
        begin = self.row
        columns: list[list[FlowLine]] = []
        for cell, goes_on in cells:
            self.row = 0
            columns.append([] if goes_on else list(self._blocks(cell)))
        height = max(map(len, columns), default=0)
        for depth in range(height):
            for column, texts in enumerate(columns):
                if depth < len(texts):
                    starts_page = texts[depth].starts_page and not column
                    yield replace(texts[depth], row=begin + depth, column=column, columns=len(cells), centred=False,
                                  starts_page=starts_page)  # fmt: skip
        self.row = begin + height


def _through(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children of an element, those of transparent containers in their place."""
    for child in parent:
        if child.tag in _TRANSPARENT:
            yield from _through(child)
        elif child.tag == f"{_ALTERNATIVES}AlternateContent":
            yield from _through(_alternative(child))
        elif child.tag not in _LEFT_OUT:
            yield child


def _alternative(element: etree._Element) -> etree._Element:
    """Return the choice of alternatives that has text; the first one where several or none have."""
    choices = [each for each in element if isinstance(each.tag, str)]
    with_text = (
        each for each in choices if next(each.iter(f"{W}t", f"{_VML}textpath", f"{_DIAGRAM}relIds"), None) is not None
    )
    return next(with_text, choices[0] if choices else element)


def _text(child: etree._Element) -> str:
    """Return the text of a part of a run."""
    tag = child.tag
    if tag == f"{W}t":
        return child.text or ""
    if tag == f"{W}br":
        return _PAGE_BREAK if child.get(f"{W}type") == "page" else "\n"
    if tag == f"{W}lastRenderedPageBreak":
        return _PAGE_BREAK
    if tag == f"{W}sym":
        code = (child.get(f"{W}char") or "").upper()
        return _SIGNS.get(code, "") if code.startswith("F0") else chr(int(code, 16)) if code else ""
    return _CONTROL.get(tag, "")


def _split(runs: Sequence[tuple[RunLook, str]]) -> Iterator[tuple[list[Run], bool]]:
    """Yield the lines of a paragraph, parted at breaks, each with whether it opens a page."""
    line: list[Run] = []
    opens = False
    for look, text in runs:
        for part in re.split(r"([\n\f])", text):
            if part not in ("\n", _PAGE_BREAK):
                line.append((look.font or "", part))
                continue
            if part == "\n" or any(each.strip() for _font, each in line):
                yield line, opens
                line, opens = [], False
            opens = opens or part == _PAGE_BREAK
    yield line, opens


def _goes_on(cell: etree._Element, place: int, merged: set[int]) -> bool:
    """Return whether a cell is the lower part of one merged downwards, whose text is in the upper part."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if merge is None:
        merged.discard(place)
    elif merge.get(f"{W}val", "continue") == "restart":
        merged.add(place)
    else:
        return place in merged
    return False


def _value(element: etree._Element | None, name: str) -> str | None:
    found = element.find(f"{W}{name}") if element is not None else None
    return None if found is None else found.get(f"{W}val")
