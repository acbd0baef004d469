"""`chithi init`, and what uses the settings that it writes."""

from __future__ import annotations

from pathlib import Path

from tests.command import assert_fails, chithi, run


def test_settings_name_the_folders_of_an_ingest(tmp_path: Path) -> None:
    folder = tmp_path / "văn bản"
    folder.mkdir()
    (folder / "a.txt").write_text("Chỉ thị số 05-CT/TW ngày 15/5/2016", "utf-8")
    library = tmp_path / "office" / "library.sqlite"
    made = run(library, "init", "--unit", "Chi bộ một", "--folder", folder)
    assert "chithi ingest" in made.out
    assert run(library, "ingest", "--json").json["added"] == 1
    assert_fails(chithi("init", library=library), 3, "--force")


def test_without_folders_an_ingest_asks_for_one(tmp_path: Path) -> None:
    assert_fails(chithi("ingest", library=tmp_path / "library.sqlite"), 2, "chithi ingest FOLDER")


def test_the_settings_decide_the_language_unless_an_option_does(tmp_path: Path) -> None:
    library = tmp_path / "library.sqlite"
    (tmp_path / "chithi.toml").write_text('language = "vi"\n', "utf-8")
    run(library, "init", "--force")
    (tmp_path / "chithi.toml").write_text('language = "vi"\n', "utf-8")
    assert "document" in run(library, lang="en").out
    assert chithi("frobnicate", library=library, lang="vi").status == 2
