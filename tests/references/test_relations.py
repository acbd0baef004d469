"""Relations that a sentence expresses between the document and the works that it cites."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import UNNAMED
from pipeline.references import find_mentions
from pipeline.registry import load
from pipeline.registry.relations import DECIDING
from tests.gold.relations.__main__ import TABLES, Score, described, kinds, rows


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Căn cứ Quy định số 76-QĐ/TW", {"căn cứ"}),
        ("Quy định này thay thế Quy định số 76-QĐ/TW", {"thay thế"}),
        ("Quy định này thay thế Quy định số 76-QĐ/TW từ ngày 01/02/2020", {"thay thế since=2020-02-01"}),
        ("Quy định này bãi bỏ Điều 5 Quy định số 76-QĐ/TW", {"bãi bỏ part"}),
        ("Quy định số 76-QĐ/TW hết hiệu lực kể từ ngày 01/02/2020", {"hết hiệu lực since=2020-02-01"}),
        ("Quy định số 76-QĐ/TW được thay thế bởi Quy định số 213-QĐ/TW", {"thay thế by=Quy định số 213-QĐ/TW"}),
        ("Quy định số 76-QĐ/TW đã được thay thế", {"thay thế by=?"}),
        (
            "Quy định số 76-QĐ/TW hết hiệu lực kể từ ngày Quy định số 213-QĐ/TW có hiệu lực",
            {"hết hiệu lực by=Quy định số 213-QĐ/TW"},
        ),
        ("Việc họp báo hết hiệu lực kể từ ngày Quy định số 76-QĐ/TW có hiệu lực thi hành", set()),
        ("Quy chế hết hiệu lực khi Quy định số 76-QĐ/TW có hiệu lực", set()),
        ("DANH MỤC VĂN BẢN HẾT HIỆU LỰC\n(Kèm theo Quy định số 76-QĐ/TW ngày 15/6/2000)", set()),
        ("Đề nghị bãi bỏ Quy định số 76-QĐ/TW", set()),
        ("Không thay thế Quy định số 76-QĐ/TW", set()),
        ("nội dung Quy định số 76-QĐ/TW", set()),
        ("Sơ kết 3 năm thực hiện Quy định số 76-QĐ/TW", {"sơ kết"}),
        ("Tiếp tục thực hiện Quy định số 76-QĐ/TW", {"tiếp tục thực hiện"}),
        ("theo quy định tại Quy định số 76-QĐ/TW", {"dẫn chiếu"}),
    ],
)
def test_relations_of_a_citation(text: str, relations: set[str]) -> None:
    mentions = find_mentions(text, load())
    assert described(next(each for each in mentions if each.number == "76-QĐ/TW"), mentions) == relations


CLOSING_CLAUSES = [
    (
        "Thông tư số 11/2020/TT-BYT ngày 10/6/2020 của Bộ trưởng Bộ Y tế quy định về xây dựng danh mục thuốc đã được "
        "sửa đổi, bổ sung một số điều theo Thông tư số 21/2022/TT-BYT, Thông tư số 03/2024/TT-BYT và Thông tư số "
        "17/2025/TT-BYT (sau đây gọi là Thông tư số 11/2020/TT-BYT) hết hiệu lực kể từ ngày Thông tư này có hiệu lực.",
        {
            "11/2020/TT-BYT": {
                "sửa đổi by=Thông tư số 21/2022/TT-BYT part", "sửa đổi by=Thông tư số 03/2024/TT-BYT part",
                "sửa đổi by=Thông tư số 17/2025/TT-BYT part", "hết hiệu lực",
            },
            "21/2022/TT-BYT": set(), "03/2024/TT-BYT": set(), "17/2025/TT-BYT": set(),
        },
    ),
    (
        "Bãi bỏ Điều 7 Nghị định số 44/2018/NĐ-CP được sửa đổi, bổ sung tại Nghị định số 12/2021/NĐ-CP.",
        {
            "44/2018/NĐ-CP": {"bãi bỏ part", "sửa đổi by=Nghị định số 12/2021/NĐ-CP part"},
            "12/2021/NĐ-CP": set(),
        },
    ),
    (
        "Nghị định này thay thế Nghị định số 44/2018/NĐ-CP và khoản 2 Điều 3 Nghị định số 12/2021/NĐ-CP.",
        {"44/2018/NĐ-CP": {"thay thế"}, "12/2021/NĐ-CP": {"thay thế part"}},
    ),
    (
        "Quy định này có hiệu lực từ ngày 01/5/2025, bãi bỏ Quy định số 9-QĐ/TU, ngày 02/3/2017; riêng Quy định số "
        "14-QĐ/TU, ngày 05/4/2019 tiếp tục có hiệu lực đến hết ngày 30/9/2025.",
        {"9-QĐ/TU": {"bãi bỏ since=2025-05-01"}, "14-QĐ/TU": {"hết hiệu lực since=2025-10-01"}},
    ),
    (
        "Thông tư này có hiệu lực từ ngày 01/3/2023; bãi bỏ Thông tư số 40/2019/TT-BTC của Bộ trưởng Bộ Tài chính quy "
        "định, hướng dẫn thực hiện Nghị định số 44/2018/NĐ-CP và Nghị định số 12/2021/NĐ-CP sửa đổi, bổ sung một số "
        "điều của Nghị định số 30/2015/NĐ-CP.",
        {
            "40/2019/TT-BTC": {"bãi bỏ since=2023-03-01"},
            "44/2018/NĐ-CP": {"hướng dẫn by=Thông tư số 40/2019/TT-BTC"},
            "30/2015/NĐ-CP": {"sửa đổi by=Nghị định số 12/2021/NĐ-CP part"},
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CLOSING_CLAUSES)
def test_closing_clauses(text: str, expected: dict[str, set[str]]) -> None:
    mentions = find_mentions(text, load())
    first = {each.number: each for each in reversed(mentions)}
    assert {number: described(first[number], mentions) for number in expected} == expected


def test_the_items_of_a_list_share_a_relation() -> None:
    mentions = find_mentions("Thực hiện Chỉ thị số 05-CT/TW và Quy định số 76-QĐ/TW", load())
    assert [each.relation for each in mentions] == ["thực hiện", "thực hiện"]


@pytest.mark.parametrize("table", TABLES)
def test_relations_of_the_gold(table: str) -> None:
    score = Score(table)
    assert score.right.total() / score.found.total() >= 0.97, score.wrong
    assert score.right.total() / score.gold.total() >= 0.95, score.wrong


@pytest.mark.parametrize("table", TABLES)
def test_no_work_is_ended_or_amended_without_the_gold_saying_so(table: str) -> None:
    wrong = []
    for sentence, citation, want in rows(table):
        mentions = find_mentions(sentence, load())
        got = next((described(each, mentions) for each in mentions if each.text == citation), frozenset())
        if (kinds(got) & set(load().relations.with_effects(*DECIDING))) - kinds(want):
            wrong.append((sentence, got))
    assert not wrong


def test_every_relation_is_in_the_gold() -> None:
    known = set(load().relations)
    tested = {kind for table in TABLES for _sentence, _citation, want in rows(table) for kind in kinds(want)}
    assert tested == known


@given(st.lists(st.sampled_from([
    "Quy định này thay thế ", "Quy định số 76-QĐ/TW", " và ", "; ", ". ", "\n- ", "được thay thế bởi ", "hết hiệu lực",
    " kể từ ngày 01/02/2020", "sửa đổi, bổ sung ", "Chỉ thị số 05-CT/TW, ngày 15/5/2016", "“", "”", "(", ")", "không ",
]), max_size=25).map("".join))  # fmt: skip
def test_an_agent_is_a_citation_of_the_text(text: str) -> None:
    mentions = find_mentions(text, load())
    starts = {mention.start for mention in mentions} | {None, UNNAMED}
    for mention in mentions:
        assert mention.relation == (mention.relations[0].kind if mention.relations else None)
        assert all(each.by in starts and each.by != mention.start for each in mention.relations)
