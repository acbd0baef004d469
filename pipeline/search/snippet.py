"""The stretch of a page that shows why it was found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..index import Leaf, folded
from ..vietnamese.text import tone_key

OPEN, CLOSE = "\ue000", "\ue001"  # around a found word
_WORDS = 32
_LEAD = 5  # words shown before the first match
_WORD = re.compile(r"[^\W_]+")


class Match(NamedTuple):
    """Where a leaf stands in a page's text: its place in the query; `worth` its words, twice with the tones typed."""

    start: int
    end: int
    worth: int
    leaf: int = 0


def matches_in(text: str, leaves: Iterable[Leaf]) -> list[Match]:
    """Every place of a page's NFC text where a leaf occurs, in order, none within another."""
    plain = folded(text)
    found: list[Match] = []
    for place, leaf in enumerate(leaves):
        for match in _pattern(leaf).finditer(plain):
            # Folding keeps the length, so offsets carry over.
            exact = not leaf.toned or _has_tones(leaf, text[match.start() : match.end()])
            if exact or not leaf.exact:
                found.append(Match(*match.span(), len(leaf.words) * (2 if exact else 1), place))
    apart: list[Match] = []
    for each in sorted(found, key=lambda match: (match.start, -match.end)):
        if not apart or each.start >= apart[-1].end:
            apart.append(each)
    return apart


def _has_tones(leaf: Leaf, shown: str) -> bool:
    """Whether words of a page have the tones typed; a word typed without marks may have any."""
    written = _WORD.findall(tone_key(shown))
    return all(typed in each for typed, *each in zip(leaf.typed, leaf.words, written, strict=False))


def _pattern(leaf: Leaf) -> re.Pattern[str]:
    first, *others = map(re.escape, leaf.words)
    # What stands before is looked at last: a pattern that begins with letters is found many times faster.
    words = r"[\W_]+".join((rf"{first}(?<![^\W_]{first})", *others))
    return re.compile(words + (r"[^\W_]*" if leaf.prefix else r"(?![^\W_])"))


class Snippet(NamedTuple):
    """About thirty whole words, the matches between U+E000 and U+E001, and where the best of them stands."""

    text: str
    at: int


def snippet_of(text: str, matches: Sequence[Match]) -> Snippet:
    """The snippet around the best cluster of matches; the page's beginning where there is none."""
    words = [match.span() for match in _WORD.finditer(text)]
    if not words:
        return Snippet("", 0)
    starts = [start for start, _end in words]
    at = _best_place(text, matches, starts) if matches else 0
    first = max(0, bisect_right(starts, at) - 1 - _LEAD) if matches else 0
    first = max(0, min(first, len(words) - _WORDS))
    last = min(first + _WORDS, len(words)) - 1
    start, end = words[first][0], words[last][1]
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    marked, done = [], start
    for found, found_end in _spans(text, [match for match in matches if match.start >= start and match.end <= end]):
        marked += [_clean(text[done:found]), OPEN, _clean(text[found:found_end]), CLOSE]
        done = found_end
    marked.append(_clean(text[done:end]))
    shown = " ".join("".join(marked).split())
    return Snippet(f"{'… ' if first else ''}{shown}{' …' if last + 1 < len(words) else ''}", at)


def _spans(text: str, matches: Sequence[Match]) -> Iterator[tuple[int, int]]:
    """Where matches stand, those with only blanks between them as one."""
    for index, match in enumerate(matches):
        if index and not text[matches[index - 1].end : match.start].strip():
            continue
        last = index
        while last + 1 < len(matches) and not text[matches[last].end : matches[last + 1].start].strip():
            last += 1
        yield match.start, matches[last].end


def _clean(text: str) -> str:
    """Without what could be taken for our own marks."""
    return text.replace(OPEN, " ").replace(CLOSE, " ")


def _best_place(text: str, matches: Sequence[Match], starts: Sequence[int]) -> int:
    """Where the longest run of neighbouring matches begins in the window with the most of them."""
    places = [bisect_right(starts, match.start) - 1 for match in matches]
    runs = _runs(text, matches)
    best, best_worth, worth, end = 0, -1, 0, 0
    for begin, place in enumerate(places):
        while end < len(places) and places[end] < place + _WORDS - _LEAD:
            worth += runs[end][1]
            end += 1
        if worth > best_worth:
            best, best_worth = begin, worth
        worth -= runs[begin][1]
    inside = [index for index in range(best, len(places)) if places[index] < places[best] + _WORDS - _LEAD]
    start = runs[max(inside, key=lambda index: runs[index][1])][0]
    # A run that began before the window is shown from its beginning.
    return matches[start].start


def _runs(text: str, matches: Sequence[Match]) -> list[tuple[int, int]]:
    """For each match the first of its run, and what it adds: the more, the longer the run by then.

    A run is neighbours in the order of the query, so `kỷ luật hành chính` outweighs `kỷ luật, kỷ cương hành chính`.
    """
    runs: list[tuple[int, int]] = []
    first = length = 0
    for index, match in enumerate(matches):
        before = matches[index - 1]
        if not index or match.leaf != before.leaf + 1 or _WORD.search(text, before.end, match.start):
            first, length = index, 0
        length += match.worth
        runs.append((first, length))
    return runs
