"""Tagging, in megabytes of UTF-8 a second and core, beside eyecite and a bare spaCy entity_ruler, in one run.

    python -m tests.bench.tagging          1 MB each
    python -m tests.bench.tagging 50       50 MB of ours too: is it linear?

Ours reads the real files where they are at hand, else the sample, over and over; eyecite reads English text of our
own of the same size, with about as many citations in it; the ruler reads ours with the same type words and forms of
numbers as token patterns. All three find only; resolving is not measured. Texts made to keep a reader busy come last,
each at two sizes: twice the text must not take more than about twice the time.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import spacy
from eyecite import get_citations
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.parse import parse_file
from pipeline.references import find_linked_mentions
from pipeline.registry import load
from tests.command import SAMPLE
from tests.conftest import SHARED
from tests.references.hostile_texts import UNITS, text

MEGABYTE = 1_000_000
CITING = (
    "The court of appeals affirmed, relying on Smith v. Jones, 412 U.S. 218, 225 (1973), and on the lease as it then "
    "stood. See also Brown v. Green, 99 F.3d 1021 (9th Cir. 1996). Id. at 1025. That finding is not "
    "clearly wrong, and what remains is a question of law. Smith, 412 U.S. at 230. The claim is barred "
    "under 18 U.S.C. § 1030.\n"
)
PLAIN = (
    "The parties had agreed in writing that any dispute over the lease would first go to the board, and the record "
    "shows that neither of them did so before the term ended in the spring of that year. On remand the trial judge "
    "heard four witnesses, two of whom had signed the minutes, and found that the notice was late by eleven days.\n"
)
ENGLISH = CITING + 21 * PLAIN  # about as many citations in a megabyte as in our text


_TOKEN = re.compile(r"\w+(?:[-/.&]\w+)*|[^\w\s]|\s+")


class NumberTokenizer:
    """A tokenizer that splits at white space and punctuation but keeps numbers such as `08-CT/TU` whole."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the tokens of `text`, which keep every character."""
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            if match[0] == " " and words:
                spaces[-1] = True
            else:
                words.append(match[0])
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


def vietnamese() -> str:
    """The text of real files, else of the sample."""
    files = sorted((SHARED / "data" / "pdf").glob("vnlegal__*.pdf"))
    files = files or sorted(SAMPLE.glob("*.pdf"))
    return "\n".join(page.text for path in files for page in parse_file(path, ocr="auto").pages)


def sized(source: str, size: int) -> str:
    """`source` over and over, to `size` bytes of UTF-8 or a little less."""
    times = size // len(source.encode()) + 1
    return (source * times).encode()[:size].decode(errors="ignore")


def ruler() -> Callable[[str], int]:
    """A blank pipeline with an entity_ruler that knows our type words and how numbers look."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.tokenizer = NumberTokenizer(nlp.vocab)
    nlp.max_length = 200 * MEGABYTE
    number = {"TEXT": {"REGEX": r"^\d{1,5}[a-d]?[-/][\w/&-]*[A-ZĐ]"}}
    day = [{"LOWER": "ngày", "OP": "?"}, {"TEXT": {"REGEX": r"^\d{1,2}/\d{1,2}/\d{4}$"}}]
    number_word, comma = {"LOWER": "số", "OP": "?"}, {"TEXT": ",", "OP": "?"}
    digits = {"IS_DIGIT": True}
    long_day = [{"LOWER": "ngày"}, digits, {"LOWER": "tháng"}, digits, {"LOWER": "năm"}, digits]
    tails: tuple[list[Any], ...] = ([], [comma, *day], [comma, *long_day])
    patterns = []
    for kind in load().types:
        words = [{"LOWER": word} for word in kind.name.split()]
        patterns += [[*words, number_word, number, *tail] for tail in tails]
        patterns.append([*words, {"LOWER": "này"}])
        if kind.bare:
            patterns.append([*words, number_word, digits])
    patterns += [[{"LOWER": word.lower()} for word in name.split()] for name in load().works.aliases]
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "REFERENCE", "pattern": each} for each in patterns])  # type: ignore[attr-defined]
    return lambda of: len(nlp(of).ents)


def pace(read: Callable[[str], int], of: str) -> tuple[float, int]:
    """Megabytes a second of processor time, and how much was found."""
    began = time.process_time()
    found = read(of)
    return len(of.encode()) / MEGABYTE / (time.process_time() - began), found


def ours(of: str) -> int:
    """How many citations we find."""
    return len(find_linked_mentions(of, load()))


def paces(size: int) -> Iterator[str]:
    """The three beside each other."""
    source = vietnamese()
    readers = (
        ("ours", ours, sized(source, size)),
        ("eyecite on English", lambda of: len(get_citations(of)), sized(ENGLISH, size)),
        ("spaCy entity_ruler", ruler(), sized(source, size)),
    )
    first = 0.0
    for name, read, of in readers:
        read(of[:20_000])
        speed, found = pace(read, of)
        first = first or speed
        yield f"{name}: {speed:.2f} MB/s, {found} found; ours is {first / speed:.1f} times as fast"


def growth(size: int) -> Iterator[str]:
    """The slowest of the texts made to keep a reader busy, and how twice the size weighs."""
    rows = []
    for unit in UNITS:
        small, large = (text(unit, each) for each in (size // 2, size))
        rows.append((pace(ours, large)[0], pace(ours, small)[0], unit))
    worst = max(half / whole for whole, half, _unit in rows)
    slowest = min(rows)
    yield f"texts made to keep a reader busy, {size} characters each: at worst {worst:.2f} times the time a character"
    yield f"of half the size; slowest {slowest[0]:.2f} MB/s, {slowest[2][:40]!r}"


def main(large: int = 0) -> None:
    """Print every pace; `large` is how many megabytes of ours are read at once too."""
    for row in paces(MEGABYTE):
        print(row, flush=True)
    if large:
        speed, found = pace(ours, sized(vietnamese(), large * MEGABYTE))
        print(f"ours: {speed:.2f} MB/s, {found} found in {large} MB", flush=True)
    for row in growth(MEGABYTE if large else MEGABYTE // 5):
        print(row)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
