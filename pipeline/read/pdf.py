"""PDF → pages, through pdfplumber.

Its word assembly and its table finder do the reading. What they work on, the glyphs and rules of a page, comes
from `content`: the same ones as pdfplumber's own, in a sixth of the time.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.layout import LTPage
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page as PdfPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.clustering import cluster_objects
from pdfplumber.utils.text import WordExtractor

from ..errors import ChithiError, UnreadableFile
from ..i18n import _
from ..model import Page, TextSource
from .annotations import Box, Painting, with_paintings
from .content import Glyph, Shown, show
from .encodings import Run, repaired
from .glyph_ids import with_letters
from .layout import Word, page_of
from .overprint import looks_doubled, printed_once
from .ruled import table_rows
from .turned import set_upright

_SMALL, _ABOVE = 0.8, 0.1  # of a word's type: a raised figure's size at the most, its height above the line at least
ROW_TOLERANCE = 3  # points, as in pdfplumber's own extract_text

logging.getLogger("pdfminer").setLevel(logging.ERROR)


StampReader = Callable[[int, Box], str | None]


def _unread(number: int, box: Box) -> None:
    """Read no picture."""


def read_pdf(path: Path, read_picture: StampReader = _unread) -> Iterator[Page]:
    """Yield the pages of a PDF; a page without a text layer has no lines.

    Args:
        path: The file.
        read_picture: Returns the text of a small picture on a page, by the page's number and its box, or None.

    Raises:
        UnreadableFile: The file is encrypted, broken or not a PDF.
    """
    with _opened(path) as pdf:
        for plain in pdf.pages:
            page = ShownPage(pdf, plain.page_obj, plain.page_number)
            width, height = float(page.width), float(page.height)
            glyphs = with_paintings(page.glyphs, page.paintings, partial(read_picture, page.page_number))
            turned = set_upright(glyphs, width, height)
            if turned:
                glyphs, width, height = turned
            words, source = _words(glyphs)
            rows = table_rows(page) if words and not turned else []
            yield page_of(page.page_number, width, height, words, source, rows)
            page.close()


class ShownPage(PdfPage):
    """A page of pdfplumber's whose glyphs stand by themselves; its layout is what else the page shows."""

    @cached_property
    def _shown(self) -> Shown:
        left, upper = self.mediabox[:2]
        return show(self.page_obj, self.pdf.rsrcmgr, left, self.height + upper)

    @property
    def glyphs(self) -> list[Glyph]:
        """The glyphs of the page in the order in which they are painted."""
        return self._shown.glyphs

    @property
    def paintings(self) -> list[Painting]:
        """What the annotations of the page paint."""
        return self._shown.paintings

    @property
    def layout(self) -> LTPage:
        """Rules, boxes and pictures, which pdfplumber's table finder asks for."""
        return self._shown.layout

    def close(self) -> None:
        """Give up what the page shows: pages hold themselves in their caches, and a long file's would pile up."""
        super().close()
        self.__dict__.pop("_shown", None)


@contextmanager
def _opened(path: Path) -> Iterator[PDF]:
    collecting = gc.isenabled()
    gc.disable()  # glyphs are many, short-lived and free of cycles: 10-20 % of the time
    try:
        with pdfplumber.open(path) as pdf:
            yield pdf
    except (MemoryError, RecursionError, TimeoutError, ChithiError, OSError):
        raise
    except Exception as error:  # broken objects raise errors of every class in pdfminer
        raise _broken(path, error) from error
    finally:
        if collecting:
            gc.enable()


def _words(glyphs: list[dict[str, Any]]) -> tuple[list[Word], TextSource]:
    """Words in reading order (rows from the top, in each from the left) and where their letters come from.

    The font plays no part in where a word ends, so one whose accented letter
    falls back to a second font stays whole. Letters are repaired in whole words:
    only these can be judged.
    """
    glyphs, mapped = with_letters(glyphs)
    extracted = WordExtractor().extract_words(glyphs, return_chars=True)
    if looks_doubled(word["text"] for word in extracted):
        extracted = WordExtractor().extract_words(printed_once(glyphs), return_chars=True)
    placed = [
        (row, word)
        for row, members in enumerate(cluster_objects(extracted, "top", ROW_TOLERANCE))
        for word in sorted(members, key=itemgetter("x0"))
    ]
    legible = repaired([_runs(word["chars"]) for _row, word in placed])
    words = [_word(word, text, row) for (row, word), text in zip(placed, legible.texts, strict=True) if text]
    return words, "repaired" if mapped or legible.changed else "text"


def _runs(glyphs: list[dict[str, Any]]) -> list[Run]:
    return [
        (font, "".join(glyph["text"] for glyph in same)) for font, same in groupby(glyphs, key=itemgetter("fontname"))
    ]


def _word(word: dict[str, Any], text: str, row: int) -> Word:
    first = word["chars"][0]
    font = str(first["fontname"]).lower()
    return Word(
        text=text,
        x0=word["x0"],
        x1=word["x1"],
        top=word["top"],
        bottom=word["bottom"],
        size=first["size"],
        bold="bold" in font or "black" in font,
        italic="italic" in font or "oblique" in font,
        row=row,
        doubtful=any("doubtful" in glyph for glyph in word["chars"]),
        raised=_raised(word["chars"], text),
    )


def _raised(glyphs: Sequence[Glyph], text: str) -> int:
    """Where in a word small figures above its line begin (`NĐ-CP²,`); 0 for none."""
    first = glyphs[0]
    least, highest = _SMALL * first["size"], first["bottom"] - _ABOVE * first["size"]
    for place, glyph in enumerate(glyphs):
        if glyph["size"] < least and glyph["bottom"] < highest and glyph["text"].isdigit():
            return place if text[place : place + 1] == glyph["text"] else 0
    return 0


def _broken(path: Path, error: Exception) -> UnreadableFile:
    cause = error.args[0] if error.args else error
    if isinstance(cause, PDFPasswordIncorrect):
        return UnreadableFile(
            _("The PDF is protected by a password."),
            hint=_("Save a copy without the password and add that."),
            path=path,
        )
    return UnreadableFile(
        _("The PDF is damaged and cannot be read."),
        hint=_("Open it in a viewer and save or print it to a new PDF."),
        path=path,
    )
