"""Whose document a citation means: the body named, that of the symbol, or the citing document's own."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Citing, Mention, Work
from ..registry import Registry
from ..vietnamese.numbers import parse_number


def issuer_path(mention: Mention, citing: Citing, registry: Registry) -> str | None:
    """The path of the body meant: the one named, completed by the citing document's place; else by the symbol.

    None where it stays open.
    """
    if mention.issuer and (path := registry.bodies.completed_path(mention.issuer, _province(citing, registry))):
        return path
    number = parse_number(mention.number or "")
    if number is None:
        return None
    bodies = registry.bodies.of_symbol(number.body) or registry.bodies.of_symbol(number.body.split("-")[0])
    if len({body.path for body in bodies}) == 1 and "{" not in bodies[0].path:
        return bodies[0].path
    if citing.issuer and number.body in registry.bodies.symbols_of(citing.issuer):
        return registry.bodies.path_of(citing.issuer)  # a committee that writes `/ĐU` speaks of its own
    return registry.bodies.path_in(bodies, _province(citing, registry))


def _province(citing: Citing, registry: Registry) -> str | None:
    """The province that the citing document is from: its issuer's, else that of its place and date."""
    return (registry.places.named_in(citing.issuer) if citing.issuer else None) or (
        registry.places.named_in(citing.place) if citing.place else None
    )


def is_central(number: str, registry: Registry) -> bool:
    """Whether a number's letters stand for a body of which there is one only."""
    parsed = parse_number(number)
    return parsed is not None and any("{" not in body.path for body in registry.bodies.of_symbol(parsed.body))


def of_own_sphere(works: Sequence[Work], citing: Citing, registry: Registry) -> Sequence[Work]:
    """Those of the Party for a Party document, of the state for one of the state, if that leaves any."""
    sphere = registry.bodies.sphere_of(citing.issuer) if citing.issuer else None
    return [work for work in works if work.issuer and registry.bodies.sphere_of(work.issuer) == sphere] or works


def is_of(work: Work, body: str) -> bool:
    """Whether a body's path is a work's; a cell may be named without its committee."""
    path = path_of(work)
    return path == body or (body.startswith("chi-bo-") and path.startswith(f"{body}-"))


def path_of(work: Work) -> str:
    """The path of the body that issued a work, as its id tells it."""
    return work.id.rsplit("/", 2)[0]
