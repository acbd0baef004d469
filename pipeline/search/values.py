"""How far the words behind a field are its value: a name or number that the library holds, a body that is known."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence

from ..index import words_of
from ..store.filters import issuer_names
from ..vietnamese.numbers import number_key
from ..vietnamese.text import fold

_NAMES = {
    "issuer": "select distinct issuer_key from documents where exists"
    " (select 1 from json_each(?) where instr(issuer_key, value) > 0)",
    "signer": "select distinct fold(json_extract(value, '$.name')) from documents, json_each(header, '$.signers')"
    " where exists (select 1 from json_each(?) as typed where"
    " instr(fold(ifnull(json_extract(json_each.value, '$.name'), '')), typed.value) > 0)",
}
_NUMBERED = "select 1 from documents where number_key = ?1 union all select 1 from links where number_key = ?1 limit 1"
_LONGEST_PERSON = 5  # words: Nguyễn Thị Kim Ngân


def words_taken(connection: sqlite3.Connection, name: str, words: Sequence[str]) -> int:
    """How many of the words behind the first belong to the value of the filter `name`; the most that are known so."""
    plain = [" ".join(words_of(word)) for word in words]
    if name in {"number", "cites"}:
        runs = (("-".join(plain[: count + 1]), count) for count in range(len(words) - 1, 0, -1))
        known = (count for run, count in runs if connection.execute(_NUMBERED, (number_key(run),)).fetchone())
        return next(known, None) or (_words_cited(connection, words) if name == "cites" else 0)
    if name not in _NAMES or not plain[0]:
        return 0
    first = issuer_names(words[0]) if name == "issuer" else plain[:1]
    held = [row[0] or "" for row in connection.execute(_NAMES[name], (json.dumps(first),))]
    for count in range(len(words) - 1, 0, -1):
        typed = " ".join(words[: count + 1]).rstrip(",;.")
        spelled = issuer_names(typed) if name == "issuer" else [fold(typed)]
        if any(_stands(each, known) for each in spelled for known in held) or (name == "issuer" and _is_body(typed)):
            return count
    return _capitals(words[1:]) if name == "signer" else 0


def _words_cited(connection: sqlite3.Connection, words: Sequence[str]) -> int:
    """How many words belong to the name of a work that is cited: the most that name one, else up to a serial."""
    from .cited import names_works

    if connection.execute(_NUMBERED, (number_key(words[0]),)).fetchone():
        return 0
    for count in range(len(words) - 1, -1, -1):
        if names_works(connection, " ".join(words[: count + 1]).rstrip(",;.")):
            return count
    from ..registry import load

    plain = fold(" ".join(words))
    kinds = "|".join(re.escape(fold(name)) for kind in load().types for name in (kind.name, *kind.symbols))
    match = re.match(rf"(?:{kinds})(?: so)? \S*\d\S*", plain)
    return match[0].count(" ") if match else 0


def _stands(name: str, known: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", known) is not None


def _capitals(words: Sequence[str]) -> int:
    """How many words go on with a capital: a name that nobody held has, of which a part would find somebody else."""
    others = (count for count, word in enumerate(words) if not (word[0].isupper() and not word.isupper()))
    return min(next(others, len(words)), _LONGEST_PERSON - 1)


def _is_body(typed: str) -> bool:
    from ..registry import load

    return load().bodies.resembling(typed) is not None
