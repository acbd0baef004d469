"""Every Vietnamese letter to the encodings of before Unicode and back, and the real files written in them."""

from __future__ import annotations

import shutil
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import encodings, read
from pipeline.read.encodings import Encoding, decode
from pipeline.read.syllable import is_syllable, words_of
from tests.conftest import SHARED

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưy"
LETTERS = [
    *(unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS + VOWELS.upper(), TONES)),
    *"đĐ",
]
# Words of these files that are no syllables and stand so on their pages, beside the letters of points.
LOANS = {"ôtô", "tcty", "tivi", "vali", "sesan", "vinakansai", "diezen", "srok", "bluescope", "apatit", "radian",
         "kwh", "urê", "photocopy", "logo", "mobile", "mail"}  # fmt: skip


def spelled(text: str, encoding: Encoding) -> str:
    """The text as a typist of the time keyed it; capitals with a tone have no place in TCVN3's first font."""
    if encoding == "vni":
        table = {letter: spelling for spelling, letter in reversed(encodings._rows("vni").items())}
    else:
        table = {letter: chr(code) for code, letter in reversed(encodings._tcvn3().items()) if code < 0x100}
    source = text.lower() if encoding == "tcvn3-capitals" else text
    return "".join(table.get(letter, letter) for letter in source)


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_there_and_back(letter: str) -> None:
    assert decode(spelled(letter, "vni"), "vni") == letter
    if letter.isupper():
        assert decode(spelled(letter, "tcvn3-capitals"), "tcvn3-capitals") == letter
    if letter.islower() or letter in "ĂÂÊÔƠƯĐ":
        assert decode(spelled(letter, "tcvn3"), "tcvn3") == letter


def test_no_two_letters_are_spelled_alike() -> None:
    assert len(set(LETTERS)) == 146
    assert len({spelled(letter, "vni") for letter in LETTERS}) == len(LETTERS)
    small = [letter for letter in LETTERS if letter.islower()]
    assert len({spelled(letter, "tcvn3") for letter in small}) == len(small)


@given(
    st.lists(st.sampled_from(LETTERS + list("bcdghklmnpqrstvxBCDGHKLMNPQRSTVX 0123456789")), max_size=40).map("".join)
)
def test_every_text_there_and_back(text: str) -> None:
    assert decode(spelled(text, "vni"), "vni") == text
    assert decode(spelled(text.lower(), "tcvn3"), "tcvn3") == text.lower()
    assert decode(spelled(text, "tcvn3-capitals"), "tcvn3-capitals") == text.upper()


def legacy_files() -> list[Path]:
    data = SHARED / "data"
    found = [*sorted((data / "pdf").glob("viparse__*")), *sorted((data / "doc").glob("viparse*"))]
    if not found:
        pytest.skip("no real files beside this checkout")
    return [path for path in found if path.suffix != ".doc" or shutil.which("soffice")]


def test_the_legacy_files_are_vietnamese() -> None:
    judged = valid = 0
    for path in legacy_files():
        words = [word for page in read(path, "never").pages for word in words_of(page.text)]
        words = [word for word in words if len(word) > 1 and word.lower() not in LOANS]
        wrong = [word for word in words if not is_syllable(word)]
        assert len(wrong) <= 0.005 * len(words), (path.name, wrong)
        judged, valid = judged + len(words), valid + len(words) - len(wrong)
    assert valid >= 0.995 * judged
