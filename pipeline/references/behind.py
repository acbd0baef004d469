"""What follows a citation's number: date, term, plenum, body and title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.dates import find_dates
from pipeline.references.reading import Reading
from pipeline.references.shapes import DATE, ORDINAL, ROMAN, TERM_LIST, ordinal, roman
from pipeline.references.slips import DIGIT, digits
from pipeline.text import squeeze

CENTRAL = r"(?:trung\s+uong|tw|t\.w|tu(?=\s?\d))"
COMMITTEE = (
    r"(?:\s*,?\s*(?:cua\s+)?(?:ban\s+chap\s+hanh\s+trung\s+uong|bch\s*tw|bch\s+trung\s+uong)"
    r"(?:\s+dang)?(?:\s+cong\s+san\s+viet\s+nam)?)?"
)
_DATE = re.compile(rf"\s*[,;(]?\s*(?P<date>{DATE})")
_TERM = re.compile(rf"\s*,?\s*(?P<open>\(\s*)?(?P<term>{TERM_LIST})(?(open)\s*\))")
_PLENUM = re.compile(
    rf"\s*,?\s*(?:cua\s+|tai\s+)?(?:hoi\s+nghi\s+)(?:lan\s+thu\s+|{CENTRAL}\s*(?:lan\s+thu\s+)?)(?P<plenum>{ORDINAL})(?!\w)"
    rf"{COMMITTEE}(?:\s*,?\s*\(?\s*khoa\s+(?P<term>{ROMAN})(?!\w))?"
)
_ISSUER = re.compile(r"\s*,?\s*(?:cua|do)\s+(?P<issuer>[^,.;:()“”\"]{3,90})")
_TITLE = re.compile(
    r"\s*,?\s*(?:(?:ve\s+(?:viec\s+)?)?[“\"](?P<quoted>[^”\"]{3,300})[”\"]|ve\s+(?P<about>[^;.“”\"()]{3,200}))"
)
_FIRST_TERM = re.compile(r"(?:khoa|k)\s*\.?\s*([ivx]+|\d+)")
_LONGEST_NAME = 14  # words of a body's name with its place


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a number; `end` is where the citation's span ends."""

    end: int
    date: date | None = None
    term: str | None = None
    plenum: int | None = None
    issuer: str | None = None
    title: str | None = None


def behind(reading: Reading, at: int) -> Behind:
    """Date, term, body, plenum and title behind a number that ends at `at`."""
    folded = reading.folded
    end, day, term, plenum, issuer, title = at, None, None, None, None, None
    if match := _DATE.match(folded, at):
        day = _date(reading, match)
        end = match.end() if day else at
    read = end
    if match := _TERM.match(folded, end):
        term, end = first_term(match["term"]), match.end()
        read = end
    if match := _PLENUM.match(folded, read):
        plenum, read = ordinal(match["plenum"]) or None, match.end()
        term = term or (roman(match["term"]) if match["term"] else None)
    elif match := _ISSUER.match(folded, read):
        issuer, read = _issuer(reading, match)
        if issuer and term is None and (after := _TERM.match(folded, read)):
            term, read = first_term(after["term"]), after.end()
    if day is None and read > end and (match := _DATE.match(folded, read)):
        day, read = _date(reading, match), match.end()
    if match := _TITLE.match(folded, read):
        title = reading.written(match.span("quoted" if match["quoted"] else "about"))
    return Behind(end, day, term, plenum, issuer, title)


def first_term(written: str) -> str | None:
    """The first term of a list, Roman."""
    first = _FIRST_TERM.search(written)
    return roman(first[1]) if first else None


def _date(reading: Reading, match: re.Match[str]) -> date | None:
    written = reading.text[slice(*match.span("date"))]
    found = find_dates(
        re.sub(rf"(?<![^\W_])(?i:{DIGIT}){{1,2}}(?=\s?[/.-]|\s+th)", lambda slip: digits(slip[0]), written)
    )
    return found[0].date if found else None


def _issuer(reading: Reading, match: re.Match[str]) -> tuple[str | None, int]:
    """The longest body that the words after `của` name, and where it ends."""
    registry, start = reading.registry, match.start("issuer")
    words = list(re.finditer(r"\S+", reading.text[start : match.end("issuer")]))
    for count in range(min(len(words), _LONGEST_NAME), 0, -1):
        end = start + words[count - 1].end()
        name = squeeze(reading.text[start:end])
        if registry.generic_name(name):
            return name, end
        # Any words may stand where a commune's name does; its last begins with a capital.
        if (found := registry.body_named(name)) and (found[1] is None or name.split()[-1][:1].isupper()):
            return name, end
    return None, match.start()
