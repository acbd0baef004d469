"""Files and folders → the library: worker processes read and parse, this process alone writes.

Any `concurrent.futures.Executor` will do, a Dask cluster's `get_executor()` too. A document is one transaction, so an
interruption at any moment leaves whole documents.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from . import machine, workers
from .discovery import Found, InputFile, Paths, find_files, hashed, is_readable
from .errors import UsageError
from .i18n import _, restored, stored
from .model import OcrMode, SetAside
from .store import input_files
from .worker_process import NORMAL, Limits

if TYPE_CHECKING:
    from .store import Store


@dataclass(slots=True)
class Tally:
    """The outcome of one ingest.

    Attributes:
        documents: ids of the documents that the files are, unchanged ones included.
        pages: number of pages read.
        seconds: wall time.
        skipped: how many files of folders, ZIP files and messages are of no supported format, by suffix.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    pages: int = 0
    seconds: float = 0.0
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def in_part(self) -> bool:
        """Whether something that a person could read was not read."""
        return bool(self.set_aside) or any(map(is_readable, self.skipped))


def ingest(
    store: Store,
    paths: Paths,
    *,
    jobs: int | None = None,
    ocr: OcrMode = "auto",
    executor: Executor | None = None,
    accept_secret: str | None = None,
    limits: Limits = NORMAL,
    retry: bool = False,
    follow: bool = False,
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
        limits: the time and memory for one file.
        accept_secret: the reason for adding secret documents, which are set aside otherwise.
        retry: whether files are read again that were set aside before, in the same way.
        follow: whether links that lead out of a folder are followed.
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
    found = find_files(paths, follow=follow, seconds=limits.seconds)
    tally = Tally(set_aside=[*found.set_aside], skipped=found.skipped)
    can_ocr = _can_ocr(ocr)
    conditions = (ocr if can_ocr else "never", accept_secret is not None, limits.seconds, limits.memory)
    attempt = machine.fingerprint(*conditions)
    pending = _pending(store, found, tally, None if retry else attempt, can_ocr=can_ocr)
    pending.sort(key=lambda file: -file.size)  # a large file at the end would keep one worker busy alone
    on_start(len(pending))
    if pending:
        parse = partial(workers.parse, ocr=ocr, accept_secret=accept_secret is not None)
        with store.bulk(), closing(workers.outcomes(pending, parse, jobs, executor, limits)) as done:
            for file, outcome in done:
                _write(store, file, outcome, tally, accept_secret=accept_secret, attempt=attempt)
                on_file(file.path)
    store.ensure_in_place()
    tally.seconds = round(time.perf_counter() - began, 3)
    return tally


def _can_ocr(ocr: OcrMode) -> bool:
    from .read.tesseract import available

    return ocr != "never" and available() is None


def _pending(store: Store, found: Found, tally: Tally, attempt: str | None, *, can_ocr: bool) -> list[InputFile]:
    """Return the files that must be read; count the others in the tally.

    A file that was set aside in the same attempt is not read again; None means that all are.
    """
    looked_at = [*map(hashed, found.files), *found.members.values()]
    input_files.follow_moved_files(store, {file.path: file.sha256 for file in looked_at if isinstance(file, InputFile)})
    input_files.forget_gone_files(store)
    input_files.forget_set_aside(store, found.containers, found.members)
    for item in found.set_aside:
        input_files.record_set_aside(store, item, None)
    pending = []
    for file in looked_at:
        if isinstance(file, SetAside):
            input_files.record_set_aside(store, file, None)
            tally.set_aside.append(file)
        elif document_id := input_files.find_unchanged(store, file.path, file.sha256, with_ocr=can_ocr):
            tally.unchanged += 1
            tally.documents.append(document_id)
        elif attempt and (earlier := input_files.previous_attempt(store, file.path, file.sha256, attempt)):
            tally.set_aside.append(earlier)
        else:
            pending.append(file)
    return pending


def _write(
    store: Store, file: InputFile, outcome: workers.Outcome, tally: Tally, *, accept_secret: str | None, attempt: str
) -> None:
    if isinstance(outcome, SetAside):
        # A worker, perhaps of another machine, may speak another language.
        outcome = replace(outcome, reason=restored(stored(outcome.reason)), hint=restored(stored(outcome.hint)))
        input_files.record_set_aside(store, outcome, file.sha256, attempt)
        tally.set_aside.append(outcome)
        return
    document_id, change = store.add(outcome, accept_secret)
    tally.documents.append(document_id)
    tally.pages += len(outcome.pages) if change != "unchanged" else 0
    tally.added += change == "added"
    tally.updated += change == "updated"
    tally.unchanged += change == "unchanged"
