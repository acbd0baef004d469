"""Key points and key figures: which sentences are quoted."""

from __future__ import annotations

import pytest

from pipeline.digest import make_digest
from pipeline.digest.cues import load_cues
from pipeline.digest.points import Quoted, choose_points, extract_figures
from pipeline.digest.sentences import Lead, Sentence
from tests.digest.test_sentences import document


def test_a_point_has_the_line_above_unless_it_names_its_actor() -> None:
    forbidden = "Nhận tiền, quà của người có việc cần đến mình giải quyết."
    named = "Đảng viên phải tự giác báo cáo chi bộ khi có vi phạm."
    pack = make_digest([(document("# Những điều đảng viên không được làm", f"1. {forbidden}", f"2. {named}"), ())])
    leads = {point.text: point.lead for point in pack.items[0].points}
    assert leads == {forbidden: "Những điều đảng viên không được làm", named: None}


def test_no_document_repeats_another() -> None:
    text = "Các chi bộ phải sinh hoạt chuyên đề ít nhất mỗi quý một lần và ghi biên bản đầy đủ."
    more = "Đảng viên vi phạm phải tự kiểm điểm trước chi bộ trong tháng."
    pack = make_digest([(document(text), ()), (document(text, more), ())])
    assert [[point.text for point in item.points] for item in pack.items] == [[text], [more]]
    quoted = Quoted()
    quoted.add([Sentence(text, 1)])
    assert quoted.repeats(Sentence(text.replace("đầy đủ", "đầy đủ hơn"), 1))
    assert not quoted.repeats(Sentence(more, 1))


def test_a_norm_for_everybody_is_preferred_to_a_sentence_of_citations() -> None:
    texts = [
        "Văn phòng theo dõi việc thực hiện Chỉ thị số 08-CT/TU và Kế hoạch số 21-KH/ĐUK trong năm.",
        "Mọi đảng viên phải giữ nghiêm giờ làm việc, không bỏ việc của dân.",
    ]
    sentences = [Sentence(text, 1, citations=2 * (place == 0)) for place, text in enumerate(texts)]
    assert [each.text for each in choose_points(sentences, 1, load_cues())] == [texts[1]]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Phấn đấu ít nhất 90% đảng viên hoàn thành tốt nhiệm vụ.", ("ít nhất 90%",)),
        ("Kiểm tra 26 cơ quan, đơn vị, có 41 lượt công chức vắng mặt.", ("26 cơ quan", "41 lượt")),
        # A figure includes its bound.
        ("Thành phần: 24 trên 25 đảng viên; vắng 01 đồng chí.", ("24 trên 25 đảng viên", "01 đồng chí")),
        ("Nghị quyết được 25/25 đảng viên thông qua.", ("25/25 đảng viên",)),
        ("Nơi có từ 3 đảng viên đến 9 đảng viên.", ("từ 3 đảng viên đến 9 đảng viên",)),
        ("Tăng từ 87% lên 93%, dưới mức 100 điểm.", ("từ 87% lên 93%", "dưới mức 100 điểm")),
        ("Đạt từ 90 điểm trở lên, không đủ 3 người.", ("Đạt từ 90 điểm trở lên", "không đủ 3 người")),
        ("Số tăng thêm không được quá 10%, gần 20 lượt.", ("không được quá 10%", "gần 20 lượt")),
        ("Trong tháng 6/2016 đồng chí Hoa đi học 3 lớp.", ("3 lớp",)),
        ("Hỗ trợ 1.250 hộ với 3,5 tỷ đồng.", ("1.250 hộ", "3,5 tỷ đồng")),
    ],
)
def test_figures(text: str, values: tuple[str, ...]) -> None:
    (figure,) = extract_figures([Sentence(text, 1)])
    assert figure.values == values


@pytest.mark.parametrize("text", ["Thực hiện Chỉ thị 08-CT/TU ngày 30/3/2016.", "Điều 5 khoản 2 được sửa đổi."])
def test_numbers_and_dates_of_documents_are_not_figures(text: str) -> None:
    assert list(extract_figures([Sentence(text, 1)])) == []


@pytest.mark.parametrize(
    "text",
    [
        "Những trường hợp này do cấp ủy cấp trên xem xét và phải quyết định trong tháng.",
        "Các nội dung nêu trên phải được chi bộ thảo luận và ghi vào nghị quyết.",
        "Đơn vị chủ trì: Văn phòng Đảng ủy; đơn vị phối hợp: các chi bộ trực thuộc.",
        "Thời gian: mỗi chi bộ sinh hoạt một buổi, không quá 90 phút mỗi buổi.",
    ],
)
def test_what_only_another_sentence_explains_is_not_quoted(text: str) -> None:
    clear = "Kế hoạch này phải được phổ biến đến mọi chi bộ trong tháng."
    chosen = choose_points([Sentence(text, 1), Sentence(clear, 1)], 2, load_cues())
    assert [each.text for each in chosen] == [clear]


def test_a_sentence_is_not_quoted_twice() -> None:
    text = "Mỗi chi bộ phải tổ chức sinh hoạt chuyên đề ít nhất mỗi quý một lần theo kế hoạch."
    assert len(choose_points([Sentence(text, 1), Sentence(text.replace("Mỗi", "Các"), 2)], 2, load_cues())) == 1


def test_the_line_that_introduces_a_point_is_no_other_point() -> None:
    lead = "Đợt kiểm tra quý IV năm 2015 thấy 41 lượt công chức vắng mặt không lý do ở 26 cơ quan, đơn vị."
    item = Sentence(
        "Không ít đảng viên ngại va chạm, thấy sai không nói, coi vi phạm của đồng nghiệp là chuyện riêng.", 1,
        lead=Lead(f"{lead} Biểu hiện đáng chú ý là:", 1, True),
    )  # fmt: skip
    assert len(choose_points([Sentence(lead, 1), item], 2, load_cues())) == 1
