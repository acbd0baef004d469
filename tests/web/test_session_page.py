"""Preparing a session: everything can be dropped and taken back, the choice is kept, every quotation is on its page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline import Library
from pipeline.vietnamese.text import squeeze
from pipeline.web.plans import Plan, Plans
from tests.web.browser import Visitor, words

DIRECTIVE = "dien-bien/tinh-uy/2016/08-ct-tu"


def begin(visitor: Visitor, **values: Any) -> str:
    """Return the address of a session just begun."""
    answer = visitor.post("/session", day="6/6/2016", hour="8:00", unit="Chi bộ Sở Ngoại vụ", **values)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def ticked(page: Any) -> list[str]:
    """Return the keys that are chosen."""
    return [each.get("value") for each in page.cssselect("input[name=keep]") if each.get("checked") is not None]


def send(visitor: Visitor, address: str, keep: list[str], **values: Any) -> Any:
    """Return the answer after a choice."""
    page = visitor.page(address)
    seen = [each.get("value") for each in page.cssselect("input[name=seen]")]
    return visitor.post(address, seen=seen, keep=keep, title="Tháng 6", day="6/6/2016", hour="08:00", **values)


def test_every_quotation_is_on_the_page_that_it_names(visitor: Visitor, library_path: Path) -> None:
    from urllib.parse import parse_qs, unquote

    page = visitor.page(begin(visitor, document=DIRECTIVE))
    quotations = [each for each in page.cssselect(".picks li, .duties li") if each.cssselect("q")]
    assert len(quotations) > 10
    with Library.open(library_path) as library:
        for each in quotations:
            name, _mark, query = each.cssselect(".soft a")[0].get("href").removeprefix("/document/").partition("?")
            pages = {one.number: squeeze(one.text) for one in library.document(unquote(name)).pages}
            said = words(each.cssselect("label q")[-1])
            assert said in pages[int(parse_qs(query)["page"][0])]


def test_what_is_dropped_is_left_out_and_taken_back(visitor: Visitor) -> None:
    address = begin(visitor, document=DIRECTIVE)
    page = visitor.page(address)
    keys, first = ticked(page), page.cssselect(".picks")[1].cssselect("li")[3]
    point = first.cssselect("input[name=keep]")[0].get("value")
    said = words(first.cssselect("label q")[-1])
    assert said in squeeze(visitor.get(f"{address}/file/md").text.replace("\\", ""))
    send(visitor, address, [each for each in keys if each != point])
    assert point not in ticked(visitor.page(address))
    assert said not in squeeze(visitor.get(f"{address}/file/md").text.replace("\\", ""))
    send(visitor, address, keys)
    assert ticked(visitor.page(address)) == keys


def test_the_choice_is_kept_and_taken_up_again(visitor: Visitor, library_path: Path) -> None:
    address = begin(visitor, document=DIRECTIVE)
    keys = ticked(visitor.page(address))
    send(visitor, address, keys[:3], **{"minutes-0": "7"})
    with Visitor(library_path) as later:
        link = later.page("/session").xpath("//a[.='Tháng 6']")[0].get("href")
        page = later.page(link)
        assert ticked(page) == keys[:3]
        assert page.cssselect("input[name=minutes-0]")[0].get("value") == "7"
        total = sum(int(each.get("value")) for each in page.cssselect("input[type=number]"))
        assert words(page.get_element_by_id("sum")) == str(total)


def handout(visitor: Visitor, address: str, format: str = "md") -> str:
    """Return the words of the handout."""
    return squeeze(visitor.get(f"{address}/file/{format}").text.replace("\\", ""))


def test_the_cell_adds_tasks_and_questions_and_says_who_and_when(visitor: Visitor) -> None:
    address = begin(visitor, document=DIRECTIVE)
    page = visitor.page(address)
    key = page.cssselect(".duties input[name=keep]")[0].get("value")
    own = {"own-text": ["Sửa bảng nội quy <b>cơ quan</b>", "", "Mua sách"], "own-who": ["Đồng chí Lan", "x", ""],
           "own-day": ["15/6/2016", "", ""], "own-question": ["Vì sao còn đi muộn?", " "]}  # fmt: skip
    decided = {f"who-{key}": "Đồng chí Hải", f"day-{key}": "10/6/2016"}
    assert send(visitor, address, ticked(page), **own, **decided).status_code == 303
    page = visitor.page(address)
    assert [each.text for each in page.cssselect("textarea[name=own-text]")][:2] == own["own-text"][::2]
    assert page.cssselect(f"input[name=who-{key}]")[0].get("value") == "Đồng chí Hải"
    assert page.cssselect(f"input[name=day-{key}]")[0].get("value") == "10/6/2016"
    assert not page.xpath("//b[.='cơ quan']")
    said = handout(visitor, address, "txt") + handout(visitor, address)
    for words_ in ("Mua sách", "Đồng chí Lan", "15/6/2016", "Đồng chí Hải", "10/6/2016", "Vì sao còn đi muộn?"):
        assert words_ in said, words_
    assert "“Mua sách" not in said  # quotation marks are for documents
    assert send(visitor, address, [], **{f"who-{key}": "", f"day-{key}": "hôm nào"}).status_code == 400
    assert send(visitor, address, [], **{"own-text": "x", "own-who": "", "own-day": "32/1/2016"}).status_code == 400


def test_points_are_put_in_an_order_of_the_cells_own(visitor: Visitor) -> None:
    address = begin(visitor, document=DIRECTIVE)
    page = visitor.page(address)
    before = [words(each) for each in page.cssselect(".movable")[1].cssselect("label q:last-child")]
    down = page.cssselect(".movable")[1].cssselect("button[data-move=down]")[0].get("value")
    send(visitor, address, ticked(page), swap=down)
    after = [words(each) for each in visitor.page(address).cssselect(".movable")[1].cssselect("label q:last-child")]
    assert after == [before[1], before[0], *before[2:]]
    said = handout(visitor, address).partition("## 2.")[2]  # what is read to the cell
    assert said.index(f"“{after[0]}”") < said.index(f"“{after[1]}”")
    send(visitor, address, ticked(page), swap="../x ?")
    assert visitor.get(address).status_code == 200


def test_a_session_is_begun_like_an_earlier_one(visitor: Visitor) -> None:
    address = begin(visitor, document=DIRECTIVE)
    keys = ticked(visitor.page(address))
    send(visitor, address, keys[:3], **{"own-text": "Mua sách", "own-who": "", "own-day": ""})
    copy = visitor.post("/session", copy=address.rsplit("/", 1)[-1]).headers["location"]
    assert copy != address
    page = visitor.page(copy)
    assert ticked(page) == keys[:3]
    assert page.cssselect("textarea[name=own-text]")[0].text == "Mua sách"
    assert page.get_element_by_id("day").get("value") == ""
    assert len(visitor.page("/session").cssselect(".files .file")) == 2


def test_a_passed_deadline_is_said_in_words(visitor: Visitor) -> None:
    page = visitor.page(begin(visitor, document=DIRECTIVE))
    assert any("quá hạn" in words(each) for each in page.cssselect(".late"))


def test_a_month_and_a_topic_choose_documents(visitor: Visitor) -> None:
    assert "Chỉ thị 08-CT/TU" in words(visitor.page(begin(visitor, month="3/2016")))
    assert len(visitor.page(begin(visitor, topic="kỷ luật hành chính")).cssselect(".picks")[0].cssselect("li")) > 2
    assert visitor.post("/session", month="1/1950").status_code == 404
    for wrong in ("13/2016", "tháng sáu", "2016"):
        assert visitor.post("/session", month=wrong).status_code == 400


def test_a_document_is_added_and_all_may_be_dropped(visitor: Visitor) -> None:
    address = begin(visitor, document=DIRECTIVE)
    send(visitor, address, ticked(visitor.page(address)), add="76 qd tw")
    page = visitor.page(address)
    assert "Quy định 76-QĐ/TW" in words(page)
    send(visitor, address, [])
    page = visitor.page(address)
    assert "Chưa chọn văn bản nào" in words(page)
    assert send(visitor, address, [], add="xyzzyabc").status_code == 404


@pytest.mark.parametrize("name", ["docx", "html", "md"])
def test_the_handout_is_downloaded(visitor: Visitor, name: str) -> None:
    address = begin(visitor, document=DIRECTIVE)
    answer = send(visitor, address, ticked(visitor.page(address)), format=name)
    file = visitor.get(answer.headers["location"])
    assert file.status_code == 200
    assert file.headers["content-disposition"].endswith(f'.{name}"')
    assert visitor.get(f"{address}/file/exe").status_code == 404


@pytest.mark.parametrize("key", ["../library", "..%2f..%2fetc", "none", "A", "x" * 99, "%00"])
def test_a_session_that_is_not_there(visitor: Visitor, key: str) -> None:
    assert visitor.get(f"/session/{key}").status_code == 404


def test_a_damaged_file_is_left_alone(tmp_path: Path) -> None:
    plans = Plans(str(tmp_path))
    kept = plans.keep(Plan("2016-06-a", title="Một"))
    (tmp_path / "sinh-hoat" / "2016-07-b.json").write_text("{", encoding="utf-8")
    assert [each.title for each in plans.all()] == [kept.title]
    plans.delete("2016-06-a")
    assert plans.all() == []
