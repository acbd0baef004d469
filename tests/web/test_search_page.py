"""The search page: what is found, how it is grouped and marked, what it says where nothing is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import Library
from pipeline.vietnamese.text import squeeze
from tests.documents import document
from tests.web.browser import Visitor, all_words, words


@pytest.mark.parametrize("query", ["kỷ luật hành chính", "ky luat hanh chinh"])
def test_results_are_grouped_by_document_with_counts(visitor: Visitor, query: str) -> None:
    page = visitor.page("/", q=query)
    assert words(page.get_element_by_id("said")) == "22 trang trong 15 văn bản"
    first = page.cssselect("article.found")[0]
    assert words(first.cssselect("h2")[0]) == "Chỉ thị 08-CT/TU"
    assert words(first.cssselect(".st")[0]) == "Chưa rõ hiệu lực"
    assert [words(each).split("mục")[0].strip() for each in first.cssselect(".at")] == ["Trang 1", "Trang 2", "Trang 3"]


def test_every_sentence_is_on_the_page_that_it_names(visitor: Visitor, library_path: Path) -> None:
    page = visitor.page("/", q="kỷ luật hành chính", shown=15)
    checked = 0
    with Library.open(library_path) as library:
        for hit in page.cssselect(".hits li"):
            link = hit.cssselect("a.at")[0]
            name, _mark, query = link.get("href").removeprefix("/document/").partition("?")
            from urllib.parse import parse_qs, unquote

            number = int(parse_qs(query)["page"][0])
            text = next(each.text for each in library.document(unquote(name)).pages if each.number == number)
            assert words(hit.cssselect("[data-quote]")[0]) in squeeze(text)
            checked += 1
    assert checked == 22


def test_a_phrase_is_marked_and_not_its_words_elsewhere(visitor: Visitor) -> None:
    page = visitor.page("/", q="kỷ luật hành chính")
    plan = next(each for each in page.cssselect("article.found") if "chấp hành" in words(each))
    sentence = next(each for each in plan.cssselect(".said") if "chấp hành" in words(each))
    assert [words(each) for each in sentence.cssselect("mark")] == ["kỷ luật hành chính"]


def test_a_misspelt_word_is_one_click_away(visitor: Visitor) -> None:
    page = visitor.page("/", q="ky luat hanh chinhh")
    meant = page.xpath("//p[contains(., 'Có phải đồng chí tìm')]/a")[0]
    assert "22 trang" in words(meant.getparent())
    assert "22 trang trong 15 văn bản" in words(visitor.page(meant.get("href")).get_element_by_id("said"))


def test_filters_leave_what_they_counted(visitor: Visitor) -> None:
    page = visitor.page("/", q="đảng viên")
    for box in page.cssselect(".facets input")[:8]:
        count = int(words(box.getparent().cssselect(".n")[0]))
        filtered = visitor.page("/", q="đảng viên", **{box.get("name"): box.get("value")})
        assert words(filtered.get_element_by_id("said")).endswith(f"trong {count} văn bản")


def test_only_what_is_in_force(visitor: Visitor) -> None:
    page = visitor.page("/", q="đảng viên", force="in", shown=50)
    assert set(all_words(page, "//article//span[contains(@class, 'st ')]")) == {"Còn hiệu lực"}


def test_nothing_found_says_so_and_what_to_try(visitor: Visitor) -> None:
    page = visitor.page("/", q="xyzzyabc")
    assert "Không trang nào" in words(page.get_element_by_id("said"))
    assert "Thử cách khác" in all_words(page, "//h2")


def test_an_empty_library_says_how_to_begin(tmp_path: Path) -> None:
    with Visitor(tmp_path / "Thư viện mới.sqlite") as visitor:
        assert "Thư viện chưa có văn bản nào" in visitor.get("/").text


def test_many_documents_have_one_line_each(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        for number in range(60):
            library.store.add(document(f"Đảng viên làm việc số {number}.", path=f"/{number}.pdf"))
    with Visitor(path) as visitor:
        page = visitor.page("/", q="đảng viên")
        assert len(page.cssselect(".rows li")) == 60
        assert not page.cssselect("article.found")
        assert "60 trang trong 60 văn bản" in words(page.get_element_by_id("said"))


def test_htmx_gets_the_results_alone(visitor: Visitor) -> None:
    answer = visitor.client.get("/", params={"q": "đảng viên"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.text
    assert "article" in answer.text


def test_a_search_is_saved_run_and_forgotten(visitor: Visitor) -> None:
    assert visitor.post("/saved", name="Kỷ luật", q="kỷ luật hành chính").status_code == 303
    link = visitor.page("/").xpath("//a[.='Kỷ luật']")[0]
    assert "22 trang" in words(visitor.page(link.get("href")).get_element_by_id("said"))
    visitor.post("/saved", forget="Kỷ luật")
    assert not visitor.page("/").xpath("//a[.='Kỷ luật']")


HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "' or 1=1 --", "\x00\x1b[31m",
    "\u202eabc",
    "(((((" * 40, '"' * 99, "a" * 5000, "số:", "dẫn:../../etc", "* OR *", "NEAR/5", "%F0%9F%98%80", "\ue000x\ue001",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_whatever_is_typed_stays_text(visitor: Visitor, query: str) -> None:
    answer = visitor.get("/", q=query)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert "\x1b" not in answer.text
    for odd in ({"shown": "x"}, {"shown": "99999999999999"}, {"sort": "x"}, {"year": "<b>"}, {"force": "x"}):
        assert visitor.get("/", q="đảng viên", **odd).status_code == 200
