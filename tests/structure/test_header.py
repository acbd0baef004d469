"""The header of a document; what is blank stays blank."""

from dataclasses import replace
from datetime import date

from pipeline.registry import load
from pipeline.structure import structure
from pipeline.structure.header import FoundHeader, find_header
from tests.pages import page

PARTY = """
TỈNH ỦY ĐIỆN BIÊN | ĐẢNG CỘNG SẢN VIỆT NAM
>*
Số 08-CT/TU | Điện Biên, ngày 30 tháng 3 năm 2016

**^CHỈ THỊ**
**^về tăng cường kỷ luật, kỷ cương hành chính**

>Thời gian qua, kỷ luật hành chính đã có chuyển biến.
"""


def read(text: str) -> FoundHeader:
    return find_header([page(text)], load())


def test_a_party_document() -> None:
    found = read(PARTY)
    header = found.header
    assert (header.type, header.number, header.symbol) == ("chỉ thị", "08-CT/TU", "CT/TU")
    assert (header.issuer, header.date, header.place) == ("Tỉnh ủy Điện Biên", date(2016, 3, 30), "Điện Biên")
    assert header.title == "Về tăng cường kỷ luật, kỷ cương hành chính"
    assert found.warnings == ()


def test_the_body_begins_below_the_title() -> None:
    text = page(PARTY).text
    assert text[read(PARTY).body_start :].startswith("Thời gian qua")


def test_blank_number_and_day_are_null_with_a_warning() -> None:
    found = read(PARTY.replace("Số 08-CT/TU", "Số    -CT/TU").replace("ngày 30 tháng", "ngày    tháng"))
    assert (found.header.number, found.header.symbol, found.header.date) == (None, "CT/TU", None)
    assert len(found.warnings) == 2


def test_a_state_document_with_its_year() -> None:
    header = read("""
**CHÍNH PHỦ** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
------- | Độc lập - Tự do - Hạnh phúc
Số: 30/2020/NĐ-CP | Hà Nội, ngày 05 tháng 3 năm 2020

**^NGHỊ ĐỊNH**
**^VỀ CÔNG TÁC VĂN THƯ**
Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;
""").header
    assert (header.type, header.number, header.issuer) == ("nghị định", "30/2020/NĐ-CP", "Chính phủ")
    assert header.date == date(2020, 3, 5)
    assert header.title == "VỀ CÔNG TÁC VĂN THƯ"


def test_an_official_letter_has_its_subject_under_the_number() -> None:
    header = read("""
**ỦY BAN NHÂN DÂN** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**TỈNH ĐIỆN BIÊN** | Độc lập - Tự do - Hạnh phúc
Số: 1386/UBND-NC | Điện Biên, ngày 19 tháng 9 năm 2016
V/v thực hiện Chỉ thị số 26/CT-TTg

^Kính gửi: Các sở, ban, ngành tỉnh
""").header
    assert (header.type, header.number) == ("công văn", "1386/UBND-NC")
    assert header.issuer == "Ủy ban nhân dân tỉnh Điện Biên"
    assert header.title == "Thực hiện Chỉ thị số 26/CT-TTg"


def test_stamps_are_marks_and_prose_is_not() -> None:
    stamped = PARTY.replace(">*", "MẬT").replace("TỈNH ỦY ĐIỆN BIÊN |", "DỰ THẢO LẦN 2\nTỈNH ỦY ĐIỆN BIÊN |")
    marks = read(stamped).header.marks
    assert (marks.secrecy, marks.draft) == ("MẬT", True)
    plain = read(PARTY.replace("kỷ luật hành chính đã", "bảo vệ bí mật nhà nước đã")).header.marks
    assert (plain.secrecy, plain.draft) == (None, False)


def test_a_page_without_a_motto_has_no_header() -> None:
    found = read("Chỉ thị số 08-CT/TU, ngày 30/3/2016\nlà văn bản quan trọng.")
    assert (found.header.number, found.header.date, found.header.issuer) == (None, None, None)


def test_the_closing_block_is_not_part_of_the_body() -> None:
    found = structure(
        [page(PARTY + """
>Chỉ thị này được phổ biến đến chi bộ.

Nơi nhận: | **T/M BAN THƯỜNG VỤ**
- Ban Bí thư Trung ương Đảng, | **BÍ THƯ**
- Các huyện ủy,
- Lưu Văn phòng Tỉnh ủy. | **Lò Văn Mẫu**
""")], load())  # fmt: skip
    (signer,) = found.header.signers
    assert (signer.authority, signer.position, signer.name) == ("T/M", "BÍ THƯ", "Lò Văn Mẫu")
    assert found.header.recipients == ("Ban Bí thư Trung ương Đảng", "Các huyện ủy", "Lưu Văn phòng Tỉnh ủy")


SCAN = """
**BỘ XÂY DỰNG** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
 | Độc lập - Tự do - Hạnh phúc
{number} | Hà Nội, ngày 05 tháng 3 năm 2020

{title}

Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;
"""


def read_scan(number: str = "Số: 12/QĐ-BXD", title: str = "^QUYẾT ĐỊNH\n^Về việc giao chỉ tiêu") -> FoundHeader:
    return find_header([replace(page(SCAN.format(number=number, title=title)), source="ocr")], load())


def test_a_single_figure_in_a_scan_is_what_ocr_left_of_a_number() -> None:
    assert read_scan("Số: 2 /QĐ-BXD").header.number is None
    assert read_scan("Số: 2X/QĐ-BXD").header.number is None
    assert read_scan("Số: 02/QĐ-BXD").header.number == "02/QĐ-BXD"
    assert read(SCAN.format(number="Số: 2/QĐ-BXD", title="**^QUYẾT ĐỊNH")).header.number == "2/QĐ-BXD"


def test_a_title_that_begins_beside_the_type_goes_on_to_the_next_space_in_a_scan() -> None:
    title = "^BIÊN BẢN KIỂM TRA\n^Việc bảo quản vật liệu nổ\n^ở kho số 3"
    assert read_scan(title=title).header.title == "KIỂM TRA Việc bảo quản vật liệu nổ ở kho số 3"


def test_the_signature_of_a_portal_is_no_issuer() -> None:
    signed = "Người ký: CỔNG THÔNG TIN\nThời gian ký: 04.05.2026\n"
    found = find_header(
        [replace(page(signed + SCAN.format(number="Số: 12/QĐ-BXD", title="^QUYẾT ĐỊNH").lstrip()), source="ocr")],
        load(),
    )
    assert found.header.issuer == "Bộ Xây dựng"


LETTER = """
**ỦY BAN NHÂN DÂN** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**TỈNH ĐIỆN BIÊN** | Độc lập - Tự do - Hạnh phúc
Số:      /UBND-NC | Điện Biên, ngày    tháng 8 năm 2025
^{subject} họp thôn
^quý III năm 2025
>Kính gửi: Sở Nội vụ
>Ủy ban nhân dân tỉnh nhận được đề nghị của Sở.
"""


def test_the_subject_of_a_letter_may_be_in_the_middle_below_the_letterhead() -> None:
    for subject in ("V/v", "Về việc", "Về"):
        header = read(LETTER.format(subject=subject)).header
        assert (header.type, header.number, header.date) == ("công văn", None, None)
        assert header.title is not None and header.title.endswith("ọp thôn quý III năm 2025")


def test_a_number_below_the_addressee_is_not_the_document_s() -> None:
    header = read("""
**HỘI NGƯỜI CAO TUỔI** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**XÃ MƯỜNG PHĂNG** | Độc lập - Tự do - Hạnh phúc
 | Điện Biên, ngày 18 tháng 02 năm 2025

^_ ĐƠN ĐỀ NGHỊ
^Kính gửi: Ủy ban nhân dân xã
Số: 93/2019/NĐ-CP ngày 25/11/2019 của Chính phủ;
""").header
    assert (header.type, header.number, header.date) == ("đơn", None, date(2025, 2, 18))
