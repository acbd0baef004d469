"""Tesseract: whether it is installed, and images → words with bounding boxes and confidence.

tesserocr is used where it is installed, else pytesseract. Only the standard library is loaded before the first image is
read, because most files need no OCR.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ..i18n import _
from ..system.programs import find_program, how_to_install
from ..vietnamese.text import nfc
from .syllables import is_syllable

if TYPE_CHECKING:
    from PIL.Image import Image

# One process per processor reads files, so more threads would only contend. Tesseract reads this when it is loaded.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

DPI = 200  # the resolution at which pages are rendered
LANGUAGE = "vie"
# Page segmentation modes: full layout analysis; scattered words in no order; a single line.
AUTOMATIC, SPARSE, SINGLE_LINE = 3, 11, 7
_TESSDATA = (
    "/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata", "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata", "/opt/local/share/tessdata",
)  # fmt: skip
_MIN_CONFIDENCE = 25  # below it only syllables and figures are kept


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word as Tesseract found it.

    Attributes:
        line: the numbers of its block, paragraph and line.
        x0, top, x1, bottom: its bounding box in pixels from the top left corner.
        confidence: 0 to 100.
        doubtful: whether it may be misrecognised.
    """

    line: tuple[int, ...]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    doubtful: bool = False


class Engine(Protocol):
    """A function that reads images."""

    def __call__(self, image: Image, segmentation: int = AUTOMATIC) -> str:
        """Return Tesseract's TSV table of the words in an image."""
        ...


def available() -> str | None:
    """Return None when OCR can run, else one sentence on how to install it."""
    missing = []
    if tessdata() is None:
        missing.append(how_to_install("tesseract"))
    if _backend() is None:
        missing.append("pip install 'chithi[ocr]'")
    if not missing:
        return None
    return _("To read scans: {steps}.").format(steps="; ".join(missing))


@cache
def tessdata() -> Path | None:
    """Return the folder with Tesseract's Vietnamese data, None when there is none."""
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(named), Path(named) / "tessdata"] if named else []
    if program := find_program("tesseract"):  # Homebrew, conda and Windows keep the data next to the program
        home = Path(program).resolve().parent
        folders += [home / "tessdata", home.parent / "share" / "tessdata"]
    for pattern in _TESSDATA:
        folders += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return next((folder for folder in folders if (folder / f"{LANGUAGE}.traineddata").is_file()), None)


@cache
def _backend() -> str | None:
    """Return the Python package for Tesseract that can be loaded, None when there is none."""
    try:
        import_module("PIL.Image")
    except ImportError:
        return None
    for name in ("tesserocr", "pytesseract"):
        try:
            import_module(name)
        except ImportError:
            continue
        if name == "tesserocr" or find_program("tesseract"):
            return name
    return None


@cache
def version() -> str:
    """Return the package, the version of Tesseract and the size of its Vietnamese data."""
    package: Any = import_module(str(_backend()))
    folder = tessdata()
    data = (folder / f"{LANGUAGE}.traineddata").stat().st_size if folder else 0
    number = package.tesseract_version if package.__name__ == "tesserocr" else package.get_tesseract_version
    return f"{package.__name__} {number()} {data}"


@contextmanager
def open_engine() -> Iterator[Engine]:
    """Start an engine, one for each file: threads must not share Tesseract's state."""
    package: Any = import_module(str(_backend()))
    folder = str(tessdata())
    if package.__name__ == "tesserocr":
        with package.PyTessBaseAPI(path=folder, lang=LANGUAGE, psm=AUTOMATIC) as api:
            yield partial(_read_with_tesserocr, api)
    else:
        yield partial(_read_with_pytesseract, package, folder)


def _read_with_tesserocr(api: Any, image: Image, segmentation: int = AUTOMATIC) -> str:
    api.SetPageSegMode(segmentation)
    api.SetImage(image)
    api.SetSourceResolution(DPI)
    table = str(api.GetTSVText(0) or "")
    api.Clear()
    return table


def _read_with_pytesseract(package: Any, folder: str, image: Image, segmentation: int = AUTOMATIC) -> str:
    package.pytesseract.tesseract_cmd = find_program("tesseract")
    options = f'--psm {segmentation} --dpi {DPI} --tessdata-dir "{folder}"'
    return str(package.image_to_data(image, lang=LANGUAGE, config=options))


def parse_words(table: str) -> list[OcrWord]:
    """Return the words of Tesseract's TSV table, without noise."""
    words = []
    for row in table.splitlines():
        cells = row.split("\t")
        if cells[0] != "5" or not cells[-1].strip():  # level 5 is a word
            continue
        left, top, width, height, confidence = map(float, cells[6:11])
        word = OcrWord(
            line=tuple(map(int, cells[2:5])), text=nfc(cells[11].strip()), x0=left, top=top, x1=left + width,
            bottom=top + height, confidence=confidence,
        )  # fmt: skip
        if not _is_noise(word):
            words.append(word)
    return words


def _is_noise(word: OcrWord) -> bool:
    """Return whether a word is a speck, a table's rule, or part of an emblem."""
    if not word.text.strip("|¦"):
        return True
    return word.confidence < _MIN_CONFIDENCE and not is_syllable(word.text) and not any(map(str.isdigit, word.text))
