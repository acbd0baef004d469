"""Random and hostile queries: none may raise, none may take long.

    python -m tests.fuzz.queries [COUNT] [SEED]

Prints how many were asked, which raised, and the slowest by its own time (the processor's) and by the clock.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.index import Index
from pipeline.search import search
from pipeline.store import Store
from tests.documents import directive, document, plan
from tests.index.pages import SMALL

LIMIT = 1.0  # seconds
PAGES = 60


def _apart(*lines: str) -> list[str]:
    return [word for line in lines for word in line.split()]


_SIGNS = _apart(
    '( ) " “ ” AND OR NOT NEAR NEAR/3 NEAR/999999999 VÀ HOẶC KHÔNG GẦN/2',
    "- = * : / ^ ' ; -- .. \\ % _ { } [ ] rowid: docid",
)
_FIELDS = [
    *_apart(
        "số: loại: cơquan: ngày: từ: đến: khóa: mục: dẫn: năm: -số: mục:= x: =",
        "title: number: type: date: term: section: signer:",
    ),
    *("cơ quan:", "người ký:", "tiêu đề:"),
]
_WORDS = [
    *_apart(
        "kỷ luật ky luat đảng viên hành chính chỉ thị trung ương chir thij d9ang3 luậ* lua",
        "08-CT/TU 08 ct tu 8 NQTW4 khóa XII 2016 30/3/2016 2016..2018 .. 0000-00-00 99/99/9999 😀 ﬁ İ ß ٣ ² Ⅻ",
    ),
    *("hội nghị", "\ud800", "\x00", "\ue000", "\u202e", "e\u0301\u0302", "\u0130\u0307", "\ufeff", "\u200d"),
    "\U0010ffff",
]


def queries(seed: int, count: int) -> Iterator[str]:
    """`count` queries; the same for the same seed. One in five thousand is up to a million letters long."""
    chance = random.Random(seed)
    kinds: list[Callable[[random.Random], str]] = [_signs, _signs, _signs, _text, _repeated, _nested, _spelled, _words]
    for number in range(count):
        yield _huge(chance) if number % 5000 == 4999 else chance.choice(kinds)(chance)


def _signs(chance: random.Random) -> str:
    parts = [chance.choice(chance.choice((_SIGNS, _FIELDS, _WORDS, _WORDS))) for _part in range(chance.randint(0, 24))]
    return chance.choice(("", " ", " ")).join(parts)


def _text(chance: random.Random) -> str:
    top = chance.choice((0x80, 0x250, 0x2000, 0x110000))
    return "".join(chr(chance.randrange(top)) for _letter in range(chance.randint(0, 60)))


def _repeated(chance: random.Random) -> str:
    return (chance.choice(_SIGNS + _FIELDS + _WORDS) + chance.choice(("", " "))) * chance.randint(1, 400)


def _nested(chance: random.Random) -> str:
    depth = chance.randint(1, 200)
    word = chance.choice(_WORDS)
    return "(" * depth + word + chance.choice(("", " OR x", " AND", " NOT y")) + ")" * chance.choice((depth, depth - 1))


def _spelled(chance: random.Random) -> str:
    letters = list(" ".join(chance.choice(_WORDS) for _word in range(chance.randint(1, 8))))
    for _slip in range(chance.randint(1, 4)):
        letters[chance.randrange(len(letters))] = chr(chance.randrange(0x20, 0x250))
    return "".join(letters)


def _words(chance: random.Random) -> str:
    return " ".join(f"{chance.choice(_WORDS)}{chance.randint(0, 99)}" for _word in range(chance.randint(1, 200)))


def _huge(chance: random.Random) -> str:
    part = chance.choice((*_SIGNS, *_FIELDS, *_WORDS)) + chance.choice(("", " ", "("))
    return part * (1_000_000 // len(part))


def filled(library: Store) -> None:
    """Some hundred pages to search, with impact vectors as in a large library, late postings and deleted pages.

    The directive, the plan, and pages of its words.
    """
    chance = random.Random(0)
    library.add(directive())
    library.add(plan())
    words = [word for word in _WORDS if word.isalpha()]
    for name in ("kept", "removed", "later"):
        if name == "later":
            Index(library.connection, SMALL).compact()
        pages = (" ".join(chance.choices(words, k=200)) for _page in range(PAGES // 2))
        library.add(document(*pages, path=f"/{name}.pdf"))
    library.remove(next(entry.id for entry in library.entries() if entry.path == "/removed.pdf"))


def options(seed: int) -> dict[str, Any]:
    """What a query may be asked with besides."""
    chance = random.Random(seed)
    return {
        "explain": chance.random() < 0.1,
        "facets": chance.random() < 0.1,
        "sort": chance.choice(("relevance", "date")),
        "start": chance.choice((0, 0, 5, 10**6)),
    }


def main() -> None:
    """Ask, and print what came of it."""
    count, seed = int((sys.argv[1:] or ["200000"])[0]), int((sys.argv[2:] or ["1"])[0])
    raised, slowest, longest = 0, (0.0, ""), 0.0
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "l.sqlite", create=True) as library:
        filled(library)
        began = time.perf_counter()
        for number, query in enumerate(queries(seed, count)):
            at, own = time.perf_counter(), time.process_time()
            try:
                search(library, query, **options(number))
            except Exception as error:
                raised += 1
                print(f"raised {error!r} for {query[:200]!r}")
            slowest = max(slowest, (time.process_time() - own, query[:80]))
            longest = max(longest, time.perf_counter() - at)
        seconds = time.perf_counter() - began
    print(f"{count} queries, seed {seed}: {raised} raised; {seconds:.0f} s in all")
    print(f"slowest {slowest[0]:.3f} s of its own, {longest:.3f} s by the clock: {slowest[1]!r}")
    sys.exit(bool(raised or slowest[0] > LIMIT))


if __name__ == "__main__":
    main()
