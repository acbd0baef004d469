"""Resolve a mention: which work does it mean?

There are five states, and never a guess: `resolved` (in the library), `known-not-held` (in the registry only),
`ambiguous` (several candidates remain), `unknown`, `malformed`. Each reference names the rule that decided.

Every work with a mention's number is a candidate; `evidence` weighs what speaks for and against each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ..model import Citing, Mention, Reference, State, Work
from ..registry import Registry
from ..vietnamese.numbers import number_key, parse_number
from ..vietnamese.text import fold
from .candidates import (
    cited_issuer,
    in_force,
    is_central,
    not_later,
    of_own_sphere,
    of_year,
    same_title,
    term_of,
    with_title,
)
from .evidence import Candidate, best_supported, near_misses, of_the_list, of_the_place, weigh, with_subject
from .grammar import compile_pattern

WorksByName = Callable[[str], Sequence[Work]]
"""Returns the library's works with a whole number (`04-NQ/TW`), a bare serial (`76`) or an id."""
_FIRST_SITTING = compile_pattern(r"\(\s*lan\s+(?:thu\s+)?(?:1|i|nhat)\s*\)")  # custom means the last one
_LAST_WEEKS = 31  # days before a law comes into force in which its name may mean it or the one that it replaces
OWN_DOCUMENT = "own-document"
"""The rule of an anaphor that means the citing document itself."""


def resolve(mention: Mention, citing: Citing, registry: Registry, library: WorksByName) -> Reference:
    """Return the reference of a mention.

    Args:
        mention: A citation as found in a text.
        citing: What is known of the document that the text is from.
        registry: The works that are known without the library.
        library: Looks up the works of the library.
    """
    return _Resolver(citing, registry, library).resolve(mention)


@dataclass(frozen=True, slots=True)
class _Resolver:
    """The evidence beyond a mention: the citing document, the registry and the library."""

    citing: Citing
    registry: Registry
    library: WorksByName

    def resolve(self, mention: Mention) -> Reference:
        """Return the reference of a mention."""
        if mention.antecedent:
            return self._resolve_antecedent(mention)
        if mention.pointer:
            return self._resolve_anaphor(mention)
        if mention.malformed:
            return Reference(mention, "malformed", "number-contradicts-type")
        if mention.number is not None:
            return self._resolve_number(mention, mention.number)
        return self._resolve_title(mention) if mention.plenum is None else self._resolve_plenum(mention)

    def _resolve_number(self, mention: Mention, number: str) -> Reference:
        serial, _, year = number.partition("/")
        name = serial if year.isdigit() else number  # `Nghị định 32/2024`
        works = _merged(self.library(name), self.registry.works.numbered(name))
        bare, central = parse_number(number) is None, is_central(number, self.registry)
        issuer = cited_issuer(mention, self.citing, self.registry)
        rule = _rule(mention, bare=bare, central=central)
        if mention.issuer and issuer is None:
            return Reference(mention, "unknown", rule)  # a commune's, or a province's without its name
        own = not (mention.issuer or bare or central)
        weighed = with_subject(
            [weigh(each, mention, self.citing, self.registry, issuer=issuer, own=own) for each in works]
        )
        fitting = [each for each in weighed if not each.against]
        if bare and not mention.issuer:
            sphere = of_own_sphere(_works(fitting), self.citing, self.registry)
            fitting = [each for each in fitting if each.work in sphere]
        if not fitting:
            near = _works(near_misses(weighed))
            return Reference(mention, "ambiguous" if near else "unknown", rule, candidates=near)
        if issuer is None and own and not mention.date:
            # Each of 63 provinces has an 08-CT/TU: without an issuer none is more likely than another.
            return Reference(mention, "ambiguous", "no-issuer", candidates=_works(fitting))
        return self._decide(mention, fitting, rule)

    def _decide(self, mention: Mention, fitting: Sequence[Candidate], rule: str) -> Reference:
        """Return the reference of a number to the candidate that evidence supports, or to none."""
        left = best_supported(fitting)
        if len(left) != 1 and (listed := of_the_list(left or fitting, mention, self.citing, self.registry)):
            left = listed
        left = left or of_the_place(fitting)
        if len(left) != 1 and self.citing.date and len(fitting) > 1:
            # A number used again for the work's replacement means the one that is in force.
            valid = in_force(_works(fitting), self.citing.date, self.registry)
            if len(valid) == 1:
                left, rule = [each for each in fitting if each.work == valid[0]], f"{rule}+in-force"
        if not left and len(fitting) == 1 and (fitting[0].is_plausible or self._needs_no_more(mention)):
            left = list(fitting)
        if len(left) != 1:
            ordered = sorted(left or fitting, key=lambda each: (-len(each.supports), -each.subject))
            return Reference(mention, "ambiguous", rule, candidates=_works(ordered))
        if len(fitting) > 1 and "subject" in left[0].supports:
            rule = f"{rule}+subject"
        return replace(self._reference(mention, [left[0].work], rule), evidence=left[0].evidence)

    def _needs_no_more(self, mention: Mention) -> bool:
        """Return whether the only known work with a number may be taken where nothing is known of the citing document.

        The state's numbers without a year (`169/NQ-CP`) begin again every year, so theirs need evidence.
        """
        number = parse_number(mention.number or "")
        return self.citing.date is None and not (number and number.style == "state" and not number.year)

    def _resolve_antecedent(self, mention: Mention) -> Reference:
        """Resolve a short form as its antecedent; with rival antecedents the works of all of them are candidates."""
        assert mention.antecedent
        full, *others = (self.resolve(each) for each in (mention.antecedent, *mention.rivals))
        if others:
            works = [work for each in (full, *others) for work in (each.target, *each.candidates) if work]
            state: State = "ambiguous" if works else "unknown"
            return Reference(mention, state, "short-for-several", candidates=tuple(works))
        return replace(full, mention=mention, rule=f"short-for:{full.rule}")

    def _resolve_anaphor(self, mention: Mention) -> Reference:
        """Resolve `Nghị quyết này` to the document itself; `Nghị quyết nêu trên` without an antecedent is unknown."""
        if mention.pointer not in ("own", "this"):
            return Reference(mention, "unknown", "quoted-text" if mention.pointer == "quoted" else "no-antecedent")
        own = self._own_id()
        known = self.registry.works.get(own) if own else None
        works = [*self.library(own), *([known] if known else [])] if own else []
        return self._reference(mention, works[:1], OWN_DOCUMENT)

    def _own_id(self) -> str | None:
        citing = self.citing
        return self.registry.works.id_for(citing.issuer, citing.date, citing.number, citing.type)

    def _resolve_plenum(self, mention: Mention) -> Reference:
        """Resolve a citation by plenum and term: by title, else to the plenum's best-known resolution, else to all."""
        assert mention.plenum is not None
        works = [
            work
            for work in self.registry.works.of_plenum(mention.plenum, mention.term)
            if mention.type in (None, work.type) or (mention.type == "nghị quyết" and work.type == "kết luận")
        ]
        exact = [work for work in works if work.type == mention.type] or works
        titled = with_title(exact, mention.title)
        if len(titled) == len(exact):
            weighed = with_subject([weigh(each, mention, self.citing, self.registry, issuer=None) for each in exact])
            titled = [each.work for each in weighed if "subject" in each.supports and not each.against] or exact
        if len(titled) < len(exact):
            return self._reference(mention, not_later(titled, self.citing), "plenum+title")
        customary = self.registry.works.customary_of_plenum(mention.plenum, mention.term)
        if customary in exact and not _FIRST_SITTING.search(fold(mention.text)):
            return self._reference(mention, not_later([customary], self.citing), "plenum-by-custom")
        return self._reference(mention, not_later(exact, self.citing), "plenum")

    def _resolve_title(self, mention: Mention) -> Reference:
        """Resolve a citation by title with its date, year or term, else to the work in force on the citing day."""
        aliased = self.registry.works.aliased(mention.title or mention.text)
        works = of_year(not_later(aliased, self.citing), mention)
        if mention.term:
            works = [work for work in works if term_of(work, self.registry) == mention.term]
        if mention.date:
            works = [work for work in works if work.date == mention.date]
            if not works and mention.title:
                works = [
                    each for each in self.registry.works if each.date == mention.date and same_title(each, mention)
                ]
        own = self._own_id()
        if any(work.id == own for work in works):  # a law cites itself by its title
            return self._reference(mention, [work for work in works if work.id == own], OWN_DOCUMENT)
        if len(works) > 1 and self.citing.date:
            valid = in_force(works, self.citing.date, self.registry)
            if len(valid) == 1 and not self._may_mean_coming(works):
                return self._reference(mention, valid, "alias+in-force")
        return self._reference(mention, works, "alias")

    def _may_mean_coming(self, works: Sequence[Work]) -> bool:
        """Return whether a document may mean a law that has been passed and is still to come into force.

        Normative documents have the year in their number (Nghị định 30/2020/NĐ-CP) and begin to apply after their day;
        any other may look ahead in the last weeks before.
        """
        number, day = parse_number(self.citing.number or ""), self.citing.date
        starts = (self.registry.changes.in_force_since(work.id) for work in works)
        ahead = [(since - day).days for since in starts if since and day and since > day]
        return any((number and number.year) or days <= _LAST_WEEKS for days in ahead)

    def _reference(self, mention: Mention, works: Sequence[Work], rule: str) -> Reference:
        if not works:
            return Reference(mention, "unknown", rule)
        if len(works) > 1:
            return Reference(mention, "ambiguous", rule, candidates=tuple(works))
        work = works[0]
        held = next(iter(self.library(work.id)), None)
        if held:
            return Reference(mention, "resolved", rule, target=replace(held, term=work.term, plenum=work.plenum))
        return Reference(mention, "known-not-held", rule, target=work)


def _rule(mention: Mention, *, bare: bool, central: bool) -> str:
    """Return the rule by which a number is resolved: with what the text says of its work."""
    if bare:
        return "bare-number"
    if said := next((name for name in ("date", "term", "issuer") if getattr(mention, name)), None):
        return f"number+{said}"
    return "number" if central else "own-issuer"


def _works(candidates: Iterable[Candidate]) -> tuple[Work, ...]:
    return tuple(each.work for each in candidates)


def _merged(in_library: Iterable[Work], in_registry: Iterable[Work]) -> list[Work]:
    """Return each work once, those of the library first; of several copies of one document the first."""
    works: dict[tuple[object, ...], Work] = {}
    for work in [*sorted(in_library, key=lambda work: len(work.id)), *in_registry]:
        identity = (work.type, work.number and number_key(work.number), work.issuer, work.date)
        works.setdefault(identity if all(identity) else (work.id,), work)
    unique = {work.id: work for work in reversed(works.values())}
    return list(reversed(unique.values()))
