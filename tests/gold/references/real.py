"""The references of real files: their offsets and works, without the text of the files.

    python -m tests.gold.references.real    print how many mentions are at their marked offsets

`real.tsv` has one row for each mention, `real-pages.tsv` the pages on which all mentions are marked: only these may be
scored. The files are beside the checkout, in `../shared/data`; without them there is nothing to score.
`real.md` has the rules by which the mentions were marked.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from pipeline.parse import parse_file
from pipeline.vietnamese.text import nfc, squeeze
from tests.gold.headers import SHARED

DATA = SHARED / "data"
TABLE = Path(__file__).with_name("real.tsv")
PAGES = Path(__file__).with_name("real-pages.tsv")
NEAR = 400
"""How far, in characters, a mention may have moved since it was marked."""
WIDER = 3
"""By how many characters its length may have changed, where lines are joined in another way."""


@dataclass(frozen=True)
class Marked:
    """A marked mention.

    `file` is a path below `../shared/data`; `page` counts from 1 (in `refs/*.tsv`: rows below the heading);
    `start` and `end` are characters of the page's NFC text. `check` is a check sum of the text between them, which
    is not kept here. `articles` are the cited parts in the text's order, a range as its two ends. `means` has
    ids of corpora/registry/documents.tsv, `self` for the citing document, several where a careful reader
    cannot decide, none where the registry has no such work. `optional` mentions may be found or not.
    """

    file: str
    page: int
    start: int
    end: int
    check: str
    type: str
    number: str | None
    date: str | None
    term: str | None
    plenum: int | None
    articles: tuple[str, ...]
    means: tuple[str, ...]
    note: str

    @property
    def optional(self) -> bool:
        return self.note.startswith("optional")


def check_of(text: str) -> str:
    """Return a check sum of `text`, its white space squeezed: 8 hex digits of its SHA-256."""
    return hashlib.sha256(squeeze(text).encode()).hexdigest()[:8]


def marked() -> list[Marked]:
    """Return the rows of the table, in order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [_marked(row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _marked(row: dict[str, str]) -> Marked:
    return Marked(
        file=row["file"],
        page=int(row["page"]),
        start=int(row["start"]),
        end=int(row["end"]),
        check=row["check"],
        type=row["type"],
        number=row["number"] or None,
        date=row["date"] or None,
        term=row["term"] or None,
        plenum=int(row["plenum"]) if row["plenum"] else None,
        articles=tuple(filter(None, row["articles"].split("|"))),
        means=tuple(filter(None, row["means"].split("|"))),
        note=row["note"],
    )


def whole_pages() -> Iterator[tuple[str, int]]:
    """Yield the file and number of each page on which every mention is marked."""
    with PAGES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            for page in range(int(row["from"]), int(row["to"]) + 1):
                yield row["file"], page


@cache
def texts(file: str) -> tuple[str, ...]:
    """Return the NFC texts of a real file's pages; an empty tuple where the file is missing."""
    path = DATA / file
    if not path.exists():
        return ()
    if path.suffix == ".tsv":
        rows = path.read_text(encoding="utf-8").split("\n")[1:]
        return tuple(nfc(row.split("\t")[1]) for row in rows if "\t" in row)
    return tuple(page.text for page in parse_file(path).pages)


def locate(mention: Marked, text: str) -> tuple[int, int] | None:
    """Return the offsets of a mention in its page's current `text`: the nearest place with the same text.

    Return None where no such text is near, as when a change of the reader gives other letters.
    """
    if check_of(text[mention.start : mention.end]) == mention.check:
        return mention.start, mention.end
    first = max(0, mention.start - NEAR)
    words = (first + match.start() for match in re.finditer(r"(?<!\w)\w", text[first : mention.start + NEAR]))
    length = mention.end - mention.start
    for start in sorted(words, key=lambda place: abs(place - mention.start)):
        for more in sorted(range(-WIDER, WIDER + 1), key=abs):
            if check_of(text[start : start + length + more]) == mention.check:
                return start, start + length + more
    return None


def cases() -> Iterator[tuple[str, int, str, list[tuple[int, int, Marked]]]]:
    """Yield each completely marked page that is available: file, number, text, and its mentions with their offsets.

    A mention whose text is not found is left out; `main` counts these.
    """
    by_page = {key: list(group) for key, group in groupby(marked(), lambda each: (each.file, each.page))}
    for file, page in whole_pages():
        pages = texts(file)
        if page <= len(pages):
            text = pages[page - 1]
            places = ((locate(each, text), each) for each in by_page.get((file, page), ()))
            yield file, page, text, [(*place, each) for place, each in places if place]


def main() -> None:
    """Print for each available file how many of its mentions are at their offsets, moved, or lost."""
    for file, group in groupby(marked(), lambda each: each.file):
        if pages := texts(file):
            mentions = list(group)
            places = [(locate(each, pages[each.page - 1]), each) for each in mentions]
            moved = sum(bool(place) and place != (each.start, each.end) for place, each in places)
            lost = [each for place, each in places if not place]
            print(f"{file}: {len(mentions)} marked, {moved} moved, {len(lost)} lost")
            for each in lost:
                print(f"  page {each.page}, {each.start}-{each.end}")


if __name__ == "__main__":
    main()
