"""Deadlines: their words in a sentence, the last day that these allow, and the calendar of a pack."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from ..model import Deadline, DigestItem
from ..vietnamese.text import tone_key

_DATE = (
    r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?|\d{1,2} tháng \d{1,2}(?: năm \d{4})?|\d{1,2} của tháng \w+ \w+)"
)
_COUNT = r"(?:\d+|một|hai|ba|bốn|năm|sáu)"
_PERIOD = r"(?:tuần|tháng|quý|năm|kỳ)"
_SPAN = r"(?:ngày|tuần|tháng|năm|giờ|phút)"
_PAST = r"trước|qua\b|vừa|gần đây|gần nhất|liên tục"  # after a span: it is one of the past
_DEADLINE = re.compile(
    rf"(?:xong |hoàn thành |kết thúc )?(?:là )?trước (?:ngày )?{_DATE}(?: hằng {_PERIOD})?"
    rf"|chậm nhất (?:là |đến )?(?:vào )?(?:hết )?(?:ngày )?{_DATE}"
    rf"|(?:hoàn thành |xong )?(?:trong |hết )(?:quý|tháng) (?:[ivx]+|\d+)(?:[ /,]+(?:năm )?\d{{4}})?"
    r"|(?:trong |đến hết |cuối |đầu )(?:năm|tháng|quý) \d{4}|(?<!ngày )tháng \d{1,2}/\d{4}"
    rf"|vào (?:sáng|chiều|ngày|thứ) [^,.;]{{1,20}} (?:hằng|hàng) {_PERIOD}"
    rf"|(?:định kỳ )?(?:ít nhất )?(?:vào )?(?:hằng|hàng|mỗi) {_PERIOD}(?: (?:ít nhất )?{_COUNT} lần| vào dịp [\d/]+)?"
    rf"|(?:định kỳ )?{_COUNT} lần (?:mỗi|trong) (?:một )?{_PERIOD}"
    rf"|định kỳ {_COUNT} (?:tháng|tuần|năm)(?: một lần)?|(?:ít nhất )?{_COUNT} (?:tháng|tuần|năm) một lần"
    rf"|(?:trong )?(?:thời hạn )?(?:chậm nhất|muộn nhất)(?: là| sau| trong)* {_COUNT} {_SPAN}(?: làm việc)?"
    rf"|trong (?:thời hạn )?(?:không quá )?{_COUNT} {_SPAN}(?: làm việc)?(?! (?:làm việc |liền )?(?:{_PAST}))"
    rf"|trước (?:ngày [^,.;]{{2,20}} )?(?:ít nhất )?{_COUNT} ngày(?: làm việc)?(?: của (?:các|mỗi|từng) \w+)?"
    r"|trước khi (?:hết |biểu quyết|họp)[^,.;]{0,40}"
    rf"|(?:ngay )?sau mỗi (?:đợt|kỳ|lần|buổi(?: sinh hoạt| họp)?)|sau {_COUNT} (?:năm|tháng)\b"
    r"|(?:đến )?hết (?:ngày |tháng |quý |năm )[\w/]+"
    r"|vào (?:cuối|đầu) năm(?! học)|(?<=, )(?:cuối|đầu) năm(?! học)|ngay trong (?:tháng|tuần|ngày|quý)"
    r"|theo định kỳ(?: hoặc khi có yêu cầu)?"
)
_DAY = re.compile(r"\b(\d{1,2})\s?(?:[/.-]|tháng)\s?(\d{1,2})\s?(?:[/.-]|năm)\s?(\d{4})\b")
_QUARTER = re.compile(r"\bquý (i{1,3}|iv|[1-4])[ /,]+(?:năm )?(\d{4})\b")
_MONTH = re.compile(r"\btháng (\d{1,2})[ /,]+(?:năm )?(\d{4})\b")
_YEAR = re.compile(r"\bnăm (\d{4})\b")
_RECURRING = re.compile(r"\b(?:hằng|hàng|mỗi|định kỳ)\b")
_EARLY = re.compile(r"\bđầu (?:năm|tháng|quý)\b|\btrước (?:năm|tháng|quý)\b")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def find_deadline(text: str, issued: date | None = None) -> str | None:
    """Return the words of a sentence that set a deadline or a recurrence, unchanged: `trước ngày 15/5/2016`.

    Of several, the first that names a day, else the first. A day before the document was `issued` is not a deadline.
    """
    candidates = [text[match.start() : match.end()].strip() for match in _DEADLINE.finditer(tone_key(text))]
    found = [words for words in candidates if issued is None or (due_date(words) or issued) >= issued]
    return next((words for words in found if due_date(words)), found[0] if found else None)


def due_date(deadline: str | None) -> date | None:
    """Return the last day that a deadline's words allow: `trong quý II/2016` → 30/6/2016.

    None if they have no year, recur, or leave the day open (`đầu năm 2017`).
    """
    words = tone_key(deadline or "")
    if not words or _RECURRING.search(words):
        return None
    if match := _DAY.search(words):
        day, month, year = map(int, match.groups())
        return _date(year, month, day)
    if _EARLY.search(words):
        return None
    if match := _QUARTER.search(words):
        return _last_day(int(match[2]), 3 * (_QUARTERS.get(match[1]) or int(match[1])))
    if match := _MONTH.search(words):
        return _last_day(int(match[2]), int(match[1]))
    return date(int(match[1]), 12, 31) if (match := _YEAR.search(words)) and int(match[1]) else None


def make_calendar(items: Sequence[DigestItem]) -> tuple[Deadline, ...]:
    """Return the tasks of a pack that have a deadline: those with a known day, by day, then the others."""
    found = [Deadline(task, number) for number, item in enumerate(items) for task in item.tasks if task.deadline]
    return tuple(sorted(found, key=lambda each: each.task.due or date.max))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date | None:
    return date(year, month, calendar.monthrange(year, month)[1]) if year and 1 <= month <= 12 else None
