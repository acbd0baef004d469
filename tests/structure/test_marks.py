"""Marks: stamps of secrecy and urgency, the draft mark, and text that only mentions secrets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Marks
from pipeline.registry import load
from pipeline.structure.header import find_header
from pipeline.structure.marks import is_mark, marks_of
from pipeline.structure.page_layout import rows_of
from pipeline.vietnamese.secrecy import degree_of
from tests.pages import page

PARTY = """
TỈNH ỦY ĐIỆN BIÊN | ĐẢNG CỘNG SẢN VIỆT NAM
**BAN NỘI CHÍNH** | Điện Biên, ngày 12 tháng 9 năm 2019
Số 44-BC/BNCTU

**^BÁO CÁO**
**^về nền nếp giữ gìn tài liệu tại cơ quan**

>Các cấp ủy quán triệt Luật Bảo vệ bí mật nhà nước.
"""
PLAIN = ">Các cấp ủy quán triệt Luật Bảo vệ bí mật nhà nước.\n" * 3


def marked(*texts: str) -> str | None:
    pages = [page(text, number) for number, text in enumerate(texts, 1)]
    return find_header(pages, load()).header.marks.secrecy


@pytest.mark.parametrize(
    ("line", "degree"),
    [
        ("MẬT", "MẬT"),
        ("M Ậ T", "MẬT"),
        ("T Ố I  M Ậ T", "TỐI MẬT"),
        ("[TUYỆT MẬT]", "TUYỆT MẬT"),
        ("IMẬT|", "MẬT"),
        ("MAT", "MẬT"),
        ("TÕỐI MẬT", "TỐI MẬT"),
        ("TÀI LIỆU MẬT", "MẬT"),
        ("ĐỘ MẬT: MẬT", "MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        ("Mức độ mật: tối mật", "TỐI MẬT"),
        ("M.Ậ.T", "MẬT"),
        ("MẬT Bản số: 01", "MẬT"),
        ("TUYỆT MẬT - HỎA TỐC", "TUYỆT MẬT"),
        ("Số 44-BC/BNCTU MẬT", "MẬT"),
        ("Số: 244/BC-UBND |TỐI MẬT| Điện Biên, ngày 12 tháng 9 năm 2019", "TỐI MẬT"),
        ("MẬT Số: 12-BC/TU", "MẬT"),
        ("ĐẢNG CỘNG SẢN VIỆT NAM TUYỆT MẬT", "TUYỆT MẬT"),
        ("МẬТ", "MẬT"),  # Cyrillic М and Т
    ],
)
def test_a_stamp(line: str, degree: str) -> None:
    assert degree_of(line) == degree


@pytest.mark.parametrize(
    "line",
    [
        "Mật",
        "mật.",
        "- MẬT;",
        "3 MẬT",
        "MẬT ONG",
        "GIẢI MẬT",
        "BÍ MẬT",
        "ĐỘ MẬT",
        "Độ mật",
        "GIẢM ĐỘ MẬT",
        "XÃ PHÚ MẬT",
        "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "Số lượng tài liệu MẬT: 5",
        "Tài liệu đóng dấu MẬT",
    ],
)
def test_a_line_that_is_not_a_stamp(line: str) -> None:
    assert degree_of(line) is None


@pytest.mark.parametrize(
    "text",
    [
        PARTY.replace("Số 44-BC/BNCTU", "Số 44-BC/BNCTU\n>MẬT\nBản số: 01"),
        PARTY.replace("Số 44-BC/BNCTU", "Số 44-BC/BNCTU MẬT"),
        PARTY.replace("Số 44-BC/BNCTU", "Số 44-BC/BNCTU | MẬT"),
        f"MẬT\n{PARTY.strip()}",
        f"^MẬT\n{PARTY.strip()}",
        f" | MẬT\n{PARTY.strip()}",
        PARTY.replace("**^BÁO CÁO**", "^MẬT\n**^BÁO CÁO**"),
        "^TỈNH ỦY ĐIỆN BIÊN\n^MẬT\n^BÁO CÁO\n" + PLAIN,
        "(cid:12)(cid:3) | (cid:9)\nMẬT | Điện Biên, ngày 12 tháng 9 năm 2019\n" + PLAIN,
    ],
)
def test_a_stamp_anywhere_at_the_top_of_page_1(text: str) -> None:
    assert marked(text) == "MẬT"


def test_spaced_letters_are_one_word() -> None:
    drawn = page("MẬT\n" + PARTY.strip())
    letters = [replace(drawn.lines[0], text=letter, x0=70.0 + 20 * place, x1=76.0 + 20 * place, start=2 * place)
               for place, letter in enumerate("MẬT")]  # fmt: skip
    spaced = replace(drawn, lines=(*letters, *drawn.lines[1:]))
    assert find_header([spaced], load()).header.marks.secrecy == "MẬT"


@pytest.mark.parametrize(
    ("stacked", "degree"),
    [
        ("MẬT", "MẬT"),
        ("TỐIMẬT", "TỐI MẬT"),
        (["TUYỆT", "MẬT"], "TUYỆT MẬT"),
        (["TỐI", "MẬT"], "TỐI MẬT"),
        ("TAM", None),
    ],
)
def test_a_degree_may_run_downwards(stacked: list[str] | str, degree: str | None) -> None:
    drawn = page(PARTY)
    rows = [[replace(drawn.lines[0], text=text, x0=20, x1=32)] for text in stacked]
    lines = [*(replace(line, row=row) for row, (line,) in enumerate(rows)),
             *(replace(line, row=line.row + len(rows)) for line in drawn.lines)]  # fmt: skip
    assert find_header([replace(drawn, lines=tuple(lines))], load()).header.marks.secrecy == degree


@pytest.mark.parametrize(("line", "degree"), [("MAT", None), ("MẬT", "MẬT"), ("TOI MAT", "TỐI MẬT")])
def test_mat_without_tone_marks_is_a_word_below_a_letterhead(line: str, degree: str | None) -> None:
    text = PARTY + f"Ban hành kèm theo các phụ lục sau.\n\n^{line}\n\n" + PLAIN
    assert marked(text) == degree


def test_a_document_below_a_cover_sheet() -> None:
    assert marked(PARTY, "TỐI MẬT\n" + PLAIN) == "TỐI MẬT"


def test_a_secret_annex() -> None:
    assert marked("^PHỤ LỤC\n^MẬT\n" + PLAIN) == "MẬT"
    assert marked(PARTY, "^PHỤ LỤC\n^MẬT\n" + PLAIN) == "MẬT"


def test_a_document_bound_with_others() -> None:
    secret = PARTY.replace("Số 44-BC/BNCTU", "Số 45-BC/BNCTU\nMẬT")
    assert marked(PARTY, PLAIN, PLAIN, secret) == "MẬT"
    assert marked(PARTY, PLAIN, PLAIN, "^MẬT\n" + PLAIN) is None


@pytest.mark.parametrize(
    "text",
    [
        PARTY,
        PARTY.replace("**^về nền nếp giữ gìn tài liệu tại cơ quan**",
                      "**^BẢO VỆ BÍ MẬT NHÀ NƯỚC, DÙNG CON DẤU, TÀI LIỆU**\n**^MẬT**"),
        PARTY.replace("**^về nền nếp giữ gìn tài liệu tại cơ quan**", "**^về việc giữ gìn tài liệu**\n**^MẬT**"),
        PARTY + "Ba loại dấu:\n^TUYỆT MẬT\n^TỐI MẬT\n^MẬT\n",
        PARTY + "Dấu của tài liệu này khắc như sau:\n^MẬT\n",
        PARTY + "^PHỤ LỤC\n^MẬT\n",
        PARTY + "^MẪU BÁO CÁO CÓ ĐỘ MẬT\n^MẬT\n^BÁO CÁO\n",
        PARTY + "Đề thi chưa công bố | MẬT\n",
        PARTY + "Đồng chí Nguyễn Thị\nMật.\n",
        PARTY.replace("Số 44-BC/BNCTU", "Số 44-BC/BNCTU\nGIẢI MẬT"),
    ],
)  # fmt: skip
def test_text_that_mentions_secrets_has_no_stamp(text: str) -> None:
    assert marked(text) is None


@pytest.mark.parametrize("head", ["^MẪU BÁO CÁO\n^MẬT", "^PHỤ LỤC\n^MẬT\nSố: ……/BC-……", "Mẫu số 02\n^TỐI MẬT"])
def test_the_stamp_of_an_example_form_does_not_count(head: str) -> None:
    assert marked(PARTY, f"{head}\n{PLAIN}") is None


@pytest.mark.parametrize("line", ["Mật", "[Tối mật]", "Tuyệt Mật", "Mật.", "mật", "m ậ t", "tuyệt mật"])
def test_a_lower_case_degree_alone_in_the_letterhead(line: str) -> None:
    assert marked(PARTY.replace("Số 44-BC/BNCTU", f"Số 44-BC/BNCTU\n{line}"), PLAIN)
    assert marked(f"{line}\n{PARTY}", PLAIN)


@pytest.mark.parametrize("line", ["Mật mã", "Bí mật", "Mật độ dân số", "Tuyệt đối bí mật", "Mật khẩu:"])
def test_other_words_in_the_letterhead_are_not_degrees(line: str) -> None:
    assert marked(PARTY.replace("Số 44-BC/BNCTU", f"Số 44-BC/BNCTU\n{line}"), PLAIN) is None


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("MẬT", True),
        ("KHẨN", True),
        ("[HỎA TỐC HẸN GIỜ]", True),
        ("Thượng khẩn", True),
        ("DỰ THẢO", True),
        ("(Dự thảo lần thứ 2)", True),
        ("Chi bộ họp hằng tháng", False),
        ("Dự thảo Nghị quyết đại hội", False),
        ("", False),
    ],
)
def test_lines_that_are_marks(line: str, mark: bool) -> None:
    assert is_mark(line) is mark


@pytest.mark.parametrize(
    ("rows", "marks"),
    [
        ("TỈNH ỦY ĐIỆN BIÊN\nSố 44-BC/TU", Marks(None, None, False)),
        ("TỈNH ỦY ĐIỆN BIÊN\nHỎA TỐC", Marks(None, "HỎA TỐC", False)),
        ("TỈNH ỦY ĐIỆN BIÊN | [KHẨN]\nTHƯỢNG KHẨN", Marks(None, "KHẨN", False)),
        ("Khẩn\nTỈNH ỦY ĐIỆN BIÊN", Marks(None, None, False)),
        ("Dự thảo lần 2\nTỈNH ỦY ĐIỆN BIÊN\nKHẨN", Marks(None, "KHẨN", True)),
        ("TỈNH ỦY ĐIỆN BIÊN | DỰ THẢO", Marks(None, None, True)),
    ],
)
def test_urgency_and_draft_in_the_letterhead(rows: str, marks: Marks) -> None:
    letterhead = rows_of(page(rows))
    assert marks_of(letterhead, None) == marks
    assert marks_of(letterhead, "MẬT") == replace(marks, secrecy="MẬT")


def at(share: float, stamp: str = "^MẬT") -> str:
    """A page of text with `stamp` alone in the last row above `share` of the page's height."""
    above = int((share * HEIGHT - FIRST_ROW) / PITCH)
    rows = ["Các cấp ủy quán triệt Luật Bảo vệ bí mật nhà nước."] * ROWS
    rows[above] = stamp
    return "\n".join(rows)


HEIGHT, FIRST_ROW, PITCH, ROWS = 842, 60, 18, 42  # of a page in tests/pages.py, in points


@pytest.mark.parametrize(
    ("share", "first", "second"),
    [
        (0.1, "MẬT", "MẬT"),
        (0.34, "MẬT", "MẬT"),
        (0.38, "MẬT", None),
        (0.499, "MẬT", None),
        (0.53, None, None),
        (0.91, None, None),
        (0.95, "MẬT", None),
    ],
)
def test_where_on_a_page_a_stamp_is(share: float, first: str | None, second: str | None) -> None:
    assert marked(at(share)) == first
    assert marked(PLAIN, at(share)) == second


@pytest.mark.parametrize(("share", "secrecy"), [(0.1, "MẬT"), (0.23, "MẬT"), (0.3, None), (0.95, None)])
def test_a_lower_case_degree_counts_at_the_top_of_page_1_only(share: float, secrecy: str | None) -> None:
    assert marked(at(share, "^Mật")) == secrecy
    assert marked(PLAIN, at(share, "^Mật")) is None


@pytest.mark.parametrize(
    ("rows", "secrecy"),
    [
        # A title or heading that goes on in the next row.
        ("VỀ CÔNG TÁC BẢO VỆ NHỮNG TÀI LIỆU CÓ ĐÓNG DẤU\nMẬT", None),
        ("Về việc lưu giữ tài liệu\nMẬT", None),
        ("Quy định về bí\nMẬT", None),
        # Rows that end before it.
        ("Lưu tài liệu:\nMẬT", "MẬT"),
        ("VỀ CÔNG TÁC BẢO VỆ\nMẬT", "MẬT"),
        ("Về công tác bảo vệ những văn kiện có đóng dấu cơ quan\nMẬT", "MẬT"),
        ("ĐẢNG CỘNG SẢN VIỆT NAM MUÔN NĂM VÀ ĐIỀU LỆ ĐẢNG\nMẬT", "MẬT"),
        ("VỀ CÔNG TÁC BẢO VỆ NHỮNG TÀI LIỆU CÓ ĐÓNG DẤU\n\nMẬT", "MẬT"),
        ("Về việc lưu giữ tài liệu\n\nMẬT", "MẬT"),
        ("BAN TỔ CHỨC TỈNH ỦY | TỈNH ĐOÀN VÀ HỘI NÔNG DÂN\nMẬT", "MẬT"),
        ("Về việc lưu giữ tài liệu | \n | MẬT", "MẬT"),
    ],
)
def test_the_last_word_of_a_heading_is_not_a_stamp(rows: str, secrecy: str | None) -> None:
    assert marked("\n".join([*[PLAIN.split("\n")[0]] * 8, rows, PLAIN])) == secrecy


@pytest.mark.parametrize(
    ("row", "secrecy"),
    [
        ("Các loại dấu của cơ quan:\n^MẬT", None),
        ("Các dấu như sau:\n^MẬT", "MẬT"),
        ("Đề thi | MẬT", None),
        ("x | MẬT", "MẬT"),
    ],
)
def test_an_example_in_the_text_is_not_a_stamp(row: str, secrecy: str | None) -> None:
    assert marked(f"{PLAIN * 3}{row}\n{PLAIN}") == secrecy


def test_a_stamp_in_a_table_is_not_the_document_s() -> None:
    drawn = page(f"{PLAIN * 3}^MẬT\n{PLAIN}")
    assert find_header([drawn], load()).header.marks.secrecy == "MẬT"
    cells = tuple(replace(line, cell=True) if line.text == "MẬT" else line for line in drawn.lines)
    assert find_header([replace(drawn, lines=cells)], load()).header.marks.secrecy is None
