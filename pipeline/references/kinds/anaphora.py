"""Anaphora: words that refer to a document (`Nghị quyết này`, `Chỉ thị nêu trên`, `Quy định trên`).

`antecedents.py` finds what they mean and drops those in small letters that mean no document (`nghị quyết này` of a
meeting). The words are rows of pointers.tsv.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from ...model import Mention
from ...registry import Registry
from ...vietnamese.text import fold, tone_key
from ..grammar import compile_pattern
from ..input_text import GENERIC_WORDS, InputText, Opening
from . import CitationForm

Direction = Literal["this", "above"]
Pointer = Direction | Literal["own", "quoted"]
# What only a document says of itself.
_BEFORE_OWN = compile_pattern(r"(?:thi\s+hanh|kem\s+theo)\s+$")
_AFTER_OWN = compile_pattern(r"\s+co\s+hieu\s+luc\s")


def parse(source: InputText, opening: Opening) -> list[Mention]:
    """Return the mention of a type word followed by a demonstrative."""
    written = source.folded[opening.start : opening.end]
    generic = opening.type is None and source.vocabulary.is_generic(written, GENERIC_WORDS[0])
    if opening.misread or not (opening.type or generic):
        return []
    # Every type's name has marks. Where the text has them, so has the demonstrative (`này`, not `nay`).
    marked = not source.text[opening.start : opening.end].isascii()
    pattern, directions = _demonstratives(source.registry, marked)
    match = pattern.match(source.toned if marked else source.folded, opening.end)
    if match is None:
        return []
    end = match.end("word")
    pointer: Pointer = directions[" ".join(match["word"].split())]
    if pointer == "this" and source.in_new_wording(opening.start):
        pointer = "quoted"
    elif pointer == "this" and _means_own_document(source, opening.start, end):
        pointer = "own"
    type_name = opening.type.name if opening.type else GENERIC_WORDS[0]
    return [Mention(opening.start, end, "", type_name, pointer=pointer)]


def _means_own_document(source: InputText, start: int, end: int) -> bool:
    before = source.folded[max(0, start - 12) : start]
    return _BEFORE_OWN.search(before) is not None or _AFTER_OWN.match(source.folded, end) is not None


@cache
def _demonstratives(registry: Registry, marked: bool) -> tuple[re.Pattern[str], dict[str, Direction]]:
    """Return a pattern over `tone_key` or folded text, and the direction of each word."""
    spell = tone_key if marked else fold
    branches: list[str] = []
    directions: dict[str, Direction] = {}
    for row in sorted(registry.rows("pointers"), key=lambda row: -len(row["word"])):
        word = spell(row["word"])
        directions[word] = "this" if row["points"] == "this" else "above"
        before = "|".join(re.escape(spell(each)) for each in row["before"].split("|") if each)
        following = rf"(?=\s*(?:$|[,;:.)”\"])|\s+(?:{before})\b)" if before else r"(?!\w)"
        branches.append(r"\s+".join(map(re.escape, word.split())) + following)
    return compile_pattern(rf"\s+(?P<word>{'|'.join(branches)})"), directions


FORM = CitationForm(
    name="pointing word",
    priority=60,
    opens=frozenset({"type"}),
    parse=parse,
    examples=(
        ("⟦Nghị quyết này⟧ có hiệu lực từ ngày ký", "nghị quyết"),
        ("khoản 2 Điều 5 của ⟦Nghị định này⟧", "nghị định khoản 2 Điều 5"),
        ("thực hiện ⟦Chỉ thị nêu trên⟧", "chỉ thị"),
        ("⟦Quy định trên⟧ được áp dụng", "quy định"),
        ("kèm theo ⟦Văn bản này⟧", "văn bản"),
    ),
    counter_examples=("Quy định trên cơ sở thực tiễn", "Hướng dẫn trên địa bàn tỉnh", "Kế hoạch nay đã xong"),
)
