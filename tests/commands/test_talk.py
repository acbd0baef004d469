"""What a command says: less, more, or into a log that has no text of documents."""

from __future__ import annotations

from pathlib import Path

from tests.command import assert_fails, chithi, run

TEXT = "Chỉ thị số 05-CT/TW ngày 15/5/2016 về việc học tập"


def folder_of(tmp_path: Path) -> Path:
    folder = tmp_path / "văn bản"
    folder.mkdir()
    (folder / "một.txt").write_text(TEXT, "utf-8")
    (folder / "hỏng.pdf").write_bytes(b"x")
    return folder


def test_quiet_leaves_what_was_set_aside(tmp_path: Path) -> None:
    done = chithi("ingest", folder_of(tmp_path), "--quiet", library=tmp_path / "l.sqlite")
    assert done.status == 1
    assert done.err == "" and "hỏng.pdf" in done.out and "added" not in done.out
    assert chithi("-q", "ingest", tmp_path / "văn bản" / "một.txt", library=tmp_path / "l.sqlite").out == ""


def test_verbose_names_each_file(tmp_path: Path) -> None:
    done = chithi("--verbose", "ingest", folder_of(tmp_path), library=tmp_path / "l.sqlite")
    assert "1/2" in done.err and "2/2" in done.err and "một.txt" in done.err


def test_the_log_has_what_happened_and_no_text(tmp_path: Path) -> None:
    log, library = tmp_path / "nhật ký.txt", tmp_path / "l.sqlite"
    chithi("ingest", folder_of(tmp_path), "--log", log, library=library)
    run(library, "--log", log, "search", "học tập")
    chithi("--log", log, "show", "không có", library=library)
    lines = log.read_text("utf-8").splitlines()
    assert [line.split(" ", 3)[3] for line in lines if " begin " in line] == [
        "begin ingest",
        "begin search",
        "begin show",
    ]
    assert [line.split()[4] for line in lines if " end " in line] == ["status=1", "status=0", "status=3"]
    assert any("done" in line and "một.txt" in line for line in lines)
    assert any("set aside" in line and "hỏng.pdf" in line for line in lines)
    assert not any("học tập" in line or "không có" in line for line in lines)


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    done = chithi("--log", tmp_path / "none" / "x.log", "list", library=tmp_path / "l.sqlite")
    assert_fails(done, 3, "The log cannot be written", "--log")
