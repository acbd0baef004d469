"""Points worth quoting: ours beside lead-N, sumy's LexRank and TextRank, and a random choice, in one run.

    python -m tests.gold.points [--verbose]

Every method chooses as many sentences as the gold has points, from the same sentences: those that can be quoted on
their own. ROUGE-2 is the F1 of pairs of neighbouring syllables (Lin, 2004) between the sentences chosen and the
gold's; a point is recalled when its very sentence was chosen. The gold of the sample was written with the sample,
before any weight was set; that of the real files, in points_real.tsv, before their packs were looked at. There a
point is the beginning of the SHA-256 of its sentence, white space folded.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from statistics import mean

from pipeline.digest.cues import load_cues
from pipeline.digest.points import choose_points
from pipeline.digest.sentences import Sentence, quotable_sentences
from pipeline.parse import parse_file
from pipeline.vietnamese.text import squeeze, tone_key
from tests.gold.annotated import folders_of, gold_of, score_points
from tests.gold.headers import SAMPLE, SHARED
from tests.gold.references import golds

REAL = Path(__file__).with_name("points_real.tsv")
RUNS = 50  # random choices
Case = tuple[str, list[Sentence], list[str]]
Method = Callable[[Sequence[Sentence], int], list[Sentence]]
_WORD = re.compile(r"[^\W_]+")


class Syllables:
    """The tokenizer that sumy asks for: a sentence's syllables; nothing is downloaded."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return (text,)

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(syllables(text))


def syllables(text: str) -> list[str]:
    """In lower case with their marks."""
    return _WORD.findall(tone_key(text))


def ours(sentences: Sequence[Sentence], count: int) -> list[Sentence]:
    """What a pack quotes."""
    return choose_points(sentences, count, load_cues())


def lead(sentences: Sequence[Sentence], count: int) -> list[Sentence]:
    """The first ones."""
    return list(sentences[:count])


def by_sumy(name: str) -> Method:
    """A summariser of sumy (`LexRank`), on the same sentences."""

    def choose(sentences: Sequence[Sentence], count: int) -> list[Sentence]:
        from sumy.models.dom import ObjectDocumentModel, Paragraph
        from sumy.models.dom import Sentence as SumySentence
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.summarizers.text_rank import TextRankSummarizer

        summarizer = {"LexRank": LexRankSummarizer, "TextRank": TextRankSummarizer}[name]()
        texts = [SumySentence(sentence.text, Syllables()) for sentence in sentences]
        chosen = summarizer(ObjectDocumentModel([Paragraph(texts)]), count)
        return [sentence for sentence, text in zip(sentences, texts, strict=True) if text in chosen]

    return choose


def at_random(seed: int) -> Method:
    """Any ones."""
    return lambda sentences, count: random.Random(seed).sample(list(sentences), min(count, len(sentences)))


def sample_cases() -> Iterator[Case]:
    """Name, sentences, gold points of the sample."""
    for name, gold in golds():
        document = parse_file(SAMPLE / "files" / gold["file"])
        yield name, quotable_sentences(document, load_cues()), [squeeze(point) for point in gold["points"]]


def real_cases() -> Iterator[Case]:
    """The same of the real files, where they lie beside the checkout."""
    wanted: dict[str, list[str]] = {}
    with REAL.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            wanted.setdefault(row["file"], []).append(row["sentence"])
    for name, hashes in wanted.items():
        path = SHARED / "data" / "pdf" / name
        if path.exists():
            sentences = quotable_sentences(parse_file(path), load_cues())
            by_hash = {digest(sentence.text): sentence.text for sentence in sentences}
            # A point that cannot be quoted is nobody's to find, but it counts.
            yield name, sentences, [by_hash.get(each, each) for each in hashes]


def digest(text: str) -> str:
    """Return the key of a sentence in points_real.tsv."""
    return sha256(squeeze(text).encode()).hexdigest()[:12]


def rouge2(chosen: Sequence[str], gold: Sequence[str]) -> float:
    """F1 of neighbouring syllables, counted inside sentences."""
    got, want = (Counter(pair for text in texts for pair in pairwise(syllables(text))) for texts in (chosen, gold))
    both = (got & want).total()
    return 2 * both / (got.total() + want.total()) if both else 0.0


def score(cases: Sequence[Case], method: Method) -> tuple[float, float]:
    """Mean ROUGE-2 over the documents, and the share of all points recalled."""
    rouge, recalled, points = [], 0, 0
    for _name, sentences, gold in cases:
        chosen = [sentence.text for sentence in method(sentences, len(gold))]
        rouge.append(rouge2(chosen, gold))
        recalled += len(set(chosen) & set(gold))
        points += len(gold)
    return mean(rouge), recalled / points


def report(cases: Sequence[Case]) -> None:
    """Print a line for every method."""
    methods = {"ours": ours, "lead-N": lead, "LexRank": by_sumy("LexRank"), "TextRank": by_sumy("TextRank")}
    for name, method in methods.items():
        rouge, recall = score(cases, method)
        print(f"  {name:<9} ROUGE-2 {rouge:.3f}  points {recall:.3f}")
    draws = [score(cases, at_random(seed)) for seed in range(RUNS)]
    print(f"  {'random':<9} ROUGE-2 {mean(r for r, _p in draws):.3f}  points {mean(p for _r, p in draws):.3f}")


def main() -> None:
    """Print the scores and, if asked, every point missed and every sentence chosen instead."""
    if annotated := gold_of(sys.argv[1:]):
        verbose = "--verbose" in sys.argv[1:]
        quoted, true, dangling = score_points(annotated, folders_of(sys.argv[1:]), verbose=verbose)
        print(f"quoted {quoted}, quoted by the gold too {true} = {true / max(quoted, 1):.2f}, dangling {dangling}")
        return
    for title, cases in (("sample", list(sample_cases())), ("real files", list(real_cases()) if REAL.exists() else [])):
        if not cases:
            continue
        print(f"{title}: {len(cases)} documents, {sum(len(gold) for _n, _s, gold in cases)} points")
        report(cases)
        if "--verbose" in sys.argv[1:]:
            for name, sentences, gold in cases:
                chosen = [sentence.text for sentence in ours(sentences, len(gold))]
                print(f"    {name}")
                print("\n".join(f"      missed {text}" for text in gold if text not in chosen))
                print("\n".join(f"      chosen {text}" for text in chosen if text not in gold))


if __name__ == "__main__":
    main()
