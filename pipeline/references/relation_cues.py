"""Relations between documents and the words that express them: the rows of relations.tsv.

A relation (`thay thế`) and its effect on the cited work are data; the rules of the code depend on the effect alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from ..registry import Registry
from ..vietnamese.text import tone_key
from .grammar import compile_pattern

Effect = Literal[
    "replaces", "revokes", "expires", "amends", "continues", "reviews", "details", "implements", "based-on", "refers"
]
"""What a relation does to the cited work, strongest first."""
EFFECTS: tuple[Effect, ...] = get_args(Effect)
ENDING: frozenset[Effect] = frozenset(("replaces", "revokes", "expires"))
AMENDING: frozenset[Effect] = frozenset(("amends",))  # the work stays in force, in part or with changes
CONTINUING: frozenset[Effect] = frozenset(("continues",))
REVIEWING: frozenset[Effect] = frozenset(("reviews",))
# Only a body with authority over the work can do these.
RULING = ENDING | AMENDING | CONTINUING


@dataclass(frozen=True, slots=True)
class Cue:
    """An occurrence of a cue: its offsets, its role, and the relation that it expresses with the relation's effect."""

    start: int
    end: int
    relation: str
    role: str
    effect: Effect | None


@cache
def effects_of(registry: Registry) -> Mapping[str, Effect | None]:
    """Return the effect of each relation, strongest first; None for an effect that is not one of EFFECTS."""
    effects: dict[str, Effect | None] = {}
    for row in registry.rows("relations"):
        if row["relation"]:
            effect = next((each for each in EFFECTS if each == row["effect"]), None)
            effects[row["relation"]] = effects.get(row["relation"]) or effect
    return dict(sorted(effects.items(), key=lambda item: EFFECTS.index(item[1]) if item[1] else len(EFFECTS)))


def relations_with(effects: Iterable[Effect], registry: Registry) -> tuple[str, ...]:
    """Return the relations with one of these effects, strongest first."""
    wanted = set(effects)
    return tuple(relation for relation, effect in effects_of(registry).items() if effect in wanted)


def cues_in(key: str, start: int, end: int, registry: Registry) -> Iterator[Cue]:
    """Yield the cues between two offsets of `tone_key` text, in order."""
    pattern, table = _cues(registry)
    for match in pattern.finditer(key, start, min(end, len(key))):
        yield Cue(match.start(), match.end(), *table[" ".join(match[0].split())])


@cache
def link_pattern(registry: Registry) -> re.Pattern[str]:
    """Return the pattern of words that link two verbs of one relation: `sơ kết 3 năm thực hiện`."""
    manner = _any_of(row["cue"] for row in registry.rows("relations") if row["role"] == "manner").pattern
    return compile_pattern(
        rf"(?:\s*{manner})?\s*(?:,|và|\d+ năm|một năm|các [\w ]{{1,30}}|việc|kết quả|tổ chức)?\s*(?:việc|kết quả)?\s*"
    )


@cache
def _cues(registry: Registry) -> tuple[re.Pattern[str], dict[str, tuple[str, str, Effect | None]]]:
    effects = effects_of(registry)
    table = {
        tone_key(row["cue"]): (row["relation"], row["role"], effects.get(row["relation"]))
        for row in registry.rows("relations")
    }
    return _any_of(table), table


def _any_of(cues: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(cues, key=len, reverse=True)
    words = (r"\s+".join(map(re.escape, cue.split())) for cue in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
