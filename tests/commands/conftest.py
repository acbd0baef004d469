"""Libraries for tests of the commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.store import Store
from tests.command import SAMPLE, chithi, run
from tests.documents import directive, plan

DIRECTIVE = "dien-bien/tinh-uy/2016/08-ct-tu"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of the sample's born-digital documents."""
    path = tmp_path_factory.mktemp("library") / "sample.sqlite"
    ingested = chithi("ingest", SAMPLE, "--ocr", "never", library=path)
    assert ingested.status == 1  # the document marked MẬT and the scan are set aside
    return path


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of a directive and the plan that implements it."""
    path = tmp_path / "library.sqlite"
    with Store.open(path, create=True) as opened:
        opened.add(directive())
        opened.add(plan())
    return path


def page_text(library: Path, document: str, page: int) -> str:
    """Return the text of a page of a document."""
    pages = run(library, "show", document, "--json").json["pages"]
    return str(next(each["text"] for each in pages if each["page"] == page))
