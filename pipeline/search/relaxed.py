"""Score pages for a query of which any of the words will do, by all of its words with their tones.

The index has words without tones, so that `lương` counts on every page with lượng. Here each word counts fully only
where its tones agree, and its document frequency is estimated by the share of the candidates on which they do. Two
neighbours of the query weigh as a word would, since a Vietnamese word is often several syllables.

To that is added, in shares of the weight of all words, what speaks for a page as a whole: it has every word, or a long
run of the query as typed, or a section whose title says little but what was asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import compress, pairwise
from typing import NamedTuple

from ..index import COLUMN_WEIGHTS, K1, B, Leaf, idf
from ..vietnamese.text import tone_key
from .letters import ONE_SPELLING, joined, spelled, toneless, word_of, words_in
from .reranker import Pair, RankedPage, phrase_pattern
from .weights import WEIGHTS

Texts = tuple[str, str, str, str, str]  # title, heading, text, number and file name of a page


class _Word(NamedTuple):
    """A word of the query without marks, and its spellings with the tones typed, none if it was typed without."""

    plain: bytes
    spellings: frozenset[bytes]
    doc_freq: int
    times: float


class _Counts(NamedTuple):
    """A page: its length normalisation; of each word and pair the weighted occurrences, and those with their tones.

    `others` are the occurrences of each alternative, with its weight; `run` is the number of neighbours in the longest
    run of the text.
    """

    norm: float
    words: Sequence[tuple[float, float]]
    pairs: Sequence[tuple[float, float]]
    others: Sequence[Sequence[tuple[int, float]]]
    run: int
    titles: Sequence[_Title]


class _Title(NamedTuple):
    """A section's title: the share of each word of the query that it has, of its own words, and of the neighbours."""

    present: Mapping[int, float]
    own: float
    pairs: float


_NO_TITLE = _Title({}, 0.0, 0.0)


class RelaxedQuery:
    """The words of a query of which any will do, prepared once for many pages."""

    def __init__(
        self,
        leaves: Sequence[Leaf],
        pairs: Mapping[Pair, int],
        doc_freqs: Mapping[str, int],
        *,
        pages: int,
        average: float,
        alternatives: Sequence[tuple[Sequence[Leaf], Mapping[Leaf, float]]] = (),
    ) -> None:
        """Prepare for a query.

        Args:
            leaves: its leaves, of which single words are scored here.
            pairs: how often its words were typed side by side.
            doc_freqs: the number of pages with each word.
            pages: the number of pages of the library.
            average: their average length in words.
            alternatives: runs of the leaves, each with the phrases that may stand for it and their weights.
        """
        self._pages, self._average = pages, average
        grammar = words_of_grammar(leaves)
        by_word = {
            leaf.words[0]: _Word(
                word_of(leaf.words[0]),
                frozenset(spelled(leaf.typed[0])) if leaf.toned else frozenset(),
                doc_freqs[leaf.words[0]],
                leaf.times * (WEIGHTS.function_word if leaf in grammar else 1),
            )
            for leaf in leaves
            if len(leaf.words) == 1 and not leaf.special and doc_freqs.get(leaf.words[0])
        }
        self.words = list(by_word.values())
        place = {word: place for place, word in enumerate(by_word)}
        self._pairs = [
            (place[one], place[two], times) for (one, two), times in pairs.items() if {one, two} <= place.keys()
        ]
        self._codes = _Codes(self.words)
        self._pair_places: dict[tuple[int, int], list[int]] = {}
        for number, (one, two, _times) in enumerate(self._pairs):
            self._pair_places.setdefault((one + 1, two + 1), []).append(number)  # as in _Codes
        self._alternatives = [
            (
                [place[leaf.words[0]] for leaf in run if leaf.words[0] in place],
                [(phrase_pattern(phrase).findall, weight) for phrase, weight in phrases.items()],
            )
            for run, phrases in alternatives
        ]

    def ranked(self, pages: Sequence[RankedPage], texts: Sequence[Texts]) -> list[RankedPage]:
        """Return the pages with their final scores, in the same order; their BM25 is replaced."""
        counts = [self._count(page, text) for page, text in zip(pages, texts, strict=True)]
        weights = [self._weight(place, counts) for place in range(len(self.words))]
        most = sum(weights) or 1.0
        return [self._scored(page, each, weights, most) for page, each in zip(pages, counts, strict=True)]

    def _weight(self, place: int, counts: Sequence[_Counts]) -> float:
        """Return the weight of a word, by the share of the candidates with it that have it with its tones."""
        word = self.words[place]
        doc_freq = float(word.doc_freq)
        if word.spellings:
            with_word = sum(each.words[place][0] > 0 for each in counts)
            with_tones = sum(each.words[place][1] > 0 for each in counts)
            doc_freq *= (with_tones + 0.5) / (with_word + 0.5)
        return word.times * idf(self._pages, round(doc_freq))

    def _scored(self, page: RankedPage, counts: _Counts, weights: Sequence[float], most: float) -> RankedPage:
        words = extra = 0.0
        present = [0.0] * len(weights)
        for place, (found, own) in enumerate(counts.words):
            if found:
                words += weights[place] * _saturated(_kept(found, own), counts.norm)
                present[place] = 1.0 if own else WEIGHTS.other_tones
        for (places, _phrases), others in zip(self._alternatives, counts.others, strict=True):
            best = max((weight * _saturated(times, counts.norm) for times, weight in others if times), default=0.0)
            if best:
                extra += best
                for place in places:
                    present[place] = max(present[place], WEIGHTS.alternative)
        pairs = WEIGHTS.pairs * sum(
            times * max(weights[one], weights[two]) * _saturated(_kept(found, own), counts.norm)
            for (one, two, times), (found, own) in zip(self._pairs, counts.pairs, strict=True)
            if found
        )
        share = sum(map(float.__mul__, present, weights)) / most
        whole = WEIGHTS.every_word * (share > 0.995) + WEIGHTS.run * counts.run / max(len(self._pairs), 1)
        title = max((_worth(title, weights, most) for title in counts.titles), default=0.0)
        score = (words + pairs + extra) * share**WEIGHTS.coverage + most * (whole + title)
        return page._replace(pairs=pairs, tones=share**WEIGHTS.coverage - 1, score=score)

    def _count(self, page: RankedPage, texts: Texts) -> _Counts:
        norm = K1 * (1 - B + B * page.scored.words / self._average)
        words = [[0.0, 0.0] for _word in self.words]
        pairs = [[0.0, 0.0] for _pair in self._pairs]
        title, heading, text, number, file = texts
        written = words_in(text)
        runs = [self._count_column(written, COLUMN_WEIGHTS[0], words, pairs)]
        for column, weight in zip((heading, title, number, file), COLUMN_WEIGHTS[1:], strict=True):
            if column:
                runs.append(self._count_column(words_in(column), weight, words, pairs))
        others: list[list[tuple[int, float]]] = []
        if self._alternatives:
            page_words = joined([*words_in(title), *written])
            others = [
                [(len(occurrences(page_words)), weight) for occurrences, weight in phrases]
                for _places, phrases in self._alternatives
            ]
        titles = list(map(self._title, filter(None, heading.split("\n"))))
        return _Counts(
            norm,
            [(one, two) for one, two in words],
            [(one, two) for one, two in pairs],
            others,
            run=max(runs, default=0),
            titles=titles,
        )

    def _count_column(
        self, written: Sequence[bytes], weight: float, words: list[list[float]], pairs: list[list[float]]
    ) -> int:
        """Add the words and neighbours of a column; return the number of neighbours in its longest run."""
        found = [*map(self._codes.__getitem__, written), 0]
        for code, times in Counter(found).items():
            if code:
                place, has_tones = code >> 1, code & 1
                words[place - 1][0] += weight * times
                words[place - 1][1] += weight * times * has_tones
        longest = run = last = 0
        for at in compress(range(len(found)), found) if self._pairs else ():
            one, two = found[at], found[at + 1]
            if two and (numbers := self._pair_places.get((one >> 1, two >> 1))):
                for number in numbers:
                    pairs[number][0] += weight
                    pairs[number][1] += weight * (one & two & 1)
                run = run + 1 if at == last + 1 else 1
                last, longest = at, max(longest, run)
        return longest

    def _title(self, title: str) -> _Title:
        """Return how a section's title agrees with the query."""
        written = words_in(title)
        found = [*map(self._codes.__getitem__, written), 0]
        if not (any(found) or self._alternatives):
            return _NO_TITLE
        present: dict[int, float] = {}
        own = 0.0
        for code in filter(None, found):
            share = 1.0 if code & 1 else WEIGHTS.other_tones
            own += share
            present[(code >> 1) - 1] = max(present.get((code >> 1) - 1, 0.0), share)
        if self._alternatives:
            plain = joined(written)
            for places, phrases in self._alternatives:
                if any(occurrences(plain) for occurrences, _weight in phrases):
                    own += len(places)
                    present.update((place, max(present.get(place, 0.0), WEIGHTS.alternative)) for place in places)
        pairs = sum((one >> 1, two >> 1) in self._pair_places for one, two in pairwise(found))
        return _Title(present, min(own / max(len(written), 1), 1.0), pairs / max(len(self._pairs), 1))


class _Codes(dict[bytes, int]):
    """Words of pages: twice the place in the query, counted from 1, and 1 more with the tones typed; 0 for others."""

    def __init__(self, words: Sequence[_Word]) -> None:
        super().__init__()
        self._words = {word.plain: (place, word.spellings) for place, word in enumerate(words, 1)}

    def __missing__(self, written: bytes) -> int:
        plain = toneless(written)
        place, spellings = self._words.get(ONE_SPELLING.get(plain, plain), (0, frozenset[bytes]()))
        self[written] = code = place and 2 * place + (not spellings or written in spellings)
        return code


def _worth(title: _Title, weights: Sequence[float], most: float) -> float:
    """Return what a title adds: the harmonic mean of its share of the query and that of its own words."""
    if len(title.present) < 2:
        return 0.0  # one word says little
    share = sum(weights[place] * value for place, value in title.present.items()) / most
    return WEIGHTS.title * 2 * share * title.own / (share + title.own) + WEIGHTS.title_pairs * title.pairs


def words_of_grammar(leaves: Sequence[Leaf]) -> set[Leaf]:
    """Return the words that serve grammar (`thì`, `cho`); none where no tones were typed: `cho` may be `chợ` there."""
    if not any(leaf.toned for leaf in leaves):
        return set()
    return {leaf for leaf in leaves if len(leaf.words) == 1 and not leaf.special and leaf.typed[0] in _function_words()}


@cache
def _function_words() -> frozenset[str]:
    from ..system.tables import read_registry_table  # only queries of several words need it

    return frozenset(tone_key(row["word"]) for row in read_registry_table("function_words"))


def _kept(found: float, own: float) -> float:
    return own + WEIGHTS.other_tones * (found - own)


def _saturated(count: float, norm: float) -> float:
    return (K1 + 1) * count / (count + norm)
