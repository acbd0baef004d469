"""A library that can only be read: on a disk or in a folder where nothing may be written."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.errors import LibraryError
from pipeline.search import search
from pipeline.store import Store, library_error
from tests.documents import directive, plan

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions of POSIX")


@contextmanager
def nobody(folder: Path) -> Iterator[None]:
    """Be somebody who may read the folder and not write in it; root may write anywhere."""
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that others may enter: those of pytest are its user's own."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    with Store.open(made / "l.sqlite", create=True) as library:
        library.add(directive())
        library.add(plan())
    yield made
    shutil.rmtree(made)


def test_it_is_searched(folder: Path) -> None:
    with nobody(folder), Store.open(folder / "l.sqlite") as library:
        assert search(library, "kỷ luật").hits
        assert [entry.number for entry in library.entries()] == ["12-KH/TU", "08-CT/TU"]


def test_a_change_is_refused_in_words(folder: Path) -> None:
    with nobody(folder), Store.open(folder / "l.sqlite") as library:
        with pytest.raises(sqlite3.OperationalError) as caught:
            library.remove("dien-bien/tinh-uy/2016/08-ct-tu")
        assert "searched" in library_error(caught.value).hint


def test_changes_that_are_still_in_the_log_are_not_passed_over(folder: Path) -> None:
    other = folder / "other"
    other.mkdir()
    with Store.open(folder / "l.sqlite") as library:
        library.remove("dien-bien/tinh-uy/2016/08-ct-tu")
        for name in ("l.sqlite", "l.sqlite-wal"):
            shutil.copy(folder / name, other / name)
    with nobody(other), pytest.raises(LibraryError) as caught:
        Store.open(other / "l.sqlite")
    assert caught.value.hint.startswith("Open it once")


def test_an_older_library_says_what_to_do(folder: Path) -> None:
    connection = sqlite3.connect(folder / "l.sqlite")
    connection.execute("pragma user_version = 5")
    connection.close()
    with nobody(folder), pytest.raises(LibraryError) as caught:
        Store.open(folder / "l.sqlite")
    assert "older version" in caught.value.reason


def test_one_that_may_not_be_read_either(folder: Path) -> None:
    with nobody(folder):
        if os.geteuid() == 65534:
            os.seteuid(0)
            (folder / "l.sqlite").chmod(0)
            os.seteuid(65534)
        else:
            (folder / "l.sqlite").chmod(0)
        with pytest.raises(LibraryError) as caught:
            Store.open(folder / "l.sqlite")
    assert "permission denied" in caught.value.reason
