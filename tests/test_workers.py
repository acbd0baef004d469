"""Workers: a limit holds whatever a file does, and only the guilty file is set aside."""

from __future__ import annotations

import os
import time
import unicodedata
from functools import partial
from pathlib import Path

import pytest

from pipeline.discovery import InputFile
from pipeline.model import SetAside
from pipeline.worker_process import (
    Limits,
    MemoryLimitExceededError,
    TimeLimitExceededError,
    WorkerDiedError,
    run_within_limits,
)
from pipeline.workers import default_jobs, outcomes

SHORT = Limits(seconds=1, memory=300 << 20)
LIMITS = Limits(seconds=120, memory=300 << 20)


def _hang_in_c() -> None:
    unicodedata.normalize("NFC", "a" + "\u0301\u0323" * 3_000_000)


def _hang_and_swallow() -> None:
    while True:
        try:
            time.sleep(60)
        except BaseException:
            continue


def _swell() -> int:
    return len([bytearray(10 << 20) for _ in range(1000)])


def _die() -> None:
    os._exit(9)


@pytest.mark.parametrize(
    ("task", "error"),
    [
        (_hang_in_c, TimeLimitExceededError),
        (_hang_and_swallow, TimeLimitExceededError),
        (_swell, MemoryLimitExceededError),
        (_die, WorkerDiedError),
    ],
)
def test_a_limit_holds(task: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        run_within_limits(task, SHORT if error is TimeLimitExceededError else LIMITS)  # type: ignore[arg-type]


def test_what_a_task_returns_and_raises_comes_back() -> None:
    assert run_within_limits(partial(sum, (1, 2)), LIMITS) == 3
    with pytest.raises(ZeroDivisionError):
        run_within_limits(partial(divmod, 1, 0), LIMITS)


def _parse(file: InputFile, mark: str) -> SetAside:
    if file.path == "guilty":
        os._exit(9)
    if file.path == "victim" and not Path(mark).exists():
        Path(mark).touch()
        os._exit(9)  # as if the system had chosen this process
    return SetAside(file.path, "read", "")


def test_a_victim_is_read_again_and_only_the_guilty_is_blamed(tmp_path: Path) -> None:
    files = [InputFile(name, "", 0) for name in ("victim", "guilty", "other")]
    parse = partial(_parse, mark=str(tmp_path / "mark"))
    found = {file.path: outcome for file, outcome in outcomes(files, parse, 2, None, LIMITS)}
    reasons = {path: getattr(outcome, "reason", "") for path, outcome in found.items()}
    assert reasons.pop("guilty") != "read" and reasons == {"victim": "read", "other": "read"}


def test_fewer_workers_where_memory_is_short() -> None:
    assert default_jobs(Limits(memory=1 << 50)) == 1
    assert 1 <= default_jobs(LIMITS) <= (os.cpu_count() or 1)
