"""Chosen documents → a study pack that quotes them word for word."""

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
from .agenda import MINUTES, PlannedStep, agenda
from .agenda_file import read_agenda
from .choose import Request, choose
from .cues import Cues, load_cues
from .deadlines import calendar
from .explained import Cited, explained, implemented
from .figures import figures_of
from .forms import forms
from .grounding import check, quotations, stands_on
from .notices import notices_of
from .points import Said, choose_points
from .questions import questions_of
from .sentence import Sentence, quotable
from .standing import StandingOf, newest, standing_in, unknown
from .tasks import bound, count_bound, tasks_of

__all__ = ["SENTENCES", "Request", "Settings", "choose", "digest_of", "make_digest", "read_agenda"]

SENTENCES = 6  # points a document, unless asked otherwise
_FIGURES = 6  # a document


@dataclass(frozen=True, slots=True)
class Settings:
    """How a pack is to be.

    `sentences` is the points a document, `minutes` the length of the session (None: as long as its steps, or 90
    minutes), `steps` the office's own order of it, `as_of` the day on which works hold or not (None: today). A `plain`
    pack has only the documents and their sources.
    """

    title: str | None = None
    unit: str | None = None
    sentences: int = SENTENCES
    minutes: int | None = None
    as_of: date | None = None
    steps: tuple[PlannedStep, ...] = ()
    plain: bool = False

    @property
    def length(self) -> int:
        """The minutes of the session."""
        return self.minutes or sum(step.minutes for step in self.steps) or MINUTES


def digest_of(store: Store, request: Request, settings: Settings) -> Digest:
    """The study pack that is asked for. Raises what `choose` and `make_digest` raise."""
    choice = choose(store, request)
    as_of = settings.as_of or date.today()
    digest = make_digest(
        [(store.document(entry.id), store.cited_by(entry)) for entry in choice.entries],
        period=choice.period,
        settings=settings,
        left_out=choice.left_out,
        standing_of=standing_in(store, as_of),
    )
    return digest if settings.plain else replace(digest, map=render_topic_map(store, choice.entries, as_of))


def make_digest(
    documents: Sequence[tuple[Document, Sequence[Cited]]],
    *,
    period: str | None = None,
    settings: Settings = Settings(),
    left_out: int = 0,
    standing_of: StandingOf = unknown,
) -> Digest:
    """The study pack of documents, each with what it cites on which page, in the order given.

    `left_out` is the number of secret ones not among them, `standing_of` tells which works hold. Everything quoted
    has been compared with its page; raises NotGrounded when something differs.
    """
    items: list[DigestItem] = []
    said = Said()
    for document, cited in documents:
        items.append(_item(document, cited, settings, standing_of, said))
    held = [document for document, _cited in documents]
    digest = Digest(
        title=settings.title or _title(period),
        period=period,
        items=tuple(items),
        left_out=left_out,
        unit=settings.unit,
        sources=tuple(_source(item, document) for item, document in zip(items, held, strict=True)),
    )
    check(digest, {document.id: {page.number: page.text for page in document.pages} for document in held})
    return digest if settings.plain else _with_session(digest, settings)


def _with_session(digest: Digest, settings: Settings) -> Digest:
    steps = agenda(digest.items, settings.length, settings.steps)
    return replace(
        digest,
        minutes=settings.length,
        agenda=steps,
        calendar=calendar(digest.items),
        forms=forms(settings.unit, digest.items, steps, _in_words(digest.period)),
    )


def _item(
    document: Document, cited: Sequence[Cited], settings: Settings, standing_of: StandingOf, said: Said
) -> DigestItem:
    cues = load_cues()
    pages = {page.number: page.text for page in document.pages}
    sentences = quotable(document, cues)
    tasks = tuple(tasks_of(sentences, cues, document.header.date))
    standing = standing_of(document.id)
    reasons = (*implemented(cited, document), *bound(tasks))
    points = choose_points([each for each in sentences if not said.before(each)], settings.sentences, cues)
    said.add(points)
    return DigestItem(
        id=document.id,
        heading=_heading(document),
        points=tuple(_point(sentence, cues) for sentence in points),
        tasks=tasks,
        questions=() if settings.plain else questions_of(tasks, document.outline, cues, settings.unit),
        references=tuple(reference for _page, reference in cited),
        notices=tuple(notices_of(document, standing, newest(standing, standing_of))),
        # A citation that a page break parts stands on no page whole.
        why=tuple(reason for reason in reasons if stands_on(reason.words, pages[reason.page])),
        figures=tuple(islice(figures_of(each for each in sentences if not _is_forbidden(each, cues)), _FIGURES)),
        explained=tuple(explained(cited, standing_of)),
        bound=count_bound(tasks),
    )


def _is_forbidden(sentence: Sentence, cues: Cues) -> bool:
    return sentence.lead is not None and cues.frame.search(tone_key(sentence.lead.text)) is not None


def _point(sentence: Sentence, cues: Cues) -> Point:
    """The sentence, with the line above it unless it says itself who is meant."""
    lead = sentence.lead
    if lead and (cues.actor_at(tone_key(sentence.text), 0) or not cues.needed(lead.text)):
        lead = None
    return Point(
        sentence.text, sentence.page, sentence.section, lead.text if lead else None, lead.page if lead else None
    )


def _heading(document: Document) -> str:
    header = document.header
    title = header.title
    if title and title.isupper():  # the registry knows which of the words are names
        known = load().works.get(document.id)
        title = known.title if known and known.title else title
    if header.number or title:
        return cite(header.type, header.number, header.date, header.issuer, title)
    return Path(document.path).name


def _source(item: DigestItem, document: Document) -> Source:
    quoted = {page for _words, page in quotations(item)} | {question.page for question in item.questions}
    pages = tuple(SourcePage(page.number, page.text, page.source) for page in document.pages if page.number in quoted)
    return Source(item.id, item.heading, Path(document.path).name, len(document.pages), pages)


def _title(period: str | None) -> str:
    if period is None:
        return _("Study pack for the monthly session")
    return _("Study pack, {period}").format(period=_in_words(period))


def _in_words(period: str | None) -> str:
    """`2016-03` as `tháng 3/2016`, `2016-03-01/..` as `từ ngày 1/3/2016`; nothing for None."""
    if period is None:
        return ""
    if "/" not in period:
        year, month = period.split("-")
        return _("month {month}/{year}").format(month=int(month), year=year)
    since, until = (None if day == ".." else vietnamese_date(date.fromisoformat(day)) for day in period.split("/"))
    if since and until:
        return _("from {since} to {until}").format(since=since, until=until)
    return _("since {day}").format(day=since) if since else _("until {day}").format(day=until)
