"""The foot of a document: who signed, by what authority, and who received it (Nơi nhận)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.model import Line, Page, Signer
from pipeline.structure.rows import Row, rows_of
from pipeline.text import squeeze, tone_key

_RECIPIENTS = re.compile(r"^\W*nơi nhận\s*:?", re.I)
_AUTHORITY = re.compile(
    r"^(T\s?/?\s?M|K\s?/?\s?T|T\s?/?\s?L|T\s?/?\s?U\s?Q|THAY MẶT|THỪA LỆNH|KÝ THAY|THỪA ỦY QUYỀN|THỪA UỶ QUYỀN)"
    r"\b[./]*\s*"
)
_STANDARD = {"TM": "T/M", "KT": "K/T", "TL": "T/L", "TUQ": "TUQ", "THAY MẶT": "T/M", "KÝ THAY": "K/T",
             "THỪA LỆNH": "T/L", "THỪA ỦY QUYỀN": "TUQ", "THỪA UỶ QUYỀN": "TUQ"}  # fmt: skip
_SIGNED = re.compile(r"^\W*(?:đã ký|ký tên|ký|chữ ký|dấu)\b", re.I)
_NAME = re.compile(r"^(?:(?:GS|PGS|TS|ThS|BS)\.?\s*)*(?:[A-ZĐÀ-Ỹ][\wà-ỹ'’-]*\s+){1,5}[A-ZĐÀ-Ỹ][\wà-ỹ'’-]*$")
_OFFICE = re.compile(
    r"bí thư|chủ tịch|thủ tướng|bộ trưởng|thứ trưởng|giám đốc|trưởng|phó|chánh|tổng|viện trưởng|chủ nhiệm|"
    r"ủy viên|thư ký|hiệu trưởng|chính ủy|chủ tọa|thường trực"
)
_ROWS_ABOVE = 4  # an authority line may stand a little above `Nơi nhận`


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
            if _AUTHORITY.match(row.text) and row.is_capitals and row.lines[0].x0 > 0.3 * page.width:
                signer = _signer([row.text for row in rows[row.index : row.index + 10]])
                return Closing((signer,) if signer else (), (), page.number, row.start)
    return Closing()


def _middle(rows: Sequence[Row], page: Page) -> float:
    """Where the right column begins: left of an authority line, else the page's middle."""
    starts = [
        line.x0 for row in rows for line in row.lines if _AUTHORITY.match(line.text) and line.x0 > 0.3 * page.width
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
        if match := _AUTHORITY.match(line):
            authority = _STANDARD[re.sub(r"[\s/]", "", match[1]) if len(match[1]) < 6 else match[1]]
            position = []
        elif line.isupper() and _OFFICE.search(tone_key(line)):
            position.append(line)
        elif _NAME.match(line) and not line.isupper() and not _SIGNED.match(line) and not name:
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
