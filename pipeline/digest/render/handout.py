"""The handout of one document: page 1 to read and discuss, page 2 to work with and look up.

The type is smaller than Hướng dẫn 05-HD/VPTW (27/5/2026) asks of issued papers: a handout has neither number nor
signature, and must fit two pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from ...i18n import _, ngettext
from ...model import Deadline, Digest, DigestItem, Point
from ...vietnamese.text import squeeze
from .blocks import Block, Entry, Heading, Listing, PageBreak, Paragraph, Run, Runs, Table
from .fit import Limits, fit
from .handout_parts import calendar, duties_table, key, masthead, warnings, with_sources, works_table
from .measure import pages
from .quoting import day_of, force_of, labels, name_of, question, quote, text

_PAGES = 2
# Points below five go first, then the days of others; duties come last.
_FRONT = (
    ("points", 5), ("reasons", 80), ("questions", 3), ("points", 4), ("questions", 2), ("points", 3), ("questions", 1),
    ("points", 1),
)  # fmt: skip
_BACK = (
    ("others", 2),
    ("norms", 4),
    ("words", 160),
    ("works", 4),
    ("others", 0),
    ("words", 100),
    ("works", 0),
    ("duties", 1),
)
_LAST = (("norms", 0), ("questions", 0), ("words", 60))  # on a single page
_STUDY = 0.8  # of the document's syllables that the points may have


def document_handout(digest: Digest, room: float = 1.0) -> Sequence[Block]:
    """Return the handout of one document, on as many pages as are asked for at most, usually two.

    `room` is the part of each page that may be used.
    """
    most = digest.pages or _PAGES
    head = [masthead(digest, _subject(digest))]
    notes = [*key(digest)]

    def front(limits: Limits) -> Sequence[Block]:
        return [*head, *_front(digest, limits), *notes]

    def whole(limits: Limits) -> Sequence[Block]:
        return with_sources(digest, [*front(limits), *_back(digest, limits)])

    if pages(whole(Limits()), room) == 1 or most != _PAGES:
        return fit(whole, Limits(), (*_FRONT, *_BACK, *_LAST), most, room)
    first = fit(front, Limits(), _FRONT, 1, room)

    def back(limits: Limits) -> Sequence[Block]:
        return with_sources(digest, [*first, PageBreak(), *_back(digest, limits)])

    pages_apart = fit(back, Limits(points=_points_in(first)), _BACK, 2, room)
    if _rows_in(pages_apart) == _rows_in(back(Limits())):
        return pages_apart
    together = fit(whole, Limits(), (*_FRONT, *_BACK, *_LAST), most, room)  # reading gives way to duties
    return together if _rows_in(together) > _rows_in(pages_apart) else pages_apart


def _rows_in(blocks: Sequence[Block]) -> int:
    """Return how many duties a handout's table has."""
    return sum(len(block.rows) for block in blocks if isinstance(block, Table) and len(block.head) == 4)


def _points_in(blocks: Sequence[Block]) -> int:
    return sum(len(block.entries) for block in blocks if isinstance(block, Listing) and block.kind == "read")


def _subject(digest: Digest) -> tuple[str, ...]:
    item = digest.items[0]
    if item.work is None:
        return (item.heading,)
    title = squeeze(item.work.title or "")
    title = title[:1].lower() + title[1:] if title.lower().startswith(("về ", "v/v ")) else title
    return tuple(part for part in (name_of(item.work, dated=True), title) if part)


def _front(digest: Digest, limits: Limits) -> Iterator[Block]:
    item = digest.items[0]
    yield Heading(2, _("1. What this document is, and why our cell studies it"))
    yield from warnings(item)
    yield Paragraph(_introduction(digest, limits), "lead")
    yield Heading(2, _("2. Points to be read to the cell"))
    yield from reading(item, best_points(item, limits.points), labels(digest.documents)[0])
    asked = [*_questions(digest, limits.questions)]
    if asked:
        yield Heading(2, _("3. Questions for discussion"))
        yield Listing(tuple(asked), numbered=True, kind="ask")


def best_points(item: DigestItem, most: int) -> list[Point]:
    """Return the best points in the order of the document; together they are shorter than the document itself."""
    kept: list[Point] = []
    room = max(40, int(_STUDY * item.words)) if item.words else 10_000
    for point in sorted(item.points, key=lambda each: each.rank)[:most]:
        room -= len(point.text.split()) + len((point.lead or "").split())
        if room < 0 and kept:
            break
        kept.append(point)
    return [point for point in item.points if point in kept]


def reading(item: DigestItem, points: Sequence[Point], label: str) -> Iterator[Block]:
    """Yield points to be read aloud, each in quotation marks with its page."""
    if points:
        yield Listing(tuple(Entry(read_aloud(item, point, label)) for point in points), numbered=True, kind="read")
    else:
        yield Paragraph(text(_("No sentence of this document can be quoted whole on its own.")), "note")


def read_aloud(item: DigestItem, point: Point, label: str) -> Runs:
    """Return a point with the line above it, if it needs one."""
    said = quote(item, point.text, point.page, point.section, label=label)
    if not point.lead:
        return said
    lead = quote(item, point.lead, point.lead_page or point.page)[0]
    return (lead, Run(": "), *said)


def _introduction(digest: Digest, limits: Limits) -> Runs:
    item = digest.items[0]
    label = labels(digest.documents)[0]
    return (
        *_description(item, label), Run(f" {force_of(item, day_of(digest))}"), *implemented(item, label),
        *_superior(digest, limits),
    )  # fmt: skip


def _description(item: DigestItem, label: str) -> Runs:
    """Return what a document is, how long, and the words that send it to the cells."""
    work = item.work
    kind = (work.type if work else None) or _("document")
    by = " " + _("of {issuer}").format(issuer=work.issuer) if work and work.issuer else ""
    parts = [kind.capitalize() + by]
    if item.pages and item.page_of(item.pages):
        parts.append(ngettext("{count} page", "{count} pages", item.pages).format(count=item.pages))
    runs = text(", ".join(parts))
    if item.spread:
        runs += (Run(", "), *quote(item, item.spread.text, item.spread.page, label=label))
    return (*runs, Run("."))


def implemented(item: DigestItem, label: str) -> Runs:
    """Return the works that a document says to carry out."""
    reasons = [reason for reason in item.why if reason.kind == "implements"]
    runs: Runs = ()
    for reason in reasons:
        runs += (
            Run("; " if runs else " " + _("It carries out:") + " "),
            *quote(item, reason.words, reason.page, label=label),
        )
    return (*runs, Run(".")) if runs else ()


def _superior(digest: Digest, limits: Limits) -> Runs:
    """Return what the superior's plan says of studying the document, or that the library has no such plan."""
    runs: Runs = ()
    for place, item in enumerate(digest.documents):
        if item.role != "plan" or item.work is None:
            continue
        label = labels(digest.documents)[place]
        name = name_of(item.work, dated=True)
        if digest.session.parent:
            runs += text(" " + _("It is carried out by {plan}.").format(plan=name))
        else:
            above = _("It is carried out by {plan} (for cells directly under that committee).")
            runs += text(" " + above.format(plan=name))
        said = next((task for task in item.tasks if is_study(task.what) and _is_duty(digest, place, task.text)), None)
        if said:
            runs += (Run(" "), *quote(item, said.text, said.page, label=label, most=limits.reasons), Run("."))
    if not runs and digest.session.parent:
        return text(
            " " + _("The library has no plan of {body} that carries it out.").format(body=digest.session.parent)
        )
    return runs


def is_study(what: str) -> bool:
    """Return whether a duty is to study a document in a session."""
    return any(word in what.lower() for word in ("sinh hoạt", "học tập", "quán triệt", "thảo luận"))


def _is_duty(digest: Digest, place: int, words: str) -> bool:
    return any(each.item == place and each.task.text == words for each in digest.duties)


def _questions(digest: Digest, most: int) -> Iterator[Entry]:
    """Yield questions of the cell, then from the documents in turn, so that the superior's plan has its share."""
    yield from (Entry(text(each)) for each in digest.own_questions)
    names = labels(digest.documents)
    rows = [
        [(item, asked, name) for asked in item.questions]
        for item, name in zip(digest.documents, names, strict=True)
        if item.role != "last resolution"
    ]
    in_turn = chain.from_iterable(
        [row[place] for row in rows if place < len(row)] for place in range(max(map(len, rows), default=0))
    )
    for number, (item, asked, name) in enumerate(in_turn):
        if number == most:
            return
        yield Entry(question(item, asked, name))


def _back(digest: Digest, limits: Limits) -> Iterator[Block]:
    read = {point.text for point in best_points(digest.items[0], limits.points)}
    own = [each for each in digest.duties if _is_dated(each) or each.task.text not in read]
    yield Heading(2, _("4. What our cell must do"))
    yield from duties_table(digest, own, limits, numbered_elsewhere=_numbers_read(digest, limits))
    yield from calendar(digest, own, limits, _("5. Days"))
    yield from works_table(digest, limits, _("6. Works cited that one must know"))


def _is_dated(each: Deadline) -> bool:
    """Return whether a duty has a day, or somebody in charge: then the table has it."""
    return bool(each.task.deadline or each.doer or each.by)


def _numbers_read(digest: Digest, limits: Limits) -> list[int]:
    """Return the numbers of the points that are duties without a day, which the table does not repeat."""
    points = best_points(digest.items[0], limits.points)
    undated = {each.task.text for each in digest.duties if each.item == 0 and not _is_dated(each)}
    return [number for number, point in enumerate(points, 1) if point.text in undated]
