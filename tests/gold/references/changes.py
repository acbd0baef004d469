"""Differences between the references that this working tree and another revision find: gains, losses, time.

    python -m tests.gold.references.changes          compare with main
    python -m tests.gold.references.changes HEAD~3   compare with any revision

Each tags the same texts in a process of its own: the gold's sentences, the sample and, where available, the real
files. A gain or a loss is a span that only one of them has, a change is another answer for the same span.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import NeedsOcr
from pipeline.parse import parse_file
from tests.command import ROOT, SAMPLE
from tests.conftest import SHARED
from tests.gold.references import sentences

_MAX_SHOWN = 40  # printed differences of each kind
_AROUND = 40  # characters of context on either side


@dataclass(frozen=True)
class Text:
    """A text to tag, its origin, and what is known of its document."""

    name: str
    text: str
    date: str | None = None
    issuer: str | None = None


def texts() -> Iterator[Text]:
    """Yield all texts."""
    yield from _sentences()
    for folder in (SAMPLE, SHARED / "data" / "pdf"):
        for path in sorted(folder.glob("*.pdf")):
            try:
                document = parse_file(path, ocr="never")
            except NeedsOcr:
                continue  # OCR is not what is compared
            header = document.header
            text = "\n".join(page.text for page in document.pages)
            yield Text(path.stem, text, header.date.isoformat() if header.date else None, header.issuer)


def _sentences() -> Iterator[Text]:
    for path in sorted(sentences.FOLDER.glob("sentences-dev.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Text("sentences", row["text"], row.get("date"), row.get("issuer"))


def tagged(tree: Path, listed: Path) -> Any:
    """Return what the code in `tree` finds in the texts of a file."""
    run = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("tagging.py")), str(listed)],
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONSAFEPATH": "1"},
        cwd=tree,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(run.stdout)


def checked_out(revision: str, folder: Path) -> Path:
    """Extract the files of a revision into `folder` and return it."""
    packed = subprocess.run(["git", "archive", revision], cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def main() -> None:
    """Print every difference and the ratio of the times."""
    revision = sys.argv[1] if len(sys.argv) > 1 else "main"
    with tempfile.TemporaryDirectory() as folder:
        chosen = list(texts())
        listed = Path(folder) / "texts.json"
        listed.write_text(json.dumps([vars(each) for each in chosen]), encoding="utf-8")
        other = checked_out(revision, Path(folder) / "tree")
        before, now = tagged(other, listed), tagged(ROOT, listed)
    gains, losses, changes = [], [], []
    for each, old, new in zip(chosen, before["found"], now["found"], strict=True):
        was = {tuple(it[:2]): it[2:] for it in old}
        has = {tuple(it[:2]): it[2:] for it in new}
        gains += [_shown(each, span) for span in has if span not in was]
        losses += [_shown(each, span) for span in was if span not in has]
        changes += [
            f"{_shown(each, span)}: {was[span]} → {answer}"
            for span, answer in has.items()
            if span in was and was[span] != answer
        ]
    size = sum(len(each.text.encode()) for each in chosen) / 1e6
    for title, rows in (("gained", gains), ("lost", losses), ("resolved differently", changes)):
        print(f"\n{title}: {len(rows)}")
        print(*rows[:_MAX_SHOWN], sep="\n")
        if len(rows) > _MAX_SHOWN:
            print(f"… and {len(rows) - _MAX_SHOWN} more")
    ratio = now["seconds"] / before["seconds"]
    print(f"\n{size:.2f} MB in {now['seconds']:.2f} s, {revision} {before['seconds']:.2f} s: ratio {ratio:.2f}")


def _shown(each: Text, span: tuple[int, int]) -> str:
    start, end = span
    before, after = each.text[max(0, start - _AROUND) : start], each.text[end : end + _AROUND]
    return " ".join(f"{each.name}: {before}⟦{each.text[start:end]}⟧{after}".split())


if __name__ == "__main__":
    main()
