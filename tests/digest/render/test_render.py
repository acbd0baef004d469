"""The table of output formats: a new row is all that a new format needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.commands.main import main
from pipeline.digest import render
from pipeline.model import Digest
from pipeline.store import Store
from pipeline.system.files import MARK, Format
from tests.documents import directive


def render_outline(digest: Digest) -> str:
    """A format of a plug-in: one heading a line."""
    return "\n".join((f"# {MARK}", *(item.heading for item in digest.items), ""))


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    row = Format("outline", "Outline", (".outline", ".opml"), "tests.digest.render.test_render:render_outline")
    monkeypatch.setattr(render, "FORMATS", [*render.FORMATS, row])
    with Store.open(tmp_path / "library.sqlite", create=True) as store:
        store.add(directive())
    return tmp_path / "library.sqlite"


def run(library: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(main, ["--library", str(library), "--lang", "en", "digest", *map(str, words)])


@pytest.mark.parametrize(
    "words", [("--format", "outline"), ("-o", "pack.opml"), ("-o", "pack.OUTLINE"), ("--format", "outline", "-o", "-")]
)
def test_a_new_row_is_written(library: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    monkeypatch.chdir(library.parent)
    shown = run(library, "--document", "08-CT/TU", *words)
    assert shown.exit_code == 0, shown.output
    written = [path.read_text("utf-8") for path in Path().glob("pack.*")] or [shown.stdout]
    assert written[0].startswith(f"# {MARK}") and "\nChỉ thị số 08-CT/TU" in written[0]
    assert run(library, "--document", "08-CT/TU", *words).exit_code == 0  # its mark lets it be replaced


def test_a_new_row_is_in_the_help_and_in_the_messages(library: Path) -> None:
    shown = " ".join(run(library, "--help").output.split())
    assert "[md|html|docx|pdf|pptx|ics|txt|outline]" in shown and "Outline (.outline, .opml)" in shown
    for words in (("-o", "pack.odp"), ("--format", "odp")):
        refused = run(library, "--document", "08-CT/TU", *words)
        assert refused.exit_code == 2 and "outline" in refused.output
