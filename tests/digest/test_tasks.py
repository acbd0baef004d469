"""Duties: who, what, by when, to whom it is reported; also those under a line that charges somebody with them."""

from __future__ import annotations

import pytest

from pipeline.digest.cues import load_cues
from pipeline.digest.sentence import Lead, Sentence
from pipeline.digest.tasks import bound, tasks_of
from pipeline.model import Task


def task(text: str, lead: Lead | None = None, *, tells: bool = False) -> Task | None:
    return next(tasks_of([Sentence(text, 2, 0, None, True, lead, tells=tells)], load_cues()), None)


@pytest.mark.parametrize(
    ("sentence", "who", "what"),
    [
        # A word that asks ends the clause that tells which actor is meant.
        ("Đảng viên giữ chức vụ lãnh đạo phải nêu gương trong mọi việc.", "Đảng viên giữ chức vụ lãnh đạo", "phải nêu"),
        ("Bộ phận tiếp nhận hồ sơ có trách nhiệm xin lỗi người dân.", "Bộ phận tiếp nhận hồ sơ", "có trách nhiệm"),
        ("Người giữ chức vụ càng cao càng phải gương mẫu.", "Người giữ chức vụ càng cao", "càng phải"),
        # But not where the first verb orders somebody else, or the word that asks is another's.
        ("Đảng ủy chỉ đạo chi bộ phải họp đúng kỳ.", "Đảng ủy", "chỉ đạo"),
        ("Từng đảng viên ký cam kết về những điều đảng viên không được làm.", "Từng đảng viên", "ký"),
        # Verbs inside names are none.
        ("Ban Tổ chức Tỉnh ủy hướng dẫn việc thực hiện.", "Ban Tổ chức Tỉnh ủy", "hướng dẫn"),
        ("Chi ủy hoặc bí thư (nơi không tổ chức chi ủy) lấy ý kiến của các đoàn thể.",
         "Chi ủy hoặc bí thư (nơi không tổ chức chi ủy)", "lấy ý kiến"),
        # A time or occasion may open the sentence.
        ("Sau khi nhận được hồ sơ, tờ trình, Ban Thường vụ cấp ủy xem xét.", "Ban Thường vụ cấp ủy", "xem xét"),
        ("Hằng năm chi bộ kiểm tra thẻ của đảng viên.", "chi bộ", "kiểm tra"),
        ("Ban Thường vụ mỗi tháng họp một lần.", "Ban Thường vụ", "mỗi tháng họp"),
        ("Thành ủy: Phê duyệt danh sách của các đơn vị.", "Thành ủy", "Phê duyệt"),
        # What is done comes before the case in which something follows.
        ("Đảng ủy cơ sở thảo luận, biểu quyết, nếu đủ phiếu thì ra nghị quyết.", "Đảng ủy cơ sở", "thảo luận"),
    ],
)  # fmt: skip
def test_who_and_what(sentence: str, who: str, what: str) -> None:
    found = task(sentence)
    assert found is not None
    assert found.who == who
    assert found.what.startswith(what)


@pytest.mark.parametrize(
    "sentence",
    [
        "Đảng viên trẻ cần được khuyến khích nói trước.",
        "Thành viên của ban phải là đảng viên chính thức.",
        "Các xã thuộc Chương trình 135 đã có nhà văn hóa.",
        "Công chức chuyển công tác mà chưa bàn giao thì chưa được giải quyết chế độ.",
        "Mỗi buổi sinh hoạt chỉ bàn một việc, có người chuẩn bị.",
        "Tổ chức, tham gia hội họp kín nhằm chia rẽ nội bộ.",
    ],
)
def test_no_duty(sentence: str) -> None:
    assert task(sentence) is None


@pytest.mark.parametrize(
    ("line", "introduces", "sentence", "who"),
    [
        ("Các cấp ủy đảng trực thuộc", True, "Chủ động đăng ký hình thức tổ chức.", "Các cấp ủy đảng trực thuộc"),
        ("Trách nhiệm của chi bộ và cấp ủy cơ sở", True, "Nhận hồ sơ của người vào Đảng.", "chi bộ và cấp ủy cơ sở"),
        ("Ban kiểm phiếu có nhiệm vụ", True, "Niêm phong phiếu bầu sau khi kiểm.", "Ban kiểm phiếu"),
        ("Đảng ủy cơ sở", False, "Xét và báo cáo danh sách đảng viên.", "Đảng ủy cơ sở"),
        ("Đảng ủy xã: Lập danh sách, cụ thể", True, "Gửi danh sách cho văn phòng.", "Đảng ủy xã"),
        ("Đảng viên không được", True, "Tổ chức việc cưới xa hoa, lãng phí.", None),
        # A right is no duty, what is no verb is none under a mere name, what is suffered is none at all.
        ("Đảng viên có quyền", True, "Biểu quyết công việc của Đảng.", None),
        ("Chi bộ", False, "Tờ khai có xác nhận của cấp ủy.", None),
        ("Trách nhiệm của tổ chức đảng", True, "Bản nhận xét được lưu cùng hồ sơ.", None),
        ("Hồ sơ gồm", True, "Gửi kèm bản sao.", None),
    ],
)
def test_duties_under_a_line(line: str, introduces: bool, sentence: str, who: str | None) -> None:
    found = task(sentence, Lead(line, 1, introduces))
    assert (found.who if found else None) == who
    if found:
        assert (found.who_page, found.page) == (1, 2)


def test_what_a_report_tells_is_no_duty() -> None:
    assert task("Chi bộ tổ chức học tập Chỉ thị.") is not None
    assert task("Chi bộ tổ chức học tập Chỉ thị.", tells=True) is None


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Chi bộ họp trong sáu tháng đầu, báo cáo trước ngày 1/7/2017.", "trước ngày 1/7/2017"),
        ("Chi ủy gửi tài liệu trước ít nhất 03 ngày.", "trước ít nhất 03 ngày"),
        ("Đảng ủy báo cáo danh sách trước 15 ngày của các đợt.", "trước 15 ngày của các đợt"),
        ("Văn thư đối chiếu sổ vào chiều thứ Sáu hằng tuần.", "vào chiều thứ Sáu hằng tuần"),
        ("Chi bộ tổng hợp ngay sau mỗi buổi sinh hoạt.", "ngay sau mỗi buổi sinh hoạt"),
        ("Sở Nội vụ kiểm tra ít nhất hai tuần một lần.", "ít nhất hai tuần một lần"),
        ("Chi bộ thảo luận Chỉ thị trong kỳ sinh hoạt tháng 6/2016.", "tháng 6/2016"),
        ("Đảng viên báo cáo theo định kỳ hoặc khi có yêu cầu.", "theo định kỳ hoặc khi có yêu cầu"),
    ],
)
def test_deadlines(sentence: str, deadline: str) -> None:
    found = task(sentence)
    assert found is not None and found.deadline == deadline


@pytest.mark.parametrize(
    ("sentence", "report_to"),
    [
        ("Sở Nội vụ theo dõi, báo cáo Ủy ban nhân dân tỉnh trước ngày 5/12/2017.", "Ủy ban nhân dân tỉnh"),
        ("Văn phòng tổng hợp, trình Ban Thường vụ Tỉnh ủy trong quý II.", "Ban Thường vụ Tỉnh ủy"),
        ("Các đơn vị xây dựng kế hoạch, gửi về Sở Nội vụ để tổng hợp.", "Sở Nội vụ"),
        ("Đảng viên đi công tác phải báo cáo cấp ủy những nội dung được giao.", "cấp ủy"),
        ("Chi bộ thẩm tra, báo cáo cấp ủy cấp trên trực tiếp xem xét.", "cấp ủy cấp trên trực tiếp"),
        ("Chi bộ thẩm tra lý lịch của người vào Đảng.", None),
    ],
)
def test_to_whom_it_is_reported(sentence: str, report_to: str | None) -> None:
    found = task(sentence)
    assert found is not None and found.report_to == report_to


def test_whom_a_document_binds() -> None:
    tasks = [Task(who, "họp", None, page, "") for page, who in enumerate(["A", "B", "C", "D", "E", "E", "D"], 1)]
    assert [(reason.words, reason.page) for reason in bound(tasks)] == [("A", 1), ("B", 2), ("D", 4), ("E", 5)]
