"""How a document stands to what it cites, told by the cue nearest before the citation in its sentence.

The cues are rows of relations.tsv. A citation without a cue is a mere mention.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.registry import load
from pipeline.text import tone_key

_WINDOW = 120  # characters before the citation in which its cue may stand
_SENTENCE_END = re.compile(r"[.!?;]\s|\n\s*(?:[-–+•]|\d+\.|[a-zđ]\))\s")


def relation_before(text: str, start: int) -> str | None:
    """The relation that the words before offset `start` tell, None for none."""
    window = text[max(0, start - _WINDOW) : start]
    begin = max((end.end() for end in _SENTENCE_END.finditer(window)), default=0)
    pattern, relations = _cues()
    found = None
    for match in pattern.finditer(tone_key(" ".join(window[begin:].split()))):
        found = relations[match[0]]
    return found


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, str]]:
    relations = {tone_key(row["cue"]): row["relation"] for row in load().rows("relations")}
    cues = sorted(relations, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, cues)) + r")(?!\w)"), relations
