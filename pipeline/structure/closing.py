"""The foot of a document: who signed, by what authority, and who received it (Nơi nhận)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..model import Line, Page, Signer
from ..registry import load
from ..vietnamese.text import squeeze, tone_key
from .rows import Row, rows_of

_RECIPIENTS = re.compile(r"^\W*nơi nhận\s*:?", re.I)
_SIGNED = re.compile(r"^\W*(?:đã ký|ký tên|ký|chữ ký|dấu)\b", re.I)
_ANNEX = re.compile(r"PHỤ LỤC(?: (?:SỐ )?[\dIVX]+)?[.:]?")
_KEPT = re.compile(r"^\W*lưu\b", re.I)  # the last recipient
_DASHES = ("-", "–", "+", "•", "—")
# `- Như trên, PHÓ TRƯỞNG BAN`, `Nơi nhận: T/M BAN THƯỜNG VỤ`
_RUN_TOGETHER = re.compile(r"^(\W*[Nn]ơi nhận\s*:|[-–+•].*[,;.:)])\s+(\S.{3,})$")
_ROWS_OF_SIGNATURE, _ROWS_TO_NAME = 25, 8
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
    """The closing block of a document; an empty Closing when it has none.

    It is the first one: behind it come annexes, whose forms have closings of their own to be filled in.
    """
    own = list(_before_annexes(pages))
    for at, (page, rows) in enumerate(own):
        for row in rows:
            if any(_RECIPIENTS.match(line.text) and not line.cell for line in row.lines):
                closing = _closing(page, _rejoined(rows, row.index, own[at + 1 : at + 2]), row.index)
                return closing if closing.signers else replace(closing, signers=_signed_above(own[: at + 1]))
    if signers := _signed_above(own):
        return Closing(signers)
    behind = (_last_closing(page, rows_of(page)) for page in reversed(pages))
    if signed := next((found for found in behind if found and found.signers and found.signers[0].name), None):
        return signed
    for page, rows in reversed(own):
        for row in reversed(rows):
            if _words().authority.match(row.text) and row.is_capitals and row.lines[0].x0 > 0.3 * page.width:
                signer = _signer([row.text for row in rows[row.index : row.index + 10]])
                return Closing((signer,) if signer else (), (), page.number, row.start)
    return Closing()


def _last_closing(page: Page, rows: list[Row]) -> Closing | None:
    """The last closing of a page of annexes, that of a document which prints them first."""
    at = [row.index for row in rows if any(_RECIPIENTS.match(line.text) for line in row.lines)]
    return _closing(page, rows, at[-1]) if at else None


def _before_annexes(pages: Sequence[Page]) -> Iterator[tuple[Page, list[Row]]]:
    """The pages with their rows down to the heading of the first annex."""
    for page in pages:
        rows = rows_of(page)
        heading = next((row.index for row in rows if _ANNEX.fullmatch(row.text.strip()) and row.is_capitals), None)
        yield page, rows[:heading]
        if heading is not None:
            return


def _rejoined(rows: list[Row], at: int, following: Sequence[tuple[Page, list[Row]]]) -> list[Row]:
    """The rows with those of the next page onto which the list of recipients runs on, numbered on."""
    if any(_KEPT.match(row.text) for row in rows[at:]):
        return rows
    for _page, more in following:
        first = next((row.index for row in more if not row.text.strip().isdigit()), len(more))
        if more[first:] and more[first].text.lstrip().startswith(_DASHES):
            return rows + [replace(row, index=len(rows) + row.index - first) for row in more[first:]]
    return rows


def _signed_above(pages: Sequence[tuple[Page, list[Row]]]) -> tuple[Signer, ...]:
    """Who signed where no recipients tell the place: the last names that stand alone under a position in capitals."""
    for page, rows in reversed(pages[-2:]):
        for row in reversed(rows[-_ROWS_OF_SIGNATURE:]):
            named = [line for line in row.lines if _is_name(squeeze(line.text)) and _may_sign(line, row, page)]
            if signers := tuple(signer for line in named if (signer := _signed(line, row, rows))):
                return signers
    return ()


def _may_sign(line: Line, row: Row, page: Page) -> bool:
    return not line.cell and (len(row.lines) > 1 or (line.x0 + line.x1) / 2 > 0.4 * page.width)


def _signed(name: Line, row: Row, rows: Sequence[Row]) -> Signer | None:
    """Who signed with this name: what stands above it in its column, up to the text."""
    above: list[str] = []
    for each in reversed(rows[max(row.index - _ROWS_TO_NAME, 0) : row.index]):
        column = [line for line in each.lines if len(each.lines) == len(row.lines) == 1 or _share_axis(line, name)]
        text = squeeze(" ".join(line.text for line in column))
        if text and not (text.isupper() or _SIGNED.match(text) or _is_office(text)):
            break
        above.insert(0, text)
    signer = _signer([*above, name.text])
    return signer if signer and signer.position and signer.name else None


def _share_axis(one: Line, other: Line) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1


def _middle(rows: Sequence[Row], page: Page) -> float:
    """Where the right column begins: left of an authority line, else the page's middle."""
    starts = [
        line.x0
        for row in rows
        for line in row.lines
        if _words().authority.match(line.text) and line.x0 > 0.3 * page.width
    ]
    return min([*starts, page.width / 2]) - 5


def _closing(page: Page, rows: Sequence[Row], at: int) -> Closing:
    middle = _middle(rows, page)
    first = at
    for index in range(at - 1, max(at - _ROWS_ABOVE, -1), -1):
        if all(line.x0 > middle - 60 and line.text.isupper() for line in rows[index].lines):
            first = index
        else:
            break
    run_together = len(squeeze(rows[at].text)) > len("Nơi nhận:") and len(rows[at].lines) == 1
    block = [replace(row, lines=tuple(_parted(row, page) if run_together else row.lines)) for row in rows[first:]]
    right = [text for row in block if (text := _text(row, lambda line: _is_right(line, middle, page)))]
    left = [text for row in block[at - first :] if (text := _text(row, lambda line: not _is_right(line, middle, page)))]
    signer = _signer(right)
    return Closing((signer,) if signer else (), tuple(_recipients(left)), page.number, block[0].start)


def _parted(row: Row, page: Page) -> Iterator[Line]:
    """The lines of a row; one into which both columns ran is cut where the capitals of an office begin."""
    for line in row.lines:
        cut = _RUN_TOGETHER.match(line.text) if line.x0 < 0.3 * page.width else None
        if cut and (
            _is_name(cut[2]) or (cut[2].isupper() and (_words().authority.match(cut[2]) or _is_office(cut[2])))
        ):
            yield replace(line, text=cut[1], x1=page.width / 3)
            yield replace(line, text=cut[2], x0=0.55 * page.width, x1=0.9 * page.width)
        else:
            yield line


def _is_right(line: Line, middle: float, page: Page) -> bool:
    return (line.x0 + line.x1) / 2 > page.width / 2 and line.x0 > middle - 60 and not _RECIPIENTS.match(line.text)


def _text(row: Row, chosen: Callable[[Line], bool]) -> str:
    return " ".join(line.text for line in row.lines if chosen(line))


def _is_name(line: str) -> bool:
    return (
        _words().name.match(line) is not None
        and not line.isupper()
        and not _SIGNED.match(line)
        and not _is_office(line)
    )


def _is_office(line: str) -> bool:
    """Whether a line is a position, in capitals or not: `PHÓ TRƯỞNG BAN`, `phó Thống đốc`."""
    key = tone_key(line)
    return (_words().office.search if line.isupper() else _words().office.match)(key) is not None


def _signer(lines: Sequence[str]) -> Signer | None:
    authority, position, name = None, list[str](), None
    for line in map(squeeze, lines):
        if match := _words().authority.match(line):
            authority = _words().standard[_bare(match[1])]
            position = []
        elif _is_office(line) and not name and (line.isupper() or (authority and not position)):
            position.append(line)
        elif position and line.startswith("NƯỚC ") and not name:
            position.append(line)  # `CHỦ TỊCH` / `NƯỚC CỘNG HÒA …`
        elif _is_name(line) and not name:
            name = line
    if not (authority or position):
        return None
    return Signer(name, " ".join(position) or None, authority)


def _recipients(lines: Sequence[str]) -> list[str]:
    """The list under `Nơi nhận`; the copy that is kept (`Lưu …`) ends it."""
    found: list[str] = []
    for line in lines:
        text = squeeze(_RECIPIENTS.sub("", line))
        if not text:
            continue
        begins = text[0] in _DASHES
        # `các Vụ:` and `Lưu: VT,` go on with shortenings in capitals; elsewhere a line of capitals is another's.
        if found and not begins and (_ends_list(found[-1]) or (text.isupper() and not found[-1].endswith((":", ",")))):
            break
        if begins or not found:
            found.append(text.lstrip("-–+•— "))
        elif not re.fullmatch(r"\d+", text):
            found[-1] += f" {text}"
    return [recipient.strip(" ,;./") for recipient in found if recipient.strip(" ,;./")]


def _ends_list(recipient: str) -> bool:
    return _KEPT.match(recipient) is not None and recipient.rstrip().endswith((".", "./", ")"))
