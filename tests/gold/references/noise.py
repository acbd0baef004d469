"""The references of the gold in degraded text: without tone marks, and as OCR reads a bad scan.

    python -m tests.gold.references.noise             print the figures, with three seeds
    python -m tests.gold.references.noise --verbose   also print every difference of the open half, first seed

OCR errors are drawn with a seed: one character in fifty becomes a similar one, loses or changes its mark, or a blank
is inserted or lost. A span is right when it begins and ends with the same letters as before.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.model import Citing
from pipeline.references import find_linked_mentions, resolve
from pipeline.registry import load
from tests.gold.references.scored_sentences import empty_library, wanted
from tests.gold.references.sentences import Half, Sentence, sentences
from tests.gold.references.tally import Tally, Wanted

RATE = 0.02
SEEDS = (1, 2, 3)
# Characters that print alike.
_ALIKE = ("0Oo", "1lI", "1i", "5S", "8B", "6b", "2Z", "9g", "il", "ce", "nu", "vy", "hb", "/l1", "-~–", ".,")
_MARKS = (
    *("aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị"),
    *("oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ"),
)
_BARE = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "o", "ư": "u", "đ": "d"}


def _confusions() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in _ALIKE:
        for sign in row:
            table[sign] = table.get(sign, "") + row.replace(sign, "")
    for row in _MARKS:
        for letter in row:
            others = row.replace(letter, "") if letter != row[0] else _BARE.get(letter, "")
            table[letter] = table.get(letter, "") + others
            table[letter.upper()] = table.get(letter.upper(), "") + others.upper()
    table["đ"], table["Đ"] = "d", "D"
    return table


CONFUSIONS = _confusions()


@dataclass(frozen=True)
class Noisy:
    """A text with errors; `begins` and `ends` map each character of the correct text to its offsets in it."""

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def moved(self, each: Wanted) -> Wanted:
        """Return a mention with its span in the noisy text."""
        return Wanted(
            self.begins[each.start],
            self.ends[each.end - 1],
            means=each.means,
            number=each.number,
            date=each.date,
            optional=each.optional,
        )


def without_marks(text: str, _seed: int = 0) -> Noisy:
    """Return the text without tone and vowel marks."""
    letters = {letter: row[0] for row in _MARKS for letter in row}
    plain = {letter: _BARE.get(base, base) for letter, base in letters.items()} | {"đ": "d"}
    plain |= {letter.upper(): base.upper() for letter, base in plain.items()}
    return _noisy([plain.get(letter, letter) for letter in text])


def scanned(text: str, seed: int) -> Noisy:
    """Return the text with the errors that OCR makes on a bad scan."""
    chance = random.Random(f"{seed}:{text}")
    return _noisy([_misread(letter, chance) if chance.random() < RATE else letter for letter in text])


def _misread(letter: str, chance: random.Random) -> str:
    if letter == " ":
        return ""
    if letter.isalnum() and chance.random() < 0.1:
        return f"{letter} "
    alike = CONFUSIONS.get(letter, "")
    return chance.choice(alike) if alike else letter


def _noisy(letters: list[str]) -> Noisy:
    begins, ends, at = [], [], 0
    for letter in letters:
        begins.append(at)
        ends.append(at + len(letter.rstrip()) if letter.strip() else at + len(letter))
        at += len(letter)
    return Noisy("".join(letters), tuple(begins), tuple(ends))


def halves(half: Half | None) -> Iterator[Sentence]:
    """Yield the sentences of one half, or of both."""
    for each in (half,) if half else ("dev", "held"):
        yield from sentences(each)


def measure(spoil: Callable[[str, int], Noisy], seed: int, half: Half | None = None) -> Tally:
    """Score the sentences spoiled by one seed."""
    tally, registry = Tally(), load()
    for sentence in halves(half):
        noisy = spoil(sentence.text, seed)
        citing = sentence.citing or Citing()
        found = [resolve(each, citing, registry, empty_library) for each in find_linked_mentions(noisy.text, registry)]
        tally.add(
            sentence.form,
            noisy.text,
            got=found,
            want=[noisy.moved(wanted(each)) for each in sentence.references],
            own_id=None,
        )
        if sentence.form.startswith("trap-"):
            tally.traps += 1
            tally.trap_hits += bool(found)
    return tally


def main() -> None:
    """Print the figures of both halves together."""
    if "--verbose" in sys.argv[1:]:
        print(*sorted(measure(without_marks, 0, "dev").wrong), sep="\n")
        print(*sorted(measure(scanned, SEEDS[0], "dev").wrong), sep="\n")
    print(f"\nwithout tone marks\n{measure(without_marks, 0)}")
    for seed in SEEDS:
        print(f"\nas a bad scan is read, {RATE:.0%} of the characters, seed {seed}\n{measure(scanned, seed)}")


if __name__ == "__main__":
    main()
