"""Resolutions cited by the plenum that passed them and its term: `Nghị quyết Trung ương 4 (khóa XII)`."""

from __future__ import annotations

import re
from dataclasses import replace

from ...model import Mention
from ..behind import COMMITTEE, MEETING, SESSION, behind
from ..form import Form
from ..reading import Head, Reading
from ..shapes import KHOA, ORDINAL, ROMAN, TERM_LIST, compiled, ordinal, roman

_TYPES = {"nghị quyết", "kết luận", "quy định", "thông báo", "chỉ thị"}
_PLENUMS = (
    rf"{ORDINAL}(?:\s*,\s*{ORDINAL}(?=\s*(?:,|va\s|\(|{KHOA}))){{0,20}}(?:\s+va\s+{ORDINAL}(?=\s*(?:\(|,?\s*{KHOA})))?"
)
_CLOSE = rf"(?P<close>\s*,?\s*(?P<open>\(\s*)?(?P<term>{TERM_LIST})(?(open)\s*\)))?"
_LONG = compiled(rf"\s*(?:cua\s+)?(?:{MEETING}\s*)?{SESSION}(?P<plenum>{_PLENUMS})(?!\w){COMMITTEE}{_CLOSE}")
_SHORT = compiled(rf"nq\s?tw\s?(?P<plenum>\d{{1,2}})(?!\w){_CLOSE}")
_TERM = compiled(rf"(?:(?<!\w){KHOA}\s+)?(?<!\w)(?P<roman>{ROMAN}|\d{{1,2}})(?!\w)")
_PLENUM = compiled(rf"(?<!\w){ORDINAL}(?!\w)")


def read(reading: Reading, head: Head) -> list[Mention]:
    """A mention for each plenum and each term of a list."""
    short = head.opens == "short"
    type_name = "nghị quyết" if short else head.type_name
    match = (_SHORT if short else _LONG).match(reading.folded, head.end)
    if match is None or type_name not in _TYPES:
        return []
    plenums = [value for each in re.split(r"\s*,\s*|\s+va\s+", match["plenum"]) if (value := ordinal(each))]
    if not plenums:
        return []
    if not match["term"]:
        if not (short or match["plenum"].isdigit() or match["nth"] or match["too"] or match["also"]):
            return []  # `Nghị quyết của Trung ương năm nay`
        return [Mention(head.start, match.end("plenum"), "", type_name, plenum=plenums[0])]
    first = Mention(head.start, match.end(), "", type_name, plenum=plenums[0])
    found = _for_each_term(reading, match, first)
    return _for_each_plenum(match, plenums, found[0]) if len(plenums) > 1 and len(found) == 1 else found


def _for_each_term(reading: Reading, match: re.Match[str], first: Mention) -> list[Mention]:
    """`Nghị quyết Trung ương 4 khóa XI, XII`: each term, the first with the plenum in its span."""
    after, base, found = behind(reading, match.end()), match.start("term"), []
    terms = list(_TERM.finditer(match["term"]))
    for place, term in enumerate(terms):
        alone = len(terms) == 1
        found.append(
            replace(
                first,
                start=first.start if place == 0 else base + term.start(),
                end=match.end() if alone else base + term.end(),
                issuer=after.issuer,
                term=roman(term["roman"]),
                title=after.title if alone else None,
            )
        )
    return found


def _for_each_plenum(match: re.Match[str], plenums: list[int], last: Mention) -> list[Mention]:
    """`Nghị quyết Trung ương 6, 7 khóa XII`: each plenum, the last with the term in its span."""
    places = [each.span() for each in _PLENUM.finditer(match["plenum"]) if ordinal(each[0])]
    base, found = match.start("plenum"), []
    for position, ((first, end), plenum) in enumerate(zip(places, plenums, strict=False)):
        is_last = position == len(plenums) - 1
        found.append(
            replace(
                last,
                start=last.start if position == 0 else base + first,
                end=last.end if is_last else base + end,
                plenum=plenum,
                title=None,
            )
        )
    return found


FORM = Form(
    "plenum",
    frozenset({"type", "code", "short"}),
    read,
    examples=(
        ("⟦Nghị quyết Trung ương 4 (khóa XII)⟧ nêu rõ", "nghị quyết TW4 khóa XII"),
        ("⟦Nghị quyết TW 4 (khoá XII)⟧", "nghị quyết TW4 khóa XII"),
        ("⟦NQTW4 khóa XI⟧", "nghị quyết TW4 khóa XI"),
        (
            "⟦Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII⟧ về xây dựng Đảng",
            "nghị quyết TW4 khóa XII",
        ),
        ("⟦Nghị quyết Hội nghị BCH TW Đảng lần thứ 5 khóa VIII⟧", "nghị quyết TW5 khóa VIII"),
        ("⟦Nghị quyết Trung ương 4⟧ và ⟦5 khóa XII⟧", "nghị quyết TW4 khóa XII | nghị quyết TW5 khóa XII"),
        ("⟦Nghị quyết Trung ương 4 khoá 12⟧", "nghị quyết TW4 khóa XII"),
        (
            "⟦Nghị quyết Trung ương 4 khóa XI⟧, ⟦XII⟧, ⟦XIII⟧",
            "nghị quyết TW4 khóa XI | nghị quyết TW4 khóa XII | nghị quyết TW4 khóa XIII",
        ),
        (
            "⟦Nghị quyết Trung ương 6⟧, ⟦7 khóa XII⟧",
            "nghị quyết TW6 khóa XII | nghị quyết TW7 khóa XII",
        ),
    ),
    counters=("các nghị quyết của Trung ương", "Nghị quyết của Trung ương năm nay"),
)
