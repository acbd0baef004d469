"""What is typed and what is asked of the index."""

from __future__ import annotations

import pytest

from pipeline.index import AllOf, leaves_of, match_expression
from pipeline.search.query import MAX_WORDS, parse_query

READ = [
    ("kỷ luật", '("ky" AND "luat")'),
    ("KỶ  LUẬT kỷ", '("ky" AND "luat")'),
    ('"kỷ luật" đảng', '("ky luat" AND "dang")'),
    ("“kỷ luật”", '"ky luat"'),
    ("08-CT/TU", '"08 ct tu"'),
    ("kỷ luật OR khen thưởng", '(("ky" AND "luat") OR ("khen" AND "thuong"))'),
    ("đảng (ủy OR viên)", '("dang" AND ("uy" OR "vien"))'),
    ("đảng -viên", '(("dang") NOT ("vien"))'),
    ("đảng NOT viên -ủy", '(("dang") NOT ("vien" OR "uy"))'),
    ("đảng AND viên", '("dang" AND "vien")'),
    ("luậ*", '"lua*"'),
    ('"kỷ lu*"', '"ky lu*"'),
    ("mục:nhiệm", "heading:nhiem"),
    ('title:"kỷ luật"', "(title:ky AND title:luat)"),
    ("abc:def", '"abc def"'),
    ("16:30", '"16 30"'),
    ("toàn-diện", '"toan dien"'),
    ("kỷ NEAR luật", '("ky" NEAR/10 "luat")'),
    ("kỷ NEAR/3 luật NEAR/3 đảng", '("ky" NEAR/3 "luat" NEAR/3 "dang")'),
    ('(kỷ GẦN/5 "khen thưởng") đảng', '(("ky" NEAR/5 "khen thuong") AND "dang")'),
    ("mục:kỷ NEAR mục:luật", "(heading:ky NEAR/10 heading:luat)"),
    ("kỷ luật HOẶC khen thưởng", '(("ky" AND "luat") OR ("khen" AND "thuong"))'),
    ('đảng VÀ viên KHÔNG "ủy"', '(("dang" AND "vien") NOT ("uy"))'),
    ("đảng KHÔNG (ủy OR viên)", '(("dang") NOT (("uy" OR "vien")))'),
    ("đảng KHÔNG ủy", '("dang" AND "khong" AND "uy")'),
    ("KỶ LUẬT VÀ KHEN THƯỞNG", '("ky" AND "luat" AND "va" AND "khen" AND "thuong")'),
    ("AND/OR", '"and or"'),
    ("or and not near", '("or" AND "and" AND "not" AND "near")'),
]
AS_PLAIN_WORDS = [
    ('kỷ "luật', '("ky" AND "luat")'),
    ("(kỷ luật", '("ky" AND "luat")'),
    ("kỷ) luật", '("ky" AND "luat")'),
    ("OR kỷ", '("or" AND "ky")'),
    ("kỷ OR", '("ky" AND "or")'),
    ("kỷ AND", '("ky" AND "and")'),
    ("-kỷ", '"ky"'),
    ("((((kỷ))))", '"ky"'),
    ("NEAR kỷ", '("near" AND "ky")'),
    ("kỷ NEAR", '("ky" AND "near")'),
    ("kỷ NEAR (luật OR lệ)", '("ky" AND "near" AND "luat" AND "or" AND "le")'),
    ("kỷ AND NEAR luật", '("ky" AND "and" AND "near" AND "luat")'),
]
FILTERED = [
    ('loại:"chỉ thị" kỷ', {"type": "chỉ thị"}),
    ("type:chỉ_thị", {"type": "chỉ thị"}),
    ("số:08-CT/TU", {"number": "08-CT/TU"}),
    ("cơquan:Điện khóa:XII", {"issuer": "Điện", "term": "XII"}),
    ("ngày:2016", {"since": "2016-01-01", "until": "2016-12-31"}),
    ("ngày:3/2016", {"since": "2016-03-01", "until": "2016-03-31"}),
    ("date:2016-03-30", {"since": "2016-03-30", "until": "2016-03-30"}),
    ("ngày:2016..30/3/2018", {"since": "2016-01-01", "until": "2018-03-30"}),
    ("từ:2016 đến:2018", {"since": "2016-01-01", "until": "2018-12-31"}),
    ("since:2016", {"since": "2016-01-01"}),
    ("năm:2016", {"since": "2016-01-01", "until": "2016-12-31"}),
    ("Số: 26/CT-TTg", {"number": "26/CT-TTg"}),
    ("người ký:Sơn", {"signer": "Sơn"}),
    ('Người ký: "Trần Văn Sơn" cơ quan: Điện', {"signer": "Trần Văn Sơn", "issuer": "Điện"}),
    ("loại:chỉ thị kỷ luật", {"type": "chỉ thị"}),
    ("ngày: 30 tháng 3 năm 2016 kỷ", {"since": "2016-03-30", "until": "2016-03-30"}),
    ("từ: tháng 3 năm 2016", {"since": "2016-03-01"}),
    ("loai: thong tu lien tich", {"type": "thông tư liên tịch"}),
    ("loại:NQ", {"type": "nghị quyết"}),
    ("loại:lạ", {"type": "lạ"}),
]


@pytest.mark.parametrize(("typed", "expected"), READ)
def test_what_is_asked(typed: str, expected: str) -> None:
    query = parse_query(typed)
    assert query.root and match_expression(query.root) == expected
    assert query.note is None


@pytest.mark.parametrize(("typed", "expected"), AS_PLAIN_WORDS)
def test_signs_that_do_not_fit_leave_plain_words_and_a_note(typed: str, expected: str) -> None:
    query = parse_query(typed)
    assert query.root and match_expression(query.root) == expected
    assert query.note


@pytest.mark.parametrize(("typed", "expected"), FILTERED)
def test_fields(typed: str, expected: dict[str, str]) -> None:
    assert parse_query(typed).filters == expected


def test_a_word_that_is_repeated_weighs_as_often_wherever_it_stands() -> None:
    root = parse_query("(luật luật) đảng luật").root
    assert isinstance(root, AllOf)
    assert {leaf.words: leaf.times for leaf in leaves_of(root)} == {("luat",): 3, ("dang",): 1}


def test_a_date_that_is_none_is_told() -> None:
    assert parse_query("ngày:mai").note


def test_a_long_query_is_cut_and_says_so() -> None:
    query = parse_query(" ".join(f"từ{number}" for number in range(1000)))
    assert len(query.leaves) == MAX_WORDS
    assert query.note


@pytest.mark.parametrize("typed", ["", " ", "?!", '""', "()", "\x00", "\ue000"])
def test_nothing_to_look_for(typed: str) -> None:
    assert parse_query(typed).root is None


@pytest.mark.parametrize("typed", ["NOT số:08-CT/TU", "kỷ luật NOT loại:chỉ_thị"])
def test_a_negated_filter_is_not_applied_as_if_it_chose(typed: str) -> None:
    query = parse_query(typed)
    assert not query.filters and query.note
