"""The table of input formats: names, suffixes, magic bytes and readers.

To add a format, write a reader (a function from a path to pages) and add its row to `FORMATS`. Folder search, format
detection, help texts and error messages derive from the table. Content decides what a file is; its suffix only decides
whether a folder search picks it up.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import takewhile
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Protocol

from ..errors import UnreadableFile
from ..i18n import N_, _

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import Document, Line, Page

Box = tuple[float, float, float, float]  # x0, top, x1, bottom: points from the page's top left corner


class ImageReader(Protocol):
    """Reads images on the pages of a PDF, each by the number of its page and its box there."""

    def serial(self, number: int, box: Box) -> str | None:
        """Return the figures of a stamp."""
        ...

    def text(self, number: int, box: Box) -> Sequence[Line]:
        """Return the lines of a picture of text."""
        ...

    def damaged(self, number: int, error: Exception) -> None:
        """Take note of a page whose text cannot be read; raise when that must not be."""
        ...


PictureReader = Callable[[bytes], str | None]  # an image file of a letterhead → the degree of secrecy that it shows

_HEAD = 1024  # bytes that detection looks at


class Format(NamedTuple):
    """An input format.

    Attributes:
        name: the key of the format.
        label: msgid of the name shown to people.
        suffixes: lower-case suffixes of the files that a folder search picks up.
        matches: whether a file that begins with the given bytes (up to a kilobyte) has this format.
        reader: `module:function`, imported when a file of this format is read; relative modules are in this package.
            The function makes pages from a path and an ImageReader (PDF) or a PictureReader (documents with pictures).
        import_filter: LibreOffice's name of the format, for formats that are converted to DOCX before they are read.
        has_page_images: whether a page may be an image, so that it needs OCR and a check for stamps of secrecy.
        has_pictures: whether image files may be embedded in a letterhead, one of which may be a mark of secrecy.
        attachments: `module:function` that returns the names of the files inside of a file, which are not read.
        has_printed_pages: whether the pages in the file are those of the printed document.
        is_text: whether the file is text, so that nearly any text would match.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    matches: Callable[[bytes], bool]
    reader: str
    import_filter: str = ""
    has_page_images: bool = False
    has_pictures: bool = False
    attachments: str = ""
    has_printed_pages: bool = False
    is_text: bool = False

    def read(self, path: Path, read_image: ImageReader, read_picture: PictureReader) -> Iterator[Page]:
        """Yield the pages of a file; images are read by one of the two functions. Raises UnreadableFile."""
        reader: Callable[..., Iterator[Page]] = _imported(self.reader)
        if self.has_page_images:
            return reader(path, read_image)
        return reader(path, read_picture) if self.has_pictures else reader(path)

    def names_inside(self, path: Path) -> list[str]:
        """Return the names of the files inside of a file."""
        names: list[str] = _imported(self.attachments)(path) if self.attachments else []
        return names


def _imported(name: str) -> Callable[..., Any]:
    module, function = name.split(":")
    found: Callable[..., Any] = getattr(import_module(module, __package__), function)
    return found


def ignore_pictures(content: bytes) -> None:
    """Read no picture: a PictureReader for callers that want the text alone."""


def begins_with(magic: bytes) -> Callable[[bytes], bool]:
    """Return the test for files that begin with `magic`."""
    return lambda head: head.startswith(magic)


def contains(magic: bytes) -> Callable[[bytes], bool]:
    """Return the test for files that have `magic` within their first kilobyte."""
    return lambda head: magic in head


def _is_plain_text(head: bytes) -> bool:
    text = head.decode(unicode_encoding(head) or "latin-1", "ignore")
    return bool(text.strip()) and is_text(text)


def _is_html(head: bytes) -> bool:
    text = head.decode(unicode_encoding(head) or "latin-1", "ignore")
    return (
        _is_plain_text(head)
        and text.lstrip("\ufeff \t\r\n").startswith("<")
        and re.search(_MARKUP, text, re.I) is not None
    )


def _is_message(head: bytes) -> bool:
    """Return whether a text is an e-mail as it is sent: fields from the first line on, one of them of its encoding."""
    text = head.decode("latin-1")
    begins = re.match(r"(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2}", text)
    return (
        begins is not None
        and re.search(r"^(?:MIME-Version|Content-Transfer-Encoding|Message-ID):", text, re.I | re.M) is not None
    )


def _is_odt(head: bytes) -> bool:
    """Return whether a file is a text document or a template of OpenDocument, whose first part is its media type."""
    return head.startswith(b"PK\x03\x04") and b"mimetypeapplication/vnd.oasis.opendocument.text" in head[:120]


_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")  # JPEG, PNG, TIFF

# Patterns of this module are compiled when they are used: a search imports the table, but detects no formats.
_MARKUP = (
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|form|div|span|center|font|table|p|br|h[1-6]|ul)\b"
)

# The first row that matches a file is its format.
FORMATS: tuple[Format, ...] = (
    Format(
        name="pdf", label="PDF", suffixes=(".pdf",), matches=contains(b"%PDF-"), reader=".pdf:read_pdf",
        has_page_images=True, attachments=".attachments:names_in_pdf", has_printed_pages=True,
    ),
    Format(
        name="odt", label="OpenDocument (ODT)", suffixes=(".odt", ".ott"), matches=_is_odt,
        reader=".libreoffice:read_converted", import_filter="writer8", has_pictures=True,
    ),
    Format(
        name="docx", label="Word (DOCX)", suffixes=(".docx", ".docm", ".dotx", ".dotm"),
        matches=begins_with(b"PK\x03\x04"), reader=".docx:read_docx", has_pictures=True,
        attachments=".attachments:names_in_docx",
    ),
    Format(
        name="doc", label="Word 97–2003 (DOC)", suffixes=(".doc", ".dot"), matches=begins_with(b"\xd0\xcf\x11\xe0"),
        reader=".libreoffice:read_word_97", import_filter="MS Word 97", has_pictures=True,
    ),
    Format(
        name="rtf", label="RTF", suffixes=(".rtf",), matches=begins_with(b"{\\rtf"),
        reader=".libreoffice:read_converted", import_filter="Rich Text Format", has_pictures=True,
    ),
    Format(
        name="image", label=N_("images (JPG, PNG, TIFF)"), suffixes=(".jpg", ".jpeg", ".png", ".tif", ".tiff"),
        matches=lambda head: head.startswith(_IMAGES), reader=".image_file:read_image", has_page_images=True,
        has_printed_pages=True,
    ),
    Format(
        name="html", label="HTML", suffixes=(".html", ".htm", ".xhtml"), matches=_is_html, reader=".html:read_html",
        has_pictures=True, is_text=True,
    ),
    Format(
        name="txt", label=N_("plain text"), suffixes=(".txt",), matches=_is_plain_text, reader=".txt:read_txt",
        is_text=True,
    ),
)  # fmt: skip


def suffixes() -> frozenset[str]:
    """Return the suffixes of the files that a folder search picks up."""
    return frozenset(suffix for each in FORMATS for suffix in each.suffixes)


def printed_page_suffixes() -> tuple[str, ...]:
    """Return the suffixes of the formats that have the pages of the printed document."""
    return tuple(suffix for each in FORMATS if each.has_printed_pages for suffix in each.suffixes)


def listed(formats: Sequence[Format] | None = None) -> str:
    """Return the labels of all formats, or of those given, as a list for people: `PDF, Word (DOCX), …`."""
    return ", ".join(_(each.label) for each in FORMATS if formats is None or each in formats)


def converted() -> tuple[Format, ...]:
    """Return the formats that are read through LibreOffice."""
    return tuple(each for each in FORMATS if each.import_filter)


def detect(path: Path) -> Format:
    """Return the format of a file by its content. Raises UnreadableFile when it is empty or of no known format."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise UnreadableFile(_("The file is empty."), hint=_("Fetch it again from its source."), path=path)
    found = next((each for each in FORMATS if each.matches(head)), None)
    if os.path.splitext(path)[1].lower() == ".pdf" and (found is None or found.is_text):
        # Often a portal's error page, saved under the name of the document.
        raise UnreadableFile(
            _("The file has the name of a PDF but not its content."),
            hint=_("Export it to PDF and add that."),
            path=path,
        )
    if found is None:
        raise unsupported(path)
    if found.is_text and _is_message(head):
        raise UnreadableFile(
            _("The file is an e-mail message, whose parts are files."),
            hint=_("Give it the ending .eml and add it with: chithi ingest."),
            path=path,
        )
    return found


def is_image(path: Path) -> bool:
    """Return whether a file is a JPEG, PNG or TIFF, by its content."""
    with path.open("rb") as file:
        return file.read(8).startswith(_IMAGES)


def is_binary_document(path: Path) -> bool:
    """Return whether a file without a suffix is a document by its content; nearly any file may be text."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return any(each.matches(head) for each in FORMATS if not each.is_text)


def is_too_small(source: Path | IO[bytes], suffix: str) -> bool:
    """Return whether a file with this suffix is an image too small for a page of text, such as an icon."""
    from .image_file import is_page

    return any(suffix in each.suffixes for each in FORMATS if each.name == "image") and not is_page(source)


def unsupported(path: Path) -> UnreadableFile:
    """Return the error for a file of no known format; it lists the known ones."""
    return UnreadableFile(
        _("The format of the file is not supported. Supported: {formats}.").format(formats=listed()),
        hint=_("Export it to PDF or DOCX and add that."),
        path=path,
    )


def has_printed_pages(path: str | Path) -> bool:
    """Return whether a file, by its suffix, has the pages of the printed document."""
    return os.path.splitext(path)[1].lower() in printed_page_suffixes()


# Characters of text. The fullest sheet among 450 in offices' PDFs has 4,215; a text of up to 1,800 fits on one sheet
# in 14-point type as Hướng dẫn 05-HD/VPTW prescribes.
_FULL_SHEET, _ONE_SHEET = 4500, 1800


def pages_known(path: str, lengths: Sequence[int]) -> int:
    """Return how many pages, from the first on, bear the page numbers of the printed document.

    Word may store where pages ended when the file was last saved; other programs do not, and the whole document is
    then one page.

    Args:
        path: the file, whose suffix gives its format.
        lengths: the length of each page's text in characters.
    """
    if has_printed_pages(path):
        return len(lengths)
    most = _ONE_SHEET if len(lengths) == 1 else _FULL_SHEET
    return len(list(takewhile(lambda length: length <= most, lengths)))


def printed_pages(document: Document) -> int:
    """Return how many pages of a document, from the first on, have the number that is printed on them."""
    return pages_known(document.path, [len(page.text) for page in document.pages])


def is_text(text: str) -> bool:
    """Return whether the text is free of control characters that only binary files have."""
    return re.search(_CONTROL, text) is None


_CONTROL = r"[\0-\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]"  # 1A ended the files of DOS


def unicode_encoding(content: bytes) -> str | None:
    """Return the Unicode encoding shown by a byte order mark or by zero bytes among Latin text, else None."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return encoding
    sample = content[:_HEAD]
    if b"\0" not in sample:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "ignore")
        if len(re.findall(_LATIN, text)) > _MIN_LATIN_SHARE * max(len(text), 1):
            return encoding
    return None


_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_LATIN = r"[\t-\r -\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u20cf\ufeff]"
_MIN_LATIN_SHARE = 0.95  # of the characters, for byte pairs to be taken for UTF-16
