"""Which work is meant by an id or a number, held in the library or only known to the registry."""

from __future__ import annotations

from ..errors import NotHeld, SecretDocument
from ..i18n import _
from ..model import Entry, Work
from ..registry import load
from ..store import Store
from ..vietnamese.numbers import parse_number
from ..vietnamese.text import nfc


def work_of(entry: Entry) -> Work:
    """A document of the library as a work."""
    return Work(entry.id, entry.type, entry.number, entry.issuer, entry.date, entry.title)


def named(store: Store, name: str) -> tuple[Work, Entry | None]:
    """The work with this id, or the only one with this number that is held, else known; and its entry if it is held.

    Raises NotHeld when nobody knows one, or several bear the number; SecretDocument for one that was accepted
    although it is secret.
    """
    registry = load()
    known = registry.works.get(nfc(name).strip())
    parsed = parse_number(name)
    numbered = registry.works.numbered(str(parsed)) if parsed else ()
    held = _held(store, name)
    if known and known.id not in {entry.id for entry in held}:
        return known, None
    works = [work_of(entry) for entry in held] or list(numbered)
    if len(works) > 1:
        raise NotHeld(
            _("Several documents are numbered {number}.").format(number=name),
            hint=_("Name one by its id: {ids}.").format(ids=", ".join(work.id for work in works)),
        )
    if not works:
        raise NotHeld(
            _("Neither the library nor the registry has a document “{name}”.").format(name=name),
            hint=_("See what the library has with: chithi list."),
        )
    entry = held[0] if held else None
    if entry and entry.secrecy:
        raise SecretDocument(
            _("The document is marked {mark}; nothing is told of it.").format(mark=entry.secrecy),
            hint=_("Read the document itself."),
            path=entry.path,
        )
    return works[0], entry


def _held(store: Store, name: str) -> list[Entry]:
    """The entries with this id, else with this number; an id decides alone."""
    found = store.numbered(name)
    if found:
        return found
    try:
        return [store.find(name)]
    except NotHeld:
        return []
