"""Evidence for and against each work that a citation may mean.

A number is not a key: numbering restarts with every type, body and term (Hướng dẫn 05-HD/VPTW). A work is named only on
evidence beyond its number and with nothing against it. The registry is never complete, so being the only candidate is
not evidence. Contradictions are vetoes.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from ..model import Citing, Mention, Work
from ..registry import CENTRAL, Registry
from ..vietnamese.citation import is_named_by_title
from ..vietnamese.numbers import Number, parse_number
from ..vietnamese.text import fold, slug
from .candidates import is_issued_by, path_of, province_of, term_of

# Weights of shared pairs of syllables, -log of a pair's share of the registry's titles. Measured on the first half of
# the reference gold: `tổ chức` alone weighs 2.7, `tiền lương` 4.8.
_MIN_SUBJECT, _MIN_LEAD = 5.0, 3.0
_SURE_SUBJECT = 10.0  # what it takes for a state number, given again every year, that the text does not date
_MIN_TITLE = 6.0  # the weight of a quoted title that can contradict a work's,
_MAX_SHARE, _MAX_SHARED = 0.25, 7.0  # by sharing less than this part of its weight, and than this weight
_OF_NO_TITLE = 2.0  # the weight of a pair of a quoted title that no title has: the text may run on after it
_SPECIFIC = 5.0  # the weight of one pair that few titles share: `tiền lương`, not `thực hiện`
_MIN_SHARE = 0.35  # the part of the lighter of two long titles that both have if they are one
_LONG_TITLE = 20.0
_MIN_COMPANIONS = 2  # works of a list that agree on the term
_FUNCTION_WORDS = frozenset(fold("và của về các trong cho với một số đến năm là có được theo tại đối").split())
_RECENT = 366  # days within which a state number without its year is not given again
_OF_TEXT = frozenset(("date", "year", "term", "plenum", "subject", "listed-day", "chain"))
_STRONG = _OF_TEXT | {"own-issuer", "number-year"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work that a citation may mean, with what speaks for it and what against it.

    Attributes:
        supports: `date`, `year`, `term`, `plenum`, `subject` (words of its title in the text), `issuer`,
            `own-issuer` (the citing body's own), `place` (of the citing document's province), `number-year` (in it),
            `current` (of the citing document's term or, for the state, of the last year), `in-force` (known to have
            ended only later), `listed-day` (that of a citation in its list or range), `chain` (it replaced a work cited
            in the sentence, or was replaced by it).
        against: `type`, `date`, `year`, `term`, `plenum`, `issuer`, `title`, `later` (than the citing document).
        subject: the weight of the words that its title shares with the text.
    """

    work: Work
    supports: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    subject: float = 0.0

    @property
    def is_supported(self) -> bool:
        """Whether something beyond its number speaks for the work."""
        return not _STRONG.isdisjoint(self.supports)

    @property
    def is_plausible(self) -> bool:
        """Whether the only candidate may be taken: its issuer is named, or it is of the citing document's time."""
        return not {"issuer", "current", "in-force"}.isdisjoint(self.supports)

    @property
    def evidence(self) -> tuple[str, ...]:
        """What speaks for the work, then, with a minus, what speaks against it."""
        return (*self.supports, *(f"-{each}" for each in self.against))


def weigh(
    work: Work, mention: Mention, citing: Citing, registry: Registry, *, issuer: str | None, own: bool = False
) -> Candidate:
    """Return a candidate with the evidence of the text and of the citing document.

    Args:
        work: A work with the mention's number.
        mention: The citation.
        citing: What is known of the citing document.
        registry: Source of terms, bodies and titles.
        issuer: Path of the body whose document is cited; None where it is not known.
        own: Whether that body is known from the citing document alone.
    """
    supports: list[str] = []
    against: list[str] = []

    def compare(name: str, wanted: object, found: object) -> None:
        if wanted is not None and found is not None:
            (supports if wanted == found else against).append(name)

    number = _parsed(mention.number or "")
    compare("date", mention.date, work.date)
    compare("year", None if mention.date else _year(mention), work.date.year if work.date else None)
    term = term_of(work, registry)
    if path_of(work) == CENTRAL:
        compare("term", mention.term, term)
        if (
            mention.term is None
            and work.term
            and re.search(rf"khoa {work.term.lower()}\b", fold(mention.context or ""))
        ):
            supports.append("term")
    compare("plenum", mention.plenum if work.plenum else None, work.plenum)
    if mention.type and work.type and mention.type != work.type:
        against.append("type")
    province = province_of(citing, registry)
    if issuer:
        matches = is_issued_by(work, issuer)
        if not matches:
            against.append("issuer")
        elif own:
            supports.append("own-issuer")
        elif mention.issuer and _is_named(issuer, mention.issuer, province, registry):
            supports.append("issuer")  # `Nghị quyết 57-NQ/TW của tỉnh`: the letters name the body, the words another
    if province and path_of(work).startswith(f"{slug(province)}/"):
        supports.append("place")
    if number and number.style == "state" and number.year:
        supports.append("number-year")
    if citing.date and work.date:
        if work.date > citing.date:
            against.append("later")
        elif _is_current(work, term, citing, registry):
            supports.append("current")
        if work.id in _ended(registry, date.max) and work.id not in _ended(registry, citing.date):
            supports.append("in-force")
    if mention.shared_day and mention.shared_day == work.date:
        supports.append("listed-day")
    if any(_is_linked(work, number, registry) for number in mention.beside):
        supports.append("chain")
    subject = _subject_weight(mention, work, registry)
    yearless = number is not None and number.style == "state" and not number.year
    if yearless and subject < _SURE_SUBJECT and {"date", "year", "current", "in-force"}.isdisjoint(supports):
        subject = 0.0
    if _contradicts_title(mention, work, registry) and {"date", "year"}.isdisjoint(supports):
        against.append("title")
    return Candidate(work=work, supports=tuple(supports), against=tuple(against), subject=subject)


def with_subject(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, with the support `subject` for the one of whose title the text around speaks."""
    weights = sorted((each.subject for each in candidates), reverse=True)
    if not weights or weights[0] < _MIN_SUBJECT or (len(weights) > 1 and weights[0] - weights[1] < _MIN_LEAD):
        return list(candidates)
    return [
        Candidate(each.work, (*each.supports, "subject"), each.against, each.subject)
        if each.subject == weights[0]
        else each
        for each in candidates
    ]


def best_supported(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that most evidence of the text supports; none where nothing supports any."""
    counts = [len(_OF_TEXT.intersection(each.supports)) for each in candidates if each.is_supported]
    most = max(counts, default=0)
    return [each for each in candidates if each.is_supported and len(_OF_TEXT.intersection(each.supports)) == most]


def of_the_place(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the one current work of the citing document's province, where no other candidate is current."""
    current = [each for each in candidates if "current" in each.supports]
    return current if len(current) == 1 and "place" in current[0].supports else []


def of_the_list(
    candidates: Sequence[Candidate], mention: Mention, citing: Citing, registry: Registry
) -> list[Candidate]:
    """Return the one candidate that fits a mention's list: of one session or, with clear companions, of their term."""
    listed = [_central_works(number, mention, citing, registry) for number in mention.listed]
    central = [each for each in candidates if path_of(each.work) == CENTRAL]
    sessions = [{_session(work) for work in works} for works in listed if works]
    if sessions and len(sessions) == len(listed):
        common = set.intersection(*sessions, {_session(each.work) for each in central})
        if len(common) == 1:
            return [each for each in central if _session(each.work) in common][:1]
    terms = [works[0].term for works in listed if len(works) == 1]
    if len(terms) < _MIN_COMPANIONS or len(set(terms)) > 1:
        return []
    found = [each for each in central if each.work.term == terms[0]]
    return found if len(found) == 1 else []


def _central_works(number: str, mention: Mention, citing: Citing, registry: Registry) -> list[Work]:
    """Return the works of the Central Committee with a number, of the mention's type and not after the citing day."""
    return [
        each
        for each in registry.works.numbered(number)
        if each.type == mention.type
        and path_of(each) == CENTRAL
        and not (citing.date and each.date and each.date > citing.date)
    ]


def _session(work: Work) -> tuple[object, ...]:
    """Return the plenum that issued a work, or the day on which a body issued it: works of a list are often of one."""
    return (work.term, work.plenum) if work.plenum else (work.issuer, work.date)


def _is_linked(work: Work, other: str, registry: Registry) -> bool:
    """Return whether a work replaced one with another number, or was replaced by it."""
    others = {each.id for each in registry.works.numbered(other)}
    return not others.isdisjoint(_linked(registry).get(work.id, ()))


@cache
def _linked(registry: Registry) -> dict[str, set[str]]:
    """Return the ids of the works that replaced each work, and of those that it replaced."""
    found: dict[str, set[str]] = {}
    for change in registry.changes:
        if registry.relations.effect_of(change.relation) == "replaces":
            found.setdefault(change.work, set()).add(change.by)
            found.setdefault(change.by, set()).add(change.work)
    return found


def _is_named(issuer: str, name: str, province: str | None, registry: Registry) -> bool:
    """Return whether a name in the text is that of the body with a path, its province perhaps left out."""
    named = registry.bodies.completed_path(name, province)
    return named == issuer or (named is None and issuer != CENTRAL and registry.bodies.generic_name(name) is not None)


def _year(mention: Mention) -> int | None:
    """Return the year that the text gives: after the number, or with a bare serial (`18/2017`)."""
    _serial, _, year = (mention.number or "").partition("/")
    return mention.year or (int(year) if year.isdigit() else None)


def _is_current(work: Work, term: str | None, citing: Citing, registry: Registry) -> bool:
    assert citing.date and work.date
    number = _parsed(work.number or "")
    if number and number.style == "state":  # the state numbers from 1 each year
        return (citing.date - work.date).days <= _RECENT
    return term is not None and term == registry.terms.at(citing.date)


def _contradicts_title(mention: Mention, work: Work, registry: Registry) -> bool:
    """Return whether the text names a title that the work does not have.

    A law is named by its title within the citation; what follows its number, which has the year, only describes it.
    """
    if not (mention.title and work.title):
        return False
    if "/" not in (mention.number or "").partition("-")[0] or not is_named_by_title(mention.type):
        return _is_other_title(mention.title, work.title, registry)
    namesakes = registry.works.aliased(mention.title) if mention.title in mention.text else ()
    return bool(namesakes) and work.id not in {each.id for each in namesakes}


def _is_other_title(quoted: str, title: str, registry: Registry) -> bool:
    """Return whether a quoted title, long enough to identify a work, has nothing specific in common with a title."""
    weights = _pair_weights(registry)
    own = sum(weights.get(pair, _OF_NO_TITLE) for pair in _pairs(quoted))
    shared = _shared_weight(quoted, title, registry)
    if any(weights.get(pair, 0.0) >= _SPECIFIC for pair in _pairs(quoted) & _pairs(title)):
        return False
    return (
        own >= _MIN_TITLE
        and min(len(_pairs(quoted)), len(_pairs(title))) > 1
        and shared < min(_MAX_SHARE * own, _MAX_SHARED)
    )


def _subject_weight(mention: Mention, work: Work, registry: Registry) -> float:
    """Return the weight of what a work's title shares with the text; none where both titles are long and differ."""
    whole = _shared_weight(" ".join(filter(None, (mention.title, mention.context))), work.title, registry)
    if mention.title and work.title:
        lighter = min(_weight(mention.title, registry), _weight(work.title, registry))
        if lighter >= _LONG_TITLE and _shared_weight(mention.title, work.title, registry) < _MIN_SHARE * lighter:
            return 0.0
    return whole


def _weight(text: str, registry: Registry) -> float:
    weights = _pair_weights(registry)
    return sum(weights.get(pair, _unknown(registry)) for pair in _pairs(text))


def _shared_weight(text: str, title: str | None, registry: Registry) -> float:
    if not title or not text:
        return 0.0
    weights = _pair_weights(registry)
    return sum(weights.get(pair, _unknown(registry)) for pair in _pairs(text) & _pairs(title))


@lru_cache(256)
def _parsed(number: str) -> Number | None:
    """Return a citation's number, which every candidate is compared with."""
    return parse_number(number)


@lru_cache(64)
def _ended(registry: Registry, day: date) -> frozenset[str]:
    return frozenset(registry.changes.ended_by(day))


@cache
def _pair_weights(registry: Registry) -> dict[tuple[str, str], float]:
    """Return -log of the share of the registry's titles that have each pair of neighbouring syllables."""
    titles = [work.title for work in registry.works if work.title]
    counts = Counter(pair for title in titles for pair in _pairs(title))
    return {pair: math.log(len(titles) / count) for pair, count in counts.items()}


@cache
def _unknown(registry: Registry) -> float:
    return max(_pair_weights(registry).values(), default=0.0)


def _pairs(text: str) -> set[tuple[str, str]]:
    """Return the pairs of neighbouring syllables, which are most Vietnamese words, without those of function words."""
    pairs = pairwise(re.findall(r"[^\W\d_]+", fold(text)))
    return {pair for pair in pairs if _FUNCTION_WORDS.isdisjoint(pair)}


def near_misses(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates with one contradiction, where something else fits: a wrong day, or the name of another law.

    Days of real citations are often wrong, and a law's number is sometimes that of another one.
    """
    return [
        each
        for each in candidates
        if (
            each.against
            and set(each.against) <= {"date", "year"}
            and {"issuer", "subject", "term", "number-year"} & set(each.supports)
        )
        or (each.against == ("title",) and "number-year" in each.supports)
    ]
