"""A file → pages of positioned lines. The formats and their readers are listed in `formats`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from .. import model
from ..errors import ChithiError, NeedsOcr, UnreadableFile, is_own_fault
from ..i18n import _, ngettext
from . import formats

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from ..model import Line, OcrMode, Page, Reading

__all__ = ["read"]

_STAMPED_PAGES = 2  # the first pages of a file, on which a degree of secrecy may be stamped
_NAMED_FILES = 10  # of those inside of a file, in a warning
_MOST_PICTURES = 60  # of a file, that OCR reads for their text
_MIN_WORDS = 40  # the shortest pages of text have more; a digital signature or a page number has fewer


def read(path: Path, ocr: OcrMode = "auto") -> Reading:
    """Read the pages of one file.

    Args:
        path: a file of any format in `formats.FORMATS`.
        ocr: for pages without usable text, `auto` runs OCR where it is installed and `never` leaves them;
            `always` runs OCR on every page.

    Raises:
        NeedsOcr: only OCR can read the file, and it is missing or switched off.
        UnreadableFile: nothing can be read; its hint says what to do.
    """
    file_format = formats.detect(path)
    images = _Images(path, ocr)
    pages = list(file_format.read(path, images, partial(_read_picture, path, ocr)))
    if not pages:
        raise UnreadableFile(_("The file has no pages."), hint=_("Check that it is the right file."), path=path)
    reading = _read_page_images(path, pages, ocr) if file_format.has_page_images else model.Reading(tuple(pages))
    if not any(page.lines for page in reading.pages):
        raise _no_text(path, file_format, ocr)
    warnings = [*images.warnings(), *reading.warnings]
    empty = [page.number for page in reading.pages if not page.lines and page.number not in reading.waiting]
    if empty:
        warnings.append(_("No text could be read on page {pages}.").format(pages=_listed(empty)))
    if inside := file_format.names_inside(path):
        warnings.append(_inside_warning(inside))
    return replace(reading, warnings=tuple(warnings))


def _inside_warning(names: Sequence[str]) -> str:
    listed = "; ".join(names[:_NAMED_FILES]) + (" …" if len(names) > _NAMED_FILES else "")
    warning = ngettext(
        "The file holds another file, which was not read: {names}.",
        "The file holds {count} other files, which were not read: {names}.",
        len(names),
    )
    return warning.format(count=len(names), names=listed)


class _Images:
    """Reads the stamps and the pictures of text of one PDF, and remembers the pages of those that it cannot read."""

    def __init__(self, path: Path, ocr: OcrMode) -> None:
        self._path, self._ocr = path, ocr
        self._unread_stamps: list[int] = []
        self._read_pictures: list[int] = []
        self._unread_pictures: list[int] = []
        self._damaged: list[int] = []

    def serial(self, number: int, box: formats.Box) -> str | None:
        """Return the figures of a stamp that is an image."""
        found: str | None = None if _ocr_hint(self._ocr) else _ocr().read_serial(self._path, number, box)
        if found is None:
            self._unread_stamps.append(number)
        return found

    def text(self, number: int, box: formats.Box) -> Sequence[Line]:
        """Return the lines of a picture; none where it shows no text."""
        if _ocr_hint(self._ocr) or len(self._read_pictures) >= _MOST_PICTURES:
            self._unread_pictures.append(number)
            return ()
        found: Sequence[Line] = _ocr().read_picture(self._path, number, box)
        if found:
            self._read_pictures.append(number)
        return found

    def damaged(self, number: int, error: Exception) -> None:
        """Leave a damaged page to OCR. Raises NeedsOcr for page 1 where there is none, and a fault of chithi's own."""
        if is_own_fault(error):
            raise error
        if number == 1 and (hint := _ocr_hint(self._ocr)):
            reason = _("Page 1 is damaged, so a stamp of secrecy cannot be ruled out.")
            raise NeedsOcr(reason, hint=hint, path=self._path) from error
        self._damaged.append(number)

    def warnings(self) -> Iterator[str]:
        """Yield a warning for each kind of images, and for damaged pages."""
        if self._damaged:
            warning = _("Page {pages} is damaged; only its picture could be read, if at all.")
            yield warning.format(pages=_listed(self._damaged))
        if self._unread_stamps:
            yield _unread_stamps_warning(_once(self._unread_stamps), self._ocr)
        if self._read_pictures:
            warning = _("Text in a picture on page {pages} was read by OCR and may be misread.")
            yield warning.format(pages=_listed(_once(self._read_pictures)))
        if self._unread_pictures:
            warning = _("A picture on page {pages} may show text; it was not read.")
            yield f"{warning.format(pages=_listed(_once(self._unread_pictures)))} {_ocr_hint(self._ocr)}".strip()


def _once(numbers: Sequence[int]) -> list[int]:
    return list(dict.fromkeys(numbers))


def _read_picture(path: Path, ocr: OcrMode, content: bytes) -> str | None:
    """Return the degree of secrecy that an image file in a letterhead shows.

    Raises NeedsOcr or UnreadableFile when it cannot be read, so that a mark cannot be ruled out.
    """
    stamps = import_module(".stamps", __package__)
    try:
        visible = stamps.may_show_degree(content)
        if visible and (hint := _ocr_hint(ocr)):
            raise _unread_picture(path, hint)
        degree: str | None = stamps.degree_in_picture(content) if visible else None
    except (ChithiError, MemoryError, TimeoutError):
        raise
    except Exception as error:  # damaged images raise errors of many classes in Pillow
        raise UnreadableFile(
            _("A picture in the letterhead, which may be a mark of secrecy, cannot be read."),
            hint=_("Print it to a PDF and add that."),
            path=path,
        ) from error
    return degree


def _unread_stamps_warning(numbers: Sequence[int], ocr: OcrMode) -> str:
    warning = _("A stamp on page {pages}, perhaps the number or the date, is an image that could not be read.")
    return f"{warning.format(pages=_listed(numbers))} {_ocr_hint(ocr)}".strip()


def _read_page_images(path: Path, pages: list[Page], ocr: OcrMode) -> Reading:
    """Return the pages with OCR's text where it is needed and with stamps of secrecy. Raises NeedsOcr."""
    warnings: tuple[str, ...] = ()
    ocr_pages: tuple[Page, ...] = ()
    waiting: tuple[int, ...] = ()
    wanted = pages if ocr == "always" else [page for page in pages if _lacks_text(path, page)]
    if wanted and (hint := _ocr_hint(ocr)):
        waiting = tuple(page.number for page in wanted)
        warnings = (_("Waiting for OCR: page {pages}. {hint}").format(pages=_listed(waiting), hint=hint),)
    elif wanted:
        pages, warnings, ocr_pages = _with_ocr(path, pages, wanted, ocr)
    pages = _with_stamps(path, pages, ocr)
    unchecked = any(page.lines for page in pages) and not pages[0].lines
    if unchecked and (hint := _ocr_hint(ocr)) and _is_page_image(path, pages[0]):
        raise NeedsOcr(_("Page 1 is an image, so a stamp of secrecy cannot be ruled out."), hint=hint, path=path)
    return model.Reading(tuple(pages), warnings=warnings, ocr_pages=ocr_pages, waiting=waiting)


def _lacks_text(path: Path, page: Page) -> bool:
    """Return whether a page has no text, a garbled text layer, or only a few words (a stamp's) over a page image."""
    from .syllables import looks_like_garbage

    if not page.lines or looks_like_garbage(page.text):
        return True
    return len(page.text.split()) < _MIN_WORDS and _is_page_image(path, page)


def _is_page_image(path: Path, page: Page) -> bool:
    return bool(import_module(".page_image", __package__).is_page_image(path, page.number))


def _with_ocr(
    path: Path, pages: list[Page], wanted: Sequence[Page], ocr: OcrMode
) -> tuple[list[Page], tuple[str, ...], tuple[Page, ...]]:
    """Return the pages with OCR's text where it is better, warnings, and all pages that OCR read."""
    try:
        found = {page.number: page for page in _ocr().read_pages(path, [page.number for page in wanted])}
    except UnreadableFile as error:
        if not any(page.lines for page in pages):
            raise
        return pages, (error.reason,), ()
    better = {
        page.number: found[page.number]
        for page in wanted
        if page.number in found and (ocr == "always" or _is_better(found[page.number], page))
    }
    return [better.get(page.number, page) for page in pages], (), tuple(found.values())


def _is_better(ocr_page: Page, page: Page) -> bool:
    """Return whether OCR found more Vietnamese; a page in English or of figures keeps its text layer."""
    from .syllables import count_syllables

    return count_syllables(ocr_page.text) > count_syllables(page.text)


def _with_stamps(path: Path, pages: list[Page], ocr: OcrMode) -> list[Page]:
    """Return the pages with the marks of secrecy in pictures on the first ones, which a text layer lacks.

    Raises NeedsOcr where a picture in the letterhead of page 1 cannot be read.
    """
    unchecked = [page for page in pages[:_STAMPED_PAGES] if page.lines and page.source != "ocr"]
    if not unchecked:
        return pages
    if hint := _ocr_hint(ocr):
        if unchecked[0] is pages[0] and import_module(".pictures", __package__).pictures_on(path, 1):
            raise _unread_picture(path, hint)
        return pages
    stamps = import_module(".stamps", __package__)
    try:
        found = {page.number: page for page in stamps.stamped_pages(path, unchecked)}
    except UnreadableFile:
        return pages
    return [found.get(page.number, page) for page in pages]


def _unread_picture(path: Path, hint: str) -> NeedsOcr:
    """Return the error for a picture that may be a mark of secrecy, where it cannot be read."""
    reason = _("A picture at the top of page 1 may be a mark of secrecy, and only OCR can read it.")
    return NeedsOcr(reason, hint=hint, path=path)


def _no_text(path: Path, file_format: formats.Format, ocr: OcrMode) -> UnreadableFile:
    if file_format.has_page_images and (hint := _ocr_hint(ocr)):
        return NeedsOcr(_("The pages are images without a text layer."), hint=hint, path=path)
    return UnreadableFile(_("No text was found on any page."), hint=_("Check that it is the right file."), path=path)


def _ocr_hint(ocr: OcrMode) -> str:
    """Return what to do so that OCR runs; "" when it can."""
    return _("Add it again with --ocr auto.") if ocr == "never" else _ocr().available() or ""


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _ocr() -> ModuleType:
    """Return the OCR module, loaded when a page first needs it."""
    return import_module(".ocr", __package__)
