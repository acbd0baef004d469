"""A pack as slides: one for each document, with quoted words and their page, and one for the tasks of the cell."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from ...errors import MissingPart
from ...i18n import _, language
from ...model import Digest, DigestItem, Point
from ...system.files import MARK
from .blocks import Run, Runs, plain
from .handout import best_points, read_aloud
from .handout_parts import is_norm, own_task, sorted_duties, when_due
from .quoting import day_of, force_of, labels, name_of, quote, text

_FONT = "Times New Roman"
_WIDTH, _HEIGHT = 33.867, 19.05  # centimetres, 16:9
_MARGIN = 1.5
_INK, _QUIET = (0x1D, 0x1D, 0x1F), (0x5C, 0x5C, 0x63)
_TITLE_SIZE, _TEXT_SIZE, _PLACE_SIZE = 28, 24, 18
_ROOM = 760  # characters of the points on a slide
_MOST_POINTS, _MOST_DUTIES, _DUTY_WORDS = 5, 6, 130


def render(digest: Digest) -> bytes:
    """Return the pack as PPTX. Raises MissingPart where python-pptx is not installed."""
    try:
        from pptx import Presentation
        from pptx.util import Cm
    except ImportError as error:
        raise MissingPart(
            _("Slides need the package python-pptx, which is not installed."),
            hint=_("Run: pip install 'chithi[slides]'."),
        ) from error
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Cm(_WIDTH), Cm(_HEIGHT)
    properties = deck.core_properties
    properties.title, properties.author, properties.comments = plain(digest.title), "", MARK
    properties.language = language()
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)  # one time, until it is saved again
    _opening(deck, digest)
    names = labels(digest.documents)
    for item, label in zip(digest.items, names, strict=False):
        _slide(deck, _title(item), [force_of(item, day_of(digest))], list(_points(item, label)))
    if duties := list(_duties(digest)):
        _slide(deck, _("What our cell must do"), [], duties)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _title(item: DigestItem) -> str:
    return name_of(item.work, dated=True) if item.work and item.work.number else item.heading


def _points(item: DigestItem, label: str) -> Iterator[Runs]:
    """Yield the best points that a slide has room for, in the order of the document."""
    room = _ROOM
    ranked = sorted(best_points(item, _MOST_POINTS), key=lambda point: point.rank)
    kept: list[Point] = []
    for point in ranked:
        room -= len(point.text) + len(point.lead or "")
        if room < 0 and kept:
            break
        kept.append(point)
    if not kept:
        yield text(_("No sentence of this document can be quoted whole on its own."))
    yield from (read_aloud(item, point, label) for point in item.points if point in kept)


def _duties(digest: Digest) -> Iterator[Runs]:
    names = labels(digest.documents)
    table = [each for each in sorted_duties(digest, digest.duties) if not is_norm(each)]
    for each in table[:_MOST_DUTIES]:
        item, task = digest.documents[each.item], each.task
        who = (Run(f"{task.who}: ", bold=True),) if task.who else ()
        said = quote(item, task.what, task.page, label=names[each.item], most=_DUTY_WORDS)
        when = when_due(each, digest) if task.deadline or each.by else ()
        yield (*who, *said, *((Run(f" ({each.doer})"),) if each.doer else ()), *((Run(" – "), *when) if when else ()))
    for own in digest.own_tasks:
        yield own_task(own)


def _opening(deck: Any, digest: Digest) -> None:
    lines = [line for line in (digest.session.unit, digest.session.parent) if line]
    _slide(deck, digest.title, lines, [text(_title(item)) for item in digest.items[:8]])


def _slide(deck: Any, title: str, lines: Sequence[str], entries: Sequence[Runs]) -> None:
    """Add a slide: a title, quiet lines below it, then entries."""
    from pptx.util import Cm

    slide = deck.slides.add_slide(deck.slide_layouts[5])  # a title alone
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = Cm(_MARGIN), Cm(0.9), Cm(_WIDTH - 2 * _MARGIN), Cm(2.6)
    head.text_frame.word_wrap = True
    _fill(head.text_frame.paragraphs[0], text(title, bold=True), _TITLE_SIZE)
    box = slide.shapes.add_textbox(Cm(_MARGIN), Cm(3.7), Cm(_WIDTH - 2 * _MARGIN), Cm(_HEIGHT - 4.7))
    frame = box.text_frame
    frame.word_wrap = True
    rows = [(text(line), _PLACE_SIZE) for line in lines] + [(entry, _size(entries)) for entry in entries]
    for number, (runs, size) in enumerate(rows):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        paragraph.space_after = size * 6350  # half a line
        _fill(paragraph, runs, size)


def _size(entries: Sequence[Runs]) -> int:
    """Return the largest size in which the entries fit on a slide."""
    length = sum(len(run.text) for runs in entries for run in runs)
    return _TEXT_SIZE if length < 620 else 20 if length < 950 else _PLACE_SIZE


def _fill(paragraph: Any, runs: Runs, size: int) -> None:
    from pptx.dml.color import RGBColor

    colour: Any = RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    paragraph.alignment = PP_ALIGN.LEFT
    for run in runs:
        if run.blank:
            continue
        added = paragraph.add_run()
        words = plain(run.text)
        added.text = f"“{words}”" if run.quoted else words
        font = added.font
        font.name, font.bold, font.italic = _FONT, run.bold, run.italic
        font.size = Pt(min(size, _PLACE_SIZE) if run.small else size)
        font.color.rgb = colour(*(_QUIET if run.small else _INK))
