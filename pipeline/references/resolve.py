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

from pipeline.model import Citing, Mention, Reference, Work
from pipeline.number import number_key, parse_number
from pipeline.registry import CENTRAL, Registry
from pipeline.text import fold, squeeze

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
    candidates = _merged(held(mention.number), registry.works_numbered(mention.number))
    fitting = [work for work in candidates if _fits(work, mention, citing, registry)]
    if parse_number(mention.number) is None:
        own = _of_own_sphere(_not_later(fitting, citing), citing, registry)
        return _in_own_term(mention, own, citing, registry, held, "bare-number")
    body = _issuer_path(mention, citing, registry)
    if body:
        fitting = [work for work in fitting if _is_of(work, body)]
    if mention.date:
        return _answer(mention, [work for work in fitting if work.date == mention.date], held, "number+date")
    central = _is_central(mention.number, registry)
    if body is None and not central:
        return _placeless(mention, fitting)
    rule = "number+issuer" if mention.issuer else "number" if central else "own-issuer"
    if mention.term:
        rule = "number+term"
        fitting = [work for work in fitting if _term(work, registry) == mention.term]
    return _in_own_term(mention, _not_later(fitting, citing), citing, registry, held, rule)


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
    if mention.pointer != "this":
        return Reference(mention, "unknown", "no-antecedent")
    work_id = registry.work_id(citing.issuer, citing.date, citing.number, citing.type)
    known = registry.work(work_id) if work_id else None
    works = [*held(work_id), *([known] if known else [])] if work_id else []
    return _answer(mention, works[:1], held, OWN_DOCUMENT)


def _in_own_term(
    mention: Mention, works: Sequence[Work], citing: Citing, registry: Registry, held: Held, rule: str
) -> Reference:
    """Numbers begin anew with every term: of several works, the only one of the citing document's term is meant."""
    if len(works) > 1 and citing.date:
        term = registry.term_at(citing.date)
        own = [work for work in works if _term(work, registry) == term]
        if len(own) == 1:
            return _answer(mention, own, held, f"{rule}+own-term")
    return _answer(mention, works, held, rule)


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
            for work in registry.works_of_plenum(mention.plenum, mention.term)
            if mention.type in (None, work.type) or (mention.type == "nghị quyết" and work.type == "kết luận")
        ]
        exact = [work for work in works if work.type == mention.type] or works
        by_title = _by_title(exact, mention.title)
        if len(by_title) < len(exact):
            return _answer(mention, _not_later(by_title, citing), held, "plenum+title")
        customary = registry.work_of_plenum(mention.plenum, mention.term)
        if customary in exact:
            return _answer(mention, _not_later([customary], citing), held, "plenum-by-custom")
        return _answer(mention, _not_later(exact, citing), held, "plenum")
    works = _not_later(registry.works_aliased(mention.title or mention.text), citing)
    if mention.date:
        works = [work for work in works if work.date == mention.date]
    if not works and mention.date and mention.title:
        works = [work for work in registry.works if work.date == mention.date and _same_title(work, mention)]
    return _answer(mention, works, held, "alias")


def _same_title(work: Work, mention: Mention) -> bool:
    return (
        bool(work.title and mention.title)
        and work.type == mention.type
        and _bare_title(work.title) in fold(mention.title or "")
    )


def _bare_title(title: str | None) -> str:
    return fold(squeeze(title or "")).removeprefix("ve viec ").removeprefix("ve ")


def _by_title(works: Sequence[Work], title: str | None) -> list[Work]:
    """Those whose title the text quotes, if it decides; all of them otherwise."""
    wanted = _bare_title(title)
    if len(wanted) < 8:
        return list(works)
    matching = [
        work
        for work in works
        if (own := _bare_title(work.title)) and (wanted.startswith(own[:40]) or own.startswith(wanted[:60]))
    ]
    return matching or list(works)


def _fits(work: Work, mention: Mention, citing: Citing, registry: Registry) -> bool:
    """Whether nothing in the text contradicts a work with the mention's number."""
    if mention.type and work.type and mention.type != work.type:
        return False
    if mention.date and work.date and mention.date != work.date:
        return False
    return not (mention.term and work.date and _path(work) == CENTRAL and _term(work, registry) != mention.term)


def _term(work: Work, registry: Registry) -> str | None:
    return work.term or (registry.term_at(work.date) if work.date else None)


def _not_later(works: Iterable[Work], citing: Citing) -> list[Work]:
    """A document cites none that came after it."""
    return [work for work in works if not (citing.date and work.date and work.date > citing.date)]


def _issuer_path(mention: Mention, citing: Citing, registry: Registry) -> str | None:
    """The path of the body meant: the one named, completed by the citing document's place; else by the symbol.

    None where it stays open.
    """
    if mention.issuer and (path := registry.completed_path(mention.issuer, _province(citing, registry))):
        return path
    number = parse_number(mention.number or "")
    if number is None:
        return None
    bodies = registry.bodies_of_symbol(number.body) or registry.bodies_of_symbol(number.body.split("-")[0])
    if len({body.path for body in bodies}) == 1 and "{" not in bodies[0].path:
        return bodies[0].path
    if citing.issuer and number.body in registry.symbols_of(citing.issuer):
        return registry.issuer_path(citing.issuer)  # a committee that writes `/ĐU` speaks of its own
    return registry.path_beside(bodies, _province(citing, registry))


def _province(citing: Citing, registry: Registry) -> str | None:
    """The province that the citing document is from: its issuer's, else that of its place and date."""
    return (registry.place_of(citing.issuer) if citing.issuer else None) or (
        registry.place_of(citing.place) if citing.place else None
    )


def _is_central(number: str, registry: Registry) -> bool:
    parsed = parse_number(number)
    return parsed is not None and any("{" not in body.path for body in registry.bodies_of_symbol(parsed.body))


def _of_own_sphere(works: Sequence[Work], citing: Citing, registry: Registry) -> Sequence[Work]:
    """Those of the Party for a Party document, of the state for one of the state, if that leaves any."""
    sphere = registry.sphere_of(citing.issuer) if citing.issuer else None
    return [work for work in works if work.issuer and registry.sphere_of(work.issuer) == sphere] or works


def _is_of(work: Work, body: str) -> bool:
    """Whether a body's path is a work's; a cell may be named without its committee."""
    path = _path(work)
    return path == body or (body.startswith("chi-bo-") and path.startswith(f"{body}-"))


def _path(work: Work) -> str:
    return work.id.rsplit("/", 2)[0]


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
