"""What the system refuses is said in the user's language, in every command."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from pipeline.system.os_errors import describe
from tests.command import ROOT, SAMPLE, chithi


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOENT, errno.ENOSPC, errno.EROFS, errno.EISDIR, 9999])
def test_reasons_are_vietnamese(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setenv("LANGUAGE", "vi")
    reason = describe(OSError(number, "No such thing"))
    assert not reason.isascii() and "No such" not in reason


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "permission denied"),
        (errno.EISDIR, "it is a folder"),
        (errno.ENOSPC, "the disk is full"),
        (9999, "system error 9999"),
        (None, "system error 0"),
    ],
)
def test_reasons(monkeypatch: pytest.MonkeyPatch, number: int | None, reason: str) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    assert describe(OSError(number, "as the system says it") if number else OSError("no number")) == reason


def test_reasons_of_sqlite(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    with pytest.raises(sqlite3.OperationalError) as cannot_open:
        sqlite3.connect(tmp_path / "none" / "l.sqlite").execute("pragma user_version")
    (tmp_path / "text").write_text("not a database, and long enough for a header " * 5)
    with pytest.raises(sqlite3.DatabaseError) as not_a_database:
        sqlite3.connect(tmp_path / "text").execute("pragma user_version")
    assert describe(cannot_open.value) == "permission denied"
    assert describe(not_a_database.value) == "the file is damaged"
    assert describe(sqlite3.OperationalError("without a name")) == "without a name"


def test_no_module_prints_the_system_s_own_words() -> None:
    printing = [path.name for path in (ROOT / "pipeline").rglob("*.py") if "strerror" in path.read_text("utf-8")]
    assert printing == []


@pytest.mark.parametrize(
    "words",
    [
        ("ingest", "nowhere"),
        ("read", "nowhere.pdf"),
        ("export", "-o", "/dev/null/x"),
        ("backup", "/nowhere/x.sqlite"),
        ("digest", "--document", "05-CT/TW", "-o", "/dev/null/x.md"),
        ("graph", "-o", "/nowhere/x.svg"),
        ("export", "/dev/null/x"),
    ],
)
def test_no_english_inside_a_vietnamese_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    library = tmp_path / "l.sqlite"
    chithi("ingest", SAMPLE / "chi-thi-05-ct-tw-2016.pdf", library=library)
    done = chithi(*words, library=library, lang="vi")
    assert done.status in {2, 3}
    assert not any(text in done.err for text in ("No such", "Not a directory", "denied", "unable", "error"))
