"""What the system refuses is told in the language spoken, everywhere."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from pipeline.i18n import language, set_language
from pipeline.system.os_errors import describe
from tests.command import ROOT, chithi


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOENT, errno.ENOSPC, errno.EROFS, errno.EISDIR, 9999])
def test_reasons_are_vietnamese(number: int) -> None:
    spoken = language()
    set_language("vi")
    try:
        told = describe(OSError(number, "No such thing"))
    finally:
        set_language(spoken)
    assert not told.isascii() and "No such" not in told


def test_what_sqlite_refuses(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError) as caught:
        sqlite3.connect(tmp_path / "none" / "l.sqlite").execute("pragma user_version")
    assert "unable" not in describe(caught.value)


def test_nobody_tells_what_the_system_says_itself() -> None:
    telling = [path.name for path in (ROOT / "pipeline").rglob("*.py") if "strerror" in path.read_text("utf-8")]
    assert telling == []


@pytest.mark.parametrize(
    "words",
    [("ingest", "nowhere"), ("read", "nowhere.pdf"), ("export", "-o", "/dev/null/x"), ("backup", "/nowhere/x.sqlite")],
)
def test_no_english_inside_a_vietnamese_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    library = tmp_path / "l.sqlite"
    chithi("ingest", ROOT / "corpora" / "sample" / "files" / "chi-thi-05-ct-tw-2016.pdf", library=library)
    done = chithi(*words, library=library, lang="vi")
    assert done.status in {2, 3}
    assert not any(text in done.err for text in ("No such", "Not a directory", "denied", "unable", "error"))
