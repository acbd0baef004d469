"""A study pack: all of it as JSON, and a preview for the terminal."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from typing import Any

import click

from ..contract import Json, iso, references, work
from ..i18n import _, ngettext
from ..model import Digest, DigestItem, Explained, Form, Point, Source, Step, Task
from .terminal import one_line

_WIDEST = 100  # columns of a preview


def as_json(value: Digest) -> Json:
    """All of it; of the pages quoted only the numbers."""
    return {
        "title": value.title,
        "unit": value.unit,
        "period": value.period,
        "minutes": value.minutes,
        "left_out": value.left_out,
        "agenda": [_step(step) for step in value.agenda],
        "items": [_item(item) for item in value.items],
        "calendar": [{"item": each.item, **_task(each.task)} for each in value.calendar],
        "forms": [_form(form) for form in value.forms],
        "sources": [_source(source) for source in value.sources],
    }


def _step(step: Step) -> Json:
    return {"title": step.title, "minutes": step.minutes, "parts": [_step(part) for part in step.parts]}


def _item(item: DigestItem) -> Json:
    return {
        "id": item.id,
        "heading": item.heading,
        "notices": [{"kind": notice.kind, "text": notice.text, "work": work(notice.work)} for notice in item.notices],
        "why": [
            {"kind": reason.kind, "text": reason.words, "page": reason.page, "work": work(reason.work)}
            for reason in item.why
        ],
        "points": [_point(point) for point in item.points],
        "tasks": [_task(task) for task in item.tasks],
        "figures": [
            {"values": list(figure.values), "text": figure.text, "page": figure.page, "section": figure.section}
            for figure in item.figures
        ],
        "questions": [{"text": question.text, "page": question.page} for question in item.questions],
        "references": references(item.references),
        "explained": [_explained(each) for each in item.explained],
    }


def _point(point: Point) -> Json:
    return {
        "text": point.text,
        "page": point.page,
        "section": point.section,
        "lead": point.lead,
        "lead_page": point.lead_page,
    }


def _task(task: Task) -> Json:
    return {
        "who": task.who,
        "who_page": task.who_page,
        "what": task.what,
        "deadline": task.deadline,
        "due": iso(task.due),
        "report_to": task.report_to,
        "page": task.page,
        "section": task.section,
        "text": task.text,
    }


def _explained(each: Explained) -> Json:
    return {
        "text": each.words,
        "pages": list(each.pages),
        "state": each.state,
        "work": work(each.work),
        "in_force": each.in_force,
        "replaced_by": work(each.replaced_by),
        "confirmed": each.confirmed,
    }


def _form(form: Form) -> Json:
    parts: list[dict[str, Any]] = [
        {"heading": part.heading, "lines": list(part.lines), "blank": part.blank, "table": [*map(list, part.table)]}
        for part in form.parts
    ]
    return {
        "kind": form.kind,
        "left": list(form.left),
        "right": list(form.right),
        "title": form.title,
        "subtitle": form.subtitle,
        "parts": parts,
        "signatures": list(form.signatures),
    }


def _source(source: Source) -> Json:
    return {
        "id": source.id,
        "heading": source.heading,
        "file": source.file,
        "page_count": source.page_count,
        "pages": [page.number for page in source.pages],
    }


def lines(value: Digest) -> Iterator[str]:
    """How the pack will read, without its forms, lists of sources and works cited."""
    width = min(_WIDEST, shutil.get_terminal_size().columns)
    yield click.style(one_line(value.title), bold=True)
    if value.unit:
        yield one_line(value.unit)
    if value.agenda:
        yield ""
        yield click.style(_("Agenda ({minutes} minutes)").format(minutes=value.minutes), bold=True)
        for step in value.agenda:
            yield from _hanging(f"{step.minutes:>4}  ", step.title, width)
    for number, item in enumerate(value.items, 1):
        yield ""
        yield from _preview(number, item, width)
    if value.calendar:
        yield ""
        yield click.style(_("Calendar of deadlines"), bold=True)
        for each in value.calendar:
            told = f"{each.task.deadline}: {each.task.who or '–'} – {each.task.what}"
            yield from _hanging(f"{each.item + 1:>4}  ", told, width)


def _preview(number: int, item: DigestItem, width: int) -> Iterator[str]:
    for line in _hanging(f"{number}. ", item.heading, width):
        yield click.style(line, bold=True)
    for notice in item.notices:
        for line in _hanging("   ", notice.text, width):
            yield click.style(line, fg="yellow")
    for point in item.points:
        lead = f"{point.lead}: " if point.lead else ""
        yield from _hanging(" • ", f"{lead}{point.text} ({_('page {page}').format(page=point.page)})", width)
    counts = (
        ngettext("{count} task", "{count} tasks", len(item.tasks)).format(count=len(item.tasks)),
        ngettext("{count} figure", "{count} figures", len(item.figures)).format(count=len(item.figures)),
        ngettext("{count} question", "{count} questions", len(item.questions)).format(count=len(item.questions)),
        ngettext("{count} work cited", "{count} works cited", len(item.explained)).format(count=len(item.explained)),
    )
    yield click.style("   " + ", ".join(counts), dim=True)


def _hanging(mark: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(one_line(text), width, initial_indent=mark, subsequent_indent=" " * len(mark))
