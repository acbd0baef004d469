"""Plain text → pages, in UTF-8, UTF-16 or a legacy encoding.

A form feed begins a page, as in the output of `pdftotext` and printers. A file without form feeds is one page: an
invented page number would be cited as the original's. (Only a text longer than a book chapter is split, at a blank
line.) Columns set with spaces or tabs, as in a letterhead, are separate lines; blank lines separate paragraphs, and so
do all line breaks in a file whose lines are not wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import UnreadableFile
from ..i18n import _
from ..model import Line, Page, TextSource
from ..vietnamese.text import nfc, squeeze
from .encodings import repair
from .flow import HEIGHT, LONGEST_PAGE, MARGIN, TEXT_WIDTH, WIDTH
from .formats import is_text, unicode_encoding, unsupported
from .layout import page_of_lines
from .syllables import syllable_share

_MAX_SIZE = 32 << 20  # bytes; a history of the Party in full is shorter
_REPLACEMENT = "\ufffd"
_PITCH, _SIZE = 16.0, 14.0  # points
_LONGEST_WRAPPED = 120  # characters; a longer line was not wrapped
_MIN_LINE_LENGTH = 60  # characters that a full line has at least
_PIECE = re.compile(r"\S+(?: {1,2}\S+)*")  # three spaces separate columns
_CAPITAL_RUN = re.compile(r"[^\W\d_]+(?:[ \t][^\W\d_]+)*")


def read_txt(path: Path) -> Iterator[Page]:
    """Yield the pages of a text file. Raises UnreadableFile when it is too large or not text."""
    text, source = _decode(read_limited(path), path)
    wrapped = _is_wrapped(text)
    sheets = [part for sheet in text.split("\f") for part in _split_long(sheet)]
    while len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()  # a form feed at the end begins no page
    for number, sheet in enumerate(sheets, 1):
        yield page_of_lines(number, WIDTH, HEIGHT, list(_lines(sheet, wrapped)), source=source)


def read_limited(path: Path) -> bytes:
    """Return the bytes of a text or HTML file. Raises UnreadableFile when there are too many."""
    if path.stat().st_size > _MAX_SIZE:
        raise too_large(_MAX_SIZE, path)
    return path.read_bytes()


def too_large(limit: int, path: Path) -> UnreadableFile:
    """Return the error for a file of more than `limit` bytes."""
    reason = _("The file is larger than {size} MB.").format(size=limit >> 20)
    return UnreadableFile(reason, hint=_("Split the file and add the parts."), path=path)


def decode_legacy(content: bytes) -> tuple[str, TextSource]:
    """Decode text that is not Unicode with the encoding that yields the most Vietnamese syllables."""
    western = "".join(map(_western, content))
    repaired = repair([[("", line)] for line in western.split("\n")])
    readings: list[tuple[str, TextSource]] = [(western, "text")]
    if repaired.changed:
        readings.append(("\n".join(map(_restore_capitals, repaired.texts)), "repaired"))
    readings.append((nfc(content.decode("cp1258", "replace")), "repaired"))
    return max(readings, key=lambda reading: syllable_share(reading[0]))


def _decode(content: bytes, path: Path) -> tuple[str, TextSource]:
    source: TextSource = "text"
    try:
        text = content.decode(unicode_encoding(content) or "utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
        sound = sum(not letter.isascii() for letter in text) - text.count(_REPLACEMENT)
        if sound <= text.count(_REPLACEMENT):  # otherwise it is UTF-8 with a damaged byte
            text, source = decode_legacy(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").rstrip("\x1a")
    if not is_text(text):
        raise unsupported(path)
    if source == "text":
        repaired = repair([[("", line)] for line in text.split("\n")])
        if repaired.changed:  # wrong letters, or a legacy encoding that was saved as UTF-8
            text, source = "\n".join(map(_restore_capitals, repaired.texts)), "repaired"
    return text.replace("\u00ad", ""), source


def _western(byte: int) -> str:
    """Return the character that Windows shows for a byte, as the tables of legacy encodings name it."""
    raw = bytes((byte,))
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _restore_capitals(line: str) -> str:
    """Correct the capitals of TCVN3, whose second font a text file does not name: `CộNG HòA` is `CỘNG HÒA`."""
    return _CAPITAL_RUN.sub(lambda run: run[0].upper() if _is_capitals(run[0]) else _restore_words(run[0]), line)


def _restore_words(run: str) -> str:
    return " ".join(word.upper() if _is_capitals(word) else word for word in run.split(" "))


def _is_capitals(text: str) -> bool:
    """Return whether all ASCII letters are capitals, two of them in one word, and other letters are small."""
    plain = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return (
        not text.isupper()
        and all(map(str.isupper, plain))
        and any(sum(letter.isascii() and letter.isupper() for letter in word) > 1 for word in text.split())
    )


def _is_wrapped(text: str) -> bool:
    """Return whether lines were wrapped to fit a page; otherwise each is a paragraph."""
    lines = [len(line) for line in text.split("\n") if line.strip()]
    return sum(length > _LONGEST_WRAPPED for length in lines) <= 0.05 * len(lines)


def _split_long(sheet: str) -> Iterator[str]:
    """Yield a sheet in parts of at most LONGEST_PAGE, split at blank lines, else at line breaks or spaces."""
    start = 0
    while len(sheet) - start > LONGEST_PAGE:
        limit = start + LONGEST_PAGE
        end = sheet.rfind("\n\n", start + LONGEST_PAGE // 2, limit) + 1
        end = end or sheet.rfind("\n", start + 1, limit) + 1 or sheet.rfind(" ", start + 1, limit) + 1 or limit
        yield sheet[start:end]
        start = end
    yield sheet[start:]


def _lines(sheet: str, wrapped: bool) -> Iterator[Line]:
    """Yield the lines of a page; a piece between wide gaps is a line at the position of its column."""
    rows = [row.expandtabs(8).replace("\u00a0", " ") for row in sheet.split("\n")]
    scale = TEXT_WIDTH / _line_length(rows, wrapped)
    top, row = MARGIN, 0
    for text in rows:
        top += _PITCH if wrapped or not text.strip() else 2 * _PITCH
        pieces = list(_PIECE.finditer(text))
        for piece in pieces:
            left = min(MARGIN + piece.start() * scale, WIDTH - 2 * _SIZE)
            right = min(MARGIN + piece.end() * scale, WIDTH - MARGIN)
            yield Line(
                text=squeeze(piece[0]),
                x0=left,
                x1=max(right, left + 1),
                top=top,
                bottom=top + _SIZE,
                size=_SIZE,
                row=row,
            )
        row += bool(pieces)


def _line_length(rows: Sequence[str], wrapped: bool) -> int:
    """Return how many characters a full line of the page has."""
    if not wrapped:
        return _MIN_LINE_LENGTH + 20
    lengths = [len(row.rstrip()) for row in rows]
    return max([_MIN_LINE_LENGTH, *(length for length in lengths if length <= _LONGEST_WRAPPED)])
