"""The overview: charts whose bars are links, what ended with its evidence, what is missing, maps."""

from __future__ import annotations

from pathlib import Path

from tests.web.browser import Visitor, words


def test_every_bar_leads_to_as_many_documents(visitor: Visitor) -> None:
    page = visitor.page("/overview")
    rows = page.cssselect("table.bars tr")
    assert len(rows) > 15
    for row in rows[::4]:
        found = visitor.page(row.cssselect("a")[0].get("href"))
        assert words(found.get_element_by_id("said")).endswith(f"trong {words(row.cssselect('.n')[0])} văn bản")


def test_what_ended_has_a_day_and_a_source(visitor: Visitor) -> None:
    ended = visitor.page("/overview").get_element_by_id("ended")
    assert words(ended.cssselect("h2")[0]) == "Đã hết hiệu lực: 3"
    for item in ended.cssselect("li"):
        assert "Hết hiệu lực từ" in words(item)
        assert item.cssselect("q") or "Theo danh mục kèm chương trình" in words(item)


def test_what_is_missing_is_counted(visitor: Visitor) -> None:
    row = words(visitor.page("/overview").get_element_by_id("missing").cssselect("tbody tr")[0])
    assert row.startswith("Nghị quyết 12-NQ/TW, 16/01/2012")
    assert row.endswith("13")


def test_maps_have_links_and_a_zoom(visitor: Visitor) -> None:
    page = visitor.page("/map", of="dien-bien/tinh-uy/2016/08-ct-tu", kind="cascade", zoom="150")
    assert any("21-kh-duk" in link.get("href") for link in page.cssselect("svg a"))
    narrow = visitor.page("/map", of="dien-bien/tinh-uy/2016/08-ct-tu", kind="cascade", zoom="50")
    assert int(page.cssselect("svg.map")[0].get("width")) == 3 * int(narrow.cssselect("svg.map")[0].get("width"))
    assert visitor.get("/map").status_code == 200
    assert visitor.get("/map", of="none").status_code == 404


def test_a_library_without_documents_has_an_overview(tmp_path: Path) -> None:
    with Visitor(tmp_path / "library.sqlite") as visitor:
        assert visitor.get("/overview").status_code == 200
        assert visitor.get("/add").status_code == 200
