"""Duties: who, what, by when, to whom it is reported; also those under a line that charges somebody with them."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.digest.cues import load_cues
from pipeline.digest.deadlines import due
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
        # A name is not cut where a word in it looks like a verb.
        ("Đơn vị chuẩn bị dự án PPP lập báo cáo nghiên cứu.", "Đơn vị chuẩn bị dự án PPP", "lập"),
        ("Hội đồng thẩm định nhà nước có trách nhiệm họp.", "Hội đồng thẩm định nhà nước", "có trách nhiệm"),
        # A prohibition is told with its negation; what denies something else leaves the duty.
        ("Đảng viên không được tổ chức tiệc xa hoa.", "Đảng viên", "không được tổ chức"),
        ("Đảng viên không có mặt phải báo cáo chi bộ.", "Đảng viên không có mặt", "phải báo cáo"),
        ("Đảng viên dự bị vẫn phải đóng đảng phí.", "Đảng viên dự bị", "vẫn phải đóng"),
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
        # What is denied or left free is asked of nobody.
        "Chi bộ chưa phải báo cáo Đảng ủy về việc này.",
        "Các đảng ủy cơ sở không nhất thiết phải thành lập tổ giúp việc.",
        "Chi bộ không phải tổ chức hội nghị riêng.",
        "Chi bộ không bắt buộc phải lập sổ theo dõi.",
        "Chi bộ không bắt buộc tổ chức hội nghị riêng.",
        "Đảng viên tuổi cao, sức khoẻ yếu không thể tham gia sinh hoạt đảng được, chi bộ xem xét, quyết định.",
        "Chi bộ chưa được thành lập tổ đảng.",
        "Đảng viên có thể báo cáo bằng văn bản.",
        "Đảng viên được phép tham gia sinh hoạt nơi khác.",
        "Đảng viên được miễn tham gia sinh hoạt trong ba tháng.",
        "Cán bộ nghỉ hưu không có trách nhiệm báo cáo hằng năm.",
        # What somebody is, hears, did, or how a thing was done.
        "Tập thể ban thường vụ cấp ủy nghe báo cáo để lãnh đạo về hoạt động của đoàn.",
        "Cấp ủy các cấp về các biến động của đội ngũ theo các mẫu biểu báo cáo đã quy định.",
        "Đơn vị thực hiện các mức chi quy định tại Tiểu mục 10.1 là đơn vị sự nghiệp.",
        "Cơ quan quản lý đường bộ là cơ quan thuộc Bộ Giao thông vận tải.",
        "Cơ quan có thẩm quyền gồm các cơ quan quy định tại Điều 5 của Luật này.",
        "Đồng chí Giàng A Dơ trình bày Kết luận về tiếp tục thực hiện Chỉ thị 05.",
        "Chi bộ đánh giá buổi sinh hoạt đạt yêu cầu.",
        "Một số chi bộ tổ chức học tập còn hình thức.",
        "Chi bộ kiểm tra đảng viên chưa thường xuyên.",
        "Đại hội cấp dưới bầu không đủ số lượng đại biểu chính thức.",
        "Cơ quan chính trị đảm nhiệm công tác đảng ở cấp đó dưới sự lãnh đạo của cấp ủy.",
        "Cấp ủy cấp trên có quyền điều động đảng viên tham gia cấp ủy.",
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
        ("Chi bộ phải trả lời chậm nhất là 30 ngày làm việc kể từ khi nhận đơn.", "chậm nhất là 30 ngày làm việc"),
        ("Chi bộ phải trả lời trong 30 ngày làm việc.", "trong 30 ngày làm việc"),
        ("Đảng viên nộp bản tự kiểm điểm trong một năm trước thời điểm chuyển đi.", None),
        ("Đảng viên báo cáo theo định kỳ hoặc khi có yêu cầu.", "theo định kỳ hoặc khi có yêu cầu"),
    ],
)
def test_deadlines(sentence: str, deadline: str | None) -> None:
    found = task(sentence)
    assert found is not None and found.deadline == deadline


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Sở Nội vụ báo cáo kết quả thực hiện trong năm 2018.", None),
        ("Sở Nội vụ báo cáo kết quả thực hiện trong năm 2018 trước ngày 30/6/2019.", "trước ngày 30/6/2019"),
        ("Sở Nội vụ báo cáo kết quả thực hiện trong năm 2019.", "trong năm 2019"),
        ("Sở Nội vụ báo cáo kết quả hằng quý.", "hằng quý"),
    ],
)
def test_a_day_before_the_documents_own_is_no_deadline(sentence: str, deadline: str | None) -> None:
    (found,) = tasks_of([Sentence(sentence, 1, 0, None, True)], load_cues(), date(2019, 6, 5))
    assert (found.deadline, found.due) == (deadline, due(deadline))


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
