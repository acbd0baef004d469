"""Preparing a session: documents, points and tasks to keep or drop, minutes, and the handout to download."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeVar

from starlette.responses import Response

from ..digest.render import FORMATS
from ..digest.render import render as render_pack
from ..errors import ChithiError, NotHeld, UsageError
from ..i18n import _
from ..model import Deadline, Digest, DigestItem, OwnTask, Point, Question, Step, Task
from ..vietnamese.dates import parse_date
from .pages import render
from .plans import Plan, Plans
from .visit import Visit, redirect

_MAX_DOCUMENTS, _MAX_OF_TOPIC = 20, 6
_TYPES = {"pdf": "application/pdf"}
_CACHED = 16
_MAX_MINUTES = 600  # of a step
_MAX_OWN, _MAX_WORDS = 40, 500  # tasks or questions of the cell's own, and letters of each

T = TypeVar("T")


class Duty(NamedTuple):
    """A task of the cell with the document that gives it."""

    key: str
    deadline: Deadline
    item: DigestItem


def key_of(document_id: str, page: int, text: str) -> str:
    """Return what names a quotation in a plan, the same as long as its words are the same."""
    return hashlib.sha256(f"{document_id}|{page}|{text}".encode()).hexdigest()[:16]


def _task_key(item: DigestItem, task: Task) -> str:
    """Return the key of a task, another one than that of a point with the same words."""
    return key_of(item.id, task.page, f"!{task.text}")


def sessions_page(visit: Visit) -> Response:
    """Show the sessions that were begun, and a form to begin one."""
    known = visit.known
    added = known.entries.get(visit.query("add"))
    return render(
        visit, "sessions.html", here_name="session", plans=_plans(visit).all(), added=added,
        unit=visit.office.settings.unit, month=f"{date.today():%m/%Y}".lstrip("0"), error="",
    )  # fmt: skip


def begin_session(visit: Visit) -> Response:
    """Begin a session with the documents of a month, of a topic, or named ones."""
    plans = _plans(visit)
    if key := visit.field("delete"):
        plans.delete(key)
        return redirect("/session")
    if key := visit.field("copy"):
        plan = plans.get(key)
        title = _("{title} (copy)").format(title=plan.title)
        copy = replace(plan, key=plans.new_key(f"{date.today():%Y-%m}"), title=title, day="")
        return redirect(f"/session/{plans.keep(copy).key}")
    month = _month(visit.field("month"))
    documents = [each for each in visit.fields("document") if each in visit.known.entries]
    if month and not (visit.field("topic") or documents):
        last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        documents += [entry.id for entry in visit.library.entries(public=True, since=month, until=last)]
    if topic := visit.field("topic"):
        hits = visit.library.search(topic, limit=60, public=True).hits
        documents += list(dict.fromkeys(hit.id for hit in hits))[:_MAX_OF_TOPIC]
    documents = list(dict.fromkeys(documents))[:_MAX_DOCUMENTS]
    if not documents:
        raise NotHeld(
            _("No document was issued in that month, and none was named."),
            hint=_("Go back: name another month, a topic or a number."),
        )
    ended = [each for each in documents if _is_ended(visit, each)]
    title = (_("Session of {month}").format(month=f"{month.month}/{month.year}") if month else "") or topic
    plan = Plan(
        key=plans.new_key(f"{month:%Y-%m}" if month else f"{date.today():%Y-%m}"),
        title=title or _("Session of the cell"), unit=visit.field("unit") or visit.office.settings.unit,
        day=_iso(visit.field("day")), hour=_hour(visit.field("hour")), documents=documents,
        dropped=[] if len(ended) == len(documents) else ended,
    )  # fmt: skip
    return redirect(f"/session/{plans.keep(plan).key}")


def session_page(visit: Visit) -> Response:
    """Show a session: what it is made of, and what the handout will have."""
    plan = _plan(visit)
    known = visit.known.entries
    entries = [known[each] for each in _in_order(plan, plan.documents, lambda each: each) if each in known]
    full, problem = None, None
    try:
        full = _ordered(_digest(visit, plan), plan)
    except ChithiError as error:
        problem = error
    chosen = narrowed(full, plan) if full else None
    today = date.fromisoformat(plan.day) if plan.day else date.today()
    return render(
        visit, "session.html", here_name="session", plan=plan, entries=entries, full=full, chosen=chosen,
        duties=list(_duties(full)) if full else [], key_of=key_of, formats=_formats(), today=today, problem=problem,
        late=[each for each in (chosen.duties if chosen else ()) if each.task.due and each.task.due < today],
        undone=sum(not doer for doer in _doers(chosen)) if chosen else 0,
        day_of=_day, unknown=len({one.words for item in chosen.items for one in item.explained if one.in_force is None})
        if chosen else 0, saved_at=datetime.fromisoformat(plan.saved) if plan.saved else None,
    )  # fmt: skip


def save_session(visit: Visit) -> Response:
    """Keep what was chosen, and send the handout if a format was asked for."""
    plan = _plan(visit)
    order = _swapped(visit.fields("seen"), visit.field("swap").split())
    seen, kept = set(order), set(visit.fields("keep"))
    minutes = {
        name.removeprefix("minutes-"): min(int(value), _MAX_MINUTES)
        for name, value in visit.form.multi_items()
        if name.startswith("minutes-") and isinstance(value, str) and value.isascii() and value.isdigit() and int(value)
    }
    plan = replace(
        plan,
        title=visit.field("title")[:200] or plan.title,
        unit=visit.field("unit")[:200],
        day=_iso(visit.field("day")),
        hour=_hour(visit.field("hour")),
        dropped=sorted((set(plan.dropped) - seen) | (seen - kept)),
        minutes=minutes,
        documents=_with_added(visit, plan),
        order=order,
        decided={**plan.decided, **_decided(visit)},
        own_tasks=_own_tasks(visit),
        own_questions=[words[:_MAX_WORDS] for each in visit.fields("own-question") if (words := each.strip())][
            :_MAX_OWN
        ],
    )
    _plans(visit).keep(plan)
    if wanted := visit.field("format"):
        return redirect(f"/session/{plan.key}/file/{wanted}")
    place = {"add": "s2", "swap": "s3", "more-tasks": "own-tasks", "more-questions": "s5"}
    return redirect(
        f"/session/{plan.key}" + next((f"#{part}" for name, part in place.items() if visit.field(name)), "")
    )


def _swapped(keys: Sequence[str], pair: Sequence[str]) -> list[str]:
    """Return the keys with these two in each other's place."""
    if len(pair) != 2 or not set(pair) <= set(keys):
        return list(keys)
    one, other = pair
    return [{one: other, other: one}.get(each, each) for each in keys]


def _decided(visit: Visit) -> dict[str, dict[str, str]]:
    """Return who is in charge of each task, and the day that the cell has set for it. Raises UsageError."""
    return {
        key: {"who": visit.field(f"who-{key}")[:_MAX_WORDS], "day": _iso(visit.field(f"day-{key}"))}
        for name in visit.form
        if name.startswith("who-") and (key := name.removeprefix("who-"))
    }


def _own_tasks(visit: Visit) -> list[dict[str, str]]:
    """Return the tasks of the cell's own that have words. Raises UsageError for a day that is none."""
    rows = zip(*(visit.fields(f"own-{name}") for name in ("text", "who", "day")), strict=False)
    return [
        {"text": words.strip()[:_MAX_WORDS], "who": who.strip()[:_MAX_WORDS], "day": _iso(day.strip())}
        for words, who, day in rows
        if words.strip()
    ][:_MAX_OWN]


def session_file(visit: Visit) -> Response:
    """Send the handout; every quotation is compared with its page before."""
    plan = _plan(visit)
    name = str(visit.request.path_params["format"])
    wanted = next((each for each in FORMATS if each.name == name), None)
    if wanted is None:
        raise NotHeld(_("There is no such page"))
    content = render_pack(narrowed(_digest(visit, plan), plan), name)
    return Response(
        content, media_type=_TYPES.get(name, "application/octet-stream"),
        headers={"Content-Disposition": f'attachment; filename="sinh-hoat-{plan.key}{wanted.endings[0]}"'},
    )  # fmt: skip


def session_length(visit: Visit) -> Response:
    """Return how many pages the handout has, by laying it out; htmx asks for it after the page is shown."""
    plan = _plan(visit)
    pages = _page_count(visit, plan)
    return render(visit, "session_length.html", pages=pages, here_name="session")


def _in_order(plan: Plan, things: Sequence[T], key: Callable[[T], str]) -> list[T]:
    """Return things in the plan's order; those that it does not have keep their place behind."""
    places = {each: place for place, each in enumerate(plan.order)}
    return sorted(things, key=lambda each: places.get(key(each), len(places)))


def _ordered(digest: Digest, plan: Plan) -> Digest:
    """Return the pack in the plan's order; of points in an order of the cell's own, a short handout has the first."""

    def points(item: DigestItem) -> tuple[Point, ...]:
        found = _in_order(plan, item.points, lambda each: key_of(item.id, each.page, each.text))
        if found == list(item.points):
            return item.points
        return tuple(replace(each, rank=place) for place, each in enumerate(found))

    def questions(item: DigestItem) -> tuple[Question, ...]:
        return tuple(_in_order(plan, item.questions, lambda each: key_of(item.id, each.page, f"?{each.quotation}")))

    items = tuple(replace(item, points=points(item), questions=questions(item)) for item in digest.items)
    return replace(digest, items=items)


def narrowed(given: Digest, plan: Plan) -> Digest:
    """Return the pack without what the plan drops, and with what the cell has decided."""
    digest = _ordered(given, plan)
    dropped = set(plan.dropped)

    def keeps(item: DigestItem, page: int, text: str) -> bool:
        return key_of(item.id, page, text) not in dropped

    def item_of(item: DigestItem) -> DigestItem:
        return replace(
            item,
            points=tuple(each for each in item.points if keeps(item, each.page, each.text)),
            tasks=tuple(each for each in item.tasks if _task_key(item, each) not in dropped),
            questions=tuple(each for each in item.questions if keeps(item, each.page, f"?{each.quotation}")),
        )

    def deadlines(given: Sequence[Deadline]) -> tuple[Deadline, ...]:
        documents = digest.documents
        return tuple(each for each in given if _task_key(documents[each.item], each.task) not in dropped)

    def decided(each: Deadline) -> Deadline:
        item = digest.documents[each.item]
        own = plan.decided.get(_task_key(item, each.task), {})
        return replace(each, doer=own.get("who", ""), by=_day(own.get("day", "")))

    agenda = tuple(_timed(step, plan.minutes.get(str(place))) for place, step in enumerate(digest.agenda))
    return replace(
        digest,
        items=tuple(map(item_of, digest.items)),
        beside=tuple(map(item_of, digest.beside)),
        duties=tuple(map(decided, deadlines(digest.duties))),
        calendar=deadlines(digest.calendar),
        agenda=agenda,
        minutes=sum(step.minutes for step in agenda) or digest.minutes,
        own_tasks=tuple(
            OwnTask(each["text"], each.get("who", ""), _day(each.get("day", ""))) for each in plan.own_tasks
        ),
        own_questions=tuple(plan.own_questions),
    )


def _timed(step: Step, minutes: int | None) -> Step:
    """Return a step with other minutes, which its parts share as before."""
    if minutes is None or minutes == step.minutes:
        return step
    from ..digest.session import apportion

    if len(step.parts) > minutes:
        return replace(step, minutes=minutes, parts=())
    shares = apportion(minutes, [max(part.minutes, 1) for part in step.parts]) if step.parts else ()
    parts = tuple(replace(part, minutes=share) for part, share in zip(step.parts, shares, strict=True))
    return replace(step, minutes=minutes, parts=parts)


def _doers(digest: Digest) -> list[str]:
    """Return who is in charge of each task, an empty string for nobody."""
    return [*(each.doer for each in digest.duties), *(each.doer for each in digest.own_tasks)]


def _duties(digest: Digest) -> list[Duty]:
    documents = digest.documents
    return [Duty(_task_key(documents[each.item], each.task), each, documents[each.item]) for each in digest.duties]


def _digest(visit: Visit, plan: Plan) -> Digest:
    """Return the pack of the documents that are not dropped. Raises UsageError and the errors of `Library.digest`."""
    known = visit.known.entries
    order = _in_order(plan, plan.documents, lambda each: each)
    documents = [each for each in order if each in known and each not in plan.dropped]
    if not documents:
        raise UsageError(_("No document is chosen."), hint=_("Tick a document, or add one."))
    day = date.fromisoformat(plan.day) if plan.day else None
    at = time.fromisoformat(plan.hour) if plan.hour else time()
    return visit.library.digest(
        documents=documents, title=plan.title or None, unit=plan.unit or None, minutes=plan.length,
        session=datetime.combine(day, at) if day else None, members=visit.office.settings.members or None,
    )  # fmt: skip


@lru_cache(_CACHED)
def _count_pages(content: bytes) -> int:
    import pypdfium2

    from ..read.page_image import pdfium_lock

    with pdfium_lock:
        document = pypdfium2.PdfDocument(content)
        try:
            return len(document)
        finally:
            document.close()


def _page_count(visit: Visit, plan: Plan) -> int | None:
    """Return the number of pages of the PDF; None where it cannot be made here."""
    try:
        return _count_pages(render_pack(narrowed(_digest(visit, plan), plan), "pdf"))
    except ChithiError:
        return None


def _formats() -> list[tuple[str, str]]:
    """Return the formats for a session, the printable one first, each with what it is for."""
    said: Mapping[str, str] = {
        "pdf": _("Handout, to print"), "docx": _("Handout, to edit in Word"), "pptx": _("To project, a point a sheet"),
        "ics": _("The days, for a calendar"), "html": _("To read in a browser"),
    }  # fmt: skip
    there = {each.name for each in FORMATS}
    return [(name, text) for name, text in said.items() if name in there]


def _plans(visit: Visit) -> Plans:
    return Plans(visit.office.folder)


def _plan(visit: Visit) -> Plan:
    return _plans(visit).get(str(visit.request.path_params["key"]))


def _with_added(visit: Visit, plan: Plan) -> Sequence[str]:
    """Return the documents of a plan, with the one that was named by number or words."""
    name = visit.field("add")
    if not name:
        return plan.documents
    try:
        found = [visit.library.find(name).id]
    except NotHeld:
        found = [hit.id for hit in visit.library.search(name, limit=1, public=True).hits]
    open_ones = [each for each in found if each in visit.known.entries]
    if not open_ones:
        raise NotHeld(_("The library has no document “{name}”.").format(name=name), hint=_("Go back and name another."))
    return list(dict.fromkeys([*plan.documents, *open_ones]))[:_MAX_DOCUMENTS]


def _is_ended(visit: Visit, document_id: str) -> bool:
    status = visit.known.statuses.get(document_id)
    return status is not None and status.in_force is False


def _month(text: str) -> date | None:
    """Return the first day of a month that was typed as `6/2016` or `2016-06`; None where nothing was typed."""
    parts = text.replace("-", "/").split("/")
    numbers = [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 5]
    if not text:
        return None
    if len(parts) == len(numbers) == 2:
        month, year = sorted(numbers)
        if 1 <= month <= 12 and 1900 < year < 2200:
            return date(year, month, 1)
    raise UsageError(_("“{value}” is not a month: write 6/2016.").format(value=text), hint=_("Go back and correct it."))


def _day(text: str | None) -> date | None:
    """Return a day that was kept."""
    return date.fromisoformat(text) if text else None


def _iso(text: str) -> str:
    """Return a day that was typed, ISO; empty where nothing was typed. Raises UsageError."""
    if not text:
        return ""
    day = parse_date(text)
    if day is None:
        raise UsageError(
            _("“{value}” is not a date: write 30/3/2016 or 2016-03-30.").format(value=text),
            hint=_("Go back and correct it."),
        )
    return day.isoformat()


def _hour(text: str) -> str:
    """Return an hour that was typed as `8:00`, `08:00` or `8h`; empty where it is none."""
    hour, _colon, minute = text.lower().replace("h", ":").replace("g", ":").partition(":")
    if hour.isascii() and hour.isdigit() and int(hour) < 24:
        minutes = int(minute) if minute.isascii() and minute.isdigit() and int(minute) < 60 else 0
        return f"{int(hour):02}:{minutes:02}"
    return ""
