"""What a document cites and what cites it, each with the sentence that does."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ..model import Entry, Reference
from ..store import Store, codec
from ..store.store import entry as entry_of
from ..vietnamese.sentences import sentence_at

_LINKS = """
select citing.*, links.page as cited_on, links.mention, links.state, links.rule, links.reference,
       pages.text as page_text, pages.paragraphs as page_paragraphs
from links
join documents as citing on citing.key = links.document
join pages on pages.document = links.document and pages.page = links.page
where {where}
order by {order}links.page, links.position
"""


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation, the document in which it stands, its page, and its sentence word for word."""

    document: Entry
    page: int
    reference: Reference
    sentence: str


def cites(store: Store, entry: Entry) -> list[Citation]:
    """What a document cites, in order."""
    rows = store.connection.execute(_LINKS.format(where="citing.id = ?", order=""), (entry.id,))
    return [_citation(row) for row in rows]


def cited_in(store: Store, work_id: str) -> list[Citation]:
    """Where other documents cite a work, held or not, the newest first; secret ones do not tell."""
    where = "links.target = ?1 and citing.id <> ?1 and citing.secrecy is null"
    order = "citing.date is null, citing.date desc, citing.id, "
    return [_citation(row) for row in store.connection.execute(_LINKS.format(where=where, order=order), (work_id,))]


def _citation(row: sqlite3.Row) -> Citation:
    reference = codec.reference(row)
    sentence = sentence_at(row["page_text"], codec.paragraphs(row["page_paragraphs"]), reference.mention.start)
    return Citation(entry_of(row), row["cited_on"], reference, sentence)
