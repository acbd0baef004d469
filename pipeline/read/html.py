"""HTML as a browser saves it from a portal (công báo, văn bản chính phủ, thuvienphapluat …) → one page.

Readability finds where on the page the document stands; the words are then taken
from the page itself, since an extractor's copy has lost what the letterhead needs:
its columns, what is bold or centred, its fonts. The cells of a table's row share a
row. Scripts, menus, footers, what is hidden and what stands above the letterhead
are dropped. A web page has no pages, so the document is one (only a very long
one is parted, as search takes pages as its unit).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from ..errors import UnreadableFile
from ..i18n import _
from ..model import Page
from ..vietnamese.text import fold, squeeze
from .encodings import Run
from .flow import Text, legible, pages_of
from .kind import unicode_of
from .txt import LONGEST_PAGE, content_of, decoded_8_bit, too_large

Element = Any  # lxml has no types of its own

_MARK = "data-chithi"
_JUNK = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "head",
        "nav",
        "footer",
        "aside",
        "button",
        "select",
        "textarea",
        "input",
        "datalist",
        "dialog",
    ]
)
_JUNK_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu", "menubar"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "figcaption",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "html",
    ]
)
_BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)|font-weight\s*:", re.I)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.I)
_ALIGNED = re.compile(r"text-align\s*:\s*([\w-]+)", re.I)
_FONT = re.compile(r"font-family\s*:\s*['\"]?([^;,'\"]+)", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*['\"]?\s*([\w-]+)", re.I)
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,80},[^\s\"'<>)]*")
_LONG_TAG = re.compile(r"<(\w{1,20})\s[^<>]{5000,}>")  # a tag of a thousand attributes takes the parser hours
_SPACE = re.compile(r"[ \t\r\n\f]+")

_MOTTOES = ("dang cong san viet nam", "cong hoa xa hoi chu nghia viet nam")
_STAMP = re.compile(r"\W*(?:(?:tuyet |toi )?mat|hoa toc|(?:thuong )?khan|(?:ban )?du thao.{0,20})\W*")
_ROWS_ABOVE_MOTTO = 3  # of a letterhead's table
_PREAMBLE = 0.25  # of the text at most stands above the letterhead; a motto further down is a form's
_MOST = 0.6  # of the words outside links: the document has at least so many
_MENU_LINKS, _MENU_SHARE = 3, 0.7
_MOST_COLUMNS = 40
_LONGEST = 16 << 20  # characters of markup


def read_html(path: Path) -> Iterator[Page]:
    """The page of an HTML file; raises UnreadableFile when it is too large or holds nothing to read."""
    markup = _markup(content_of(path))
    if len(markup) > _LONGEST:
        raise too_large(_LONGEST, path)
    body = _body(markup, path)
    _drop_junk(body)
    texts, source = legible(_texts(_content_root(body)))
    yield from pages_of(_with_page_breaks([text for text in _from_letterhead(texts) if text.text]), source)


def _markup(content: bytes) -> str:
    """The markup as text: by its marks, by what it says of itself, else by what gives Vietnamese."""
    named = _CHARSET.search(content[:4096])
    encodings = [unicode_of(content), "utf-8", named and named[1].decode("ascii", "ignore")]
    for encoding in filter(None, encodings):
        try:
            return _without_bulk(content.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    if named and named[1].lower().replace(b"-", b"") == b"utf8":
        return _without_bulk(content.decode("utf-8", "replace"))
    return _without_bulk(decoded_8_bit(content)[0])


def _without_bulk(markup: str) -> str:
    """Markup without embedded pictures and monstrous tags."""
    return _LONG_TAG.sub(r"<\1>", _EMBEDDED.sub("", markup.replace("\0", "")))


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
        or element.tag in _JUNK
        or element.get("role") in _JUNK_ROLES
        or "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style", "")) is not None
    )


def _is_menu(element: Element) -> bool:
    links = list(element.iterdescendants("a"))
    linked = sum(len(squeeze(link.text_content())) for link in links if link.get("href"))
    return len(links) >= _MENU_LINKS and linked > _MENU_SHARE * len(squeeze(element.text_content()))


def _content_root(body: Element) -> Element:
    """The element that holds the document: what Readability finds, and the letterhead where that stands outside."""
    root = _common(body, _found_by_readability(body))
    motto = next((element for element in body.iter(*_BLOCKS) if _is_motto(element.text_content())), None)
    if motto is not None and root is not body and not _holds(root, motto) and _is_before(body, motto, root):
        root = _common(body, [motto, root])
    whole = _prose(body)
    while root is not body and _prose(root) < _MOST * whole:
        root = root.getparent()
    return root


def _found_by_readability(body: Element) -> list[Element]:
    """The elements of `body` that Readability keeps as the page's content; none when it finds none."""
    import readability

    places = {str(place): element for place, element in enumerate(body.iter("p", "div", "td", "li"))}
    for place, element in places.items():
        element.set(_MARK, place)
    try:
        summary = readability.Document(
            f"<html>{etree.tostring(body, encoding='unicode', method='html')}</html>"
        ).summary()
        kept = lxml_html.document_fromstring(summary).xpath(f"//@{_MARK}")
    except Exception:  # it gives up on odd pages with errors of many kinds; the whole page is there then
        return []
    return [places[place] for place in kept if place in places and places[place].text_content().strip()]


def _common(body: Element, elements: Sequence[Element]) -> Element:
    """The lowest element that holds all of `elements`; `body` for none."""
    if not elements:
        return body
    shared = [elements[0], *elements[0].iterancestors()]
    for element in elements[1:]:
        above = {element, *element.iterancestors()}
        shared = [each for each in shared if each in above] if shared[0] not in above else shared
    return body if not _holds(body, shared[0]) else shared[0]


def _holds(outer: Element, inner: Element) -> bool:
    return outer is inner or any(above is outer for above in inner.iterancestors())


def _is_before(body: Element, first: Element, second: Element) -> bool:
    return next(element is first for element in body.iter() if element is first or element is second)


def _prose(element: Element) -> int:
    """How much text there is outside of links."""
    linked = sum(len(squeeze(link.text_content())) for link in element.iter("a") if link.get("href"))
    return len(squeeze(element.text_content())) - linked


def _is_motto(text: str) -> bool:
    key = fold(squeeze(text[:200])).strip(" *-–_.")
    return len(text) < 200 and any(key.startswith(motto) and len(key) < len(motto) + 60 for motto in _MOTTOES)


@dataclass(frozen=True, slots=True)
class _Style:
    """How text is set, as far as the structure of a document shows in it."""

    bold: bool = False
    italic: bool = False
    centred: bool = False
    font: str = ""
    kept: bool = False  # line breaks count, as in <pre>

    def within(self, element: Element) -> _Style:
        """The style inside of `element`, which stands in text of this style."""
        tag, css = element.tag, element.get("style", "")
        weight, aligned, font = _BOLD.search(css), _ALIGNED.search(css), _FONT.search(css)
        align = (aligned[1] if aligned else element.get("align", "")).lower()
        bold = bool(weight[1]) if weight else self.bold or tag in {"b", "strong", "th", "h1", "h2", "h3", "h4"}
        return _Style(
            bold,
            self.italic or tag in {"i", "em"} or _ITALIC.search(css) is not None,
            "center" in align if align else self.centred or tag == "center",
            font[1].strip() if font else element.get("face", self.font),
            self.kept or tag == "pre",
        )


@dataclass(slots=True)
class _Writer:
    """Gathers runs of text into lines, and lines into rows; inside a table's row, into the columns of its cells."""

    texts: list[Text] = field(default_factory=list)
    runs: list[tuple[str, str, _Style]] = field(default_factory=list)
    cells: list[tuple[int, int, list[Text]]] | None = None
    row: int = 0

    def write(self, text: str | None, style: _Style) -> None:
        """Text of one style: line breaks in it are spaces, but for text set as it is written."""
        if not text:
            return
        for place, part in enumerate(text.split("\n") if style.kept else [_SPACE.sub(" ", text)]):
            if place:
                self.end_line()
            self.runs.append((style.font, part, style))

    def end_line(self) -> None:
        """What follows stands on a new line."""
        styles = [style for _font, text, style in self.runs if text.strip()]
        if styles:
            runs: tuple[Run, ...] = tuple((font, text) for font, text, _style in self.runs)
            line = Text(
                "".join(text for _font, text in runs),
                self.row,
                runs,
                bold=all(style.bold for style in styles),
                italic=all(style.italic for style in styles),
                centred=styles[0].centred,
            )
            if self.cells:
                self.cells[-1][2].append(line)
            elif self.cells is None:
                self.texts.append(line)
                self.row += 1
        self.runs.clear()

    def end_row(self, columns: int) -> None:
        """The row of a table is over: its cells' lines stand side by side."""
        cells, self.cells = self.cells or [], None
        height = max((len(lines) for _column, _span, lines in cells), default=0)
        for depth in range(height):
            for column, _span, lines in cells:
                if depth < len(lines):
                    line = replace(lines[depth], row=self.row, column=column, columns=columns, centred=False)
                    self.texts.append(line if columns > 1 else replace(line, centred=lines[depth].centred))
            self.row += 1


def _texts(root: Element) -> list[Text]:
    """The lines of the content. No recursion: the depth of a page is its author's choice."""
    writer = _Writer()
    styles = [_Style()]
    widths: dict[Element, int] = {}
    items: Counter[Element] = Counter()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag in _BLOCKS or tag == "br":
                writer.end_line()
            if tag == "tr" and writer.cells is None and _is_leaf(element):
                writer.cells = []
            elif tag in {"td", "th"} and writer.cells is not None:
                column = sum(writer.cells[-1][:2]) if writer.cells else 0
                writer.cells.append((column, _span(element), []))
            styles.append(styles[-1].within(element))
            writer.write(_list_mark(element, items), styles[-1])
            writer.write(element.text, styles[-1])
        else:
            styles.pop()
            if tag in _BLOCKS:
                writer.end_line()
            if tag == "tr" and writer.cells is not None:
                writer.end_row(_columns(element, widths))
            if element is not root:
                writer.write(element.tail, styles[-1])
    writer.end_line()
    return writer.texts


def _is_leaf(row: Element) -> bool:
    """Whether a row's cells hold text and no tables: then they are read side by side, else one after the other."""
    return next(row.iterdescendants("table"), None) is None


def _span(cell: Element) -> int:
    span = cell.get("colspan", "1").strip()
    return min(max(int(span), 1), _MOST_COLUMNS) if span.isascii() and span.isdigit() and len(span) < 4 else 1


def _columns(row: Element, widths: dict[Element, int]) -> int:
    """The number of columns of the row's table, told by its rows with text."""
    table = next(row.iterancestors("table"), row)
    if table not in widths:
        rows = table.iter("tr") if table is not row else [row]
        widths[table] = max((sum(map(_span, each.iterchildren("td", "th"))) for each in rows), default=1)
    return max(widths[table], 1)


def _list_mark(element: Element, items: Counter[Element]) -> str:
    """The number that a browser sets before an item of a numbered list; `items` counts those of each list."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    items[parent] += 1
    number = items[parent]
    return f"{chr(96 + number)}) " if parent.get("type") == "a" and number <= 26 else f"{number}. "


def _from_letterhead(texts: Sequence[Text]) -> list[Text]:
    """The lines without those above the letterhead: the portal's title, tabs and crumbs. Stamps stay."""
    total = sum(len(text.text) for text in texts)
    before = 0
    for place, text in enumerate(texts):
        if _is_motto(text.text):
            first = _first_of_letterhead(texts, place)
            return [above for above in texts[:first] if _is_stamp(above)] + list(texts[first:])
        before += len(text.text)
        if before > _PREAMBLE * total + 200:
            break
    return list(texts)


def _first_of_letterhead(texts: Sequence[Text], motto: int) -> int:
    """Where the table begins that holds the motto; the motto's own row when none does."""
    row, first = texts[motto].row, motto
    while first and (
        texts[first - 1].row == row
        or (texts[first - 1].columns > 1 and row - texts[first - 1].row <= _ROWS_ABOVE_MOTTO)
    ):
        first -= 1
    return first


def _is_stamp(text: Text) -> bool:
    return text.text.isupper() and _STAMP.fullmatch(fold(text.text)) is not None


def _with_page_breaks(texts: Sequence[Text]) -> Iterator[Text]:
    """The lines, a page begun wherever one would grow longer than search can bear."""
    length = 0
    for text in texts:
        length += len(text.text)
        breaks = length > LONGEST_PAGE and text.column == 0
        length = len(text.text) if breaks else length
        yield replace(text, opens_page=True) if breaks else text
