"""What is a stamp of secrecy and what only speaks of secrets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.registry import load
from pipeline.structure.header import find_header
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
def test_no_stamp(line: str) -> None:
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
def test_a_stamp_wherever_it_stands_on_page_1(text: str) -> None:
    assert marked(text) == "MẬT"


def test_letters_set_far_apart_are_one_word() -> None:
    drawn = page("MẬT\n" + PARTY.strip())
    letters = [replace(drawn.lines[0], text=letter, x0=70.0 + 20 * place, x1=76.0 + 20 * place, start=2 * place)
               for place, letter in enumerate("MẬT")]  # fmt: skip
    spaced = replace(drawn, lines=(*letters, *drawn.lines[1:]))
    assert find_header([spaced], load()).header.marks.secrecy == "MẬT"


def test_a_document_under_a_covering_sheet() -> None:
    assert marked(PARTY, "TỐI MẬT\n" + PLAIN) == "TỐI MẬT"


def test_a_secret_appendix() -> None:
    assert marked("^PHỤ LỤC\n^MẬT\n" + PLAIN) == "MẬT"
    assert marked(PARTY, "^PHỤ LỤC\n^MẬT\n" + PLAIN) == "MẬT"


def test_a_document_bound_behind_others() -> None:
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
def test_what_speaks_of_secrets_is_none(text: str) -> None:
    assert marked(text) is None


@pytest.mark.parametrize("head", ["^MẪU BÁO CÁO\n^MẬT", "^PHỤ LỤC\n^MẬT\nSố: ……/BC-……", "Mẫu số 02\n^TỐI MẬT"])
def test_a_form_shows_a_stamp_and_bears_none(head: str) -> None:
    assert marked(PARTY, f"{head}\n{PLAIN}") is None


@pytest.mark.parametrize("line", ["Mật", "[Tối mật]", "Tuyệt Mật", "Mật.", "mật", "m ậ t", "tuyệt mật"])
def test_a_degree_in_small_letters_alone_in_the_letterhead(line: str) -> None:
    assert marked(PARTY.replace("Số 44-BC/BNCTU", f"Số 44-BC/BNCTU\n{line}"), PLAIN)
    assert marked(f"{line}\n{PARTY}", PLAIN)


@pytest.mark.parametrize("line", ["Mật mã", "Bí mật", "Mật độ dân số", "Tuyệt đối bí mật", "Mật khẩu:"])
def test_other_words_there_are_none(line: str) -> None:
    assert marked(PARTY.replace("Số 44-BC/BNCTU", f"Số 44-BC/BNCTU\n{line}"), PLAIN) is None
