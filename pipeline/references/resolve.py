"""Which document a citation means.

Five answers and never a guess: `resolved` (in the library), `known-not-held` (the
registry has it), `ambiguous` (several remain, all named), `unknown`, `malformed`. Each
carries the rule that gave it.

A number is no key: numbering begins again with every type, body and term
(Hướng dẫn 36-HD/VPTW). A citation is therefore weighed against every work that bears
its number, and what contradicts text or context falls away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ..model import Citing, Mention, Reference, Work
from ..registry import CENTRAL, Registry
from ..vietnamese.numbers import number_key, parse_number
from .choosing import by_title, chosen, in_force, not_later, of_year, same_title, term_of
from .whose import is_central, is_of, issuer_path, of_own_sphere, path_of

Held = Callable[[str], Sequence[Work]]
OWN_DOCUMENT = "own-document"
"""The rule of what points at the citing document itself."""


def resolve(mention: Mention, citing: Citing, registry: Registry, held: Held) -> Reference:
    """The answer for a mention in a document of which `citing` is known.

    `held` gives the works of the library for a whole number (`04-NQ/TW`), for a bare serial
    (`76`) or for an id.
    """
    if mention.antecedent:
        return _of_antecedent(mention, citing, registry, held)
    if mention.pointer:
        return _pointed(mention, citing, registry, held)
    if mention.malformed:
        return Reference(mention, "malformed", "number-contradicts-type")
    if mention.number is None:
        return _unnumbered(mention, citing, registry, held)
    serial, _, year = mention.number.partition("/")
    asked = serial if year.isdigit() else mention.number  # `Nghị định 32/2024`
    candidates = _merged(held(asked), registry.works.numbered(asked))
    fitting = [work for work in of_year(candidates, mention) if _fits(work, mention, registry)]
    if parse_number(mention.number) is None:
        own = of_own_sphere(not_later(fitting, citing), citing, registry)
        return _chosen(mention, own, citing, registry, held, "bare-number")
    if mention.plenum:  # a work of another body has no plenum
        fitting = [work for work in fitting if work.plenum == mention.plenum] or fitting
    body = issuer_path(mention, citing, registry)
    if body:
        fitting = [work for work in fitting if is_of(work, body)]
    if mention.date:
        return _answer(mention, [work for work in fitting if work.date == mention.date], held, "number+date")
    central = is_central(mention.number, registry)
    if body is None and not central:
        return _placeless(mention, fitting)
    rule = "number+issuer" if mention.issuer else "number" if central else "own-issuer"
    if mention.term:
        rule = "number+term"
        fitting = [work for work in fitting if term_of(work, registry) == mention.term]
    return _chosen(mention, not_later(fitting, citing), citing, registry, held, rule)


def _chosen(
    mention: Mention, works: Sequence[Work], citing: Citing, registry: Registry, held: Held, rule: str
) -> Reference:
    left, by = chosen(works, mention, citing, registry)
    return _answer(mention, left, held, rule + by)


def _of_antecedent(mention: Mention, citing: Citing, registry: Registry, held: Held) -> Reference:
    """What the citation means for which a short form stands; all works where it may stand for several."""
    assert mention.antecedent
    full, *others = (resolve(each, citing, registry, held) for each in (mention.antecedent, *mention.rivals))
    if others:
        works = [work for each in (full, *others) for work in (each.target, *each.candidates) if work]
        return Reference(mention, "ambiguous" if works else "unknown", "short-for-several", candidates=tuple(works))
    return replace(full, mention=mention, rule=f"short-for:{full.rule}")


def _pointed(mention: Mention, citing: Citing, registry: Registry, held: Held) -> Reference:
    """`Nghị quyết này`: the document itself. Nothing is known of a `Nghị quyết nêu trên` that no citation precedes."""
    if mention.pointer not in ("own", "this"):
        return Reference(mention, "unknown", "quoted-text" if mention.pointer == "quoted" else "no-antecedent")
    work_id = registry.works.id_for(citing.issuer, citing.date, citing.number, citing.type)
    known = registry.works.get(work_id) if work_id else None
    works = [*held(work_id), *([known] if known else [])] if work_id else []
    return _answer(mention, works[:1], held, OWN_DOCUMENT)


def _placeless(mention: Mention, fitting: Sequence[Work]) -> Reference:
    """63 provinces each have an 08-CT/TU: without a body none of them is meant more than another."""
    if fitting:
        return Reference(mention, "ambiguous", "no-issuer", candidates=tuple(fitting))
    return Reference(mention, "unknown", "no-issuer")


def _unnumbered(mention: Mention, citing: Citing, registry: Registry, held: Held) -> Reference:
    """Citations by plenum and term or by name."""
    if mention.plenum is not None:
        works = [
            work
            for work in registry.works.of_plenum(mention.plenum, mention.term)
            if mention.type in (None, work.type) or (mention.type == "nghị quyết" and work.type == "kết luận")
        ]
        exact = [work for work in works if work.type == mention.type] or works
        titled = by_title(exact, mention.title)
        if len(titled) < len(exact):
            return _answer(mention, not_later(titled, citing), held, "plenum+title")
        customary = registry.works.customary_of_plenum(mention.plenum, mention.term)
        if customary in exact:
            return _answer(mention, not_later([customary], citing), held, "plenum-by-custom")
        return _answer(mention, not_later(exact, citing), held, "plenum")
    return _named(mention, citing, registry, held)


def _named(mention: Mention, citing: Citing, registry: Registry, held: Held) -> Reference:
    """Citations by name: the work of that name and day, year or term, else the one that holds on the citing day."""
    works = of_year(not_later(registry.works.aliased(mention.title or mention.text), citing), mention)
    if mention.term:
        works = [work for work in works if term_of(work, registry) == mention.term]
    if mention.date:
        works = [work for work in works if work.date == mention.date]
        if not works and mention.title:
            works = [work for work in registry.works if work.date == mention.date and same_title(work, mention)]
    own = registry.works.id_for(citing.issuer, citing.date, citing.number, citing.type)
    if any(work.id == own for work in works):  # a law speaks of itself by its name
        return _answer(mention, [work for work in works if work.id == own], held, OWN_DOCUMENT)
    if len(works) > 1 and citing.date and len(holding := in_force(works, citing.date, registry)) == 1:
        return _answer(mention, holding, held, "alias+in-force")
    return _answer(mention, works, held, "alias")


def _fits(work: Work, mention: Mention, registry: Registry) -> bool:
    """Whether nothing in the text contradicts a work with the mention's number."""
    if mention.type and work.type and mention.type != work.type:
        return False
    if mention.date and work.date and mention.date != work.date:
        return False
    if mention.plenum and work.plenum and mention.plenum != work.plenum:
        return False
    return not (mention.term and work.date and path_of(work) == CENTRAL and term_of(work, registry) != mention.term)


def _merged(held: Iterable[Work], known: Iterable[Work]) -> list[Work]:
    """Works of the library and the registry, each once, those held first; of copies of one work the first."""
    works: dict[tuple[object, ...], Work] = {}
    for work in [*sorted(held, key=lambda work: len(work.id)), *known]:
        told = (work.type, work.number and number_key(work.number), work.issuer, work.date)
        works.setdefault(told if all(told) else (work.id,), work)
    unique = {work.id: work for work in reversed(works.values())}
    return list(reversed(unique.values()))


def _answer(mention: Mention, works: Sequence[Work], held: Held, rule: str) -> Reference:
    if not works:
        return Reference(mention, "unknown", rule)
    if len(works) > 1:
        return Reference(mention, "ambiguous", rule, candidates=tuple(works))
    work = works[0]
    in_library = next(iter(held(work.id)), None)
    if in_library:
        return Reference(mention, "resolved", rule, target=replace(in_library, term=work.term, plenum=work.plenum))
    return Reference(mention, "known-not-held", rule, target=work)
