"""Nouns that are counted: a number before one of them is no document's serial. They are rows of counted.tsv."""

from __future__ import annotations

import csv
import re
from functools import cache

from pipeline.registry import FOLDER
from pipeline.text import tone_key


@cache
def counted_nouns() -> re.Pattern[str]:
    """A pattern over `tone_key` text that matches a counted noun where it begins."""
    with (FOLDER / "counted.tsv").open(encoding="utf-8", newline="") as file:
        nouns = [tone_key(row["noun"]) for row in csv.DictReader(file, delimiter="\t")]
    return re.compile("(?:" + "|".join(map(re.escape, sorted(nouns, key=len, reverse=True))) + r")\b")
