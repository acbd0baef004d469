"""The words that tell a duty, an actor and a sentence that cannot stand alone; they are rows of cues.tsv."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.text import tone_key

_TABLE = Path(__file__).parents[2] / "corpora" / "registry" / "cues.tsv"


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
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            by_kind[row["kind"]].append(tone_key(row["cue"]))
    return Cues(**{kind: _any_of(by_kind[kind]) for kind in ("leaning", "obligation", "duty", "actor")})


def _any_of(cues: list[str]) -> re.Pattern[str]:
    longest_first = sorted(cues, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
