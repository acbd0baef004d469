"""HTML as a browser saves it from a portal of laws → one page.

Readability finds the document on the web page; its text is then taken from the web page itself, because Readability's
copy lacks what the letterhead needs: columns, bold and centred text, fonts. The cells of a table's row share a row.
Scripts, menus, footers, hidden elements and everything above the letterhead are dropped. A web page has no pages, so
the document is one page, unless it is very long.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree
from lxml import html as lxml_html

from ..errors import UnreadableFile
from ..i18n import _
from ..model import Page, Place
from ..vietnamese.secrecy import degree_of
from ..vietnamese.text import fold, squeeze
from .flow import LONGEST_PAGE, FlowLine, pages_of, repair_lines
from .formats import PictureReader, ignore_pictures, unicode_encoding
from .txt import decode_legacy, read_limited, too_large

Element = Any  # lxml has no types of its own

_MARK = "data-chithi"
_JUNK = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "audio", "video",
    "head", "nav", "footer", "aside", "button", "select", "textarea", "input", "datalist", "dialog",
})  # fmt: skip
_JUNK_ROLES = frozenset({
    "navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu", "menubar",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "dialog", "div", "dl", "dt", "fieldset",
    "figure", "figcaption", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main",
    "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_BOLD_TAGS = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4"})
_BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)|font-weight\s*:", re.I)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.I)
_ALIGNED = re.compile(r"text-align\s*:\s*([\w-]+)", re.I)
_FONT = re.compile(r"font-family\s*:\s*['\"]?([^;,'\"]+)", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*['\"]?\s*([\w-]+)", re.I)
_DATA_URI = re.compile(r"data:[\w/+.;=-]{0,80},[^\s\"'<>)]*")
_LONG_TAG = re.compile(r"<(\w{1,20})\s[^<>]{5000,}>")  # thousands of attributes would take the parser hours
_SPACE = re.compile(r"[ \t\r\n\f]+")

_MOTTOES = ("dang cong san viet nam", "cong hoa xa hoi chu nghia viet nam")
_STAMP = re.compile(r"\W*(?:(?:tuyet |toi )?mat|hoa toc|(?:thuong )?khan|(?:ban )?du thao.{0,20})\W*")
_DEGREE = re.compile(r"m\W{0,6}[ậaâẠ]\u0323?\u0302?\W{0,6}t", re.I)
_COLUMN_TAGS = frozenset({"div", "p", "section", "header"})
_COLUMN = re.compile(r"float\s*:\s*(?:left|right)|display\s*:\s*(?:inline-block|table-cell)", re.I)
_POSITIONED = re.compile(r"position\s*:\s*(?:absolute|fixed)", re.I)
_UNSEEN = _JUNK - {"svg", "nav", "footer", "aside", "button", "textarea", "input"}  # what a person does not see as text
_PICTURE_URI = re.compile(r"data:image/[\w.+-]{1,40};base64,([A-Za-z0-9+/=\s%]{40,})", re.I)
_MAX_PICTURES, _MAX_ABOVE = 40, 3
_MAX_PICTURE = 16 << 20  # bytes
_LINES_BEFORE_MOTTO, _LINES_AFTER_MOTTO = 40, 15  # in which a picture belongs to the letterhead
_NUMBER = re.compile(r"so\s*[:.]?\s*\d+\s*[-/]")
_ROWS_OF_COLUMN = 6  # the most that the other column of a letterhead has above the motto
_ROWS_ABOVE_MOTTO = 3  # of a letterhead's table
_MAX_PREAMBLE = 0.25  # share of the text above the letterhead; a motto further down belongs to a form
_MIN_PROSE = 0.6  # share of the words outside links that the document must have
_MENU_LINKS, _MENU_SHARE = 3, 0.7  # a list with so many links, and so much of its text in them, is a menu
_MAX_COLUMNS = 40
_MAX_MARKUP = 16 << 20  # characters


def read_html(path: Path, read_picture: PictureReader = ignore_pictures) -> Iterator[Page]:
    """Yield the page of an HTML file.

    Args:
        path: the file.
        read_picture: returns the degree of secrecy that a picture in the letterhead shows, or None.

    Raises:
        UnreadableFile: it is too large or has no text.
    """
    markup = _decoded(read_limited(path))
    pictures = _Pictures(path, markup, read_picture)
    markup = _without_bulk(pictures.markup)
    if len(markup) > _MAX_MARKUP:
        raise too_large(_MAX_MARKUP, path)
    body = _body(markup, path)
    values = " ".join(each.get("value", "") for each in body.iter("input"))
    marks = list(_marks_around(body)) if _DEGREE.search(f"{body.text_content()} {values}") else []
    _drop_junk(body)
    root = _content_root(body)
    marks += pictures.marks_above(body, root)
    lines, source = repair_lines(_lines(root, pictures))
    lines = _with_marks(lines, marks)
    yield from pages_of(_with_page_breaks([line for line in _from_letterhead(lines) if line.text]), source)


def _decoded(content: bytes) -> str:
    """Decode markup by its byte order mark, its declared charset, or the encoding that yields Vietnamese."""
    declared = _CHARSET.search(content[:4096])
    encodings = [unicode_encoding(content), "utf-8", declared and declared[1].decode("ascii", "ignore")]
    for encoding in filter(None, encodings):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    if declared and declared[1].lower().replace(b"-", b"") == b"utf8":
        return content.decode("utf-8", "replace")
    return decode_legacy(content)[0]


def _without_bulk(markup: str) -> str:
    """Return markup without embedded images and oversized tags."""
    return _LONG_TAG.sub(r"<\1>", _DATA_URI.sub("", markup.replace("\0", "")))


def _body(markup: str, path: Path) -> Element:
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        body = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser).find("body")
    except (etree.LxmlError, ValueError):
        body = None
    if body is None:
        raise UnreadableFile(
            _("The web page holds no text."), hint=_("Print it to PDF in a browser and add that."), path=path
        )
    return body


def _drop_junk(body: Element) -> None:
    for element in list(body.iterdescendants()):
        if _is_junk(element):
            element.drop_tree()
    for element in list(body.iterdescendants("ul", "ol", "dl")):
        if element.getparent() is not None and _is_menu(element):
            element.drop_tree()


def _is_junk(element: Element) -> bool:
    return (
        not isinstance(element.tag, str)
        or (element.tag in _JUNK and not _is_open_dialog(element))
        or (element.get("role") in _JUNK_ROLES and not _is_open_dialog(element))
        or _is_hidden(element)
    )


def _is_open_dialog(element: Element) -> bool:
    return element.tag == "dialog" and "open" in element.attrib


def _is_hidden(element: Element) -> bool:
    return (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style", "")) is not None
    )


def _is_menu(element: Element) -> bool:
    links = sum(1 for _link in element.iterdescendants("a"))
    return links >= _MENU_LINKS and _link_length(element) > _MENU_SHARE * len(squeeze(element.text_content()))


def _content_root(body: Element) -> Element:
    """Return the element that contains the document: what Readability finds, and the letterhead if that is outside."""
    root = _common_ancestor(body, _readability_elements(body))
    motto = next((element for element in body.iter(*_BLOCKS) if _is_motto(element.text_content())), None)
    if motto is not None and root is not body and not _contains(root, motto) and _is_before(body, motto, root):
        root = _common_ancestor(body, [motto, root])
    whole = _prose_length(body)
    while root is not body and _prose_length(root) < _MIN_PROSE * whole:
        root = root.getparent()
    return root


def _readability_elements(body: Element) -> list[Element]:
    """Return the elements of `body` that Readability keeps as the page's content."""
    import readability

    places = {str(place): element for place, element in enumerate(body.iter("p", "div", "td", "li"))}
    for place, element in places.items():
        element.set(_MARK, place)
    try:
        summary = readability.Document(
            f"<html>{etree.tostring(body, encoding='unicode', method='html')}</html>"
        ).summary()
        kept = lxml_html.document_fromstring(summary).xpath(f"//@{_MARK}")
    except Exception:  # Readability fails on odd pages with errors of many classes; the whole page is used then
        return []
    return [places[place] for place in kept if place in places and places[place].text_content().strip()]


def _common_ancestor(body: Element, elements: Sequence[Element]) -> Element:
    """Return the lowest element that contains all of `elements`; `body` for none."""
    if not elements:
        return body
    shared = [elements[0], *elements[0].iterancestors()]
    for element in elements[1:]:
        ancestors = {element, *element.iterancestors()}
        shared = [each for each in shared if each in ancestors] if shared[0] not in ancestors else shared
    return body if not _contains(body, shared[0]) else shared[0]


def _contains(outer: Element, inner: Element) -> bool:
    return outer is inner or any(ancestor is outer for ancestor in inner.iterancestors())


def _is_before(body: Element, first: Element, second: Element) -> bool:
    return next(element is first for element in body.iter() if element is first or element is second)


def _prose_length(element: Element) -> int:
    return len(squeeze(element.text_content())) - _link_length(element)


def _link_length(element: Element) -> int:
    return sum(len(squeeze(link.text_content())) for link in element.iter("a") if link.get("href"))


def _is_motto(text: str) -> bool:
    key = fold(squeeze(text[:200])).strip(" *-–_.")
    return len(text) < 200 and any(key.startswith(motto) and len(key) < len(motto) + 60 for motto in _MOTTOES)


@dataclass(frozen=True, slots=True)
class _Style:
    """The style of text, as far as it shows the structure of a document; `preformatted` text keeps line breaks."""

    bold: bool = False
    italic: bool = False
    centred: bool = False
    font: str = ""
    preformatted: bool = False

    def within(self, element: Element) -> _Style:
        """Return the style inside of `element`, which is itself within text of this style."""
        tag, css = element.tag, element.get("style", "")
        weight, aligned, font = _BOLD.search(css), _ALIGNED.search(css), _FONT.search(css)
        align = (aligned[1] if aligned else element.get("align", "")).lower()
        return _Style(
            bold=bool(weight[1]) if weight else self.bold or tag in _BOLD_TAGS,
            italic=self.italic or tag in {"i", "em"} or _ITALIC.search(css) is not None,
            centred="center" in align if align else self.centred or tag == "center",
            font=font[1].strip() if font else element.get("face", self.font),
            preformatted=self.preformatted or tag == "pre",
        )


@dataclass(slots=True)
class _Cell:
    """A cell of a table's row: its first column, how many columns it spans, its lines."""

    column: int
    span: int
    lines: list[FlowLine] = field(default_factory=list)


@dataclass(slots=True)
class _LineWriter:
    """Collects runs of text into lines, and lines into rows; within a table's row, into its cells.

    `beside` is the parent of blocks that a style sets side by side, which are then the cells.
    """

    lines: list[FlowLine] = field(default_factory=list)
    runs: list[tuple[str, _Style]] = field(default_factory=list)
    cells: list[_Cell] | None = None
    beside: Element | None = None
    row: int = 0

    def write(self, text: str | None, style: _Style) -> None:
        """Add text of one style; a line break in it is a space, except in preformatted text."""
        if not text:
            return
        for place, part in enumerate(text.split("\n") if style.preformatted else [_SPACE.sub(" ", text)]):
            if place:
                self.end_line()
            self.runs.append((part, style))

    def end_line(self) -> None:
        """Begin a new line."""
        styles = [style for text, style in self.runs if text.strip()]
        if styles:
            line = FlowLine(
                text="".join(text for text, _style in self.runs),
                row=self.row,
                runs=tuple((style.font, text) for text, style in self.runs),
                bold=all(style.bold for style in styles),
                italic=all(style.italic for style in styles),
                centred=styles[0].centred,
            )
            if self.cells:
                self.cells[-1].lines.append(line)
            elif self.cells is None:
                self.lines.append(line)
                self.row += 1
        self.runs.clear()

    def begin_cell(self, span: int) -> None:
        """Begin a cell of the current table row."""
        assert self.cells is not None
        column = self.cells[-1].column + self.cells[-1].span if self.cells else 0
        self.cells.append(_Cell(column, span))

    def end_row(self, columns: int, *, places: bool = False) -> None:
        """End a table's row: the lines of its cells are side by side, with their `places` in the table if known."""
        cells, self.cells = self.cells or [], None
        begin = self.row
        height = max((len(cell.lines) for cell in cells), default=0)
        for depth in range(height):
            for cell in cells:
                if depth < len(cell.lines):
                    line = cell.lines[depth]
                    centred = line.centred and columns == 1
                    place = Place(begin, cell.column, columns) if places else None
                    self.lines.append(
                        replace(line, row=self.row, column=cell.column, columns=columns, centred=centred, place=place)
                    )
            self.row += 1


def _lines(root: Element, pictures: _Pictures | None = None) -> list[FlowLine]:
    """Return the lines of the content. Without recursion, because the depth of a page is not limited."""
    writer = _LineWriter()
    styles = [_Style()]
    widths: dict[Element, int] = {}
    spanning: dict[Element, bool] = {}
    items: Counter[Element] = Counter()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag in _BLOCKS or tag == "br":
                writer.end_line()
            if tag == "tr" and writer.cells is None and _has_no_tables(element):
                writer.cells = []
            elif writer.cells is None and _is_column(element) and _is_column_after(element):
                writer.cells, writer.beside = [], element.getparent()
            if tag in {"td", "th"} and writer.cells is not None:
                writer.begin_cell(_span(element))
            elif writer.beside is not None and element.getparent() is writer.beside:
                writer.begin_cell(1)
            if tag == "img" and pictures and (degree := pictures.degree_in(element, writer.lines)):
                writer.end_line()
                writer.write(degree, styles[-1])
                writer.end_line()
            styles.append(styles[-1].within(element))
            writer.write(_list_number(element, items), styles[-1])
            writer.write(element.text, styles[-1])
        else:
            styles.pop()
            if tag in _BLOCKS:
                writer.end_line()
            if tag == "tr" and writer.cells is not None:
                writer.end_row(_columns(element, widths), places=not _spans_rows(element, spanning))
            elif writer.beside is not None and element.getparent() is writer.beside and not _is_column_after(element):
                writer.end_row(len(writer.cells or ()))
                writer.beside = None
            if element is not root:
                writer.write(element.tail, styles[-1])
    writer.end_line()
    return writer.lines


def _is_column(element: Element) -> bool:
    """Return whether a block of text is set beside its neighbours by a style, as the columns of a letterhead are."""
    styled = element.tag in _COLUMN_TAGS and _COLUMN.search(element.get("style", "")) is not None
    return styled and _has_no_tables(element)


def _is_column_after(element: Element) -> bool:
    """Return whether the next block is set beside this one."""
    after = element.getnext()
    alone = not (element.tail or "").strip()
    return alone and after is not None and _is_column(after)


def _has_no_tables(row: Element) -> bool:
    """Return whether a row's cells contain text only and are read side by side; nested tables are read in order."""
    return next(row.iterdescendants("table"), None) is None


def _span(cell: Element) -> int:
    span = cell.get("colspan", "1").strip()
    return min(max(int(span), 1), _MAX_COLUMNS) if span.isascii() and span.isdigit() and len(span) < 4 else 1


def _columns(row: Element, widths: dict[Element, int]) -> int:
    """Return the number of columns of the row's table; `widths` caches that of each table."""
    table = next(row.iterancestors("table"), row)
    if table not in widths:
        rows = table.iter("tr") if table is not row else [row]
        widths[table] = max((sum(map(_span, each.iterchildren("td", "th"))) for each in rows), default=1)
    return max(widths[table], 1)


def _spans_rows(row: Element, spanning: dict[Element, bool]) -> bool:
    """Return whether cells of the row's table extend over rows, so that others are not in the column they seem in."""
    table = next(row.iterancestors("table"), row)
    if table not in spanning:
        spanning[table] = any(cell.get("rowspan", "1").strip() != "1" for cell in table.iter("td", "th"))
    return spanning[table]


def _list_number(element: Element, items: Counter[Element]) -> str:
    """Return the number that a browser shows before an item of a numbered list; `items` counts those of each list."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    items[parent] += 1
    number = items[parent]
    return f"{chr(96 + number)}) " if parent.get("type") == "a" and number <= 26 else f"{number}. "


def _from_letterhead(lines: Sequence[FlowLine]) -> list[FlowLine]:
    """Return the lines without the portal's title, tabs and breadcrumbs above the letterhead; stamps stay."""
    total = sum(len(line.text) for line in lines)
    before = 0
    for place, line in enumerate(lines):
        if _is_motto(line.text):
            first = _letterhead_start(lines, place)
            return [above for above in lines[:first] if _is_stamp(above)] + list(lines[first:])
        before += len(line.text)
        if before > _MAX_PREAMBLE * total + 200:
            break
    return list(lines)


def _letterhead_start(lines: Sequence[FlowLine], motto: int) -> int:
    """Return where the table that contains the motto begins; without a table, where the motto's row begins."""
    row, first = lines[motto].row, motto
    while first and (
        lines[first - 1].row == row
        or (lines[first - 1].columns > 1 and row - lines[first - 1].row <= _ROWS_ABOVE_MOTTO)
    ):
        first -= 1
    column = [line.text for line in lines[max(0, first - _ROWS_OF_COLUMN) : first]]
    if any(map(_is_number, column)):  # the other column is above the motto
        while column and (_is_number(column[-1]) or column[-1].isupper() or not column[-1].strip(" *-–_.")):
            column.pop()
            first -= 1
    return first


def _is_number(text: str) -> bool:
    return _NUMBER.match(fold(text)) is not None


class _Pictures:
    """The pictures of a page: embedded ones, and files that were saved with it."""

    def __init__(self, path: Path, markup: str, read: PictureReader) -> None:
        self.path, self.read = path, read
        self.embedded: list[str] = []
        self.markup = _PICTURE_URI.sub(self._store, markup)

    def _store(self, match: re.Match[str]) -> str:
        if len(self.embedded) >= _MAX_PICTURES:
            return ""
        self.embedded.append(match[1])
        return f"{_MARK}:{len(self.embedded) - 1}"

    def degree_in(self, element: Element, lines: Sequence[FlowLine]) -> str | None:
        """Return the degree of secrecy that a picture shows; `lines` are those before it, which place it."""
        motto = next((place for place, line in enumerate(lines) if _is_motto(line.text)), None)
        limit = _LINES_BEFORE_MOTTO if motto is None else motto + _LINES_AFTER_MOTTO
        content = self._content(element.get("src", "")) if len(lines) < limit else None
        return self.read(content) if content else None

    def marks_above(self, body: Element, root: Element) -> Iterator[FlowLine]:
        """Yield the degree of secrecy in a picture above the content; a logo is in a link."""
        above = list(takewhile(lambda element: element is not root, body.iter("img", root.tag)))
        outside = (each for each in above if each.tag == "img" and next(each.iterancestors("a"), None) is None)
        contents = [content for each in outside if (content := self._content(each.get("src", "")))]
        for content in contents[-_MAX_ABOVE:]:
            if degree := self.read(content):
                yield FlowLine(degree, row=0, runs=(("", degree),))

    def _content(self, source: str) -> bytes | None:
        if source.startswith(f"{_MARK}:"):
            encoded = unquote(self.embedded[int(source.split(":")[1])])
            try:
                return b64decode("".join(encoded.split()))
            except ValueError:
                return None
        folder = self.path.parent.resolve()
        try:
            file = (folder / unquote(source.split("?")[0])).resolve()
            inside = bool(source) and ":" not in source and file.is_relative_to(folder) and file.is_file()
            return file.read_bytes() if inside and file.stat().st_size <= _MAX_PICTURE else None
        except (OSError, ValueError):  # a name that is too long or has a zero byte
            return None


def _marks_around(body: Element) -> Iterator[FlowLine]:
    """Yield the marks of secrecy that a person sees above the letterhead, or that a style sets on top of the page."""
    visible = deepcopy(body)
    for element in list(visible.iterdescendants()):
        if not isinstance(element.tag, str) or _is_unseen(element):
            element.drop_tree()
    for element in visible.iter("input"):
        element.text = element.get("value", "") if element.get("type", "text") != "hidden" else ""
    for element in visible.iter("svg", "text", "nav", "aside", "footer", "button", "textarea", "input", "a", "span"):
        if element.tag not in {"a", "span"} or _POSITIONED.search(element.get("style", "")):
            element.tag = "div"
    lines = _lines(visible)
    motto = next((place for place, line in enumerate(lines) if _is_motto(line.text)), 0)
    above = [line for line in lines[:motto] if degree_of(line.text)]
    for element in visible.iter():
        text = squeeze(element.text_content()) if _POSITIONED.search(element.get("style", "")) else ""
        if text and degree_of(text):
            above.append(FlowLine(text, row=0, runs=(("", text),)))
    if len({degree_of(line.text) for line in above}) == 1:  # several are a list
        yield replace(above[0], text=squeeze(above[0].text), column=0, columns=1)


def _is_unseen(element: Element) -> bool:
    return (element.tag in _UNSEEN and not _is_open_dialog(element)) or _is_hidden(element)


def _with_marks(lines: Sequence[FlowLine], marks: Sequence[FlowLine]) -> list[FlowLine]:
    """Return the lines below a mark, unless they have it above the motto."""
    motto = next((place for place, line in enumerate(lines) if _is_motto(line.text)), 0)
    if not marks or any(degree_of(line.text) for line in lines[:motto]):
        return list(lines)
    return [replace(marks[0], row=0), *(replace(line, row=line.row + 1) for line in lines)]


def _is_stamp(line: FlowLine) -> bool:
    return degree_of(line.text) is not None or (line.text.isupper() and _STAMP.fullmatch(fold(line.text)) is not None)


def _with_page_breaks(lines: Sequence[FlowLine]) -> Iterator[FlowLine]:
    """Yield the lines, with a page break wherever a page would grow too long."""
    length = 0
    for line in lines:
        length += len(line.text)
        breaks = length > LONGEST_PAGE and line.column == 0
        length = len(line.text) if breaks else length
        yield replace(line, starts_page=True) if breaks else line
