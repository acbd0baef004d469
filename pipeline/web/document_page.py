"""A document's page: may it still be cited, its picture beside its text, what it cites and what cites it."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup
from starlette.responses import FileResponse, Response

from ..errors import NotHeld, UsageError
from ..i18n import _
from ..read.formats import Box, printed_pages
from ..read.page_picture import has_pictures, picture, read_boxes, word_boxes
from ..registry import load
from ..vietnamese.dates import parse_date
from .pages import address, document_path, numbers, render
from .visit import Visit, day_of, redirect

if TYPE_CHECKING:
    from ..chain import Citation, Status
    from ..model import Document, Entry, Hit, Page, Paragraph, Reference, Section

Span = tuple[int, int]
_NO_BOXES: tuple[float, float, Sequence[Box]] = (0.0, 0.0, ())
_WIDTH = 1000  # pixels of a picture
_CACHED = 64  # pictures
_SIMILAR = 5
_MAX_OUTLINE = 200  # headings
FIELDS = ("type", "number", "date", "issuer", "title")


class Piece(NamedTuple):
    """A paragraph to show: its kind, its text with marks and links, and whether it has the place looked for."""

    kind: str
    text: Markup
    hit: bool


class Cited(NamedTuple):
    """Citations of one work in a document, and the work's status; the first is shown with its sentence."""

    first: Citation
    pages: Sequence[int]
    status: Status | None


def document_page(visit: Visit) -> Response:
    """Show one page of a document with everything that is known of the document."""
    entry, query = visit.entry(), visit.query("q")
    library = visit.library
    document = library.document(entry.id)
    as_of = day_of(visit.query("as_of"), date.today())
    spans = library.spans_within(document, query) if query else {}
    number = min(max(visit.number("page", min(spans, default=1)), 1), max(len(document.pages), 1))
    places = [(page, place) for page, found in sorted(spans.items()) for place in range(len(found))]
    at = (number, min(visit.number("hit", 0), len(spans.get(number, [1])) - 1))
    page = next((each for each in document.pages if each.number == number), None)
    cites = library.cites(entry.id)
    cited_by = library.cited_by(entry.id)
    pictured = os.path.isfile(document.path) and has_pictures(document.path)
    words = [page.text[start:end] for start, end in spans.get(number, ())] if page else []
    boxes = _boxes(document.path, page, words) if pictured and page and words else _NO_BOXES
    return render(
        visit, "document.html", here_name="search", wide=True, entry=entry, document=document, query=query,
        page=page, number=number, as_of=as_of, status=library.status(entry.id, as_of),
        pieces=list(_pieces(document, number, spans.get(number, []), at[1], cites)) if page else [],
        pictured=pictured, boxes=boxes, marks_later=boxes is None and len(words),
        step=_steps(entry, query, places, at), outline=document.outline[:_MAX_OUTLINE],
        current=_current(document, number), window=_window(number, len(document.pages)), spans=spans,
        cites=_grouped(visit, cites, as_of), times=len(cites), cited_by=cited_by,
        citing=len({each.document.id for each in cited_by}),
        similar=_similar(visit, entry),
        types=type_names(), file=os.path.basename(document.path),
        exists=os.path.isfile(document.path), printed=printed_pages(document), read=as_read(document),
        evidence=_evidence, saved=visit.query("saved"),
    )  # fmt: skip


def _pieces(
    document: Document, number: int, marks: Sequence[Span], hit: int, cites: Sequence[Citation]
) -> Iterator[Piece]:
    """Yield the paragraphs of a page, and what is between them, with marked words and citations as links."""
    text = next(page.text for page in document.pages if page.number == number)
    links = {
        (each.reference.mention.start, each.reference.mention.end): each.reference
        for each in cites
        if each.page == number
    }
    chosen = marks[hit] if 0 <= hit < len(marks) else None
    done = 0
    for each in (*sorted(document.paragraphs.get(number, ()), key=lambda one: one.start), None):
        start, end = (each.start, each.end) if each else (len(text), len(text))
        if between := text[done:start].strip():
            first = text.index(between, done)
            yield _piece(text, (first, first + len(between)), "lines", marks, links=links, chosen=chosen)
        if each and text[start:end].strip() and start >= done:
            yield _piece(text, (start, end), _kind(each), marks, links=links, chosen=chosen)
        done = max(done, end)


def _kind(paragraph: Paragraph) -> str:
    return {"heading": "heading", "table": "row", "footnote": "small"}.get(paragraph.kind, "body")


def _piece(
    text: str, span: Span, kind: str, marks: Sequence[Span], *, links: Mapping[Span, Reference], chosen: Span | None
) -> Piece:
    start, end = span
    cuts = sorted({start, end, *(at for each in (*marks, *links) for at in each if start < at < end)})
    parts = []
    for before, after in pairwise(cuts):
        shown = numbers(text[before:after] if kind in ("lines", "row") else text[before:after].replace("\n", " "))
        if any(one <= before and after <= two for one, two in marks):
            shown = Markup("<mark>{}</mark>").format(shown)
        reference = next((found for (one, two), found in links.items() if one <= before and after <= two), None)
        if reference and reference.target and reference.state == "resolved":
            shown = Markup('<a href="{}">{}</a>').format(document_path(reference.target.id), shown)
        elif reference:
            shown = Markup('<a href="#cites">{}</a>').format(shown)
        parts.append(shown)
    return Piece(kind, Markup("").join(parts), chosen is not None and start <= chosen[0] < end)


def _grouped(visit: Visit, cites: Sequence[Citation], as_of: date) -> list[Cited]:
    """Return the citations by the work that they mean, held ones first, each with the work's status."""
    groups: dict[str, list[Citation]] = {}
    for each in cites:
        reference = each.reference
        key = reference.target.id if reference.target else reference.mention.number or reference.mention.text
        groups.setdefault(key, []).append(each)
    found = []
    for group in groups.values():
        best = max(group, key=lambda each: len(each.reference.evidence))
        found.append(Cited(best, sorted({each.page for each in group}), _status(visit, best.reference, as_of)))
    return found


def _similar(visit: Visit, entry: Entry) -> list[Hit]:
    hits = visit.library.similar(entry.id, limit=3 * _SIMILAR).hits
    return [hit for hit in hits if hit.id in visit.known.entries][:_SIMILAR]


def _status(visit: Visit, reference: Reference, as_of: date) -> Status | None:
    if not reference.target:
        return None
    try:
        return visit.library.status(reference.target.id, as_of)
    except NotHeld:
        return None


def _evidence(names: Sequence[str]) -> str:
    """Return what speaks for a work beyond its number, in words."""
    words = {
        "date": _("its day"), "year": _("its year"), "term": _("the term"), "plenum": _("the plenum"),
        "subject": _("words of its title"), "issuer": _("its issuer"), "own-issuer": _("the citing body is its issuer"),
        "place": _("the same province"), "number-year": _("the year in its number"),
        "current": _("the time of the citing document"), "in-force": _("it was in force then"),
    }  # fmt: skip
    return ", ".join(words.get(name, name) for name in names if not name.startswith("-"))


def _steps(
    entry: Entry, query: str, places: Sequence[tuple[int, int]], at: tuple[int, int]
) -> dict[str, object] | None:
    """Return which place of how many is shown, and the addresses of the one before and after; None where no query."""
    if not places:
        return None
    index = places.index(at) if at in places else 0

    def link(place: int) -> str | None:
        if not 0 <= place < len(places):
            return None
        page, hit = places[place]
        return address(document_path(entry.id), q=query, page=page, hit=hit or None) + "#reader"

    return {"index": index + 1, "count": len(places), "before": link(index - 1), "after": link(index + 1)}


def _current(document: Document, number: int) -> Section | None:
    """Return the heading that a page begins under or shows first."""
    before = [section for section in document.outline if section.page <= number]
    on_page = [section for section in before if section.page == number]
    return on_page[0] if on_page else before[-1] if before else None


def _window(number: int, count: int) -> list[int | None]:
    """Return the pages to link to, None for a gap: all of a few, else the ends and those around the one shown."""
    near = {1, 2, number - 2, number - 1, number, number + 1, number + 2, count - 1, count}
    wanted = sorted(near & set(range(1, count + 1)))
    if count <= 12:
        return list(range(1, count + 1))
    found: list[int | None] = []
    for each in wanted:
        if found and found[-1] is not None and each > found[-1] + 1:
            found.append(None)
        found.append(each)
    return found


def as_read(document: Document) -> dict[str, str]:
    """Return where the page has the number and the day, so that a reader can compare: the words of page 1."""
    text = document.pages[0].text if document.pages else ""
    lines = [line.strip() for line in text.splitlines()[:25]]
    number = next((line for line in lines if line.lower().startswith("số") and any(map(str.isdigit, line))), "")
    day = next((line for line in lines if "ngày" in line and "tháng" in line), "")
    return {"number": number[:80], "date": day[-80:]}


def type_names() -> list[str]:
    """Return the types of documents that the registry knows."""
    return sorted({kind.name for kind in load().types})


# The file and its pages


@lru_cache(_CACHED)
def _cached_picture(path: str, _stamp: tuple[int, int], number: int) -> bytes | None:
    return picture(path, number, _WIDTH)


def page_picture(visit: Visit) -> Response:
    """Send a page as a picture."""
    path = _file(visit)
    number = int(visit.request.path_params["page"])
    found = os.stat(path)
    content = _cached_picture(path, (found.st_mtime_ns, found.st_size), number) if has_pictures(path) else None
    if content is None:
        raise NotHeld(_("The page cannot be shown as a picture."), hint=_("Read its text, or open the file."))
    return Response(content, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


def page_marks(visit: Visit) -> Response:
    """Return the marks on the picture of a scanned page, which is read again for that if need be."""
    entry, number = visit.entry(), int(visit.request.path_params["page"])
    document = visit.library.document(entry.id)
    page = next((each for each in document.pages if each.number == number), None)
    spans = visit.library.spans_within(document, visit.query("q")).get(number, ())
    words = [page.text[start:end] for start, end in spans] if page else []
    boxes = read_boxes(_file(visit), number, words, again=True) if page and page.source == "ocr" else None
    return render(visit, "marks.html", boxes=boxes or _NO_BOXES)


def _boxes(path: str, page: Page, words: Sequence[str]) -> tuple[float, float, Sequence[Box]] | None:
    """Return where words are on a page; None for a scan whose lines must be found first."""
    return (
        read_boxes(path, page.number, words, again=False)
        if page.source == "ocr"
        else word_boxes(path, page.number, words)
    )


def send_file(visit: Visit) -> Response:
    """Send the file itself: a PDF to look at, all others to save, since a browser would run what is in them."""
    path = _file(visit)
    shown = path.lower().endswith(".pdf") and not visit.query("save")
    kind = "application/pdf" if shown else mimetypes.guess_type(path)[0] or "application/octet-stream"
    return FileResponse(
        path, media_type=kind if shown else "application/octet-stream", filename=os.path.basename(path),
        content_disposition_type="inline" if shown else "attachment",
    )  # fmt: skip


def _file(visit: Visit) -> str:
    path = visit.entry().path
    if not os.path.isfile(path):
        raise NotHeld(
            _("The file is no longer where it was read."), hint=_("Add the folder where it is now."), path=path
        )
    return path


# The header


def correct_header(visit: Visit) -> Response:
    """Put fields of the header right, or restore what was read."""
    entry = visit.entry()
    back = "/add" if visit.field("back") == "add" else document_path(entry.id)
    if visit.field("undo"):
        visit.library.undo_correction(entry.id)
        return redirect(address(back, saved="undone"))
    given = {name: visit.field(name) for name in FIELDS if name in visit.form}
    now = {name: getattr(entry, name) for name in FIELDS}
    if given.get("date"):
        day = parse_date(given["date"])
        if day is None:
            raise UsageError(
                _("“{value}” is not a date: write 30/3/2016 or 2016-03-30.").format(value=given["date"]),
                hint=_("Go back; nothing was changed."),
            )
        given["date"] = day.isoformat()
    now["date"] = entry.date.isoformat() if entry.date else ""
    changed = {name: value for name, value in given.items() if value != (now[name] or "")}
    if changed:
        visit.library.correct(entry.id, **changed)
    return redirect(address(back, saved="saved") + ("#a-head" if back == "/add" else ""))
