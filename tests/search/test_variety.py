"""Copies of a document take one place, and no document fills the first ten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.model import Document
from pipeline.search import search
from pipeline.store import Store
from tests.documents import document


def test_pages_of_other_documents_come_before_the_third_of_one(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        library.add(document(*["trồng rừng " * 9] * 6, path="/a.pdf"))
        for place in range(9):
            library.add(document(f"trồng rừng ở nơi thứ {place}, " + "việc khác " * 30, path=f"/{place}.pdf"))
        hits = search(library, "trồng rừng", limit=15).hits
        assert [hit.path for hit in hits[:10]].count("/a.pdf") == 2
        assert [hit.path for hit in hits].count("/a.pdf") == 6
        assert hits[0].held_back == 4
        alone = search(library, "trồng rừng", document=hits[0].id).hits
        assert len(alone) == 6 and {hit.path for hit in alone} == {"/a.pdf"}


def test_a_document_alone_keeps_all_of_its_pages(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        library.add(document(*["trồng rừng"] * 6, path="/a.pdf"))
        hits = search(library, "trồng rừng").hits
        assert [hit.page for hit in hits] == [1, 2, 3, 4, 5, 6] and not hits[0].held_back


def plan(text: str, issuer: str, year: int, path: str) -> Document:
    return document(text, number="12-KH/TU", issuer=issuer, day=date(year, 5, 9), path=path)


def test_copies_take_one_place(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        for path in ("/a.pdf", "/b.docx"):
            library.add(plan(f"Kế hoạch trồng rừng {path}", "Tỉnh ủy Điện Biên", 2016, path))
        library.add(plan("Kế hoạch trồng rừng khác", "Tỉnh ủy Điện Biên", 2019, "/c.pdf"))
        library.add(plan("Kế hoạch trồng rừng nơi khác", "Tỉnh ủy Lai Châu", 2016, "/d.pdf"))
        found = search(library, "trồng rừng")
        assert sorted(len(hit.copies) for hit in found.hits) == [0, 0, 1] and found.total == 3
        assert {copy.path for hit in found.hits for copy in hit.copies} < {"/a.pdf", "/b.docx"}


def test_the_same_text_under_another_day_is_no_copy(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        for year in (2016, 2017):
            library.add(document("Kế hoạch trồng rừng", day=date(year, 5, 9), path=f"/{year}.pdf"))
        assert len(search(library, "trồng rừng").hits) == 2


def test_a_page_in_common_hides_no_other_page(tmp_path: Path) -> None:
    common = "Nơi nhận: ban trồng rừng"
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        for name in ("a", "b"):
            library.add(document(common, f"Trồng rừng ở xã {name}", path=f"/{name}.pdf"))
        found = search(library, "trồng rừng")
        assert found.total == len(found.hits) == 3
        assert sorted((hit.path, hit.page) for hit in found.hits if hit.page == 2) == [("/a.pdf", 2), ("/b.pdf", 2)]
        [[copy]] = [hit.copies for hit in found.hits if hit.page == 1]
        assert copy.page == 1
