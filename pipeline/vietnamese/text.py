"""Vietnamese letters: folding and tone placement.

`fold` and `tone_key` keep the length of NFC text, so offsets in their results are offsets in the text.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad"
_PLAIN_DASHES = dict.fromkeys(map(ord, DASHES), "-")


def _fold_table() -> dict[int, str]:
    table = {ord("đ"): "d", ord("Đ"): "d", 0xD0: "d", 0x189: "d", 0x130: "i"}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base.lower()
    # Letters of other scripts and times that have one form in the index.
    return table | {code: chr(code).casefold() for code in map(ord, "µſςϐϑϕϖϰϱϵ")} | {0x1E9B: "s"}


def _alphabet() -> str:
    """Return the 256 characters that most pages consist of: ASCII in its place, Vietnamese letters, common signs."""
    vowels = [base + mark for base in ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
              for mark in ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")]  # fmt: skip
    small = [letter for vowel in (*vowels, "đ") if not (letter := unicodedata.normalize("NFC", vowel)).isascii()]
    others = iter(small + [letter.upper() for letter in small] + [*"ÐäöüÄÖÜ“”‘’«»–—…•°×²³\u00a0\u00ad"])
    kept = {0, ord("\t"), ord("\n"), ord("\r"), *range(32, 127)}
    return "".join(chr(code) if code in kept else next(others, "\ufffe") for code in range(256))


_FOLD = _fold_table()
ALPHABET = _alphabet()
ENCODING = codecs.charmap_build(ALPHABET)
_FOLDED = ALPHABET.translate(_FOLD).lower()
_TONES = {"à": "ò", "á": "ó", "ả": "ỏ", "ã": "õ", "ạ": "ọ", "è": "ò", "é": "ó", "ẻ": "ỏ", "ẽ": "õ", "ẹ": "ọ",
          "ỳ": "ù", "ý": "ú", "ỷ": "ủ", "ỹ": "ũ", "ỵ": "ụ"}  # fmt: skip
_BARE = {**dict.fromkeys("àáảãạ", "a"), **dict.fromkeys("èéẻẽẹ", "e"), **dict.fromkeys("ỳýỷỹỵ", "y")}
_OLD_TONES = {new + _BARE[toned]: ("o" if new in "òóỏõọ" else "u") + toned for toned, new in _TONES.items()}
# One syllable, two spellings: `kỷ luật`, `kỉ luật`.
ONSETS_BEFORE_Y = ("h", "k", "l", "m", "qu", "s", "t")
_TWINS = {
    onset + one: onset + two
    for onset in ONSETS_BEFORE_Y
    for pair in zip("iíìỉĩị", "yýỳỷỹỵ", strict=True)
    for one, two in (pair, pair[::-1])
}
_SECOND_VOWEL_TONE = re.compile(r"(?:o([àáảãạèéẻẽẹ])|(?<!q)u([ỳýỷỹỵ]))(?![^\W\d_])")

_MOST_MARKS = 30
_LONG_RUN = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1},}}")  # combining marks are no letters


def nfc(text: str) -> str:
    """Return the text in Unicode normal form C, the form of all text in the pipeline.

    Of more than 30 combining marks in a row the rest is left out (UAX #15, Stream-Safe Text Format): no language writes
    them, and putting them in order takes the square of their number.
    """
    if len(text) > _MOST_MARKS and not text.isascii():
        text = _LONG_RUN.sub(_capped, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _capped(run: re.Match[str]) -> str:
    marks, kept = 0, []
    for letter in run[0]:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def fold(text: str) -> str:
    """Return lower case without tone and vowel marks, đ as d; as long as `text`, which must be NFC."""
    if text.isascii():
        return text.lower()
    try:
        # Ten times faster than `translate`.
        return codecs.charmap_decode(codecs.charmap_encode(text, "strict", ENCODING)[0], "strict", _FOLDED)[0]
    except UnicodeEncodeError:
        return text.translate(_FOLD).lower()


def tone_key(text: str) -> str:
    """Return lower case with hoà, thuý, uỷ written hòa, thúy, ủy; as long as `text`, which must be NFC."""
    if text.isascii():
        return text.lower()
    return _SECOND_VOWEL_TONE.sub(_move_tone, text.replace("\u0130", "I").lower())


def spellings(word: str, *, exact: bool = False) -> tuple[str, ...]:
    """Return the spellings of a word of `tone_key`: `hòa` and `hoà`; `kỷ` and `kỉ` unless it must be `exact`."""
    if not exact and (twin := _TWINS.get(word)):
        return word, twin
    old = _OLD_TONES.get(word[-2:])
    return (word, word[:-2] + old) if old else (word,)


def _move_tone(match: re.Match[str]) -> str:
    toned = match[1] or match[2]
    return _TONES[toned] + _BARE[toned]


def squeeze(text: str) -> str:
    """Return the text with each run of white space as one space, none at the ends."""
    return " ".join(text.split())


def clip(text: str, most: int = 300) -> str:
    """Return the beginning of a text up to a whole word, with … where something is left out."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def slug(text: str) -> str:
    """Return the text folded, with hyphens for other characters: a part of a work's id."""
    return re.sub(r"[^a-z0-9]+", "-", fold(nfc(text))).strip("-")


def plain_dashes(text: str) -> str:
    """Return the text with every dash as the ASCII hyphen; as long as `text`."""
    return text.translate(_PLAIN_DASHES)
