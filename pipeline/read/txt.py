"""Plain text → pages, in UTF-8, UTF-16 or an encoding of before Unicode.

A form feed begins a page, as `pdftotext` and printers have it. Without form feeds
the file is one page: a text has no others, and a page number made up here would be
cited as the original's. (Only one longer than a book chapter is parted, at a blank
line, since search takes pages as its unit.) Columns made with spaces or tabs, as in
a letterhead, stand apart; blank lines part paragraphs, and in a file whose lines are
not wrapped so does every line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import UnreadableFile
from ..i18n import _
from ..model import Line, Page, TextSource
from ..vietnamese.text import nfc, squeeze
from .encodings import repaired
from .flow import HEIGHT, INNER, MARGIN, WIDTH
from .kind import is_text, unicode_of
from .layout import page_of_lines
from .syllable import syllable_share

LARGEST = 32 << 20  # bytes; the whole Party history is shorter
LONGEST_PAGE = 100_000  # characters
_LOST = "\ufffd"
_PITCH, _SIZE = 16.0, 14.0
_WRAPPED = 120  # a line longer than this was not wrapped by hand
_FEWEST_COLUMNS = 60
_PIECE = re.compile(r"\S+(?: {1,2}\S+)*")  # three spaces part columns
_CAPITAL_RUN = re.compile(r"[^\W\d_]+(?:[ \t][^\W\d_]+)*")


def read_txt(path: Path) -> Iterator[Page]:
    """The pages of a text file; raises UnreadableFile when it is too large or no text at all."""
    text, source = _decoded(content_of(path), path)
    wrapped = _is_wrapped(text)
    sheets = [part for sheet in text.split("\f") for part in _parts(sheet)]
    while len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()  # what ends with a form feed has no page after it
    for number, sheet in enumerate(sheets, 1):
        yield page_of_lines(number, WIDTH, HEIGHT, list(_lines(sheet, wrapped)), source)


def content_of(path: Path) -> bytes:
    """The bytes of a text or HTML file; raises UnreadableFile when there are too many."""
    if path.stat().st_size > LARGEST:
        raise too_large(LARGEST, path)
    return path.read_bytes()


def too_large(limit: int, path: Path) -> UnreadableFile:
    """The error for a file of more than `limit` bytes."""
    reason = _("The file is larger than {size} MB.").format(size=limit >> 20)
    return UnreadableFile(reason, hint=_("Split the file and add the parts."), path=path)


def decoded_8_bit(content: bytes) -> tuple[str, TextSource]:
    """Text that is no Unicode: of the readings possible, the one with the most Vietnamese syllables."""
    western = "".join(map(_western, content))
    lines = western.split("\n")
    mended = repaired([[("", line)] for line in lines])
    found: list[tuple[str, TextSource]] = [(western, "text")]
    if mended.changed:
        found.append(("\n".join(map(_capitals_mended, mended.texts)), "repaired"))
    found.append((nfc(content.decode("cp1258", "replace")), "repaired"))
    return max(found, key=lambda reading: syllable_share(reading[0]))


def _decoded(content: bytes, path: Path) -> tuple[str, TextSource]:
    source: TextSource = "text"
    try:
        text = content.decode(unicode_of(content) or "utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
        sound = sum(not letter.isascii() for letter in text) - text.count(_LOST)
        if sound <= text.count(_LOST):  # else it is UTF-8 in which a byte was damaged
            text, source = decoded_8_bit(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").rstrip("\x1a")
    if not is_text(text):
        raise UnreadableFile(
            _("No reader knows this kind of file."), hint=_("Export it to PDF or DOCX and add that."), path=path
        )
    if source == "text":
        lines = text.split("\n")
        mended = repaired([[("", line)] for line in lines])
        if mended.changed:  # wrong glyphs, or old letters that somebody saved as UTF-8
            text, source = "\n".join(map(_capitals_mended, mended.texts)), "repaired"
    return text.replace("\u00ad", ""), source


def _western(byte: int) -> str:
    """What Windows showed for a byte, which is how the tables of old encodings name it."""
    raw = bytes((byte,))
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _capitals_mended(line: str) -> str:
    """TCVN3 had its capitals in a font of their own, which a text file does not name: `CộNG HòA` is `CỘNG HÒA`."""
    return _CAPITAL_RUN.sub(lambda run: run[0].upper() if _is_shouted(run[0]) else _words_mended(run[0]), line)


def _words_mended(run: str) -> str:
    return " ".join(word.upper() if _is_shouted(word) else word for word in run.split(" "))


def _is_shouted(text: str) -> bool:
    """Whether the letters that ASCII has are all capitals, two in a word at least once, among others that are small."""
    plain = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return (
        not text.isupper()
        and all(map(str.isupper, plain))
        and any(sum(letter.isascii() and letter.isupper() for letter in word) > 1 for word in text.split())
    )


def _is_wrapped(text: str) -> bool:
    """Whether lines were broken to fit a page; else each is a paragraph."""
    lines = [len(line) for line in text.split("\n") if line.strip()]
    return sum(length > _WRAPPED for length in lines) <= 0.05 * len(lines)


def _parts(sheet: str) -> Iterator[str]:
    """A sheet in parts of a length that search can bear, cut at blank lines, else at line breaks."""
    at = 0
    while len(sheet) - at > LONGEST_PAGE:
        end = at + LONGEST_PAGE
        cut = sheet.rfind("\n\n", at + LONGEST_PAGE // 2, end) + 1
        cut = cut or sheet.rfind("\n", at + 1, end) + 1 or sheet.rfind(" ", at + 1, end) + 1 or end
        yield sheet[at:cut]
        at = cut
    yield sheet[at:]


def _lines(sheet: str, wrapped: bool) -> Iterator[Line]:
    """The lines of a page, each piece between wide gaps where its column stands."""
    rows = [row.expandtabs(8).replace("\u00a0", " ") for row in sheet.split("\n")]
    scale = INNER / _columns(rows, wrapped)
    top, row = MARGIN, 0
    for text in rows:
        top += _PITCH if wrapped or not text.strip() else 2 * _PITCH
        pieces = list(_PIECE.finditer(text))
        for piece in pieces:
            left = min(MARGIN + piece.start() * scale, WIDTH - 2 * _SIZE)
            right = min(MARGIN + piece.end() * scale, WIDTH - MARGIN)
            yield Line(squeeze(piece[0]), left, max(right, left + 1), top, top + _SIZE, _SIZE, row=row)
        row += bool(pieces)


def _columns(rows: Sequence[str], wrapped: bool) -> int:
    """How many letters a line of the page is wide."""
    lengths = [len(row.rstrip()) for row in rows]
    widest = max((length for length in lengths if length <= _WRAPPED), default=_FEWEST_COLUMNS)
    return max(widest, _FEWEST_COLUMNS) if wrapped else _FEWEST_COLUMNS + 20
