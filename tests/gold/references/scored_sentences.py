"""Scores of the references in the sentences written for this gold, form by form.

    python -m tests.gold.references.scored_sentences             print the figures of both halves
    python -m tests.gold.references.scored_sentences --verbose   also print every difference of the open half

The held-out half is scored and never shown, so that the grammar cannot be fitted to it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence

from pipeline.contract import reference as as_json
from pipeline.model import Citing, Reference, Work
from pipeline.references import find_linked_mentions, resolve
from pipeline.registry import load
from tests.gold.references.score import FIELDS
from tests.gold.references.sentences import Expected, Half, Sentence, sentences
from tests.gold.references.tally import Tally, Wanted


def tagged(sentence: Sentence) -> list[Reference]:
    """Return the references of a sentence."""
    registry, citing = load(), sentence.citing or Citing()
    return [
        resolve(mention, citing, registry, empty_library) for mention in find_linked_mentions(sentence.text, registry)
    ]


def empty_library(name: str) -> Sequence[Work]:
    """Return no works."""
    return ()


def wanted(each: Expected) -> Wanted:
    """Return a reference of the gold; one that no registry has means no work."""
    day = each.date.isoformat() if each.date else None
    return Wanted(each.start, each.end, means=() if each.unlisted else each.means, number=each.number, date=day)


def measure(half: Half) -> tuple[Tally, dict[str, int], dict[str, list[int]]]:
    """Return the tally of a half, the counts of right fields, and for each form the counts of right and all spans."""
    tally, fields = Tally(), dict.fromkeys(FIELDS, 0)
    forms: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for sentence in sentences(half):
        found = tagged(sentence)
        before = tally.right
        tally.add(
            sentence.form, sentence.text, got=found, want=[wanted(each) for each in sentence.references], own_id=None
        )
        if sentence.form.startswith("trap-"):
            tally.traps += 1
            tally.trap_hits += bool(found)
        forms[sentence.form][0] += tally.right - before
        forms[sentence.form][1] += len(sentence.references)
        _compare_fields(sentence, found, fields, tally)
    return tally, fields, forms


def _compare_fields(sentence: Sentence, found: Sequence[Reference], fields: dict[str, int], tally: Tally) -> None:
    spans = {(each.mention.start, each.mention.end): as_json(each) for each in found}
    for each in sentence.references:
        got = spans.get((each.start, each.end))
        if got is None:
            continue
        right = {
            "type": each.type,
            "number": each.number,
            "date": each.date.isoformat() if each.date else None,
            "term": each.term,
            "plenum": each.plenum,
            "articles": list(each.articles),
        }
        for key in FIELDS:
            fields[key] += got[key] == right[key]
            if got[key] != right[key]:
                tally.wrong.append(f"{sentence.form}: {each.text!r} {key} {got[key]!r}, right {right[key]!r}")


def main() -> None:
    """Print the figures of both halves."""
    halves: tuple[Half, ...] = ("dev", "held")
    for half in halves:
        tally, fields, forms = measure(half)
        if half == "dev" and "--verbose" in sys.argv[1:]:
            print(*sorted(tally.wrong), sep="\n")
        shares = "  ".join(f"{key} {count / max(1, tally.right):.4f}" for key, count in fields.items())
        print(f"\n{half}: {len(sentences(half))} sentences, {len(forms)} forms\n{tally}\nright fields: {shares}")


if __name__ == "__main__":
    main()
