"""The accuracy on the terminal."""

from __future__ import annotations

from pipeline.evaluate import Evaluation
from pipeline.output.evaluate import lines
from tests.output.conftest import shown


def test_every_count_and_a_warning() -> None:
    score = Evaluation(documents=3, of=4, fields={"title": (2, 3)}, references=10, found=9, right=8, resolved=7)
    assert shown(lines(score)) == [
        "Documents read: 3 of 4",
        "  title        2/3",
        "References: 10 in the gold, 9 found, 8 right, 7 resolved right",
        "The sample was written for this project; expect lower accuracy on other documents.",
    ]
