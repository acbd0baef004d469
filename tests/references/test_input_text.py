"""The openings of citations in a text."""

from __future__ import annotations

import pytest

from tests.references.texts import source


@pytest.mark.parametrize(
    ("text", "group", "type_name", "misread"),
    [
        ("Chỉ thị số 08", "type", "chỉ thị", False),
        ("Chi thi so 08", "type", "chỉ thị", False),
        ("Ngh! quyết số 5", "type", "nghị quyết", True),
        ("NQ 18", "code", "nghị quyết", False),
        ("QĐ 76", "code", None, False),  # quy định or quyết định
        ("Văn bản số 5", "type", None, False),
        ("NQTW4", "short", None, False),
        ("18-NQ/TW", "number", None, False),
        ("Điều lệ Đảng", "name", None, False),
    ],
)
def test_opening(text: str, group: str, type_name: str | None, misread: bool) -> None:
    read = source(text)
    match = read.vocabulary.trigger.search(read.folded)
    assert match
    opening = read.opening(match)
    assert (opening.start, opening.group, opening.type_name, opening.misread) == (0, group, type_name, misread)
    assert opening.end == (0 if group in {"short", "number"} else match.end())


@pytest.mark.parametrize("text", ["đồng chí", "nghị", "x18-NQ/TW", "hội nghị"])
def test_other_words_open_nothing(text: str) -> None:
    read = source(text)
    assert read.vocabulary.trigger.search(read.folded) is None


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("sửa đổi như sau: “Nghị định này", True),
        ("sửa đổi như sau: “Điều 1” Nghị định này", False),
        ("gọi là “Nghị định này", False),
        ("Nghị định này", False),
    ],
)
def test_new_wording_is_a_quotation_after_a_colon(text: str, quoted: bool) -> None:
    read = source(text)
    assert read.in_new_wording(read.text.index("Nghị định")) is quoted


def test_folded_forms_have_the_length_of_the_text() -> None:
    read = source("ĐIỀU 5 Nghị quyết của Đảng ủy xã Thanh Nưa")
    assert len(read.folded) == len(read.toned) == len(read.text)
    assert read.written((0, 6)) == "ĐIỀU 5" and read.is_capital(0) and not read.is_capital(8)


def test_vocabulary() -> None:
    vocabulary = source("").vocabulary
    assert vocabulary.leading_type("Bộ luật Dân sự") == "bộ luật"
    assert vocabulary.leading_type("Điều lệ Đảng") == "điều lệ"
    assert vocabulary.registered_name("Hien phap") == "Hiến pháp"
    assert vocabulary.type_of_code("QĐ")[1] is False and vocabulary.type_of_code("NQ")[1] is True
    assert vocabulary.counted.match("đồng chí vào cấp ủy") and not vocabulary.counted.match("của Bộ Chính trị")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Sửa đổi khoản 2 Điều 15 như sau: “Hội đồng thẩm định theo ", True),
        ("Sửa đổi khoản 2 Điều 15 của Nghị định số 15/2020/NĐ-CP\n“2. Hội đồng thẩm định theo ", True),
        ("Bổ sung Điều 7a\n“Điều 7a. Trách nhiệm theo ", True),
        ("Cuộc vận động “Toàn dân đoàn kết theo ", False),
        ("Sửa đổi như sau: “2. Hội đồng thẩm định.” Việc thi hành theo ", False),
    ],
)
def test_the_new_wording_of_an_amended_work(before: str, expected: bool) -> None:
    assert source(f"{before}Nghị định này").in_new_wording(len(before)) is expected
