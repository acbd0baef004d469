"""`python -m tests.bench.packs`: a monthly pack of 20 documents from a library of 5,000, and what memory it takes.

The library holds the sample's documents many times over, each time with other numbers and days, so that their
citations are resolved among many works and every month has 20 of them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from pipeline import Library
from pipeline.model import Document
from pipeline.parse import parse_file
from tests.bench.side_by_side import side_by_side
from tests.command import ROOT, SAMPLE

A_MONTH, RUNS = 20, 5
FIRST_YEAR = 1995


def documents(count: int) -> Iterator[Document]:
    """The sample's documents again and again, 20 a month from 1995 on, none with another's number in a year."""
    originals = [each for each in map(parse_file, sorted(SAMPLE.iterdir())) if not each.header.marks.secrecy]
    for number, document in enumerate(islice(cycle(originals), count)):
        day = date.fromisoformat(f"{month(number // A_MONTH)}-{1 + number % A_MONTH:02}")
        header = replace(document.header, number=f"{number + 100}-CT/TU", date=day)
        yield replace(
            document, id=f"{document.id}-{number}", path=f"/{number}.pdf", sha256=f"{number:064x}", header=header
        )


def month(place: int) -> str:
    """The month at a place, as `--month` takes it: `1995-01` at 0."""
    return f"{FIRST_YEAR + place // 12}-{place % 12 + 1:02}"


def main() -> None:
    """Build the library, then print seconds and memory of the pack in every form asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--formats", nargs="*", default=["md", "html", "docx", "pdf"])
    asked = parser.parse_args()
    chithi = str(Path(sys.executable).with_name("chithi"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "l.sqlite"
        with Library.open(path) as library, library.store.bulk():
            for document in documents(asked.documents):
                library.store.add(document)
        middle = month(asked.documents // A_MONTH // 2)
        for form in asked.formats:
            pack = [chithi, "--library", str(path), "digest", "--month", middle, "-o", f"{folder}/pack.{form}"]
            ratio = side_by_side(pack, [sys.executable, "-c", "import click, sqlite3"], RUNS)
            print(f"{A_MONTH} documents of {asked.documents} as {form}: {ratio}; {cost(pack)}", flush=True)


def cost(command: list[str]) -> str:
    """What a command takes by itself: the processor's seconds, which other work does not lengthen, and MB at most."""
    count = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
    usage = "used = resource.getrusage(resource.RUSAGE_CHILDREN); print(used.ru_utime + used.ru_stime, used.ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", count + usage, *command], check=True, capture_output=True, cwd=ROOT)
    seconds, kilobytes = map(float, done.stdout.split())  # kB on Linux
    return f"{seconds:.2f} s of the processor, {kilobytes / 1024:.0f} MB"


if __name__ == "__main__":
    main()
