"""Files that a library has looked at: unchanged, moved, set aside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model import SetAside
from pipeline.store import Store
from pipeline.store.input_files import (
    files_set_aside,
    find_unchanged,
    follow_moved_files,
    forget_gone_files,
    previous_attempt,
    record_set_aside,
)
from tests.documents import directive, plan

DIRECTIVE = "dien-bien/tinh-uy/2016/08-ct-tu"


@pytest.fixture
def library(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "deep" / "library.sqlite", create=True)


def test_a_file_is_unchanged_while_its_content_is_that_of_its_document(library: Store) -> None:
    library.add(directive())
    assert find_unchanged(library, "/chi-thi.pdf", directive().sha256) == DIRECTIVE
    assert find_unchanged(library, "/chi-thi.pdf", "0" * 64) is None


def test_pages_that_wait_for_ocr_are_read_once_there_is_ocr(library: Store) -> None:
    library.add(replace(directive(), waiting=(2,)))
    assert find_unchanged(library, "/chi-thi.pdf", directive().sha256) == DIRECTIVE
    assert find_unchanged(library, "/chi-thi.pdf", directive().sha256, with_ocr=True) is None
    assert [entry.id for entry in library.waiting_for_ocr()] == [DIRECTIVE]


def test_a_moved_file_is_not_read_again(library: Store, tmp_path: Path) -> None:
    old, moved = tmp_path / "a.pdf", tmp_path / "b.pdf"
    old.touch()
    library.add(directive(str(old)))
    digest = directive(str(old)).sha256
    old.rename(moved)
    follow_moved_files(library, {str(moved): digest})
    forget_gone_files(library)
    assert find_unchanged(library, str(moved), digest) == DIRECTIVE
    assert library.find(DIRECTIVE).path == str(moved)
    assert find_unchanged(library, str(moved), "0" * 64) is None


def test_a_copy_is_shown_when_the_first_file_is_deleted(library: Store, tmp_path: Path) -> None:
    first, copy = tmp_path / "a.pdf", tmp_path / "b.pdf"
    first.touch()
    library.add(directive(str(first)))
    digest = directive(str(first)).sha256
    copy.touch()
    assert find_unchanged(library, str(copy), digest) == DIRECTIVE
    forget_gone_files(library)
    assert library.find(DIRECTIVE).path == str(first)
    assert library.find(DIRECTIVE).files == (str(first), str(copy))
    first.unlink()
    follow_moved_files(library, {str(copy): digest})
    forget_gone_files(library)
    assert library.find(DIRECTIVE).path == str(copy)
    assert library.find(DIRECTIVE).files == ()
    assert library.check() is None


def test_two_files_may_change_places(library: Store) -> None:
    library.add(directive("/a.pdf"))
    library.add(replace(plan(), path="/b.pdf"))
    follow_moved_files(library, {"/a.pdf": plan().sha256, "/b.pdf": directive().sha256})
    assert {entry.number: entry.path for entry in library.entries()} == {"08-CT/TU": "/b.pdf", "12-KH/TU": "/a.pdf"}


def test_files_set_aside_are_listed_until_they_are_read(library: Store) -> None:
    for reason in ("Broken.", "Still broken."):
        record_set_aside(library, SetAside("/chi-thi.pdf", reason, "Mend it."), "0" * 64)
    assert files_set_aside(library) == [SetAside("/chi-thi.pdf", "Still broken.", "Mend it.")]
    library.add(directive())
    assert files_set_aside(library) == []


def test_a_file_is_not_tried_again_in_the_same_way(library: Store) -> None:
    item = SetAside("/scan.pdf", "Needs OCR.", "Install it.")
    record_set_aside(library, item, "0" * 64, attempt="1.0 never")
    assert previous_attempt(library, "/scan.pdf", "0" * 64, "1.0 never") == item
    assert previous_attempt(library, "/scan.pdf", "0" * 64, "1.0 auto") is None
    assert previous_attempt(library, "/scan.pdf", "1" * 64, "1.0 never") is None
