"""The accuracy of this build: headers and references of the sample's documents compared with their gold.

The gold is in the checkout and not in the installed package, which therefore cannot be scored.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from . import contract
from .api import Library
from .errors import MissingPart
from .i18n import _
from .vietnamese.text import squeeze, tone_key

SAMPLE = Path(__file__).parents[1] / "corpora" / "sample"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Counts of an evaluation.

    Attributes:
        documents: Documents that were read.
        of: Documents in the gold.
        fields: For each field of the header, the correct values and those in the gold.
        references: References in the gold.
        found: References found.
        right: References found whose text is that of the gold.
        resolved: Those of them whose state and target are also those of the gold.
    """

    documents: int
    of: int
    fields: dict[str, tuple[int, int]]
    references: int
    found: int
    right: int
    resolved: int

    @property
    def precision(self) -> float | None:
        """The share of references found that are right."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of references in the gold that were found."""
        return self.right / self.references if self.references else None


def evaluate(sample: Path = SAMPLE) -> Evaluation:
    """Read the sample into a temporary library and compare it with its gold.

    Raises:
        MissingPart: There is no gold in `sample`.
    """
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((sample / "gold").glob("*.json"))]
    if not golds:
        raise MissingPart(
            _("This installation has no gold to score it on."),
            hint=_("Run the command in a checkout of the project, which has corpora/sample."),
        )
    fields: dict[str, list[int]] = {}
    counts = dict.fromkeys(("documents", "references", "found", "right", "resolved"), 0)
    # Secret documents are set aside, as they must be, so there is nothing to compare.
    golds = [gold for gold in golds if not gold["header"]["marks"]["secrecy"]]
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.sqlite") as library:
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
            counts["references"] += len(gold["references"])
            counts["found"] += len(found)
            for got, right in _matching(found, gold["references"]):
                counts["right"] += 1
                target = got["target"]["id"] if got["target"] else None
                counts["resolved"] += (got["state"], target) == (right["state"], right["target"])
    return Evaluation(of=len(golds), fields={name: (a, b) for name, (a, b) in fields.items()}, **counts)


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
