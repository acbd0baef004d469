"""Cues: actors, lines that others depend on, and who has the duties listed under a line."""

from __future__ import annotations

import pytest

from pipeline.digest.cues import Cues, load_cues
from pipeline.registry import load
from pipeline.vietnamese.text import tone_key


def test_every_kind_of_the_table_is_a_field_and_has_cues() -> None:
    kinds = {row["kind"] for row in load().rows("cues")}
    assert kinds == set(Cues.__slots__)


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Chi bộ họp hằng tháng.", "Chi bộ"),
        ("Các chi bộ họp.", "chi bộ"),
        ("Mỗi đảng viên viết cam kết.", "đảng viên"),
        ("Tổ chức lễ kỷ niệm trang trọng.", None),  # a verb, not `tổ`
        ("Tình hình có chuyển biến.", None),
        ("Chi bộn họp.", None),  # whole words only
    ],
)
def test_an_actor_is_found_after_determiners(sentence: str, actor: str | None) -> None:
    found = load_cues().actor_at(tone_key(sentence), 0)
    assert (sentence[found.start() : found.end()] if found else None) == actor


@pytest.mark.parametrize(
    ("sentence", "many"),
    [("Các cấp ủy phải họp.", True), ("Đảng viên nêu gương.", True), ("Văn phòng Tỉnh ủy theo dõi.", False)],
)
def test_a_class_of_actors(sentence: str, many: bool) -> None:
    assert load_cues().addresses_many(tone_key(sentence)) is many


@pytest.mark.parametrize(
    ("line", "governs", "needed"),
    [
        ("Những điều đảng viên không được làm", True, True),
        ("Trách nhiệm của chi bộ", True, True),
        ("Đảng viên có quyền", True, True),
        ("Công tác tuyên truyền", False, True),
        ("Kế hoạch gồm các nội dung sau đây", False, False),
        ("Kết quả như sau", False, False),
    ],
)
def test_lines_that_the_text_under_them_needs(line: str, governs: bool, needed: bool) -> None:
    cues = load_cues()
    assert (cues.governs(line), cues.is_needed(line)) == (governs, needed)


@pytest.mark.parametrize(
    ("line", "assignee"),
    [
        ("Trách nhiệm của chi bộ và cấp ủy cơ sở", "chi bộ và cấp ủy cơ sở"),
        ("Ban kiểm phiếu có nhiệm vụ", "Ban kiểm phiếu"),
        ("Các cấp ủy đảng trực thuộc", "Các cấp ủy đảng trực thuộc"),
        ("Đảng ủy xã: Lập danh sách, cụ thể", "Đảng ủy xã"),
        ("Đảng viên có quyền", None),
        ("Những điều đảng viên không được làm", None),
        ("Hồ sơ gồm", None),
    ],
)
def test_the_assignee_of_a_line(line: str, assignee: str | None) -> None:
    assert load_cues().assignee_of(line) == assignee


@pytest.mark.parametrize(
    ("sentence", "depends"),
    [("Tuy nhiên, một số nơi chưa làm tốt.", True), ("Đồng chí này đã nêu ý kiến.", True), ("Chi bộ họp.", False)],
)
def test_sentences_that_depend_on_the_previous_one(sentence: str, depends: bool) -> None:
    assert load_cues().depends_on_previous(sentence) is depends
