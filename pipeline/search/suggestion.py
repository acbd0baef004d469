"""“Did you mean”: correct words that are on no page, by the keys or the spelling that may have been meant."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from itertools import islice, pairwise

from ..index import AnyOf, Index, Leaf, folded
from ..vietnamese.text import tone_key
from .query import Query
from .tokens import SIGNS

_WORD = re.compile(r"[^\W_]+")
_NEAR_BEFORE = re.compile(r"(?:NEAR|GẦN)(?:/\d+)? \Z")
_NEAR_AFTER = re.compile(r" (?:NEAR|GẦN)\b")
_LETTERS = "abcdeghiklmnopqrstuvxyfjwz"
_MIN_LETTERS, _MAX_LETTERS = 3, 10  # letters of a word that is corrected
_MAX_CORRECTIONS = 4  # words of a query
_MAX_SPELLINGS = 5  # of a word that are compared by its neighbours
_MAX_SYLLABLE, _MAX_RUN = 7, 28  # letters; of words without blanks
_MAX_WAYS = 50  # of splitting a word
_SAMPLE_PAGES = 20  # from which the marks of a word are taken


def suggestion(connection: sqlite3.Connection, query: Query, unknown: Collection[str]) -> str | None:
    """Return the query with its `unknown` words, which no page has, corrected; None where no correction is known."""
    typed = [(match.span(), match[0]) for match in _WORD.finditer(query.text)]
    keyed = [_from_keys(word) if folded(word) in unknown else None for _span, word in typed]
    plain = [folded(key or word) for key, (_span, word) in zip(keyed, typed, strict=True)]
    right: list[str | None] = []
    tried = 0
    for place, (_span, word) in enumerate(typed):
        put = None
        if word not in SIGNS and folded(word) in unknown and tried < _MAX_CORRECTIONS:
            tried += 1
            before = folded(right[-1] or plain[place - 1]).split()[-1] if place else None
            after = plain[place + 1] if place + 1 < len(plain) else None
            put = _correction(connection, word, keyed[place], before, after)
        right.append(put)
    if not any(right):
        return None
    pieces, done = [], 0
    for ((start, end), _word), put in zip(typed, right, strict=True):
        if put:
            pieces += [query.text[done:start], _as_one(query.text, start, end, put)]
            done = end
    return "".join((*pieces, query.text[done:]))


def _as_one(text: str, start: int, end: int, put: str) -> str:
    """Return a correction in quotation marks where it has several words of which a sign would take one."""
    is_in_quotes = text.count('"', 0, start) % 2
    touches_sign = start and text[start - 1] in "-=:"
    near = _NEAR_BEFORE.search(text[:start]) or _NEAR_AFTER.match(text, end)
    return f'"{put}"' if " " in put and not is_in_quotes and (touches_sign or near) else put


def _from_keys(word: str) -> str | None:
    """Return the word that Telex or VNI keys spell."""
    from .keyboard import decode_keys

    return decode_keys(tone_key(word)) if len(word) <= 2 * _MAX_LETTERS else None


def _correction(
    connection: sqlite3.Connection, word: str, keyed: str | None, before: str | None, after: str | None
) -> str | None:
    """Return the word meant: by its keys, as words without blanks, or the likeliest known word one letter away."""
    if keyed and Index(connection).doc_freqs([folded(keyed)]):
        return _with_usual_marks(connection, folded(keyed), before, after, keyed)
    if parted := _split_syllables(connection, word):
        return parted
    plain = folded(keyed or word)
    if not (_MIN_LETTERS <= len(plain) <= _MAX_LETTERS and plain.isalpha()):
        return None
    near = Index(connection).doc_freqs(set(_at_distance_one(plain)))
    likeliest = sorted(near, key=lambda each: (each[0] == plain[0], near[each]), reverse=True)[:_MAX_SPELLINGS]
    if not likeliest:
        return None
    best = max(likeliest, key=lambda each: (_pages_beside(connection, each, before, after), near[each]))
    return _with_usual_marks(connection, best, before, after)


def _split_syllables(connection: sqlite3.Connection, word: str) -> str | None:
    """Split a word typed without blanks (`chithi`) into known syllables that are side by side on some page."""
    plain = folded(word)
    if not (plain.isalpha() and 2 * 2 <= len(plain) <= _MAX_RUN):
        return None
    ends = range(1, len(plain) + 1)
    pieces = {plain[start:end] for end in ends for start in range(max(0, end - _MAX_SYLLABLE), end - 1)}
    spelled = {piece: folded(piece) for piece in pieces}
    doc_freqs = Index(connection).doc_freqs(spelled.values())
    known = {piece for piece, word in spelled.items() if word in doc_freqs}
    together = cache(lambda one, two: _pages_beside(connection, folded(two), folded(one), None))

    def ways(start: int, last: str | None) -> Iterator[tuple[int, ...]]:
        """Yield the ends of the syllables from `start` on, each of which follows the previous one on some page."""
        if start == len(plain):
            yield ()
        for end in range(start + 2, min(start + _MAX_SYLLABLE, len(plain)) + 1):
            piece = plain[start:end]
            if piece in known and (last is None or together(last, piece)):
                yield from ((end, *others) for others in ways(end, piece))

    def worth(way: tuple[int, ...]) -> tuple[int, int]:
        syllables = [plain[start:end] for start, end in zip((0, *way), way, strict=False)]
        return -len(way), min(together(one, two) for one, two in pairwise(syllables))

    found = [way for way in islice(ways(0, None), _MAX_WAYS) if len(way) > 1]
    if not found:
        return None
    best = max(found, key=worth)
    spans = list(zip((0, *best), best, strict=False))
    if tone_key(word) != plain:  # marks were typed
        return " ".join(word[start:end] for start, end in spans)
    syllables = [folded(plain[start:end]) for start, end in spans]
    around = zip((None, *syllables), syllables, (*syllables[1:], None), strict=False)
    return " ".join(_with_usual_marks(connection, each, before, after) for before, each, after in around)


def _at_distance_one(word: str) -> Iterator[str]:
    """Yield every string at edit distance 1: a letter deleted, inserted or replaced, or two swapped."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in _LETTERS)


def _phrases(word: str, before: str | None, after: str | None) -> list[tuple[str, ...]]:
    return [pair for pair in ((before, word), (word, after)) if all(pair)]  # type: ignore[misc]


def _pages_beside(connection: sqlite3.Connection, word: str, before: str | None, after: str | None) -> int:
    """Count the pages with a word beside one of its neighbours, up to a hundred."""
    phrases = tuple(Leaf(pair, pair) for pair in _phrases(word, before, after))
    return len(Index(connection).find(AnyOf(phrases), 100)) if phrases else 0


def _with_usual_marks(
    connection: sqlite3.Connection, word: str, before: str | None, after: str | None, keyed: str | None = None
) -> str:
    """Return a word with the marks that it has most often on its pages, beside a neighbour if there are such pages.

    Those of `keyed` are kept if a page has them, or if no page has the word beside a neighbour.
    """
    from .snippet import LeafMatcher, PageText

    phrases = _phrases(word, before, after)
    for phrase in (*phrases, *([] if keyed else [(word,)])):
        leaf = Leaf(phrase, phrase, column="body" if len(phrase) == 1 else None)
        rows = connection.execute(
            "select text from passages where key in (select value from json_each(?))",
            (str(Index(connection).find(leaf, _SAMPLE_PAGES)),),
        )
        written = Counter(
            str(_WORD.findall(tone_key(text[match.start : match.end]))[phrase.index(word)])
            for (text,) in rows
            for match in LeafMatcher([Leaf(phrase, phrase)]).matches(PageText(text))
        )
        if keyed in written:
            break
        if written:
            return written.most_common(1)[0][0]
    return keyed or word
