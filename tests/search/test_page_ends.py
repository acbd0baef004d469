"""Phrases over the end of a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.search import search
from pipeline.store import Store
from tests.documents import document

REST = " Việc khác làm sau."


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("Giữ mối liên", "hệ mật thiết với dân.", True),
        ("Giữ mối", "liên hệ mật thiết với dân.", True),
        ("Giữ mối liên\n1 Thay thế Quy định khác.", "2\nhệ mật thiết với dân.", True),
        ("Giữ mối liên", "Hệ mật\nthiết với dân.", True),
        ("Giữ mối liên.\nĐiều khác.", "hệ mật thiết với dân.", False),
        ("Giữ mối liên", "Rồi đến hệ mật thiết với dân.", False),
    ],
)
def test_a_phrase_over_the_end_of_a_page_is_found_where_it_begins(
    tmp_path: Path, first: str, second: str, found: bool
) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        library.add(document("Trang đầu.", f"Đoạn này.{REST}\n{first}", f"{second}{REST}", path="/a.pdf"))
        results = search(library, '"mối liên hệ mật thiết"', whole=True)
        assert [hit.page for hit in results.hits] == [2] * found
        assert results.total == found
        assert all("mối" in hit.snippet.casefold() for hit in results.hits)


def test_a_phrase_does_not_join_two_documents(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        library.add(document("Giữ mối liên", path="/a.pdf"))
        library.add(document("hệ mật thiết với dân.", path="/b.pdf"))
        assert not search(library, '"mối liên hệ mật thiết"', whole=True).total
