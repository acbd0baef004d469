"""“Did you mean”: words that stand on no page, as the keys or the spelling may have been meant."""

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

_WORD = re.compile(r"[^\W_]+")
_LETTERS = "abcdeghiklmnopqrstuvxyfjwz"
_SHORTEST, _LONGEST = 3, 10  # letters of a word whose spelling is doubted: no syllable has more than seven
_MOST = 4  # words of a query that are tried
_LIKELIEST = 5  # spellings of a word that are tried beside its neighbours
_LONGEST_SYLLABLE, _LONGEST_RUN = 7, 28  # letters; of a run of words without blanks
_MOST_WAYS = 50  # of parting a run
_LOOKED_AT = 20  # pages that tell how a word is written


def suggestion(connection: sqlite3.Connection, query: Query, unknown: Collection[str]) -> str | None:
    """The query with its `unknown` words, which no page has, put right; None where nothing better is known."""
    typed = [(match.span(), match[0]) for match in _WORD.finditer(query.text)]
    keyed = [_keyed(word) if folded(word) in unknown else None for _span, word in typed]
    plain = [folded(key or word) for key, (_span, word) in zip(keyed, typed, strict=True)]
    right: list[str | None] = []
    tried = 0
    for place, (_span, word) in enumerate(typed):
        put = None
        if folded(word) in unknown and tried < _MOST:
            tried += 1
            before = folded(right[-1] or plain[place - 1]).split()[-1] if place else None
            behind = plain[place + 1] if place + 1 < len(plain) else None
            put = _put_right(connection, word, keyed[place], before, behind)
        right.append(put)
    if not any(right):
        return None
    pieces, done = [], 0
    for ((start, end), _word), put in zip(typed, right, strict=True):
        if put:
            pieces += [query.text[done:start], put]
            done = end
    return "".join((*pieces, query.text[done:]))


def _keyed(word: str) -> str | None:
    """The word that Telex or VNI keys spell."""
    from .keyboard import decoded

    return decoded(tone_key(word)) if len(word) <= 2 * _LONGEST else None


def _put_right(
    connection: sqlite3.Connection, word: str, keyed: str | None, before: str | None, behind: str | None
) -> str | None:
    """What a word was to be: by its keys, as words run together, or the known word one letter away that suits best."""
    if keyed and Index(connection).doc_freqs([folded(keyed)]):
        return _as_written(connection, folded(keyed), before, behind, keyed)
    if parted := _parted(connection, word):
        return parted
    plain = folded(keyed or word)
    if not (_SHORTEST <= len(plain) <= _LONGEST and plain.isalpha()):
        return None
    near = Index(connection).doc_freqs(set(_one_away(plain)))
    likeliest = sorted(near, key=lambda each: (each[0] == plain[0], near[each]), reverse=True)[:_LIKELIEST]
    if not likeliest:
        return None
    best = max(likeliest, key=lambda each: (_beside(connection, each, before, behind), near[each]))
    return _as_written(connection, best, before, behind)


def _parted(connection: sqlite3.Connection, word: str) -> str | None:
    """A word as several that were typed without blanks (`chithi`): syllables held that stand side by side somewhere."""
    plain = folded(word)
    if not (plain.isalpha() and 2 * 2 <= len(plain) <= _LONGEST_RUN):
        return None
    ends = range(1, len(plain) + 1)
    pieces = {plain[start:end] for end in ends for start in range(max(0, end - _LONGEST_SYLLABLE), end - 1)}
    known = Index(connection).doc_freqs(pieces)
    together = cache(lambda one, two: _beside(connection, two, one, None))

    def ways(start: int, last: str | None) -> Iterator[tuple[int, ...]]:
        """The ends of the syllables from `start` on, each beside the one before."""
        if start == len(plain):
            yield ()
        for end in range(start + 2, min(start + _LONGEST_SYLLABLE, len(plain)) + 1):
            piece = plain[start:end]
            if piece in known and (last is None or together(last, piece)):
                yield from ((end, *others) for others in ways(end, piece))

    def worth(way: tuple[int, ...]) -> tuple[int, int]:
        syllables = [plain[start:end] for start, end in zip((0, *way), way, strict=False)]
        return -len(way), min(together(one, two) for one, two in pairwise(syllables))

    found = [way for way in islice(ways(0, None), _MOST_WAYS) if len(way) > 1]
    if not found:
        return None
    best = max(found, key=worth)
    spans = list(zip((0, *best), best, strict=False))
    if tone_key(word) != plain:  # marks were typed
        return " ".join(word[start:end] for start, end in spans)
    syllables = [plain[start:end] for start, end in spans]
    around = zip((None, *syllables), syllables, (*syllables[1:], None), strict=False)
    return " ".join(_as_written(connection, each, before, behind) for before, each, behind in around)


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
    phrases = tuple(Leaf(pair, pair) for pair in _phrases(word, before, behind))
    return len(Index(connection).find(AnyOf(phrases), 100)) if phrases else 0


def _as_written(
    connection: sqlite3.Connection, word: str, before: str | None, behind: str | None, keyed: str | None = None
) -> str:
    """A word with the marks that it mostly has on the pages where it stands, beside a neighbour if it does.

    Those of `keyed` count where they are on one of them, or the word stands beside no neighbour.
    """
    from .snippet import LeafMatcher, PageText

    phrases = _phrases(word, before, behind)
    for phrase in (*phrases, *([] if keyed else [(word,)])):
        leaf = Leaf(phrase, phrase, column="body" if len(phrase) == 1 else None)
        rows = connection.execute(
            "select text from pages where key in (select value from json_each(?))",
            (str(Index(connection).find(leaf, _LOOKED_AT)),),
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
