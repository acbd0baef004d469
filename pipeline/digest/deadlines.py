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
_EVERY = rf"(?:hằng|hàng|mỗi) {_PERIOD}"
_SPAN = r"(?:ngày|tuần|tháng|năm|giờ|phút)"
_HOUR = r"(?:\d{1,2}(?: giờ|h)(?: ?\d{2})?(?: phút)?,? (?:sáng |chiều )?)?"
_PAST = r"trước|qua\b|vừa|gần đây|gần nhất|liên tục"  # after a span: it is one of the past
_BRACKETED_DAY = rf"(?:định kỳ )?(?:{_EVERY}|{_COUNT} tháng|tháng|quý|năm) \((?:trước|chậm nhất) [^()]{{3,40}}\)"
_DEADLINE = re.compile(
    rf"{_BRACKETED_DAY}(?:(?:,| và|, và) {_BRACKETED_DAY})*"
    rf"|(?:định kỳ )?{_EVERY},? (?:vào |trước )?{_HOUR}(?:ngày )?(?:thứ \w+|chủ nhật)"
    rf"|(?:định kỳ )?(?:vào |trước )?{_HOUR}(?:sáng |chiều )?(?:ngày )?(?:thứ \w+|chủ nhật) (?:của )?{_EVERY}"
    r"|(?:hoàn thành |xong )?(?:định kỳ )?(?:trong |vào )?(?:tháng|quý) (?:[ivx]+|\d+) (?:của )?(?:hằng|hàng|mỗi) năm"
    rf"|từ ngày {_DATE} đến (?:hết )?(?:ngày )?{_DATE}"
    rf"|(?:xong |hoàn thành |kết thúc )?(?:là )?trước {_HOUR}(?:ngày )?{_DATE}(?:(?: của)? {_EVERY})?"
    rf"|trước (?:ngày )?\d{{1,2}} (?:của )?{_EVERY}|trước \d{{1,2}} giờ (?:\d{{2}} )?(?:hằng|hàng|mỗi) ngày"
    r"|(?<=báo cáo )(?:hằng|hàng) ngày"
    rf"|(?:hoàn thành |xong )?(?:chậm nhất|muộn nhất) (?:là )?(?:đến )?(?:vào )?(?:trước )?(?:hết )?{_HOUR}"
    rf"(?:ngày )?{_DATE}(?: {_EVERY})?"
    rf"|(?:chậm nhất|muộn nhất) (?:là )?(?:vào )?(?:ngày )?(?:\d{{1,2}}|cuối) (?:của )?{_EVERY}"
    r"|(?:hoàn thành |xong )?(?:trong |vào )?tuần (?:thứ \w+|cuối|đầu|\d) (?:của )?"
    r"tháng \d{1,2}(?:[ /,]+(?:năm )?\d{4})?"
    r"|(?:hoàn thành |xong )?(?:trong |hết |đến hết )?(?:6|sáu|06) tháng (?:đầu|cuối) năm(?: \d{4}|(?! học))"
    r"|trong (?:các )?năm \d{4} và (?:các|những) năm tiếp theo|trong giai đoạn \d{4}\s?[-–]\s?\d{4}"
    r"|(?:hoàn thành |xong )?(?:trong |hết )(?:quý|tháng) (?:[ivx]+|\d+)(?:[ /,]+(?:năm )?\d{4})?"
    r"|(?:trong |đến (?:hết |cuối )?|cuối |đầu )(?:năm|tháng|quý) \d{4}|(?<!ngày )tháng \d{1,2}/\d{4}"
    r"|trước (?:tháng|quý) (?:[ivx]+|\d+)[ /,]+(?:năm )?\d{4}|trước (?:kỳ )?đại hội [^,.;]{2,40}"
    rf"|vào (?:sáng|chiều|ngày|thứ) [^,.;]{{1,20}} (?:hằng|hàng) {_PERIOD}"
    rf"|(?:định kỳ )?(?:ít nhất )?(?:vào )?{_EVERY}"
    rf"(?: (?:ít nhất )?{_COUNT} lần| vào dịp [\d/]+|,? trước ngày {_DATE})?"
    rf"|(?:định kỳ )?{_COUNT} lần (?:mỗi|trong) (?:một )?{_PERIOD}"
    rf"|định kỳ {_COUNT} (?:tháng|tuần|năm)(?: một lần)?|(?:ít nhất )?{_COUNT} (?:tháng|tuần|năm) một lần"
    rf"|(?:trong )?(?:thời hạn )?(?:chậm nhất|muộn nhất)(?: là| sau| trong)* {_COUNT} {_SPAN}(?: làm việc)?"
    rf"|trong thời hạn (?:không quá )?{_COUNT} {_SPAN}(?: làm việc)?"
    r",? kể từ (?:ngày|khi) (?:nhận|ban hành|ký|có)[^,.;]{0,50}"
    rf"|trong (?:thời hạn |thời gian |vòng )?(?:không quá )?{_COUNT} {_SPAN}(?: làm việc)?"
    rf"(?! (?:làm việc |liền )?(?:{_PAST}|đầu|cuối))"
    rf"|trước (?:ngày [^,.;]{{2,20}} )?(?:ít nhất )?{_COUNT} ngày(?: làm việc)?(?: của (?:các|mỗi|từng) \w+)?"
    r"|trước khi (?:hết |biểu quyết|họp)[^,.;]{0,40}"
    rf"|(?:ngay )?sau mỗi (?:đợt|kỳ|lần|buổi(?: sinh hoạt| họp)?)|sau {_COUNT} (?:năm|tháng)\b"
    r"|(?:đến )?hết (?:ngày |tháng |quý |năm )\d{1,2} tháng \d{1,2} năm \d{4}"
    r"|(?:đến )?hết (?:ngày |tháng |quý |năm )[\w/]+"
    r"|vào (?:cuối|đầu) năm(?! học)|(?<=, )(?:cuối|đầu) năm(?! học)|ngay trong (?:tháng|tuần|ngày|quý)"
    r"|theo định kỳ(?: hoặc khi có yêu cầu)?"
)
# What only says when in words that no calendar knows; it counts where nothing better is said.
_UNDATED = re.compile(
    r"(?:^|(?<=[ ,(]))(?:"
    r"khi có (?:yêu cầu|đề nghị|chỉ đạo|thông báo|hướng dẫn|văn bản)(?: của [^,.;()]{2,50})?"
    r"|(?:theo |trong )?(?:đúng )?(?:thời gian|thời hạn|tiến độ) (?:quy định|yêu cầu)"
    r"|theo đúng (?:thời gian|thời hạn|tiến độ)"
    r"|định kỳ(?:,| và| hoặc) đột xuất|định kỳ"
    r"|trước, trong và sau (?:khi )?[^,.;()]{2,30}|trước hoặc trong tháng[^,.;()]{0,40}"
    r"|ít nhất \d+ (?:ngày|giờ)(?: làm việc)?(?: trước[^,.;()]{2,40})?"
    r"|trước \d{1,3} ?(?:h|giờ)(?: trước khi [^,.;()]{2,30})?"
    r"|(?<=báo cáo )ngay|ngay (?:khi|sau khi) [^,.;()]{2,40}"
    r"|(?:giữa|cuối|kết thúc) nhiệm kỳ"
    r"|trong thời gian (?:chờ|chưa) [^,.;()]{2,50}|(?:cho )?đến khi [^,.;()]{2,60}"
    r"|(?<=\w )sau khi [^,.;()]{2,60}(?=[.;,]|$)|(?<=\w )khi (?:có|đã|đủ) [^,.;()]{2,60}(?=[.;]|$))(?![\w])"
)
# The year up to which a plan is made is no deadline: `Quy hoạch phát triển khu công nghiệp đến năm 2030`.
_HORIZON = re.compile(
    r"\b(?:quy hoạch|chiến lược|chương trình|đề án|kế hoạch|giai đoạn|định hướng|tầm nhìn)\b[^;.]{0,100}$"
)
_SETS_DEADLINE = re.compile(
    r"\b(?:hoàn thành|xong|thời gian thực hiện|thời hạn|tiến độ|chậm nhất|muộn nhất|trước ngày)\b"
)
_DAY = re.compile(r"\b(\d{1,2})\s?(?:[/.-]|tháng)\s?(\d{1,2})\s?(?:[/.-]|năm)\s?(\d{4})\b")
_QUARTER = re.compile(r"\bquý (i{1,3}|iv|[1-4])[ /,]+(?:năm )?(\d{4})\b")
_HALF = re.compile(r"\btháng (đầu|cuối) năm (\d{4})\b")
_MONTH = re.compile(r"\btháng (\d{1,2})[ /,]+(?:năm )?(\d{4})\b")
_YEAR = re.compile(r"\bnăm (\d{4})\b")
_RECURRING = re.compile(r"\b(?:hằng|hàng|mỗi|định kỳ)\b")
_OPEN = re.compile(
    r"\bđầu (?:năm|tháng|quý)\b(?<!tháng đầu năm)|\btrước (?:năm|tháng|quý)\b|\btuần\b|tiếp theo|đại hội"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6}
_FREQUENCIES = {
    "ngày": "FREQ=DAILY", "tuần": "FREQ=WEEKLY", "tháng": "FREQ=MONTHLY", "quý": "FREQ=MONTHLY;INTERVAL=3",
    "năm": "FREQ=YEARLY",
}  # fmt: skip
_MONTHS_IN = {"tháng": 1, "quý": 3, "năm": 12}
_WEEKDAYS = {
    "hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA",
    "2": "MO", "3": "TU", "4": "WE", "5": "TH", "6": "FR", "7": "SA",
}  # fmt: skip
_MONTH_OF_YEAR = re.compile(r"\b(tháng|quý) ([ivx]+|\d+) (?:của )?(?:hằng|hàng|mỗi) năm\b")
_TIMES = re.compile(rf"\b({_COUNT}) lần (?:mỗi|trong) (?:một )?(tháng|quý|năm)\b")
_EACH = re.compile(r"\b(?:hằng|hàng|mỗi) (ngày|tuần|tháng|quý|năm)\b")
_TIMES_EACH = re.compile(rf"^ (?:ít nhất )?({_COUNT}) lần\b")
_INTERVAL = re.compile(rf"\b(?:định kỳ )?({_COUNT}) (tuần|tháng|năm)\b(?! (?:đầu|cuối))")
_DAY_OF_MONTH = re.compile(r"\b(?:ngày|trước|nhất|mồng) (\d{1,2})\b(?!\s?[/.-]|\d| (?:ngày|tháng \d))")
_DAY_OF_YEAR = re.compile(r"\b(\d{1,2})\s?(?:/|-| tháng )\s?(\d{1,2})\b")
_LAST_MONTH = re.compile(r"\b(\d{1,2}) của tháng cuối (?:quý|mỗi quý)\b")
_TWO_PERIODS = re.compile(r"\)(?:,| và|, và) ")


def find_deadline(text: str, issued: date | None = None) -> str | None:
    """Return the words of a sentence that set a deadline or a recurrence, unchanged: `trước ngày 15/5/2016`.

    Of several, the first that names a day, else the first. A day before the document was `issued` is not a deadline.
    """
    key = tone_key(text)
    candidates = [
        text[match.start() : match.end()].strip()
        for match in _DEADLINE.finditer(key)
        if not (match[0].startswith("đến năm ") and _HORIZON.search(key[: match.start()]))
    ]
    found = [words for words in candidates if issued is None or (due_date(words) or issued) >= issued]
    undated = _UNDATED.search(key) if not found else None
    if undated:
        return text[undated.start() : undated.end()].strip()
    return next((words for words in found if due_date(words)), found[0] if found else None)


def leading_time(key: str) -> int:
    """Return where the words of time end with which a sentence begins; 0 if it begins with others."""
    match = _DEADLINE.match(key)
    return match.end() + len(key[match.end() :]) - len(key[match.end() :].lstrip(" ,")) if match else 0


def heading_deadline(title: str, issued: date | None = None) -> str | None:
    """Return the words of a heading that set a deadline for all under it: `Nhiệm vụ hoàn thành trong quý II/2026`.

    A heading that only names the period of a plan (`Kế hoạch năm 2026`) sets none.
    """
    key = tone_key(title)
    found = [match for match in _DEADLINE.finditer(key) if due_date(match[0])]
    if len(found) != 1 or not (_SETS_DEADLINE.search(key[: found[0].end()]) or found[0][0] == key.strip(" .:")):
        return None
    words = title[found[0].start() : found[0].end()].strip()
    return words if (due_date(words) or date.max) >= (issued or date.min) else None


def due_date(deadline: str | None) -> date | None:
    """Return the last day that a deadline's words allow: `trong quý II/2016` → 30/6/2016.

    None if they have no year, recur, or leave the day open (`đầu năm 2017`, `tuần thứ hai của tháng 3/2026`).
    """
    words = tone_key(deadline or "")
    if not words or _RECURRING.search(words):
        return None
    if days := _DAY.findall(words):
        day, month, year = map(int, days[-1])
        return _date(year, month, day)
    if _OPEN.search(words):
        return None
    if match := _QUARTER.search(words):
        return _last_day(int(match[2]), 3 * (_QUARTERS.get(match[1]) or int(match[1])))
    if match := _HALF.search(words):
        return _last_day(int(match[2]), 6 if match[1] == "đầu" else 12)
    if match := _MONTH.search(words):
        return _last_day(int(match[2]), int(match[1]))
    return date(int(match[1]), 12, 31) if (match := _YEAR.search(words)) and int(match[1]) else None


def recurrence_rule(deadline: str | None) -> str | None:
    """Return the RFC 5545 RRULE of a deadline that recurs: `chậm nhất ngày 25 hằng tháng` → a monthly rule.

    A rule for each period, on lines of their own, where the words name two. None for deadlines that do not recur and
    for recurrences that no calendar knows (`sau mỗi đợt`).
    """
    words = tone_key(deadline or "")
    rules = [_rule(part) for part in _TWO_PERIODS.split(words)]
    return "\n".join(rule for rule in rules if rule) or None


def _rule(words: str) -> str | None:
    if match := _LAST_MONTH.search(words):
        return f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={match[1]}" if 1 <= int(match[1]) <= 31 else None
    if (match := _MONTH_OF_YEAR.search(words)) and (
        month := _QUARTERS.get(match[2]) or int(match[2] if match[2].isdigit() else 0)
    ):
        month *= 3 if match[1] == "quý" else 1
        return f"FREQ=YEARLY;BYMONTH={month}" if 1 <= month <= 12 else "FREQ=YEARLY"
    if match := _TIMES.search(words):
        return _several_times(_number(match[1]), match[2])
    if match := _EACH.search(words):
        if times := _TIMES_EACH.match(words[match.end() :]):
            return _several_times(_number(times[1]), match[1])
        return _on_its_day(match[1], words)
    is_regular = "một lần" in words or "định kỳ" in words or "(" in words
    if is_regular and (match := _INTERVAL.search(words)):
        if (day := _month_and_day(words)) and match[2] != "tuần":
            return f"FREQ=YEARLY{day}"
        rule = _FREQUENCIES[match[2]]
        return f"{rule};INTERVAL={_number(match[1])}" if _number(match[1]) > 1 else rule
    return None


def _several_times(count: int, period: str) -> str:
    """Return the rule of a duty done so many times in a period, evenly where the months allow it."""
    months = _MONTHS_IN.get(period, 0)
    if count <= 1 or not months or months % count:
        return _FREQUENCIES[period]
    return _FREQUENCIES["tháng"] + (f";INTERVAL={months // count}" if months > count else "")


def _on_its_day(period: str, words: str) -> str:
    """Return the rule of a period with the day that the words name in it."""
    rule = _FREQUENCIES[period]
    if period == "tuần":
        weekday = re.search(r"\bthứ (\w+)", words)
        day = _WEEKDAYS.get(weekday[1]) if weekday else "SU" if "chủ nhật" in words else None
        return f"{rule};BYDAY={day}" if day else rule
    if period == "tháng":
        if re.search(r"\bcuối (?:hằng|hàng|mỗi) tháng", words):
            return f"{rule};BYMONTHDAY=-1"
        match = _DAY_OF_MONTH.search(words)
        return f"{rule};BYMONTHDAY={int(match[1])}" if match and 1 <= int(match[1]) <= 31 else rule
    return rule + _month_and_day(words) if period == "năm" else rule


def _month_and_day(words: str) -> str:
    match = _DAY_OF_YEAR.search(words)
    known = match and _date(2000, int(match[2]), int(match[1]))
    return f";BYMONTH={known.month};BYMONTHDAY={known.day}" if known else ""


def _number(word: str) -> int:
    return _NUMBERS[word] if word in _NUMBERS else int(word)


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
