"""A copy of a library."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from pipeline.errors import UnwritableFile
from pipeline.store import Store
from pipeline.store.connection import back_up
from tests.documents import directive, plan


@pytest.fixture
def library(tmp_path: Path) -> Store:
    made = Store.open(tmp_path / "library.sqlite", create=True)
    made.add(directive())
    return made


def test_the_copy_is_whole_one_file_and_its_owner_s(library: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy" / "library.sqlite"
    target.parent.mkdir()
    assert back_up(library.connection, target) == target.stat().st_size
    assert [path.name for path in target.parent.iterdir()] == ["library.sqlite"]
    assert stat.S_IMODE(os.stat(target).st_mode) == 0o600 or os.name == "nt"
    library.add(plan())
    with Store.open(target) as copy:
        assert copy.check() is None
        assert [entry.id for entry in copy.entries()] == [directive().id]


def test_no_file_is_written_over(library: Store, tmp_path: Path) -> None:
    target = tmp_path / "there"
    target.write_text("mine")
    with pytest.raises(UnwritableFile):
        back_up(library.connection, target)
    assert target.read_text() == "mine"


def test_a_folder_that_is_not_there(library: Store, tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="nowhere"):
        back_up(library.connection, tmp_path / "nowhere" / "copy.sqlite")
