"""How many header fields are read right: on the sample, and on the real files where they are.

python -m tests.gold.headers            the real files
python -m tests.gold.headers --sample   the sample
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.contract import header as as_json
from pipeline.errors import ChithiError
from pipeline.model import Header
from pipeline.read import read
from pipeline.registry import load
from pipeline.structure import structure
from pipeline.vietnamese.text import squeeze, tone_key

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpora" / "sample"
SHARED = ROOT.parent / "shared"
FIELDS = ("number", "date", "type", "issuer", "title")
SAMPLE_FIELDS = (*FIELDS, "symbol", "place", "signers", "recipients", "marks")

Gold = dict[str, Any]
Case = tuple[Path, Gold]


def real_cases() -> Iterator[Case]:
    """The real files with their gold; none where they do not lie beside the checkout."""
    gold = SHARED / "gold" / "headers.jsonl"
    if gold.exists():
        for line in gold.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            yield SHARED / "data" / "pdf" / case["file"], case


def sample_cases() -> Iterator[Case]:
    """The sample's files with their gold."""
    for path in sorted((SAMPLE / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield SAMPLE / "files" / gold["file"], gold["header"]


def is_right(field: str, got: Any, want: Any) -> bool:
    """Whether a field agrees, letters' case and tone placement aside; gold titles may be the start of one."""
    if isinstance(got, str) and isinstance(want, str):
        return tone_key(squeeze(got)) == tone_key(squeeze(want))
    return bool(got == want)


def wrong_fields(found: Gold, gold: Gold, fields: tuple[str, ...]) -> Iterator[tuple[str, Any, Any]]:
    """Every field that differs: its name, what was read, what is right."""
    for field in fields:
        if field == "title" and "title_starts" in gold:
            got, want = found["title"], gold["title_starts"]
            if not got or not bare_title(got).startswith(bare_title(want)):
                yield field, got, want
        elif not is_right(field, found[field], gold[field]):
            yield field, found[field], gold[field]


def bare_title(title: str) -> str:
    """A title without the `về (việc)` that some write before it."""
    key = tone_key(squeeze(title))
    return key.removeprefix("về việc ").removeprefix("về ").removeprefix("v/v ")


def read_header(path: Path) -> Gold:
    """The header of one file as the contract's JSON."""
    try:
        return as_json(structure(read(path).pages, load()).header)
    except ChithiError as error:
        print(f"    {path.name}: {error}")
        return as_json(Header())


def main() -> None:
    """Print the counts and every miss."""
    sample = "--sample" in sys.argv[1:]
    fields = SAMPLE_FIELDS if sample else FIELDS
    cases = list(sample_cases() if sample else real_cases())
    wrong: Counter[str] = Counter()
    for path, gold in cases:
        for field, got, want in wrong_fields(read_header(path), gold, fields):
            wrong[field] += 1
            print(f"    {path.name}: {field}: read {got!r}, right {want!r}")
    for field in fields:
        print(f"{field:<11} {len(cases) - wrong[field]}/{len(cases)}")


if __name__ == "__main__":
    main()
