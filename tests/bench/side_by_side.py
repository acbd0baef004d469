"""Two commands in turn, and how many times longer the first takes."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Command = Sequence[str]


@dataclass(frozen=True)
class Ratio:
    """Median seconds of both, and the median of the ratios of neighbouring runs."""

    ours: float
    theirs: float
    ratio: float

    def __str__(self) -> str:
        return f"{self.ours:.3f} s beside {self.theirs:.3f} s: ratio {self.ratio:.2f}"


def seconds(command: Command) -> float:
    """Wall time of one run, which must succeed; 1 says that an ingest has set a file aside."""
    began = time.perf_counter()
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_compiling())
    if done.returncode not in (0, 1):
        done.check_returncode()
    return time.perf_counter() - began


def _compiling() -> dict[str, str]:
    """The environment of a user, whose Python keeps what it compiles: the warming run leaves it there."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def side_by_side(ours: Command, theirs: Command, runs: int, before: Callable[[], None] = lambda: None) -> Ratio:
    """Run both in turn `runs` times after one warming run of each; `before` is called before each run of ours."""
    before()
    seconds(ours)
    seconds(theirs)
    pairs = []
    for _run in range(runs):
        before()
        pairs.append((seconds(ours), seconds(theirs)))
    return Ratio(
        median(first for first, _second in pairs),
        median(second for _first, second in pairs),
        median(first / second for first, second in pairs),
    )
