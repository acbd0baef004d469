"""The words of a text as the index has them: folded without tones, as SQLite's unicode61 tokenizer finds them.

`kỷ` and `kỉ` are one word, as are all whose only vowel is i or y after h, k, l, m, qu, s or t.
"""

from __future__ import annotations

import re

from ..vietnamese.text import ONSETS_BEFORE_Y, fold

_WORD = re.compile(r"[^\W_]+")
# The tokenizer takes some of these for letters: bullets of symbol fonts, marks without a letter, code points that
# Unicode has not assigned. The last ones are letters, but not to the tokenizer.
_NO_LETTER = re.compile("[^\\w\\x00-\\x7f]|[\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]")

_I = re.compile(rf"(?<![^\W_])({'|'.join(ONSETS_BEFORE_Y)})i(?![^\W_])")


def folded(text: str) -> str:
    """Return a text (NFC) as the index has it, of the same length: folded, with spaces for what is not a letter."""
    return _I.sub(r"\1y", _NO_LETTER.sub(" ", fold(text)))


def words_in(folded_text: str) -> list[str]:
    """Return the words of a text that is folded already."""
    return _WORD.findall(folded_text)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as the index has them: `08-CT/TU` is `08`, `ct`, `tu`."""
    return tuple(words_in(folded(text)))
