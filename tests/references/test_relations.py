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
