"""What in a pack is still in force: the works that its documents cite or ended, and the notices on the documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from ..chain import Status, status_of
from ..errors import NotHeld
from ..i18n import _
from ..model import DigestItem, Document, Ended, Explained, Mention, Notice, Reason, Reference, Work
from ..registry import load
from ..store import Store
from ..vietnamese.citation import cite, vietnamese_date
from ..vietnamese.sentences import sentence_at
from ..vietnamese.text import squeeze, tone_key
from .choose import implementing_relations
from .cues import Cues, load_cues

PagedReference = tuple[int, Reference]  # the page with the citation, and the citation
StatusLookup = Callable[[str], Status | None]  # by the id of a work

_BASIS = re.compile(r"căn cứ\b")
_COMMA = re.compile(r", ")
_MAX_IMPLEMENTED = 3  # works named in the line that says why a document matters
_MAX_PAGE_LENGTH = 8000  # characters; a longer page is a whole document


def status_lookup(store: Store, as_of: date) -> StatusLookup:
    """Return a cached look-up of a work's status on a day; it returns None for an unknown work."""

    @cache
    def look_up(work_id: str) -> Status | None:
        try:
            return status_of(store, work_id, as_of)
        except NotHeld:
            return None

    return look_up


def no_status(work_id: str) -> Status | None:
    """Return None: the look-up without a library."""
    return None


def _is_confirmed(found: Status | None) -> bool:
    """Return whether all claims that end this work and its successors, or continue it, are confirmed."""
    return found is None or all(claim.confirmed for claim in (*found.succession, *found.continued_by))


def explain_citations(references: Iterable[PagedReference], look_up_status: StatusLookup) -> Iterator[Explained]:
    """Yield the works cited, in the order of their first citation, each with whether it is in force."""
    groups: dict[str, list[PagedReference]] = {}
    for page, reference in references:
        mention = reference.mention
        key = reference.target.id if reference.target else mention.number or squeeze(mention.text)
        groups.setdefault(key, []).append((page, reference))
    for group in groups.values():
        reference = group[0][1]
        found = look_up_status(reference.target.id) if reference.target else None
        yield Explained(
            words=squeeze(reference.mention.text),
            pages=tuple(dict.fromkeys(page for page, _reference in group)),
            state=reference.state,
            work=reference.target,
            candidates=len(reference.candidates),
            in_force=found.in_force if found else None,
            replaced_by=found.successor if found else None,
            confirmed=_is_confirmed(found),
            ended=ended_on(found),
            registry_only=found is not None and not found.own and all(claim.quote is None for claim in found.claims),
        )


def ended_on(found: Status | None) -> date | None:
    """Return the day from which a work is no longer in force, None where it is or the day is not known."""
    if found is None or found.in_force is not False or found.state == "not yet in force":
        return None
    return next((claim.since for claim in found.ended_by if claim.since), found.until)


def implemented_works(references: Sequence[PagedReference], document: Document) -> tuple[Reason, ...]:
    """Return what a document says that it implements, at most three works, each with the words that cite it.

    A document says so in its title, in its legal basis (`căn cứ`) and before its first section, in a sentence whose
    subject is the document itself. Later citations, and those in sentences about others, do not count.
    """
    body_start = min(((section.page, section.start) for section in document.outline), default=(2, 0))
    cues = load_cues()
    effect_of = load().relations.effect_of
    found: dict[str, Reason] = {}
    for relation in implementing_relations():
        for page, reference in references:
            work, mention = reference.target, reference.mention
            early = effect_of(relation) == "based-on" or (page, mention.start) < body_start
            if not work or not early or work.id in {document.id, *found} or mention.relation != relation:
                continue
            if _is_in_title(mention, document) or _is_implemented(mention, page, document, cues):
                found[work.id] = Reason("implements", squeeze(mention.text), page, work)
    return tuple(found.values())[:_MAX_IMPLEMENTED]


def _is_in_title(mention: Mention, document: Document) -> bool:
    return tone_key(squeeze(mention.text)) in tone_key(document.header.title or "")


def _is_implemented(mention: Mention, page: int, document: Document, cues: Cues) -> bool:
    """Return whether the sentence says that the document itself implements the work, and assesses nobody."""
    text = next(each.text for each in document.pages if each.number == page)
    key = tone_key(sentence_at(text, document.paragraphs.get(page, ()), mention.start)).lstrip("-–+•* ")
    before, _citation, after = key.partition(tone_key(squeeze(mention.text)))
    if _BASIS.match(key):
        return True
    if not (cues.serves.match(key) or cues.purpose.search(before)) or cues.assessing.search(f"{before} {after}"):
        return False
    return not any(_has_several_actors(after, comma.end(), cues) for comma in _COMMA.finditer(after))


def _has_several_actors(key: str, begin: int, cues: Cues) -> bool:
    """Return whether a clause begins with several bodies, who are then its subject: `, các cấp ủy …`."""
    return cues.determiner.match(key, begin) is not None and cues.actor_at(key, begin) is not None


def make_notices(document: Document, found: Status | None) -> Iterator[Notice]:
    """Yield what a reader must know before quoting a document, the most serious first; `found` is its status."""
    if found:
        yield from _status_notices(found, found.successor)
    if document.header.marks.draft:
        yield Notice("draft", _("This is a draft."))
    if scanned := [str(page.number) for page in document.pages if page.source == "ocr"]:
        text = _("Page {pages} was read from a picture: compare quotations with the paper.")
        yield Notice("ocr", text.format(pages=", ".join(scanned)))
    if len(document.pages) == 1 and len(document.pages[0].text) > _MAX_PAGE_LENGTH:
        yield Notice("unpaged", _("The file has no page boundaries: look for quotations by their section."))


def _status_notices(found: Status, newer: Work | None) -> Iterator[Notice]:
    if found.in_force is False and found.state != "not yet in force":
        sentences = {
            "replaced": _("Out of date: replaced by {work}."),
            "revoked": _("Out of date: revoked by {work}."),
            "expired": _("Out of date: ended by {work}."),
        }
        if newer:
            yield Notice("replaced", sentences[found.state].format(work=cite_work(newer)), newer)
        elif found.until:
            day = vietnamese_date(found.until)
            yield Notice("replaced", _("Out of date: it was in force until {day}.").format(day=day))
        else:
            yield Notice("replaced", _("Out of date: it is no longer in force."))
    if found.state == "not yet in force":
        begins = found.since or found.work.date
        day = vietnamese_date(begins) if begins else "…"
        yield Notice("early", _("Not yet in force: it begins on {day}.").format(day=day))
    for work in dict.fromkeys(claim.by for claim in found.amended_by if claim.by):
        yield Notice("amended", _("Amended by {work}: read both.").format(work=cite_work(work)), work)


def cite_work(work: Work) -> str:
    """Return a work as it is cited, with its title."""
    return cite(work.type, work.number, work.date, work.issuer, title=work.title)


def ended_works(items: Sequence[DigestItem], look_up_status: StatusLookup) -> Iterator[Ended]:
    """Yield the works that a document of the pack says to have ended, each with that sentence and its page."""
    places = {item.id: place for place, item in enumerate(items)}
    cited = dict.fromkeys(each.work.id for item in items for each in item.explained if each.work)
    for work_id in cited:
        found = look_up_status(work_id)
        for claim in found.ended_by if found else ():
            if found and claim.quote and claim.quote.document.id in places:
                place = places[claim.quote.document.id]
                yield Ended(found.work, claim.since, place, claim.quote.page, claim.quote.text)
                break


def changed_works(
    items: Iterable[DigestItem], on_the_day: StatusLookup, when_printed: StatusLookup
) -> Iterator[Explained]:
    """Yield the documents and the works that they cite that ended after the day of the session, up to the printing."""
    cited = (Explained("", (), "resolved", item.work) for item in items if item.work)
    seen: set[str] = set()
    for each in (*cited, *(each for item in items for each in item.explained)):
        if each.work is None or each.work.id in seen:
            continue
        seen.add(each.work.id)
        then, now = on_the_day(each.work.id), when_printed(each.work.id)
        if now and now.in_force is False and then and then.in_force is not False:
            claim = now.ended_by[0] if now.ended_by else None
            yield replace(
                each,
                in_force=False,
                ended=claim.since if claim else now.until,
                replaced_by=now.successor,
                confirmed=all(claim.confirmed for claim in now.ended_by),
            )
