"""Words spelled by Telex and VNI keys."""

from __future__ import annotations

import pytest

from pipeline.search.keyboard import decode_keys
from pipeline.vietnamese.text import tone_key

SPELLED = [
    ("chir", "chi3", "chỉ"),
    ("thij", "thi5", "thị"),
    ("ddangr", "d9ang3", "đảng"),
    ("dduwowcj", "d9uo7c5", "được"),
    ("truwowngf", "truong72", "trường"),
    ("nghij", "nghi5", "nghị"),
    ("quyeets", "quye6t1", "quyết"),
    ("luaatj", "lua6t5", "luật"),
    ("hoaf", "hoa2", "hòa"),
    ("thuyr", "thuy3", "thủy"),
    ("hoafn", "hoan2", "hoàn"),
    ("giaos", "giao1", "giáo"),
    ("quoocs", "quo6c1", "quốc"),
    ("tuwf", "tu72", "từ"),
    ("nguwowif", "nguoi72", "người"),
    ("vawn", "va8n", "văn"),
    ("muwaf", "mu7a2", "mừa"),
    ("soos", "so61", "số"),
    ("khoas", "khoa1", "khóa"),
]


@pytest.mark.parametrize(("telex", "vni", "word"), SPELLED)
def test_keys(telex: str, vni: str, word: str) -> None:
    assert decode_keys(telex) == word == tone_key(word)
    assert decode_keys(vni) == word


@pytest.mark.parametrize("word", ["", "luat", "nq18", "08", "b", "kỷ", "ct", "xyz1", "999", "w1w1w"])
def test_keys_that_spell_no_word(word: str) -> None:
    assert decode_keys(word) is None
