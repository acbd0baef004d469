"""The forms of a citation as compiled patterns over folded text (`text.fold`: no marks, lower case, same offsets).

Which words are types and which letters are symbols comes from the registry's
tables; here stand only the shapes into which they fit. Every pattern is
anchored by its caller and has no nested repetition, so matching is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.number import DASH
from pipeline.registry import Registry
from pipeline.text import fold, tone_key

# A serial may carry OCR slips (O for 0, l for 1) if a digit is left.
SERIAL = r"(?=[ol]{0,4}\d)[0-9ol]{1,5}[a-d]?"
PARTY_NUMBER = rf"{SERIAL}\s?{DASH}\s*[a-z]{{1,6}}\s?/\s?[a-z]{{2,12}}(?:-[a-z]{{2,10}})?"
STATE_NUMBER = (
    rf"{SERIAL}\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?[a-z][a-z0-9&]{{0,12}}(?:\s?{DASH}\s?[a-z][a-z0-9&]{{0,14}}){{0,8}}"
)
NUMBER = rf"(?<![\w.,/])(?:{PARTY_NUMBER}|{STATE_NUMBER})(?![\w])"
ROMAN = r"[ivx]{1,5}"
_ORDINALS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
             "muoi": 10, "muoi mot": 11, "muoi hai": 12, "muoi ba": 13, "muoi bon": 14, "muoi lam": 15}  # fmt: skip
ORDINAL = rf"(?:\d{{1,2}}|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_CENTRAL = r"(?:trung\s+uong|tw|t\.w|tu(?=\s?\d))"
_COMMITTEE = (
    r"(?:\s*,?\s*(?:cua\s+)?(?:ban\s+chap\s+hanh\s+trung\s+uong|bch\s*tw|bch\s+trung\s+uong)"
    r"(?:\s+dang)?(?:\s+cong\s+san\s+viet\s+nam)?)?"
)
PLENUM_LIST = rf"{ORDINAL}(?:\s*,\s*{ORDINAL}(?=\s*(?:,|va\s|\(|khoa)))*(?:\s+va\s+{ORDINAL}(?=\s*(?:\(|,?\s*khoa)))?"
TERM_LIST = (
    rf"(?:khoa|k)\s*(?:{ROMAN}|(?:[6-9]|1\d)(?!\s?/))(?!\w)(?:\s*,\s*(?:khoa\s+)?{ROMAN}(?!\w))*"
    rf"(?:\s*(?:,\s*)?va\s+(?:khoa\s+)?{ROMAN}(?!\w))?"
)
# A part of a document with what tells it: `khoan 2`, `diem a`, `phan thu nhat`, `muc II.1`.
PART = (
    r"(?:diem|khoan|dieu|(?:tieu\s+)?muc|chuong|phan|tiet|doan)\s+"
    rf"(?:thu\s+{ORDINAL}|\d{{1,3}}[a-z]?(?:\.\d{{1,2}})*|[ivxl]{{1,6}}(?:\.\d{{1,2}})*|[a-z])(?!\w)"
)
DATE = (
    r"(?:(?:ky\s+|ban\s+hanh\s+)?ngay\s+)?"
    rf"(?:[0-9ol]{{1,2}}\s+thang\s+\d{{1,2}}[\s,]+nam\s+\d{{4}}|[0-9ol]{{1,2}}\s?(?:/|\.|{DASH})\s?[0-9ol]{{1,2}}"
    rf"\s?(?:/|\.|{DASH})\s?\d{{4}})(?!\d)"
)

_Tree = dict[str, Any]


@dataclass(frozen=True)
class Grammar:
    """The patterns, all over folded text but `counted`.

    `trigger` finds where a citation may begin: a type word (group `type`), a
    name (`name`) or a number (`number`). `counted` matches, over `tone_key` text, a noun that is
    counted: a number before it is no document's serial.
    """

    trigger: re.Pattern[str]
    number: re.Pattern[str]
    bare: re.Pattern[str]
    plenum: re.Pattern[str]
    short_plenum: re.Pattern[str]
    congress: re.Pattern[str]
    tail_date: re.Pattern[str]
    tail_term: re.Pattern[str]
    tail_plenum: re.Pattern[str]
    tail_issuer: re.Pattern[str]
    tail_title: re.Pattern[str]
    more: re.Pattern[str]
    articles: re.Pattern[str]
    law: re.Pattern[str]
    counted: re.Pattern[str]


@cache
def grammar(registry: Registry) -> Grammar:
    """The grammar with the registry's types, their letters and the names of known works in it."""
    types = {fold(kind.name) for kind in registry.types}
    letters = {fold(symbol) for kind in registry.types if kind.bare for symbol in kind.symbols}
    names = {fold(alias) for alias in registry.aliases}
    counted = sorted((tone_key(row["noun"]) for row in registry.rows("counted")), key=len, reverse=True)
    generic = {"van ban", "dieu le", "van kien"}
    return Grammar(
        trigger=re.compile(
            rf"(?<!\w)(?:(?P<name>{_trie(names)})(?!\w)|(?P<type>{_trie(types | letters | generic)})(?![\w/])"
            rf"|(?P<short>nqtw)|(?P<number>(?:so\s+)?{NUMBER}))"
        ),
        number=re.compile(rf"\s*(?:\(?\s*so\s*[:.]?\s*)?(?P<number>{NUMBER})"),
        bare=re.compile(r"\s+(?P<so>so\s+)?(?P<number>\d{1,4})(?![\w/%–-])(?!\s?[-–/]\s?\d|\s/|[.,]\d)"),
        plenum=re.compile(
            rf"\s*(?:cua\s+)?(?:hoi\s+nghi\s+)?(?:lan\s+thu\s+(?={ORDINAL})|{_CENTRAL}\s*(?:lan\s+thu\s+)?)"
            rf"(?P<plenum>{PLENUM_LIST})(?!\w){_COMMITTEE}(?P<close>\s*,?\s*(?P<open>\(\s*)?(?P<term>{TERM_LIST})(?(open)\s*\)))?"
        ),
        short_plenum=re.compile(
            rf"nq\s?tw\s?(?P<plenum>\d{{1,2}})(?!\w)(?P<close>\s*,?\s*(?P<open>\(\s*)?(?P<term>{TERM_LIST})(?(open)\s*\)))?"
        ),
        congress=re.compile(
            r"\s*(?:cua\s+)?dai\s+hoi(?:(?:\s+dai\s+bieu)?(?P<local>\s+(?:dang\s+bo|chi\s+bo)[^,.;()]{0,60}?)\s+(?:lan\s+thu|khoa)"
            r"|(?:\s+dai\s+bieu)?(?:\s+toan\s+quoc)?(?:\s+dang)?(?:\s+lan\s+thu)?)"
            rf"\s+(?P<term>{ROMAN}|\d{{1,2}})(?!\w)"
        ),
        tail_date=re.compile(rf"\s*[,;(]?\s*(?P<date>{DATE})"),
        tail_term=re.compile(rf"\s*,?\s*(?P<open>\(\s*)?(?P<term>{TERM_LIST})(?(open)\s*\))"),
        tail_plenum=re.compile(
            rf"\s*,?\s*(?:cua\s+|tai\s+)?(?:hoi\s+nghi\s+)(?:lan\s+thu\s+|{_CENTRAL}\s*(?:lan\s+thu\s+)?)(?P<plenum>{ORDINAL})(?!\w)"
            rf"{_COMMITTEE}(?:\s*,?\s*\(?\s*khoa\s+(?P<term>{ROMAN})(?!\w))?"
        ),
        tail_issuer=re.compile(r"\s*,?\s*(?:cua|do)\s+(?P<issuer>[^,.;:()“”\"]{3,90})"),
        tail_title=re.compile(
            r"\s*,?\s*(?:(?:ve\s+(?:viec\s+)?)?[“\"](?P<quoted>[^”\"]{3,300})[”\"]|ve\s+(?P<about>[^;.“”\"()]{3,200}))"
        ),
        more=re.compile(r"\s*(?:,|;|-|va(?=\s)|cung(?=\s)|hoac(?=\s)|,\s*va(?=\s))\s*(?:so\s+)?"),
        articles=re.compile(rf"(?:(?<=\W)|^)((?:{PART}\)?\s*,?\s*(?:va\s+|cua\s+)?){{1,6}})$"),
        law=re.compile(
            rf"\s+(?P<title>[^;.“”\"()/]{{3,140}}?)\s*,?\s*(?:so\s*[:.]?\s*(?P<number>{NUMBER})|(?=ngay\s+\d)|(?P<year>nam\s+(?:19|20)\d\d)(?!\d))"
        ),
        counted=re.compile("(?:" + "|".join(map(re.escape, counted)) + r")\b"),
    )


def ordinal(text: str) -> int:
    """`4`, `tu` → 4; 0 for what is none."""
    plain = " ".join(text.split())
    return int(plain) if plain.isdigit() else _ORDINALS.get(plain, 0)


def _trie(words: Iterable[str]) -> str:
    """An alternation that shares beginnings, so that the scan tries few branches; longer words win.

    Without words it matches nothing.
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _alternation(tree) or "(?!)"


def _alternation(node: _Tree) -> str:
    branches = [
        (r"\s+" if letter == " " else re.escape(letter)) + _alternation(child)
        for letter, child in sorted(node.items())
        if letter
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in node else "(?:" + "|".join(branches) + ")"
    return joined + "?" if "" in node else joined
