"""Files → outcomes: worker processes that read and parse, or an executor of the caller's.

A file that exceeds a limit is set aside. One whose worker died otherwise may be innocent (the system kills the largest
process when memory is short, and libraries leak): it is read again, alone, before it is blamed.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from functools import partial
from multiprocessing import connection
from typing import Any

import psutil

from .discovery import InputFile
from .errors import UnreadableFile
from .i18n import _
from .model import Document, OcrMode, SetAside
from .system.scratch import scratch_folder
from .worker_process import (
    LOOK_EVERY,
    NORMAL,
    Limits,
    MemoryLimitExceededError,
    Task,
    TimeLimitExceededError,
    WorkerDiedError,
    WorkerProcess,
    may_start_processes,
    run_within_limits,
)

_EXECUTOR_WINDOW = 64  # files submitted at a time to an executor of the caller's
_FILES_PER_WORKER = 200  # then a new process takes over, so that memory leaks of libraries stay small


Outcome = Document | SetAside
Parser = Callable[[InputFile], Outcome]


def outcomes(
    files: Sequence[InputFile], parse: Parser, jobs: int | None, executor: Executor | None, limits: Limits = NORMAL
) -> Generator[tuple[InputFile, Outcome]]:
    """Yield each file with the outcome of its worker, in the order in which they finish."""
    if executor is not None:
        yield from _run_on(executor, deque(files), partial(_parse_within_limits, parse=parse, limits=limits))
        return
    pool = _Pool(parse, limits, min(jobs or default_jobs(limits), len(files)))
    try:
        yield from pool.run(files)
    finally:
        pool.close()


def default_jobs(limits: Limits) -> int:
    """Return one worker for each processor, fewer where memory is short."""
    return max(1, min(os.cpu_count() or 1, psutil.virtual_memory().available // limits.memory))


class _Pool:
    """Worker processes, each with at most one file, and the files that must be read again alone."""

    def __init__(self, parse: Parser, limits: Limits, size: int) -> None:
        self._parse, self._limits, self._size = parse, limits, size
        self._idle: list[WorkerProcess] = []
        self._busy: dict[WorkerProcess, InputFile] = {}
        self._suspects = deque[InputFile]()
        self._scratch = scratch_folder()
        self._folder = self._scratch.__enter__()

    def run(self, files: Sequence[InputFile]) -> Iterator[tuple[InputFile, Outcome]]:
        """Yield each file with its outcome."""
        queue = deque(files)
        done: list[tuple[InputFile, Outcome]] = []
        while queue or self._busy or done:
            while queue and len(self._busy) < self._size:
                self._give(queue.popleft())
            yield from done  # the workers go on while the caller writes
            done = self._finished(last_chance=False)
        self._end(*self._idle)
        while self._suspects:
            self._give(self._suspects.popleft())
            while self._busy:
                yield from self._finished(last_chance=True)
            self._end(*self._idle)

    def close(self) -> None:
        """End every worker, whatever it does, and delete its temporary files."""
        try:
            self._end(*self._idle, *self._busy)
        finally:
            self._scratch.__exit__(None, None, None)

    def _give(self, file: InputFile) -> None:
        worker = self._idle.pop() if self._idle else None
        if worker is None:
            worker = WorkerProcess(self._limits, self._folder)
            worker.wait_until_started()
        self._busy[worker] = file
        worker.give(partial(self._parse, file))

    def _finished(self, *, last_chance: bool) -> list[tuple[InputFile, Outcome]]:
        """Wait a moment; return what was finished, and what is set aside because it exceeded a limit."""
        ready = connection.wait([worker.connection for worker in self._busy], LOOK_EVERY)
        done: list[tuple[InputFile, Outcome]] = []
        for worker, file in list(self._busy.items()):
            outcome: Outcome | None = None
            try:
                if worker.connection not in ready:
                    worker.check()
                    continue
                outcome = worker.result()
            except TimeLimitExceededError:
                outcome = _too_long(file, self._limits)
            except MemoryLimitExceededError:
                if last_chance or worker.tasks == 1:
                    outcome = _too_large(file)
            except WorkerDiedError:
                if last_chance:
                    outcome = _killed_worker(file)
            del self._busy[worker]
            if worker.tasks >= _FILES_PER_WORKER:
                worker.kill()
            if worker.is_alive:
                self._idle.append(worker)
            if outcome is None:
                self._suspects.append(file)
            else:
                done.append((file, outcome))
        return done

    def _end(self, *workers: WorkerProcess) -> None:
        for worker in workers:
            worker.kill()
        self._idle = [worker for worker in self._idle if worker.is_alive]


def _run_on(executor: Executor, queue: deque[InputFile], parse: Parser) -> Iterator[tuple[InputFile, Outcome]]:
    """Yield the outcomes from an executor of the caller's; when it breaks down, the rest is set aside."""
    running: dict[Future[Outcome], InputFile] = {}
    try:
        while queue or running:
            while queue and len(running) < _EXECUTOR_WINDOW:
                running[executor.submit(parse, queue[0])] = queue[0]
                queue.popleft()
            done, _rest = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                outcome = future.result()
                yield running.pop(future), outcome
    except BrokenExecutor:
        yield from ((file, _killed_worker(file)) for file in [*running.values(), *queue])


def _too_long(file: InputFile, limits: Limits) -> SetAside:
    reason = _("Reading took longer than {seconds} seconds.").format(seconds=round(limits.seconds))
    return SetAside(file.path, reason, _("Split the file and add the parts."), cause="limit")


def _too_large(file: InputFile) -> SetAside:
    reason = _("Reading needs more memory than a file may take.")
    return SetAside(file.path, reason, _("Split the file and add the parts."), cause="limit")


def _killed_worker(file: InputFile) -> SetAside:
    return SetAside(
        file.path,
        _("The process that read the file was killed."),
        _("Add it again; if that does not help, print it to a new PDF and add that."),
        cause="machine",
    )


def parse(file: InputFile, ocr: OcrMode, accept_secret: bool) -> Outcome:
    """Parse a file in a worker, where alone spaCy and pdfplumber are loaded."""
    from .parse import outcome_of

    return outcome_of(file.path, file.sha256, ocr, accept_secret)


def _parse_within_limits(file: InputFile, parse: Parser, limits: Limits) -> Outcome:
    """Parse a file on an executor of the caller's, in a worker process of its own where there may be one."""
    if not may_start_processes():
        return parse(file)
    try:
        outcome: Outcome = run_within_limits(partial(parse, file), limits)
    except TimeLimitExceededError:
        return _too_long(file, limits)
    except MemoryLimitExceededError:
        return _too_large(file)
    except WorkerDiedError:
        return _killed_worker(file)
    return outcome


def run_alone(task: Task, path: str, limits: Limits) -> Any:
    """Run a task on one file in a process of its own. Raises UnreadableFile when it exceeds a limit, and its errors."""
    file = InputFile(path, "", 0)
    try:
        return run_within_limits(task, limits)
    except TimeLimitExceededError:
        aside = _too_long(file, limits)
    except MemoryLimitExceededError:
        aside = _too_large(file)
    except WorkerDiedError:
        aside = _killed_worker(file)
    raise UnreadableFile(aside.reason, hint=aside.hint, path=path)
