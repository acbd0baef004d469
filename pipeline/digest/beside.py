"""Documents beside the chosen ones that a handout needs: the plan of the cell's superior, the cell's last resolution.

A directive says little of what one cell must do: the duties and days are mostly in the plan by which the cell's direct
superior carries it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ..model import Entry, Role, Session
from ..registry import load
from ..store import Store
from ..vietnamese.text import fold, squeeze
from .choose import implementing_relations

_PLANS = frozenset(("kế hoạch", "hướng dẫn", "chương trình", "chương trình hành động", "công văn"))
_COMMITTEE = ("dang uy ", "dang bo ", "chi bo ")


def settle(store: Store, session: Session) -> Session:
    """Return the session with its cell's committee and place, as the cell's own documents in the library name them."""
    if session.unit is None or (session.parent and session.place):
        return session
    own = list(_own_documents(store, session.unit))
    parents = {parent for entry in own if (parent := _after_comma(entry.issuer))}
    parent = session.parent or (parents.pop() if len(parents) == 1 else None)
    place = session.place or (store.document(own[0].id).header.place if own else None)
    return replace(session, parent=parent, place=place)


def documents_beside(
    store: Store, entries: Sequence[Entry], session: Session, *, until: date | None, follow_up: bool
) -> Iterator[tuple[Entry, Role]]:
    """Yield the superior's plans that carry the chosen documents out, then the cell's last resolution.

    Args:
        store: The library.
        entries: The documents chosen.
        session: The cell and its session.
        until: The last day of issue.
        follow_up: Whether the last resolution is wanted.
    """
    chosen = {entry.id for entry in entries}
    for entry in entries:
        plan = _plan_of(store, entry, session, until) if session.parent or len(entries) == 1 else None
        if plan and plan.id not in chosen:
            chosen.add(plan.id)
            yield plan, "plan"
    if follow_up and session.unit:
        own = (each for each in _own_documents(store, session.unit) if each.type == "nghị quyết")
        last = next((each for each in own if each.date and (until is None or each.date <= until)), None)
        if last and last.id not in chosen:
            yield last, "last resolution"


def is_of_cell(issuer: str | None, unit: str | None) -> bool:
    """Return whether a document is the cell's own."""
    return bool(issuer and unit) and fold(squeeze(issuer or "")).startswith(fold(squeeze(unit or "")))


def _plan_of(store: Store, entry: Entry, session: Session, until: date | None) -> Entry | None:
    """Return the newest plan of the cell's committee that carries `entry` out.

    Where the committee is not known it is the plan of the only Party committee that has one in the library.
    """
    plans = {
        each.document.id: each.document
        for each in store.citations_of(entry)
        if each.reference.mention.relation in implementing_relations()
        and each.document.type in _PLANS
        and not each.document.secrecy
        and _is_in_title(each.reference.mention.text, each.document.title)
        and not is_of_cell(each.document.issuer, session.unit)
        and (until is None or each.document.date is None or each.document.date <= until)
    }
    found = sorted(plans.values(), key=lambda each: each.date or date.min)
    if session.parent:
        found = [each for each in found if _is_same_body(session.parent, each.issuer)]
    else:
        found = [each for each in found if each.issuer and load().bodies.sphere_of(each.issuer) == "party"]
        if len({each.issuer for each in found}) != 1:
            return None
    return found[-1] if found else None


def _is_in_title(words: str, title: str | None) -> bool:
    return fold(squeeze(words)) in fold(squeeze(title or ""))


def _is_same_body(name: str, issuer: str | None) -> bool:
    """Return whether an issuer is the body that the user names, with or without its province: `Đảng ủy Khối …`."""
    bare, full = _without_kind(name), _without_kind(issuer or "")
    return bool(bare) and (full == bare or full.startswith(f"{bare} "))


def _without_kind(name: str) -> str:
    key = fold(squeeze(name))
    return next((key.removeprefix(kind) for kind in _COMMITTEE if key.startswith(kind)), key)


def _own_documents(store: Store, unit: str) -> Iterator[Entry]:
    return (each for each in store.entries(issuer=unit) if is_of_cell(each.issuer, unit) and not each.secrecy)


def _after_comma(issuer: str | None) -> str | None:
    return (issuer or "").partition(",")[2].strip() or None
