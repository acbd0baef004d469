"""A page's words as bytes, a byte a letter: searched and stripped of tones many times faster than as text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ..vietnamese.text import ALPHABET, ENCODING, fold

_BLANK = ord(" ")
_OTHER = ALPHABET.index("²")  # stands for all letters that the alphabet lacks and that have no base in ASCII
_LACKING = "chithi.letters"  # names what is done with a letter that the alphabet lacks
_BLANKS = re.compile(b"  +")


def _code(letter: str) -> int:
    return ALPHABET.index(letter) if letter.isalnum() and letter in ALPHABET else _BLANK


_SMALL = bytes(_code(letter.lower()) if fold(letter).isalnum() else _BLANK for letter in ALPHABET.replace("Ð", "Đ"))
_FOLDED = bytes(_code(fold(letter)) for letter in ALPHABET)


@lru_cache(1024)
def _nearest(letter: str) -> int:
    """The code for a letter that the alphabet lacks: its base, `c` for `ç`, as in the index; no letter is a blank."""
    base = fold(letter)
    if base.isascii() and base.isalnum():
        return ord(base)
    return _OTHER if base.isalnum() else _BLANK


def _nearest_of(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return bytes(map(_nearest, error.object[error.start : error.end])), error.end


codecs.register_error(_LACKING, _nearest_of)


def letters(text: str) -> bytes:
    """The words of a text in small letters between single blanks, one at each end too.

    Words are those of the index in every script; a foreign letter is as good as its base.
    """
    found = codecs.charmap_encode(text, _LACKING, ENCODING)[0].translate(_SMALL)
    return _BLANKS.sub(b" ", b" %b " % found)


def toneless(found: bytes) -> bytes:
    """The same without marks; as long."""
    return found.translate(_FOLDED)


def pattern(words: Sequence[tuple[Sequence[bytes], bool, bool]]) -> re.Pattern[bytes]:
    """Finds words side by side.

    Each comes as it may be written, with whether it is to have its own marks, and whether it is only a beginning.
    """
    wanted = [
        b"(?:%b)" % b"|".join(map(re.escape if exact else _any_marks, written)) + (b"[^ ]*" if beginning else b"")
        for written, exact, beginning in words
    ]
    # The blank behind stays for the next match.
    return re.compile(b" " + b" ".join(wanted) + b"(?= )")


def _any_marks(word: bytes) -> bytes:
    return b"".join(map(_variants, toneless(word)))


@cache
def _variants(letter: int) -> bytes:
    """A character class of every small letter that folds to this one."""
    same = bytes(code for code, folded in enumerate(_FOLDED) if folded == letter and code == _SMALL[code])
    return b"[" + re.escape(same) + b"]"
