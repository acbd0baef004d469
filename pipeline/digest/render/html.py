"""A pack as one HTML file: readable on a phone, printed on A4, every quotation leading to its page.

The page is made as a tree of elements, so what a document says is text wherever it stands; nothing is loaded from
outside, and the page's own policy forbids it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import builder as tag

from ...i18n import _, language
from ...model import Digest
from ...system.files import GENERATOR
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
    SourceText,
    Table,
)
from .layout import layout, listed, on_paper
from .marked import marked
from .plain import plain

Element = Any  # lxml ships no types
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def render(digest: Digest) -> bytes:
    """The pack as a whole HTML document, UTF-8, with the pages that it quotes."""
    return _document(digest, list(layout(digest)))


def render_printed(digest: Digest) -> bytes:
    """The same without the pages quoted, which nobody prints: links to one lead to its document among the sources."""
    return _document(digest, [block for block in layout(digest) if not isinstance(block, SourceText)], on_paper)


def _document(digest: Digest, blocks: Sequence[Block], led: Callable[[str], str] = str) -> bytes:
    main = tag.MAIN(*(element for block in blocks for element in _elements(block, blocks)))
    for link in main.iter("a"):
        link.set("href", led(link.get("href")))
    head = tag.HEAD(
        tag.META(charset="utf-8"),
        tag.META(name="generator", content=GENERATOR),
        tag.META(name="viewport", content="width=device-width, initial-scale=1"),
        tag.META({"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        tag.TITLE(plain(digest.title)),
        tag.STYLE(Path(__file__).with_name("pack.css").read_text(encoding="utf-8")),
    )
    whole = tag.HTML(head, tag.BODY(main), lang=language())
    return html.tostring(whole, encoding="utf-8", doctype="<!DOCTYPE html>")  # type: ignore[no-any-return]


def _elements(block: Block, blocks: Sequence[Block]) -> Iterator[Element]:
    """A block as elements; `blocks` are all of the pack, for its table of contents."""
    match block:
        case Heading(level):
            made = (tag.H1, tag.H2, tag.H3)[level - 1](plain(block.numbered))
            yield _named(made, block.anchor)
        case Contents(title):
            yield _contents(title, blocks)
        case Paragraph(runs, kind):
            yield tag.P(*_runs(runs), tag.CLASS(kind))
        case Listing():
            yield _listing(block)
        case Table():
            yield _table(block)
        case Letterhead():
            yield _letterhead(block)
        case Blank(label, lines):
            yield from (tag.P(plain(label), tag.SPAN(), tag.CLASS("blank")) for _line in range(lines))
        case Signatures(names):
            places = (tag.DIV(*_lines(name.split("\n"))) for name in names)
            yield tag.DIV(*places, tag.CLASS("signatures"))
        case Picture(svg, caption):
            yield _picture(svg, caption)
        case SourceText():
            yield _source(block)


def _named(element: Element, anchor: str | None) -> Element:
    if anchor:
        element.set("id", anchor)
    return element


def _contents(title: str, blocks: Sequence[Block]) -> Element:
    links = [tag.LI(tag.A(plain(text), href=f"#{anchor}")) for text, anchor in listed(blocks)]
    return tag.NAV(tag.P(title), tag.UL(*links), {"aria-label": title})


def _runs(runs: Runs) -> Iterator[Element | str]:
    """Text and elements in turn; the builder takes both."""
    for run in runs:
        yield _run(run)


def _run(run: Run) -> Element | str:
    text = plain(run.text)
    if run.to:
        return tag.A(text, href=f"#{run.to}", **({"class": "place"} if run.italic else {}))
    if run.bold:
        return tag.STRONG(text)
    return tag.EM(text) if run.italic else text


def _listing(listing: Listing) -> Element:
    made = tag.OL if listing.numbered else tag.UL
    return made(*map(_entry, listing.entries))


def _entry(entry: Entry) -> Element:
    below = [_listing(entry.below)] if entry.below else []
    return _named(tag.LI(*_runs(entry.runs), *below), entry.anchor)


def _table(table: Table) -> Element:
    columns = tag.COLGROUP(*(tag.COL(style=f"width: {100 * width / sum(table.widths):.4g}%") for width in table.widths))
    head = tag.THEAD(tag.TR(*(tag.TH(plain(name), scope="col") for name in table.head)))
    rows = (
        tag.TR(*(tag.TD(*_runs(cell), {"data-label": plain(name)}) for name, cell in zip(table.head, row, strict=True)))
        for row in table.rows
    )
    return tag.TABLE(columns, head, tag.TBODY(*rows), tag.CLASS("written" if table.written else "told"))


def _letterhead(head: Letterhead) -> Element:
    left, right = (
        tag.DIV(*(tag.P(plain(line)) for line in lines), tag.CLASS("column")) for lines in (head.left, head.right)
    )
    return tag.HEADER(
        tag.DIV(left, right, tag.CLASS("columns")),
        _named(tag.H2(plain(head.title)), head.anchor),
        tag.P(plain(head.subtitle), tag.CLASS("subtitle")),
        tag.CLASS("letterhead"),
    )


def _lines(lines: Iterable[str]) -> Iterator[Element | str]:
    for place, line in enumerate(lines):
        if place:
            yield tag.BR()
        yield plain(line)


def _picture(svg: str, caption: str) -> Element:
    """The picture as data, so that its style stays its own."""
    data = b64encode(svg.encode()).decode()
    return tag.E.figure(tag.IMG(src=f"data:image/svg+xml;base64,{data}", alt=caption))


def _source(source: SourceText) -> Element:
    """The page word for word, what is quoted from it marked."""
    pieces = (tag.E.mark(plain(text)) if quoted else plain(text) for text, quoted in marked(source.text, source.quoted))
    read = [tag.P(_("This page was read from a picture."), tag.CLASS("note"))] if source.source == "ocr" else []
    return tag.E.section(
        tag.H3(plain(source.label)), *read, tag.DIV(*pieces, tag.CLASS("page")), tag.CLASS("source"), id=source.anchor
    )
