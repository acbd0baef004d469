"""Relations on sentences of our own: what each says of a work, who does it, from when, whole or in part.

    python -m tests.gold.relations            precision and recall of each relation
    python -m tests.gold.relations --verbose  and every difference

`sentences.tsv` was written before the rules. Each of the others was written, and told for the first time, after the
faults of those before it had been mended, and mended for in its turn: `later.tsv` was then told right in 36 of 38 and
found in 36 of 40, `third.tsv`, with shapes of real laws, in 24 of 26 and 24 of 27, `fourth.tsv` in 31 of 34 and 31 of
33.

A row is a sentence (blank: that of the row before), a citation in it, and what is said of it: `thay thế by=<citation>
since=<day> part`, several joined by ` + `, `-` for nothing; `by=?` where the sentence does not say who.
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
    """Sentence, citation, what is said of it."""
    found = []
    sentence = ""
    for line in (FOLDER / table).read_text(encoding="utf-8").splitlines()[1:]:
        text, citation, told = line.split("\t")
        sentence = nfc(text).replace("\\n", "\n") or sentence
        found.append((sentence, nfc(citation), frozenset(nfc(told).split(" + ")) - {"-"}))
    return found


def described(mention: Mention, mentions: tuple[Mention, ...]) -> frozenset[str]:
    """What was found of a mention, written as the gold is."""
    starts = {each.start: each.text for each in mentions}
    told = []
    for each in mention.relations:
        by = "" if each.by is None else " by=?" if each.by == UNNAMED else f" by={starts[each.by]}"
        since = f" since={each.since}" if each.since else ""
        told.append(f"{each.kind}{by}{since}{' part' if each.part else ''}")
    return frozenset(told)


def kinds(told: frozenset[str]) -> set[str]:
    """The relations alone."""
    return {each.split(" by=")[0].split(" since=")[0].removesuffix(" part") for each in told}


class Score:
    """Counts of one table; `whole` are citations of which all that is told is right, to the last detail."""

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
        """Precision and recall of each relation and of all."""
        every = [(kind, self.gold[kind], self.found[kind], self.right[kind]) for kind in sorted(self.gold | self.found)]
        every.append(("all", self.gold.total(), self.found.total(), self.right.total()))
        told = [f"{kind:<20} P {right}/{found}  R {right}/{gold}" for kind, gold, found, right in every]
        return [*told, f"told right in every detail: {self.whole}/{self.citations} citations"]


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
