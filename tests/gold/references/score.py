"""Scores of the references in the sample: found, taken apart, resolved.

    python -m tests.gold.references            print precision, recall, F1 and the share resolved right
    python -m tests.gold.references --verbose  also print every difference

A reference is found when its text is the gold's, in the order of the document. It is resolved right
when both `state` and `target` are the gold's. A secret document is not in the library, so its gold is not counted.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from pipeline import Library
from pipeline.contract import reference as as_json
from pipeline.model import Reference
from pipeline.vietnamese.text import squeeze
from tests.gold.headers import SAMPLE

FIELDS = ("type", "number", "date", "term", "plenum", "articles")


@dataclass
class Score:
    """Counts over the whole sample; `wrong` describes every difference."""

    gold: int = 0
    found: int = 0
    right: int = 0
    resolved: int = 0
    fields: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def compare(name: str, found: list[Reference], gold: list[dict[str, Any]], score: Score) -> None:
    """Add one document to `score`."""
    got = [squeeze(each.mention.text) for each in found]
    want = [squeeze(each["text"]) for each in gold]
    score.gold += len(want)
    score.found += len(got)
    for kind, a, b, c, d in SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
        if kind != "equal":
            score.wrong += [f"{name}: missed {text!r}" for text in want[a:b]]
            score.wrong += [f"{name}: extra {text!r}" for text in got[c:d]]
            continue
        for each, right in zip(found[c:d], gold[a:b], strict=True):
            score.right += 1
            fields = as_json(each)
            for key in FIELDS:
                score.fields[key] += fields[key] == right[key]
                if fields[key] != right[key]:
                    score.wrong.append(f"{name}: {right['text']!r} {key}: {fields[key]!r}, right {right[key]!r}")
            answer = (each.state, each.target.id if each.target else None)
            if answer == (right["state"], right["target"]):
                score.resolved += 1
            else:
                choices = [work.id for work in each.candidates]
                score.wrong.append(
                    f"{name}: {right['text']!r} → {answer} by {each.rule} {choices or ''},"
                    f" right {(right['state'], right['target'])}"
                )


def measure(folder: Path) -> Score:
    """Return the score of the sample, ingested into a library in `folder`."""
    score = Score()
    with Library.open(folder / "library.sqlite") as library:
        library.ingest([SAMPLE / "files"])
        add_library(library, score)
    return score


def add_library(library: Library, score: Score) -> None:
    """Add every document of the sample that `library` holds to `score`."""
    by_file = {Path(entry.path).name: entry for entry in library.entries()}
    for name, gold in golds():
        if entry := by_file.get(gold["file"]):
            found = [citation.reference for citation in library.cites(entry.id)]
            compare(name, found, gold["references"], score)


def golds() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name and gold of each document of the sample."""
    for path in sorted((SAMPLE / "gold").glob("*.json")):
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))


def main() -> None:
    """Print the figures and, if asked, every difference."""
    with tempfile.TemporaryDirectory() as folder:
        score = measure(Path(folder))
    if "--verbose" in sys.argv[1:]:
        print(*score.wrong, sep="\n")
    print(f"references in the gold {score.gold}, found {score.found}, right {score.right}")
    print(f"precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.f1:.3f}")
    print(f"resolved right {score.resolved}/{score.gold} = {score.resolved / score.gold:.3f}")
    for key, count in score.fields.items():
        print(f"{key:<9} {count}/{score.right}")
