"""A file → pages of positioned lines. A new format is one module here and one row of `_READERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from pipeline.errors import NeedsOcr, UnreadableFile
from pipeline.i18n import _
from pipeline.model import OcrMode, Page, Reading
from pipeline.read.encodings import looks_like_garbage, syllables

PageReader = Callable[[Path], Iterator[Page]]

# What a file begins with → the reader: names lie. Readers load when first used.
_READERS = {b"%PDF-": "pdf", b"PK\x03\x04": "docx"}
_WORD_97 = b"\xd0\xcf\x11\xe0"
_FEW_WORDS = 40  # a digital signature's, a page number's; the shortest pages of text have more


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
    warnings: list[str] = []
    if _is_pdf(path):
        wanted = pages if ocr == "always" else [page for page in pages if _lacks_text(path, page)]
        if wanted:
            pages, warnings = _with_ocr(path, pages, wanted, ocr)
    if not any(page.lines for page in pages):
        raise _without_text(path, ocr)
    empty = [page for page in pages if not page.lines]
    if empty:
        warnings.append(_("No text could be read on page {pages}.").format(pages=_numbers(empty)))
    return Reading(tuple(pages), tuple(warnings))


def _lacks_text(path: Path, page: Page) -> bool:
    """Whether a page of a PDF has no text, a worthless one, or hardly any (a stamp's) on a scan."""
    if not page.lines or looks_like_garbage(page.text):
        return True
    return len(page.text.split()) < _FEW_WORDS and import_module("pipeline.read.picture").is_picture(path, page.number)


def _with_ocr(path: Path, pages: Sequence[Page], wanted: Sequence[Page], ocr: OcrMode) -> tuple[list[Page], list[str]]:
    """The pages with those `wanted` read from their pictures where that gives more, and warnings."""
    if hint := _how_to_ocr(ocr):
        doubtful = [page for page in wanted if page.lines]
        warning = _("The text layer of page {pages} is poor. {hint}")
        return list(pages), [warning.format(pages=_numbers(doubtful), hint=hint)] if doubtful else []
    try:
        found = {page.number: page for page in _ocr().read_pages(path, [page.number for page in wanted])}
    except UnreadableFile as error:
        if not any(page.lines for page in pages):
            raise
        return list(pages), [error.reason]
    better = {
        page.number: found[page.number]
        for page in wanted
        if page.number in found and (ocr == "always" or _says_more(found[page.number], page))
    }
    return [better.get(page.number, page) for page in pages], []


def _says_more(picture: Page, text: Page) -> bool:
    """Whether OCR brought more Vietnamese: a page of English or of figures keeps its text."""
    return syllables(picture.text) > syllables(text.text)


def _without_text(path: Path, ocr: OcrMode) -> UnreadableFile:
    if _is_pdf(path) and (hint := _how_to_ocr(ocr)):
        return NeedsOcr(_("The pages are pictures without a text layer."), hint=hint, path=path)
    return UnreadableFile(_("No text was found on any page."), hint=_("Check that it is the right file."), path=path)


def _how_to_ocr(ocr: OcrMode) -> str:
    """What to do so that pictures are read; "" when they are."""
    return _("Add it again with --ocr auto.") if ocr == "never" else _ocr().available() or ""


def _numbers(pages: Sequence[Page]) -> str:
    return ", ".join(str(page.number) for page in pages)


def _ocr() -> ModuleType:
    """The OCR module, loaded when a page first needs it."""
    return import_module("pipeline.read.ocr")


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
