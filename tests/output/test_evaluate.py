"""The accuracy on the terminal."""

from __future__ import annotations

from pipeline.evaluate import Evaluation
from pipeline.output.evaluate import lines
from tests.output.conftest import shown


def test_every_count_and_a_warning() -> None:
    score = Evaluation(documents=3, of=4, fields={"title": (2, 3)}, references=10, found=9, right=8, resolved=7)
    assert shown(lines(score)) == [
        "Documents read: 3 of 4",
        "  title                                       2/3      66.7%  (20.8%–93.9%)",
        "  references found that are right             8/9      88.9%  (56.5%–98.0%)",
        "  references of the gold that were found      8/10     80.0%  (49.0%–94.3%)",
        "  right work, or rightly none                 7/8      87.5%  (52.9%–97.8%)",
        "  wrong work named                            0/8       0.0%  (0.0%–32.4%)",
        "The texts were written for this project; expect lower accuracy on other documents.",
    ]
