"""A small sample of each trial; `python -m tests.torture NAME` is the whole of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.torture import bombs, damages, stops

posix = pytest.mark.skipif(os.name != "posix", reason="signals")


@pytest.mark.parametrize("name", ["widths.pdf", "spans.docx", "entities.docx", "kids-loop.pdf", "nested.zip"])
def test_a_bomb_is_set_aside_and_the_other_file_is_read(name: str, tmp_path: Path) -> None:
    _seconds, memory, problem = bombs.measure(name, tmp_path)
    assert (problem, memory < 1.1 * (1 << 30)) == ("", True)


def test_a_damaged_library_is_one_sentence() -> None:
    assert damages.run(1) == 0


@posix
def test_a_kill_loses_nothing() -> None:
    assert stops.kills(2) == 0


@posix
def test_ctrl_c_leaves_nothing() -> None:
    assert stops.interrupts(2) == 0
