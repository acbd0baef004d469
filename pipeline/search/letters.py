"""Pages as bytes, one for each letter: these are searched and stripped of tones many times faster than text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ..vietnamese.text import ALPHABET, ENCODING, ONSETS_BEFORE_Y, fold, spellings

_BLANK = ord(" ")
_OTHER = ALPHABET.index("²")  # for every letter that is not in the alphabet and has no base in ASCII
_ERRORS = "chithi.nearest_letter"


def word_of(text: str) -> bytes:
    """Return one word in small letters, without blanks."""
    return letters(text).strip(b" ")


def spelled(word: str, *, exact: bool = False) -> list[bytes]:
    """Return the spellings of a word with its tones."""
    return [word_of(each) for each in spellings(word, exact=exact)]


def _code(letter: str) -> int:
    return ALPHABET.index(letter) if letter.isalnum() and letter in ALPHABET else _BLANK


ONE_SPELLING = {f"{onset}i".encode(): f"{onset}y".encode() for onset in ONSETS_BEFORE_Y}
_FINAL_I = re.compile(rf"(?<= )({'|'.join(ONSETS_BEFORE_Y)})i(?= )".encode())
_SMALL = bytes(_code(letter.lower()) if fold(letter).isalnum() else _BLANK for letter in ALPHABET.replace("Ð", "Đ"))
_FOLDED = bytes(_code(fold(letter)) for letter in ALPHABET)


@lru_cache(1024)
def _nearest(letter: str) -> int:
    """Return the code for a letter that is not in the alphabet: its base, `c` for `ç`, as in the index."""
    base = fold(letter)
    if base.isascii() and base.isalnum():
        return ord(base)
    return _OTHER if base.isalnum() else _BLANK


def _encode_nearest(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return bytes(map(_nearest, error.object[error.start : error.end])), error.end


codecs.register_error(_ERRORS, _encode_nearest)


def words_in(text: str) -> list[bytes]:
    """Return the words of a text in small letters.

    They are those of the index in every script; a foreign letter is as good as its base.
    """
    found = codecs.charmap_encode(text, _ERRORS, ENCODING)[0].translate(_SMALL)
    return list(filter(None, found.split(b" ")))


def letters(text: str) -> bytes:
    """Return the words of a text in small letters between single blanks, one at each end too."""
    return joined(words_in(text))


def joined(words: Sequence[bytes]) -> bytes:
    """Return words between single blanks."""
    return b" %b " % b" ".join(words) if words else b" "


def toneless(found: bytes) -> bytes:
    """Return the same without marks; as long."""
    return found.translate(_FOLDED)


def as_indexed(found: bytes) -> bytes:
    """Return the same as the index has it: without marks, `ki` as `ky`; as long."""
    return _FINAL_I.sub(rb"\1y", toneless(found))


def pattern(words: Sequence[tuple[Sequence[bytes], bool, bool]]) -> re.Pattern[bytes]:
    """Return a pattern for words side by side.

    Each is given by its spellings, whether it must have its own marks, and whether it is only a prefix.
    """
    wanted = [
        b"(?:%b)" % b"|".join(map(re.escape if exact else _any_marks, spelled)) + (b"[^ ]*" if is_prefix else b"")
        for spelled, exact, is_prefix in words
    ]
    # The last blank is left for the next match.
    return re.compile(b" " + b" ".join(wanted) + b"(?= )")


def _any_marks(word: bytes) -> bytes:
    return b"".join(map(_variants, toneless(word)))


@cache
def _variants(letter: int) -> bytes:
    """Return a character class of every small letter that folds to this one."""
    same = bytes(code for code, folded in enumerate(_FOLDED) if folded == letter and code == _SMALL[code])
    return b"[" + re.escape(same) + b"]"
