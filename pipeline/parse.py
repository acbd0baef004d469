"""One file → one `Document`: read, structure, tag. Runs in a worker process."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from .containers import local_file
from .errors import ChithiError, NeedsOcr
from .i18n import _
from .model import Document, OcrMode, SetAside
from .read import read
from .references import find_mentions, link_pages, without_self_references
from .registry import load
from .structure import structure
from .system.os_errors import describe

_TIME_LIMIT = 900  # seconds; a long scan takes minutes


def parse_file(path: str | Path, sha256: str = "", ocr: OcrMode = "auto") -> Document:
    """Return the document in a file; its `id` is empty where number, date or issuer are unknown.

    Its pages have their text but no lines, which only the structure needs. Raises UnreadableFile.
    """
    with local_file(str(path)) as file:
        return _parse(file, str(path), sha256, ocr)


def _parse(file: Path, path: str, sha256: str, ocr: OcrMode) -> Document:
    """Return the document that is called `path` and whose content is in `file`."""
    registry = load()
    reading = read(file, ocr)
    found = structure(reading.pages, registry)
    header = found.header
    mentions = link_pages(
        {page.number: find_mentions(page.text, registry) for page in reading.pages},
        reading.pages,
        registry,
        header=header,
        paragraphs=found.paragraphs,
        body_start=found.body_start,
    )
    if reading.ocr_pages:
        from .read.ocr import remember

        remember(file, reading.ocr_pages, secret=header.marks.secrecy is not None)
    return Document(
        id=registry.works.id_for(header.issuer, header.date, header.number, header.type) or "",
        path=path,
        sha256=sha256,
        header=header,
        pages=tuple(replace(page, lines=()) for page in reading.pages),
        outline=found.outline,
        paragraphs=found.paragraphs,
        mentions=without_self_references(mentions),
        warnings=(*reading.warnings, *found.warnings),
        waiting=reading.waiting,
        validity=found.validity,
    )


def parse_within_limits(path: str, sha256: str, ocr: OcrMode, accept_secret: bool = False) -> Document | SetAside:
    """Parse a file within a time limit; return every failure as a SetAside, for the process that writes.

    A document marked MẬT, TỐI MẬT or TUYỆT MẬT is set aside unless it is accepted: nothing of it leaves the worker.
    """
    try:
        with _time_limit():
            document = parse_file(path, sha256, ocr)
    except Exception as error:  # one bad file must not stop the others
        return _set_aside(path, error)
    if (secrecy := document.header.marks.secrecy) and not accept_secret:
        return SetAside(
            path,
            _("The document is marked {mark}; nothing of it was kept.").format(mark=secrecy),
            _("Keep it where secret documents are kept."),
            secrecy,
        )
    return document


def _set_aside(path: str, error: Exception) -> SetAside:
    match error:
        case NeedsOcr():  # listed as waiting; every ingest that names the file tries again
            return SetAside(path, _("Waiting for OCR: {reason}").format(reason=error.reason), error.hint)
        case ChithiError():
            return SetAside(path, error.reason, error.hint)
        case TimeoutError():  # a subclass of OSError
            reason = _("Reading took longer than {minutes} minutes.").format(minutes=_TIME_LIMIT // 60)
            return SetAside(path, reason, _("Split the file and add the parts."))
        case MemoryError() | RecursionError():
            reason = _("Reading needs more memory than a file may take.")
            return SetAside(path, reason, _("Split the file and add the parts."))
        case OSError():
            reason = _("The file cannot be opened: {error}.").format(error=describe(error))
            return SetAside(path, reason, _("Check that you may read it."))
    return SetAside(
        path,
        _("The reader failed on the file ({error}).").format(error=type(error).__name__),
        _("Open it in a viewer, print it to a new PDF and add that."),
    )


@contextmanager
def _time_limit() -> Iterator[None]:
    """Limit the time for one file where the system can (POSIX, in the main thread of a process)."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    previous = signal.signal(signal.SIGALRM, _raise_timeout)
    signal.setitimer(signal.ITIMER_REAL, _TIME_LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _raise_timeout(signal_number: int, frame: object) -> None:
    raise TimeoutError
