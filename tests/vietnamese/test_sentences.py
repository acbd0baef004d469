"""Where sentences end, where a full stop ends none, and the sentence at a place of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Paragraph
from pipeline.vietnamese.sentences import sentence_at, sentences
from pipeline.vietnamese.text import squeeze
from tests.vietnamese.test_text import VIETNAMESE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu. Hai câu.", ["Một câu.", "Hai câu."]),
        ("1. Cấp ủy phải làm. Rồi báo cáo.", ["1. Cấp ủy phải làm.", "Rồi báo cáo."]),
        ("Tại TP. Điện Biên Phủ có 5 chi bộ.", ["Tại TP. Điện Biên Phủ có 5 chi bộ."]),
        ("Chi 30.000 đồng. Hết.", ["Chi 30.000 đồng.", "Hết."]),
        ("Điều 5. Trách nhiệm của cấp ủy", ["Điều 5. Trách nhiệm của cấp ủy"]),
        ("Ông nói: “Phải làm ngay.” Mọi người nghe.", ["Ông nói: “Phải làm ngay.”", "Mọi người nghe."]),
        ("cán bộ, đảng viên v.v. phải gương mẫu.", ["cán bộ, đảng viên v.v. phải gương mẫu."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(VIETNAMESE)
def test_sentences_lose_no_letter(text: str) -> None:
    kept = "".join(text[start:end] for start, end in sentences(text))
    assert "".join(kept.split()) == "".join(text.split())


HEAD = (
    "BỘ CHÍNH TRỊ\nSố 01-KL/TW\nKẾT LUẬN\nvề tiếp tục thực hiện Chỉ thị số 05-CT/TW\ncủa Bộ Chính trị khóa XII\n-----\n"
)
BODY = "Năm qua, cấp ủy làm tốt. Chi bộ thực hiện Chỉ thị số 08-CT/TU\ntừ tháng 3. Còn lại làm sau."


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ("08-CT/TU", "Chi bộ thực hiện Chỉ thị số 08-CT/TU từ tháng 3."),
        ("Năm qua", "Năm qua, cấp ủy làm tốt."),
        ("05-CT/TW", "về tiếp tục thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị khóa XII"),
        ("KẾT LUẬN", "KẾT LUẬN"),
    ],
)
def test_a_sentence_of_the_body_or_the_title_s_lines(wanted: str, sentence: str) -> None:
    page = HEAD + BODY
    body = Paragraph(len(HEAD), len(page), "body")
    assert sentence_at(page, [body], page.index(wanted)) == sentence


@given(st.text(st.sampled_from("aAđ.;\n 1-"), min_size=1, max_size=80), st.data())
def test_a_quotation_is_on_the_page(page: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(page) - 1))
    assert sentence_at(page, (), offset) in squeeze(page)


def test_a_rule_above_the_text_is_not_quoted() -> None:
    text = "-----\nCăn cứ Chỉ thị số 08-CT/TU, chi bộ ra nghị quyết. - - - Xong."
    assert sentence_at(text, [Paragraph(0, len(text), "body")], 12).startswith("Căn cứ Chỉ thị")
    item = "- Căn cứ Chỉ thị số 08-CT/TU."
    assert sentence_at(item, [Paragraph(0, len(item), "body")], 5).startswith("- Căn cứ")
