"""Words that point at a document: `Nghị quyết này`, `Chỉ thị nêu trên`, `Quy định trên`.

What they point at is found in `antecedent.py`, which also drops those in small letters that name no document
(`nghị quyết này` of a meeting). The words are rows of pointers.tsv.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from ...model import Mention
from ...registry import Registry
from ...vietnamese.text import fold, tone_key
from ..form import Form
from ..reading import Head, Reading
from ..shapes import compiled
from ..vocabulary import GENERIC

Direction = Literal["this", "above"]
Pointer = Direction | Literal["own", "quoted"]
# What only a document says of itself.
_OWN_BEFORE = compiled(r"(?:thi\s+hanh|kem\s+theo)\s+$")
_OWN_BEHIND = compiled(r"\s+co\s+hieu\s+luc\s")


def read(reading: Reading, head: Head) -> list[Mention]:
    """A type word with a word that points."""
    generic = head.kind is None and reading.vocabulary.is_generic(reading.folded[head.start : head.end], GENERIC[0])
    if head.slipped or not (head.kind or generic):
        return []
    # Every type's name has marks: where they are on, the pointing word has its own (`này`, not `nay`; `có`, not `cơ`).
    marked = not reading.text[head.start : head.end].isascii()
    pattern, directions = _pointers(reading.registry, marked)
    match = pattern.match(reading.toned if marked else reading.folded, head.end)
    if match is None:
        return []
    pointer: Pointer = directions[" ".join(match["word"].split())]
    if pointer == "this" and reading.in_new_wording(head.start):
        pointer = "quoted"
    elif pointer == "this" and _is_own(reading, head.start, match.end("word")):
        pointer = "own"
    return [Mention(head.start, match.end("word"), "", head.kind.name if head.kind else GENERIC[0], pointer=pointer)]


def _is_own(reading: Reading, start: int, end: int) -> bool:
    before = reading.folded[max(0, start - 12) : start]
    return _OWN_BEFORE.search(before) is not None or _OWN_BEHIND.match(reading.folded, end) is not None


@cache
def _pointers(registry: Registry, marked: bool) -> tuple[re.Pattern[str], dict[str, Direction]]:
    """The pattern over `tone_key` or folded text, and the direction of each word."""
    spell = tone_key if marked else fold
    branches: list[str] = []
    directions: dict[str, Direction] = {}
    for row in sorted(registry.rows("pointers"), key=lambda row: -len(row["word"])):
        word = spell(row["word"])
        directions[word] = "this" if row["points"] == "this" else "above"
        before = "|".join(re.escape(spell(each)) for each in row["before"].split("|") if each)
        behind = rf"(?=\s*(?:$|[,;:.)”\"])|\s+(?:{before})\b)" if before else r"(?!\w)"
        branches.append(r"\s+".join(map(re.escape, word.split())) + behind)
    return compiled(rf"\s+(?P<word>{'|'.join(branches)})"), directions


FORM = Form(
    "pointing word",
    frozenset({"type"}),
    read,
    examples=(
        ("⟦Nghị quyết này⟧ có hiệu lực từ ngày ký", "nghị quyết"),
        ("khoản 2 Điều 5 của ⟦Nghị định này⟧", "nghị định khoản 2 Điều 5"),
        ("thực hiện ⟦Chỉ thị nêu trên⟧", "chỉ thị"),
        ("⟦Quy định trên⟧ được áp dụng", "quy định"),
        ("kèm theo ⟦Văn bản này⟧", "văn bản"),
    ),
    counters=("Quy định trên cơ sở thực tiễn", "Hướng dẫn trên địa bàn tỉnh", "Kế hoạch nay đã xong"),
)
