"""The work that a name means, and the citations from and to it, each with its sentence."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ..errors import NotHeld, SecretDocument
from ..i18n import _
from ..model import Citing, Entry, Mention, Reference, Work
from ..registry import load
from ..store import Store, codec
from ..vietnamese.citation import cite, place_at
from ..vietnamese.numbers import parse_number
from ..vietnamese.text import nfc
from .only_cited import cited_works

_CITATIONS = """
select citing.*, _links.page as cited_on, _links.mention, _links.state, _links.rule, _links.reference,
       _links.sentence
from _links
join documents as citing on citing.key = _links.document
where {where}
order by {order}_links.page, _links.position
"""


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation with the document, page and section that it is in, and its sentence word for word.

    `page` counts the pages of the file; `document.page_of(page)` is the printed one.
    """

    document: Entry
    page: int
    reference: Reference
    sentence: str
    section: str | None = None


def outgoing_citations(store: Store, entry: Entry) -> list[Citation]:
    """Return the citations in a document, in order."""
    rows = store.connection.execute(_CITATIONS.format(where="citing.id = ?", order=""), (entry.id,))
    return [_citation(row) for row in rows]


def incoming_citations(store: Store, work_id: str) -> list[Citation]:
    """Return the citations of a work in other documents, the newest document first, without secret ones."""
    where = "_links.target = ?1 and citing.id <> ?1 and citing.secrecy is null"
    order = "citing.date is null, citing.date desc, citing.id, "
    return [_citation(row) for row in store.connection.execute(_CITATIONS.format(where=where, order=order), (work_id,))]


def _citation(row: sqlite3.Row) -> Citation:
    reference = codec.decode_reference(row)
    section = section_at(row["outline"], row["cited_on"], reference.mention.start)
    return Citation(
        document=codec.decode_entry(row), page=row["cited_on"], reference=reference, sentence=row["sentence"],
        section=section,
    )  # fmt: skip


def section_at(outline: str, page: int, offset: int) -> str | None:
    """Return the section of a place, by the outline as it is stored."""
    return place_at(codec.decode_sections_at(outline, page, offset), page, offset)


def work_of(entry: Entry) -> Work:
    """Return a document of the library as a work."""
    return Work(entry.id, entry.type, number=entry.number, issuer=entry.issuer, date=entry.date, title=entry.title)


def work_described_by(mention: Mention) -> Work:
    """Return a work that neither the library nor the registry has, as a citation describes it; its id is empty."""
    return Work(
        "", mention.type, number=mention.number, issuer=mention.issuer, date=mention.date, title=mention.title,
        confirmed=False,
    )  # fmt: skip


def find_work(store: Store | None, name: str) -> tuple[Work, Entry | None]:
    """Return the work with an id, a number or a citation, and its entry if the library has it.

    Args:
        store: The library; its documents are preferred to works that only the registry knows, and these to works that
            its documents only cite. None asks the registry alone.
        name: An id (`trung-uong/2016/05-ct-tw`), or a number that only one work has, which may be part of a citation
            (`Chỉ thị 08-CT/TU ngày 30/3/2016`).

    Raises:
        NotHeld: Neither the library nor the registry knows the work, or several have the number.
        SecretDocument: The work was added although it is secret.
    """
    registry = load()
    known = registry.works.get(nfc(name).strip())
    entries = _entries(store, name) if store else []
    if known and known.id not in {entry.id for entry in entries}:
        return known, None
    parsed = parse_number(name)
    numbered = registry.works.numbered(str(parsed)) if parsed else registry.works.aliased(name)
    works = [work_of(entry) for entry in entries] or list(numbered) or _named_in_full(name, store)
    if len(works) > 1:
        raise NotHeld(
            (
                _("Several documents are numbered {number}.") if parsed else _("“{number}” means several documents.")
            ).format(number=name),
            hint=_("Name one by its id: {ids}.").format(ids=", ".join(each.id or _described(each) for each in works)),
        )
    if not works:
        raise NotHeld(
            _("Neither the library nor the registry has a document “{name}”.").format(name=name),
            hint=_("See what the library has with: chithi list."),
        )
    entry = entries[0] if entries else None
    if entry and entry.secrecy:
        raise SecretDocument(
            _("The document is marked {mark}; its content is not shown.").format(mark=entry.secrecy),
            hint=_("Read the document itself."),
            path=entry.path,
        )
    return works[0], entry


def _named_in_full(name: str, store: Store | None) -> list[Work]:
    """Return the works that a whole citation means, else those with its number that documents only cite."""
    from ..references import find_mentions, resolve

    text = nfc(name).strip()
    number = parse_number(text)
    if number:
        cited = Mention(0, len(text), text=text, number=str(number))
    else:
        cited = next(iter(find_mentions(text, load())), Mention(0, 0, text=""))
        found = resolve(cited, Citing(), load(), lambda _name: ())
        if found.target or found.candidates:
            return [found.target] if found.target else list(found.candidates)
    return [each.work for each in cited_works(store, cited)] if store and cited.number else []


def _described(work: Work) -> str:
    return cite(work.type, work.number, work.date, work.issuer)


def _entries(store: Store, name: str) -> list[Entry]:
    """Return the entries with a number, else the one with an id."""
    found = store.numbered(name)
    if found:
        return found
    try:
        return [store.find(name)]
    except NotHeld:
        return []
