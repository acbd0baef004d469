"""The words that express a relation between documents: the rows of relations.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ..registry import Registry
from ..registry.relations import Effect
from ..vietnamese.text import tone_key
from .grammar import compile_pattern


@dataclass(frozen=True, slots=True)
class Cue:
    """An occurrence of a cue: its offsets, its role, and the relation that it expresses with the relation's effect."""

    start: int
    end: int
    relation: str
    role: str
    effect: Effect | None


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
    effect_of = registry.relations.effect_of
    table = {
        tone_key(row["cue"]): (row["relation"], row["role"], effect_of(row["relation"]))
        for row in registry.rows("relations")
    }
    return _any_of(table), table


def _any_of(cues: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(cues, key=len, reverse=True)
    words = (r"\s+".join(map(re.escape, cue.split())) for cue in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
