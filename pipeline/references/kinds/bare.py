"""Citations by type and serial alone: `Chỉ thị 05`, `Quy định số 76`, `Nghị quyết 57, 59, 66 và 68`."""

from __future__ import annotations

import re

from ...model import Mention
from ...vietnamese.text import tone_key
from ..behind import behind
from ..form import Form
from ..reading import Head, Reading
from ..shapes import MORE, compiled, item_start

_SERIAL = compiled(r"\s*(?P<so>so\s*)?(?P<number>\d{1,4}(?:/(?:19|20)\d\d)?)(?![\w/%–-])(?!\s?[-–/]\s?\d|\s/|[.,]\d)")
_MORE = compiled(MORE)
_FURTHER = compiled(r"(?P<number>\d{1,3})(?![\w/%.])(?!\s?[-–/.]\s?\w)")
_YEAR = compiled(r"năm (?:19|20)\d\d")
_SURE = 10  # letters from which a type word with letters misread is no other word
_OF_LAWS = frozenset(("luật", "bộ luật"))


def read(reading: Reading, head: Head) -> list[Mention]:
    """A serial behind a type word, and the further serials of its list; none for a number that counts."""
    found = _SERIAL.match(reading.folded, head.end)
    if head.kind is None or found is None:
        return []
    named, with_year = found["so"] is not None, "/" in found["number"]
    if head.slipped and not named and len(head.kind.name) < _SURE:
        return []  # `gia công Điều 542` is no công điện
    if head.opens == "code" and not reading.text[head.end].isspace():
        return []
    alone = head.kind.bare == "yes" or (head.opens == "code" and head.kind.bare == "code")
    if with_year and not (reading.is_capital(head.start) and (alone or head.kind.name in _OF_LAWS)):
        return []
    if not (named or with_year) and not (
        alone and reading.is_capital(head.start) and not _counts(reading, found.end(), head)
    ):
        return []
    mentions = [_mention(reading, head.start, found, head.type_name)]
    while not named or mentions[-1].date is None:
        more = _MORE.match(reading.folded, mentions[-1].end)
        further = more and _FURTHER.match(reading.folded, more.end())
        if not more or not further or _counts(reading, further.end(), head):
            break
        mentions.append(_mention(reading, item_start(more), further, head.type_name))
    return mentions


def _mention(reading: Reading, start: int, found: re.Match[str], type_name: str | None) -> Mention:
    after = behind(reading, found.end())
    number = reading.written(found.span("number"))
    return Mention(
        start, after.end, "", type_name, number, after.issuer, after.date, after.term, after.plenum, after.title,
        after.articles, year=after.year,
    )  # fmt: skip


def _counts(reading: Reading, at: int, head: Head) -> bool:
    """Whether a number counts what follows (`2 đồng chí`, `5 năm`) and names no document."""
    following = tone_key(reading.text[at : at + 40]).lstrip()
    if _YEAR.match(following) or (head.opens == "code" and following.startswith("năm ")):
        return False  # `NQ 57 năm đầu`: letters count no years
    counted = reading.vocabulary.counted_plain if following.isascii() else reading.vocabulary.counted
    return reading.text[at : at + 1].isspace() and counted.match(following) is not None


FORM = Form(
    "bare number",
    frozenset({"type", "code"}),
    read,
    examples=(
        ("học tập ⟦Chỉ thị 05⟧ của Bộ Chính trị", "chỉ thị 05"),
        ("⟦Quy định số 76⟧", "quy định 76"),
        ("Kinh phí ⟦NQ 57⟧ năm đầu", "nghị quyết 57"),
        ("⟦NĐ 32/2024⟧, ⟦Luật 147/2025⟧", "nghị định 32/2024 | luật 147/2025"),
        ("rà soát theo ⟦CV 5973⟧", "công văn 5973"),
        ("⟦Chỉ thị số 05 ngày 15/5/2016⟧", "chỉ thị 05 2016-05-15"),
        (
            "⟦Nghị quyết 57⟧, ⟦59⟧, ⟦66⟧ và ⟦68⟧",
            "nghị quyết 57 | nghị quyết 59 | nghị quyết 66 | nghị quyết 68",
        ),
    ),
    counters=(
        "chương trình 135, đề án 06, ban chỉ đạo 35, quỹ 76",
        "Kế hoạch 5 năm 2016 - 2020",
        "Quyết định 15 đồng chí vào cấp ủy",
        "báo cáo 10 trang",
        "Nghi quyet 3 noi dung, Quy dinh 8 gio lam viec",
        "chụp CT 64 dãy",
        "số BC 12 học sinh, PA 2, ĐA 06",
    ),
)
