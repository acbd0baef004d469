"""The place that a query names: `Điều 7 Luật Phá sản`, `khoản 2 điều 5 nghị định 19/2019`, `chương II quy định 294`.

The outline has the page of every section. A document is named by its number, or a law by its title.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from ..store import codec
from ..vietnamese.section_labels import LabelledPlace, labelled_places, section_token
from ..vietnamese.text import fold
from .letters import words_in

_NAMED_BY_TITLE = ("bo luat", "luat", "phap lenh", "dieu le")
_FEWEST_SHARE = 0.4  # of the words of a law's title that must be typed


class NamedPlace(NamedTuple):
    """A section named in a query; `clauses` are the labels inside it, the outermost first."""

    token: str
    clauses: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def rest_of(self, text: str) -> str:
        """Return the query with blanks for the labels."""
        for start, end in self.spans:
            text = text[:start] + " " * (end - start) + text[end:]
        return text


def named_place(text: str) -> NamedPlace | None:
    """Return the section that a query names, None if it names none; of several the innermost with a label."""
    found = list(labelled_places(text))
    sections = [each for each in found if not each.is_clause]
    if not sections:
        return None
    section = next((each for each in sections if each.token.startswith("dieu")), sections[-1])
    return NamedPlace(section.token, _clauses(found, section), tuple((each.start, each.end) for each in found))


def _clauses(found: Sequence[LabelledPlace], section: LabelledPlace) -> tuple[str, ...]:
    """Return the labels of clauses: `điểm a khoản 2 điều 5` has the outermost last, `điều 5 khoản 2 điểm a` first."""
    before = [each.token for each in found if each.is_clause and each.start < section.start]
    after = [each.token for each in found if each.is_clause and each.start > section.start]
    return (*reversed(before), *after)


def passage_of(connection: sqlite3.Connection, document: int, place: NamedPlace) -> int | None:
    """Return the key of the passage of a document in which a section begins, None if it has no such section."""
    row = connection.execute("select outline from documents where key = ?", (document,)).fetchone()
    sections = codec.decode_outline(row["outline"])
    at = next((at for at, each in enumerate(sections) if section_token(each.label) == place.token), None)
    if at is None:
        return None
    found = sections[at]
    inside = at + 1
    for clause in place.clauses:
        while inside < len(sections) and sections[inside].level > found.level:
            inside += 1
            if fold(sections[inside - 1].label) == clause:
                found = sections[inside - 1]
                break
    (key,) = connection.execute(
        "select max(key) from _passages where document = ? and page = ? and start <= ?",
        (document, found.page, max(found.start, 0)),
    ).fetchone()
    return key and int(key)


def laws_named(connection: sqlite3.Connection, text: str) -> list[int]:
    """Return the keys of the laws whose titles a text names, the likeliest first: `luật đường bộ`.

    The words after the type must be in the title, in its order; words of the title may be left out.
    """
    typed = [word.decode("ascii", "replace") for word in words_in(fold(text))]
    rows = connection.execute(
        "select key, type_key, title from documents where title is not null and type_key in"
        f" ({', '.join('?' * len(_NAMED_BY_TITLE))}) order by date desc, id",
        _NAMED_BY_TITLE,
    ).fetchall()
    found = []
    for key, kind, title in map(tuple, rows):
        name = fold(title).removeprefix(f"{kind} ")
        if share := _share_named(typed, kind.split(), [word.decode() for word in words_in(name)]):
            found.append((share, key))
    best = max((share for share, _key in found), default=0.0)
    return [key for share, key in found if share == best]


def _share_named(typed: Sequence[str], kind: Sequence[str], title: Sequence[str]) -> float:
    """Return the share of a title that is typed after its type; 0 if too little, or if it is another's title."""
    for start in range(len(typed) - len(kind)):
        if list(typed[start : start + len(kind)]) != list(kind) or (
            start and kind == ["luat"] and typed[start - 1] == "bo"
        ):
            continue
        at = count = 0
        for word in typed[start + len(kind) :]:
            place = next((place for place in range(at, len(title)) if title[place] == word), None)
            if place is None:
                break
            at, count = place + 1, count + 1
        if count and title[0] == typed[start + len(kind)] and count / len(title) >= _FEWEST_SHARE:
            return count / len(title)
    return 0.0
