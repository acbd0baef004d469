"""PDF → pages, through pdfplumber.

pdfplumber's word extraction and table finder do the reading. The glyphs and graphics that they work on come from
`content_stream`: the same as pdfplumber's own, in a sixth of the time.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cached_property, partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.layout import LTContainer, LTCurve, LTPage
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page as PdfPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.clustering import cluster_objects
from pdfplumber.utils.text import WordExtractor

from ..errors import ChithiError, ReaderFailed, UnreadableFile, fault
from ..i18n import _
from ..model import Line, Page, TextSource
from .annotations import Glyph, Painting, add_paintings
from .content_stream import Content, read_content
from .encodings import Run, repair
from .formats import Box, ImageReader
from .glyph_repair import looks_overprinted, remove_overprint, repair_unicode
from .layout import Cell, TableRow, Word, page_of_words, with_lines, with_row
from .page_image import inspect_pdf
from .picture_text import pictures_of_text
from .rotated_text import RotatedLine, mark_among, rotate_upright, split_rotated
from .spacing import join_torn_words
from .two_up import divide_sheet
from .visibility import has_hidden_layers, visible_glyphs

_TAIL = 2048  # bytes within which a complete PDF has its end
_ROW_TOLERANCE = 3  # points, as in pdfplumber's extract_text

logging.getLogger("pdfminer").setLevel(logging.ERROR)


class _IgnoreImages:
    """An ImageReader for callers that want the text layer alone."""

    def serial(self, number: int, box: Box) -> None:
        """Return None."""

    def text(self, number: int, box: Box) -> tuple[Line, ...]:
        """Return no lines."""
        return ()

    def damaged(self, number: int, error: Exception) -> None:
        """Raise the error: nobody would see that a page is missing."""
        raise error


IGNORE_IMAGES = _IgnoreImages()


def read_pdf(path: Path, images: ImageReader = IGNORE_IMAGES) -> Iterator[Page]:
    """Yield the pages of a PDF; a page without a text layer has no lines.

    Args:
        path: the file.
        images: reads stamps and pictures of text.

    Raises:
        UnreadableFile: the file is encrypted, damaged or not a PDF.
    """
    with _open(path) as pdf:
        layered = has_hidden_layers(pdf.doc.catalog)
        for number, plain in enumerate(_sound_pages(pdf), 1):
            page = ContentPage(pdf, plain, number)
            try:
                read = _read_page(page, path, images, layered=layered)
            except (MemoryError, RecursionError, TimeoutError, ChithiError, ImportError, OSError):
                raise
            except Exception as error:  # damaged objects raise errors of every class in pdfminer
                images.damaged(number, error)
                read = page_of_words(number, float(page.width), float(page.height), [])
            yield read
            page.close()


def _read_page(page: ContentPage, path: Path, images: ImageReader, *, layered: bool) -> Page:
    """Return one page with its text."""
    width, height = float(page.width), float(page.height)
    glyphs = visible_glyphs(page.glyphs, path, page, layered=layered)
    glyphs = add_paintings(glyphs, page.paintings, partial(images.serial, page.page_number))
    rotated = rotate_upright(glyphs, width, height)
    if rotated:
        glyphs, width, height = rotated
    glyphs, lines = split_rotated(glyphs)
    words, source = _words(glyphs)
    tables = _table_rows(page) if words and not rotated else []
    if not tables and (divided := divide_sheet(words, width, height)):
        words, width, height = divided
    words += _words_of_rotated(lines, words)
    read = page_of_words(page.page_number, width, height, words, source=source, tables=tables)
    read = _with_rotated_mark(read, lines)
    if words and not rotated:
        for box in pictures_of_text(page.layout, height, words):
            read = with_lines(read, images.text(page.page_number, box))
    return read


class _SoundPage(PDFPage):
    """A page whose sizes are usable: as other programs do, one without is a sheet of Letter size."""

    def __init__(self, doc: Any, pageid: object, attrs: Any, label: str | None) -> None:
        attrs = dict(attrs)
        if not _is_box(attrs.get("MediaBox")):
            attrs["MediaBox"] = [0, 0, 612, 792]
        if "CropBox" in attrs and not _is_box(attrs["CropBox"]):
            del attrs["CropBox"]
        if not isinstance(resolve1(attrs.get("Rotate", 0)), int):
            del attrs["Rotate"]
        super().__init__(doc, pageid, attrs, label)


def _sound_pages(pdf: PDF) -> Iterator[PDFPage]:
    try:
        yield from _SoundPage.create_pages(pdf.doc)
    except RecursionError as error:
        raise PSException(error) from error  # objects that contain themselves


def _is_box(value: object) -> bool:
    box = resolve1(value)
    return isinstance(box, list) and len(box) == 4 and all(isinstance(resolve1(each), int | float) for each in box)


class ContentPage(PdfPage):
    """A pdfplumber page whose glyphs and layout come from `content_stream`."""

    @cached_property
    def _content(self) -> Content:
        left, upper = self.mediabox[:2]
        return read_content(self.page_obj, self.pdf.rsrcmgr, left, self.height + upper)

    @property
    def glyphs(self) -> list[Glyph]:
        """Return the glyphs of the page in painting order."""
        return self._content.glyphs

    @property
    def paintings(self) -> list[Painting]:
        """Return what the annotations of the page paint."""
        return self._content.paintings

    @property
    def layout(self) -> LTPage:
        """Return lines, boxes and images, for pdfplumber's table finder."""
        return self._content.layout

    def close(self) -> None:
        """Release the content: pages refer to themselves in their caches, and those of a long file would pile up."""
        super().close()
        self.__dict__.pop("_content", None)


@contextmanager
def _open(path: Path) -> Iterator[PDF]:
    collecting = gc.isenabled()
    gc.disable()  # glyphs are many, short-lived and without cycles; collecting takes 10-20 % of the time
    try:
        pdf = pdfplumber.open(path)
        with closing(pdf.stream):  # its own `close` makes every page first, those of unusable sizes too
            yield pdf
    except (MemoryError, RecursionError, TimeoutError, ChithiError, ImportError, OSError):
        raise
    except Exception as error:  # damaged objects raise errors of every class in pdfminer
        raise _unreadable(path, error) from error
    finally:
        if collecting:
            gc.enable()


def _words(glyphs: list[Glyph]) -> tuple[list[Word], TextSource]:
    """Return words in reading order (rows from the top, each from the left) and the source of their text.

    Words are extracted without regard to fonts, so one whose accented letters fall back to a second font stays whole.
    Encodings are repaired afterwards, because only whole words can be judged.
    """
    glyphs, remapped = repair_unicode(glyphs)
    extracted = WordExtractor().extract_words(glyphs, return_chars=True)
    if looks_overprinted(word["text"] for word in extracted):
        extracted = WordExtractor().extract_words(remove_overprint(glyphs), return_chars=True)
    placed = [
        (row, word)
        for row, members in enumerate(cluster_objects(extracted, "top", _ROW_TOLERANCE))
        for word in sorted(members, key=itemgetter("x0"))
    ]
    repaired = repair([_runs(word["chars"]) for _row, word in placed])
    words = [_word(word, text, row) for (row, word), text in zip(placed, repaired.texts, strict=True) if text]
    return join_torn_words(words, glyphs), "repaired" if remapped or repaired.changed else "text"


def _runs(glyphs: Sequence[Glyph]) -> list[Run]:
    return [
        (font, "".join(glyph["text"] for glyph in same)) for font, same in groupby(glyphs, key=itemgetter("fontname"))
    ]


def _word(word: dict[str, Any], text: str, row: int) -> Word:
    first = word["chars"][0]
    font = str(first["fontname"]).lower()
    return Word(
        text=text, x0=word["x0"], x1=word["x1"], top=word["top"], bottom=word["bottom"], size=first["size"],
        bold="bold" in font or "black" in font, italic="italic" in font or "oblique" in font, row=row,
        doubtful=any("doubtful" in glyph for glyph in word["chars"]), raised=_footnote_mark(word["chars"], text),
    )  # fmt: skip


def _words_of_rotated(lines: Sequence[RotatedLine], words: Sequence[Word]) -> Iterator[Word]:
    """Yield rotated lines for the end of a page or a table's cell; a mark of secrecy is added afterwards."""
    first = words[-1].row + 1 if words else 0
    mark = mark_among(lines)
    others = [line for line in lines if line is not mark and line.text]
    texts = repair([_runs(line.glyphs) for line in others]).texts
    for row, (line, text) in enumerate(zip(others, texts, strict=True), first):
        if text := text.strip():
            yield Word(text=text, x0=line.x0, x1=line.x1, top=line.top, bottom=line.bottom, size=line.size, bold=False,
                       italic=False, row=row)  # fmt: skip


def _with_rotated_mark(page: Page, lines: Sequence[RotatedLine]) -> Page:
    """Return the page with its rotated mark of secrecy as the first row, so that it interrupts no paragraph."""
    if not (mark := mark_among(lines)):
        return page
    return with_row(page, 0, [Line(text=mark.text, x0=mark.x0, x1=mark.x1, top=mark.top, bottom=mark.bottom,
                                   size=mark.size, bold=True)])  # fmt: skip


_MARK_SIZE, _MARK_RISE = 0.8, 0.1  # of a word's type size: a mark's largest size, its least height above the baseline


def _footnote_mark(glyphs: Sequence[Glyph], text: str) -> int:
    """Return the offset in a word of small raised figures (`NĐ-CP²,`); 0 for none."""
    first = glyphs[0]
    size, bottom = _MARK_SIZE * first["size"], first["bottom"] - _MARK_RISE * first["size"]
    for place, glyph in enumerate(glyphs):
        if glyph["size"] < size and glyph["bottom"] < bottom and glyph["text"].isdigit():
            return place if text[place : place + 1] == glyph["text"] else 0
    return 0


# The table finder needs every object of the page as a rich dict, which takes longer than reading the page's text, so
# it runs only on pages that have enough rules for a table.
_MAX_RULE = 3.0  # points; a thicker box is an image or a frame
_MIN_RULE = 12.0  # points; a shorter line underlines or decorates
_MIN_RULES = 2  # in each direction; also the fewest rows and columns of a table


def _table_rows(page: ContentPage) -> list[TableRow]:
    """Return the rows of the page's ruled tables from the top, each with its cells from the left."""
    if not _is_ruled(page.layout):
        return []
    rows: list[TableRow] = []
    for table in page.find_tables():
        found = list(rows_of_cells([row.cells for row in table.rows]))
        if len(found) >= _MIN_RULES and max(len(row.cells) for row in found) >= _MIN_RULES:
            rows += [row for row in found if row.cells]
    return sorted(rows, key=lambda row: row.cells[0].top)


def rows_of_cells(rows: Sequence[Sequence[Sequence[float] | None]]) -> Iterator[TableRow]:
    """Yield the rows of a table whose cells are None where another cell extends over their place."""
    columns = max(map(len, rows), default=0)
    above: dict[int, Cell] = {}
    for row in rows:
        cells = tuple(Cell(box[0], box[1], box[2], box[3], column) for column, box in enumerate(row) if box)
        top = min((cell.top for cell in cells), default=0.0)
        above = {column: cell for column, cell in above.items() if cell.bottom > top + _MAX_RULE}
        above.update((cell.column, cell) for cell in cells)
        own = {cell.column for cell in cells}
        yield TableRow(cells, columns, tuple(sorted(column for column in above if column not in own)))


def _is_ruled(layout: LTPage) -> bool:
    """Return whether a page has rules in both directions: lines, thin boxes, or boxes as large as cells."""
    horizontal = vertical = 0
    for curve in _curves(layout):
        width, height = abs(curve.x1 - curve.x0), abs(curve.y1 - curve.y0)
        horizontal += width >= _MIN_RULE and (height <= _MAX_RULE or height >= _MIN_RULE)
        vertical += height >= _MIN_RULE and (width <= _MAX_RULE or width >= _MIN_RULE)
        if horizontal >= _MIN_RULES and vertical >= _MIN_RULES:
            return True
    return False


def _curves(items: Iterable[object]) -> Iterator[LTCurve]:
    """Yield curves, of which pdfminer's lines and boxes are subclasses, those inside of figures too."""
    for item in items:
        if isinstance(item, LTCurve):
            yield item
        elif isinstance(item, LTContainer):
            yield from _curves(item)


def _is_damaged(path: Path, error: Exception) -> bool:
    """Return whether an error is the file's: pdfminer says so, pdfium cannot open it either, or its end is missing."""
    cause = error.args[0] if error.args else error
    if isinstance(error, PSException) or isinstance(cause, PSException):
        return True
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        complete = b"%%EOF" in file.read()
    return not complete or not inspect_pdf(path, lambda document: document[0].get_size(), default=None)


def _unreadable(path: Path, error: Exception) -> UnreadableFile:
    cause = error.args[0] if error.args else error
    if isinstance(cause, PDFPasswordIncorrect):
        return UnreadableFile(
            _("The PDF is protected by a password."),
            hint=_("Save a copy without the password and add that."),
            path=path,
        )
    if not _is_damaged(path, error):
        return ReaderFailed(
            _("chithi failed on this PDF, which other programs can open ({error}).").format(error=fault(error)),
            hint=_("Print it to a new PDF and add that; please report the fault."),
            path=path,
        )
    return UnreadableFile(
        _("The PDF is damaged and cannot be read."),
        hint=_("Open it in a viewer and save or print it to a new PDF."),
        path=path,
    )
