"""Citations taken apart: the forms that people use, and what only looks like one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Mention
from pipeline.references import find_mentions
from pipeline.registry import load
from pipeline.vietnamese.text import nfc


def found(text: str) -> list[Mention]:
    return list(find_mentions(nfc(text), load()))


def only(text: str) -> Mention:
    mentions = found(text)
    assert len(mentions) == 1, [each.text for each in mentions]
    return mentions[0]


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
        ("Luật Cán bộ, công chức số 22/2008/QH12", "Luật Cán bộ, công chức số 22/2008/QH12", "luật",
         "22/2008/QH12", None),
        ("Quy định 76 của Bộ Chính trị", "Quy định 76", "quy định", "76", None),
    ],
)  # fmt: skip
def test_a_number_and_its_date(text: str, span: str, type_name: str, number: str, day: date | None) -> None:
    mention = only(text)
    assert (mention.text, mention.type, mention.number, mention.date) == (span, type_name, number, day)


@pytest.mark.parametrize(
    ("text", "term", "plenum"),
    [
        ("Nghị quyết Trung ương 4 (khóa XII)", "XII", 4),
        ("Nghị quyết Trung ương 4 khoá XI", "XI", 4),
        ("NQTW4 khóa XI", "XI", 4),
        ("Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII", "XII", 4),
    ],
)
def test_a_plenum_and_its_term(text: str, term: str, plenum: int) -> None:
    mention = only(text)
    assert (mention.text, mention.number, mention.term, mention.plenum) == (nfc(text), None, term, plenum)


def test_a_list_gives_a_mention_for_each_item() -> None:
    terms = found("Nghị quyết Trung ương 4 khóa XI, khóa XII")
    assert [(each.text, each.term) for each in terms] == [
        ("Nghị quyết Trung ương 4 khóa XI", "XI"),
        ("khóa XII", "XII"),
    ]
    numbers = found("Nghị quyết số 18-NQ/TW, số 19-NQ/TW ngày 25/10/2017")
    assert [(each.text, each.number) for each in numbers] == [
        ("Nghị quyết số 18-NQ/TW", "18-NQ/TW"),
        ("số 19-NQ/TW ngày 25/10/2017", "19-NQ/TW"),
    ]
    assert {each.date for each in numbers} == {date(2017, 10, 25)}
    assert [each.number for each in found("Nghị quyết 57, 59, 66 và 68")] == ["57", "59", "66", "68"]


def test_the_parts_cited_stand_before() -> None:
    mention = only("theo điểm a khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP")
    assert mention.articles == ("điểm a", "khoản 2", "Điều 5")
    assert only("sửa đổi một số điều của Nghị định số 110/2004/NĐ-CP").articles == ()


def test_body_and_relation() -> None:
    mention = only("Căn cứ Chỉ thị số 08-CT/TU của Ban Thường vụ Tỉnh ủy Điện Biên về kỷ luật")
    assert (mention.issuer, mention.relation) == ("Ban Thường vụ Tỉnh ủy Điện Biên", "căn cứ")


def test_letters_that_contradict_the_type_are_malformed() -> None:
    assert only("Chỉ thị 05-NQ/TW").malformed


@pytest.mark.parametrize(
    "text",
    [
        "nghị quyết của chi bộ đề ra",
        "các chỉ thị, nghị quyết của Trung ương",
        "chương trình 135, đề án 06, ban chỉ đạo 35, quỹ 76",
        "Kế hoạch 5 năm 2016 - 2020",
        "Quyết định 15 đồng chí vào cấp ủy",
        "tỷ lệ 12/2020 so với 3/4 số phiếu",
        "văn kiện đại hội Chi bộ nhiệm kỳ 2020 - 2022",
    ],
)
def test_what_names_no_document(text: str) -> None:
    assert found(text) == []


def test_line_breaks_inside_a_citation() -> None:
    assert only("Chỉ thị số\n08-CT/TU, ngày\n30/3/2016").date == date(2016, 3, 30)


PIECES = st.sampled_from(
    ["Nghị quyết ", "số ", "18-NQ/TW", ", ", " và ", "ngày 25/10/2017", "khóa ", "XII", "Trung ương ", "4 ", "76", "\n",
     "của Bộ Chính trị", "Điều 5 ", "chỉ thị", "O5-CT/TW", "30/2020/NĐ-CP", "(", ")", "“", "Luật Đất đai ", "năm 2024"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_mentions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    text = nfc(text)
    end = 0
    for mention in find_mentions(text, load()):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


def test_letters_that_are_a_serial_only_when_folded() -> None:
    assert found("mẫu L7/UBND và O/CP") == []


def test_an_arabic_term_and_a_dated_serial() -> None:
    assert only("Nghị quyết Trung ương 4 khoá 12").term == "XII"
    assert only("Chỉ thị số 05 ngày 15/5/2016").date == date(2016, 5, 15)
