"""A pack's days as an iCalendar file (RFC 5545): the session, and a whole day for each task, with reminders.

Only what the documents date for certain is an event: a task without a day, or one that recurs on no fixed day, is none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ...errors import MissingPart
from ...i18n import _
from ...model import Deadline, Digest, OwnTask, Task
from ...system.files import GENERATOR, MARK
from .blocks import plain
from .quoting import day_of, labels, name_of, next_day, place, shorten

_REMINDERS = (timedelta(days=-7), timedelta(days=-1))
_SUMMARY = 90  # characters


def render(digest: Digest) -> bytes:
    """Return the calendar, UTF-8. Raises MissingPart where icalendar is not installed."""
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise MissingPart(
            _("Calendars need the package icalendar, which is not installed."),
            hint=_("Run: pip install 'chithi[calendar]'."),
        ) from error
    calendar = Calendar()
    calendar.add("prodid", f"-//{GENERATOR}//{GENERATOR}//VI")
    calendar.add("version", "2.0")
    calendar.add("comment", MARK)
    calendar.add("x-wr-calname", plain(digest.title))
    own = {(each.item, each.task.text) for each in digest.duties}
    for event in (*_session(digest), *_events(digest, own)):
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _session(digest: Digest) -> Iterator[Any]:
    """Yield the session itself, if its day is known."""
    session = digest.session
    if session.day is None:
        return
    event = _event(digest, f"session {session.unit} {session.day}")
    event.add("summary", plain(f"{session.unit or ''}: {digest.title}".strip(": ")))
    if session.hour:
        hours, _colon, minutes = session.hour.partition(":")
        begin = datetime.combine(session.day, time(int(hours), int(minutes or 0)))  # local time, without a zone
        event.add("dtstart", begin)
        event.add("dtend", begin + timedelta(minutes=digest.minutes))
    else:
        event.add("dtstart", session.day)
    _remind(event)
    yield event


def _events(digest: Digest, own: set[tuple[int, str]]) -> Iterator[Any]:
    for number, item in enumerate(digest.documents):
        for task in item.tasks:
            for begin, rule in _days(task, day_of(digest)):
                yield _task_event(digest, Deadline(task, number), begin, rule, is_own=(number, task.text) in own)
    for each in digest.duties:
        if each.by:
            yield _task_event(digest, each, each.by, None, is_own=True)
    yield from (_own_event(digest, each, each.by) for each in digest.own_tasks if each.by)


def _own_event(digest: Digest, each: OwnTask, begin: date) -> Any:
    """Return the event of a task that the cell gives itself."""
    event = _event(digest, f"own {each.text} {begin}")
    event.add("summary", plain(f"{each.doer}: {each.text}" if each.doer else each.text))
    event.add("categories", [_("Tasks of the cell")])
    event.add("dtstart", begin)
    event.add("transp", "TRANSPARENT")
    _remind(event)
    return event


def _days(task: Task, day: date) -> Iterator[tuple[date, str | None]]:
    """Yield the days of a task: its last day, or the first one of each rule with a fixed day."""
    if task.due:
        yield task.due, None
        return
    for rule in (task.recurrence or "").split("\n"):
        if rule and (begin := next_day(rule, day)):
            yield begin, rule


def _task_event(digest: Digest, each: Deadline, begin: date, rule: str | None, *, is_own: bool) -> Any:
    from icalendar import vRecur

    item, task = digest.documents[each.item], each.task
    is_late = rule is None and begin < day_of(digest)
    event = _event(digest, f"{item.id} {task.page} {task.text} {begin} {rule}")
    what = shorten(task.what, _SUMMARY)
    cut = "" if len(what) >= len(task.what) else " …"
    who = each.doer or task.who
    late = "[" + _("overdue") + "] " if is_late else ""
    event.add("summary", plain(f"{late}{who}: {what}{cut}" if who else f"{late}{what}{cut}"))
    where = place(item, task.page, task.section, labels(digest.documents)[each.item]).text
    source = name_of(item.work, dated=True) if item.work else item.heading
    event.add("description", plain(f"“{task.text}” {where}\n{source}\n{task.deadline or ''}".rstrip()))
    categories = [_("Tasks of the cell") if is_own else _("Others act, to be known")]
    event.add("categories", [*categories, _("overdue")] if is_late else categories)
    event.add("dtstart", begin)
    event.add("transp", "TRANSPARENT")
    if rule:
        event.add("rrule", vRecur.from_ical(rule))
    if not is_late:
        _remind(event)
    return event


def _event(digest: Digest, identity: str) -> Any:
    """Return an event whose identifier is the same whenever the same task is written again."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}@{GENERATOR}")
    event.add("dtstamp", datetime.combine(digest.printed or date(2026, 1, 1), time(), UTC))
    return event


def _remind(event: Any) -> None:
    """Add reminders 7 days and 1 day before."""
    from icalendar import Alarm

    for before in _REMINDERS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event["summary"])
        alarm.add("trigger", before)
        event.add_component(alarm)
