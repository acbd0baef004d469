"""Scores of the relations in sentences written for this gold: relation, agent, date, whole or part.

    python -m tests.gold.relations            print precision and recall of each relation
    python -m tests.gold.relations --verbose  also print every difference

`sentences.tsv` was written before the rules, each of the other tables after the faults on the earlier ones had been
corrected. On their first run, before their own faults were corrected, precision and recall were 36/38 and 36/40
(`later.tsv`), 24/26 and 24/27 (`third.tsv`, with constructions of real laws), 31/34 and 31/33 (`fourth.tsv`).

A row has a sentence (blank: that of the row before), a citation in it, and its relations: `thay thế by=<citation>
since=<day> part`, joined by ` + `, or `-` for none; `by=?` where the sentence does not name the agent.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from pipeline.model import UNNAMED, Mention
from pipeline.references import find_mentions
from pipeline.registry import load
from pipeline.vietnamese.text import nfc

FOLDER = Path(__file__).parent
TABLES = ("sentences.tsv", "later.tsv", "third.tsv", "fourth.tsv")


def rows(table: str) -> list[tuple[str, str, frozenset[str]]]:
    """Return the sentence, citation and relations of each row."""
    found = []
    sentence = ""
    for line in (FOLDER / table).read_text(encoding="utf-8").splitlines()[1:]:
        text, citation, relations = line.split("\t")
        sentence = nfc(text).replace("\\n", "\n") or sentence
        found.append((sentence, nfc(citation), frozenset(nfc(relations).split(" + ")) - {"-"}))
    return found


def described(mention: Mention, mentions: tuple[Mention, ...]) -> frozenset[str]:
    """Return the relations of a mention, written as in the gold."""
    starts = {each.start: each.text for each in mentions}
    found = []
    for each in mention.relations:
        by = "" if each.by is None else " by=?" if each.by == UNNAMED else f" by={starts[each.by]}"
        since = f" since={each.since}" if each.since else ""
        found.append(f"{each.kind}{by}{since}{' part' if each.part else ''}")
    return frozenset(found)


def kinds(relations: frozenset[str]) -> set[str]:
    """Return the relations without agent, date and part."""
    return {each.split(" by=")[0].split(" since=")[0].removesuffix(" part") for each in relations}


class Score:
    """Counts of one table; `whole` is the number of citations right in every detail."""

    def __init__(self, table: str) -> None:
        self.gold: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.whole = self.citations = 0
        self.wrong: list[str] = []
        for sentence, citation, want in rows(table):
            mentions = find_mentions(sentence, load())
            mention = next((each for each in mentions if each.text == citation), None)
            got = described(mention, mentions) if mention else frozenset()
            self.gold.update(kinds(want))
            self.found.update(kinds(got))
            self.right.update(kinds(want) & kinds(got))
            self.citations += 1
            self.whole += got == want and mention is not None
            if got != want or mention is None:
                self.wrong.append(
                    f"{sentence!r}\n  {citation}: {sorted(got) if mention else 'not found'}, right {sorted(want)}"
                )

    def lines(self) -> list[str]:
        """Return precision and recall of each relation and of all."""
        every = [(kind, self.gold[kind], self.found[kind], self.right[kind]) for kind in sorted(self.gold | self.found)]
        every.append(("all", self.gold.total(), self.found.total(), self.right.total()))
        figures = [f"{kind:<20} P {right}/{found}  R {right}/{gold}" for kind, gold, found, right in every]
        return [*figures, f"right in every detail: {self.whole}/{self.citations} citations"]


def main() -> None:
    """Print the figures and, if asked, every difference."""
    for table in TABLES:
        if (FOLDER / table).exists():
            score = Score(table)
            print(f"\n{table}", *score.lines(), sep="\n")
            if "--verbose" in sys.argv[1:]:
                print(*score.wrong, sep="\n")


if __name__ == "__main__":
    main()
