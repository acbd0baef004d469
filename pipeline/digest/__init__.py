"""Study packs: documents are chosen, quoted word for word, and laid out for a session."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from ..chain.svg import render_topic_map
from ..i18n import _
from ..model import Deadline, Digest, DigestItem, Document, PackKind, Point, Role, Session, Source, SourcePage, Work
from ..read.formats import printed_pages
from ..registry import load
from ..store import Store
from ..store.saved_searches import mark_seen, save_search, saved_searches
from ..vietnamese.citation import cite, vietnamese_date
from ..vietnamese.text import squeeze, tone_key
from .agenda_file import read_agenda
from .audience import Audience
from .beside import documents_beside, is_of_cell, settle
from .choose import LAST_PACK, Request, about, choose, closest, month_bounds
from .cues import Cues, load_cues
from .deadlines import make_calendar
from .forms import make_forms
from .grounding import check, is_on_page, quotations
from .in_force import (
    PagedReference,
    StatusLookup,
    changed_works,
    ended_on,
    ended_works,
    explain_citations,
    implemented_works,
    make_notices,
    no_status,
    status_lookup,
)
from .points import Quoted, extract_figures, rank_points
from .questions import make_questions
from .sentences import Sentence, task_sentences
from .session import make_agenda
from .settings import Settings, settings_of
from .task_table import table_tasks
from .tasks import bound_actors, count_actors, extract_tasks

__all__ = ["Request", "Settings", "choose", "digest_of", "make_digest", "read_agenda", "remember_pack", "settings_of"]

_MAX_FIGURES = 6  # for each document
_CUSTOMARY = Settings()


def digest_of(store: Store, request: Request, settings: Settings) -> Digest:
    """Return the study pack that is asked for. Raises the errors of `choose` and `make_digest`."""
    today = date.today()
    session = settle(store, _session_of(settings))
    as_of = settings.as_of or session.day or today
    choice = choose(store, request, as_of)
    is_one = len(choice.entries) == 1 and not (choice.period or request.new)
    kind: PackKind = "topic" if request.query else "document" if is_one else "month"
    until = session.day or (month_bounds(request.month)[1] if request.month else request.until)
    beside = (
        [] if settings.plain or settings.full
        else [*documents_beside(store, choice.entries, session, until=until, follow_up=kind == "month")]
    )  # fmt: skip
    digest = make_digest(
        [(store.document(entry.id), store.references_of(entry)) for entry in choice.entries],
        period=choice.period,
        settings=replace(settings, session=session),
        left_out=choice.left_out,
        look_up_status=status_lookup(store, as_of),
        beside=[(store.document(entry.id), store.references_of(entry), role) for entry, role in beside],
        query=request.query,
        kind=kind,
    )
    before = min(as_of, last_pack(store) or as_of) if request.new else as_of
    changed = tuple(changed_works(digest.documents, status_lookup(store, before), status_lookup(store, today)))
    digest = replace(digest, as_of=as_of, printed=today, ended_out=choice.ended_out, changed=changed)
    draws_map = not settings.plain and (settings.full or "map" in settings.parts)
    return replace(digest, map=render_topic_map(store, choice.entries, as_of)) if draws_map else digest


def last_pack(store: Store) -> date | None:
    """Return the day of the last pack that was remembered, None before the first one."""
    found = [each for each in saved_searches(store.connection) if each.name == LAST_PACK]
    return date.fromisoformat(found[0].since[:10]) if found else None


def remember_pack(store: Store) -> None:
    """Remember that a pack is made now, so that the next one can begin where it ends."""
    with store.bulk():
        save_search(store.connection, LAST_PACK, "", {})
        mark_seen(store.connection, LAST_PACK, [entry.id for entry in store.entries()])


def _session_of(settings: Settings) -> Session:
    """Return the session with the cell and the committee that `unit` names: `Chi bộ A, Đảng ủy B`."""
    cell, _comma, parent = (settings.unit or "").partition(",")
    session = settings.session
    return replace(session, unit=cell.strip() or session.unit, parent=parent.strip() or session.parent)


def make_digest(
    documents: Sequence[tuple[Document, Sequence[PagedReference]]],
    *,
    period: str | None = None,
    settings: Settings = _CUSTOMARY,
    left_out: int = 0,
    look_up_status: StatusLookup = no_status,
    beside: Sequence[tuple[Document, Sequence[PagedReference], Role]] = (),
    query: str = "",
    kind: PackKind = "document",
) -> Digest:
    """Return the study pack of documents, after every quotation has been compared with its page.

    Args:
        documents: Documents in the order of the pack, each with its citations and their pages.
        period: The period covered, for the title: `2016-03`, `2016-03-01/2016-05-31`.
        settings: The shape of the pack.
        left_out: Number of secret documents that are not among them.
        look_up_status: Look-up of the status of works.
        beside: Documents that only give duties and days, each with its role.
        query: The topic of the pack, which chooses points.
        kind: What the documents have in common.

    Raises:
        NotGrounded: A quotation is not on its page.
    """
    quoted = Quoted()
    make = partial(_item, settings=settings, look_up_status=look_up_status, quoted=quoted)
    items = tuple(make(document, references, query=query) for document, references in documents)
    others = tuple(replace(make(document, references), role=role) for document, references, role in beside)
    whole = [*(document for document, _references in documents), *(document for document, _more, _role in beside)]
    sources = tuple(_source(item, document) for item, document in zip((*items, *others), whole, strict=True))
    digest = Digest(
        title=settings.title or _title(period),
        period=period,
        items=items,
        left_out=left_out,
        unit=settings.unit,
        sources=sources,
        kind=kind,
        beside=others,
        session=_session_of(settings),
        full=settings.full or settings.plain,
        parts=settings.parts,
        pages=settings.pages,
        query=query,
        ended=tuple(ended_works(items, look_up_status)),
    )
    check(digest, {document.id: _page_texts(document) for document in whole})
    return digest if settings.plain else _with_session(digest, settings)


def _with_session(digest: Digest, settings: Settings) -> Digest:
    steps = make_agenda(digest.items, settings.length, settings.steps)
    audience = Audience(settings.audience, digest.session.unit)
    duties = tuple(
        Deadline(task, number)
        for number, item in enumerate(digest.documents)
        for task in item.tasks
        if audience.binds(task, of_superior=item.role == "plan") or _is_own(item, digest.session.unit)
    )
    if digest.query:
        duties = tuple(closest(digest.query, duties, lambda each: each.task.text))
    digest = replace(digest, minutes=settings.length, agenda=steps, calendar=make_calendar(digest.items), duties=duties)
    return replace(digest, forms=make_forms(digest, _period_in_words(digest.period)))


def _is_own(item: DigestItem, unit: str | None) -> bool:
    """Return whether all tasks of a document are the cell's own, because the cell issued it."""
    return item.work is not None and is_of_cell(item.work.issuer, unit)


def _page_texts(document: Document) -> dict[int, str]:
    return {page.number: page.text for page in document.pages}


def _item(
    document: Document,
    references: Sequence[PagedReference],
    *,
    settings: Settings,
    look_up_status: StatusLookup,
    quoted: Quoted,
    query: str = "",
) -> DigestItem:
    cues = load_cues()
    pages = _page_texts(document)
    header = document.header
    status = look_up_status(document.id)
    with_items = task_sentences(document, cues)
    tasks = (*table_tasks(document, cues), *extract_tasks(with_items, cues, document.header.date))
    sentences = [sentence for sentence in with_items if not sentence.is_item]
    fresh = [each for each in sentences if not quoted.repeats(each)]
    ranked = rank_points(about(query, fresh, lambda each: each.text), settings.sentences, cues)
    ranks = {id(sentence): rank for rank, sentence in enumerate(ranked)}
    points = [sentence for sentence in fresh if id(sentence) in ranks]
    quoted.add(points)
    reasons = (*implemented_works(references, document), *bound_actors(tasks))
    audience = Audience(settings.audience, _session_of(settings).unit)
    questions = (
        () if settings.plain else make_questions(tasks, document.outline, cues, audience=audience, header=header)
    )
    figures = extract_figures(each for each in sentences if not _is_forbidden(each, cues))
    # A citation or a heading that continues on the next page is on neither page whole.
    return DigestItem(
        id=document.id,
        heading=_heading(document),
        points=tuple(replace(_point(sentence, cues), rank=ranks[id(sentence)]) for sentence in points),
        tasks=tasks,
        questions=tuple(each for each in questions if is_on_page(each.quotation, pages.get(each.page, ""))),
        references=tuple(reference for _page, reference in references),
        notices=tuple(make_notices(document, status)),
        why=tuple(each for each in reasons if is_on_page(each.words, pages[each.page])),
        figures=tuple(islice(figures, _MAX_FIGURES)),
        explained=tuple(explain_citations(references, look_up_status)),
        bound=count_actors(tasks),
        work=Work(document.id, header.type, header.number, header.issuer, header.date, _own_title(document)),
        pages_known=printed_pages(document),
        in_force=status.in_force if status else None,
        ended=ended_on(status),
        spread=_spread(document),
        words=sum(len(page.text.split()) for page in document.pages),
        pages=len(document.pages),
    )


_SPREAD = re.compile(r"(?:phổ biến|quán triệt) (?:\w+ ){0,2}đến (?:các |từng |toàn thể )?(?:chi bộ|đảng viên)\b")


def _spread(document: Document) -> Point | None:
    """Return the words at the end by which the document is sent to the cells: `phổ biến đến chi bộ`."""
    for page in reversed(document.pages[-2:]):
        for match in _SPREAD.finditer(squeeze(page.text)):
            if re.search(r"\bnày (?:được )?$", squeeze(page.text)[: match.start()]):
                return Point(match[0], page.number, None)
    return None


def _is_forbidden(sentence: Sentence, cues: Cues) -> bool:
    return sentence.lead is not None and cues.frame.search(tone_key(sentence.lead.text)) is not None


def _point(sentence: Sentence, cues: Cues) -> Point:
    """Return the sentence, with the line above it unless the sentence names its own actor."""
    lead = sentence.lead
    if lead and (cues.actor_at(tone_key(sentence.text), 0) or not cues.is_needed(lead.text)):
        lead = None
    return Point(
        text=sentence.text,
        page=sentence.page,
        section=sentence.section,
        lead=lead.text if lead else None,
        lead_page=lead.page if lead else None,
    )


def _own_title(document: Document) -> str | None:
    title = document.header.title
    if title and title.isupper():  # the registry's title has the capitals of names only
        known = load().works.get(document.id)
        title = known.title if known and known.title else title
    return title


def _heading(document: Document) -> str:
    header = document.header
    title = _own_title(document)
    if header.number or title:
        return cite(header.type, header.number, header.date, header.issuer, title=title)
    return Path(document.path).name


def _source(item: DigestItem, document: Document) -> Source:
    quoted = {page for _words, page in quotations(item)} | {question.page for question in item.questions}
    pages = tuple(SourcePage(page.number, page.text, page.source) for page in document.pages if page.number in quoted)
    return Source(
        id=item.id,
        heading=item.heading,
        file=Path(document.path).name,
        page_count=len(document.pages),
        pages=pages,
    )


def _title(period: str | None) -> str:
    if period is None:
        return _("Study pack for the monthly session")
    return _("Study pack, {period}").format(period=_period_in_words(period))


def _period_in_words(period: str | None) -> str:
    """Return `2016-03` as `tháng 3/2016`, `2016-03-01/..` as `từ ngày 1/3/2016`, None as an empty string."""
    if period is None:
        return ""
    if "/" not in period:
        year, month = period.split("-")
        return _("month {month}/{year}").format(month=int(month), year=year)
    since, until = (None if day == ".." else vietnamese_date(date.fromisoformat(day)) for day in period.split("/"))
    if since and until:
        return _("from {since} to {until}").format(since=since, until=until)
    return _("since {day}").format(day=since) if since else _("until {day}").format(day=until)
