"""The typefaces of the sample, and how a text is spelled in them.

Liberation Serif replaces Times New Roman (same widths), Liberation Sans for the face that an office program
falls back to. Both are under the OFL, which allows derived fonts under other names: the two TCVN3 fonts are
derived when they are needed and are not kept. Version 2 is needed: version 1 has no Vietnamese.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Literal, NamedTuple

from fontTools.ttLib import TTFont as FontFile
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

Weight = Literal["Regular", "Bold", "Italic", "BoldItalic"]
FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/Library/Fonts"),
    Path.home() / "Library" / "Fonts",
    Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "fonts",
    Path.home() / ".fonts",
)


VIETNAMESE = ord("ệ")  # a face without it is of no use here


class FontError(Exception):
    """A typeface that the sample is set in is not on this machine, or has no glyph for a letter."""


class Run(NamedTuple):
    """Characters set in one font."""

    font: str
    text: str


def _run(font: str, text: str) -> Run:
    """A run that will not show empty boxes. Raises FontError."""
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    if lacking := sorted({letter for letter in text if ord(letter) not in glyphs}):
        raise FontError(f"The font {font} has no glyph for {' '.join(lacking)}, needed in “{text}”.")
    return Run(font, text)


Speller = Callable[[str, Weight], list[Run]]


def speller(font: str) -> Speller:
    """The way of spelling that a source names: unicode, fallback or tcvn3."""
    return {"unicode": spell_unicode, "fallback": spell_fallback, "tcvn3": spell_tcvn3}[font]


def spell_unicode(text: str, weight: Weight) -> list[Run]:
    """All of it in one font."""
    return [_run(_face("LiberationSerif", weight), text)]


def spell_fallback(text: str, weight: Weight) -> list[Run]:
    """Letters of Latin Extended Additional (ạ … ỹ) come from a second font, as if the first lacked them."""
    fonts = {False: _face("LiberationSerif", weight), True: _face("LiberationSans", weight)}
    return [_run(fonts[key], "".join(run)) for key, run in groupby(text, lambda c: "\u1ea0" <= c <= "\u1ef9")]


def spell_tcvn3(text: str, weight: Weight) -> list[Run]:
    """In the bytes of TCVN 5712:1993 as Latin-1 characters; what is in capitals comes from the second font.

    Typists set a line or word in capitals wholly in the second font, in lower-case letters; in a word like
    `Ủy` only the letter that the first font lacks.
    """
    plain, capitals = _tcvn3_face(weight, capitals=False), _tcvn3_face(weight, capitals=True)
    runs = [
        Run(capitals if shifted else plain, "".join(map(_byte, piece.lower() if shifted else piece)))
        for piece, shifted in _shifted(text)
    ]
    joined = groupby(runs, lambda run: run.font)
    return [_run(font, "".join(run.text for run in same)) for font, same in joined]


def _shifted(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is set in the font of capitals."""
    if text == text.upper() and any(map(_lacking, text)):
        yield text, True
        return
    for index, word in enumerate(text.split(" ")):
        if index:
            yield " ", False
        if len(word) > 1 and word == word.upper() and any(map(_lacking, word)):
            yield word, True
        else:
            yield from ((letter, _lacking(letter)) for letter in word)


def _lacking(letter: str) -> bool:
    """A capital that TCVN3 has no byte for: one with a tone mark."""
    return letter not in tcvn3() and letter.lower() in tcvn3() and letter != letter.lower()


def _byte(letter: str) -> str:
    byte = tcvn3().get(letter, letter)
    if byte == letter and "\xa0" <= letter <= "\xff":
        raise FontError(f"{letter!r} cannot be written in TCVN3.")
    return byte


@cache
def tcvn3() -> dict[str, str]:
    """Vietnamese letter -> the Latin-1 character at its byte."""
    with (Path(__file__).parent / "tcvn3.tsv").open(encoding="utf-8", newline="") as file:
        return {row["letter"]: chr(int(row["byte"], 16)) for row in csv.DictReader(file, delimiter="\t")}


@cache
def _face(family: str, weight: Weight) -> str:
    """The name under which this face is known to the canvas."""
    name = f"{family}-{weight}"
    pdfmetrics.registerFont(TTFont(name, str(font_file(name))))
    return name


@cache
def font_file(name: str) -> Path:
    """The file of a face such as `LiberationSerif-Bold` that has Vietnamese letters. Raises FontError."""
    for folder in FOLDERS:
        for file in sorted(folder.rglob(f"{name}.ttf")):
            if VIETNAMESE in FontFile(file, lazy=True).getBestCmap():
                return file
    raise FontError(
        f"{name}.ttf, version 2 or later, is not on this machine: install the Liberation fonts 2 "
        "(Debian 12: apt install fonts-liberation2; later ones: fonts-liberation)."
    )


@cache
def _tcvn3_face(weight: Weight, capitals: bool) -> str:
    """`.VnTime` or, with capitals at the places of small letters, `.VnTimeH`."""
    name = f".VnTime{'H' if capitals else ''}{'' if weight == 'Regular' else weight}"
    pdfmetrics.registerFont(TTFont(name, _derived(font_file(f"LiberationSerif-{weight}"), name, capitals)))
    return name


def _derived(file: Path, name: str, capitals: bool) -> BytesIO:
    """The font under another name with Vietnamese letters at the Latin-1 places of their TCVN3 bytes."""
    font = FontFile(file, recalcTimestamp=False)
    glyphs: dict[int, str] = font.getBestCmap()
    places = {code: glyph for code, glyph in glyphs.items() if not 0xA0 < code <= 0xFF and code < 0x10000}
    places |= {ord(byte): glyphs[ord(letter)] for letter, byte in tcvn3().items()}
    if capitals:
        places |= {code: glyphs[ord(chr(code).upper())] for code in range(ord("a"), ord("z") + 1)}
        places |= {ord(byte): glyphs[ord(letter.upper())] for letter, byte in tcvn3().items()}
    table = CmapSubtable.newSubtable(4)
    table.platformID, table.platEncID, table.language, table.cmap = 3, 1, 0, places
    font["cmap"] = newTable("cmap")
    font["cmap"].tableVersion, font["cmap"].tables = 0, [table]
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = name
    data = BytesIO()
    font.save(data)
    data.seek(0)
    return data
