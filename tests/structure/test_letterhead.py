"""The letterhead: its columns, and the gold in letterheads.txt.

Nothing of a number, type or date may be read wrong, and little be missed.
"""

from __future__ import annotations

import pytest

from pipeline.registry import load
from pipeline.structure.letterhead import find_letterhead
from pipeline.structure.page_layout import rows_of
from tests.gold.letterheads import LAYOUTS, letterheads, wrong_in
from tests.pages import page
from tests.structure.test_header import PARTY, read

# In text files only its position distinguishes a title from the text.
MAY_BE_MISSED = {"text": {"title"}, "merged": {"signers", "recipients"}}


@pytest.mark.parametrize("part", ["dev", "held"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_letterheads_are_read(part: str, layout: str) -> None:
    wrong = [(case.name, field, got) for case, field, got, _right in wrong_in(part, layout)]
    firm = [each for each in wrong if each[1] not in MAY_BE_MISSED.get(layout, set())]
    fields = 10 * sum(1 for _ in letterheads(part))
    assert len(firm) <= 0.05 * fields, firm
    assert not [each for each in wrong if each[1] in {"number", "type", "date"} and each[2] and layout != "merged"]


def test_an_unreadable_day_is_not_replaced_by_one_of_the_text() -> None:
    found = read(
        PARTY.replace("ngày 30 tháng 3", "ngày8ổ tháng 3") + "Thực hiện Nghị quyết số 20-NQ/TW ngày 28/01/2008,"
    )
    assert (found.header.date, found.header.place) == (None, "Điện Biên")


def test_an_unreadable_serial_is_blank() -> None:
    found = read(
        PARTY.replace("Số 08-CT/TU", "Số: 4§ 46 /QĐ-UBND").replace(
            "ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        )
    )
    assert (found.header.number, found.header.symbol) == (None, "QĐ-UBND")
    assert len(found.warnings) == 1


def columns(text: str) -> list[tuple[str, str]]:
    letterhead = find_letterhead(rows_of(page(text)), load())
    assert letterhead is not None
    return [(letterhead.left(row), letterhead.right(row)) for row in letterhead.rows]


def test_columns_that_a_text_layer_joined_are_split() -> None:
    assert columns(
        "BỘ XÂY DỰNG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 01/2024/TT-BXD Độc lập - Tự do - Hạnh phúc\n"
        "-------- Hà Nội, ngày 15 tháng 3 năm 2024"
    ) == [
        ("BỘ XÂY DỰNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Số: 01/2024/TT-BXD", "Độc lập - Tự do - Hạnh phúc"),
        ("--------", "Hà Nội, ngày 15 tháng 3 năm 2024"),
    ]


@pytest.mark.parametrize(
    "text",
    ["Chỉ thị của Tỉnh ủy\nvề kỷ luật", "QUYẾT ĐỊNH CỦA NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nvề kỷ luật"],
)
def test_a_page_without_a_motto_has_no_letterhead(text: str) -> None:
    assert find_letterhead(rows_of(page(text)), load()) is None


def test_the_number_continues_after_a_hyphen() -> None:
    text = "TỈNH ỦY ĐIỆN BIÊN | ĐẢNG CỘNG SẢN VIỆT NAM\nSố 08- | Điện Biên, ngày 30 tháng 3 năm 2016\nCT/TU"
    letterhead = find_letterhead(rows_of(page(text)), load())
    assert letterhead is not None
    number, last_row = letterhead.number()
    assert (str(number), last_row) == ("08-CT/TU", 2)
