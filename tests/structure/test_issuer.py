"""The issuer: its name from the left column of a letterhead, with its parent where it needs one."""

from __future__ import annotations

import pytest

from pipeline.registry import load
from pipeline.structure.issuer import find_issuer


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (("TỈNH ỦY ĐIỆN BIÊN",), "Tỉnh ủy Điện Biên"),
        (("TỈNH ỦY ĐIỆN BIÊN", "BAN TỔ CHỨC"), "Ban Tổ chức Tỉnh ủy Điện Biên"),
        (("BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN TỔ CHỨC"), "Ban Tổ chức Trung ương"),
        (("TỈNH ỦY ĐIỆN BIÊN", "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH"), "Đảng ủy Khối các cơ quan tỉnh Điện Biên"),
        (
            ("ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH", "CHI BỘ SỞ NGOẠI VỤ"),
            "Chi bộ Sở Ngoại vụ, Đảng ủy Khối các cơ quan tỉnh",
        ),
        (("ỦY BAN NHÂN DÂN", "TỈNH ĐIỆN BIÊN"), "Ủy ban nhân dân tỉnh Điện Biên"),
        (("ỦY BAN NHÂN DÂN", "TỈNH ĐIỆN BIÊN", "*****"), "Ủy ban nhân dân tỉnh Điện Biên"),
        (("CÔNG TY MƯỜI HAI", "VĂN PHÒNG"), None),
        (("CÔNG TY ……………",), None),
        (("TỈNH ỦY BÌNH YÊN HẠ", "BAN TỔ CHỨC"), "Ban tổ chức Tỉnh ủy bình yên hạ"),
        (("ĐOÀN KIỂM TRA THEO QĐ SỐ 28/QĐ-SCT",), "Đoàn kiểm tra theo QĐ số 28/QĐ-SCT"),
        (("*",), None),
        ((), None),
    ],
)
def test_the_issuer_is_spelled_as_in_the_registry(lines: tuple[str, ...], issuer: str | None) -> None:
    assert find_issuer(lines, "", load()) == issuer


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("do Hội Đom Đóm Vui tổ chức", "Hội Đom Đóm Vui"),
        ("không nhắc đến hội ấy", "Hội đom đóm vui"),
    ],
)
def test_an_unknown_issuer_is_spelled_as_in_the_document(text: str, issuer: str) -> None:
    assert find_issuer(["HỘI ĐOM ĐÓM VUI"], text, load()) == issuer
