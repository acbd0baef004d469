"""The closing block of a document: who signed, with what authority, and the recipients (Nơi nhận)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..model import Line, Page, Signer
from ..registry import load
from ..vietnamese.text import squeeze, tone_key
from .page_layout import Row, rows_of

_RECIPIENTS = re.compile(r"^\W*nơi nhận\s*:?", re.I)
_SIGNED = re.compile(r"^\W*(?:đã ký|ký tên|ký|chữ ký|dấu)\b", re.I)
_ANNEX = re.compile(r"PHỤ LỤC(?: (?:SỐ )?[\dIVX]+)?[.:]?")
_FILED = re.compile(r"^\W*lưu\b", re.I)  # the last recipient: the copy on file
_DASHES = ("-", "–", "+", "•", "—")
# `- Như trên, PHÓ TRƯỞNG BAN`, `Nơi nhận: T/M BAN THƯỜNG VỤ`
_JOINED_COLUMNS = re.compile(r"^(\W*[Nn]ơi nhận\s*:|[-–+•].*[,;.:)])\s+(\S.{3,})$")
_SIGNATURE_ROWS, _ROWS_ABOVE_NAME = 25, 8
_ROWS_ABOVE = 4  # by which an authority line may be higher than `Nơi nhận`
_ROWS_BELOW_AUTHORITY = 10
_LEFT_OF_COLUMN, _LEFT_OF_AUTHORITY = 60, 5  # points that the right column extends to the left
_MAX_ABBREVIATION = 5  # letters; a longer authority is written in words


@dataclass(frozen=True, slots=True)
class _SigningTerms:
    """The terms of signing.tsv.

    Attributes:
        authority: matches a printed authority at the start of a line.
        canonical: the canonical authority of each printed one.
        office: matches the words of positions.
        name: matches a person's name.
    """

    authority: re.Pattern[str]
    canonical: Mapping[str, str]
    office: re.Pattern[str]
    name: re.Pattern[str]


@cache
def _terms() -> _SigningTerms:
    rows = load().rows("signing")
    printed = {
        kind: [row["printed"] for row in rows if row["kind"] == kind] for kind in ("authority", "office", "rank")
    }
    # Letters may be spaced and a slash omitted; old and new placement of tone marks are alike.
    forms = [_spaced(form) if len(form) <= _MAX_ABBREVIATION else re.escape(form) for form in printed["authority"]]
    forms += [form.replace("ỦY", "UỶ") for form in forms]
    ranks = "|".join(sorted(map(re.escape, printed["rank"]), key=len, reverse=True))
    capital, letter = "[A-ZĐÀ-Ỹ]", r"[\wà-ỹ'’-]"
    return _SigningTerms(
        authority=re.compile(rf"^({'|'.join(sorted(forms, key=len, reverse=True))})\b[./]*\s*"),
        canonical={_authority_key(row["printed"]): row["means"] for row in rows if row["kind"] == "authority"},
        office=re.compile("|".join(map(re.escape, printed["office"]))),
        name=re.compile(rf"^(?:(?:{ranks})\.?\s*)*(?:{capital}{letter}*\s+){{1,5}}{capital}{letter}*$"),
    )


def _spaced(letters: str) -> str:
    return r"\s?/?\s?".join(letters.replace("/", ""))


def _authority_key(authority: str) -> str:
    return re.sub(r"[\s/]", "", tone_key(authority))


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing block and where it begins: the page's number and the offset in its text; page 0 for none."""

    signers: tuple[Signer, ...] = ()
    recipients: tuple[str, ...] = ()
    page: int = 0
    start: int = 0


def find_closing(pages: Sequence[Page]) -> Closing:
    """Return the closing block of a document; an empty one when there is none.

    The first one counts: annexes after it have forms with closing blocks of their own.
    """
    own = list(_before_annexes(pages))
    for at, (page, rows) in enumerate(own):
        for row in rows:
            if any(_RECIPIENTS.match(line.text) and not line.cell for line in row.lines):
                closing = _closing(page, _with_continuation(rows, row.index, own[at + 1 : at + 2]), row.index)
                return closing if closing.signers else replace(closing, signers=_signers_at_end(own[: at + 1]))
    if signers := _signers_at_end(own):
        return Closing(signers)
    closings = (_last_closing(page, rows_of(page)) for page in reversed(pages))
    if signed := next((found for found in closings if found and found.signers and found.signers[0].name), None):
        return signed
    return _authority_closing(own)


def _last_closing(page: Page, rows: list[Row]) -> Closing | None:
    """Return the last closing block of a page, for a document whose annexes are printed first."""
    at = [row.index for row in rows if any(_RECIPIENTS.match(line.text) for line in row.lines)]
    return _closing(page, rows, at[-1]) if at else None


def _authority_closing(pages: Sequence[tuple[Page, list[Row]]]) -> Closing:
    """Return the closing block that begins with the last authority line, without recipients."""
    for page, rows in reversed(pages):
        for row in reversed(rows):
            if _terms().authority.match(row.text) and row.is_capitals:
                below = rows[row.index : row.index + _ROWS_BELOW_AUTHORITY]
                signer = _signer([each.text for each in below])
                right = row.lines[0].x0 > 0.3 * page.width
                # Text copied from a web page has its signature at the left.
                if not right and not (
                    signer and signer.name and signer.position and row.index + len(below) == len(rows)
                ):
                    continue
                return Closing((signer,) if signer else (), page=page.number, start=row.start)
    return Closing()


def _before_annexes(pages: Sequence[Page]) -> Iterator[tuple[Page, list[Row]]]:
    """Yield the pages with their rows up to the heading of the first annex."""
    for page in pages:
        rows = rows_of(page)
        heading = next((row.index for row in rows if _ANNEX.fullmatch(row.text.strip()) and row.is_capitals), None)
        yield page, rows[:heading]
        if heading is not None:
            return


def _with_continuation(rows: list[Row], at: int, following: Sequence[tuple[Page, list[Row]]]) -> list[Row]:
    """Return the rows with those of the next page, renumbered, if the list of recipients continues there."""
    if any(_FILED.match(row.text) for row in rows[at:]):
        return rows
    for _page, more in following:
        first = next((row.index for row in more if not row.text.strip().isdigit()), len(more))
        if more[first:] and more[first].text.lstrip().startswith(_DASHES):
            return rows + [replace(row, index=len(rows) + row.index - first) for row in more[first:]]
    return rows


def _signers_at_end(pages: Sequence[tuple[Page, list[Row]]]) -> tuple[Signer, ...]:
    """Return the signers of a document without recipients: the last names below a position in capitals."""
    for page, rows in reversed(pages[-2:]):
        for row in reversed(rows[-_SIGNATURE_ROWS:]):
            names = [line for line in row.lines if _is_name(squeeze(line.text)) and _may_be_signature(line, row, page)]
            if signers := tuple(signer for line in names if (signer := _signer_named(line, row, rows))):
                return signers
    return ()


def _may_be_signature(line: Line, row: Row, page: Page) -> bool:
    return not line.cell and (len(row.lines) > 1 or (line.x0 + line.x1) / 2 > 0.4 * page.width)


def _signer_named(name: Line, row: Row, rows: Sequence[Row]) -> Signer | None:
    """Return the signer with this name and what is above it in its column, up to the text."""
    above: list[str] = []
    for other in reversed(rows[max(row.index - _ROWS_ABOVE_NAME, 0) : row.index]):
        column = [line for line in other.lines if len(other.lines) == len(row.lines) == 1 or _overlap(line, name)]
        text = squeeze(" ".join(line.text for line in column))
        if text and not (text.isupper() or _SIGNED.match(text) or _is_office(text)):
            break
        above.insert(0, text)
    signer = _signer([*above, name.text])
    return signer if signer and signer.position and signer.name else None


def _overlap(one: Line, other: Line) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1


def _closing(page: Page, rows: Sequence[Row], at: int) -> Closing:
    """Return the closing block whose recipients begin in row `at`."""
    middle = _right_column_start(rows, page)
    first = at
    for index in range(at - 1, max(at - _ROWS_ABOVE, -1), -1):
        if all(line.x0 > middle - _LEFT_OF_COLUMN and line.text.isupper() for line in rows[index].lines):
            first = index
        else:
            break
    joined = len(squeeze(rows[at].text)) > len("Nơi nhận:") and len(rows[at].lines) == 1
    block = [replace(row, lines=tuple(_split_columns(row, page) if joined else row.lines)) for row in rows[first:]]

    def is_right(line: Line) -> bool:
        in_half = (line.x0 + line.x1) / 2 > page.width / 2 and line.x0 > middle - _LEFT_OF_COLUMN
        in_half = in_half or line.x0 >= middle  # columns set with spaces begin further left
        return in_half and not _RECIPIENTS.match(line.text)

    right = [text for row in block if (text := _text(row, is_right))]
    left = [text for row in block[at - first :] if (text := _text(row, lambda line: not is_right(line)))]
    signer = _signer(right)
    return Closing((signer,) if signer else (), tuple(_recipients(left)), page=page.number, start=block[0].start)


def _right_column_start(rows: Sequence[Row], page: Page) -> float:
    """Return where the right column begins: at an authority line, else in the middle of the page."""
    starts = [
        line.x0
        for row in rows
        for line in row.lines
        if _terms().authority.match(line.text) and line.x0 > 0.3 * page.width
    ]
    return min([*starts, page.width / 2]) - _LEFT_OF_AUTHORITY


def _split_columns(row: Row, page: Page) -> Iterator[Line]:
    """Yield the lines of a row; a line that contains both columns is cut where the position in capitals begins."""
    for line in row.lines:
        cut = _JOINED_COLUMNS.match(line.text) if line.x0 < 0.3 * page.width else None
        if cut and (
            _is_name(cut[2]) or (cut[2].isupper() and (_terms().authority.match(cut[2]) or _is_office(cut[2])))
        ):
            yield replace(line, text=cut[1], x1=page.width / 3)
            yield replace(line, text=cut[2], x0=0.55 * page.width, x1=0.9 * page.width)
        else:
            yield line


def _text(row: Row, chosen: Callable[[Line], bool]) -> str:
    return " ".join(line.text for line in row.lines if chosen(line))


def _is_name(text: str) -> bool:
    return _terms().name.match(text) is not None and not (text.isupper() or _SIGNED.match(text) or _is_office(text))


def _is_office(text: str) -> bool:
    """Return whether a line is a position, in capitals or not: `PHÓ TRƯỞNG BAN`, `phó Thống đốc`."""
    office = _terms().office
    return (office.search if text.isupper() else office.match)(tone_key(text)) is not None


def _signer(lines: Sequence[str]) -> Signer | None:
    authority, position, name = None, list[str](), None
    for line in map(squeeze, lines):
        if match := _terms().authority.match(line):
            authority = _terms().canonical[_authority_key(match[1])]
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
    """Return the list below `Nơi nhận`, which ends with the copy on file (`Lưu …`)."""
    recipients: list[str] = []
    for line in lines:
        text = squeeze(_RECIPIENTS.sub("", line))
        if not text:
            continue
        is_item = text[0] in _DASHES
        if recipients and not is_item and _ends_list(recipients[-1], text):
            break
        if is_item or not recipients:
            recipients.append(text.lstrip("-–+•— "))
        elif not re.fullmatch(r"\d+", text):
            recipients[-1] += f" {text}"
    return [recipient.strip(" ,;./") for recipient in recipients if recipient.strip(" ,;./")]


def _ends_list(last: str, following: str) -> bool:
    """Return whether the list ends before a line: after the copy on file, or before capitals of another column.

    `các Vụ:` and `Lưu: VT,` continue with abbreviations in capitals.
    """
    filed = _FILED.match(last) is not None and last.rstrip().endswith((".", "./", ")"))
    return filed or (following.isupper() and not last.endswith((":", ",")))
