"""The session around the documents of a pack: agenda, questions, forms."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.digest.session import (
    MAX_MINUTES,
    MIN_MINUTES,
    apportion,
    make_agenda,
)
from pipeline.model import DigestItem, Point, Task


def item(points: int = 1, tasks: tuple[Task, ...] = ()) -> DigestItem:
    return DigestItem("a/b/2016/1-ct-tu", "Chỉ thị", (Point("Câu.", 1, None),) * points, tasks, (), ())


@given(st.integers(MIN_MINUTES, MAX_MINUTES), st.lists(st.integers(0, 50), max_size=40))
def test_the_steps_add_up_to_the_session(minutes: int, points: list[int]) -> None:
    steps = make_agenda([item(count) for count in points], minutes)
    assert sum(step.minutes for step in steps) == minutes
    assert all(step.minutes >= 1 for step in steps)
    for step in steps:
        if step.parts:
            assert sum(part.minutes for part in step.parts) == step.minutes
            assert all(part.minutes >= 1 for part in step.parts)


def test_minutes_are_divided_by_weight() -> None:
    assert apportion(10, [1, 1]) == [5, 5]
    assert apportion(4, [1, 9]) == [1, 3]
