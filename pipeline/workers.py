"""Files → outcomes: worker processes that read and parse, or an executor of the caller's.

A file whose worker is killed is tried once more on its own and then set aside; no other file is affected.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from multiprocessing.context import ForkServerContext

from .discovery import InputFile
from .errors import WorkerError
from .i18n import _
from .model import Document, OcrMode, SetAside

_EXECUTOR_WINDOW = 64  # files submitted at a time to an executor of the caller's
_WORKER_MEMORY = 6 << 30  # bytes of address space, most of which spaCy's libraries reserve without using
_PARENT_CHECK_INTERVAL = 5.0  # seconds; a killed parent cannot end its workers
_FILES_PER_WORKER = 200  # then a new process takes over, so that memory leaks of libraries stay small


Outcome = Document | SetAside
Parser = Callable[[InputFile], Outcome]


def outcomes(
    files: Sequence[InputFile], parse: Parser, jobs: int | None, executor: Executor | None
) -> Iterator[tuple[InputFile, Outcome]]:
    """Yield each file with the outcome of its worker, in the order in which they finish."""
    queue, suspects = deque(files), list[InputFile]()
    if executor is not None:
        yield from _run(executor, queue, parse, _EXECUTOR_WINDOW, suspects=suspects)
        yield from ((file, _killed_worker(file)) for file in [*suspects, *queue])
        return
    workers = min(jobs or os.cpu_count() or 1, len(files))
    while queue:
        with _process_pool(workers) as pool:
            _check_workers(pool)
            yield from _run(pool, queue, parse, 2 * workers, suspects=suspects)
    for suspect in suspects:
        guilty = list[InputFile]()
        with _process_pool(1) as pool:
            yield from _run(pool, deque([suspect]), parse, 1, suspects=guilty)
        yield from ((file, _killed_worker(file)) for file in guilty)


def _run(
    executor: Executor, queue: deque[InputFile], parse: Parser, window: int, *, suspects: list[InputFile]
) -> Iterator[tuple[InputFile, Outcome]]:
    """Process the queue, `window` files at a time; when a worker is killed, add the files in work to `suspects`."""
    running: dict[Future[Outcome], InputFile] = {}
    while queue or running:
        try:
            while queue and len(running) < window:
                running[executor.submit(parse, queue[0])] = queue[0]
                queue.popleft()
            done, _rest = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                outcome = future.result()
                yield running.pop(future), outcome
        except BrokenExecutor:
            suspects += running.values()
            return


def _killed_worker(file: InputFile) -> SetAside:
    return SetAside(
        file.path,
        _("The process that read the file was killed."),
        _("Open it in a viewer, print it to a new PDF and add that."),
    )


def _process_pool(workers: int) -> Executor:
    # A fork server loads spaCy and pdfplumber once for all workers; without one, each worker loads them.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if isinstance(context, ForkServerContext):
        context.set_forkserver_preload([f"{__package__}.parse"])
    return ProcessPoolExecutor(
        workers,
        mp_context=context,
        initializer=_initialise_worker,
        initargs=(os.getpid(),),
        max_tasks_per_child=_FILES_PER_WORKER,
    )


def _check_workers(pool: Executor) -> None:
    """Wait for one worker to start. Raises WorkerError if none does, so that no file is blamed for it."""
    try:
        pool.submit(os.getpid).result()
    except BrokenExecutor as error:
        raise WorkerError(
            _("No worker process could be started."),
            hint=_('In a script, call ingest under: if __name__ == "__main__".'),
        ) from error


def _initialise_worker(parent: int) -> None:
    """Limit the worker's memory, and end it when its parent process is killed."""
    if os.name == "posix":
        threading.Thread(target=_exit_with_parent, args=(parent,), daemon=True).start()
    try:
        import resource
    except ImportError:  # Windows
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > _WORKER_MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (_WORKER_MEMORY, hard))


def _exit_with_parent(parent: int) -> None:
    while True:
        try:
            os.kill(parent, 0)
        except ProcessLookupError:
            os._exit(1)
        time.sleep(_PARENT_CHECK_INTERVAL)


def parse(file: InputFile, ocr: OcrMode, accept_secret: bool) -> Outcome:
    """Parse a file in a worker, where alone spaCy and pdfplumber are loaded."""
    from .parse import parse_within_limits

    return parse_within_limits(file.path, file.sha256, ocr, accept_secret)
