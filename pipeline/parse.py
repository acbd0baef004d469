"""One file → one `Document`: read, structure, tag. Runs in a worker process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from .containers import local_file
from .errors import ChithiError, LimitReached, MissingPart, NeedsOcr, NeedsProgram, ProgramKilled, ReaderFailed, fault
from .i18n import _
from .model import Document, Header, OcrMode, Page, SetAside
from .read import read
from .references import find_mentions, link_pages, without_self_references
from .registry import load
from .structure import structure
from .system.os_errors import describe
from .vietnamese.text import clip, nfc, squeeze


def parse_file(path: str | Path, sha256: str = "", ocr: OcrMode = "auto") -> Document:
    """Return the document in a file; its `id` is empty where number, date or issuer are unknown.

    Its pages have their text but no lines, which only the structure needs. Raises UnreadableFile, MissingPart and the
    errors of the operating system.
    """
    try:
        with local_file(str(path)) as file:
            return _parse(file, str(path), sha256, ocr)
    except Exception as error:
        explained = _explained(error, path)
        if explained is error:
            raise
        raise explained from error


def _parse(file: Path, path: str, sha256: str, ocr: OcrMode) -> Document:
    """Return the document that is called `path` and whose content is in `file`."""
    registry = load()
    reading = read(file, ocr)
    found = structure(reading.pages, registry)
    header = _titled(found.header, reading.pages, found.body_start, Path(path))
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


_MIN_TITLE, _MAX_TITLE = 4, 120  # letters and characters of a first line that serves as title


def _titled(header: Header, pages: tuple[Page, ...], body_start: int, path: Path) -> Header:
    """Return a header that names nothing with the first line below the letterhead, or the file's name, as its title."""
    if header.type or header.number or header.title:
        return header
    texts = (page.text[body_start if page is pages[0] else 0 :] for page in pages)
    lines = (squeeze(line) for text in texts for line in text.splitlines())
    first = next((line for line in lines if sum(map(str.isalpha, line)) >= _MIN_TITLE), nfc(path.stem))
    return replace(header, title=clip(first, _MAX_TITLE))


def outcome_of(path: str, sha256: str, ocr: OcrMode, accept_secret: bool = False) -> Document | SetAside:
    """Parse a file; return every failure as a SetAside, for the process that writes.

    A document marked MẬT, TỐI MẬT or TUYỆT MẬT is set aside unless it is accepted: nothing of it leaves the worker.
    Raises MemoryError, since the file may not be to blame for it.
    """
    try:
        document = parse_file(path, sha256, ocr)
    except MemoryError:
        raise
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
    """Return why a file was not read; a fault of the machine or of chithi is never called one of the file."""
    match error:
        case NeedsOcr():
            reason = _("Waiting for OCR: {reason}").format(reason=error.reason)
            return SetAside(path, reason, error.hint, cause="program")
        case NeedsProgram() | MissingPart():
            return SetAside(path, error.reason, error.hint, cause="program")
        case LimitReached():
            return SetAside(path, error.reason, error.hint, cause="limit")
        case ProgramKilled():
            return SetAside(path, error.reason, error.hint, cause="machine")
        case ChithiError():
            return SetAside(path, error.reason, error.hint)
        case MemoryError():
            reason = _("Reading needs more memory than a file may take.")
            return SetAside(path, reason, _("Split the file and add the parts."), cause="limit")
        case RecursionError():
            reason = _("What is in the file is nested too deeply.")
            return SetAside(path, reason, _("Open it in a viewer, print it to a new PDF and add that."))
        case OSError():
            reason = _("The file cannot be opened: {error}.").format(error=describe(error))
            return SetAside(path, reason, _("Check that you may read it."), cause="machine")
    return _set_aside(path, _explained(error, path))


def _explained(error: Exception, path: str | Path) -> Exception:
    """Return an error of a missing package, or a fault of chithi, as one with a sentence; every other as it is."""
    match error:
        case ChithiError() | MemoryError() | RecursionError() | OSError():
            return error
        case ImportError():
            return MissingPart(
                _("A package that reads the file cannot be loaded ({error}).").format(error=error),
                hint=_("See what is missing with: chithi doctor."),
                path=path,
            )
    return ReaderFailed(
        _("chithi itself failed on the file ({error}).").format(error=fault(error)),
        hint=_("Print it to a new PDF and add that; please report the fault."),
        path=path,
    )
