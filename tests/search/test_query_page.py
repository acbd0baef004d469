"""docs/query.md and its twin in Vietnamese: every example finds what the page says, on the sample."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from pipeline import Library
from pipeline.store.filters import fields
from pipeline.vietnamese.text import fold
from tests.command import ROOT, SAMPLE

PAGE, TWIN = ((ROOT / "docs" / name).read_text("utf-8") for name in ("query.md", "query.vi.md"))


def rows(page: str) -> list[list[str]]:
    """The cells of the rows of its tables that have an example."""
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in page.splitlines() if line[:3] == "| `"]


FINDS = [(row[0].strip("`"), row[2]) for row in rows(PAGE) if len(row) == 3 and not row[0].endswith(":`")]
ASKS = [(row[0].strip("`"), row[1]) for row in rows(PAGE) if len(row) == 2]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("page") / "l.sqlite") as opened:
        opened.ingest([SAMPLE], jobs=1, ocr="never")
        yield opened


def test_the_page_has_examples() -> None:
    assert len(FINDS) > 30 and len(ASKS) > 3


@pytest.mark.parametrize(("query", "first"), FINDS)
def test_examples_find(library: Library, query: str, first: str) -> None:
    results = library.search(query)
    assert results.hits and results.hits[0].number == first, [hit.number for hit in results.hits]
    assert bool(results.note) == (
        query.count("(") != query.count(")") or query.count('"') % 2 == 1 or "vũ trụ" in query
    )


@pytest.mark.parametrize(("query", "meant"), ASKS)
def test_examples_ask(library: Library, query: str, meant: str) -> None:
    assert library.search(query).suggestion == meant


def test_both_pages_have_the_same_examples() -> None:
    told = [[row[0], row[2] if len(row) == 3 and not row[0].endswith(":`") else ""] for row in rows(PAGE)]
    assert told == [[row[0], row[2] if len(row) == 3 and not row[0].endswith(":`") else ""] for row in rows(TWIN)]


def test_every_field_is_on_the_page() -> None:
    told = {fold(name).replace(" ", "") for name in re.findall(r"`([^\W\d_ ]+(?: [^\W\d_]+)?):`", PAGE)}
    assert told == fields().keys()
