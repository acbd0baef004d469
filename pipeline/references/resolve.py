"""Resolve a mention: which work does it mean?

There are five states, and never a guess: `resolved` (in the library), `known-not-held` (in the registry only),
`ambiguous` (several candidates remain), `unknown`, `malformed`. Each reference names the rule that decided.

A number is not a key: numbering restarts with every type, body and term (Hướng dẫn 36-HD/VPTW). Every work with the
number is therefore a candidate, and those that the text or its context contradicts are excluded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ..model import Citing, Mention, Reference, Work
from ..registry import CENTRAL, Registry
from ..vietnamese.numbers import number_key, parse_number
from .candidates import (
    cited_issuer,
    disambiguate,
    in_force,
    is_central,
    is_issued_by,
    not_later,
    of_own_sphere,
    of_year,
    path_of,
    same_title,
    term_of,
    with_title,
)

WorksByName = Callable[[str], Sequence[Work]]
"""Returns the library's works with a whole number (`04-NQ/TW`), a bare serial (`76`) or an id."""
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
    if mention.antecedent:
        return _resolve_antecedent(mention, citing, registry, library)
    if mention.pointer:
        return _resolve_anaphor(mention, citing, registry, library)
    if mention.malformed:
        return Reference(mention, "malformed", "number-contradicts-type")
    if mention.number is None:
        resolve_unnumbered = _resolve_title if mention.plenum is None else _resolve_plenum
        return resolve_unnumbered(mention, citing, registry, library)
    return _resolve_number(mention, mention.number, citing, registry, library)


def _resolve_number(
    mention: Mention, number: str, citing: Citing, registry: Registry, library: WorksByName
) -> Reference:
    serial, _, year = number.partition("/")
    name = serial if year.isdigit() else number  # `Nghị định 32/2024`
    candidates = _merged(library(name), registry.works.numbered(name))
    fitting = [work for work in of_year(candidates, mention) if _fits(work, mention, registry)]
    if parse_number(number) is None:
        fitting = list(of_own_sphere(not_later(fitting, citing), citing, registry))
        left, rule = disambiguate(fitting, mention, citing, registry)
        return _reference(mention, left, library, "bare-number" + rule)
    if mention.plenum:  # works of other bodies have no plenum
        fitting = [work for work in fitting if work.plenum == mention.plenum] or fitting
    issuer = cited_issuer(mention, citing, registry)
    if issuer:
        fitting = [work for work in fitting if is_issued_by(work, issuer)]
    if mention.date:
        return _reference(mention, [work for work in fitting if work.date == mention.date], library, "number+date")
    central = is_central(number, registry)
    if issuer is None and not central:
        # Each of 63 provinces has an 08-CT/TU: without an issuer none is more likely than another.
        return Reference(mention, "ambiguous" if fitting else "unknown", "no-issuer", candidates=tuple(fitting))
    rule = "number+issuer" if mention.issuer else "number" if central else "own-issuer"
    if mention.term:
        rule = "number+term"
        fitting = [work for work in fitting if term_of(work, registry) == mention.term]
    left, decided = disambiguate(not_later(fitting, citing), mention, citing, registry)
    return _reference(mention, left, library, rule + decided)


def _resolve_antecedent(mention: Mention, citing: Citing, registry: Registry, library: WorksByName) -> Reference:
    """Resolve a short form as its antecedent; with rival antecedents the works of all of them are candidates."""
    assert mention.antecedent
    full, *others = (resolve(each, citing, registry, library) for each in (mention.antecedent, *mention.rivals))
    if others:
        works = [work for each in (full, *others) for work in (each.target, *each.candidates) if work]
        return Reference(mention, "ambiguous" if works else "unknown", "short-for-several", candidates=tuple(works))
    return replace(full, mention=mention, rule=f"short-for:{full.rule}")


def _resolve_anaphor(mention: Mention, citing: Citing, registry: Registry, library: WorksByName) -> Reference:
    """Resolve `Nghị quyết này` to the document itself; `Nghị quyết nêu trên` without an antecedent is unknown."""
    if mention.pointer not in ("own", "this"):
        return Reference(mention, "unknown", "quoted-text" if mention.pointer == "quoted" else "no-antecedent")
    work_id = registry.works.id_for(citing.issuer, citing.date, citing.number, citing.type)
    known = registry.works.get(work_id) if work_id else None
    works = [*library(work_id), *([known] if known else [])] if work_id else []
    return _reference(mention, works[:1], library, OWN_DOCUMENT)


def _resolve_plenum(mention: Mention, citing: Citing, registry: Registry, library: WorksByName) -> Reference:
    """Resolve a citation by plenum and term: by the title, else to the plenum's best-known resolution, else to all."""
    assert mention.plenum is not None
    works = [
        work
        for work in registry.works.of_plenum(mention.plenum, mention.term)
        if mention.type in (None, work.type) or (mention.type == "nghị quyết" and work.type == "kết luận")
    ]
    exact = [work for work in works if work.type == mention.type] or works
    titled = with_title(exact, mention.title)
    if len(titled) < len(exact):
        return _reference(mention, not_later(titled, citing), library, "plenum+title")
    customary = registry.works.customary_of_plenum(mention.plenum, mention.term)
    if customary in exact:
        return _reference(mention, not_later([customary], citing), library, "plenum-by-custom")
    return _reference(mention, not_later(exact, citing), library, "plenum")


def _resolve_title(mention: Mention, citing: Citing, registry: Registry, library: WorksByName) -> Reference:
    """Resolve a citation by title with its date, year or term, else to the work in force on the citing day."""
    works = of_year(not_later(registry.works.aliased(mention.title or mention.text), citing), mention)
    if mention.term:
        works = [work for work in works if term_of(work, registry) == mention.term]
    if mention.date:
        works = [work for work in works if work.date == mention.date]
        if not works and mention.title:
            works = [work for work in registry.works if work.date == mention.date and same_title(work, mention)]
    own = registry.works.id_for(citing.issuer, citing.date, citing.number, citing.type)
    if any(work.id == own for work in works):  # a law cites itself by its title
        return _reference(mention, [work for work in works if work.id == own], library, OWN_DOCUMENT)
    if len(works) > 1 and citing.date and len(valid := in_force(works, citing.date, registry)) == 1:
        return _reference(mention, valid, library, "alias+in-force")
    return _reference(mention, works, library, "alias")


def _fits(work: Work, mention: Mention, registry: Registry) -> bool:
    """Return whether nothing in the text contradicts a work with the mention's number."""
    if mention.type and work.type and mention.type != work.type:
        return False
    if mention.date and work.date and mention.date != work.date:
        return False
    if mention.plenum and work.plenum and mention.plenum != work.plenum:
        return False
    return not (mention.term and work.date and path_of(work) == CENTRAL and term_of(work, registry) != mention.term)


def _merged(in_library: Iterable[Work], in_registry: Iterable[Work]) -> list[Work]:
    """Return each work once, those of the library first; of several copies of one document the first."""
    works: dict[tuple[object, ...], Work] = {}
    for work in [*sorted(in_library, key=lambda work: len(work.id)), *in_registry]:
        identity = (work.type, work.number and number_key(work.number), work.issuer, work.date)
        works.setdefault(identity if all(identity) else (work.id,), work)
    unique = {work.id: work for work in reversed(works.values())}
    return list(reversed(unique.values()))


def _reference(mention: Mention, works: Sequence[Work], library: WorksByName, rule: str) -> Reference:
    if not works:
        return Reference(mention, "unknown", rule)
    if len(works) > 1:
        return Reference(mention, "ambiguous", rule, candidates=tuple(works))
    work = works[0]
    held = next(iter(library(work.id)), None)
    if held:
        return Reference(mention, "resolved", rule, target=replace(held, term=work.term, plenum=work.plenum))
    return Reference(mention, "known-not-held", rule, target=work)
