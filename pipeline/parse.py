"""One file → one `Document`: read, structure, tag. Runs in a worker process."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from .errors import ChithiError, NeedsOcr
from .i18n import _
from .model import Document, Mention, OcrMode, Page, SetAside
from .read import read
from .references import link_pages, without_self_references
from .references.component import tagger
from .registry import load
from .structure import structure
from .system.os_errors import describe

SECONDS_PER_FILE = 900  # a trap must not hold a worker for ever; a long scan takes minutes


def parse_file(path: str | Path, sha256: str = "", ocr: OcrMode = "auto") -> Document:
    """The document that the file holds; its `id` is empty where number, date or issuer are unknown.

    Its pages keep their text and give up their lines, which nobody needs from
    here on. Raises UnreadableFile.
    """
    registry = load()
    reading = read(Path(path), ocr)
    found = structure(reading.pages, registry)
    header = found.header
    mentions = link_pages(
        _tagged(reading.pages),
        reading.pages,
        registry,
        header=header,
        paragraphs=found.paragraphs,
        body_start=found.body_start,
    )
    if reading.ocr_pages:
        from .read.ocr import remember

        remember(Path(path), reading.ocr_pages, secret=header.marks.secrecy is not None)
    return Document(
        id=registry.works.id_for(header.issuer, header.date, header.number, header.type) or "",
        path=str(path),
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


def _tagged(pages: tuple[Page, ...]) -> dict[int, tuple[Mention, ...]]:
    """What the tagger finds on each page."""
    docs = tagger().pipe(page.text for page in pages)
    return {
        page.number: tuple(span._.reference for span in doc.spans["references"])
        for page, doc in zip(pages, docs, strict=True)
    }


def parse_within_limits(path: str, sha256: str, ocr: OcrMode, accept_secret: bool = False) -> Document | SetAside:
    """`parse_file` for a worker: bounded in time, and with every failure told as a SetAside.

    A document marked MẬT, TỐI MẬT or TUYỆT MẬT ends here unless it is accepted: not a word
    of it leaves the worker.
    """
    try:
        with _time_limit():
            document = parse_file(path, sha256, ocr)
    except NeedsOcr as error:  # kept as waiting; each ingest that names the file tries again
        return SetAside(path, _("Waiting for OCR: its pages are pictures without text."), error.hint)
    except ChithiError as error:
        return SetAside(path, error.reason, error.hint)
    except TimeoutError:
        return SetAside(
            path,
            _("Reading took longer than {minutes} minutes.").format(minutes=SECONDS_PER_FILE // 60),
            _("Split the file and add the parts."),
        )
    except (MemoryError, RecursionError):
        return SetAside(
            path, _("Reading needs more memory than a file may take."), _("Split the file and add the parts.")
        )
    except OSError as error:
        return SetAside(
            path,
            _("The file cannot be opened: {error}.").format(error=describe(error)),
            _("Check that you may read it."),
        )
    except Exception as error:  # the last net: one bad file never stops the others
        return SetAside(
            path,
            _("The file defeats the reader ({error}).").format(error=type(error).__name__),
            _("Open it in a viewer, print it to a new PDF and add that."),
        )
    if (secrecy := document.header.marks.secrecy) and not accept_secret:
        return SetAside(
            path,
            _("The document is marked {mark}; nothing of it was kept.").format(mark=secrecy),
            _("Keep it where secret documents are kept."),
            secrecy,
        )
    return document


@contextmanager
def _time_limit() -> Iterator[None]:
    """Bound the time that one file may take, where the system can (POSIX, a process's main thread)."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _out_of_time)
    signal.setitimer(signal.ITIMER_REAL, SECONDS_PER_FILE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _out_of_time(signal_number: int, frame: object) -> None:
    raise TimeoutError
