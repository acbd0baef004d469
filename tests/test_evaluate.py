"""The accuracy on the gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import MissingPart
from pipeline.evaluate import SENTENCES, Evaluation, evaluate, interval
from tests.command import SAMPLE


def test_without_gold_there_is_no_score(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match="no gold"):
        evaluate(tmp_path, tmp_path / "none.jsonl")


def test_ratios_of_counts() -> None:
    score = Evaluation(documents=1, of=2, fields={}, references=10, found=8, right=6, resolved=5)
    assert (score.precision, score.recall) == (6 / 8, 6 / 10)
    empty = Evaluation(documents=0, of=0, fields={}, references=0, found=0, right=0, resolved=0)
    assert empty.precision is None and empty.recall is None


def test_a_wrong_gold_lowers_the_score(tmp_path: Path) -> None:
    """One document is compared with its own gold and with one that has another title and an unseen reference."""
    name = "chi-thi-26-ct-ttg-2016"
    for folder in ("files", "gold"):
        (tmp_path / folder).mkdir()
    (tmp_path / "files" / f"{name}.pdf").write_bytes((SAMPLE / f"{name}.pdf").read_bytes())
    gold = json.loads((SAMPLE.parent / "gold" / f"{name}.json").read_text("utf-8"))
    target = tmp_path / "gold" / f"{name}.json"
    target.write_text(json.dumps(gold), encoding="utf-8")
    none = tmp_path / "none.jsonl"
    right = evaluate(tmp_path, none)
    assert (right.documents, right.of, right.fields["title"]) == (1, 1, (1, 1))
    assert right.right == right.references == len(gold["references"])
    gold["header"]["title"] = "về việc khác"
    gold["references"].append({**gold["references"][0], "text": "Nghị quyết không có"})
    target.write_text(json.dumps(gold), encoding="utf-8")
    wrong = evaluate(tmp_path, none)
    assert wrong.fields["title"] == (0, 1)
    assert (wrong.right, wrong.references) == (right.right, right.references + 1)


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(0, 0, 0.0, 1.0), (10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775), (81, 263, 0.2553, 0.3662)],
)
def test_the_interval_is_wilsons(right: int, of: int, low: float, high: float) -> None:
    """The last row is an example of R. G. Newcombe, Statistics in Medicine 17 (1998), table I."""
    assert interval(right, of) == pytest.approx((low, high), abs=5e-5)


def test_sentences_count_right_wrong_and_missed_works(tmp_path: Path) -> None:
    name = "chi-thi-26-ct-ttg-2016"
    for folder in ("files", "gold"):
        (tmp_path / folder).mkdir()
    (tmp_path / "files" / f"{name}.pdf").write_bytes((SAMPLE / f"{name}.pdf").read_bytes())
    (tmp_path / "gold" / f"{name}.json").write_bytes((SAMPLE.parent / "gold" / f"{name}.json").read_bytes())
    base = evaluate(tmp_path, tmp_path / "none.jsonl")
    row = json.loads(SENTENCES.read_text("utf-8").splitlines()[0])
    (reference,) = row["references"]
    path = tmp_path / "sentences.jsonl"
    counted = []
    for means in (reference["means"], "trung-uong/1900/khac"):
        path.write_text(json.dumps({**row, "references": [{**reference, "means": means}]}), encoding="utf-8")
        score = evaluate(tmp_path, path)
        counted.append((score.right - base.right, score.resolved - base.resolved, score.wrong - base.wrong))
    assert counted == [(1, 1, 0), (1, 0, 1)]
