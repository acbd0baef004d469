"""`python -m tests.bench`: the start of a search, reading and ingest beside a bare pdfplumber loop, tagging.

`python -m tests.bench search` (large libraries beside peers) and `questions` (ordinary words beside FTS5) are measured
apart.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.bench import tagging
from tests.bench.side_by_side import seconds, side_by_side
from tests.command import ROOT, SAMPLE
from tests.conftest import SHARED

SEARCHES, INGESTS = 21, 3


def main() -> None:
    """Print every ratio."""
    os.chdir(ROOT)
    chithi = str(Path(sys.executable).with_name("chithi"))
    jobs = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "l.sqlite"

        def fresh() -> None:
            for file in Path(folder).iterdir():
                file.unlink()

        def ingest(paths: list[Path]) -> list[str]:
            # Status 1 (files set aside) is no failure here: both read only what both can read.
            return [
                chithi,
                "--library",
                str(library),
                "ingest",
                "--jobs",
                str(jobs),
                "--ocr",
                "never",
                *map(str, paths),
            ]

        fresh()
        seconds(ingest(_with_text(SAMPLE)))
        search = [chithi, "--library", str(library), "search", "kỷ luật hành chính"]
        print("search, beside python -c 'import click, sqlite3': ", end="", flush=True)
        print(side_by_side(search, [sys.executable, "-c", "import click, sqlite3"], SEARCHES))
        for name, paths in (
            ("sample", _with_text(SAMPLE)),
            ("real files", _with_text(SHARED / "data" / "pdf")),
        ):
            if paths:
                plain, reader = (
                    [sys.executable, "-m", f"tests.bench.{module}", str(jobs), *map(str, paths)]
                    for module in ("plain_pdfplumber", "our_reader")
                )
                pages = _page_count(paths)
                for what, ours in (("reading alone", reader), ("ingest", ingest(paths))):
                    print(f"{what}, {name}, {jobs} processes, beside bare pdfplumber: ", end="", flush=True)
                    ratio = side_by_side(ours, plain, INGESTS, fresh)
                    print(
                        f"{ratio}; {pages / ratio.ours:.1f} beside {pages / ratio.theirs:.1f} pages/s, "
                        f"{ratio.theirs / ratio.ours:.2f} times as many"
                    )


def _with_text(folder: Path) -> list[Path]:
    """The PDFs of a folder that have a text layer and no mark of secrecy: those that both sides read whole."""
    import pypdfium2

    chosen = []
    for path in sorted(folder.glob("*.pdf")):
        pdf = pypdfium2.PdfDocument(path)
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
        if len(text) > 200 * len(pdf) and "\nMẬT\r" not in text:
            chosen.append(path)
    return chosen


def _page_count(paths: list[Path]) -> int:
    import pypdfium2

    return sum(len(pypdfium2.PdfDocument(path)) for path in paths)


if __name__ == "__main__":
    if sys.argv[1:2] == ["search"]:
        from tests.bench import search

        search.main(sys.argv[2:])
    elif sys.argv[1:2] == ["questions"]:
        from tests.bench import questions

        questions.main(sys.argv[2:])
    else:
        argparse.ArgumentParser("python -m tests.bench", description=__doc__).parse_args()
        main()
        tagging.main()
