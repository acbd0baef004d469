"""Relations between documents, and what each does to the cited work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from ..system.tables import Tables

Effect = Literal[
    "replaces", "revokes", "expires", "amends", "continues", "reviews", "details", "implements", "based-on", "refers"
]
"""What a relation does to the cited work, strongest first."""
EFFECTS: tuple[Effect, ...] = get_args(Effect)
ENDING: frozenset[Effect] = frozenset(("replaces", "revokes", "expires"))
AMENDING: frozenset[Effect] = frozenset(("amends",))  # the work stays in force, in part or with changes
CONTINUING: frozenset[Effect] = frozenset(("continues",))
DECIDING = ENDING | AMENDING
RULING = DECIDING | CONTINUING  # only a body with authority over the cited work can do these


class Relations:
    """The relations of relations.tsv (`thay thế`); the rules of the code depend on their effects alone."""

    def __init__(self, tables: Tables) -> None:
        effects: dict[str, Effect | None] = {}
        for row in tables.rows("relations"):
            if row["relation"]:
                effect = next((each for each in EFFECTS if each == row["effect"]), None)
                effects[row["relation"]] = effects.get(row["relation"]) or effect
        by_strength = sorted(effects.items(), key=lambda item: EFFECTS.index(item[1]) if item[1] else len(EFFECTS))
        self._effects = dict(by_strength)
        self._ranks = {relation: place for place, relation in enumerate(self._effects)}

    def __iter__(self) -> Iterator[str]:
        """Iterate over the relations, strongest first; those of one effect in the order of the table."""
        return iter(self._effects)

    def effect_of(self, relation: str | None) -> Effect | None:
        """Return the effect of a relation, None for a mere mention."""
        return self._effects.get(relation or "")

    def rank_of(self, relation: str | None) -> int:
        """Return the place of a relation in the order of strength; a mere mention is last."""
        return self._ranks.get(relation or "", len(self._ranks))

    def with_effects(self, *effects: Effect) -> tuple[str, ...]:
        """Return the relations with one of these effects, strongest first."""
        return tuple(relation for relation, effect in self._effects.items() if effect in effects)
