"""What follows a citation's number: day, year, term, plenum, body, articles and title."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ..vietnamese.text import squeeze
from .before import PARTS_BEHIND, parts_in
from .reading import Reading
from .shapes import DATE, DAY_OF, KHOA, ORDINAL, TERM_LIST, compiled, day, ordinal, roman
from .slips import loose

_CENTRE, MEETING, _LAN_THU = loose("trung uong"), loose("hoi nghi"), loose("lan thu")
CENTRAL = rf"(?:{_CENTRE}|tw|t\.w|tu(?=\s?\d))"
COMMITTEE_NAME = (
    rf"(?:{loose('ban chap hanh')}\s*{_CENTRE}|bch\s*tw|bch\s*{_CENTRE}|bch\s+t\.w)"
    rf"(?:\s*{loose('dang')})?(?:\s*{loose('cong san viet nam')})?"
)
COMMITTEE = rf"(?:\s*,?\s*(?:cua\s+)?{COMMITTEE_NAME})?"
NTH = rf"(?:{_LAN_THU}\s*)"
# `Hội nghị lần thứ tư Ban Chấp hành Trung ương`, `Hội nghị Trung ương 4`, `Hội nghị BCH TW Đảng lần thứ 5`.
SESSION = rf"(?:(?P<nth>{NTH})|{CENTRAL}(?:\s*dang)?\s*(?P<too>{NTH})?|{COMMITTEE_NAME}\s*,?\s*(?P<also>{NTH}))"
_OPEN, _CLOSE = r"\s*,?\s*(?P<open>\(\s*)?", r"(?(open)\s*\))"
_YEAR_OF = r"(?:(?:thang\s+\d{1,2}\s*(?:/|-|,?\s*nam\s+))|nam\s+)(?P<year>(?:19|20)\d\d)(?!\d|\s?[-–/]\s?\d)"
_IN_SPAN = {
    "date": compiled(rf"{_OPEN}(?P<same>cung\s+)?(?P<date>{DATE}){_CLOSE}"),
    "year": compiled(rf"{_OPEN}{_YEAR_OF}{_CLOSE}"),
    "term": compiled(rf"{_OPEN}(?P<term>{TERM_LIST}){_CLOSE}"),
    "plenum": compiled(
        rf"{_OPEN}{MEETING}\s*{SESSION}(?P<plenum>{ORDINAL})(?!\w){COMMITTEE}(?:\s*,?\s*(?P<term>{TERM_LIST}))?{_CLOSE}"
    ),
}
_LAW_YEAR = compiled(rf"{_OPEN}(?:{_YEAR_OF}|(?P<bare>(?:19|20)\d\d)(?![\d/]|\s?[-–]\s?\d)){_CLOSE}")
# `Nghị quyết số 18-NQ/TW (25/10/2017, về …)`: told, but a bracket that holds more is no part of the citation.
_DATE_IN_BRACKET = compiled(rf"\s*\(\s*(?P<date>{DATE})")
_PLENUM_BEHIND = compiled(
    rf"\s*,?\s*(?:cua\s+|tai\s+)(?:{MEETING}\s*)?{SESSION}(?P<plenum>{ORDINAL})(?!\w)"
    rf"{COMMITTEE}(?:\s*,?\s*\(?\s*(?P<term>{TERM_LIST}))?"
)
_ISSUER = compiled(r"\s*,?\s*(?:cua|do)\s+(?P<issuer>[^,.;:()“”\"]{3,90})")
_TITLE = compiled(
    r"\s*,?\s*(?:(?:ve\s+(?:viec\s+)?)?[“\"](?P<quoted>[^”\"]{3,300})[”\"]|ve\s+(?P<about>[^;.“”\"()]{3,200}))"
)
_FIRST_TERM = compiled(rf"(?:{KHOA}|k)\s*\.?\s*([ivx][ivxl1|]*|\d+)")
_DAY_OF = compiled(DAY_OF)
_LONGEST_NAME = 14  # words of a body's name with its place


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a number; `end` is where the citation's span ends, `same` says `cùng ngày`."""

    end: int
    date: date | None = None
    year: int | None = None
    term: str | None = None
    plenum: int | None = None
    issuer: str | None = None
    title: str | None = None
    articles: tuple[str, ...] = ()
    same: bool = False


def behind(reading: Reading, at: int, *, law: bool = False) -> Behind:
    """What stands behind a number that ends at `at`; of a law a bare year too (`Luật Đất đai 2024`)."""
    found = _in_span(reading, at, law)
    return _told_by_articles(reading, found) if law else _outside(reading, found)


def _in_span(reading: Reading, at: int, law: bool) -> Behind:
    found, open_kinds = Behind(at), dict(_IN_SPAN)
    if law:
        open_kinds["year"] = _LAW_YEAR
    while True:
        for name, pattern in open_kinds.items():
            match = pattern.match(reading.folded, found.end)
            if match and (more := _read(reading, found, name, match)):
                found = more
                break
        else:
            return found
        del open_kinds[name]
        if name == "date":
            open_kinds.pop("year", None)


def _read(reading: Reading, found: Behind, name: str, match: re.Match[str]) -> Behind | None:
    """`found` with what a match tells; None for a day that is none."""
    found = replace(found, end=match.end())
    if name == "date":
        on = day(match["date"])
        return replace(found, date=on, same=match["same"] is not None) if on or _DAY_OF.match(match["date"]) else None
    if name == "year":
        return replace(found, year=int(match["year"] or match.groupdict().get("bare") or 0) or None)
    if name == "plenum":
        found = replace(found, plenum=ordinal(match["plenum"]) or None)
    return replace(found, term=first_term(match["term"]) or found.term) if match["term"] else found


def _outside(reading: Reading, found: Behind) -> Behind:
    """What the body, and what stands behind it, tell beyond the span."""
    folded, read = reading.folded, found.end
    issuer, on, term, plenum, title = found.issuer, found.date, found.term, found.plenum, None
    if match := _PLENUM_BEHIND.match(folded, read):
        plenum, read = plenum or ordinal(match["plenum"]) or None, match.end()
        term = term or (first_term(match["term"]) if match["term"] else None)
    elif match := _ISSUER.match(folded, read):
        issuer, read = body_at(reading, match.span("issuer"))
    if issuer or read > found.end:
        if term is None and (match := _IN_SPAN["term"].match(folded, read)):
            term, read = first_term(match["term"]), match.end()
        if on is None and (match := _IN_SPAN["date"].match(folded, read)):
            on, read = day(match["date"]), match.end()
    elif on is None and (match := _DATE_IN_BRACKET.match(folded, read)):
        on = day(match["date"])
    if match := _TITLE.match(folded, read):
        title = reading.written(match.span("quoted" if match["quoted"] else "about"))
    found = replace(found, issuer=issuer, date=on, term=term, plenum=plenum, title=title)
    return _told_by_articles(reading, found, read)


def _told_by_articles(reading: Reading, found: Behind, at: int | None = None) -> Behind:
    """`found` with the articles that stand behind a comma."""
    parts = PARTS_BEHIND.match(reading.folded, found.end if at is None else at)
    return replace(found, articles=parts_in(reading, parts.span("parts"))) if parts else found


def first_term(written: str) -> str | None:
    """The first term of a list, Roman."""
    first = _FIRST_TERM.search(written)
    return roman(first[1]) if first else None


def body_at(reading: Reading, span: tuple[int, int]) -> tuple[str | None, int]:
    """The longest body that the words at a span name, and where it ends; None and the span's start for none."""
    registry, start = reading.registry, span[0]
    words = list(re.finditer(r"\S+", reading.text[slice(*span)]))
    for count in range(min(len(words), _LONGEST_NAME), 0, -1):
        end = start + words[count - 1].end()
        name = squeeze(reading.text[start:end])
        if registry.bodies.generic_name(name):
            return name, end
        # Any words may stand where a commune's name does; its last begins with a capital.
        if (found := registry.bodies.named(name)) and (found[1] is None or name.split()[-1][:1].isupper()):
            return name, end
    return None, start
