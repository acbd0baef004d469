"""Scores of the references in real files, found and resolved as by ingest, against `real.tsv`.

python -m tests.gold.references.real_files             print the figures
python -m tests.gold.references.real_files --verbose   also print every difference
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from pipeline import tag
from pipeline.model import Citing, Header, Mention, Page, Reference
from pipeline.read import read
from pipeline.references import find_mentions, link_pages, resolve
from pipeline.registry import load
from pipeline.structure import Structure, structure
from tests.gold.references.real import DATA, Marked, cases
from tests.gold.references.scored_sentences import empty_library
from tests.gold.references.tally import Tally, Wanted

Parsed = tuple[Header, Mapping[int, Sequence[Mention]]]


def parsed(file: str) -> Parsed:
    """Return the header of a real file and the mentions of its pages."""
    pages = read(DATA / file, "auto").pages
    found = structure(pages, load())
    return found.header, cited_in(pages, found)


def cited_in(pages: Sequence[Page], found: Structure) -> Mapping[int, Sequence[Mention]]:
    """Return the mentions of a document's pages as by ingest, with the anaphora that mean the document itself."""
    registry = load()
    mentions = {page.number: find_mentions(page.text, registry) for page in pages}
    return link_pages(
        mentions, pages, registry, header=found.header, paragraphs=found.paragraphs, body_start=found.body_start
    )


def found(file: str, reader: Callable[[str], Parsed]) -> tuple[Callable[[int, str], list[Reference]], str | None]:
    """Return a function that gives the references of a page of a file, and the id of the file's document."""
    if file.endswith(".tsv"):
        return (lambda page, text: tag(text)), None
    registry = load()
    header, mentions = reader(file)
    citing = Citing(header.issuer, header.date, place=header.place, type=header.type, number=header.number)
    own = registry.works.id_for(header.issuer, header.date, header.number, header.type)

    def references(page: int, text: str) -> list[Reference]:
        return [resolve(mention, citing, registry, empty_library) for mention in mentions.get(page, ())]

    return references, own


def wanted(places: Sequence[tuple[int, int, Marked]]) -> Iterator[Wanted]:
    """Yield the gold of a page."""
    for start, end, row in places:
        yield Wanted(start, end, means=row.means, number=row.number, date=row.date, optional=row.optional)


def measure(reader: Callable[[str], Parsed] = parsed) -> Tally:
    """Score every real file that is available."""
    tally = Tally()
    for file, pages in groupby(cases(), key=lambda case: case[0]):
        references, own = found(file, reader)
        for _file, page, text, places in pages:
            tally.add(f"{file}:{page}", text, got=references(page, text), want=list(wanted(places)), own_id=own)
    return tally


def main() -> None:
    """Print the figures and, if asked, every difference."""
    tally = measure()
    if "--verbose" in sys.argv[1:]:
        print(*tally.wrong, sep="\n")
    print(tally)


if __name__ == "__main__":
    main()
