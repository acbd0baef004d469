"""Deadlines: each form of words, the last day that it allows, and the calendar of a pack."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.digest.cues import load_cues
from pipeline.digest.deadlines import due_date, find_deadline, make_calendar, recurrence_rule
from pipeline.digest.sentences import Sentence
from pipeline.digest.tasks import extract_tasks
from pipeline.model import DigestItem, Point, Task


def item(*tasks: Task) -> DigestItem:
    return DigestItem("a/b/2016/1-ct-tu", "Chỉ thị", (Point("Câu.", 1, None),), tasks, (), ())


@pytest.mark.parametrize(
    ("sentence", "deadline", "day"),
    [
        # Before a day.
        ("Chi bộ báo cáo trước ngày 15/5/2016.", "trước ngày 15/5/2016", date(2016, 5, 15)),
        ("Chi bộ báo cáo trước 15-5-2016.", "trước 15-5-2016", date(2016, 5, 15)),
        ("Chi bộ báo cáo trước ngày 15 tháng 5 năm 2016.", "trước ngày 15 tháng 5 năm 2016", date(2016, 5, 15)),
        ("Chi bộ báo cáo trước ngày 20 của tháng cuối quý.", "trước ngày 20 của tháng cuối quý", None),
        ("Chi bộ hoàn thành trước ngày 15/5.", "hoàn thành trước ngày 15/5", None),
        ("Chi bộ báo cáo trước ngày 15/12 hằng năm.", "trước ngày 15/12 hằng năm", None),
        ("Chi bộ gửi chậm nhất là ngày 5/6/2020.", "chậm nhất là ngày 5/6/2020", date(2020, 6, 5)),
        ("Chi bộ gửi chậm nhất đến hết ngày 5 tháng 6 năm 2020.", "chậm nhất đến hết ngày 5 tháng 6 năm 2020",
         date(2020, 6, 5)),
        ("Chi bộ hoàn thành đến hết ngày 30/6/2016.", "đến hết ngày 30/6/2016", date(2016, 6, 30)),
        # In a period.
        ("Chi bộ làm xong trong quý II/2016.", "xong trong quý II/2016", date(2016, 6, 30)),
        ("Chi bộ hoàn thành trong quý 4 năm 2017.", "hoàn thành trong quý 4 năm 2017", date(2017, 12, 31)),
        ("Chi bộ hoàn thành hết quý I/2017.", "hoàn thành hết quý I/2017", date(2017, 3, 31)),
        ("Chi bộ học tập hết tháng 5/2016.", "hết tháng 5/2016", date(2016, 5, 31)),
        ("Chi bộ học tập trong tháng 5.", "trong tháng 5", None),
        ("Chi bộ thảo luận trong kỳ sinh hoạt tháng 6/2016.", "tháng 6/2016", date(2016, 6, 30)),
        ("Chi bộ họp ngày tháng 6/2016.", None, None),
        ("Chi bộ hoàn thành đến hết năm 2016.", "đến hết năm 2016", date(2016, 12, 31)),
        ("Chi bộ tổng kết cuối năm 2016.", "cuối năm 2016", date(2016, 12, 31)),
        ("Chi bộ triển khai đầu năm 2017.", "đầu năm 2017", None),
        ("Chi bộ tổng kết vào cuối năm.", "vào cuối năm", None),
        ("Chi bộ tổng kết vào cuối năm học.", None, None),
        ("Chi bộ sơ kết, cuối năm tổng kết.", "cuối năm", None),
        ("Chi bộ sơ kết, cuối năm học tổng kết.", None, None),
        ("Chi bộ tổng kết công tác cuối năm.", None, None),
        ("Chi bộ triển khai ngay trong tháng.", "ngay trong tháng", None),
        # Again and again.
        ("Chi bộ báo cáo định kỳ hằng tuần, trước 16 giờ 00 ngày thứ Sáu.",
         "định kỳ hằng tuần, trước 16 giờ 00 ngày thứ Sáu", None),
        ("Chi bộ đồng bộ dữ liệu định kỳ vào sáng thứ 6 hằng tuần.", "định kỳ vào sáng thứ 6 hằng tuần", None),
        ("Chi bộ báo cáo trong tháng 1 hằng năm.", "trong tháng 1 hằng năm", None),
        ("Chi bộ dừng tuyển cho đến khi có chỉ đạo mới.", "cho đến khi có chỉ đạo mới", None),
        ("Chi bộ đối chiếu sổ vào chiều thứ Sáu hằng tuần.", "vào chiều thứ Sáu hằng tuần", None),
        ("Chi bộ họp vào ngày 3 hàng tháng.", "vào ngày 3 hàng tháng", None),
        ("Chi bộ báo cáo định kỳ hằng quý.", "định kỳ hằng quý", None),
        ("Chi bộ họp ít nhất mỗi tháng một lần.", "ít nhất mỗi tháng một lần", None),
        ("Chi bộ biểu dương hằng năm vào dịp 19/5.", "hằng năm vào dịp 19/5", None),
        ("Chi bộ họp định kỳ 2 lần mỗi năm.", "định kỳ 2 lần mỗi năm", None),
        ("Chi bộ họp ba lần trong một quý.", "ba lần trong một quý", None),
        ("Chi bộ báo cáo định kỳ 6 tháng một lần.", "định kỳ 6 tháng một lần", None),
        ("Chi bộ báo cáo định kỳ 6 tháng.", "định kỳ 6 tháng", None),
        ("Sở Nội vụ kiểm tra ít nhất hai tuần một lần.", "ít nhất hai tuần một lần", None),
        ("Đảng viên báo cáo theo định kỳ hoặc khi có yêu cầu.", "theo định kỳ hoặc khi có yêu cầu", None),
        ("Đảng viên báo cáo theo định kỳ.", "theo định kỳ", None),
        # Within a time of an event.
        ("Chi bộ trả lời chậm nhất là 30 ngày làm việc kể từ khi nhận đơn.", "chậm nhất là 30 ngày làm việc", None),
        ("Chi bộ trả lời trong thời hạn chậm nhất là 30 ngày.", "trong thời hạn chậm nhất là 30 ngày", None),
        ("Chi bộ trả lời muộn nhất sau 5 ngày.", "muộn nhất sau 5 ngày", None),
        ("Chi bộ trả lời trong 30 ngày làm việc.", "trong 30 ngày làm việc", None),
        ("Chi bộ trả lời trong thời hạn không quá 15 ngày.", "trong thời hạn không quá 15 ngày", None),
        ("Chi bộ xem xét lại sau 2 năm.", "sau 2 năm", None),
        ("Chi bộ tổng hợp ngay sau mỗi buổi sinh hoạt.", "ngay sau mỗi buổi sinh hoạt", None),
        ("Chi bộ tổng hợp sau mỗi đợt.", "sau mỗi đợt", None),
        ("Chi ủy gửi tài liệu trước ít nhất 03 ngày.", "trước ít nhất 03 ngày", None),
        ("Chi ủy gửi tài liệu trước ngày họp ít nhất 3 ngày.", "trước ngày họp ít nhất 3 ngày", None),
        ("Đảng ủy báo cáo danh sách trước 15 ngày của các đợt.", "trước 15 ngày của các đợt", None),
        ("Chi ủy gửi tài liệu trước khi họp chi bộ một tuần.", "trước khi họp chi bộ một tuần", None),
        # A time in the past.
        ("Đảng viên tự kiểm điểm trong một năm trước thời điểm chuyển đi.", None, None),
        ("Chi bộ xem xét việc trong 30 ngày liền gần đây.", None, None),
        ("Chi bộ xem xét việc trong 30 ngày làm việc liên tục.", None, None),
        ("Chi bộ xem xét việc trong hai tháng qua.", None, None),
        # Of several the first with a day.
        ("Chi bộ họp trong sáu tháng đầu, báo cáo trước ngày 1/7/2017.", "trước ngày 1/7/2017", date(2017, 7, 1)),
        ("Chi bộ họp hằng tháng, báo cáo ngay sau mỗi kỳ.", "hằng tháng", None),
        ("Chi bộ báo cáo trong thời gian tới.", None, None),
    ],
)  # fmt: skip
def test_forms(sentence: str, deadline: str | None, day: date | None) -> None:
    assert find_deadline(sentence) == deadline
    assert due_date(deadline) == day


@pytest.mark.parametrize(
    ("before", "after", "most"), [("vào ngày ", " hằng tháng", 20), ("trước ngày ", " ít nhất 3 ngày", 20)]
)
def test_the_length_of_the_words_inside_a_deadline_is_limited(before: str, after: str, most: int) -> None:
    within, beyond = (f"{before}{'x' * length}{after}" for length in (most, most + 1))
    assert find_deadline(f"Chi bộ họp {within}.") == within
    assert find_deadline(f"Chi bộ họp {beyond}.") != beyond
    for stop in ",.;":
        assert find_deadline(f"Chi bộ họp {before}x{stop} x{after}.") != f"{before}x{stop} x{after}"


def test_the_length_of_the_words_after_a_deadline_is_limited() -> None:
    assert find_deadline("Gửi trước khi họp" + "x" * 41) == "trước khi họp" + "x" * 40


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("trước ngày 15/5/2016", date(2016, 5, 15)),
        ("chậm nhất ngày 5 tháng 6 năm 2020", date(2020, 6, 5)),
        ("xong trong quý II/2016", date(2016, 6, 30)),
        ("trong quý IV năm 2017", date(2017, 12, 31)),
        ("trong tháng 2/2020", date(2020, 2, 29)),
        ("trong năm 2016", date(2016, 12, 31)),
        ("đầu năm 2017", None),
        ("trước năm 2025", None),
        ("trước ngày 20/11", None),
        ("trước ngày 15/12 hằng năm", None),
        ("mỗi quý", None),
        ("ngày 31/2/2016", None),
        ("quý ii năm 2016", date(2016, 6, 30)),
        ("quý 5/2016", None),
        ("tháng 13/2016", None),
        ("trong năm 0000", None),
        ("định kỳ 6 tháng, trước ngày 15/5/2016", None),
        ("trước tháng 6/2016", None),
        ("đầu quý III/2016", None),
        ("trước ngày 29-2-2016", date(2016, 2, 29)),
        ("", None),
        (None, None),
    ],
)
def test_the_day_of_a_deadline(words: str | None, day: date | None) -> None:
    assert due_date(words) == day


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Sở Nội vụ báo cáo kết quả thực hiện trong năm 2018.", None),
        ("Sở Nội vụ báo cáo kết quả thực hiện trong năm 2018 trước ngày 30/6/2019.", "trước ngày 30/6/2019"),
        ("Sở Nội vụ báo cáo kết quả thực hiện trong năm 2019.", "trong năm 2019"),
        ("Sở Nội vụ báo cáo kết quả trước ngày 5/6/2019.", "trước ngày 5/6/2019"),
        ("Sở Nội vụ báo cáo kết quả trước ngày 4/6/2019.", None),
        ("Sở Nội vụ báo cáo kết quả hằng quý.", "hằng quý"),
    ],
)
def test_a_day_before_the_document_s_date_is_not_a_deadline(sentence: str, deadline: str | None) -> None:
    (found,) = extract_tasks([Sentence(sentence, 1)], load_cues(), date(2019, 6, 5))
    assert (found.deadline, found.due) == (deadline, due_date(deadline))


def test_the_calendar_is_in_the_order_of_days_over_all_documents() -> None:
    late = Task("Chi bộ", "họp", "trước ngày 1/6/2016", 1, "", due=date(2016, 6, 1))
    early = Task("Chi bộ", "họp", "trước ngày 1/5/2016", 1, "", due=date(2016, 5, 1))
    always = Task("Chi bộ", "họp", "hằng tháng", 1, "")
    never = Task("Chi bộ", "họp", None, 1, "")
    entries = make_calendar([item(always, late), item(early, never)])
    assert [(entry.task, entry.item) for entry in entries] == [(early, 1), (late, 0), (always, 0)]


@pytest.mark.parametrize(
    ("sentence", "deadline", "day"),
    [
        ("Đảng ủy gửi báo cáo trước 16 giờ 30 ngày 05/9/2026.", "trước 16 giờ 30 ngày 05/9/2026", date(2026, 9, 5)),
        ("Sở Y tế trả lời chậm nhất 10 giờ ngày 8/3/2026.", "chậm nhất 10 giờ ngày 8/3/2026", date(2026, 3, 8)),
        ("Trạm y tế tổ chức từ ngày 3/4/2026 đến hết ngày 9/4/2026.", "từ ngày 3/4/2026 đến hết ngày 9/4/2026",
         date(2026, 4, 9)),
        ("Xã hoàn thành trong 6 tháng cuối năm 2027.", "hoàn thành trong 6 tháng cuối năm 2027", date(2027, 12, 31)),
        ("Xã hoàn thành trong 6 tháng đầu năm 2027.", "hoàn thành trong 6 tháng đầu năm 2027", date(2027, 6, 30)),
        ("Đến năm 2030 xã phải có nhà văn hóa.", "Đến năm 2030", date(2030, 12, 31)),
        # Words that leave the day open.
        ("Xã tổ chức trong tuần đầu tháng 11/2026.", "trong tuần đầu tháng 11/2026", None),
        ("Xã bố trí vốn trong năm 2027 và những năm tiếp theo.", "trong năm 2027 và những năm tiếp theo", None),
        ("Xã trả lời trong thời hạn 15 ngày làm việc kể từ ngày nhận đủ hồ sơ.",
         "trong thời hạn 15 ngày làm việc kể từ ngày nhận đủ hồ sơ", None),
        ("Xã khánh thành trước Đại hội Đảng bộ tỉnh lần thứ XV.", "trước Đại hội Đảng bộ tỉnh lần thứ XV", None),
        ("Xã báo cáo trước ngày 31/6/2026.", "trước ngày 31/6/2026", None),
    ],
)  # fmt: skip
def test_hours_halves_weeks_and_open_ends(sentence: str, deadline: str, day: date | None) -> None:
    assert find_deadline(sentence) == deadline
    assert due_date(deadline) == day


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("trước ngày 5/11 hằng năm", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=5"),
        ("hằng năm vào dịp 27/7", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=27"),
        ("trước ngày 31/2 hằng năm", "FREQ=YEARLY"),
        ("chậm nhất ngày 18 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=18"),
        ("trước ngày 8 của mỗi tháng", "FREQ=MONTHLY;BYMONTHDAY=8"),
        ("chậm nhất cuối mỗi tháng", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("vào sáng thứ Hai hằng tuần", "FREQ=WEEKLY;BYDAY=MO"),
        ("vào chiều chủ nhật hằng tuần", "FREQ=WEEKLY;BYDAY=SU"),
        ("trước 17 giờ hằng ngày", "FREQ=DAILY"),
        ("định kỳ hằng quý", "FREQ=MONTHLY;INTERVAL=3"),
        ("trước ngày 25 của tháng cuối quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
        ("ít nhất mỗi quý một lần", "FREQ=MONTHLY;INTERVAL=3"),
        ("định kỳ 2 lần mỗi năm", "FREQ=MONTHLY;INTERVAL=6"),
        ("ba lần trong một quý", "FREQ=MONTHLY"),
        ("định kỳ 6 tháng", "FREQ=MONTHLY;INTERVAL=6"),
        ("5 năm một lần", "FREQ=YEARLY;INTERVAL=5"),
        ("hai tuần một lần", "FREQ=WEEKLY;INTERVAL=2"),
        ("6 tháng (trước ngày 10/6) và hằng năm (trước ngày 1/12)",
         "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=10\nFREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1"),
        # Not a recurrence, or one without a period.
        ("trước ngày 15/5/2026", None),
        ("trong thời hạn 10 ngày", None),
        ("trong 6 tháng đầu năm 2026", None),
        ("ngay sau mỗi đợt", None),
        (None, None),
    ],
)  # fmt: skip
def test_the_rule_of_a_recurrence(words: str | None, rule: str | None) -> None:
    assert recurrence_rule(words) == rule
    if words and rule:
        assert find_deadline(f"Chi bộ báo cáo {words}.") == words
        assert due_date(words) is None


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Chi bộ cung cấp hồ sơ khi có yêu cầu của đoàn kiểm tra.", "khi có yêu cầu của đoàn kiểm tra"),
        ("Văn phòng tổng hợp theo đúng thời hạn quy định.", "theo đúng thời hạn quy định"),
        ("Các xã báo cáo định kỳ, đột xuất theo mẫu.", "định kỳ, đột xuất"),
        ("Các xã phải báo cáo ngay về tỉnh qua Công an tỉnh.", "ngay"),
        ("Đơn vị thông báo cho xã trước 24h trước khi sử dụng.", "trước 24h trước khi sử dụng"),
        # A day is better than words.
        ("Các xã báo cáo định kỳ, trước ngày 5/6/2027.", "trước ngày 5/6/2027"),
    ],
)
def test_words_of_time_that_no_calendar_knows_are_kept(sentence: str, deadline: str) -> None:
    found = find_deadline(sentence)
    assert found == deadline and (due_date(found) is None) == ("2027" not in deadline)


def test_the_year_up_to_which_a_plan_is_made_is_no_deadline() -> None:
    assert find_deadline("Sở Xây dựng rà soát Quy hoạch phát triển đô thị đến năm 2030.") is None
    assert find_deadline("Các xã hoàn thành nâng cấp trạm y tế, đến năm 2030.") == "đến năm 2030"
