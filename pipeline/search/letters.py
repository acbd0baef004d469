"""A page's words as bytes, a byte a letter: searched and stripped of tones many times faster than as text.

Vietnamese has fewer than 128 small letters with marks, so a page fits into a single-byte
alphabet of our own; folding is then one `bytes.translate`.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from pipeline.text import fold

_MARKED = "".join(
    letter for letter in map(chr, [*range(0xDF, 0x250), *range(0x1EA0, 0x1EFA)])
    if letter.islower() and fold(letter) in set("aeiouyd")
)[:128]  # fmt: skip
_ALPHABET = "".join(map(chr, range(128))) + _MARKED
_MAP = codecs.charmap_build(_ALPHABET.ljust(256, "\ufffe"))
_BLANK = ord(" ")
_SPACED = bytes(code if chr(code).isalnum() or code >= 128 else _BLANK for code in range(256))
_FOLDED = bytes(ord(fold(letter)) for letter in _ALPHABET).ljust(256, b" ")


def letters(text: str) -> bytes:
    """The words of small-letter text (`str.lower`, `tone_key`) between single blanks, one at each end too."""
    found: bytes = codecs.charmap_encode(text, "replace", _MAP)[0]
    return b" " + b" ".join(found.translate(_SPACED).split()) + b" "


def toneless(found: bytes) -> bytes:
    """The same without marks; as long."""
    return found.translate(_FOLDED)


def pattern(words: list[tuple[bytes, bool, bool]]) -> re.Pattern[bytes]:
    """Finds words side by side.

    Each comes with whether it is to have its own marks, and whether it is only a beginning.
    """
    wanted = [
        (re.escape(word) if exact else _any_marks(word)) + (b"[^ ]*" if beginning else b"")
        for word, exact, beginning in words
    ]
    # The blank behind stays for the next match.
    return re.compile(b" " + b" ".join(wanted) + b"(?= )")


def _any_marks(word: bytes) -> bytes:
    return b"".join(map(_variants, toneless(word)))


@cache
def _variants(letter: int) -> bytes:
    """A character class of every small letter that folds to this one."""
    same = bytes(code for code, folded in enumerate(_FOLDED) if folded == letter and not 65 <= code <= 90)
    return b"[" + re.escape(same) + b"]"
