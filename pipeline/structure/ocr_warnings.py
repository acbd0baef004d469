"""Warnings about header fields that may be misread, so that none is silently wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ..i18n import _
from ..model import Header, Line, Page
from ..vietnamese.dates import find_dates
from ..vietnamese.numbers import number_key, parse_number
from ..vietnamese.text import fold, squeeze, tone_key

_UPPER = 0.6  # of page 1, where the letterhead and the title are


def ocr_warnings(pages: Sequence[Page], header: Header, warnings: Sequence[str] = ()) -> list[str]:
    """Return a warning for each field of the header that depends on a doubtful word.

    A scan without a letterhead has a warning too, unless `warnings` already has one.
    """
    if not pages:
        return []
    if pages[0].source == "ocr" and not warnings and header.number is None and header.date is None:
        return [_("No letterhead could be read on the scan: number, date and issuer are unknown.")]
    upper = [line for line in pages[0].lines if line.top < _UPPER * pages[0].height]
    last = [line for page in pages[-2:] for line in page.lines]
    return [
        warning
        for warning, lines, belongs in (
            (_("The number may be misread."), upper, _number_in(header)),
            (_("The date may be misread."), _date_lines(upper, header), _is_date_part),
            (_("The issuing body may be misread."), upper, _part_of(header.issuer)),
            (_("The title may be misread."), upper, _part_of(header.title)),
            (_("The signer's name may be misread."), last, _signer_in(header)),
        )
        if any(belongs(line, word) for line, word in _doubtful(lines))
    ]


BelongsTo = Callable[[Line, str], bool]  # a line and a doubtful word in it → whether the field depends on it


def _doubtful(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    for line in lines:
        for word in line.doubtful:
            yield line, word


def _number_in(header: Header) -> BelongsTo:
    """Return the test for words of the number in its line."""
    number = header.number or header.symbol
    if number is None:
        return lambda line, word: False
    key = number_key(number)

    def belongs(line: Line, word: str) -> bool:
        found = parse_number(word)
        return _is_number_line(line) and (
            word in number or (found is not None and number_key(str(found)) == key) or word.strip(".,;:") in number
        )

    return belongs


def _is_number_line(line: Line) -> bool:
    return fold(line.text).lstrip().startswith("so") or parse_number(line.text) is not None


def _date_lines(lines: Sequence[Line], header: Header) -> list[Line]:
    """Return the first line with the document's date, which the text may repeat."""
    return [line for line in lines if any(found.date == header.date for found in find_dates(line.text))][:1]


def _is_date_part(line: Line, word: str) -> bool:
    return bool(_DATE_PART.fullmatch(word))


_DATE_PART = re.compile(r"\W*\d[\d/.-]*\W*")


def _part_of(value: str | None) -> BelongsTo:
    """Return the test for words of lines that a value contains in full."""
    key = tone_key(squeeze(value or ""))
    return lambda line, word: bool(key) and tone_key(squeeze(line.text)) in key


def _signer_in(header: Header) -> BelongsTo:
    """Return the test for words of lines that are a signer's name."""
    names = {tone_key(signer.name) for signer in header.signers if signer.name}
    return lambda line, word: tone_key(squeeze(line.text)) in names
