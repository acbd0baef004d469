"""The closing block: signers, their authority, and recipients."""

import pytest

from pipeline.structure.closing import find_closing
from tests.pages import page

FOOT = """
Các cấp ủy, tổ chức đảng nghiêm túc thực hiện.

Nơi nhận: | **{authority}**
- Ban Bí thư (báo cáo), | **{position}**
- Các huyện ủy,
- Lưu Văn phòng.
 | {name}
"""


@pytest.mark.parametrize(
    ("authority", "position", "name", "signed"),
    [
        ("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Lò Văn Muôn", ("T/M", "BÍ THƯ", "Lò Văn Muôn")),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Mùa A Sơn", ("T/M", "CHỦ TỊCH", "Mùa A Sơn")),
        ("T M  BAN CHẤP HÀNH", "PHÓ BÍ THƯ", "Hà Thị Nga", ("T/M", "PHÓ BÍ THƯ", "Hà Thị Nga")),
        ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Giàng Seo Phử", ("K/T", "PHÓ TRƯỞNG BAN", "Giàng Seo Phử")),
        ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Trần Văn Túy", ("K/T", "THỨ TRƯỞNG", "Trần Văn Túy")),
        ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Lê Đức Thọ", ("T/L", "CHÁNH VĂN PHÒNG", "Lê Đức Thọ")),
        ("THỪA LỆNH BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "Lê Đức Thọ", ("T/L", "CHÁNH VĂN PHÒNG", "Lê Đức Thọ")),
        ("THỪA UỶ QUYỀN", "GIÁM ĐỐC SỞ", "TS. Ngô Bá Khá", ("TUQ", "GIÁM ĐỐC SỞ", "TS. Ngô Bá Khá")),
        ("THAY MẶT CHI ỦY", "BÍ THƯ", "Đinh Thị Hoa", ("T/M", "BÍ THƯ", "Đinh Thị Hoa")),
        ("TƯ LỆNH", "QUÂN KHU", "Đại tá Vừ Mí Sò", (None, "TƯ LỆNH", "Đại tá Vừ Mí Sò")),
    ],
)
def test_authority_position_and_name(
    authority: str, position: str, name: str, signed: tuple[str | None, str, str]
) -> None:
    closing = find_closing([page(FOOT.format(authority=authority, position=position, name=name))])
    assert [(each.authority, each.position, each.name) for each in closing.signers] == [signed]
    assert closing.recipients == ("Ban Bí thư (báo cáo)", "Các huyện ủy", "Lưu Văn phòng")


def test_an_incomplete_recipient_continues_in_capitals() -> None:
    foot = "\nThực hiện.\n\nNơi nhận:\n- Các vụ:\nĐP2, TCCB, TH\n- Lưu: VT,\nHC.\n"
    assert find_closing([page(foot)]).recipients == ("Các vụ: ĐP2, TCCB, TH", "Lưu: VT, HC")
