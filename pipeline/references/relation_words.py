"""The words that tell a relation where they stand in a text; they are rows of relations.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ..registry import load
from ..vietnamese.text import tone_key
from .shapes import compiled


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue where it stands: offsets in the text, the relation, its role."""

    start: int
    end: int
    kind: str
    role: str


def cues_in(key: str, start: int, end: int) -> Iterator[Cue]:
    """The cues between two offsets of `tone_key` text, in order."""
    pattern, table = _cues()
    for match in pattern.finditer(key, start, min(end, len(key))):
        kind, role = table[" ".join(match[0].split())]
        yield Cue(match.start(), match.end(), kind, role)


@cache
def linked() -> re.Pattern[str]:
    """Words between two verbs of one relation: `sơ kết 3 năm thực hiện`, `quán triệt sâu sắc, thực hiện`."""
    manner = _any_of(row["cue"] for row in load().rows("relations") if row["role"] == "manner").pattern
    return compiled(
        rf"(?:\s*{manner})?\s*(?:,|và|\d+ năm|một năm|các [\w ]{{1,30}}|việc|kết quả|tổ chức)?\s*(?:việc|kết quả)?\s*"
    )


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    table = {tone_key(row["cue"]): (row["relation"], row["role"]) for row in load().rows("relations")}
    return _any_of(table), table


def _any_of(cues: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(cues, key=len, reverse=True)
    words = (r"\s+".join(map(re.escape, cue.split())) for cue in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
