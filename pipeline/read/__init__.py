"""A file → pages of positioned lines. A new format is one module here, named as in `kind`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType

from ..errors import NeedsOcr, UnreadableFile
from ..i18n import _
from ..model import OcrMode, Page, Reading
from .kind import Kind, kind_of
from .syllable import looks_like_garbage, syllables

PageReader = Callable[..., Iterator[Page]]
Box = tuple[float, float, float, float]  # x0, top, x1, bottom: points from the page's upper left corner

_STAMPED = 2  # pages at the head of a file on which a degree of secrecy may be stamped
_FEW_WORDS = 40  # a digital signature's, a page number's; the shortest pages of text have more


def read(path: Path, ocr: OcrMode = "auto") -> Reading:
    """The pages of one file.

    `ocr` says what to do with pages that carry no text: read them from their
    picture where this machine can (`auto`), leave them (`never`), or read every
    page so (`always`). Raises UnreadableFile, with what to do, when nothing can be
    read; NeedsOcr when only OCR could and it is missing or switched off.
    """
    kind = _kind(path)
    reader: PageReader = getattr(import_module(f".{kind}", __package__), f"read_{kind}")
    unread: list[int] = []
    if kind == "pdf":
        reader = partial(reader, read_picture=partial(_stamped_serial, path, ocr, unread))
    pages = list(reader(path))
    if not pages:
        raise UnreadableFile(_("The file has no pages."), hint=_("Check that it is the right file."), path=path)
    warnings = [_unread_stamps(unread, ocr)] if unread else []
    pictured: tuple[Page, ...] = ()
    waiting: list[Page] = []
    if kind == "pdf":
        wanted = pages if ocr == "always" else [page for page in pages if _lacks_text(path, page)]
        if wanted and (hint := _how_to_ocr(ocr)):
            waiting = wanted
            warnings.append(_("Waiting for OCR: page {pages}. {hint}").format(pages=_numbers(waiting), hint=hint))
        elif wanted:
            pages, more, pictured = _with_ocr(path, pages, wanted, ocr)
            warnings += more
        pages = _with_stamps(path, pages)
    if not any(page.lines for page in pages):
        raise _without_text(path, kind, ocr)
    if not pages[0].lines and kind == "pdf" and (hint := _how_to_ocr(ocr)) and _is_picture(path, pages[0]):
        raise NeedsOcr(
            _("Page 1 is a picture; whether it bears a stamp of secrecy cannot be said."), hint=hint, path=path
        )
    empty = [page for page in pages if not page.lines and page not in waiting]
    if empty:
        warnings.append(_("No text could be read on page {pages}.").format(pages=_numbers(empty)))
    return Reading(tuple(pages), tuple(warnings), pictured, tuple(page.number for page in waiting))


def _stamped_serial(path: Path, ocr: OcrMode, unread: list[int], number: int, box: Box) -> str | None:
    """Return the figures of a stamp that is a picture; the page of one that was not read is noted in `unread`."""
    found: str | None = None if _how_to_ocr(ocr) else _ocr().serial_in(path, number, box)
    if found is None and number not in unread:
        unread.append(number)
    return found


def _unread_stamps(numbers: Sequence[int], ocr: OcrMode) -> str:
    """Return the warning that stamps on these pages are pictures that were not read."""
    pages = ", ".join(map(str, numbers))
    warning = _("A stamp on page {pages}, perhaps the number or the date, is a picture that was not read.")
    return f"{warning.format(pages=pages)} {_how_to_ocr(ocr)}".strip()


def _lacks_text(path: Path, page: Page) -> bool:
    """Whether a page of a PDF has no text, a worthless one, or hardly any (a stamp's) on a scan."""
    if not page.lines or looks_like_garbage(page.text):
        return True
    return len(page.text.split()) < _FEW_WORDS and _is_picture(path, page)


def _is_picture(path: Path, page: Page) -> bool:
    return bool(import_module(".picture", __package__).is_picture(path, page.number))


def _with_ocr(
    path: Path, pages: Sequence[Page], wanted: Sequence[Page], ocr: OcrMode
) -> tuple[list[Page], list[str], tuple[Page, ...]]:
    """The pages with those `wanted` read from their pictures where that gives more, warnings, and all so read."""
    try:
        found = {page.number: page for page in _ocr().read_pages(path, [page.number for page in wanted])}
    except UnreadableFile as error:
        if not any(page.lines for page in pages):
            raise
        return list(pages), [error.reason], ()
    better = {
        page.number: found[page.number]
        for page in wanted
        if page.number in found and (ocr == "always" or _says_more(found[page.number], page))
    }
    return [better.get(page.number, page) for page in pages], [], tuple(found.values())


def _with_stamps(path: Path, pages: Sequence[Page]) -> list[Page]:
    """The pages, the first ones with the stamps of secrecy in their pictures, which a text layer leaves out."""
    unread = [page for page in pages[:_STAMPED] if page.lines and page.source != "ocr"]
    try:
        found = {page.number: page for page in _ocr().stamped(path, unread)} if unread else {}
    except UnreadableFile:
        return list(pages)
    return [found.get(page.number, page) for page in pages]


def _says_more(picture: Page, text: Page) -> bool:
    """Whether OCR brought more Vietnamese: a page of English or of figures keeps its text."""
    return syllables(picture.text) > syllables(text.text)


def _without_text(path: Path, kind: Kind, ocr: OcrMode) -> UnreadableFile:
    if kind == "pdf" and (hint := _how_to_ocr(ocr)):
        return NeedsOcr(_("The pages are pictures without a text layer."), hint=hint, path=path)
    return UnreadableFile(_("No text was found on any page."), hint=_("Check that it is the right file."), path=path)


def _how_to_ocr(ocr: OcrMode) -> str:
    """What to do so that pictures are read; "" when they are."""
    return _("Add it again with --ocr auto.") if ocr == "never" else _ocr().available() or ""


def _numbers(pages: Sequence[Page]) -> str:
    return ", ".join(str(page.number) for page in pages)


def _ocr() -> ModuleType:
    """The OCR module, loaded when a page first needs it."""
    return import_module(".ocr", __package__)


def _kind(path: Path) -> Kind:
    """The file's kind, which its content tells and which names its reader."""
    with path.open("rb") as file:
        head = file.read(1024)
    if not head:
        raise UnreadableFile(_("The file is empty."), hint=_("Fetch it again from its source."), path=path)
    kind = kind_of(head)
    if path.suffix.lower() == ".pdf" and kind in {None, "html", "txt"}:
        raise UnreadableFile(
            _("The file is called PDF but is none."), hint=_("Export it to PDF and add that."), path=path
        )
    if kind is None:
        raise UnreadableFile(
            _("No reader knows this kind of file."), hint=_("Export it to PDF or DOCX and add that."), path=path
        )
    return kind
