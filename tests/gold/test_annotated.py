"""Scores on annotated documents: what counts as the same task, and floors for the files beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.digest.cues import load_cues
from pipeline.digest.tasks import document_tasks
from pipeline.parse import parse_file
from tests.gold.annotated import POINTS, TASKS, is_same, score_points, score_tasks
from tests.gold.headers import SHARED

DIGITAL = ("sotay__huongdan21.pdf", "sct__CV-UBND-KT_giao-SCT-tham-muu-uy-quyen_truoc-15.9.2025.docx")
PRESENT = pytest.mark.skipif(not (SHARED / "data" / "pdf" / DIGITAL[0]).exists(), reason="the files are not here")


@pytest.mark.parametrize(
    ("quote", "text", "same"),
    [
        ("Rà soát hồ sơ đảng viên của các chi bộ trực", "Rà soát hồ sơ đảng viên của các chi bộ trực thuộc.", True),
        ("Rà soát hồ sơ đảng viên của các chi bộ", "- Phòng Tổ chức: Rà soát hồ sơ đảng viên của các chi bộ.", True),
        ("Lập danh sách", "lập danh sách đại biểu", True),
        ("Rà soát hồ sơ đảng viên của các chi bộ", "Rà soát hồ sơ công chức của các xã, phường.", False),
    ],
)
def test_a_quote_is_the_same_if_one_begins_the_other(quote: str, text: str, same: bool) -> None:
    assert is_same(quote, text) is same


def test_a_task_is_scored_in_all_its_parts(tmp_path: Path) -> None:
    text = "Giao Sở Nội vụ chủ trì, phối hợp với Sở Y tế rà soát hồ sơ lưu trữ trước ngày 5/6/2027.\n"
    Path(tmp_path, "a.txt").write_text(text, encoding="utf-8")
    head = "doc\tpage\tbody\tpartner\tquote\tdeadline\tdue\trecurrence\n"
    gold = Path(tmp_path, "gold.tsv")
    (found,) = document_tasks(parse_file(tmp_path / "a.txt"), load_cues())
    gold.write_text(
        f"{head}a.txt\t1\tSở Nội vụ\tSở Y tế\t{text[:40]}\ttrước ngày 5/6/2027\t2027-06-05\t\n", encoding="utf-8"
    )
    right = score_tasks(gold, [tmp_path])
    assert (right.found, right.body, right.partner, right.kept, right.day) == (1, 1, 1, 1, 1)
    gold.write_text(f"{head}a.txt\t1\tSở Y tế\t\t{found.text[:40]}\t\t\t\n", encoding="utf-8")
    wrong = score_tasks(gold, [tmp_path])
    assert (wrong.found, wrong.body, wrong.wrong_name) == (1, 0, 1)


@PRESENT
def test_tasks_of_real_documents_keep_their_floor() -> None:
    scores = score_tasks(TASKS, [], only=DIGITAL)
    assert scores.true == scores.quoted and scores.wrong_name == 0
    assert scores.body >= 9 and scores.kept >= 4


@PRESENT
def test_no_point_of_real_documents_dangles() -> None:
    _quoted, true, dangling = score_points(POINTS, [], only=DIGITAL)
    assert dangling == 0 and true >= 2
