"""“Did you mean”: words that stand on no page, as the keys or the spelling may have been meant."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterator

from pipeline.search.query import Leaf, Query
from pipeline.store.fulltext import folded, pages_holding
from pipeline.text import tone_key

_WORD = re.compile(r"[^\W_]+")
_LETTERS = "abcdeghiklmnopqrstuvxyfjwz"
_SHORTEST, _LONGEST = 3, 10  # letters of a word whose spelling is doubted: no syllable has more than seven
_MOST = 4  # words of a query that are tried
_LIKELIEST = 5  # spellings of a word that are tried beside its neighbours


def suggestion(connection: sqlite3.Connection, query: Query, unknown: Collection[str]) -> str | None:
    """The query with its `unknown` words, which no page has, put right; None where nothing better is known."""
    typed = [(match.span(), match[0]) for match in _WORD.finditer(query.text)]
    plain = [folded(word) for _span, word in typed]
    right: list[str | None] = []
    tried = 0
    for place, (_span, word) in enumerate(typed):
        put = None
        if plain[place] in unknown and tried < _MOST:
            tried += 1
            before = folded(right[-1] or plain[place - 1]) if place else None
            put = _put_right(connection, word, before, plain[place + 1] if place + 1 < len(plain) else None)
        right.append(put)
    if not any(right):
        return None
    pieces, done = [], 0
    for ((start, end), _word), put in zip(typed, right, strict=True):
        if put:
            pieces += [query.text[done:start], put]
            done = end
    return "".join((*pieces, query.text[done:]))


def _put_right(connection: sqlite3.Connection, word: str, before: str | None, behind: str | None) -> str | None:
    """What a word was to be: by its keys, or else the known word one letter away that suits its neighbours best."""
    from pipeline.search.keyboard import decoded

    keyed = decoded(tone_key(word)) if len(word) <= 2 * _LONGEST else None
    if keyed and pages_holding(connection, [folded(keyed)]):
        return keyed
    plain = folded(keyed or word)
    if not (_SHORTEST <= len(plain) <= _LONGEST and plain.isalpha()):
        return None
    near = pages_holding(connection, set(_one_away(plain)))
    likeliest = sorted(near, key=lambda each: (each[0] == plain[0], near[each]), reverse=True)[:_LIKELIEST]
    if not likeliest:
        return None
    best = max(likeliest, key=lambda each: (_beside(connection, each, before, behind), near[each]))
    return _as_written(connection, best, before, behind)


def _one_away(word: str) -> Iterator[str]:
    """Every string that one letter left out, put in, changed or two swapped make of a word."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in _LETTERS)


def _phrases(word: str, before: str | None, behind: str | None) -> list[tuple[str, ...]]:
    return [pair for pair in ((before, word), (word, behind)) if all(pair)]  # type: ignore[misc]


def _beside(connection: sqlite3.Connection, word: str, before: str | None, behind: str | None) -> int:
    """On how many pages a word stands beside one of its neighbours; at most a hundred are counted."""
    phrases = " OR ".join(f'"{" ".join(pair)}"' for pair in _phrases(word, before, behind))
    if not phrases:
        return 0
    sql = "select count(*) from (select 1 from page_index where page_index match ? limit 100)"
    return int(connection.execute(sql, (phrases,)).fetchone()[0])


def _as_written(connection: sqlite3.Connection, word: str, before: str | None, behind: str | None) -> str:
    """A word with the marks that it has on a page where it stands, beside a neighbour if it does."""
    from pipeline.search.snippet import matches_in

    for phrase in (*_phrases(word, before, behind), (word,)):
        row = connection.execute(
            "select text from pages where key in (select docid from page_index where page_index match ? limit 1)",
            (f'body:"{phrase[0]}"' if len(phrase) == 1 else f'"{" ".join(phrase)}"',),
        ).fetchone()
        if row and (found := matches_in(row["text"], [Leaf(phrase, phrase)])):
            written = _WORD.findall(tone_key(row["text"][found[0].start : found[0].end]))
            return str(written[phrase.index(word)])
    return word
