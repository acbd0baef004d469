"""Passages of Vietnamese in any number, made of the words of the sample and the registry.

A unit is a syllable or a collocation (`kỷ luật`, `Ban Chấp hành Trung ương`). Units are drawn
by the law of Zipf and Mandelbrot, p(rank) ~ 1 / (rank + q)^s, those that the sample has most often
first; behind them stands a long tail of numbers of documents, names and syllables that the sample
lacks. A passage takes up its own words again, as texts do, so that counts above one are
as common as in real pages. The same seed gives the same passages.
"""

from __future__ import annotations

import csv
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, product
from typing import NamedTuple

from tests.command import ROOT

_S, _Q = 1.1, 5.0
_TAIL = 30_000  # units that neither sample nor registry has
_REPEATED = 0.12  # share of units taken from what the passage has already
_PASSAGES = 20  # of a document, on average
_WORDS = 36  # units of a passage, in the middle of the distribution
_SYLLABLE = re.compile(r"[^\W\d_]+")
_ONSETS = re.findall(r"\w+", "b c ch d đ g gi h kh l m n ng nh ph s t th tr v x")
_RIMES = re.findall(
    r"\w+",
    "ánh ạch ằng ặc ẫn ấp ếch ểnh ịp oáng oắt ộn ớt uân uất uỗi ườm ượp ai ào áy ăm ặt âu ầy eng ém ẹo êm ễu iên iệc"
    " iêu ím òa oăn óc ói ong ổ ôi ơm ũ ưa ựng uôn ương",
)


class Passage(NamedTuple):
    """A row of the index: number and title only on a document's first page (`page` 1)."""

    document: int
    page: int
    number: str
    title: str
    heading: str
    body: str


def passages(count: int, seed: int = 5) -> Iterator[Passage]:
    """`count` passages, document by document."""
    chance = random.Random(seed)
    units = _units(chance)
    weights = list(accumulate(1 / (rank + _Q) ** _S for rank in range(1, len(units) + 1)))
    made = document = 0
    while made < count:
        document += 1
        number = _number(chance, 400, ("CT", "NQ", "KL", "QĐ", "HD"), ("TW", "TU", "BTCTW"))
        title = "về " + _sentence(chance, units, weights, 6)
        for page in range(1, min(1 + int(chance.expovariate(1 / _PASSAGES)), count - made) + 1):
            made += 1
            heading = _sentence(chance, units, weights, 4) if chance.random() < 0.2 else ""
            length = max(4, min(int(chance.lognormvariate(0, 0.5) * _WORDS), 400))
            body = _sentence(chance, units, weights, length)
            first = page == 1
            yield Passage(document, page, number if first else "", title if first else "", heading, body)


def _number(chance: random.Random, highest: int, types: Sequence[str], bodies: Sequence[str]) -> str:
    return f"{chance.randint(1, highest):02}-{chance.choice(types)}/{chance.choice(bodies)}"


def _sentence(chance: random.Random, units: list[str], weights: list[float], length: int) -> str:
    drawn = chance.choices(units, cum_weights=weights, k=length)
    for place in range(1, length):
        roll = chance.random()
        if roll < _REPEATED:
            drawn[place] = drawn[int(place * roll / _REPEATED)]
        elif roll > 0.93:
            drawn[place - 1] += "." if roll > 0.97 else ","
    return " ".join(drawn)


def _units(chance: random.Random) -> list[str]:
    texts = [*_sample_texts(), *_titles()]
    single, pairs = Counter[str](), Counter[tuple[str, str]]()
    for text in texts:
        words = _SYLLABLE.findall(text.lower())
        single.update(words)
        pairs.update(pairwise(words))
    counts = Counter(single)
    for (one, two), together in pairs.items():
        # A pair that stands together more often than apart is one word of two syllables.
        if together >= 3 and together * 4 >= min(single[one], single[two]):
            counts[f"{one} {two}"] = together
            for part in (one, two):
                counts[part] = max(counts[part] - together, 1)
    frequent = [unit for unit, _count in counts.most_common()]
    return frequent + _tail(chance, list(single))


def _tail(chance: random.Random, syllables: list[str]) -> list[str]:
    rare = ["".join(parts) for parts in product(_ONSETS, _RIMES)]
    chance.shuffle(rare)
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(rare))))

    def syllable() -> str:
        return chance.choices(rare, cum_weights=weights)[0]

    made: dict[str, None] = {}
    while len(made) < _TAIL:
        roll = chance.random()
        if roll < 0.06:
            made[_number(chance, 4000, ("CT", "NQ", "KH", "CV"), ("TU", "HU", "UBND"))] = None
        elif roll < 0.4:
            made[f"{syllable()} {syllable()}"] = None
        elif roll < 0.5:
            made["".join(chance.choices("abcdeghiklmnopqrstuvxy", k=chance.randint(4, 9)))] = None
        else:
            made[f"{chance.choice(syllables)} {syllable()}".title()] = None
    units = list(made)
    chance.shuffle(units)
    return units


def _sample_texts() -> Iterator[str]:
    for path in sorted((ROOT / "corpora" / "sample" / "sources").glob("*.toml")):
        yield from _strings(tomllib.loads(path.read_text("utf-8")))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name != "build":
                yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _titles() -> Iterator[str]:
    for name, columns in (("documents", ("type", "issuer", "title")), ("bodies", ("name",)), ("places", ("name",))):
        with open(ROOT / "corpora" / "registry" / f"{name}.tsv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                yield from (row.get(column) or "" for column in columns)
