"""The program as a process: languages, errors, and what it imports."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.command import ROOT, SAMPLE, assert_fails, chithi, run

# What a search must not load: packages, modules of the standard library that are slow to import, and rooms of our own.
HEAVY = {
    "spacy", "pdfplumber", "pdfminer", "numpy", "docx", "PIL", "lxml", "pypdfium2", "pathlib", "urllib", "tempfile",
    "subprocess", "csv", "zipfile", "concurrent", "multiprocessing", "logging", "xml", "email",
    *(f"pipeline.{room}" for room in ("references", "structure", "registry", "chain", "digest", "parse", "ingest")),
    *(f"pipeline.model.{module}" for module in ("document", "reference", "digest")),
}  # fmt: skip


def test_a_search_imports_nothing_heavy(sample: Path) -> None:
    code = (
        "import sys, click, sqlite3; before = set(sys.modules)\n"
        "sys.argv = ['chithi', '--library', sys.argv[1], 'search', 'kỷ luật']\n"
        "import cli\ntry: cli.run()\nexcept SystemExit: pass\n"
        "print(' '.join(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(sample)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "pipeline.search.answer" in loaded
    assert {name for name in loaded if name in HEAVY or name.split(".")[0] in HEAVY} == set()


def test_messages_are_vietnamese_unless_the_locale_is_english(sample: Path) -> None:
    assert "Cách dùng:" in run(sample, "--help", lang="vi").out
    assert "Không tìm thấy gì" in run(sample, "search", "zzzz", lang="vi").out
    assert "Nothing found" in run(sample, "search", "zzzz", lang="en").out
    assert "Lỗi: Không có lệnh" in chithi("serach", library=sample, lang="vi").err


def test_a_file_that_is_not_a_library(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("ghi chép của tôi", encoding="utf-8")
    for words in (["search", "a"], ["ingest", str(SAMPLE)], ["list"]):
        assert_fails(chithi(*words, library=path), 3, "notes.txt", "not a chithi library")
    assert path.read_text(encoding="utf-8") == "ghi chép của tôi"


def test_a_library_of_a_newer_version(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "newer.sqlite"
    with closing(sqlite3.connect(path)) as copy, closing(sqlite3.connect(sample)) as original:
        original.backup(copy)
        copy.execute("pragma user_version = 999")
    before = path.read_bytes()
    assert_fails(chithi("search", "a", library=path), 3, "newer.sqlite", "newer version")
    assert path.read_bytes() == before


def test_no_library_yet(tmp_path: Path) -> None:
    assert_fails(chithi("search", "a", library=tmp_path / "l.sqlite"), 3, "There is no library yet.")
    assert not (tmp_path / "l.sqlite").exists()


def test_errors_as_json_are_alone_on_standard_output(tmp_path: Path) -> None:
    done = chithi("search", "a", "--json", library=tmp_path / "l.sqlite")
    assert json.loads(done.out)["error"]["hint"] and done.status == 3


@pytest.mark.parametrize(
    "words", [("search", "a", "-n", "0"), ("ingest",), ("nosuch",), ("status", "X", "--as-of", "x"), ("digest", "--x")]
)
def test_usage_errors_are_json_too(sample: Path, words: tuple[str, ...]) -> None:
    done = chithi(*words, "--json", library=sample)
    assert done.status == 2
    assert done.json["error"]["reason"]


@pytest.mark.parametrize(("typed", "meant"), [("serach", "search"), ("ingst", "ingest"), ("STATUS", "status")])
def test_a_misspelt_command_gets_a_suggestion(sample: Path, typed: str, meant: str) -> None:
    done = chithi(typed, library=sample)
    assert done.status == 2
    assert f"Did you mean {meant}?" in done.err


def test_the_language_decides_the_whole_help_wherever_it_is_named(sample: Path) -> None:
    for words in (["--help", "--lang", "en"], ["--lang", "en", "--help"]):
        done = subprocess.run(
            [sys.executable, "-X", "utf8", str(ROOT / "cli.py"), *words],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert "Usage:" in done.stdout and "Tìm" not in done.stdout


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({"CLICOLOR_FORCE": "1"}, True), ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False), ({}, False),
     ({"CLICOLOR_FORCE": "1", "TERM": "dumb"}, False), ({"CLICOLOR_FORCE": "0"}, False)],
)  # fmt: skip
def test_colour_follows_the_environment(sample: Path, variables: dict[str, str], coloured: bool) -> None:
    known = {"NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"}
    environment = {key: value for key, value in os.environ.items() if key not in known} | variables
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(ROOT / "cli.py"), "--library", str(sample), "list"],
        capture_output=True, encoding="utf-8", check=True, env=environment,
    )  # fmt: skip
    assert ("\x1b[" in done.stdout) is coloured


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258", "ascii"])
def test_redirected_output_and_input_are_utf8_whatever_the_code_page(sample: Path, encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "--library", str(sample), "--lang", "vi", "tag", "-"],
        input="Thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016".encode(), capture_output=True, check=True, env=environment,
    )  # fmt: skip
    assert "Chỉ thị số 05-CT/TW" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("words", "english"),
    [
        (["show"], "DOCUMENT"), (["search", "a", "-n", "x"], "integer"), (["tag", "/không có"], "No such"),
        (["backup", "."], "irectory"), (["init", "--folder", "/không có"], "irectory"), (["restore"], "FILE"),
        (["export"], "TARGET"), (["--lang", "xx"], "invalid"), (["search", "--sort", "x", "a"], "choose"),
        (["ingest", "--jobs", "0", "x"], "range"), (["--no-such"], "option"),
    ],
)  # fmt: skip
def test_no_english_in_a_vietnamese_usage_error(sample: Path, words: list[str], english: str) -> None:
    done = chithi(*words, library=sample, lang="vi")
    assert done.status == 2
    message = done.err.splitlines()[-1]
    assert message.startswith("Lỗi: ") and english.casefold() not in message.casefold().replace("'--lang'", "")


@pytest.mark.parametrize("text", ["unit = Chi bộ", 'unit = "a', "[", "\ufeff=", "x"])
def test_no_english_in_an_error_of_the_settings(tmp_path: Path, text: str) -> None:
    (tmp_path / "chithi.toml").write_text(text, "utf-8")
    done = chithi("ingest", library=tmp_path / "l.sqlite", lang="vi")
    assert done.status == 2
    assert not any(word in done.err for word in ("line", "Invalid", "Expected", "column", "statement"))


def test_a_star_in_a_query_is_not_a_file_name(sample: Path) -> None:
    assert "Nothing found" not in run(sample, "search", "kỷ*").out
