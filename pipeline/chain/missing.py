"""The works most cited that the library lacks: what to get first."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Work
from ..store import Store, codec

# A work that is known counts by its id; a number that nobody knows by what its citations say of it.
_MISSING = """
select coalesce(links.target, '') as target,
       case when links.target is null then links.number_key end as number,
       case when links.target is null then json_extract(links.mention, '$.date') end as day,
       min(links.reference) as reference, min(links.mention) as mention,
       count(*) as times, count(distinct links.document) as documents, json_group_array(distinct citing.id) as ids
from links
join documents as citing on citing.key = links.document
where citing.secrecy is null
  and (links.state = 'known-not-held' or (links.state = 'unknown' and links.number_key is not null))
  -- What an accepted secret document is, nobody is told; that it is missing would be untrue.
  and not exists (select 1 from documents where documents.id = links.target
                  or (links.target is null and documents.number_key = links.number_key
                      and documents.secrecy is not null))
group by 1, 2, 3
order by documents desc, times desc, target, number
limit ?
"""


@dataclass(frozen=True, slots=True)
class Missing:
    """A work that is cited and not held: how often, and in which documents (ids).

    `known` is False for what neither library nor registry knows: then `work` has only what the citation says,
    and its id is empty.
    """

    work: Work
    known: bool
    times: int
    documents: tuple[str, ...]


def missing(store: Store, limit: int = 50) -> list[Missing]:
    """The works cited in most documents first."""
    found = []
    for row in store.connection.execute(_MISSING, (limit,)):
        known = codec.answer(row["reference"])
        mention = codec.mention(row["mention"])
        mention = mention.antecedent or mention
        work = known or Work(
            "", mention.type, mention.number, mention.issuer, mention.date, mention.title, confirmed=False
        )
        ids = tuple(sorted(codec.strings(row["ids"])))
        found.append(Missing(work, known is not None, row["times"], ids))
    return found
