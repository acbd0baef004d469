"""What a handout shows of documents: names and labels, quotations with their place, days, and states of force."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from ...i18n import _
from ...model import Digest, DigestItem, Explained, Question, Task, Work
from ...vietnamese.citation import official_date
from ...vietnamese.text import squeeze, tone_key
from .blocks import Run, Runs

NBSP = "\u00a0"
_ELLIPSIS = " …"
_ASKED = 95  # characters quoted in a question
_CLAUSE_END = re.compile(r"[,;](?= )")


def text(words: str, *, bold: bool = False, italic: bool = False) -> Runs:
    """Return words of the pack's own as runs."""
    return (Run(words, bold=bold, italic=italic),)


def name_of(work: Work, *, dated: bool = False) -> str:
    """Return `Chỉ thị 08-CT/TU` or, dated, `Chỉ thị 08-CT/TU, ngày 30/3/2016 của Tỉnh ủy Điện Biên`."""
    parts = " ".join(part for part in ((work.type or "văn bản").capitalize(), work.number) if part)
    if dated and work.date:
        parts += f", ngày {official_date(work.date)}"
    return f"{parts} của {work.issuer}" if dated and work.issuer else parts


def labels(documents: Sequence[DigestItem]) -> tuple[str, ...]:
    """Return a short label for each document, no two alike: `CT`, `KH`, else its number, else `VB1`."""
    own = [item.work.number if item.work else None for item in documents]
    kinds = [_kind_of(number) for number in own]
    counts = Counter(kinds)
    return tuple(
        kind if kind and counts[kind] == 1 else number or f"VB{place}"
        for place, (kind, number) in enumerate(zip(kinds, own, strict=True), 1)
    )


def _kind_of(number: str | None) -> str | None:
    """Return the letters of the type in a Party number: `08-CT/TU` → `CT`; those of the state come last (`NĐ-CP`)."""
    match = re.fullmatch(r"\d+-([A-ZĐa-z]+)/.+", number or "")
    return match[1] if match else None


def place(item: DigestItem, page: int | None, section: str | None = None, label: str = "") -> Run:
    """Return `(CT, tr. 1, mục I.2)`; without the page where the file does not tell it."""
    known = item.page_of(page)
    parts = (label, _("p. {page}").format(page=known).replace(" ", NBSP) if known else "", (section or ""))
    words = ", ".join(part for part in parts if part)
    return Run(f"({words})" if words else "", small=True)


def quote(
    item: DigestItem, words: str, page: int | None, section: str | None = None, *, label: str = "", most: int = 0
) -> Runs:
    """Return words in quotation marks and their place, cut at a clause where they have more than `most` characters."""
    kept = shorten(words, most) if most else squeeze(words)
    number = (item.work.number if item.work else None) or item.id
    goes_on = any(task.continues and task.what == words for task in item.tasks)
    cut = (Run(_ELLIPSIS),) if goes_on or len(kept) < len(squeeze(words)) else ()
    return (Run(kept, quoted=number, page=item.page_of(page)), *cut, Run(" "), place(item, page, section, label))


def shorten(words: str, most: int) -> str:
    """Return the words up to the last end of a clause, or of a word, within `most` characters."""
    whole = squeeze(words)
    if len(whole) <= most:
        return whole
    ends = [match.start() for match in _CLAUSE_END.finditer(whole) if most // 2 <= match.start() <= most]
    end = ends[-1] if ends else whole.rfind(" ", 0, most)
    return whole[: end if end > 0 else most]


def question(item: DigestItem, asked: Question, label: str = "") -> Runs:
    """Return a question in which the document's words are marked as a quotation, and their place."""
    before, mark, after = asked.text.partition(f"“{asked.quotation}”")
    if not mark:
        return (Run(f"{asked.text} "), place(item, asked.page, None, label))
    number = (item.work.number if item.work else None) or item.id
    kept = shorten(asked.quotation, _ASKED)
    cut = _ELLIPSIS if len(kept) < len(squeeze(asked.quotation)) else ""
    said = Run(kept, quoted=number, page=item.page_of(asked.page))
    return (Run(before), said, Run(f"{cut}{after} "), place(item, asked.page, None, label))


def deadline(task: Task, day: date | None, *, held: bool = True) -> Runs:
    """Return when a task is due: the document's words, the day that they mean, and whether it has passed.

    Args:
        task: The task.
        day: The day of the session, or of printing.
        held: Whether `day` is that of a session, at which a late task is reported.
    """
    if not task.deadline:
        return (Run(_("The cell sets the day*:") + " "), Run("", blank=True))
    words = task.deadline[:1].upper() + task.deadline[1:]
    runs: tuple[Run, ...] = (Run(words),)
    if task.due and not _names_day(task.deadline, task.due):
        runs += (Run(_(" (that is, up to {day})").format(day=official_date(task.due))),)
    if task.due and day and task.due < day:
        late = _("overdue")
        report = _(", report at this session") if held else ""
        return (*runs, Run(": "), Run(late, bold=True), Run(report))
    if task.recurrence and day and (following := next_day(task.recurrence, day)):
        runs += (Run(_("; next: {day}").format(day=official_date(following))),)
    return runs


def next_day(rule: str, day: date) -> date | None:
    """Return the first day from `day` on that a rule of RFC 5545 with a fixed day names, None for any other rule."""
    parts = dict(part.split("=") for part in rule.split("\n")[0].split(";") if "=" in part)
    days = [int(each) for each in parts.get("BYMONTHDAY", "").split(",") if each]
    monthly = parts.get("FREQ") == "MONTHLY" and "INTERVAL" not in parts
    months = [int(each) for each in parts.get("BYMONTH", "").split(",") if each] or ([*range(1, 13)] if monthly else [])
    found = [
        each
        for year in (day.year, day.year + 1)
        for month in months
        for number in days
        if number > 0 and (each := _date(year, month, number)) and each >= day
    ]
    return min(found, default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _names_day(words: str, day: date) -> bool:
    return re.search(rf"\b0?{day.day}\s?(?:/|-|\.| tháng )\s?0?{day.month}\b", tone_key(words)) is not None


def state(found: Explained, *, held: bool = True) -> Runs:
    """Return whether a work is in force; unknown is not in force."""
    if found.in_force is None:
        runs = text(_("Not known"), bold=True)
    elif found.in_force:
        runs = text(_("In force"), bold=True)
    else:
        since = _(" since {day}").format(day=official_date(found.ended)) if found.ended else ""
        runs = text(_("No longer in force"), bold=True) + text(since)
        if found.replaced_by:
            newer = found.replaced_by.number or name_of(found.replaced_by)
            runs += text(_("; now {work}").format(work=newer))
    notes = [] if found.confirmed else [_("by the registry, not checked")]
    if held and found.state != "resolved":
        notes.append(_("not in the library"))
    return runs + (text(f"; {'; '.join(notes)}") if notes else ())


def force_of(item: DigestItem, day: date) -> str:
    """Return a sentence on whether a document is in force on a day."""
    on = official_date(day)
    if item.in_force is None:
        return _("Whether it is in force on {day} is not known.").format(day=on)
    if item.in_force:
        return _("In force on {day}.").format(day=on)
    return _("On {day} no longer in force.").format(day=on)


def day_of(digest: Digest) -> date:
    """Return the day for which a pack states what is in force and what is late."""
    return digest.session.day or digest.as_of or digest.printed or date.today()
