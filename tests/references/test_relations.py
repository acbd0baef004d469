"""What a sentence says of the work that it cites."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import UNNAMED
from pipeline.references import find_mentions
from pipeline.registry import load
from pipeline.registry.relations import DECIDING
from tests.gold.relations.__main__ import TABLES, Score, described, kinds, rows


@pytest.mark.parametrize("table", TABLES)
def test_relations_of_the_gold(table: str) -> None:
    score = Score(table)
    assert score.right.total() / score.found.total() >= 0.97, score.wrong
    assert score.right.total() / score.gold.total() >= 0.95, score.wrong


@pytest.mark.parametrize("table", TABLES)
def test_no_work_is_ended_or_changed_that_the_sentence_leaves_alone(table: str) -> None:
    wrong = []
    for sentence, citation, want in rows(table):
        mentions = find_mentions(sentence, load())
        got = next((described(each, mentions) for each in mentions if each.text == citation), frozenset())
        if (kinds(got) & set(load().relations.with_effects(*DECIDING))) - kinds(want):
            wrong.append((sentence, got))
    assert not wrong


def test_every_relation_has_its_gold() -> None:
    known = {row["relation"] for row in load().rows("relations")} - {""}
    told = {kind for table in TABLES for _sentence, _citation, want in rows(table) for kind in kinds(want)}
    assert told == known


@given(st.lists(st.sampled_from([
    "Quy định này thay thế ", "Quy định số 76-QĐ/TW", " và ", "; ", ". ", "\n- ", "được thay thế bởi ", "hết hiệu lực",
    " kể từ ngày 01/02/2020", "sửa đổi, bổ sung ", "Chỉ thị số 05-CT/TW, ngày 15/5/2016", "“", "”", "(", ")", "không ",
]), max_size=25).map("".join))  # fmt: skip
def test_who_does_it_is_a_citation_of_the_text(text: str) -> None:
    mentions = find_mentions(text, load())
    starts = {mention.start for mention in mentions} | {None, UNNAMED}
    for mention in mentions:
        assert mention.relation == (mention.relations[0].kind if mention.relations else None)
        assert all(each.by in starts and each.by != mention.start for each in mention.relations)


@pytest.mark.parametrize(
    "piece", ["thay thế ", "Quy định số 76-QĐ/TW, ", "được sửa đổi, bổ sung bởi Chỉ thị số 05-CT/TW ", "“thay thế "]
)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    def cost(length: int) -> float:
        text = piece * (length // len(piece))
        begin = time.process_time()
        find_mentions(text, load())
        return time.process_time() - begin

    cost(20_000)
    assert cost(400_000) < 40 * max(cost(40_000), 0.005)
