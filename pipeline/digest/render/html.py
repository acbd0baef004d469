"""A pack as one HTML file for phones and for printing on A4, with links from every quotation to its page.

The page is built as a tree of elements, so the text of a document can never become markup. Nothing is loaded from
elsewhere; the page's own policy forbids it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
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
    SourceText,
    Table,
    plain,
)
from .layout import contents, layout, printed_anchor

Element = Any  # lxml ships no types
_BLANK = "…" * 6
_NUMBER = re.compile(r"\b\d+(?:/\d{4})?[-/][A-ZĐ][\wĐđ]*(?:[-/][A-ZĐ][\wĐđ]*)*")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def render(digest: Digest) -> bytes:
    """Return the pack as an HTML document, UTF-8, with the pages that it quotes."""
    return _document(digest, list(layout(digest)))


def render_printed(digest: Digest, room: float = 1.0) -> bytes:
    """Return the pack without the pages quoted; links to them lead to their document in the list of sources."""
    blocks = [block for block in layout(digest, room) if not isinstance(block, SourceText)]
    return _document(digest, blocks, printed_anchor)


def _document(digest: Digest, blocks: Sequence[Block], link_target: Callable[[str], str] = str) -> bytes:
    main = tag.E.main(*(element for block in blocks for element in _elements(block, blocks)))
    for link in main.iter("a"):
        link.set("href", link_target(link.get("href")))
    head = tag.HEAD(
        tag.META(charset="utf-8"),
        tag.META(name="generator", content=GENERATOR),
        tag.META(name="viewport", content="width=device-width, initial-scale=1"),
        tag.META({"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        tag.TITLE(plain(digest.title)),
        tag.STYLE(Path(__file__).with_name("pack.css" if digest.full else "handout.css").read_text(encoding="utf-8")),
    )
    whole = tag.HTML(head, tag.BODY(main), lang=language())
    return html.tostring(whole, encoding="utf-8", doctype="<!DOCTYPE html>")  # type: ignore[no-any-return]


def _elements(block: Block, blocks: Sequence[Block]) -> Iterator[Element]:
    """Yield the elements of a block; `blocks` are all those of the pack, for its table of contents."""
    match block:
        case Heading(level):
            yield _anchored((tag.H1, tag.H2, tag.H3)[level - 1](plain(block.numbered)), block.anchor)
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
        case Masthead():
            yield _masthead(block)
        case PageBreak():
            yield tag.E.hr(tag.CLASS("break"))
        case Dates(groups):
            yield tag.DIV(*(_dates(caption, rows) for caption, rows in groups), tag.CLASS("dates"))
        case Blank(label, lines):
            yield from (tag.P(plain(label), tag.SPAN(), tag.CLASS("blank")) for _line in range(lines))
        case Signatures(names):
            places = [tag.DIV(*_lines(name.split("\n"))) for name in names]
            listed = [tag.DIV(*_lines(("Nơi nhận:", *block.recipients)), tag.CLASS("recipients"))]
            yield tag.DIV(*(listed if block.recipients else ()), *places, tag.CLASS("signatures"))
        case Picture(svg, caption):
            yield _picture(svg, caption)
        case SourceText():
            yield _source(block)


def _anchored(element: Element, anchor: str | None) -> Element:
    if anchor:
        element.set("id", anchor)
    return element


def _contents(title: str, blocks: Sequence[Block]) -> Element:
    links = [tag.LI(tag.A(plain(text), href=f"#{anchor}")) for text, anchor in contents(blocks)]
    return tag.E.nav(tag.P(title), tag.UL(*links), {"aria-label": title})


def _runs(runs: Runs) -> Iterator[Element | str]:
    yield from map(_run, runs)


def _run(run: Run) -> Element | str:
    text = plain(run.text)
    pieces = tuple(_unbroken(text))
    if run.blank:
        return tag.SPAN(_BLANK, tag.CLASS("line"))
    if run.quoted:
        known = {"data-page": str(run.page)} if run.page else {}
        words = tag.E.q(*pieces, **{"data-doc": plain(run.quoted)}, **known)
        return tag.STRONG(words) if run.bold else words
    if run.small:
        return tag.SPAN(text, tag.CLASS("place"))
    if run.to:
        return tag.A(text, href=f"#{run.to}", **({"class": "place"} if run.italic else {}))
    if run.bold:
        return tag.STRONG(*pieces)
    return tag.EM(*pieces) if run.italic else tag.SPAN(*pieces) if len(pieces) > 1 else text


def _unbroken(text: str) -> Iterator[Element | str]:
    """Yield the text in pieces, so that a document's number is never broken over two lines."""
    at = 0
    for match in _NUMBER.finditer(text):
        if match.start() > at:
            yield text[at : match.start()]
        yield tag.SPAN(match[0], tag.CLASS("nb"))
        at = match.end()
    yield text[at:]


def _listing(listing: Listing) -> Element:
    element = (tag.OL if listing.numbered else tag.UL)(*map(_entry, listing.entries))
    if listing.kind != "plain":
        element.set("class", listing.kind)
    return element


def _entry(entry: Entry) -> Element:
    below = [_listing(entry.below)] if entry.below else []
    return _anchored(tag.LI(*_runs(entry.runs), *below), entry.anchor)


def _table(table: Table) -> Element:
    columns = tag.COLGROUP(*(tag.COL(style=f"width: {100 * width / sum(table.widths):.4g}%") for width in table.widths))
    if not table.head:
        facts = (tag.TR(tag.TH(*_runs(name), scope="row"), *(tag.TD(*_cell(each)) for each in rest))
                 for name, *rest in table.rows)  # fmt: skip
        return tag.TABLE(columns, tag.TBODY(*facts), tag.CLASS(table.kind))
    head = tag.THEAD(tag.TR(*(tag.TH(plain(name), scope="col") for name in table.head)))
    rows = (
        tag.TR(*(tag.TD(*_cell(cell), {"data-label": plain(name)}) for name, cell in zip(table.head, row, strict=True)))
        for row in table.rows
    )
    return tag.TABLE(columns, head, tag.TBODY(*rows), tag.CLASS(table.kind))


def _cell(runs: Runs) -> Iterator[Element | str]:
    """Yield the elements of a cell; a line break in its text is one on the page."""
    for run, following in zip_longest(runs, runs[1:]):
        if following and following.blank:  # the blank is on a line of its own
            run = replace(run, text=run.text.rstrip())
        if "\n" in run.text:
            yield from _lines(run.text.split("\n"))
        else:
            yield _run(run)


def _masthead(head: Masthead) -> Element:
    left, right = (
        tag.DIV(*(tag.P(plain(line)) for line in lines), tag.CLASS("column")) for lines in (head.left, head.right)
    )
    subject = tag.P(*(tag.SPAN(plain(f"{line} ")) for line in head.subject), tag.CLASS("subject"))
    session = [tag.P(plain(head.session), tag.CLASS("session"))] if head.session else []
    rule = tag.P("-----", tag.CLASS("rule"), {"aria-hidden": "true"})
    return tag.E.header(
        tag.DIV(left, right, tag.CLASS("columns")), tag.H1(plain(head.title)), subject, rule, *session,
        tag.CLASS("masthead"),
    )  # fmt: skip


def _dates(caption: str, rows: Iterable[tuple[str, Runs]]) -> Element:
    pairs = (element for day, runs in rows for element in (tag.DT(plain(day)), tag.DD(*_runs(runs))))
    return tag.DIV(tag.P(plain(caption)), tag.DL(*pairs))


def _letterhead(head: Letterhead) -> Element:
    left, right = (
        tag.DIV(*(tag.P(plain(line)) for line in lines), tag.CLASS("column")) for lines in (head.left, head.right)
    )
    return tag.E.header(
        tag.DIV(left, right, tag.CLASS("columns")),
        _anchored(tag.H2(plain(head.title)), head.anchor),
        tag.P(plain(head.subtitle), tag.CLASS("subtitle")),
        tag.CLASS("letterhead"),
    )


def _lines(lines: Iterable[str]) -> Iterator[Element | str]:
    for place, line in enumerate(lines):
        if place:
            yield tag.BR()
        yield plain(line)


def _picture(svg: str, caption: str) -> Element:
    """Return the picture as data, which keeps its style apart from the page's."""
    data = b64encode(svg.encode()).decode()
    return tag.E.figure(tag.IMG(src=f"data:image/svg+xml;base64,{data}", alt=caption))


def _source(source: SourceText) -> Element:
    """Return a quoted page, with the quotations marked."""
    pieces = (tag.E.mark(plain(text)) if quoted else plain(text) for text, quoted in _mark(source.text, source.quoted))
    read = [tag.P(_("This page was read from a picture."), tag.CLASS("note"))] if source.source == "ocr" else []
    return tag.E.section(
        tag.H3(plain(source.label)), *read, tag.DIV(*pieces, tag.CLASS("page")), tag.CLASS("source"), id=source.anchor
    )


def _mark(text: str, quoted: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces, each with whether it is quoted; any white space matches any other."""
    spans: list[tuple[int, int]] = []
    for words in quoted:
        pattern = r"\s+".join(map(re.escape, words.split()))
        spans += [match.span() for match in re.finditer(pattern, text)] if pattern else []
    at = 0
    for start, end in _merge(spans):
        if start > at:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False


def _merge(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans in order, overlapping ones merged."""
    current: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if current and start <= current[1]:
            current = (current[0], max(current[1], end))
            continue
        if current:
            yield current
        current = (start, end)
    if current:
        yield current
