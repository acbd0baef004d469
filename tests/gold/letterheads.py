"""Letterheads of every kind of body with their closings, written by us: how many fields are read right.

python -m tests.gold.letterheads [dev|held] [pdf|lines|merged|text]

`dev` is what rules are mended by, with every miss printed; `held` is only counted (`--show` prints its misses too).
A letterhead is a file of `letterheads/*.txt` in the notation of tests.pages, its fields under `~~~`; ` | ` parts
values that are both right, a field that is left out is null. Each is set in four layouts: `pdf`, a real PDF with both
columns centred; `lines`, rows of letters all alike wide; `merged`, the columns on one text line; `text`, a TXT file.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.contract import header as as_json
from pipeline.model import Page
from pipeline.read import read
from pipeline.registry import load
from pipeline.structure import structure
from tests import pages
from tests.build_sample.fonts import Weight, spell_unicode
from tests.build_sample.sheet import LEADING, LEFT, ROOM, TOP
from tests.build_sample.typeset import Line, draw_line, line_width, words, wrap
from tests.gold.headers import bare_title, is_right

FOLDER = Path(__file__).parent / "letterheads"
FIELDS = ("number", "symbol", "date", "type", "issuer", "title", "place", "signers", "recipients", "marks")
SHARE = 0.44  # of the page's width, for the left column
SIZE, SIGNATURE = 13.0, 40.0  # points; the space above a signer's name
NAME = re.compile(r"(?:\*\*)?(?:[A-ZĐÀ-Ỹ][\wà-ỹ']*\s?){2,5}")


@dataclass(frozen=True)
class Letterhead:
    """A page as it is drawn and what it says: every value that is right for a field, None for a blank."""

    name: str
    drawn: str
    fields: Mapping[str, tuple[Any, ...]]


def letterheads(part: str) -> Iterator[Letterhead]:
    """Those of `dev` or `held`."""
    for block in (FOLDER / f"{part}.txt").read_text(encoding="utf-8").split("\n# "):
        title, _, rest = block.partition("\n")
        drawn, _, fields = rest.partition("\n~~~\n")
        yield Letterhead(title.removeprefix("# "), drawn, _fields(fields))


def _fields(text: str) -> dict[str, tuple[Any, ...]]:
    lines = [line.partition(": ")[::2] for line in text.splitlines() if line.strip()]
    fields: dict[str, tuple[Any, ...]] = dict.fromkeys(FIELDS, (None,))
    for field, value in lines:
        if field in fields and field != "marks":
            fields[field] = tuple(None if each == "-" else each for each in value.split(" | "))
    if fields["symbol"] == (None,):
        fields["symbol"] = tuple(each and _symbol(each) for each in fields["number"])
    fields["signers"] = ([_signer(value) for field, value in lines if field == "signer"],)
    fields["recipients"] = ([value for field, value in lines if field == "to"],)
    marks = dict(each.partition("=")[::2] for field, value in lines if field == "marks" for each in value.split(", "))
    fields["marks"] = ({"secrecy": marks.get("secrecy"), "urgency": marks.get("urgency"), "draft": "draft" in marks},)
    return fields


def _symbol(number: str) -> str:
    return re.sub(r"^\d+\w?[/-](?:\d{4}/)?", "", number)


def _signer(text: str) -> dict[str, str | None]:
    values = (None if value == "-" else value for value in text.split(" | "))
    return dict(zip(("authority", "position", "name"), values, strict=True))


def misses(found: Mapping[str, Any], wanted: Letterhead) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """Every field that differs: its name, what was read, what is right."""
    for field, right in wanted.fields.items():
        got = found[field]
        if field == "title":
            if (got and bare_title(got)) not in {each and bare_title(each) for each in right}:
                yield field, got, right
        elif not any(is_right(field, got, each) for each in right):
            yield field, got, right


def as_pdf(drawn: str, path: Path) -> Sequence[Page]:
    """Set as an office would: columns centred, paragraphs from margin to margin, room for a signature."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1, initialFontName="Helvetica")
    y = TOP - SIZE
    in_closing = False
    for row in drawn.strip("\n").splitlines():
        left, bar, right = row.removesuffix(" |").partition(" | ")
        in_closing |= "Nơi nhận" in left
        if bar and NAME.fullmatch(right) and not right.isupper():
            y -= SIGNATURE
        heights = [LEADING]
        for text, start, room in ((left, LEFT, ROOM * SHARE), (right, LEFT + ROOM * SHARE, ROOM * (1 - SHARE))):
            if text.strip():
                heights.append(_set(canvas, text.strip(), y, start, room if bar or _heads(row) else ROOM, in_closing))
        y -= max(heights)
    canvas.save()
    return read(path).pages


def _heads(row: str) -> bool:
    """Whether a row without a bar is one of the left column's."""
    return not row.startswith((">", "^", "**^", "-"))


def _set(canvas: Canvas, text: str, y: float, start: float, room: float, in_closing: bool) -> float:
    """Set a cell from `y` downwards; how far it reaches, in points."""
    weight: Weight = "Bold" if text.startswith("**") else "Regular"
    plain = text.removeprefix("**") if text != "***" else text
    size = 11.5 if plain.startswith("- ") else SIZE
    flush = plain.startswith((">", "- ")) or (in_closing and start == LEFT)
    if plain.startswith("^"):
        start, room = LEFT + ROOM * 0.05, ROOM * 0.9
    while line_width(words(spell_unicode(plain.lstrip(">^"), weight)), size) > room and size > 10 and not flush:
        size -= 0.5
    lines: list[Line] = wrap(words(spell_unicode(plain.lstrip(">^"), weight)), size, room)
    for index, line in enumerate(lines):
        x = start if flush else start + (room - line_width(line, size)) / 2
        draw_line(canvas, line, x + 28 * text.startswith(">") * (not index), y - index * (size + 3), size)
    return len(lines) * (size + 3)


def as_lines(drawn: str, _path: Path) -> Sequence[Page]:
    """Letters all alike wide, each column at its own left edge."""
    return [pages.page("\n".join(row.removesuffix(" |") for row in drawn.splitlines()))]


def merged(drawn: str, _path: Path) -> Sequence[Page]:
    """Join the two columns on one line of text."""
    rows = (row.removesuffix(" |") for row in drawn.splitlines())
    joined = (row if row.startswith(" |") else re.sub(r" ?\| (?:\*\*)?", " ", row) for row in rows)
    return [pages.page("\n".join(joined))]


def as_text(drawn: str, path: Path) -> Sequence[Page]:
    """A TXT file, the columns parted by blanks."""
    rows = (re.sub(r"\*\*(?=.)|[\^>]", "", row).removesuffix(" |").partition(" | ") for row in drawn.splitlines())
    text = "\n".join(f"{left:<40}{right}".rstrip() if bar else left for left, bar, right in rows)
    path = path.with_suffix(".txt")
    path.write_text(text, encoding="utf-8")
    return read(path).pages


LAYOUTS: dict[str, Callable[[str, Path], Sequence[Page]]] = {
    "pdf": as_pdf,
    "lines": as_lines,
    "merged": merged,
    "text": as_text,
}


def wrong_in(part: str, layout: str) -> Iterator[tuple[Letterhead, str, Any, tuple[Any, ...]]]:
    """Every miss of one part in one layout."""
    with TemporaryDirectory() as folder:
        for number, case in enumerate(letterheads(part)):
            found = structure(LAYOUTS[layout](case.drawn, Path(folder) / f"{number}.pdf"), load())
            for field, got, right in misses(as_json(found.header), case):
                yield case, field, got, right


def main() -> None:
    """Print the counts by layout, and the misses of `dev`."""
    asked = sys.argv[1:]
    for part in [each for each in ("dev", "held") if each in asked] or ["dev", "held"]:
        count = sum(1 for _ in letterheads(part))
        for layout in [each for each in LAYOUTS if each in asked] or LAYOUTS:
            wrong: Counter[str] = Counter()
            for case, field, got, right in wrong_in(part, layout):
                wrong[field] += 1
                if part == "dev" or "--show" in asked:
                    print(f"    {case.name}: {field}: read {got!r}, right {' or '.join(map(repr, right))}")
            scores = " ".join(f"{field} {count - wrong[field]}" for field in FIELDS)
            print(f"{part} {layout} of {count}: {scores}")


if __name__ == "__main__":
    main()
