"""A file → pages of positioned lines. A new format is one module here and one row of `_READERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from pipeline.errors import NeedsOcr, UnreadableFile
from pipeline.i18n import _
from pipeline.model import OcrMode, Page, Reading

PageReader = Callable[[Path], Iterator[Page]]

# What a file begins with → the reader: names lie. Readers load when first used.
_READERS = {b"%PDF-": "pdf", b"PK\x03\x04": "docx"}
_WORD_97 = b"\xd0\xcf\x11\xe0"


def read(path: Path, ocr: OcrMode = "auto") -> Reading:
    """The pages of one file.

    `ocr` says what to do with pages that carry no text: read them from their
    picture where this machine can (`auto`), leave them (`never`), or read every
    page so (`always`). Raises UnreadableFile, with what to do, when nothing can be
    read; NeedsOcr when only OCR could and it is missing or switched off.
    """
    pages = list(_reader(path)(path))
    if not pages:
        raise UnreadableFile(_("The file has no pages."), hint=_("Check that it is the right file."), path=path)
    wanted = [page.number for page in pages if ocr == "always" or not page.lines]
    warnings: list[str] = []
    if wanted and ocr != "never" and _is_pdf(path):
        pages, warnings = _with_ocr(path, pages, wanted)
    if not any(page.lines for page in pages):
        missing = None if ocr == "never" else _ocr().available()
        raise NeedsOcr(
            _("The pages are pictures without a text layer."),
            hint=missing or _("Add it again with --ocr auto."),
            path=path,
        )
    empty = [str(page.number) for page in pages if not page.lines]
    if empty:
        warnings.append(_("No text could be read on page {pages}.").format(pages=", ".join(empty)))
    return Reading(tuple(pages), tuple(warnings))


def _reader(path: Path) -> PageReader:
    with path.open("rb") as file:
        head = file.read(1024)
    for magic, module in _READERS.items():
        if magic in head if magic == b"%PDF-" else head.startswith(magic):
            reader: PageReader = getattr(import_module(f"pipeline.read.{module}"), f"read_{module}")
            return reader
    if not head:
        raise UnreadableFile(_("The file is empty."), hint=_("Fetch it again from its source."), path=path)
    if head.startswith(_WORD_97):
        raise UnreadableFile(
            _("This is a Word 97 document."), hint=_("Save it as DOCX or PDF and add that."), path=path
        )
    if path.suffix.lower() == ".pdf":
        raise UnreadableFile(
            _("The file is called PDF but is none."), hint=_("Export it to PDF and add that."), path=path
        )
    raise UnreadableFile(
        _("No reader knows this kind of file."), hint=_("Export it to PDF or DOCX and add that."), path=path
    )


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)
