"""Plain letters for a text to be searched: no invisible characters, no look-alikes, `T.Ư` and `TƯ` as `TW`.

The result may be shorter than the text, so it comes with the offsets of its characters in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..model import Mention
from ..vietnamese.numbers import LOOKALIKES

# Web pages and input methods leave small Cyrillic letters and fullwidth forms.
_LETTERS = {
    **LOOKALIKES,
    **dict(zip(map(ord, "аеорсухіѕј"), "aeopcyxisj", strict=True)),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    0x3000: " ",
}
_INVISIBLE = "\u200b-\u200d\u2060\ufeff"
_SPECIAL = re.compile(rf"[{_INVISIBLE}\u00ad\u0391-\u03a7\u0400-\u04ff\u3000\uff01-\uff5e]|T\.\s?[ƯW]|TƯ")
_EDITED = re.compile(
    rf"(?P<invisible>[{_INVISIBLE}])|(?P<soft>\u00ad\n?)|(?:(?<![^\W_])|(?<=NQ))T(?P<dot>\.\s?)?[ƯW](?![^\W\d_])"
)
_CENTRAL_AFTER = ("/", "-", "NQ", "BCH ")


def with_plain_letters(text: str) -> tuple[str, Sequence[int] | None]:
    """Return the text with plain letters, and the offset in `text` of each of its characters and of its end.

    The offsets are None where nothing was left out.
    """
    if not _SPECIAL.search(text):
        return text, None
    text = text.translate(_LETTERS)
    pieces: list[str] = []
    offsets: list[int] = []

    def keep(start: int, end: int) -> None:
        pieces.append(text[start:end])
        offsets.extend(range(start, end))

    at = 0
    for match in _EDITED.finditer(text):
        if match["soft"]:
            if _is_hyphen(text, *match.span()):
                continue
            keep(at, match.start())
        elif match["invisible"]:
            keep(at, match.start())
        elif match["dot"] or _is_central(text, match.start()):
            keep(at, match.start() + 1)
            pieces.append("W")
            offsets.append(match.end() - 1)
        else:
            continue
        at = match.end()
    keep(at, len(text))
    offsets.append(len(text))
    return "".join(pieces), offsets if len(offsets) <= len(text) else None


def at_offsets(mention: Mention, text: str, offsets: Sequence[int]) -> Mention:
    """Return a mention of the plain letters as one of the text, with what the text has in its span."""
    start, end = offsets[mention.start], offsets[mention.end - 1] + 1
    relations = tuple(
        replace(each, by=offsets[each.by]) if each.by is not None and each.by >= 0 else each
        for each in mention.relations
    )
    return replace(mention, start=start, end=end, text=text[start:end], relations=relations)


def _is_hyphen(text: str, start: int, end: int) -> bool:
    """Return whether a soft hyphen is used as a hyphen: `18\u00adNQ/TW`, `QĐ \u00ad UBND`, but not inside a word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    inside_word = before.isalpha() and after.islower()
    return not (inside_word or before in ("-", "/", "") or after in ("-", "/", ""))


def _is_central(text: str, at: int) -> bool:
    """Return whether the `TƯ` at an offset is Trung ương and not the end of `THÔNG TƯ`, `LẦN THỨ TƯ`."""
    before = text[max(0, at - 4) : at]
    return before.endswith(_CENTRAL_AFTER) or (before[-1:].isspace() and before[-2:-1].islower())
