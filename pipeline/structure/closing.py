"""The foot of a document: who signed, by what authority, and who received it (Nơi nhận)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.model import Line, Page, Signer
from pipeline.registry import load
from pipeline.structure.rows import Row, rows_of
from pipeline.text import squeeze, tone_key

_RECIPIENTS = re.compile(r"^\W*nơi nhận\s*:?", re.I)
_SIGNED = re.compile(r"^\W*(?:đã ký|ký tên|ký|chữ ký|dấu)\b", re.I)
_ROWS_ABOVE = 4  # an authority line may stand a little above `Nơi nhận`


@dataclass(frozen=True, slots=True)
class _Words:
    """What signing.tsv says: how an authority is printed and what it means, words of offices, how a name looks."""

    authority: re.Pattern[str]
    standard: Mapping[str, str]
    office: re.Pattern[str]
    name: re.Pattern[str]


@cache
def _words() -> _Words:
    rows = load().rows("signing")
    printed = {
        kind: [row["printed"] for row in rows if row["kind"] == kind] for kind in ("authority", "office", "rank")
    }
    # Letters may be set apart and a slash left out; old and new tone placement are alike.
    forms = [_spaced(each) if len(each) < _ABBREVIATED else re.escape(each) for each in printed["authority"]]
    forms += [each.replace("ỦY", "UỶ") for each in forms]
    ranks = "|".join(sorted(map(re.escape, printed["rank"]), key=len, reverse=True))
    capital, letter = "[A-ZĐÀ-Ỹ]", r"[\wà-ỹ'’-]"
    return _Words(
        re.compile(rf"^({'|'.join(sorted(forms, key=len, reverse=True))})\b[./]*\s*"),
        {_bare(row["printed"]): row["means"] for row in rows if row["kind"] == "authority"},
        re.compile("|".join(map(re.escape, printed["office"]))),
        re.compile(rf"^(?:(?:{ranks})\.?\s*)*(?:{capital}{letter}*\s+){{1,5}}{capital}{letter}*$"),
    )


_ABBREVIATED = 6  # letters; what is longer is words


def _spaced(letters: str) -> str:
    return r"\s?/?\s?".join(letters.replace("/", ""))


def _bare(authority: str) -> str:
    return re.sub(r"[\s/]", "", tone_key(authority))


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing block and where it begins: page number and offset in that page's text; page 0 for none."""

    signers: tuple[Signer, ...] = ()
    recipients: tuple[str, ...] = ()
    page: int = 0
    start: int = 0


def find_closing(pages: Sequence[Page]) -> Closing:
    """The closing block of a document; an empty Closing when it has none."""
    for page in reversed(pages):
        rows = rows_of(page)
        middle = _middle(rows, page)
        for row in reversed(rows):
            if any(_RECIPIENTS.match(line.text) for line in row.lines):
                return _closing(page, rows, row.index, middle)
    for page in reversed(pages):
        rows = rows_of(page)
        for row in reversed(rows):
            if _words().authority.match(row.text) and row.is_capitals and row.lines[0].x0 > 0.3 * page.width:
                signer = _signer([row.text for row in rows[row.index : row.index + 10]])
                return Closing((signer,) if signer else (), (), page.number, row.start)
    return Closing()


def _middle(rows: Sequence[Row], page: Page) -> float:
    """Where the right column begins: left of an authority line, else the page's middle."""
    starts = [
        line.x0
        for row in rows
        for line in row.lines
        if _words().authority.match(line.text) and line.x0 > 0.3 * page.width
    ]
    return min([*starts, page.width / 2]) - 5


def _closing(page: Page, rows: Sequence[Row], at: int, middle: float) -> Closing:
    first = at
    for index in range(at - 1, max(at - _ROWS_ABOVE, -1), -1):
        if all(line.x0 > middle - 60 and line.text.isupper() for line in rows[index].lines):
            first = index
        else:
            break
    block = rows[first:]
    right = [text for row in block if (text := _text(row, lambda line: _is_right(line, middle, page)))]
    left = [text for row in rows[at:] if (text := _text(row, lambda line: not _is_right(line, middle, page)))]
    signer = _signer(right)
    return Closing((signer,) if signer else (), tuple(_recipients(left)), page.number, block[0].start)


def _is_right(line: Line, middle: float, page: Page) -> bool:
    return (line.x0 + line.x1) / 2 > page.width / 2 and line.x0 > middle - 60 and not _RECIPIENTS.match(line.text)


def _text(row: Row, chosen: Callable[[Line], bool]) -> str:
    return " ".join(line.text for line in row.lines if chosen(line))


def _signer(lines: Sequence[str]) -> Signer | None:
    authority, position, name = None, list[str](), None
    for line in map(squeeze, lines):
        if match := _words().authority.match(line):
            authority = _words().standard[_bare(match[1])]
            position = []
        elif line.isupper() and _words().office.search(tone_key(line)):
            position.append(line)
        elif _words().name.match(line) and not line.isupper() and not _SIGNED.match(line) and not name:
            name = line
    if not (authority or (position and name)):
        return None
    return Signer(name, " ".join(position) or None, authority)


def _recipients(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        text = squeeze(_RECIPIENTS.sub("", line))
        if not text:
            continue
        if text[0] in "-–+•" or not found:
            found.append(text.lstrip("-–+• "))
        elif not re.fullmatch(r"\d+", text):
            found[-1] += f" {text}"
    return [recipient.strip(" ,;./") for recipient in found if recipient.strip(" ,;./")]
