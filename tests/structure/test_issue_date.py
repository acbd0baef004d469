"""Dates that are not in the letterhead: the opening of minutes, the line above a signature."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.registry import load
from pipeline.structure.header import find_header
from pipeline.structure.issue_date import date_below
from tests.pages import page

MINUTES = """
ĐẢNG ỦY XÃ MINH TÂN | ĐẢNG CỘNG SẢN VIỆT NAM
CHI BỘ THÔN HAI |
*

**^BIÊN BẢN**
**^họp chi bộ thường kỳ**

{opening}
"""


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("Hôm nay, ngày 14 tháng 11 năm 2025, tại nhà văn hóa thôn.", date(2025, 11, 14)),
        ("Vào hồi 19 giờ 30 phút, ngày 03/11/2025, chi bộ họp.", date(2025, 11, 3)),
        ("Thời gian: 8 giờ, ngày 5 tháng 12 năm 2025", date(2025, 12, 5)),
        ("Hôm nay, ngày … tháng … năm 2025, tại nhà văn hóa thôn.", None),
        ("Ngày 03/11/2025, chi bộ họp.", date(2025, 11, 3)),
        (
            "Theo đề nghị tại Văn bản số 12/CV-MS\nngày 25/6/2025 của Công ty.\nHôm nay, ngày 29/6/2025.",
            date(2025, 6, 29),
        ),
        ("Theo đề nghị tại Văn bản số 12/CV-MS\nngày 25/6/2025 của Công ty.", None),
        ("Căn cứ Nghị quyết ngày 14 tháng 11 năm 2025 của Đảng ủy;", None),
    ],
)
def test_minutes(opening: str, day: date | None) -> None:
    assert date_below([page(MINUTES.format(opening=opening))], "biên bản")[0] == day
    assert find_header([page(MINUTES.format(opening=opening))], load()).header.date == day


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Kính mong chi bộ xem xét. | Minh Tân, ngày 02 tháng 6 năm 2026", (date(2026, 6, 2), "Minh Tân")),
        ("Kính mong chi bộ xem xét. | Minh Tân, ngày      tháng 6 năm 2026", (None, "Minh Tân")),
        ("Báo cáo trước ngày 02 tháng 6 năm 2026", (None, None)),
    ],
)
def test_the_line_above_a_signature(line: str, found: tuple[date | None, str | None]) -> None:
    text = f"ĐƠN XIN CHUYỂN SINH HOẠT ĐẢNG\nTôi xin chuyển sinh hoạt.\n{line}\n|NGƯỜI LÀM ĐƠN"
    assert date_below([page(text)], "đơn") == found


def test_a_blank_day_in_the_letterhead_stays_blank() -> None:
    text = MINUTES.replace("CHI BỘ THÔN HAI |", "CHI BỘ THÔN HAI | Minh Tân, ngày     tháng 11 năm 2025")
    header = find_header([page(text.format(opening="Hôm nay, ngày 14 tháng 11 năm 2025, chi bộ họp."))], load()).header
    assert header.date is None


CERTIFICATE = """
**BAN QUẢN LÝ KHU KINH TẾ** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**TỈNH ĐIỆN BIÊN** | Độc lập - Tự do - Hạnh phúc

**^GIẤY CHỨNG NHẬN ĐĂNG KÝ ĐẦU TƯ**
^Chứng nhận lần đầu: ngày 30 tháng 6 năm 2026
{changed}
Căn cứ Luật Đầu tư số 143/2025/QH15 ngày 11 tháng 12 năm 2025;
"""


@pytest.mark.parametrize(
    ("changed", "day"), [("", date(2026, 6, 30)), ("^Chứng nhận thay đổi lần thứ hai: ngày … tháng …", None)]
)
def test_a_certificate_has_the_day_of_its_first_issue_below_its_title(changed: str, day: date | None) -> None:
    assert date_below([page(CERTIFICATE.format(changed=changed))], "giấy chứng nhận")[0] == day


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["Ngày 19 tháng 8 năm 2025"], date(2025, 8, 19)),
        (["Ngày 19 tháng 8 năm 2025", "Ngày 20 tháng 8 năm 2025"], None),
        (["Ngày 19 tháng 8 năm 2025", "Ngày … tháng … năm 2025"], None),
    ],
)
def test_a_day_above_the_signatures_counts_where_it_is_the_only_one(lines: list[str], day: date | None) -> None:
    text = "\n".join(f"Ý kiến của lãnh đạo | {line}" for line in lines)
    assert date_below([page(f"**^PHIẾU TRÌNH**\n{text}")], "phiếu trình")[0] == day


def test_minutes_may_have_their_hours_further_down() -> None:
    parties = "\n".join(f"- Ông Lò Văn {name}" for name in "ABCDEGHIKLMNOPQRSTUVXY")
    rest = f"Thành phần:\n{parties}\nBắt đầu: 8h15’ ngày 15 tháng 3 năm 2026"
    assert date_below([page(MINUTES.format(opening=rest))], "biên bản")[0] == date(2026, 3, 15)
