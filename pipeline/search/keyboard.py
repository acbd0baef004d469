"""Decode words typed while the input method was off: Telex (`chir thij`, `dduwowcj`) and VNI (`chi3 thi5`, `d9uo7c5`).

Both spell a mark by a key after its letter; the keys are those of UniKey and similar input methods.
"""

from __future__ import annotations

import re
import unicodedata

_VOWELS = "aeiouyâêôăơư"
_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"o": "ơ", "u": "ư"}
_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
# Head, vowels, final consonants; `qu` and `gi` before a vowel are heads.
_SYLLABLE = re.compile(rf"(qu|gi(?=[{_VOWELS}])|[^{_VOWELS}\W\d_]*)([{_VOWELS}]+)([bcdghklmnpqt]*)")


def decode_keys(word: str) -> str | None:
    """Return the word with its marks that these keys spell, in small letters; None where they spell none."""
    for spelled, tone in (_telex(word), _vni(word)):
        if spelled != word and (syllable := _SYLLABLE.fullmatch(spelled)):
            head, vowels, final = syllable.groups()
            return head + _toned(vowels, tone, closed=bool(final)) + final
    return None


def _telex(word: str) -> tuple[str, str]:
    letters, tone = "", ""
    for key in word:
        if key in _TELEX_TONES and any(letter in _VOWELS for letter in letters):
            tone = _TELEX_TONES[key]
        elif key == "w":
            letters = _with_horn(letters) or letters + "ư"
        elif key == "d" and letters == "d":
            letters = "đ"
        elif key in _CIRCUMFLEX and letters.endswith(key):
            letters = letters[:-1] + _CIRCUMFLEX[key]
        else:
            letters += key
    return (letters, tone) if letters != word else (word, "")


def _vni(word: str) -> tuple[str, str]:
    letters, tone = "", ""
    for key in word:
        if key in _VNI_TONES:
            tone = _VNI_TONES[key]
        elif key == "6":
            letters = _last_changed(letters, _CIRCUMFLEX) or letters + key
        elif key in "78":
            letters = _with_horn(letters, breve=key == "8") or letters + key
        elif key == "9":
            letters = letters.replace("d", "đ", 1)
        else:
            letters += key
    return letters, tone


def _last_changed(letters: str, marks: dict[str, str]) -> str | None:
    place = max(map(letters.rfind, marks))
    return letters[:place] + marks[letters[place]] + letters[place + 1 :] if place >= 0 else None


def _with_horn(letters: str, *, breve: bool | None = None) -> str | None:
    """Return the letters with a horn or breve (as `breve` says) on the last vowel that takes one, both of `uo`."""
    if breve is not True and "uo" in letters:
        return letters.replace("uo", "ươ", 1)
    if breve is not True and "ưo" in letters:
        return letters.replace("ưo", "ươ", 1)
    marks = {True: {"a": "ă"}, False: _HORN, None: _HORN | {"a": "ă"}}[breve]
    if breve is None and letters.endswith("ua"):
        return letters[:-2] + "ưa"
    return _last_changed(letters, marks)


def _toned(vowels: str, tone: str, *, closed: bool) -> str:
    """Return the vowels with the tone: on a marked one, on the last before a final consonant, or on the middle one."""
    marked = [place for place, letter in enumerate(vowels) if letter in "âêôăơư"]
    place = marked[-1] if marked else len(vowels) - 1 if closed else (len(vowels) - 1) // 2
    return unicodedata.normalize("NFC", vowels[: place + 1] + tone + vowels[place + 1 :])
