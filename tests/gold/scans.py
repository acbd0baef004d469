"""How well scans are read: documents of the sample drawn at 200 dpi, clean and as an office's scanner leaves them.

python -m tests.gold.scans [NAME ...]   the documents whose file names hold a NAME (default: those of NAMES)

The degraded set lies askew, is blurred, noisy, and a poor JPEG, with a red stamp over the number.
Character errors are counted against the text of the sources, as the files' own text layers say it. A
number or date is right, marked (blank or named by a warning) or, what must never be, wrong.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from pipeline.contract import header as as_json
from pipeline.model import Header, Line, Page
from pipeline.read import read
from pipeline.registry import load
from pipeline.structure import structure
from pipeline.vietnamese.text import squeeze, tone_key

SAMPLE = Path(__file__).parents[2] / "corpora" / "sample"
NAMES = (
    "chi-thi-05-ct-tw",
    "chi-thi-17-ct-tu",
    "chi-thi-26-ct-ttg",
    "cong-van-1386",
    "huong-dan-15",
    "nghi-quyet-05-nq-cb",
    "quy-dinh-47",
    "quyet-dinh-1126",
)
DPI = 200
ASKEW = (0.9, -0.7, 1.3)  # degrees, page after page
BLUR = 0.7  # pixels
NOISE = 28  # levels of grey at most
QUALITY = 38  # of JPEG
RED = (206, 44, 58)

Degrade = Callable[[Image.Image, Page, str], Image.Image]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document read from its picture."""

    name: str
    kind: str
    errors: int
    letters: int
    fields: dict[str, str]  # number and date → right, marked or WRONG with what was read
    seconds: float


def clean(picture: Image.Image, page: Page, number: str) -> Image.Image:
    """The picture as it was drawn."""
    return picture


def degraded(picture: Image.Image, page: Page, number: str) -> Image.Image:
    """The picture stamped, askew, blurred, noisy and squeezed; the same at every run."""
    if page.number == 1:
        picture = ImageChops.multiply(picture, _stamp(picture.size, _place_of(number, page)))
    askew = picture.rotate(ASKEW[page.number % 3], resample=Image.Resampling.BICUBIC, fillcolor="white")
    soft = askew.filter(ImageFilter.GaussianBlur(BLUR))
    grain = Image.frombytes("L", soft.size, random.Random(page.number).randbytes(soft.width * soft.height))
    grain = grain.point(lambda level: level * NOISE // 255)
    noisy = ImageChops.subtract(soft, Image.merge("RGB", (grain, grain, grain)))
    file = BytesIO()
    noisy.save(file, "JPEG", quality=QUALITY)
    return Image.open(file)


def _place_of(number: str, page: Page) -> tuple[float, float]:
    """The middle of the line with the number, in pixels."""
    serial = number.split("-")[0].split("/")[0]
    line = next(line for line in page.lines if line.text.startswith(("Số", "S")) and serial in line.text)
    return (line.x0 + line.x1) / 2 * DPI / 72, (line.top + line.bottom) / 2 * DPI / 72


def _stamp(size: tuple[int, int], middle: tuple[float, float]) -> Image.Image:
    """A round seal on white: two rings, a star and signs around, its rim across the number."""
    paper = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(paper)
    radius = 18 / 25.4 * DPI  # a seal of 36 mm
    x, y = middle[0] + 0.3 * radius, middle[1] + 0.75 * radius
    for reach, width in ((1.0, 6), (0.72, 3)):
        box = (x - radius * reach, y - radius * reach, x + radius * reach, y + radius * reach)
        draw.ellipse(box, outline=RED, width=width)
    points = [(x + 0.4 * radius * (1 - 0.6 * (turn % 2)) * sin(turn * pi / 5),
               y - 0.4 * radius * (1 - 0.6 * (turn % 2)) * cos(turn * pi / 5)) for turn in range(10)]  # fmt: skip
    draw.polygon(points, fill=RED)
    for turn in range(28):
        at = (x + 0.86 * radius * sin(turn * pi / 14), y - 0.86 * radius * cos(turn * pi / 14))
        draw.text(at, "ĐẢNG BỘ TỈNH UỶ"[turn % 15], fill=RED, font_size=26, anchor="mm")
    return paper


KINDS: dict[str, Degrade] = {"clean": clean, "degraded": degraded}


def scan(source: Path, pages: Sequence[Page], number: str, degrade: Degrade, path: Path) -> None:
    """Write the pages of a PDF as pictures to another."""
    document = pypdfium2.PdfDocument(source)
    try:
        drawn = [
            degrade(document[page.number - 1].render(scale=DPI / 72).to_pil().convert("RGB"), page, number)
            for page in pages
        ]
    finally:
        document.close()
    drawn[0].save(path, "PDF", save_all=True, append_images=drawn[1:], resolution=DPI, quality=90)


def measure(case: tuple[str, str]) -> Outcome:
    """Scan and read one document: its file name and the kind of its scan."""
    name, kind = case
    source = SAMPLE / "files" / name
    gold = json.loads((SAMPLE / "gold" / f"{Path(name).stem}.json").read_text(encoding="utf-8"))["header"]
    pages = read(source, "never").pages
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        scan(source, pages, gold["number"], KINDS[kind], path)
        began = time.perf_counter()
        reading = read(path, "always")
    found = structure(reading.pages, load())
    zones = [_zones(page) for page in pages]
    texts = [_text(page, zone) for page, zone in zip(pages, zones, strict=True)]
    got = [_text(page, zone) for page, zone in zip(reading.pages, zones, strict=True)]
    return Outcome(
        Path(name).stem,
        kind,
        sum(map(distance, texts, got)),
        sum(map(len, texts)),
        dict(_judged(found.header, gold, (*reading.warnings, *found.warnings))),
        time.perf_counter() - began,
    )


@dataclass(frozen=True, slots=True)
class Zones:
    """Where the two columns of a letterhead end and those of a closing begin, from the top in points."""

    head: float
    foot: float


def _zones(page: Page) -> Zones:
    """The zones of a page as its text layer has them: above its type or addressee, below `Nơi nhận`."""
    below = [line.top for line in page.lines if registry_type(line.text) or line.text.startswith("Kính gửi")]
    foot = [line.top for line in page.lines if line.text.startswith("Nơi nhận")]
    return Zones(below[0] - 4 if below and page.number == 1 else 0.0, foot[-1] - 4 if foot else page.height)


def registry_type(text: str) -> bool:
    """Whether a line is the name of a document's type, alone and in capitals."""
    return text.isupper() and load().types.named(text) is not None


def _text(page: Page, zones: Zones) -> str:
    """A page's text, column by column where it has two: which of them comes first is no matter of letters."""

    def place(line: Line) -> tuple[int, bool, float]:
        zone = (line.top >= zones.head) + (line.top >= zones.foot)
        return zone, zone != 1 and (line.x0 + line.x1) / 2 > page.width * 0.47, line.top if zone != 1 else 0.0

    return squeeze(" ".join(line.text for line in sorted(page.lines, key=place)))


def _judged(header: Header, gold: dict[str, Any], warnings: Sequence[str]) -> Iterator[tuple[str, str]]:
    found = as_json(header)
    for field in ("number", "date"):
        got, want = found[field], gold[field]
        if got == want or (got and want and tone_key(got) == tone_key(want)):
            marked = any(field in warning and "misread" in warning for warning in warnings)
            yield field, "right, doubted" if marked else "right"
        elif any(field in warning for warning in warnings):
            yield field, f"marked ({got})"
        else:
            yield field, f"WRONG: {got}"


def distance(one: str, other: str) -> int:
    """Levenshtein's distance, in Myers' bits: a row of the table in one long number."""
    if not one:
        return len(other)
    places: dict[str, int] = {}
    for index, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << index
    mask, last, score = (1 << len(one)) - 1, 1 << (len(one) - 1), len(one)
    up, down = mask, 0
    for letter in other:
        equal = places.get(letter, 0)
        vertical = equal | down
        horizontal = (((equal & up) + up) ^ up) | equal
        plus, minus = down | ~(horizontal | up) & mask, up & horizontal
        score += bool(plus & last) - bool(minus & last)
        plus, minus = (plus << 1 | 1) & mask, minus << 1 & mask
        up, down = minus | ~(vertical | plus) & mask, plus & vertical
    return score


def main() -> None:
    """Print a line for each document and kind, and the rates of each kind."""
    words = sys.argv[1:] or NAMES
    files = [path.name for path in sorted((SAMPLE / "files").glob("*.pdf")) if any(word in path.name for word in words)]
    cases = [(name, kind) for kind in KINDS for name in files]
    with ProcessPoolExecutor() as pool:
        outcomes = list(pool.map(measure, cases))
    for kind in KINDS:
        own = [outcome for outcome in outcomes if outcome.kind == kind]
        for outcome in own:
            rate = 100 * outcome.errors / outcome.letters
            fields = ", ".join(f"{field} {value}" for field, value in outcome.fields.items())
            print(f"    {outcome.name:<40} {rate:5.2f} %  {fields}  ({outcome.seconds:.1f} s)")
        rate = 100 * sum(outcome.errors for outcome in own) / sum(outcome.letters for outcome in own)
        sound = sum("WRONG" not in value for outcome in own for value in outcome.fields.values())
        print(f"{kind:<10} character errors {rate:.2f} %, number and date right or marked {sound}/{2 * len(own)}")


if __name__ == "__main__":
    main()
