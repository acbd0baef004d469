"""The cues of relations, and a relation that an office adds by one row."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from pipeline.references.relation_cues import cues_in, link_pattern
from pipeline.registry import load
from pipeline.vietnamese.text import tone_key
from tests.command import chithi
from tests.references.texts import mentions

ROW = "relation\tcue\trole\teffect\nđình chỉ\tđình chỉ\t\trevokes\n"
OLD, NEW = "dien-bien/tinh-uy/2016/08-ct-tu", "dien-bien/tinh-uy/2020/21-ct-tu"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ Chỉ thị", [("căn cứ", "", "based-on")]),
        ("tiếp tục thực hiện", [("tiếp tục thực hiện", "", "continues")]),  # the longest cue
        ("sơ  kết", [("sơ kết", "", "reviews")]),
        ("hết hiệu lực", [("hết hiệu lực", "state", "expires")]),
        ("đề nghị bãi bỏ", [("", "doubt", None), ("bãi bỏ", "", "revokes")]),
        ("theo dõi", [("", "none", None)]),
        ("hòa bình", []),
    ],
)
def test_cues(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    key = tone_key(text)
    assert [(cue.relation, cue.role, cue.effect) for cue in cues_in(key, 0, len(key), load())] == expected


@pytest.mark.parametrize(
    ("between", "links"), [(" 3 năm ", True), (" sâu sắc, ", True), (" việc ", True), (" của ", False)]
)
def test_words_that_link_two_verbs(between: str, links: bool) -> None:
    assert bool(link_pattern(load()).fullmatch(tone_key(between))) is links


def test_a_relation_is_one_row(tmp_path: Path) -> None:
    (tmp_path / "relations.tsv").write_text(ROW, encoding="utf-8")
    registry = load(tmp_path)
    text = "Chỉ thị này đình chỉ Chỉ thị số 08-CT/TU, ngày 30/6/2016."
    assert [each.relation for each in mentions(text, registry)] == [None, "đình chỉ"]
    assert [each.relation for each in mentions(text)] == [None, None]
    assert registry.relations.effect_of("đình chỉ") == "revokes"
    assert registry.relations.with_effects("revokes") == ("bãi bỏ", "đình chỉ")


LETTERHEAD = """TỈNH ỦY ĐIỆN BIÊN                      ĐẢNG CỘNG SẢN VIỆT NAM
        *
  Số {number}                          Điện Biên, ngày {day}

CHỈ THỊ
về kỷ luật

{body}
"""


def test_commands_show_a_relation_that_an_office_added(tmp_path: Path) -> None:
    for folder in ("registry", "files"):
        (tmp_path / folder).mkdir()
    (tmp_path / "registry" / "relations.tsv").write_text(ROW, encoding="utf-8")
    for number, day, body in (
        ("08-CT/TU", "30 tháng 6 năm 2016", "Các cấp ủy thực hiện."),
        ("21-CT/TU", "01 tháng 12 năm 2020", "Chỉ thị này đình chỉ Chỉ thị số 08-CT/TU, ngày 30/6/2016."),
    ):
        text = LETTERHEAD.format(number=number, day=day, body=body)
        (tmp_path / "files" / f"{number[:2]}.txt").write_text(text, encoding="utf-8")
    run = partial(chithi, library=tmp_path / "l.sqlite")
    run("ingest", tmp_path / "files")
    assert [each["relation"] for each in run("refs", NEW, "--out", "--json").json["cites"]] == ["đình chỉ"]
    status = run("status", OLD, "--json").json
    assert (status["state"], status["ended_by"][0]["relation"]) == ("revoked", "đình chỉ")
    assert [each["relation"] for each in run("graph", OLD, "--json").json["edges"]] == ["đình chỉ"]
    picture = run("graph", OLD).out
    assert ": đình chỉ</title>" in picture and "replaces, ends" in picture and "No longer in force" in picture
    assert [hit["id"] for hit in run("search", "kỷ luật", "--in-force", "--json").json["hits"]] == [NEW]
