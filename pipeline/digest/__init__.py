"""Study packs: documents are chosen, quoted word for word, and laid out for a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from ..chain.svg import render_topic_map
from ..i18n import _
from ..model import Digest, DigestItem, Document, Point, Source, SourcePage
from ..registry import load
from ..store import Store
from ..vietnamese.citation import cite, vietnamese_date
from ..vietnamese.text import tone_key
from .agenda_file import read_agenda
from .choose import Request, choose
from .cues import Cues, load_cues
from .deadlines import make_calendar
from .grounding import check, is_on_page, quotations
from .in_force import (
    PagedReference,
    StatusLookup,
    explain_citations,
    implemented_works,
    make_notices,
    no_status,
    status_lookup,
)
from .points import Quoted, choose_points, extract_figures
from .sentences import Sentence, task_sentences
from .session import DEFAULT_MINUTES, PlannedStep, make_agenda, make_forms, make_questions
from .task_table import table_tasks
from .tasks import bound_actors, count_actors, extract_tasks

__all__ = ["Request", "Settings", "choose", "digest_of", "make_digest", "read_agenda"]

_DEFAULT_POINTS = 6  # for each document
_MAX_FIGURES = 6  # for each document


@dataclass(frozen=True, slots=True)
class Settings:
    """The shape of a pack.

    Attributes:
        title: None for one made of the period.
        unit: The cell that the pack is for: `Chi bộ Sở Ngoại vụ, Đảng bộ Sở Ngoại vụ`.
        sentences: Maximum number of points for each document.
        minutes: Length of the session; None for the sum of its steps, or 90.
        as_of: The day on which works are in force or not; None for today.
        steps: The office's own agenda; empty for the customary one.
        plain: Whether the pack has only the documents and their sources.
    """

    title: str | None = None
    unit: str | None = None
    sentences: int = _DEFAULT_POINTS
    minutes: int | None = None
    as_of: date | None = None
    steps: tuple[PlannedStep, ...] = ()
    plain: bool = False

    @property
    def length(self) -> int:
        """The length of the session in minutes."""
        return self.minutes or sum(step.minutes for step in self.steps) or DEFAULT_MINUTES


def digest_of(store: Store, request: Request, settings: Settings) -> Digest:
    """Return the study pack that is asked for. Raises the errors of `choose` and `make_digest`."""
    choice = choose(store, request)
    as_of = settings.as_of or date.today()
    digest = make_digest(
        [(store.document(entry.id), store.references_of(entry)) for entry in choice.entries],
        period=choice.period,
        settings=settings,
        left_out=choice.left_out,
        look_up_status=status_lookup(store, as_of),
    )
    return digest if settings.plain else replace(digest, map=render_topic_map(store, choice.entries, as_of))


def make_digest(
    documents: Sequence[tuple[Document, Sequence[PagedReference]]],
    *,
    period: str | None = None,
    settings: Settings = Settings(),
    left_out: int = 0,
    look_up_status: StatusLookup = no_status,
) -> Digest:
    """Return the study pack of documents, after every quotation has been compared with its page.

    Args:
        documents: Documents in the order of the pack, each with its citations and their pages.
        period: The period covered, for the title: `2016-03`, `2016-03-01/2016-05-31`.
        settings: The shape of the pack.
        left_out: Number of secret documents that are not among them.
        look_up_status: Look-up of the status of works.

    Raises:
        NotGrounded: A quotation is not on its page.
    """
    quoted = Quoted()
    items = tuple(
        _item(document, references, settings=settings, look_up_status=look_up_status, quoted=quoted)
        for document, references in documents
    )
    sources = tuple(_source(item, document) for item, (document, _references) in zip(items, documents, strict=True))
    digest = Digest(
        title=settings.title or _title(period),
        period=period,
        items=items,
        left_out=left_out,
        unit=settings.unit,
        sources=sources,
    )
    check(digest, {document.id: _page_texts(document) for document, _references in documents})
    return digest if settings.plain else _with_session(digest, settings)


def _with_session(digest: Digest, settings: Settings) -> Digest:
    steps = make_agenda(digest.items, settings.length, settings.steps)
    return replace(
        digest,
        minutes=settings.length,
        agenda=steps,
        calendar=make_calendar(digest.items),
        forms=make_forms(settings.unit, digest.items, steps, _period_in_words(digest.period)),
    )


def _page_texts(document: Document) -> dict[int, str]:
    return {page.number: page.text for page in document.pages}


def _item(
    document: Document,
    references: Sequence[PagedReference],
    *,
    settings: Settings,
    look_up_status: StatusLookup,
    quoted: Quoted,
) -> DigestItem:
    cues = load_cues()
    pages = _page_texts(document)
    with_items = task_sentences(document, cues)
    tasks = (*table_tasks(document, cues), *extract_tasks(with_items, cues, document.header.date))
    sentences = [sentence for sentence in with_items if not sentence.is_item]
    points = choose_points([each for each in sentences if not quoted.repeats(each)], settings.sentences, cues)
    quoted.add(points)
    reasons = (*implemented_works(references, document), *bound_actors(tasks))
    questions = () if settings.plain else make_questions(tasks, document.outline, cues, settings.unit)
    figures = extract_figures(each for each in sentences if not _is_forbidden(each, cues))
    # A citation or a heading that continues on the next page is on neither page whole.
    return DigestItem(
        id=document.id,
        heading=_heading(document),
        points=tuple(_point(sentence, cues) for sentence in points),
        tasks=tasks,
        questions=tuple(each for each in questions if is_on_page(each.quotation, pages.get(each.page, ""))),
        references=tuple(reference for _page, reference in references),
        notices=tuple(make_notices(document, look_up_status(document.id))),
        why=tuple(each for each in reasons if is_on_page(each.words, pages[each.page])),
        figures=tuple(islice(figures, _MAX_FIGURES)),
        explained=tuple(explain_citations(references, look_up_status)),
        bound=count_actors(tasks),
    )


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


def _heading(document: Document) -> str:
    header = document.header
    title = header.title
    if title and title.isupper():  # the registry's title has the capitals of names only
        known = load().works.get(document.id)
        title = known.title if known and known.title else title
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
