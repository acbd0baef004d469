"""Resolutions cited by the plenum that passed them and its term: `Nghị quyết Trung ương 4 (khóa XII)`."""

from __future__ import annotations

import re
from dataclasses import replace

from ...model import Mention
from ..grammar import KHOA, PLENUM_ORDINAL, ROMAN, TERM_LIST, compile_pattern, parse_ordinal, roman_term
from ..input_text import InputText, Opening
from ..qualifiers import COMMITTEE, MEETING, SESSION, SITTING, trailing_qualifiers
from . import CitationForm

_TYPES = {"nghị quyết", "kết luận", "quy định", "thông báo", "chỉ thị"}
_PLENUMS = (
    rf"{PLENUM_ORDINAL}(?:\s*,\s*{PLENUM_ORDINAL}(?=\s*(?:,|va\s|\(|{KHOA}))){{0,20}}"
    rf"(?:\s+va\s+{PLENUM_ORDINAL}(?=\s*(?:\(|,?\s*{KHOA})))?"
)
_TERMS = rf"(?:\s*,?\s*(?P<open>\(\s*)?(?P<term>{TERM_LIST})(?(open)\s*\)))?"
_LONG = compile_pattern(
    rf"\s*(?:cua\s+)?(?:{MEETING}\s*)?{SESSION}(?P<plenum>{_PLENUMS})(?!\w){SITTING}{COMMITTEE}{_TERMS}"
)
_SHORT = compile_pattern(rf"nq\s?tw\s?(?P<plenum>\d{{1,2}})(?!\w){SITTING}{_TERMS}")
_TERM = compile_pattern(rf"(?:(?<!\w){KHOA}\s+)?(?<!\w)(?P<roman>{ROMAN}|\d{{1,2}})(?!\w)")
_PLENUM = compile_pattern(rf"(?<!\w){PLENUM_ORDINAL}(?!\w)")


def parse(source: InputText, opening: Opening) -> list[Mention]:
    """Return a mention for each plenum and each term of a list."""
    short = opening.group == "short"
    type_name = "nghị quyết" if short else opening.type_name
    match = (_SHORT if short else _LONG).match(source.folded, opening.end)
    if match is None or type_name not in _TYPES:
        return []
    plenums = [value for each in re.split(r"\s*,\s*|\s+va\s+", match["plenum"]) if (value := parse_ordinal(each))]
    if not plenums:
        return []
    if not match["term"]:
        if not (short or match["plenum"].isdigit() or match["nth"] or match["too"] or match["also"]):
            return []  # `Nghị quyết của Trung ương năm nay`
        return [Mention(opening.start, match.end("plenum"), "", type_name, plenum=plenums[0])]
    first = Mention(opening.start, match.end(), "", type_name, plenum=plenums[0])
    found = _for_each_term(source, match, first)
    return _for_each_plenum(match, plenums, found[0]) if len(plenums) > 1 and len(found) == 1 else found


def _for_each_term(source: InputText, match: re.Match[str], first: Mention) -> list[Mention]:
    """Return a mention for each term (`Nghị quyết Trung ương 4 khóa XI, XII`); the first spans the plenum."""
    after, base, found = trailing_qualifiers(source, match.end()), match.start("term"), []
    terms = list(_TERM.finditer(match["term"]))
    alone = len(terms) == 1
    for place, term in enumerate(terms):
        mention = replace(
            first,
            start=first.start if place == 0 else base + term.start(),
            end=match.end() if alone else base + term.end(),
            issuer=after.issuer,
            term=roman_term(term["roman"]),
            title=after.title if alone else None,
        )
        found.append(mention)
    return found


def _for_each_plenum(match: re.Match[str], plenums: list[int], last: Mention) -> list[Mention]:
    """Return a mention for each plenum (`Nghị quyết Trung ương 6, 7 khóa XII`); the last spans the term."""
    spans = [each.span() for each in _PLENUM.finditer(match["plenum"]) if parse_ordinal(each[0])]
    base, found = match.start("plenum"), []
    for place, ((start, end), plenum) in enumerate(zip(spans, plenums, strict=False)):
        mention = replace(
            last,
            start=last.start if place == 0 else base + start,
            end=last.end if place == len(plenums) - 1 else base + end,
            plenum=plenum,
            title=None,
        )
        found.append(mention)
    return found


FORM = CitationForm(
    name="plenum",
    priority=40,
    opens=frozenset({"type", "code", "short"}),
    parse=parse,
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
        ("⟦Nghị quyết T.Ư 4 khóa XII⟧ và ⟦NQTƯ 5 khóa XII⟧", "nghị quyết TW4 khóa XII | nghị quyết TW5 khóa XII"),
        ("⟦Nghị quyết Hội nghị Trung ương IV khóa XI⟧", "nghị quyết TW4 khóa XI"),
        ("⟦Nghị quyết Trung ương 6 (lần 2) khóa VIII⟧ về xây dựng Đảng", "nghị quyết TW6 khóa VIII"),
        ("⟦Nghị quyết Trung ương 6⟧, ⟦7 khóa XII⟧", "nghị quyết TW6 khóa XII | nghị quyết TW7 khóa XII"),
    ),
    counter_examples=(
        "các nghị quyết của Trung ương, v.v.",
        "nghị quyết Trung ương v.v",
        "các nghị quyết của Trung ương",
        "Nghị quyết của Trung ương năm nay",
    ),
)
