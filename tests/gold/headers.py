"""How many header fields are read right: on the sample, and on real files where they are.

python -m tests.gold.headers            real files beside the checkout and in the folders of CHITHI_REAL_FILES
python -m tests.gold.headers --sample   the sample

`headers_real.tsv` has the facts that a reader took from the rendered pages before any program's answer was seen, with
the public repository and path of each file; an empty field is blank on the page. A title counts when it agrees in nine
of ten letters. A number or day that the page does not have is wrong, which must never be.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
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

_SAME_TITLE = 0.9  # share of letters

Gold = dict[str, Any]
Case = tuple[Path, Gold]


def real_cases() -> Iterator[Case]:
    """The real files with their gold; none where they do not lie beside the checkout."""
    gold = SHARED / "gold" / "headers.jsonl"
    if gold.exists():
        for line in gold.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            yield SHARED / "data" / "pdf" / case["file"], case


def blind_cases() -> Iterator[Case]:
    """Yield the files of headers_real.tsv that are in the folders of CHITHI_REAL_FILES."""
    folders = [Path(folder) for folder in os.environ.get("CHITHI_REAL_FILES", "").split(os.pathsep) if folder]
    with (Path(__file__).parent / "headers_real.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            path = next((folder / row["file"] for folder in folders if (folder / row["file"]).is_file()), None)
            if path:
                yield path, {field: row[field] or None for field in FIELDS}


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
        elif field == "title" and found[field] and gold[field] and "symbol" not in gold:
            if SequenceMatcher(None, bare_title(found[field]), bare_title(gold[field]), False).ratio() < _SAME_TITLE:
                yield field, found[field], gold[field]
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
    cases = list(sample_cases() if sample else [*real_cases(), *blind_cases()])
    if not cases:
        print("No files: set CHITHI_REAL_FILES to the folder that has those of headers_real.tsv.")
        return
    wrong: Counter[str] = Counter()
    invented = 0
    for path, gold in cases:
        for field, got, want in wrong_fields(read_header(path), gold, fields):
            wrong[field] += 1
            invented += field in {"number", "date"} and got is not None
            print(f"    {path.name}: {field}: read {got!r}, right {want!r}")
    for field in fields:
        print(f"{field:<11} {len(cases) - wrong[field]}/{len(cases)}")
    print(f"wrong number or day given: {invented}")


if __name__ == "__main__":
    main()
