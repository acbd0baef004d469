"""Citations by a whole number, and lists of them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.references.texts import mentions, only


@pytest.mark.parametrize(
    ("text", "span", "type_name", "number", "day"),
    [
        ("theo Chỉ thị số 08-CT/TU, ngày 30/3/2016 của Ban Thường vụ Tỉnh ủy", "Chỉ thị số 08-CT/TU, ngày 30/3/2016",
         "chỉ thị", "08-CT/TU", date(2016, 3, 30)),
        ("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ",
         "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020", "nghị định", "30/2020/NĐ-CP", date(2020, 3, 5)),
        ("Chỉ thị 26/CT-TTg về kỷ cương", "Chỉ thị 26/CT-TTg", "chỉ thị", "26/CT-TTg", None),
        ("xem 269- KL/TU", "269- KL/TU", "kết luận", "269-KL/TU", None),
        ("Hướng dẫn số 08 –HD/BTCTU", "Hướng dẫn số 08 –HD/BTCTU", "hướng dẫn", "08-HD/BTCTU", None),
        ("Văn bản số 1591-CV/ĐU ngày 3/4/2020", "Văn bản số 1591-CV/ĐU ngày 3/4/2020", "công văn", "1591-CV/ĐU",
         date(2020, 4, 3)),
        ("văn bản số 1107/UBND-NC", "văn bản số 1107/UBND-NC", "công văn", "1107/UBND-NC", None),
        ("Chỉ thị O5-CT/TW ngày l5/5/2016", "Chỉ thị O5-CT/TW ngày l5/5/2016", "chỉ thị", "05-CT/TW",
         date(2016, 5, 15)),
        ("Quyết định số 45/2015/QĐ-UBND - Điện Biên", "Quyết định số 45/2015/QĐ-UBND", "quyết định",
         "45/2015/QĐ-UBND", None),
        ("Chỉ thị của Ban Bí thư số 37-CT/TW", "Chỉ thị của Ban Bí thư số 37-CT/TW", "chỉ thị", "37-CT/TW", None),
        ("Chỉ thị số\n08-CT/TU, ngày\n30/3/2016", "Chỉ thị số\n08-CT/TU, ngày\n30/3/2016", "chỉ thị", "08-CT/TU",
         date(2016, 3, 30)),
    ],
)  # fmt: skip
def test_number_and_date(text: str, span: str, type_name: str, number: str, day: date | None) -> None:
    mention = only(text)
    assert (mention.text, mention.type, mention.number, mention.date) == (span, type_name, number, day)


def test_an_issuer_and_relation() -> None:
    mention = only("Căn cứ Chỉ thị số 08-CT/TU của Ban Thường vụ Tỉnh ủy Điện Biên về kỷ luật")
    assert (mention.issuer, mention.relation) == ("Ban Thường vụ Tỉnh ủy Điện Biên", "căn cứ")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "Nghị quyết số 18-NQ/TW, số 19-NQ/TW ngày 25/10/2017",
            [("Nghị quyết số 18-NQ/TW", "18-NQ/TW"), ("số 19-NQ/TW ngày 25/10/2017", "19-NQ/TW")],
        ),
        (
            "Nghị quyết số 18, 19 và 20-NQ/TW ngày 25/10/2017",
            [("Nghị quyết số 18", "18-NQ/TW"), ("19", "19-NQ/TW"), ("20-NQ/TW ngày 25/10/2017", "20-NQ/TW")],
        ),
    ],
)
def test_the_items_of_a_list_share_letters_and_date(text: str, items: list[tuple[str, str]]) -> None:
    found = mentions(text)
    assert [(each.text, each.number) for each in found] == items
    assert {each.date for each in found} == {date(2017, 10, 25)}


def test_an_item_with_a_date_of_its_own_shares_none() -> None:
    found = mentions("Nghị quyết số 18-NQ/TW ngày 25/10/2017, số 19-NQ/TW")
    assert [each.date for each in found] == [date(2017, 10, 25), None]


def test_letters_that_contradict_the_type_are_malformed() -> None:
    assert only("Chỉ thị 05-NQ/TW").malformed
    assert not only("Chỉ thị 05-CT/TW").malformed


@pytest.mark.parametrize(
    "text", ["tỷ lệ 12/2020 so với 3/4 số phiếu", "mẫu L7/UBND và O/CP", "QCVN 01: 2019/BCT", "số 0215-3825-409"]
)
def test_what_is_not_a_number(text: str) -> None:
    assert mentions(text) == []
