"""The qualifiers of a citation: date, year, term, plenum and issuer before and after its number, articles and title.

Before a number they belong to whoever issued it (`Năm 2017, Trung ương ban hành các Nghị quyết số 18-NQ/TW, …`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ..model import Mention
from ..vietnamese.text import squeeze, tone_key
from .grammar import (
    DATE,
    DAY_LABEL,
    KHOA,
    PART,
    PART_LABEL,
    PARTS,
    PLENUM_ORDINAL,
    TERM_LIST,
    compile_pattern,
    parse_misread_date,
    parse_ordinal,
    roman_term,
)
from .input_text import InputText
from .ocr_variants import variants_of

_CENTRAL, MEETING, _NTH = variants_of("trung uong"), variants_of("hoi nghi"), variants_of("lan thu")
COMMITTEE_NAME = (
    rf"(?:{variants_of('ban chap hanh')}\s*{_CENTRAL}|bch\s*tw|bch\s*{_CENTRAL}|bch\s+t\.w)"
    rf"(?:\s*{variants_of('dang')})?(?:\s*{variants_of('cong san viet nam')})?"
)
COMMITTEE = rf"(?:\s*,?\s*(?:cua\s+)?{COMMITTEE_NAME})?"
SITTING = r"(?:\s*\(\s*lan\s+(?:thu\s+)?(?:\d|[iv]{1,3}|nhat|hai|ba)\s*\))?"  # the second of one plenum: `(lần 2)`
NTH = rf"(?:{_NTH}\s*)"
# `Hội nghị lần thứ tư Ban Chấp hành Trung ương`, `Hội nghị Trung ương 4`, `Hội nghị BCH TW Đảng lần thứ 5`.
SESSION = (
    rf"(?:(?P<nth>{NTH})|(?:{_CENTRAL}|tw|t\.w|tu(?=\s?\d))(?:\s*dang)?\s*(?P<too>{NTH})?"
    rf"|{COMMITTEE_NAME}\s*,?\s*(?P<also>{NTH}))"
)
_OPEN, _CLOSE = r"\s*,?\s*(?P<open>\(\s*)?", r"(?(open)\s*\))"
_YEAR = r"(?:(?:thang\s+\d{1,2}\s*(?:/|-|,?\s*nam\s+))|nam\s+)(?P<year>(?:19|20)\d\d)(?!\d|\s?[-–/]\s?\d)"
_IN_SPAN = {
    "date": compile_pattern(rf"{_OPEN}(?:cung\s+)?(?P<date>{DATE}){_CLOSE}"),
    "year": compile_pattern(
        rf"(?:{_OPEN}(?:(?:duoc\s+)?ban\s+hanh\s+)?{_YEAR}{_CLOSE}|\s*\(\s*(?P<bare>(?:19|20)\d\d)\s*\))"
    ),
    "term": compile_pattern(rf"{_OPEN}(?P<term>{TERM_LIST}){_CLOSE}"),
    "plenum": compile_pattern(
        rf"{_OPEN}{MEETING}\s*{SESSION}(?P<plenum>{PLENUM_ORDINAL})(?!\w){SITTING}{COMMITTEE}(?:\s*,?\s*(?P<term>{TERM_LIST}))?{_CLOSE}"
    ),
}
_LAW_YEAR = compile_pattern(rf"{_OPEN}(?:{_YEAR}|(?P<bare>(?:19|20)\d\d)(?![\d/]|\s?[-–]\s?\d)){_CLOSE}")
# `Nghị quyết số 18-NQ/TW (25/10/2017, về …)`: the date counts, but a bracket with more in it is outside the span.
_DATE_IN_BRACKET = compile_pattern(rf"\s*\(\s*(?P<date>{DATE})")
_PLENUM_OUTSIDE = compile_pattern(
    rf"\s*,?\s*(?:cua\s+|tai\s+)(?:{MEETING}\s*)?{SESSION}(?P<plenum>{PLENUM_ORDINAL})(?!\w){SITTING}"
    rf"{COMMITTEE}(?:\s*,?\s*\(?\s*(?P<term>{TERM_LIST}))?"
)
_ISSUER = compile_pattern(r"\s*,?\s*(?:cua|do)\s+(?P<issuer>[^,.;:()“”\"]{3,90})")
_ISSUER_ASIDE = compile_pattern(r"\s*[(–—-]\s*(?P<issuer>[^,.;:()“”\"–—-]{3,90})")
_TITLE = compile_pattern(
    r"\s*,?\s*(?:(?:ve\s+(?:viec\s+)?)?[“\"](?P<quoted>[^”\"]{3,300})[”\"]|ve\s+(?P<about>[^;.“”\"()]{3,200}))"
)
_ARTICLES = compile_pattern(rf"\s*,\s*(?P<parts>{PART}(?:\s*,?\s*{PART}){{0,5}})")
_PARTS = compile_pattern(PARTS.replace(PART, f"(?P<first>{PART})", 1))
_LISTED = compile_pattern(rf"(?<!\w){PART_LABEL}")
_FIRST_TERM = compile_pattern(rf"(?:{KHOA}|k)\s*\.?\s*([ivx][ivxl1|]*|\d+)")
_DAY_LABEL = compile_pattern(DAY_LABEL)
_MAX_NAME = 14  # words of an issuer's name with its place
_ISSUES = compile_pattern(
    r"(?<!\w)(?:(?:da|vua|moi|se)\s+)?(?:(?:ky\s+)?ban\s+hanh|(?<!de\s)(?<!neu\s)(?<!chi\s)(?<!dua\s)ra|thong\s+qua|ky)"
    r"(?:\s+(?:cac|nhung|hai|ba|bon|nam|\d))?\s*$"
)
_CLAUSE = re.compile(r"[,.;:()\n–—]")
_YEAR_BEFORE = compile_pattern(r"(?<!\w)(?:nam\s+|thang\s+\d{1,2}\s*[/-]\s*)(?P<year>(?:19|20)\d\d)(?!\w)")
_DATE_BEFORE = compile_pattern(rf"(?P<date>{DATE})")
_PLENUM_BEFORE = compile_pattern(
    rf"(?<!\w)(?:{MEETING}\s*)?{SESSION}(?P<plenum>{PLENUM_ORDINAL})(?!\w){SITTING}{COMMITTEE}"
    rf"(?:\s*,?\s*\(?\s*(?P<term>{TERM_LIST})\s*\)?)?\s*,?\s*$"
)
# Who issues, where the registry knows no body of the name (`của Đảng ủy Công ty Điện lực`, `của tỉnh`).
_LOCAL = re.compile(
    r"(?:tỉnh|huyện|xã|phường|quận|thị xã|thành phố|đặc khu|địa phương|ngành|đơn vị|cấp ủy|ban thường vụ|ubnd|hđnd"
    r"|hội đồng nhân dân|chủ tịch|phó chủ tịch|bí thư|giám đốc|hiệu trưởng|trưởng ban|trưởng phòng|thủ trưởng)(?!\w)"
)
_NAME_ENDS = re.compile(r"\s(?:về|và|là|được|tại|trong|năm|ngày|để|cho|đã|phải|khi|nhằm|có|ban hành|do)\s|$")
_MAX_NOUN = 3  # words of a noun for an organ


@dataclass(frozen=True, slots=True)
class Trailing:
    """The qualifiers after a number; `end` is where the citation's span ends."""

    end: int
    date: date | None = None
    year: int | None = None
    term: str | None = None
    plenum: int | None = None
    issuer: str | None = None
    title: str | None = None
    articles: tuple[str, ...] = ()

    def mention(self, start: int, type_name: str | None, number: str | None) -> Mention:
        """Return a mention that begins at `start` with these qualifiers."""
        return Mention(
            start, self.end, text="", type=type_name, number=number, issuer=self.issuer, date=self.date, term=self.term,
            plenum=self.plenum, title=self.title, articles=self.articles, year=self.year,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leading:
    """The qualifiers before a list of citations, which all its items share."""

    date: date | None = None
    year: int | None = None
    term: str | None = None
    plenum: int | None = None
    issuer: str | None = None

    def shared_with(self, mention: Mention) -> Mention:
        """Return a mention with these where it has none of its own."""
        if mention.date:
            return replace(mention, issuer=mention.issuer or self.issuer)
        alone = mention.term is None and mention.plenum is None and mention.year is None
        return replace(
            mention,
            date=self.date if alone else None,
            year=mention.year or (self.year if alone else None),
            term=mention.term or (self.term if mention.plenum in (None, self.plenum) else None),
            plenum=mention.plenum or self.plenum,
            issuer=mention.issuer or self.issuer,
        )


def trailing_qualifiers(source: InputText, at: int, *, law: bool = False) -> Trailing:
    """Return the qualifiers after a number that ends at `at`; a law may have a bare year (`Luật Đất đai 2024`)."""
    found = _in_span(source, at, law)
    return _with_articles(source, found, found.end) if law else _outside_span(source, found)


def _in_span(source: InputText, at: int, law: bool) -> Trailing:
    found, patterns = Trailing(at), dict(_IN_SPAN)
    if law:
        patterns["year"] = _LAW_YEAR
    while True:
        for name, pattern in patterns.items():
            match = pattern.match(source.folded, found.end)
            if match and (extended := _extended(found, name, match)):
                found = extended
                break
        else:
            return found
        del patterns[name]
        if name == "date":
            patterns.pop("year", None)


def _extended(found: Trailing, name: str, match: re.Match[str]) -> Trailing | None:
    """Return `found` with the qualifier of a match; None for an impossible date."""
    found = replace(found, end=match.end())
    if name == "date":
        day = parse_misread_date(match["date"])
        if day is None and not _DAY_LABEL.match(match["date"]):
            return None
        return replace(found, date=day)
    if name == "year":
        return replace(found, year=int(match["year"] or match.groupdict().get("bare") or 0) or None)
    if name == "plenum":
        found = replace(found, plenum=parse_ordinal(match["plenum"]) or None)
    return replace(found, term=first_term(match["term"]) or found.term) if match["term"] else found


def _outside_span(source: InputText, found: Trailing) -> Trailing:
    """Return `found` with the qualifiers beyond the span: issuer or plenum, and what follows it."""
    folded, read = source.folded, found.end
    issuer, day, term, plenum, title = found.issuer, found.date, found.term, found.plenum, None
    unlisted = False
    if match := _PLENUM_OUTSIDE.match(folded, read):
        plenum, read = plenum or parse_ordinal(match["plenum"]) or None, match.end()
        term = term or (first_term(match["term"]) if match["term"] else None)
    elif match := _ISSUER.match(folded, read):
        issuer, read = issuer_at(source, match.span("issuer"))
        if issuer is None:
            issuer, read = _unlisted_body(source, match.span("issuer"))
            unlisted = issuer is not None
    elif (match := _ISSUER_ASIDE.match(folded, read)) and source.is_capital(match.start("issuer")):
        issuer = issuer_at(source, match.span("issuer"))[0] or _unlisted_body(source, match.span("issuer"))[0]
    if issuer or read > found.end:
        if term is None and (match := _IN_SPAN["term"].match(folded, read)):
            term, read = first_term(match["term"]), match.end()
        if day is None and (match := _IN_SPAN["date"].match(folded, read)):
            day, read = parse_misread_date(match["date"]), match.end()
    elif day is None and (match := _DATE_IN_BRACKET.match(folded, read)):
        day = parse_misread_date(match["date"])
    # What follows an unlisted body may be about that body's own paper: `… thực hiện Nghị quyết 57-NQ/TW của xã về …`.
    if not unlisted and (match := _TITLE.match(folded, read)):
        title = source.written(match.span("quoted" if match["quoted"] else "about"))
    found = replace(found, issuer=issuer, date=day, term=term, plenum=plenum, title=title)
    return _with_articles(source, found, read)


def share_qualifiers(mentions: list[Mention]) -> list[Mention]:
    """Return a list's mentions, each with the date, issuer, term or plenum after the list unless one has its own."""
    if len(mentions) < 2 or len({mention.type for mention in mentions}) > 1:
        return mentions
    *others, last = mentions
    for name in ("date", "year", "term", "plenum", "issuer"):
        if all(getattr(each, name) is None for each in others):
            others = [replace(each, **{name: getattr(last, name)}) for each in others]
    return [*others, last]


def _with_articles(source: InputText, found: Trailing, at: int) -> Trailing:
    """Return `found` with the articles that follow a comma."""
    parts = _ARTICLES.match(source.folded, at)
    return replace(found, articles=articles_in(source, parts.span("parts"))) if parts else found


def articles_in(source: InputText, span: tuple[int, int]) -> tuple[str, ...]:
    """Return each part of a document that a span names, with its label: `Điều 5, 7` are `Điều 5` and `Điều 7`."""
    found: list[str] = []
    for parts in _PARTS.finditer(source.folded, *span):
        first = source.written(parts.span("first"))
        others = _LISTED.finditer(source.folded, parts.end("first"), parts.end())
        found += [first, *(f"{first.rpartition(' ')[0]} {source.written(each.span())}" for each in others)]
    return tuple(found)


def first_term(written: str) -> str | None:
    """Return the first term of a folded list of terms, in Roman numerals."""
    first = _FIRST_TERM.search(written)
    return roman_term(first[1]) if first else None


def issuer_at(source: InputText, span: tuple[int, int]) -> tuple[str | None, int]:
    """Return the longest body named at the start of a span and its end; None and the span's start for none."""
    registry, start = source.registry, span[0]
    words = list(re.finditer(r"\S+", source.text[slice(*span)]))
    for count in range(min(len(words), _MAX_NAME), 0, -1):
        end = start + words[count - 1].end()
        name = squeeze(source.text[start:end])
        if registry.bodies.generic_name(name):
            return name, end
        # A commune's name may be any words, but its last one begins with a capital.
        if (found := registry.bodies.named(name)) and (found[1] is None or name.split()[-1][:1].isupper()):
            return name, end
    return None, start


def _unlisted_body(source: InputText, span: tuple[int, int]) -> tuple[str | None, int]:
    """Return the words of a body that the registry lacks, known by the noun that they begin with, and their end."""
    written, bodies = source.text[slice(*span)], source.registry.bodies
    if name := bodies.resembling(squeeze(written)):
        return name, span[1]
    nouns = (" ".join(written.split()[:count]) for count in range(1, _MAX_NOUN + 1))
    if not (any(map(bodies.is_organ, nouns)) or _LOCAL.match(source.toned, span[0])):
        return None, span[0]
    stop = _NAME_ENDS.search(source.toned, span[0], span[1])
    end = stop.start() if stop else span[1]
    return squeeze(source.text[span[0] : end]), end


def leading_qualifiers(source: InputText, span: tuple[int, int]) -> Leading:
    """Return what the text before a list of citations says of all of them, if it says who issued them."""
    folded = source.folded[slice(*span)]
    issues = _ISSUES.search(folded)
    if issues is None:
        return Leading()
    before = folded[: issues.start()]
    if session := _PLENUM_BEFORE.search(before):
        term = first_term(session["term"]) if session["term"] else None
        return Leading(plenum=parse_ordinal(session["plenum"]) or None, term=term)
    dates, years = list(_DATE_BEFORE.finditer(before)), list(_YEAR_BEFORE.finditer(before))
    return Leading(
        date=parse_misread_date(dates[-1]["date"]) if dates else None,
        year=int(years[-1]["year"]) if years and not dates else None,
        issuer=_issuer_before(source, span[0], span[0] + issues.start()),
    )


def _issuer_before(source: InputText, start: int, end: int) -> str | None:
    """Return the longest body whose name ends at an offset."""
    stops = list(_CLAUSE.finditer(source.text, start, end))
    begin = stops[-1].end() if stops else start
    words = source.text[begin:end].split()[-_MAX_NAME:]
    for first in range(len(words)):
        name = " ".join(words[first:])
        found = source.registry.bodies.named(name)
        if found and (found[1] is None or all(_is_of_name(word) for word in found[1].split())):
            return name
        if generic := source.registry.bodies.generic_name(name):
            return generic
        if source.registry.bodies.is_organ(name) or _LOCAL.fullmatch(tone_key(name)):
            return name
    return None


def _is_of_name(word: str) -> bool:
    return not word[:1].islower() or word in ("xã", "phường", "tỉnh", "thôn", "bản", "tổ", "thành", "phố", "số")
