"""Pictures of pages → pages, through Tesseract: tesserocr where it is installed, else pytesseract.

Nothing beyond the standard library is loaded before the first picture is read:
most files need none of it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache as once
from functools import partial
from importlib import import_module
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import NeedsOcr
from ..i18n import _
from ..model import Page
from ..vietnamese.text import fold, nfc
from . import cache
from .box import Box
from .layout import Word, page_of
from .misreadings import mended
from .second_look import UPPER, looked_at_again, unread
from .spelling import parted_once
from .stamps import with_stamps
from .syllable import is_syllable, syllable_share, syllables

if TYPE_CHECKING:
    from PIL.Image import Image

    from .picture import Picture

# A file is read by one of as many processes as there are processors: more threads
# would only contend. Tesseract reads this when it is loaded.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

LANGUAGE = "vie"
_TESSDATA = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
)
_DPI = 200  # as picture.py draws
_SEGMENTATION = 3  # page layout found by Tesseract, orientation taken as upright
_SPARSE = 11  # a few words here and there, in no order
_ONE_LINE = 7
_SURE_SERIAL = 60  # the confidence of a stamped number's figures

# What lies on its side or upside down reads as many words of which few are syllables.
_ENOUGH_WORDS = 8
_SOME_SENSE = 0.5


class Engine(Protocol):
    """What reads pictures."""

    def __call__(self, image: Image, segmentation: int = _SEGMENTATION) -> str:
        """Tesseract's table of the words of a picture."""
        ...


def available() -> str | None:
    """None when pictures can be read here, otherwise one sentence on how to make that so."""
    missing = []
    if tessdata() is None:
        missing.append("apt-get install tesseract-ocr tesseract-ocr-vie")
    if _backend() is None:
        missing.append("pip install 'chithi[ocr]'")
    if not missing:
        return None
    return _("To read scans, run: {commands}.").format(commands=" && ".join(missing))


def read_pages(path: Path, numbers: Iterable[int]) -> Iterator[Page]:
    """The pages of a PDF with these numbers (from 1), read from their pictures; a blank one has no lines.

    Those that the cache holds are taken from there; `remember` puts them there. A page that
    cannot be drawn is left out. Raises NeedsOcr where OCR is missing, UnreadableFile when the
    file's pages cannot be drawn at all.
    """
    if missing := available():
        raise NeedsOcr(_("The pages are pictures without a text layer."), hint=missing, path=path)
    from .picture import drawn

    numbers = list(numbers)
    held = cache.held(path, numbers, _version())
    yield from held.values()
    if len(held) == len(numbers):
        return
    with drawn(path) as draw, _engine() as engine:
        for number in numbers:
            picture = None if number in held else draw(number)
            with suppress(RuntimeError):  # tesserocr's and pytesseract's for a picture that they cannot take
                if picture:
                    yield page_of_picture(number, picture, engine)


def stamped(path: Path, pages: Sequence[Page]) -> Iterator[Page]:
    """Those of a PDF's text pages on which a degree of secrecy is stamped in red in a picture, with it."""
    from .picture import drawn, with_images

    numbers = with_images(path, [page.number for page in pages])
    if not numbers or available():
        return
    with drawn(path) as draw:
        for page in (page for page in pages if page.number in numbers):
            if (picture := draw(page.number)) and picture.red:
                with _engine() as engine:
                    yield with_stamps(page, picture, partial(_sparse_boxes, engine))


def serial_in(path: Path, number: int, box: tuple[float, float, float, float]) -> str | None:
    """Return the figures in a small picture on a page: a number or a day that a clerk stamped; None where not certain.

    The picture is read at two resolutions, which must agree.
    """
    from .picture import cropped

    with _engine() as engine:
        found = {_serial(engine, cropped(path, number, box, dpi)) for dpi in (_DPI, 2 * _DPI)}
    return found.pop() if len(found) == 1 else None


def _serial(engine: Engine, image: Image | None) -> str | None:
    words = boxes_of(engine(image, _ONE_LINE)) if image else []
    text = "".join(word.text for word in words)
    sure = words and min(word.confidence for word in words) >= _SURE_SERIAL
    return text if sure and text.isascii() and text.isdigit() else None


def _sparse_boxes(engine: Engine, image: Image) -> list[Box]:
    return boxes_of(engine(image, _SPARSE))


def remember(path: Path, pages: Sequence[Page], *, secret: bool) -> None:
    """Keep pages read from a file's pictures for its next reading, unless it is secret: then none is left."""
    if secret:
        cache.forget(path, [page.number for page in pages], _version())
    elif pages:
        cache.keep(path, pages, _version())


def page_of_picture(number: int, picture: Picture, engine: Engine) -> Page:
    """The page that `engine` reads from a picture, whichever side of it is up."""
    page = _upright(number, picture, engine)
    if len(page.text.split()) < _ENOUGH_WORDS or syllable_share(page.text) > _SOME_SENSE:
        return page
    turned = (_upright(number, picture.turned(quarters), engine) for quarters in (2, 1, 3))
    return max(page, *turned, key=lambda candidate: syllables(candidate.text))


def _upright(number: int, picture: Picture, engine: Engine) -> Page:
    words = words_of(_boxes(number, picture, engine), picture.width / picture.image.width)
    page = page_of(number, picture.width, picture.height, words, "ocr")
    return with_stamps(page, picture, partial(_sparse_boxes, engine))


def _boxes(number: int, picture: Picture, engine: Engine) -> list[Box]:
    """The words of a picture, the doubtful ones marked; what was left unread and a letterhead are looked at twice."""
    image = picture.image
    boxes = boxes_of(engine(image))
    again: list[Box] = []
    if number == 1:
        upper = image.crop((0, 0, image.width, round(UPPER * image.height)))
        again += boxes_of(engine(upper, _SPARSE))
    if rest := unread(image, boxes):
        again += boxes_of(engine(rest, _SPARSE))
    return looked_at_again(boxes, again)


def boxes_of(table: str) -> list[Box]:
    """The words of Tesseract's TSV table that are worth keeping."""
    boxes = []
    for row in table.splitlines():
        cells = row.split("\t")
        if cells[0] != "5" or not cells[-1].strip():  # level 5 are words
            continue
        line, text = tuple(map(int, cells[2:5])), nfc(cells[11].strip())
        left, top, width, height, confidence = map(float, cells[6:11])
        box = Box(line, text, left, top, left + width, top + height, confidence)
        if not _is_noise(box):
            boxes.append(box)
    return boxes


def _is_noise(box: Box) -> bool:
    """Whether it is a speck, a border or part of an emblem taken for letters."""
    if not box.text.strip("|¦"):
        return True  # a table's ruling
    return box.confidence < 25 and not is_syllable(box.text) and not any(map(str.isdigit, box.text))


def without_guessed_serial(line: Sequence[Box]) -> list[Box]:
    """The words of a line; a serial written by hand behind `Số` is left blank, as on a form not filled in.

    Tesseract makes some figure of handwriting, and a wrong number is worse than
    none. Handwriting betrays itself by spoiling the printed `Số` that it touches, too. Only a
    letterhead has a line that is nothing but its number; those cited in the text are printed.
    """
    if fold(line[0].text) in {"so", "so:"} and line[0].confidence <= _PRINT:
        for place, box in enumerate(line[1:], 1):
            symbol = _SYMBOL.search(box.text)
            if box.confidence > _PRINT:
                break
            if symbol and place >= len(line) - _LETTERHEAD_BEHIND:
                return [line[0], replace(box, text=symbol[0]), *line[place + 1 :]]
    return list(line)


def _without_ink_behind(line: list[Box]) -> list[Box]:
    """The words of a line; a letterhead's number without the specks that a stamp left behind it."""
    if len(line) == 2 and fold(line[0].text) in {"so", "so:"} and "/" in line[1].text:
        return [line[0], replace(line[1], text=line[1].text.rstrip(".,'`·_~") or line[1].text)]
    return line


_SYMBOL = re.compile(r"[/-].*")
_LETTERHEAD_BEHIND = 1  # words of a symbol that may stand apart behind its slash
_PRINT = 80  # the confidence of printed words is seldom below


def words_of(boxes: Sequence[Box], scale: float) -> list[Word]:
    """The words in reading order and in points; `scale` is points a pixel.

    Every word gets the box of its line's type, as the letters of a PDF have, so
    that rows stand as far apart as they were set, whatever letters they hold.
    """
    lines = _without_specks(
        [
            _line(without_guessed_serial(_without_ink_behind(list(members))), scale)
            for _key, members in groupby(boxes, key=attrgetter("line"))
        ]
    )
    words = []
    for number, row in enumerate(_rows(lines)):
        baseline = median(line.baseline for line in row)
        for line in row:
            words += [
                Word(
                    text=text,
                    x0=box.x0 * scale,
                    x1=box.x1 * scale,
                    top=baseline - _ASCENT * line.size,
                    bottom=baseline + _DESCENT * line.size,
                    size=line.size,
                    bold=False,
                    italic=False,
                    row=number,
                    doubtful=box.doubtful,
                )
                for box, text in zip(line.boxes, _texts(line), strict=True)
            ]
    return sorted(words, key=lambda word: (word.row, word.x0))


def _texts(line: _TextLine) -> list[str]:
    """The words of a line with misreadings mended; what opens a list is a dash, however it was read."""
    texts = mended([parted_once(box.text) for box in line.boxes])
    if len(texts) > 1 and texts[0] in _DASHES:
        texts[0] = "-"
    return texts


_DASHES = ("~", "~—", "_", "-_", "¬", "~-")


@dataclass(frozen=True, slots=True)
class _TextLine:
    """The words of one of Tesseract's lines, with its type size and its baseline from the top, in points."""

    boxes: tuple[Box, ...]
    size: float
    baseline: float

    @property
    def span(self) -> tuple[float, float]:
        """Where it begins and ends, pixels."""
        return min(box.x0 for box in self.boxes), max(box.x1 for box in self.boxes)


# How far letters reach from the baseline, in ems of Times New Roman.
_ASCENT, _DESCENT = 0.89, 0.22
_X_HEIGHT, _CAP_HEIGHT = 0.46, 0.67
_TALL = re.compile(r"[^acegmnopqrsuvwxyz.,:;ơưạẹọụỵịợự–—\-_*]")
_STACKED = re.compile("[ÀÁẢÃĂÂÈÉẺẼÊÌÍỈĨÒÓỎÕÔÙÚỦŨỲÝỶỸẰẮẲẴẶẦẤẨẪẬỀẾỂỄỆỒỐỔỖỘỜỚỞỠỪỨỬỮ]")
_LOW = re.compile(r"[gjpqyýỳỷỹQạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ,;()/]")


def _line(boxes: Sequence[Box], scale: float) -> _TextLine:
    sizes = [(box.bottom - box.top) * scale / (_rise(box.text) + _fall(box.text)) for box in boxes]
    size = median(sizes)
    baseline = median(box.bottom * scale - _fall(box.text) * size for box in boxes)
    return _TextLine(tuple(boxes), size, baseline)


def _without_specks(lines: Sequence[_TextLine]) -> list[_TextLine]:
    """The lines without specks taken for a letter or two, and none as high as a border or a stamp."""
    if not lines:
        return []
    usual = median(line.size for line in lines for _box in line.boxes)
    return [
        replace(line, size=min(max(line.size, 0.5 * usual), 1.6 * usual))
        for line in lines
        if any(_says_something(box) for box in line.boxes)
    ]


def _says_something(box: Box) -> bool:
    """Whether a word can stand alone on its line: a letter or two of low confidence are an ornament."""
    letters = sum(map(str.isalnum, box.text))
    return letters > 2 or (letters > 0 and box.confidence > 60) or box.text.strip("-–—*_.") == ""


def _rise(text: str) -> float:
    if _STACKED.search(text):
        return _ASCENT
    return _CAP_HEIGHT if _TALL.search(text) else _X_HEIGHT


def _fall(text: str) -> float:
    return _DESCENT if _LOW.search(text) else 0.0


def _rows(lines: Sequence[_TextLine]) -> list[list[_TextLine]]:
    """Lines on one baseline together, rows from the top.

    Tesseract reads a letterhead's columns as blocks of their own. Lines that
    overlap from left to right are never one row, however close.
    """
    rows: list[list[_TextLine]] = []
    for line in sorted(lines, key=attrgetter("baseline")):
        row = rows[-1] if rows else []
        near = row and abs(line.baseline - row[0].baseline) < 0.35 * min(line.size, row[0].size)
        if near and not any(_overlap(line, other) for other in row):
            row.append(line)
        else:
            rows.append([line])
    return rows


def _overlap(line: _TextLine, other: _TextLine) -> bool:
    return line.span[0] < other.span[1] and other.span[0] < line.span[1]


@once
def tessdata() -> Path | None:
    """The folder with Tesseract's Vietnamese data, or None."""
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(named), Path(named) / "tessdata"] if named else []
    if program := shutil.which("tesseract"):  # Homebrew, conda and Windows keep the data beside the program
        home = Path(program).resolve().parent
        folders += [home / "tessdata", home.parent / "share" / "tessdata"]
    for pattern in _TESSDATA:
        folders += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return next((folder for folder in folders if (folder / f"{LANGUAGE}.traineddata").is_file()), None)


@once
def _backend() -> str | None:
    """The package that leads to Tesseract here, or None: it must load, and pytesseract needs the program."""
    try:
        import_module("PIL.Image")
    except ImportError:
        return None
    for name in ("tesserocr", "pytesseract"):
        try:
            import_module(name)
        except ImportError:
            continue
        if name == "tesserocr" or shutil.which("tesseract"):
            return name
    return None


@once
def _version() -> str:
    """What reads pictures here: package, engine and the Vietnamese data."""
    package: Any = import_module(str(_backend()))
    folder = tessdata()
    data = (folder / f"{LANGUAGE}.traineddata").stat().st_size if folder else 0
    if package.__name__ == "tesserocr":
        return f"tesserocr {package.tesseract_version()} {data}"
    return f"pytesseract {package.get_tesseract_version()} {data}"


@contextmanager
def _engine() -> Iterator[Engine]:
    """What reads pictures, one for each file: Tesseract's state is not to be shared by threads."""
    package: Any = import_module(str(_backend()))
    folder = str(tessdata())
    if package.__name__ == "tesserocr":
        with package.PyTessBaseAPI(path=folder, lang=LANGUAGE, psm=_SEGMENTATION) as api:
            yield partial(_read_in_process, api)
    else:
        yield partial(_read_by_program, package, folder)


def _read_by_program(package: Any, folder: str, image: Image, segmentation: int = _SEGMENTATION) -> str:
    options = f'--psm {segmentation} --dpi {_DPI} --tessdata-dir "{folder}"'
    return str(package.image_to_data(image, lang=LANGUAGE, config=options))


def _read_in_process(api: Any, image: Image, segmentation: int = _SEGMENTATION) -> str:
    api.SetPageSegMode(segmentation)
    api.SetImage(image)
    api.SetSourceResolution(_DPI)
    table = str(api.GetTSVText(0) or "")
    api.Clear()
    return table
