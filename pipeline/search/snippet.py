"""The hits of a page: what a person is shown of it, with a snippet of the text around the words found."""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, compress
from types import MappingProxyType
from typing import NamedTuple

from ..index import Leaf, folded, has_marks
from ..model import Copy, Hit
from ..store import codec
from ..vietnamese.citation import place_at
from ..vietnamese.text import spellings, tone_key
from .reranker import RankedPage

OPEN, CLOSE = "\ue000", "\ue001"  # around a found word
_WORDS = 32
_LEAD = 5  # words shown before the first match
_WORD = re.compile(r"[^\W_]+")
_SEPARATORS = {code: " " for code in range(128) if not chr(code).isalnum()}


class Match(NamedTuple):
    """An occurrence of a leaf in a page's text.

    Attributes:
        start: its offset.
        end: the offset after it.
        worth: its number of words, twice that with the tones typed.
        leaf: the place of the leaf in the query.
        word: the place of its first word on the page.
        after: the place of the word after it.
    """

    start: int
    end: int
    worth: int
    leaf: int
    word: int
    after: int


class PageText:
    """A page's text (NFC) with its folded words and their offsets, which matches and snippets need alike."""

    def __init__(self, text: str) -> None:
        """Split the text into words."""
        self.text = text
        # Folding keeps the length, so offsets are those of the text. `split` is five times faster than a pattern.
        pieces = folded(text).translate(_SEPARATORS).split(" ")
        starts = accumulate(map((1).__add__, map(len, pieces)), initial=0)
        self.starts = list(compress(starts, pieces))
        self.words = list(filter(None, pieces))


def hits_of(
    connection: sqlite3.Connection,
    pages: Sequence[RankedPage],
    leaves: Sequence[Leaf],
    copies: Mapping[int, Sequence[int]] = MappingProxyType({}),
    held_back: Mapping[int, int] = MappingProxyType({}),
    weights: Sequence[float] = (),
) -> Iterator[Hit]:
    """Yield the hits for pages, in order, with the leaves marked in their snippets.

    `copies` are pages of other files by the page that they are copies of; `held_back` counts pages by document;
    `weights` are those of the leaves.
    """
    rows = connection.execute(
        "select documents.key, documents.id, number, type, issuer, date, title, path, secrecy, outline, printed_pages,"
        " page, start, text from (select value from json_each(?))"
        " cross join passages on passages.key = value join documents on documents.key = document",
        (str([each.scored.key for each in pages]),),
    )
    matcher = LeafMatcher(leaves)
    for ranked, row in zip(pages, rows, strict=True):
        page = PageText(row["text"])
        snippet = snippet_of(page, matcher.matches(page), weights)
        at = row["start"] + snippet.at
        sections = codec.decode_sections_at(row["outline"], row["page"], at)
        yield Hit(
            id=row["id"],
            number=row["number"],
            type=row["type"],
            issuer=row["issuer"],
            date=codec.decode_date(row["date"]),
            title=row["title"],
            page=row["page"],
            section=place_at(sections, row["page"], at),
            snippet=snippet.text,
            score=round(ranked.score, 4),
            path=row["path"],
            page_known=row["page"] <= row["printed_pages"],
            start=row["start"],
            copies=tuple(_copies(connection, copies.get(ranked.scored.key, ()))),
            held_back=held_back.get(row[0], 0),
            secrecy=row["secrecy"],
        )


def _copies(connection: sqlite3.Connection, keys: Sequence[int]) -> Iterator[Copy]:
    if keys:
        sql = (
            "select documents.id, documents.path, page, start, page <= printed_pages"
            " from json_each(?) cross join _passages on _passages.key = value"
            " join documents on documents.key = document"
        )
        yield from (Copy(*row) for row in connection.execute(sql, (str(list(keys)),)))


class LeafMatcher:
    """Finds the leaves of a query in the texts of many pages."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        """Group the leaves by their first word."""
        self._leaves = leaves
        self._lengths = [len(leaf.words) for leaf in leaves]
        self._by_first_word: dict[str, list[int]] = {}
        self._prefixes: list[int] = []
        for place, leaf in enumerate(leaves):
            if leaf.prefix and len(leaf.words) == 1:
                self._prefixes.append(place)
            else:
                self._by_first_word.setdefault(leaf.words[0], []).append(place)
        self._may_overlap = len(self._by_first_word) < len(leaves) or max(self._lengths, default=1) > 1
        self._worths: dict[tuple[int, str], int] = {}

    def matches(self, page: PageText) -> list[Match]:
        """Return every occurrence of a leaf, in order; of those that overlap, the first and longest."""
        found: list[Match] = []
        for word in compress(range(len(page.words)), map(self._by_first_word.__contains__, page.words)):
            for place in self._by_first_word[page.words[word]]:
                self._add(found, page, word, place)
        for place in self._prefixes:
            prefix = self._leaves[place].words[0]
            for word in [word for word, text in enumerate(page.words) if text.startswith(prefix)]:
                self._add(found, page, word, place)
        if not self._may_overlap:
            return found
        apart: list[Match] = []
        for each in sorted(found, key=lambda match: (match.start, -match.end)):
            if not apart or each.start >= apart[-1].end:
                apart.append(each)
        return apart

    def _add(self, found: list[Match], page: PageText, word: int, place: int) -> None:
        """Add the match of a leaf, if it has one, at a word that is its first one."""
        length = self._lengths[place]
        after = word + length
        if length > 1 and not _follows(page.words[word + 1 : after], self._leaves[place]):
            return
        start, end = page.starts[word], page.starts[after - 1] + len(page.words[after - 1])
        key = place, page.text[start:end]
        worth = self._worths.get(key)
        if worth is None:
            worth = self._worths[key] = _worth(self._leaves[place], key[1])
        if worth:
            found.append(Match(start, end, worth, place, word, after))


def _worth(leaf: Leaf, text: str) -> int:
    """Return what a match is worth, 0 if the leaf must have other tones."""
    has_tones = not leaf.toned or _has_tones(leaf, text)
    return 0 if leaf.exact and not has_tones else len(leaf.words) * (2 if has_tones else 1)


def _follows(words: Sequence[str], leaf: Leaf) -> bool:
    """Return whether words are those of a phrase after its first."""
    if len(words) < len(leaf.words) - 1:
        return False
    *others, last = leaf.words[1:]
    return [*words[:-1]] == others and (words[-1].startswith(last) if leaf.prefix else words[-1] == last)


def _has_tones(leaf: Leaf, text: str) -> bool:
    """Return whether words of a page have the tones typed; a word typed without marks may have any."""
    written = _WORD.findall(tone_key(text))
    return all(
        word in spellings(typed, exact=leaf.exact) or not has_marks(typed)
        for typed, word in zip(leaf.typed, written, strict=False)
    )


class Snippet(NamedTuple):
    """About thirty whole words, the matches between U+E000 and U+E001, and the offset of the most telling match."""

    text: str
    at: int


def snippet_of(page: PageText, matches: Sequence[Match], weights: Sequence[float] = ()) -> Snippet:
    """Return the snippet with the rarest different words, by the weight of each leaf; without any the beginning."""
    text, count = page.text, len(page.words)
    if not count:
        return Snippet("", 0)
    begin, telling = _best_window(matches, weights) if matches else (None, None)
    first = max(0, min(begin.word - _LEAD if begin else 0, count - _WORDS))
    last = min(first + _WORDS, count) - 1
    start, end = page.starts[first], page.starts[last] + len(page.words[last])
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    marked, done = [], start
    for found, found_end in _spans(text, [match for match in matches if match.start >= start and match.end <= end]):
        marked += [_without_marks(text[done:found]), OPEN, _without_marks(text[found:found_end]), CLOSE]
        done = found_end
    marked.append(_without_marks(text[done:end]))
    shown = " ".join("".join(marked).split())
    return Snippet(f"{'… ' if first else ''}{shown}{' …' if last + 1 < count else ''}", telling.start if telling else 0)


def _spans(text: str, matches: Sequence[Match]) -> Iterator[tuple[int, int]]:
    """Yield the spans of matches; those with only blanks between them are one."""
    for index, match in enumerate(matches):
        if index and not text[matches[index - 1].end : match.start].strip():
            continue
        last = index
        while last + 1 < len(matches) and not text[matches[last].end : matches[last + 1].start].strip():
            last += 1
        yield match.start, matches[last].end


def _without_marks(text: str) -> str:
    """Return a text without what could be taken for our own marks."""
    return text.replace(OPEN, " ").replace(CLOSE, " ")


def _best_window(matches: Sequence[Match], weights: Sequence[float]) -> tuple[Match, Match]:
    """Return the first match of the window that says most about the query, and the one that says most in it.

    A window counts each word of the query once, by its weight, and once more where it follows the word before it.
    """
    best, best_worth = (matches[0], matches[0]), -1.0
    words = [match.word for match in matches]
    worths = [match.worth * (weights[match.leaf] if weights else 1.0) for match in matches]
    sums = [0.0, *accumulate(worths)]
    for begin, first in enumerate(matches):
        end = bisect_left(words, first.word + _WORDS - _LEAD, begin)
        if 2 * (sums[end] - sums[begin]) <= best_worth:
            continue
        found: dict[int, float] = {}
        together: dict[int, float] = {}
        before = telling = start = first
        most = run = 0.0
        for place in range(begin, end):
            match, worth = matches[place], worths[place]
            found[match.leaf] = max(worth, found.get(match.leaf, 0.0))
            follows = place > begin and match.leaf == before.leaf + 1 and match.word == before.after
            if follows:
                together[match.leaf] = max(worth, together.get(match.leaf, 0.0))
            run, start = (run + worth, start) if follows else (worth, match)
            if run > most:
                most, telling = run, start
            before = match
        total = sum(found.values()) + sum(together.values())
        if total > best_worth:
            best, best_worth = (first, telling), total
    return best
