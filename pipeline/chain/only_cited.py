"""Works that neither the library nor the registry has: all that is known of them is how documents cite them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from ..model import Citing, Mention, Work
from ..references.candidates import cited_issuer, is_central
from ..registry import load
from ..store import Store, codec
from ..vietnamese.numbers import number_key, parse_number

Place = tuple[int, int, int]  # the document, page and position of a citation
_Identity = tuple[object, ...]
_Value = TypeVar("_Value")

_UNKNOWN = """
select _links.document, _links.page, _links.position, _links.mention, citing.header
from _links
join documents as citing on citing.key = _links.document
where _links.number_key = ? and _links.state = 'unknown' and citing.secrecy is null
  -- A secret document in the library must not be described by those that cite it.
  and not exists (select 1 from documents where number_key = _links.number_key and secrecy is not null)
order by _links.document, _links.page, _links.position
"""


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work as its citations describe it, with the places of these; the id of the work is empty."""

    work: Work
    places: frozenset[Place]


@dataclass(slots=True)
class _Group:
    """Citations that mean one work: their places, and each as a full citation."""

    places: list[Place] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


def cited_works(store: Store, cited: Mention) -> list[CitedWork]:
    """Return the works that documents cite under the number of `cited`, one where nothing tells them apart.

    A normative number of the state has its year and body in it, so it is one work. Others begin again: they are one
    work where day and body agree.
    """
    number = parse_number(cited.number or "")
    if number is None:
        return []
    unique = number.style == "state" and number.year is not None and is_central(str(number), load())
    groups: dict[_Identity, _Group] = {}
    for place, mention, citing in _citations(store, str(number)):
        if _differ(cited.type, mention.type) or _differ(cited.date, mention.date):
            continue
        identity = () if unique else (mention.type, mention.date, cited_issuer(mention, citing, load()))
        group = groups.setdefault(identity, _Group())
        group.places.append(place)
        group.mentions.append(mention)
    return [_described(each, str(number)) for each in _without_undated(groups)]


def _citations(store: Store, number: str) -> Iterator[tuple[Place, Mention, Citing]]:
    for row in store.connection.execute(_UNKNOWN, (number_key(number),)):
        mention, header = codec.decode_mention(row["mention"]), codec.decode_header(row["header"])
        citing = Citing(header.issuer, header.date, place=header.place, type=header.type, number=header.number)
        yield (row["document"], row["page"], row["position"]), mention.antecedent or mention, citing


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _without_undated(groups: dict[_Identity, _Group]) -> Sequence[_Group]:
    """Return the groups, the one without a day joined to the only one that has a day of the same type and body."""
    for identity in [each for each in groups if each and each[1] is None]:
        dated = [each for each in groups if each[1] is not None and (each[0], each[2]) == (identity[0], identity[2])]
        if len(dated) == 1:
            undated = groups.pop(identity)
            groups[dated[0]].places += undated.places
            groups[dated[0]].mentions += undated.mentions
    return list(groups.values())


def _described(group: _Group, number: str) -> CitedWork:
    work = Work(
        id="", type=_most_common(each.type for each in group.mentions), number=number,
        issuer=_most_common(each.issuer for each in group.mentions),
        date=_most_common(each.date for each in group.mentions),
        title=_most_common(each.title for each in group.mentions), confirmed=False,
    )  # fmt: skip
    return CitedWork(work, frozenset(group.places))


def _most_common(values: Iterable[_Value | None]) -> _Value | None:
    counted = Counter(value for value in values if value is not None).most_common(1)
    return counted[0][0] if counted else None
