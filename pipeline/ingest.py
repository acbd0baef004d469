"""Files and folders → the library: worker processes read and parse, this process alone writes.

Any `concurrent.futures.Executor` will do, a Dask cluster's `get_executor()` too. A document is one transaction, so an
interruption at any moment leaves whole documents. A file whose worker is killed is tried once more on its own and then
set aside; no other file is affected.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import UsageError, WorkerError
from .i18n import _
from .model import Document, OcrMode, SetAside
from .read import formats
from .store import input_files
from .system.os_errors import describe

if TYPE_CHECKING:
    from .store import Store

_EXECUTOR_WINDOW = 64  # files submitted at a time to an executor of the caller's
_WORKER_MEMORY = 6 << 30  # bytes of address space, most of which spaCy's libraries reserve without using
_PARENT_CHECK_INTERVAL = 5.0  # seconds; a killed parent cannot end its workers
_FILES_PER_WORKER = 200  # then a new process takes over, so that memory leaks of libraries stay small

Paths = Sequence[str | os.PathLike[str]]
Outcome = Document | SetAside


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: its absolute path, the SHA-256 of its content, its size in bytes."""

    path: str
    sha256: str
    size: int


Parser = Callable[[InputFile], Outcome]


@dataclass(slots=True)
class Tally:
    """The outcome of one ingest.

    Attributes:
        documents: ids of the documents that the files are, unchanged ones included.
        pages: number of pages read.
        seconds: wall time.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    pages: int = 0
    seconds: float = 0.0


def ingest(
    store: Store,
    paths: Paths,
    *,
    jobs: int | None = None,
    ocr: OcrMode = "auto",
    executor: Executor | None = None,
    accept_secret: str | None = None,
    on_start: Callable[[int], None] = lambda count: None,
    on_file: Callable[[str], None] = lambda path: None,
) -> Tally:
    """Add files and folders to a library; files that it has with the same content are not read again.

    Args:
        store: the library's documents.
        paths: files, and folders to search for files of known formats.
        jobs: number of worker processes; one per processor by default.
        ocr: when pages are read by OCR, as for `read.read`.
        executor: runs the work instead of worker processes.
        accept_secret: the reason for adding secret documents, which are set aside otherwise.
        on_start: called with the number of files that will be read.
        on_file: called with the path of each file that is finished.

    Returns:
        The tally; files that could not be read are in its `set_aside`.

    Raises:
        UsageError: there is nothing to read, or the reason given is empty.
        WorkerError: no worker process can be started.
    """
    began = time.perf_counter()
    if accept_secret is not None and not accept_secret.strip():
        raise UsageError(
            _("No reason is given for accepting secret documents."), hint=_("Say why: the library keeps it.")
        )
    files, set_aside = find_files(paths)
    tally = Tally(set_aside=set_aside)
    can_ocr = _can_ocr(ocr)
    attempt = _attempt(ocr if can_ocr else "never", accept_secret)
    pending = _pending(store, files, tally, attempt, can_ocr=can_ocr)
    pending.sort(key=lambda file: -file.size)  # a large file at the end would keep one worker busy alone
    on_start(len(pending))
    if pending:
        parse = partial(_parse, ocr=ocr, accept_secret=accept_secret is not None)
        with store.bulk():
            for file, outcome in _outcomes(pending, parse, jobs, executor):
                _write(store, file, outcome, tally, accept_secret=accept_secret, attempt=attempt)
                on_file(file.path)
    tally.seconds = round(time.perf_counter() - began, 3)
    return tally


def find_files(paths: Paths) -> tuple[list[Path], list[SetAside]]:
    """Return the files named, and those of known suffixes in the folders named, in order and each once.

    The second list has what cannot be read: missing paths, devices, folders without permission, broken links.
    Raises UsageError, for the first of these, when no file is found.
    """
    found: dict[Path, None] = {}
    errors: list[UsageError] = []
    for name in paths:
        try:
            found.update(dict.fromkeys(_files_at(name, errors)))
        except UsageError as error:
            errors.append(error)
        except OSError as error:
            errors.append(_cannot_open(name, error))
    if errors and not found:
        raise errors[0]
    return list(found), [SetAside(error.path or "", error.reason, error.hint) for error in errors]


def _files_at(name: str | os.PathLike[str], errors: list[UsageError]) -> list[Path]:
    """Return the files in a folder, or the file itself. Raises UsageError when there are none."""
    path = Path(name)
    if not os.fspath(name):
        raise UsageError(_("There is no such file or folder."), hint=_("Check the name."), path="“”")
    if not path.is_dir():
        return [_regular_file(path)]
    files = sorted(_walk(path, errors))
    if not files:
        raise UsageError(
            _("The folder has no file of a supported format ({formats}).").format(formats=formats.listed()),
            hint=_("Name a folder that has one."),
            path=_printable(path),
        )
    return files


def _walk(folder: Path, errors: list[UsageError]) -> Iterator[Path]:
    """Yield the files of known suffixes below a folder, linked folders included, each folder once."""
    suffixes = formats.suffixes()
    seen = set[str]()
    for root, folders, names in os.walk(
        folder, onerror=lambda error: errors.append(_cannot_open(error.filename, error)), followlinks=True
    ):
        if os.path.realpath(root) in seen:
            folders.clear()  # a link to a folder above
            continue
        seen.add(os.path.realpath(root))
        for name in names:
            # `~$…` are Word's lock files, names with a leading dot are hidden.
            if os.path.splitext(name)[1].lower() in suffixes and not name.startswith(("~$", ".")):
                try:
                    yield _regular_file(Path(root, name))
                except UsageError as error:
                    errors.append(error)


def _regular_file(path: Path) -> Path:
    """Return the file's absolute path. Raises UsageError if it is not a regular file or its name is not UTF-8."""
    if not path.is_file():
        reason = _("This is not a regular file.") if path.exists() else _("There is no such file or folder.")
        raise UsageError(reason, hint=_("Check the name."), path=_printable(path))
    if _printable(path) != str(path):
        raise UsageError(_("The file's name is not UTF-8."), hint=_("Rename it."), path=_printable(path))
    return path.resolve()


def _cannot_open(path: str | os.PathLike[str], error: OSError) -> UsageError:
    return UsageError(
        _("It cannot be opened: {error}.").format(error=describe(error)),
        hint=_("Check the name, and that you may read it."),
        path=_printable(path),
    )


def _printable(path: str | os.PathLike[str]) -> str:
    """Return a path as text, with bytes that are not UTF-8 escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _can_ocr(ocr: OcrMode) -> bool:
    from .read.tesseract import available

    return ocr != "never" and available() is None


def _attempt(ocr: OcrMode, accept_secret: str | None) -> str:
    """Return what decides the outcome besides a file's content: with another value a failed file is tried again."""
    return f"{version('chithi')} {ocr} {accept_secret is not None} {os.environ.get('LANGUAGE', '')}"


def _pending(store: Store, files: Sequence[Path], tally: Tally, attempt: str, *, can_ocr: bool) -> list[InputFile]:
    """Return the files that must be read; count the others in the tally."""
    hashed = [_hash(path) for path in files]
    input_files.follow_moved_files(store, {file.path: file.sha256 for file in hashed if isinstance(file, InputFile)})
    pending = []
    for file in hashed:
        if isinstance(file, SetAside):
            input_files.record_set_aside(store, file, None)
            tally.set_aside.append(file)
        elif document_id := input_files.find_unchanged(store, file.path, file.sha256, with_ocr=can_ocr):
            tally.unchanged += 1
            tally.documents.append(document_id)
        elif earlier := input_files.previous_attempt(store, file.path, file.sha256, attempt):
            tally.set_aside.append(earlier)
        else:
            pending.append(file)
    return pending


def _hash(path: Path) -> InputFile | SetAside:
    try:
        with path.open("rb") as file:
            return InputFile(str(path), hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)
    except OSError as error:
        return SetAside(
            str(path),
            _("The file cannot be opened: {error}.").format(error=describe(error)),
            _("Check that you may read it."),
        )


def _write(
    store: Store, file: InputFile, outcome: Outcome, tally: Tally, *, accept_secret: str | None, attempt: str
) -> None:
    if isinstance(outcome, SetAside):
        input_files.record_set_aside(store, outcome, file.sha256, attempt)
        tally.set_aside.append(outcome)
        return
    document_id, change = store.add(outcome, accept_secret)
    tally.documents.append(document_id)
    tally.pages += len(outcome.pages) if change != "unchanged" else 0
    tally.added += change == "added"
    tally.updated += change == "updated"
    tally.unchanged += change == "unchanged"


def _outcomes(
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


def _parse(file: InputFile, ocr: OcrMode, accept_secret: bool) -> Outcome:
    """Parse a file in a worker, where alone spaCy and pdfplumber are loaded."""
    from .parse import parse_within_limits

    return parse_within_limits(file.path, file.sha256, ocr, accept_secret)
