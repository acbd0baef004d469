"""The sample against its gold: headers, references, digests."""

import json
from pathlib import Path

import pytest

from pipeline import Library
from pipeline.model import Point, Task
from pipeline.read.tesseract import available
from pipeline.vietnamese.text import squeeze
from tests.conftest import optional
from tests.gold import headers, references

GOLD = dict(references.golds())


SCANS = ("thong-bao-112-tb-vptu-2016",)
NEEDS_OCR = optional(available())


@pytest.mark.parametrize(
    ("path", "gold"),
    [
        pytest.param(*case, id=case[0].stem, marks=[NEEDS_OCR] if case[0].stem in SCANS else [])
        for case in headers.sample_cases()
    ],
)
def test_every_header_field_is_right(path: Path, gold: headers.Gold) -> None:
    assert list(headers.wrong_fields(headers.read_header(path), gold, headers.SAMPLE_FIELDS)) == []


def test_real_headers(real_pdfs: list[Path]) -> None:
    for path, gold in headers.real_cases():
        assert list(headers.wrong_fields(headers.read_header(path), gold, headers.FIELDS)) == [], path.name


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The sample's library."""
    library = Library.open(tmp_path_factory.mktemp("sample") / "l.sqlite")
    library.ingest([headers.SAMPLE / "files"])
    return library


def test_ids_are_those_of_the_gold(library: Library) -> None:
    ids = {Path(entry.path).name: entry.id for entry in library.entries()}
    for name, gold in GOLD.items():
        if gold["id"] and gold["file"] in ids:
            assert ids[gold["file"]] == gold["id"], name


@NEEDS_OCR
def test_references(library: Library) -> None:
    score = references.Score()
    references.add_library(library, score)
    assert score.precision > 0.98 and score.recall > 0.98, score.wrong
    assert score.resolved / score.gold > 0.98, score.wrong


def test_every_point_and_task_is_on_its_page(library: Library) -> None:
    for entry in library.entries():
        document = library.document(entry.id)
        pages = {page.number: squeeze(page.text) for page in document.pages}
        for item in library.digest(documents=[entry.id], sentences=50).items:
            quoted: tuple[Point | Task, ...] = (*item.points, *item.tasks)
            for said in quoted:
                assert squeeze(said.text) in pages[said.page]


def test_the_gold_quotes_its_sources() -> None:
    for name, gold in GOLD.items():
        source = squeeze((headers.SAMPLE / "sources" / f"{name}.toml").read_text(encoding="utf-8").replace('\\"', '"'))
        for text in [
            *(each["text"] for each in gold["references"]),
            *gold["points"],
            *(each["text"] for each in gold["tasks"]),
        ]:
            assert squeeze(text) in source, (name, text)


def test_at_least_24_documents_each_with_source_file_and_gold() -> None:
    sources = {path.stem for path in (headers.SAMPLE / "sources").glob("*.toml")}
    files = {path.stem for path in (headers.SAMPLE / "files").iterdir()}
    assert sources == files == set(GOLD) and len(sources) >= 24


def test_gold_is_readable_json() -> None:
    for path in (headers.SAMPLE / "gold").glob("*.json"):
        assert {"file", "id", "header", "references", "points", "tasks"} <= set(json.loads(path.read_text("utf-8")))
