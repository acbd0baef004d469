"""What OCR is known to misread, put right where there is no doubt.

Two things only: word pairs that are no Vietnamese (`tô chức`), collected by
setting OCR's readings of degraded pages against the pages' text and absent from 2,249
articles of law; and, in lines of capitals, names of the registry with wrong marks
(`TĨNH UY ĐIỆN BIẾN`). Numbers are left to those who read them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from ..registry import PLACE, UNIT, load
from ..vietnamese.text import fold, nfc, tone_key

_TABLE = Path(__file__).parent / "tables" / "misreadings.tsv"
_DOUBLE_D = re.compile("ĐÐ|ÐĐ|Ð")
_MARKS = ".,;:()[]\"'“”‘’-–—"
_MOTTOES = ("Đảng Cộng sản Việt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam")

Phrase = tuple[str, ...]


def mended(words: Sequence[str]) -> list[str]:
    """The words of one line with certain misreadings put right; as many as were given."""
    words = [_DOUBLE_D.sub("Đ", word) for word in words]
    words = _replaced(words, _misreadings(), str.lower)
    if "".join(words).isupper():
        words = _replaced(words, _names(), fold)
    return words


def _replaced(words: list[str], phrases: Mapping[Phrase, Phrase], key: Callable[[str], str]) -> list[str]:
    """The words with every phrase (compared by `key`) replaced, longest first; marks around words stay."""
    cores = [word.strip(_MARKS) for word in words]
    keys = [key(core) for core in cores]
    longest = max(map(len, phrases))
    found, start = list(words), 0
    while start < len(words):
        for length in range(min(longest, len(words) - start), 0, -1):
            phrase = phrases.get(tuple(keys[start : start + length]))
            if phrase and not _broken(words[start : start + length]):
                for index, right in enumerate(phrase, start):
                    found[index] = _placed(words[index], cores[index], right)
                start += length - 1
                break
        start += 1
    return found


def _broken(words: Sequence[str]) -> bool:
    """Whether a mark stands between two of the words: then they are no phrase."""
    return any(word[-1] in _MARKS for word in words[:-1]) or any(word[0] in _MARKS for word in words[1:])


def _placed(word: str, core: str, right: str) -> str:
    """The word with `right` in its core's place and case; as it was if only the place of a tone differs."""
    if tone_key(core) == tone_key(right):
        return word
    cased = right.upper() if core.isupper() and len(core) > 1 else right
    return word.replace(core, cased.capitalize() if core.istitle() else cased)


@cache
def _misreadings() -> dict[Phrase, Phrase]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {tuple(nfc(row["wrong"]).split()): tuple(nfc(row["right"]).split()) for row in rows}


@cache
def _names() -> dict[Phrase, Phrase]:
    """Names of two and more words, folded → as they are written; none for which the registry has two."""
    found: dict[Phrase, dict[str, str]] = {}
    for name in _registry_names():
        words = [word for word in name.split() if any(map(str.isalpha, word))]
        if len(words) > 1 and len(words) == len(name.split()):
            found.setdefault(tuple(map(fold, words)), {})[tone_key(name)] = name
    return {key: tuple(next(iter(names.values())).split()) for key, names in found.items() if len(names) == 1}


def _registry_names() -> Iterator[str]:
    """Names of bodies (their place left out), places and types, and the mottoes of letterheads."""
    registry = load()
    yield from _MOTTOES
    yield from registry.places
    yield from (kind.name for kind in registry.types)
    for body in registry.bodies:
        for name in (body.name, *body.aliases):
            yield name.replace(PLACE, "").replace(UNIT, "").strip()
