"""The words that tell a duty, an actor and a sentence that cannot stand alone; they are rows of cues.tsv."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from pipeline.registry import load
from pipeline.text import tone_key


@dataclass(frozen=True, slots=True)
class Cues:
    """Compiled cues, all over `tone_key` text: `actor` and `duty` match whole words."""

    leaning: re.Pattern[str]
    obligation: re.Pattern[str]
    duty: re.Pattern[str]
    actor: re.Pattern[str]

    def leans(self, sentence: str) -> bool:
        """Whether the sentence opens with words that point back to another one."""
        return self.leaning.match(tone_key(sentence)) is not None


@cache
def load_cues() -> Cues:
    """The cues of corpora/registry/cues.tsv."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for row in load().rows("cues"):
        by_kind[row["kind"]].append(tone_key(row["cue"]))
    return Cues(**{kind: _any_of(by_kind[kind]) for kind in ("leaning", "obligation", "duty", "actor")})


def _any_of(cues: list[str]) -> re.Pattern[str]:
    longest_first = sorted(cues, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
