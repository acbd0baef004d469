"""The accuracy of this build: documents of the sample and sentences compared with their gold.

A checkout has the whole sample; an installed package has the sentences and one document.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from math import sqrt
from pathlib import Path
from typing import Any

from . import contract
from .api import Library
from .errors import MissingPart
from .i18n import _
from .system.scratch import scratch_folder
from .vietnamese.numbers import parse_number
from .vietnamese.text import squeeze, tone_key

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "gold"
SAMPLE = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "corpora" / "sample"
SENTENCES = (SAMPLE if _INSTALLED.is_dir() else _PACKAGE.parent / "corpora" / "gold") / "sentences-held.jsonl"
_Z = 1.959964  # of a normal distribution, for 95%


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Counts of an evaluation.

    Attributes:
        documents: Documents that were read.
        of: Documents in the gold.
        fields: For each field of the header, the correct values and those in the gold.
        references: References in the gold of the documents and the sentences.
        found: References found.
        right: References found whose text is that of the gold.
        resolved: Those of them whose work, or lack of one, is also that of the gold.
        wrong: References found for which another work is named than the gold's.
    """

    documents: int
    of: int
    fields: dict[str, tuple[int, int]]
    references: int
    found: int
    right: int
    resolved: int
    wrong: int = 0

    @property
    def precision(self) -> float | None:
        """The share of references found that are right."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of references in the gold that were found."""
        return self.right / self.references if self.references else None


def interval(right: int, of: int) -> tuple[float, float]:
    """Return the bounds of a share's 95% confidence interval (E. B. Wilson, 1927); 0 and 1 without any count."""
    if not of:
        return 0.0, 1.0
    share, spread = right / of, _Z * _Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def evaluate(sample: Path = SAMPLE, sentences: Path = SENTENCES) -> Evaluation:
    """Read documents into a temporary library and tag sentences, and compare both with their gold.

    Args:
        sample: Folder with `files` and their `gold`.
        sentences: Sentences with their references, one JSON object a line; none are scored where it is absent.

    Raises:
        MissingPart: There is no gold in `sample`.
    """
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((sample / "gold").glob("*.json"))]
    if not golds:
        raise MissingPart(
            _("This installation has no gold to score it on."), hint=_("Install chithi again from its wheel.")
        )
    # Secret documents are set aside, as they must be, so there is nothing to compare.
    golds = [gold for gold in golds if not gold["header"]["marks"]["secrecy"]]
    fields: dict[str, list[int]] = {}
    counts = dict.fromkeys(("documents", "references", "found", "right", "resolved", "wrong"), 0)
    with scratch_folder() as folder, Library.open(os.path.join(folder, "library.sqlite")) as library:
        library.ingest([sample / "files"])
        held = {Path(entry.path).name: entry for entry in library.entries()}
        for gold in golds:
            entry = held.get(gold["file"])
            header = contract.header(library.document(entry.id).header) if entry else {}
            for name, right in gold["header"].items():
                tally = fields.setdefault(name, [0, 0])
                tally[0] += entry is not None and _same(header.get(name), right)
                tally[1] += 1
            found = [contract.reference(each.reference) for each in library.cites(entry.id)] if entry else []
            counts["documents"] += entry is not None
            _add(counts, found, [{**each, "means": each["target"]} for each in gold["references"]])
    for row in _rows(sentences):
        _add(counts, _tagged(row), row["references"])
    return Evaluation(of=len(golds), fields={name: (a, b) for name, (a, b) in fields.items()}, **counts)


def _rows(sentences: Path) -> Iterator[dict[str, Any]]:
    if sentences.exists():
        yield from map(json.loads, sentences.read_text(encoding="utf-8").splitlines())


def _tagged(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the references of a sentence, resolved by the registry alone."""
    from .model import Citing
    from .references import find_linked_mentions, resolve
    from .registry import load

    known = row["citing"] or {}
    day = date.fromisoformat(known["date"]) if known.get("date") else None
    citing = Citing(known.get("issuer"), day, known.get("place"))
    registry = load()
    mentions = find_linked_mentions(row["text"], registry)
    return [contract.reference(resolve(each, citing, registry, lambda _name: ())) for each in mentions]


def _add(counts: dict[str, int], found: list[dict[str, Any]], gold: list[dict[str, Any]]) -> None:
    """Add the comparison of one text's references with its gold; a work is right, wrong, or not named."""
    counts["references"] += len(gold)
    counts["found"] += len(found)
    for got, right in _matching(found, gold):
        counts["right"] += 1
        target = got["target"]["id"] if got["target"] else None
        means = right["means"] if isinstance(right["means"], list) else [right["means"]] if right["means"] else []
        wanted = means[0] if len(means) == 1 else None
        unlisted = right.get("unlisted", False) or not means
        if target == wanted or (unlisted and (target is None or _has_same_number(got, right))):
            counts["resolved"] += 1
        elif target is not None:
            counts["wrong"] += 1


def _has_same_number(got: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    """Return whether the work named has the number and the date that the text itself gives, or a number with its year.

    The registry may have gained a work after the gold was made.
    """
    target, number = got["target"], right["number"]
    if not number or target["number"] != number:
        return False
    return bool(
        target["date"] == right["date"] or (right["date"] is None and (parsed := parse_number(number)) and parsed.year)
    )


def _same(got: Any, want: Any) -> bool:
    if isinstance(got, str) and isinstance(want, str):
        return tone_key(squeeze(got)) == tone_key(squeeze(want))
    return bool(got == want)


def _matching(
    found: list[dict[str, Any]], gold: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Pair references found with those of the gold that have the same text, in the order of the document."""
    got, want = ([squeeze(each["text"]) for each in side] for side in (found, gold))
    for a, b, size in SequenceMatcher(None, got, want, autojunk=False).get_matching_blocks():
        yield from zip(found[a : a + size], gold[b : b + size], strict=True)
