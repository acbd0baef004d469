"""Many files → the library: workers read and parse, this process alone writes.

Any `concurrent.futures.Executor` will do (a Dask cluster's `get_executor()` too).
A document is one transaction, so a kill at any moment leaves whole documents. A
file that breaks its worker is tried once more by itself and then set aside; no
file takes another with it.
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
from .system.os_errors import describe

if TYPE_CHECKING:
    from .store import Store

SUFFIXES = frozenset({".pdf", ".docx", ".doc", ".html", ".htm", ".txt"})
Result = Document | SetAside
_EXECUTOR_WINDOW = 64  # files handed to somebody else's executor at a time
_BYTES_PER_WORKER = 6 << 30  # of address space; spaCy's libraries reserve most of it and use little
_LOOK_AFTER_PARENT = 5.0  # seconds: a killed parent tells nobody
_TASKS_PER_WORKER = 200  # then a fresh process: what a library leaks stays small


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take in: its absolute path, the SHA-256 of its content and its size in bytes."""

    path: str
    sha256: str
    size: int


Parser = Callable[[Source], Result]


@dataclass(slots=True)
class Tally:
    """What became of the files of one run; `seconds` is wall time, `pages` those of the files read."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    pages: int = 0
    seconds: float = 0.0


def find_files(paths: Sequence[str | os.PathLike[str]]) -> tuple[list[Path], list[SetAside]]:
    """The files named, and under the folders named those of a known suffix, in order, each once.

    Beside them what cannot be read, each with the reason: paths that lead to nothing, devices,
    folders without leave, broken links. Raises UsageError, for the first of these, when there is
    nothing to read at all.
    """
    found: dict[Path, None] = {}
    astray: list[UsageError] = []
    for name in paths:
        path = Path(name)
        try:
            if not os.fspath(name):
                raise UsageError(_("There is no such file or folder."), hint=_("Check the name."), path="“”")
            inside = sorted(_walk(path, astray)) if path.is_dir() else [_plain_file(path)]
            found.update(dict.fromkeys(inside))
            if not inside:
                reason, hint = _("The folder holds no PDF, Word, HTML or text file."), _("Name a folder that does.")
                astray.append(UsageError(reason, hint=hint, path=_readable(path)))
        except UsageError as error:
            astray.append(error)
        except OSError as error:
            astray.append(_closed(path, error))
    if astray and not found:
        raise astray[0]
    return list(found), [SetAside(error.path or "", error.reason, error.hint) for error in astray]


def _walk(folder: Path, astray: list[UsageError]) -> Iterator[Path]:
    """The files of known suffixes below a folder, linked folders too, each folder once."""
    seen = set[str]()
    for root, folders, names in os.walk(
        folder, onerror=lambda error: astray.append(_closed(error.filename, error)), followlinks=True
    ):
        if os.path.realpath(root) in seen:
            folders.clear()  # a link that leads back
            continue
        seen.add(os.path.realpath(root))
        for name in names:
            # `~$…` are Word's locks, dot files belong to the system.
            if os.path.splitext(name)[1].lower() in SUFFIXES and not name.startswith(("~$", ".")):
                try:
                    yield _plain_file(Path(root, name))
                except UsageError as error:
                    astray.append(error)


def _plain_file(path: Path) -> Path:
    """The file's absolute path. Raises UsageError for what is no file, or has a name that cannot be kept."""
    if not path.is_file():
        exists = path.exists()
        reason = _("This is no plain file.") if exists else _("There is no such file or folder.")
        raise UsageError(reason, hint=_("Check the name."), path=_readable(path))
    if _readable(path) != str(path):
        raise UsageError(_("The file's name is not UTF-8."), hint=_("Rename it."), path=_readable(path))
    return path.resolve()


def _closed(path: str | Path, error: OSError) -> UsageError:
    return UsageError(
        _("It cannot be opened: {error}.").format(error=describe(error)),
        hint=_("Check the name, and that you may read it."),
        path=_readable(path),
    )


def _readable(path: str | Path) -> str:
    """A path as text; bytes that are no UTF-8 are shown as such."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def ingest(
    store: Store,
    paths: Sequence[str | os.PathLike[str]],
    *,
    jobs: int | None = None,
    ocr: OcrMode = "auto",
    executor: Executor | None = None,
    accept_secret: str | None = None,
    on_start: Callable[[int], None] = lambda count: None,
    on_file: Callable[[str], None] = lambda path: None,
) -> Tally:
    """Take files and folders into `library`; what is held already with the same content is left as it is.

    `jobs` is the number of worker processes (default: one a processor); an
    `executor` given takes their place. `on_start` hears how many files will be
    read, `on_file` each one that is done. Secret documents are set aside, unless `accept_secret`
    gives the reason to keep them. Raises UsageError as `find_files` does, or for an empty reason;
    a file that cannot be read ends in `Tally.set_aside`, never in an exception.
    """
    began = time.perf_counter()
    if accept_secret is not None and not accept_secret.strip():
        raise UsageError(
            _("No reason is given for accepting secret documents."), hint=_("Say why: the library keeps it.")
        )
    files, astray = find_files(paths)
    tally = Tally(set_aside=astray)
    reads_pictures = _reads_pictures(ocr)
    attempt = _attempt(ocr if reads_pictures else "never", accept_secret)
    looked_at = [_source(path) for path in files]
    store.follow({source.path: source.sha256 for source in looked_at if isinstance(source, Source)})
    sources = []
    for source in looked_at:
        if isinstance(source, SetAside):
            store.set_aside(source, None)
            tally.set_aside.append(source)
        elif held := store.held_as(source.path, source.sha256, reads_pictures=reads_pictures):
            tally.unchanged += 1
            tally.documents.append(held)
        elif before := store.tried(source.path, source.sha256, attempt):
            tally.set_aside.append(before)
        else:
            sources.append(source)
    sources.sort(key=lambda source: -source.size)  # a long file left for last would keep one worker busy alone
    on_start(len(sources))
    if sources:
        parse = partial(_parse, ocr=ocr, accept_secret=accept_secret is not None)
        with store.bulk():
            for source, result in _results(sources, parse, jobs, executor):
                _keep(store, source, result, tally, accept_secret, attempt)
                on_file(source.path)
    tally.seconds = round(time.perf_counter() - began, 3)
    return tally


def _reads_pictures(ocr: OcrMode) -> bool:
    from .read.tesseract import available

    return ocr != "never" and available() is None


def _attempt(ocr: OcrMode, accept_secret: str | None) -> str:
    """What decides how a file fares besides its content: another attempt may succeed where one of this kind failed."""
    return f"{version('chithi')} {ocr} {accept_secret is not None} {os.environ.get('LANGUAGE', '')}"


def _keep(store: Store, source: Source, result: Result, tally: Tally, accept_secret: str | None, attempt: str) -> None:
    if isinstance(result, SetAside):
        store.set_aside(result, source.sha256, attempt)
        tally.set_aside.append(result)
        return
    document_id, outcome = store.add(result, accept_secret)
    tally.documents.append(document_id)
    tally.pages += len(result.pages) if outcome != "unchanged" else 0
    tally.added += outcome == "added"
    tally.updated += outcome == "updated"
    tally.unchanged += outcome == "unchanged"


def _source(path: Path) -> Source | SetAside:
    try:
        with path.open("rb") as file:
            return Source(str(path), hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)
    except OSError as error:
        return SetAside(
            str(path),
            _("The file cannot be opened: {error}.").format(error=describe(error)),
            _("Check that you may read it."),
        )


def _results(
    sources: Sequence[Source], parse: Parser, jobs: int | None, executor: Executor | None
) -> Iterator[tuple[Source, Result]]:
    """Each source with what its worker made of it, in the order in which they are done."""
    waiting, suspects = deque(sources), list[Source]()
    if executor is not None:
        yield from _stream(executor, waiting, parse, _EXECUTOR_WINDOW, suspects)
        yield from ((source, _deadly(source)) for source in [*suspects, *waiting])
        return
    workers = min(jobs or os.cpu_count() or 1, len(sources))
    while waiting:
        with _pool(workers) as pool:
            _start(pool)
            yield from _stream(pool, waiting, parse, 2 * workers, suspects)
    for suspect in suspects:
        guilty = list[Source]()
        with _pool(1) as pool:
            yield from _stream(pool, deque([suspect]), parse, 1, guilty)
        yield from ((source, _deadly(source)) for source in guilty)


def _stream(
    executor: Executor, waiting: deque[Source], parse: Parser, window: int, suspects: list[Source]
) -> Iterator[tuple[Source, Result]]:
    """Work off `waiting`; when a worker dies, name those under way as `suspects` and stop."""
    under_way: dict[Future[Result], Source] = {}
    while waiting or under_way:
        try:
            while waiting and len(under_way) < window:
                under_way[executor.submit(parse, waiting[0])] = waiting[0]
                waiting.popleft()
            done, _rest = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                result = future.result()
                yield under_way.pop(future), result
        except BrokenExecutor:
            suspects += under_way.values()
            return


def _pool(workers: int) -> Executor:
    # A fork server loads spaCy and pdfplumber once for all workers; where the
    # system has none, each worker loads them itself.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if isinstance(context, ForkServerContext):
        context.set_forkserver_preload([f"{__package__}.parse"])
    return ProcessPoolExecutor(
        workers,
        mp_context=context,
        initializer=_bind,
        initargs=(os.getpid(),),
        max_tasks_per_child=_TASKS_PER_WORKER,
    )


def _start(pool: Executor) -> None:
    """See one worker start. Raises WorkerError when none does, before any file is blamed for it."""
    try:
        pool.submit(os.getpid).result()
    except BrokenExecutor as error:
        raise WorkerError(
            _("No worker process could be started."),
            hint=_('In a script of your own, call ingest below: if __name__ == "__main__".'),
        ) from error


def _bind(parent: int) -> None:
    """Begin a worker: it fails by itself before it takes the machine's memory, and ends when `parent` is killed."""
    if os.name == "posix":
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _bound_memory()


def _end_with(parent: int) -> None:
    while True:
        try:
            os.kill(parent, 0)
        except ProcessLookupError:
            os._exit(1)
        time.sleep(_LOOK_AFTER_PARENT)


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > _BYTES_PER_WORKER:
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES_PER_WORKER, hard))


def _parse(source: Source, ocr: OcrMode, accept_secret: bool) -> Result:
    """Run in a worker: only here are spaCy and pdfplumber loaded."""
    from .parse import parse_within_limits

    return parse_within_limits(source.path, source.sha256, ocr, accept_secret)


def _deadly(source: Source) -> SetAside:
    return SetAside(
        source.path,
        _("The file brought its reader down."),
        _("Open it in a viewer, print it to a new PDF and add that."),
    )
