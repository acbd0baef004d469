"""Packs of random selections, every quotation compared with its page by a checker of its own.

    python -m tests.gold.grounding [--packs 1000] [--seed 0] [--sample]

The checker shares nothing with the pipeline: it reads the pack's JSON and the pages from the library file with sqlite3,
and compares both in NFC with white space folded. With --sample the real files are left out. The exit status is 1 when a
quotation is not on its page.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sqlite3
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline import Library
from pipeline.contract import digest_result, dumps
from tests.gold.headers import SAMPLE, SHARED

MOST = 6  # documents of a pack


def fold(text: str) -> str:
    """Return `text` in NFC, with runs of white space as single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def quotations(item: dict[str, Any]) -> Iterator[tuple[str, str, int | None]]:
    """Yield what a pack's JSON quotes from a document: the kind of quotation, the words, the page or None."""
    for point in item["points"]:
        yield "point", point["text"], point["page"]
        if point["lead"] is not None:
            yield "lead", point["lead"], point["lead_page"]
    for task in item["tasks"]:
        yield "task", task["text"], task["page"]
        if task["who"] is not None:
            yield "who", task["who"], task["who_page"]
        if task["deadline"] is not None:
            yield "deadline", task["deadline"], task["deadline_page"]
        for field in ("what", "report_to", "partner"):
            if task[field] is not None:
                yield field, task[field], task["page"]
    for figure in item["figures"]:
        yield "figure", figure["text"], figure["page"]
        yield from (("value", value, figure["page"]) for value in figure["values"])
    yield from (("reason", reason["text"], reason["page"]) for reason in item["why"])


def is_on(words: str, item: str, page: int | None, pages: dict[tuple[str, int], str]) -> bool:
    """Return whether the words are on the page; on any page of the document where its number is not known."""
    texts = [pages.get((item, page), "")] if page else [text for (name, _page), text in pages.items() if name == item]
    return bool(fold(words)) and any(fold(words) in text for text in texts)


def told_pages(path: Path) -> dict[str, int]:
    """Return how many pages of each document have a number that the file tells."""
    with sqlite3.connect(path) as connection:
        return dict(connection.execute("select id, printed_pages from documents"))


def pages_of(path: Path) -> dict[tuple[str, int], str]:
    """Return the folded text of every page of a library by document and page number, read without the pipeline."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("select d.id, p.page, p.text from pages p join documents d on d.key = p.document")
        return {(name, number): fold(text) for name, number, text in rows}


def main() -> None:
    """Print how many quotations of how many packs are on their pages, and every one that is not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sample", action="store_true")
    asked = parser.parse_args()
    draw = random.Random(asked.seed)
    real = SHARED / "data" / "pdf"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "l.sqlite"
        with Library.open(path) as library:
            library.ingest([SAMPLE / "files", *([real] if real.exists() and not asked.sample else [])])
            names = [entry.id for entry in library.entries()]
            pages = pages_of(path)
            counts: dict[str, int] = {}
            wrong = nameless = 0
            told = told_pages(path)
            for _pack in range(asked.packs):
                chosen = draw.sample(names, draw.randint(1, MOST))
                pack = json.loads(dumps(digest_result(library.digest(documents=chosen, sentences=draw.randint(1, 12)))))
                for item in (*pack["items"], *pack["beside"]):
                    for kind, words, page in quotations(item):
                        counts[kind] = counts.get(kind, 0) + 1
                        nameless += page is None
                        invented = page is not None and page > told[item["id"]]
                        if invented or not is_on(words, item["id"], page, pages):
                            wrong += 1
                            print(f"    {item['id']}, page {page}: {kind} {words!r}")
    kinds = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    total = sum(counts.values())
    print(f"{asked.packs} packs of {len(names)} documents: {kinds}")
    print(f"without a page, since the file does not tell it: {nameless}")
    print(f"on their pages: {total - wrong} of {total} ({(total - wrong) / total:.2%})")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
