"""Tasks: actor, duty and recipient of the report, also of duties listed under a line that names the actor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.digest.cues import load_cues
from pipeline.digest.sentences import Lead, Sentence, quotable_sentences, task_sentences
from pipeline.digest.tasks import bound_actors, count_actors, document_tasks, extract_tasks
from pipeline.model import Page, Paragraph, Task
from tests.digest.test_sentences import document


def task(text: str, lead: Lead | None = None, *, is_report: bool = False) -> Task | None:
    return next(iter(extract_tasks([Sentence(text, 2, lead=lead, is_report=is_report)], load_cues())), None)


@pytest.mark.parametrize(
    ("sentence", "who", "what"),
    [
        # A modal verb ends the clause that specifies the actor.
        ("Đảng viên giữ chức vụ lãnh đạo phải nêu gương trong mọi việc.", "Đảng viên giữ chức vụ lãnh đạo", "phải nêu"),
        ("Bộ phận tiếp nhận hồ sơ có trách nhiệm xin lỗi người dân.", "Bộ phận tiếp nhận hồ sơ", "có trách nhiệm"),
        ("Người giữ chức vụ càng cao càng phải gương mẫu.", "Người giữ chức vụ càng cao", "càng phải"),
        # Not if the first verb instructs somebody else, or the modal verb is another clause's.
        ("Đảng ủy chỉ đạo chi bộ phải họp đúng kỳ.", "Đảng ủy", "chỉ đạo"),
        ("Từng đảng viên ký cam kết về những điều đảng viên không được làm.", "Từng đảng viên", "ký"),
        # Verbs inside names do not count.
        ("Ban Tổ chức Tỉnh ủy hướng dẫn việc thực hiện.", "Ban Tổ chức Tỉnh ủy", "hướng dẫn"),
        ("Chi ủy hoặc bí thư (nơi không tổ chức chi ủy) lấy ý kiến của các đoàn thể.",
         "Chi ủy hoặc bí thư (nơi không tổ chức chi ủy)", "lấy ý kiến"),
        # The sentence may begin with a time or occasion.
        ("Sau khi nhận được hồ sơ, tờ trình, Ban Thường vụ cấp ủy xem xét.", "Ban Thường vụ cấp ủy", "xem xét"),
        ("Hằng năm chi bộ kiểm tra thẻ của đảng viên.", "chi bộ", "kiểm tra"),
        ("Ban Thường vụ mỗi tháng họp một lần.", "Ban Thường vụ", "mỗi tháng họp"),
        # A name is not cut at a word that looks like a verb.
        ("Đơn vị chuẩn bị dự án PPP lập báo cáo nghiên cứu.", "Đơn vị chuẩn bị dự án PPP", "lập"),
        ("Hội đồng thẩm định nhà nước có trách nhiệm họp.", "Hội đồng thẩm định nhà nước", "có trách nhiệm"),
        # A prohibition includes its negation; the negation of something else leaves the duty.
        ("Đảng viên không được tổ chức tiệc xa hoa.", "Đảng viên", "không được tổ chức"),
        ("Đảng viên không có mặt phải báo cáo chi bộ.", "Đảng viên không có mặt", "phải báo cáo"),
        ("Đảng viên dự bị vẫn phải đóng đảng phí.", "Đảng viên dự bị", "vẫn phải đóng"),
        ("Thành ủy: Phê duyệt danh sách của các đơn vị.", "Thành ủy", "Phê duyệt"),
        # The duty comes before the condition.
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
        # Negated or optional.
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
        # Descriptions, reports and assessments.
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
def test_sentences_without_a_duty(sentence: str) -> None:
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
        # Rights, items without a verb under a mere name, and passives are not duties.
        ("Đảng viên có quyền", True, "Biểu quyết công việc của Đảng.", None),
        ("Chi bộ", False, "Tờ khai có xác nhận của cấp ủy.", None),
        ("Trách nhiệm của tổ chức đảng", True, "Bản nhận xét được lưu cùng hồ sơ.", None),
        ("Hồ sơ gồm", True, "Gửi kèm bản sao.", None),
    ],
)
def test_duties_listed_under_a_line(line: str, introduces: bool, sentence: str, who: str | None) -> None:
    found = task(sentence, Lead(line, 1, introduces))
    assert (found.who if found else None) == who
    if found:
        assert (found.who_page, found.page) == (1, 2)


def test_a_report_has_no_duties() -> None:
    assert task("Chi bộ tổ chức học tập Chỉ thị.") is not None
    assert task("Chi bộ tổ chức học tập Chỉ thị.", is_report=True) is None


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
def test_the_recipient_of_the_report(sentence: str, report_to: str | None) -> None:
    found = task(sentence)
    assert found is not None and found.report_to == report_to


def test_a_document_binds_the_actors_of_most_tasks() -> None:
    tasks = [Task(who, "họp", None, page, "") for page, who in enumerate(["A", "B", "C", "D", "E", "E", "D"], 1)]
    assert [(reason.words, reason.page) for reason in bound_actors(tasks)] == [("A", 1), ("B", 2), ("D", 4), ("E", 5)]


def test_every_actor_is_counted_once() -> None:
    tasks = [Task(who, "họp", None, 1, "") for who in ("Chi bộ", "chi bộ", "Đảng ủy", None)]
    assert count_actors(tasks) == 2


@pytest.mark.parametrize(
    ("sentence", "who", "deadline"),
    [
        ("Các cấp ủy, tổ chức đảng phải quán triệt Chỉ thị trước ngày 15/5/2016.",
         "Các cấp ủy, tổ chức đảng", "trước ngày 15/5/2016"),
        ("Giao Văn phòng Tỉnh ủy tổng hợp, báo cáo định kỳ hằng quý.", "Văn phòng Tỉnh ủy", "định kỳ hằng quý"),
        ("Ban Tổ chức Tỉnh ủy chủ trì, phối hợp theo dõi việc thực hiện.", "Ban Tổ chức Tỉnh ủy", None),
        ("Định kỳ 6 tháng, chi bộ kiểm tra đảng viên.", "chi bộ", "Định kỳ 6 tháng"),
        ("Mỗi chi bộ sinh hoạt chuyên đề, báo cáo cấp ủy ít nhất mỗi quý một lần.", "Mỗi chi bộ",
         "ít nhất mỗi quý một lần"),
        ("Người dự hội nghị phải có mặt đúng giờ.", "Người dự hội nghị", None),
        ("Đảng viên không được uống rượu, bia trong giờ làm việc.", "Đảng viên", None),
    ],
)  # fmt: skip
def test_who_and_by_when(sentence: str, who: str, deadline: str | None) -> None:
    (task,) = extract_tasks([Sentence(sentence, 1)], load_cues())
    assert (task.who, task.deadline) == (who, deadline)
    assert task.what in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Kỷ luật hành chính đã có chuyển biến.",
        "Thời gian qua, tỉnh đạt nhiều kết quả.",
        "Mục tiêu đến năm 2020 là 90%.",
        # Past, passive or conditional sentences.
        "Chi bộ đã tổ chức học tập Chỉ thị.",
        "Đảng viên vi phạm bị xem xét kỷ luật theo quy định.",
        "Đảng viên chuyển sinh hoạt thì cấp ủy giới thiệu đến nơi mới.",
        "Đồng chí chủ trì giới thiệu Quy định về những điều đảng viên không được làm.",
        "Cơ quan, tổ chức nhà nước và doanh nghiệp nhà nước.",
        "Người lập di chúc tuyên bố ý chí của mình.",
    ],
)
def test_no_task(sentence: str) -> None:
    assert list(extract_tasks([Sentence(sentence, 1)], load_cues())) == []


def who_does(*paragraphs: str) -> list[tuple[str | None, str]]:
    """Return the actor of each task of a document and the beginning of its duty; `#` marks what is set bold."""
    cues = load_cues()
    return [(task.who, task.what[:7]) for task in extract_tasks(quotable_sentences(document(*paragraphs), cues), cues)]


ITEM, OTHER = "- Rà soát hồ sơ lưu trữ của các đơn vị.", "- Bố trí kho lưu trữ đúng tiêu chuẩn."


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        # The number decides, not the type: a bold heading owns no more than a plain one.
        (("# 1. Sở Nội vụ", ITEM, "2. Hải quan tỉnh", OTHER), [("Sở Nội vụ", "Rà soát"), ("Hải quan tỉnh", "Bố trí ")]),
        (("1. Sở Nội vụ", ITEM, "# 2. Hải quan tỉnh", OTHER), [("Sở Nội vụ", "Rà soát"), ("Hải quan tỉnh", "Bố trí ")]),
        (("1. Sở Nội vụ", "1.1. Về hồ sơ", ITEM, "1.2. Về kho", OTHER),
         [("Sở Nội vụ", "Rà soát"), ("Sở Nội vụ", "Bố trí ")]),
        # The next heading of the level ends it, even one that names nobody.
        (("1. Sở Nội vụ", ITEM, "2. Kinh phí thực hiện", OTHER), [("Sở Nội vụ", "Rà soát")]),
        (("1.1. Sở Nội vụ", ITEM, "2. Kinh phí thực hiện", OTHER), [("Sở Nội vụ", "Rà soát")]),
        # Without a number: until the next without a number, or the number above.
        (("# Sở Nội vụ", ITEM, "# Thuế tỉnh", OTHER), [("Sở Nội vụ", "Rà soát"), ("Thuế tỉnh", "Bố trí ")]),
        (("I. Tổ chức thực hiện", "# Sở Nội vụ", ITEM, "II. Kinh phí", OTHER), [("Sở Nội vụ", "Rà soát")]),
        # Verbs inside a name, several bodies, and a kind of bodies.
        (("1. Trung tâm Quản lý dữ liệu", ITEM), [("Trung tâm Quản lý dữ liệu", "Rà soát")]),
        (("1. Các cơ quan tham mưu, giúp việc", ITEM), [("Các cơ quan tham mưu, giúp việc", "Rà soát")]),
        (("1. Chủ trì, phối hợp", ITEM), []),
        (("1. Hội nghị chuyên đề", ITEM), []),
        # An item with an actor of its own; one that passes the duty on stays the body's.
        (("1. Sở Nội vụ", "- Các phòng chuyên môn rà soát hồ sơ của mình."), [("Các phòng chuyên môn", "rà soát")]),
        (("1. Sở Nội vụ", "- Phân công cán bộ theo dõi việc nộp lưu hồ sơ."), [("Sở Nội vụ", "Phân cô")]),
        # A request at the end of an introduction.
        (("Để tháo gỡ vướng mắc, tỉnh đề nghị Bộ Nội vụ:", ITEM), [("Bộ Nội vụ", "Rà soát")]),
    ],
)  # fmt: skip
def test_a_heading_that_names_a_body_owns_what_is_under_it(
    paragraphs: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    assert who_does(*paragraphs) == found


@pytest.mark.parametrize(
    ("sentence", "who", "partner"),
    [
        ("Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra các quầy thuốc.", "Sở Y tế", "Công an tỉnh"),
        ("Sở Y tế phối hợp chặt chẽ với Sở Tài chính và các xã để lập dự toán.", "Sở Y tế", "Sở Tài chính và các xã"),
        ("Sở Y tế phối hợp với Sở Công Thương, căn cứ quy định, lập danh mục thuốc.", "Sở Y tế", "Sở Công Thương"),
        ("Sở Y tế phối hợp kiểm tra các quầy thuốc tư nhân.", "Sở Y tế", None),
    ],
)
def test_a_partner_is_not_the_actor(sentence: str, who: str, partner: str | None) -> None:
    found = task(sentence)
    assert found is not None and (found.who, found.partner) == (who, partner)


@pytest.mark.parametrize(
    ("sentence", "who", "what"),
    [
        ("Tỉnh ủy Điện Biên đề nghị Bộ Nội vụ hướng dẫn việc lưu trữ.", "Bộ Nội vụ", "hướng dẫn"),
        ("Ban Thường vụ trân trọng đề nghị Bộ Nội vụ quan tâm, sớm xem xét.", "Bộ Nội vụ", "quan tâm"),
        ("Trong thời gian chờ văn bản mới, đề nghị Sở Y tế rà soát quy trình.", "Sở Y tế", "rà soát"),
        (
            "Các đơn vị được phân công theo dõi tiến độ từng tuần của công trình.",
            "Các đơn vị được phân công",
            "theo dõi",
        ),
    ],
)
def test_the_one_charged_is_the_actor(sentence: str, who: str, what: str) -> None:
    found = task(sentence)
    assert found is not None and found.who == who and found.what.startswith(what)


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("Trồng mới 40 ha rừng trước ngày 30/9/2027.", date(2027, 9, 30)),
        ("Thời gian nộp hồ sơ, báo cáo: chậm nhất ngày 4/5/2027.", date(2027, 5, 4)),
        ("Trồng mới 40 ha rừng phòng hộ ở các xã.", None),
        ("Luật này có hiệu lực từ ngày 1/1/2027 đến hết ngày 31/12/2028.", None),
        ("Tình hình thực hiện đến hết ngày 31/12/2027.", None),
    ],
)
def test_a_dated_target_without_a_body_is_a_task(sentence: str, due: date | None) -> None:
    found = task(sentence)
    assert (found.due if found else None) == due
    assert found is None or found.who is None


def tasks_of(*paragraphs: str) -> list[tuple[str | None, str, str | None]]:
    """Return actor, beginning of the duty, and deadline of each task of a document."""
    cues = load_cues()
    found = extract_tasks(task_sentences(document(*paragraphs), cues), cues)
    return [(task.who, task.what[:7], task.deadline) for task in found]


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        # A body opens a numbered paragraph as a heading does; the sentences after it have no subject.
        (("1. Phòng Hành chính: Lập danh sách đại biểu dự hội nghị. Kịp thời báo cáo khó khăn với đảng ủy.", ITEM,
          "2. Kho bạc tỉnh Rà soát các khoản tạm ứng đã quá hạn."),
         [("Phòng Hành chính", "Lập dan", None), ("Phòng Hành chính", "Kịp thờ", None),
          ("Phòng Hành chính", "Rà soát", None), ("Kho bạc tỉnh", "Rà soát", None)]),
        # Bodies parted by semicolons are one list.
        (("Các phòng thuộc Sở; Ủy ban nhân dân các xã tiếp tục rà soát hồ sơ tồn đọng.",),
         [("Các phòng thuộc Sở; Ủy ban nhân dân các xã", "tiếp tụ", None)]),
        # A clause with its own body or day is a task of its own.
        (("Giao Sở Nội vụ chủ trì rà soát biên chế của ngành; giao Sở Tài chính bố trí kinh phí thực hiện.",),
         [("Sở Nội vụ", "chủ trì", None), ("Sở Tài chính", "bố trí ", None)]),
        (("Chi bộ Một bàn giao sổ sách trước ngày 5/5/2027; xây dựng quy chế và báo cáo trước ngày 9/6/2027.",),
         [("Chi bộ Một", "bàn gia", "trước ngày 5/5/2027"), ("Chi bộ Một", "xây dựn", "trước ngày 9/6/2027")]),
        (("Chi bộ Một rà soát sổ sách của các tổ đảng; hoàn thành trước ngày 9/6/2027.",),
         [("Chi bộ Một", "rà soát", "hoàn thành trước ngày 9/6/2027")]),
        # A charge in brackets, and the time before the duty.
        (("Thành lập đoàn kiểm tra việc thu nộp đảng phí (Giao Văn phòng Tỉnh ủy tham mưu).",),
         [("Văn phòng Tỉnh ủy", "Thành l", None)]),
        (("Các xã, phường định kỳ hằng năm báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện.",),
         [("Các xã, phường", "định kỳ", "định kỳ hằng năm")]),
        # An item of the tasks without a body; nothing is asked where one is only allowed to.
        (("# II. Nhiệm vụ và giải pháp", "1. Tiếp tục số hóa hồ sơ lưu trữ của cơ quan.",
          "2. Khuyến khích các xã lập quỹ khuyến học."), [(None, "Tiếp tụ", None)]),
        (("# I. Đặc điểm tình hình", "1. Tiếp tục số hóa hồ sơ lưu trữ của cơ quan."), []),
        (("# II. Nhiệm vụ", "1. Phân công công tác cho đảng viên là việc của chi bộ."), []),
        # A connective leaves the duty of the body before.
        (("Giao Sở Nội vụ rà soát biên chế của ngành. Đồng thời, báo cáo kết quả với đảng ủy.",),
         [("Sở Nội vụ", "rà soát", None), ("Sở Nội vụ", "báo cáo", None)]),
        # The closing formula.
        (("Trong quá trình thực hiện nếu có vướng mắc các địa phương báo cáo về Ủy ban nhân dân tỉnh.",),
         [("các địa phương", "báo cáo", None)]),
        (("Căn cứ ý kiến trên, các đơn vị liên quan nghiêm túc triển khai thực hiện.",),
         [("các đơn vị liên quan", "nghiêm ", None)]),
        (("Sở Nội vụ thông báo để các đơn vị liên quan biết, thực hiện.",),
         [("các đơn vị liên quan", "biết, t", None)]),
    ],
)  # fmt: skip
def test_layouts_of_directives(paragraphs: tuple[str, ...], found: list[tuple[str | None, str, str | None]]) -> None:
    assert tasks_of(*paragraphs) == found


def test_a_sentence_that_goes_on_on_the_next_page_is_a_task_and_no_point() -> None:
    first = "Sở Nội vụ chủ trì rà soát hồ sơ cán bộ của các đơn vị trực thuộc và"
    text = "báo cáo kết quả với Ban Thường vụ đảng ủy cơ quan."
    pages = (Page(1, 595, 842, (), first), Page(2, 595, 842, (), text))
    paragraphs: dict[int, tuple[Paragraph, ...]] = {
        1: (Paragraph(0, len(first), "body"),), 2: (Paragraph(0, len(text), "body"),)
    }  # fmt: skip
    whole = replace(document("x"), pages=pages, paragraphs=paragraphs, mentions={}, outline=())
    (found,) = document_tasks(whole, load_cues())
    assert (found.who, found.text, found.page, found.continues) == ("Sở Nội vụ", first, 1, True)
    assert quotable_sentences(whole, load_cues()) == []


@pytest.mark.parametrize(
    ("sentence", "partner"),
    [
        ("Sở Nội vụ chủ trì, phối hợp với Kho bạc tỉnh khẩn trương rà soát biên chế.", "Kho bạc tỉnh"),
        ("Sở Nội vụ chủ trì, phối hợp với Kho bạc tỉnh và các cơ quan liên quan, nghiên cứu quy chế mới.",
         "Kho bạc tỉnh và các cơ quan liên quan"),
        # Somebody else is to act together with them.
        ("Sở Nội vụ đôn đốc các chủ đầu tư phối hợp chặt chẽ với chính quyền địa phương.", None),
        ("Sở Nội vụ phối hợp với Trung tâm Quản lý dữ liệu số hóa hồ sơ.", "Trung tâm Quản lý dữ liệu"),
    ],
)  # fmt: skip
def test_the_partner_ends_at_the_next_verb(sentence: str, partner: str | None) -> None:
    found = task(sentence)
    assert found is not None and found.partner == partner


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sở Y tế rà soát hồ sơ trước ngày 20/6/2024, Sở Tài chính báo cáo trước ngày 30/6/2024.",
            [("Sở Y tế", date(2024, 6, 20)), ("Sở Tài chính", date(2024, 6, 30))],
        ),
        # The second body's verb is left out, and its day is not the first body's.
        (
            "Sở Nội vụ báo cáo trước ngày 15 hằng tháng, Sở Tài chính trước ngày 30/6/2024.",
            [("Sở Nội vụ", None), ("Sở Tài chính", date(2024, 6, 30))],
        ),
        (
            "Sở Nội vụ, Sở Tài chính báo cáo kết quả trước ngày 30/6/2024.",
            [("Sở Nội vụ, Sở Tài chính", date(2024, 6, 30))],
        ),
    ],
)
def test_each_body_of_a_sentence_has_its_own_day(text: str, expected: list[tuple[str, date | None]]) -> None:
    found = extract_tasks([Sentence(text, 1)], load_cues())
    assert [(each.who, each.due) for each in found] == expected


def test_a_clause_without_a_verb_quotes_its_sentence() -> None:
    text = "Các chi bộ gửi báo cáo trước ngày 15/6/2024; Ủy ban kiểm tra: trước ngày 30/6/2024."
    first, second = extract_tasks([Sentence(text, 1)], load_cues())
    assert (first.text, first.deadline) == (text.partition(";")[0], "trước ngày 15/6/2024")
    assert (second.who, second.what, second.text) == ("Ủy ban kiểm tra", text.partition("; ")[2].rstrip("."), text)


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        # Lines of labels complete the task above them.
        (("I. NHIỆM VỤ", "1. Rà soát danh sách hội viên chưa đóng phí ở các tổ.", "- Đơn vị chủ trì: Văn phòng Sở",
          "- Thời gian hoàn thành: trước ngày 5/3/2027"),
         [("Văn phòng Sở", "Rà soát", "trước ngày 5/3/2027")]),
        # They say who does it more exactly than the line that asks bodies in general.
        (("Giám đốc yêu cầu các trạm y tế và hội nông dân thực hiện một số việc sau:",
          "1. Rà soát danh sách hội viên chưa tiêm đủ mũi ở các tổ.", "- Đơn vị chủ trì thực hiện: Văn phòng Sở."),
         [("Văn phòng Sở", "Rà soát", None)]),
        # The last sentence of a paragraph may set the time of all that it asks.
        (("1. Sở Nội vụ rà soát danh sách hội viên của các tổ. Thời gian hoàn thành chậm nhất là ngày 05/3/2027.",),
         [("Sở Nội vụ", "rà soát", "hoàn thành chậm nhất là ngày 05/3/2027")]),
        (("1. Sở Tài chính: Trên cơ sở đề xuất của các đơn vị, tham mưu bố trí kinh phí cho kế hoạch.",),
         [("Sở Tài chính", "Trên cơ", None)]),
        # A heading's deadline is that of all under it; a plan's own year is none.
        (("# I. Công việc hoàn thành trong quý I/2027", "1. Sở Nội vụ rà soát danh sách hội viên của các tổ dân phố."),
         [("Sở Nội vụ", "rà soát", "hoàn thành trong quý I/2027")]),
        (("# I. Kế hoạch công tác năm 2027", "1. Sở Nội vụ rà soát danh sách hội viên của các tổ dân phố."),
         [("Sở Nội vụ", "rà soát", None)]),
        # Reports are due on the day on which they are to be sent.
        (("1. Sở Nội vụ báo cáo tình hình biên chế của các đơn vị.", "2. Kho bạc tỉnh báo cáo số dư của các tài khoản.",
          "Báo cáo của các cơ quan gửi về Văn phòng tỉnh trước ngày 6/4/2027 để tổng hợp."),
         [("Sở Nội vụ", "báo cáo", "trước ngày 6/4/2027"), ("Kho bạc tỉnh", "báo cáo", "trước ngày 6/4/2027"),
          ("các cơ quan", "Báo cáo", "trước ngày 6/4/2027")]),
        # The last clause only says to whom and when.
        (("# 1. Sở Nội vụ", "- Xây dựng danh mục vị trí của ngành; trình tỉnh phê duyệt trong quý II năm 2027."),
         [("Sở Nội vụ", "Xây dựn", "trong quý II năm 2027")]),
        # An item under a body's heading asks, whatever its verb; one that names a thing does not.
        (("# 1. Sở Nội vụ", "- Sau khi có kết luận, hướng dẫn các tổ lập lại danh sách hội viên.",
          "- Trình tự, thủ tục xét tặng theo quy định của hội đồng cấp trên."),
         [("Sở Nội vụ", "Sau khi", None)]),
        # Bodies are asked by the line above, however it goes on.
        (("Giám đốc yêu cầu các trạm y tế và hội nông dân khẩn trương thực hiện một số việc sau:",
          "1. Rà soát danh sách hội viên chưa tiêm đủ mũi ở các tổ."),
         [("các trạm y tế và hội nông dân", "Rà soát", None)]),
        # A request to nobody, and one in the closing sentence.
        (("1. Sở Nội vụ rà soát biên chế của ngành mình. Trước mắt, đề nghị tạm dừng tuyển dụng ở các đơn vị.",),
         [("Sở Nội vụ", "rà soát", None), (None, "Trước m", None)]),
        (("Trên đây là kế hoạch của Sở, đề nghị các tổ chức, cá nhân liên quan phối hợp thực hiện.",),
         [("các tổ chức, cá nhân liên quan", "phối hợ", None)]),
    ],
)  # fmt: skip
def test_what_is_around_a_task(paragraphs: tuple[str, ...], found: list[tuple[str | None, str, str | None]]) -> None:
    assert tasks_of(*paragraphs) == found


def test_the_deadline_on_the_next_page() -> None:
    first, second = "1. Sở Nội vụ rà soát hồ sơ của các hội viên đã được", "xét tặng, xong trước ngày 5/3/2027."
    pages = (Page(1, 595, 842, (), first), Page(2, 595, 842, (), second))
    paragraphs: dict[int, tuple[Paragraph, ...]] = {
        1: (Paragraph(0, len(first), "body"),),
        2: (Paragraph(0, len(second), "body"),),
    }
    whole = replace(document("x"), pages=pages, paragraphs=paragraphs, mentions={}, outline=())
    (found,) = document_tasks(whole, load_cues())
    assert (found.page, found.deadline, found.deadline_page) == (1, "xong trước ngày 5/3/2027", 2)
