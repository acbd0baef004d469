"""`chithi digest` as a process: what chooses, an agenda file, the preview."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.store import Store
from tests.command import chithi
from tests.documents import directive, plan


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.sqlite"
    with Store.open(path, create=True) as opened:
        opened.add(directive())
        opened.add(plan())
    return path


def test_a_query_beside_a_document_adds_to_it(library: Path) -> None:
    alone = chithi("digest", "--document", "08-CT/TU", "--json", library=library).json
    both = chithi("digest", "kế", "hoạch", "--document", "08-CT/TU", "--json", library=library).json
    assert [item["id"] for item in alone["items"]] == [item["id"] for item in both["items"]][:1]
    assert len(both["items"]) == 2


def test_an_agenda_file_with_options_before_it(library: Path, tmp_path: Path) -> None:
    agenda = tmp_path / "thang-3.toml"
    agenda.write_text('documents = ["08-CT/TU"]\nunit = "Chi bộ A"\nminutes = 120\n', encoding="utf-8")
    told = chithi("digest", "--agenda", agenda, "--minutes", "60", "--json", library=library).json
    assert (told["unit"], told["minutes"]) == ("Chi bộ A", 60)
    assert sum(step["minutes"] for step in told["agenda"]) == 60
    agenda.write_text("minutes = 5\n", encoding="utf-8")
    wrong = chithi("digest", "--agenda", agenda, library=library)
    assert wrong.status == 2
    assert wrong.err.count("\n") == 1 and "minutes" in wrong.err and "thang-3.toml" in wrong.err


def test_the_preview_fits_the_screen(library: Path) -> None:
    shown = chithi("digest", "--document", "08-CT/TU", "--preview", library=library)
    assert shown.status == 0
    assert "08-CT/TU" in shown.out and "|" not in shown.out
    assert max(map(len, shown.out.splitlines())) <= 100


def test_a_plain_pack(library: Path) -> None:
    shown = chithi("digest", "--document", "08-CT/TU", "--plain", library=library).out
    assert "## 1. " in shown and "## Sources" in shown
    assert "Agenda" not in shown and "RESOLUTION" not in shown
