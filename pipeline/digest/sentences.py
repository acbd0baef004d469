"""The sentences of a document that can be quoted on their own, or together with the line that introduces them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from ..model import Document, Mention, Page, Section
from ..vietnamese.citation import place_at, sections_at
from ..vietnamese.sentences import sentences
from ..vietnamese.text import fold, squeeze, tone_key
from .cues import Cues
from .deadlines import heading_deadline

_MIN_SYLLABLES, _MAX_SYLLABLES = 8, 110  # shorter sentences say little, longer ones are paragraphs
_MIN_TASK_SYLLABLES, _MAX_TASK_SYLLABLES = 4, 300  # such a sentence may be a duty still
_MAX_LEAD = 60  # syllables
_MIN_BOLD = 18  # syllables of a bold paragraph that is a sentence, even without a dash
_ENUMERATOR = re.compile(
    r"(?:(?P<step>(?:[-–—] )?Bước \d+:)|(?P<dash>[-–—])|(?P<plus>[+•*])|\(?(?P<letter>[a-zđ])\)"
    r"|\((?P<bracket>\d+|[ivx]+)\)\.?|(?P<number>\d+(?:\.\d+)*[.)/]|(?:\d+|\$)(?:\.\d+)+\.?)"
    r"|(?P<roman>[IVXLC]+)\s?[.-]|(?P<article>Điều \d+[a-z]?)[.:])(?:\s+|(?<=[IVXLC]\.)(?=[A-ZÀ-ỸĐ]))"
)
# Ranks of enumerators, outermost first; that of a number is its depth, of a bullet or none there is none.
_RANKS = {"article": 0, "roman": 0, "letter": 10, "bracket": 11}
_UNNUMBERED = 20
_MAX_HEADING = 120  # characters; a longer title is the text of its section
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Lead:
    """The line above sentences that they need: the introduction of a list, or a heading that says whom they concern."""

    text: str
    page: int
    introduces: bool  # ends in a colon; otherwise it is a heading
    order: int = 0  # number of its paragraph


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence.

    Attributes:
        text: Without its enumerator, white space folded.
        page: Page number.
        section: The sections that it is in, as a citation names them.
        lead: The line above that it needs, if any.
        citations: Number of citations in it.
        is_report: Whether a heading above announces past results (`Kết quả năm 2016`).
        owner: The nearest heading above that names a body, if the numbering puts the sentence under it.
        is_item: Whether it can be a task only: too long for a point, an item of a list that is parted by semicolons,
            one that leans on the sentence before, or one that goes on on the next page.
        titles: The headings above, the outermost first.
        order: The number of its paragraph; 0 if that is not known.
        leans: Whether it begins with words that refer to the sentence before.
        is_directive: Whether it begins an item under a heading that announces tasks.
        continues: Whether it goes on on the next page.
        rest: What of it is on the next page, `rest_page`.
        heading_deadline: The words of a heading above that set a deadline for all that is under it, if any do.
        opens: Whether it opens a paragraph of a document that asks for something.
        is_under_tasks: Whether a heading above announces tasks.
        is_timely: Whether it does so with no body above.
        is_label: Whether it only says who does what is above it, or by when: `Thời gian thực hiện: quý II/2026.`
    """

    text: str
    page: int
    section: str | None = None
    lead: Lead | None = None
    citations: int = 0
    is_report: bool = False
    owner: Lead | None = None
    is_item: bool = False
    titles: tuple[str, ...] = ()
    order: int = 0
    leans: bool = False
    is_directive: bool = False
    continues: bool = False
    rest: str = ""
    rest_page: int = 0
    heading_deadline: Lead | None = None
    opens: bool = False
    is_under_tasks: bool = False
    is_timely: bool = False
    is_label: bool = False

    @property
    def words(self) -> list[str]:
        """The syllables, folded."""
        return _WORD.findall(fold(self.text))


def quotable_sentences(document: Document, cues: Cues) -> list[Sentence]:
    """Return the sentences of the body, in order, that are whole and make sense alone or with their lead."""
    return [sentence for sentence in task_sentences(document, cues) if not sentence.is_item]


def task_sentences(document: Document, cues: Cues) -> list[Sentence]:
    """Return the quotable sentences, in order, and those that can be tasks only (`Sentence.is_item`).

    Left out are the ends of sentences cut by a page break, items of a list whose introduction is missing, that
    introduction itself, and the legal basis (`căn cứ`).
    """
    found: list[Sentence] = []
    lists, owners = _ListTracker(cues), _OwnerTracker(cues)
    kind = tone_key(document.header.type or "")
    asks = (cues.directs.match(kind) or cues.asks.match(kind)) is not None
    order = 0
    for page, following in zip_longest(document.pages, document.pages[1:]):
        mentions = document.mentions.get(page.number, ())
        paragraphs = [each for each in document.paragraphs.get(page.number, ()) if each.kind in {"body", "heading"}]
        for paragraph in paragraphs:
            raw = page.text[paragraph.start : paragraph.end]
            whole = squeeze(raw)
            order += 1
            if _enumerator_kind(whole) in {None, "dash", "plus"} and cues.parts_of(_without_enumerator(whole)):
                found.append(
                    Sentence(_without_enumerator(whole), page.number, is_item=True, is_label=True, order=order)
                )
                continue
            is_heading = paragraph.kind == "heading" and not _is_bold_item(whole)
            rest = _rest(document, following) if following is not None and paragraph is paragraphs[-1] else ""
            owner = owners.follow(whole, page.number, heading=is_heading, goes_on=bool(rest))
            is_quotable, lead = lists.follow(whole, page.number, heading=is_heading)
            if is_heading:
                continue
            place = _Place.at(document.outline, page.number, paragraph.start, cues, open_titles=owners.titles)
            if _is_nearer(owner, lead, cues):
                lead = owner
            lead = lead or place.prohibition
            is_asked = place.is_directive or (asks and not place.is_aim)
            bounds = sentences(raw)
            for start, end in bounds:
                is_first = not raw[:start].strip()
                text = _without_enumerator(squeeze(raw[start:end]))
                continues = bool(rest) and (start, end) == bounds[-1] and text[-1:] not in _STOPS
                leans = cues.depends_on_previous(text)
                is_asking = is_first and (owner is not None or is_asked) and text[-1:] in _STOPS
                is_short = is_asking and len(_WORD.findall(text)) < _MIN_SYLLABLES
                is_part = text.endswith((";", ",")) or not is_quotable or is_short
                if (
                    text.startswith(("Kính gửi", "Nơi nhận"))
                    or not _is_whole(text, is_part=is_part or continues)
                    or (is_part and not (is_first and (owner or lead or is_asked)))
                    or (leans and not _may_lean(text, is_first=is_first and owner is None))
                ):
                    continue
                is_long = len(_WORD.findall(text)) > _MAX_SYLLABLES
                found.append(
                    Sentence(
                        text, page.number, place.section, lead if is_first else None,
                        citations=_count_citations(mentions, paragraph.start + start, paragraph.start + end),
                        is_report=place.is_report, owner=owner, is_item=is_part or is_long or leans or continues,
                        titles=place.titles, order=order, leans=leans, continues=continues,
                        is_directive=is_first and is_asked and owner is None
                        and (_is_numbered(whole) or place.is_directive),
                        rest=rest if continues else "", rest_page=following.number if following and continues else 0,
                        opens=is_first and asks, is_under_tasks=place.is_directive,
                        is_timely=is_first and is_asked and owner is None,
                        heading_deadline=owners.deadline(document.header.date),
                    )
                )  # fmt: skip
    return found


_STOPS = (".", ";", ":", "!", "?", "…")
_BASIS = re.compile(
    r"căn cứ (?:ý kiến|nội dung|kết quả|chức năng|tình hình|kế hoạch này|chỉ thị này|nghị quyết này|hướng dẫn này)"
)
_ANNEX = re.compile(r"(?:phụ lục|mẫu|biểu|danh mục|danh sách)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:trên đây|sau đây|vì vậy|do đó|do vậy|vì thế|tuy nhiên)[ ,]+.*[,;.] (?:đề nghị|yêu cầu|giao) "
)
_CONNECTIVE = re.compile(
    r"(?:đồng thời|ngoài ra|bên cạnh đó|cùng với đó|từ đó|trong đó|theo đó|qua đó|trên cơ sở đó|sau đó)[, ]"
)


def _may_lean(text: str, *, is_first: bool) -> bool:
    """Return whether a sentence that refers to another can be a task: a connective leaves its duty clear."""
    key = tone_key(text)
    return (_CONNECTIVE.match(key) is not None and not is_first) or (
        _BASIS.match(key) or _CLOSING.match(key)
    ) is not None


def _is_bold_item(text: str) -> bool:
    """Return whether a bold paragraph is a whole sentence, mostly an item of a list, and not a heading."""
    least = _MIN_SYLLABLES if _enumerator_kind(text) in {"dash", "plus"} else _MIN_BOLD
    return text[-1:] in {".", ";"} and len(_WORD.findall(text)) >= least


def _is_numbered(text: str) -> bool:
    return _enumerator_kind(text) is not None


def _rest(document: Document, following: Page) -> str:
    """Return what the next page begins with, if it is the end of a sentence."""
    first = next((each for each in document.paragraphs.get(following.number, ()) if each.kind == "body"), None)
    text = following.text[first.start : first.end].strip() if first else ""
    return squeeze(text[slice(*sentences(text)[0])]) if text[:1].islower() else ""


@dataclass(frozen=True, slots=True)
class _Place:
    """What the headings above a paragraph say of it."""

    section: str | None
    titles: tuple[str, ...]
    prohibition: Lead | None
    is_report: bool
    is_directive: bool
    is_aim: bool

    @classmethod
    def at(
        cls, outline: Sequence[Section], page: int, offset: int, cues: Cues, *, open_titles: Sequence[str] = ()
    ) -> _Place:
        above = sections_at(outline, page, offset)
        # The outline lacks headings whose numbers do not follow.
        titles = tuple(open_titles) or tuple(squeeze(section.title) for section in above if section.title)
        headings = [tone_key(title) for title in titles if len(title) < _MAX_HEADING]
        return cls(
            section=place_at(outline, page, offset),
            titles=titles,
            prohibition=_prohibition(above, cues),
            is_report=any(cues.past.search(heading) for heading in headings),
            is_directive=any(cues.tasks_heading.search(heading) for heading in headings[-2:]),
            is_aim=any(cues.generic.match(heading) for heading in headings[-1:]),
        )


class _ListTracker:
    """The lists and headings that a document's paragraphs, given in order, belong to."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._heading: Lead | None = None
        self._lead: Lead | None = None
        self._lead_kind: str | None = None
        self._item_kind: str | None = ""  # of the list's items; "" before the first one
        self._order = 0
        self._unfinished: dict[str | None, bool] = {}  # kind of enumerator → whether its last item ended in a semicolon

    def follow(self, text: str, page: int, *, heading: bool) -> tuple[bool, Lead | None]:
        """Return whether the next paragraph can be quoted from, and the line above that it needs."""
        self._order += 1
        kind = _enumerator_kind(text)
        bare = _without_enumerator(text)
        if heading:
            self._unfinished.clear()
            self._lead = None
            if bare.endswith(":"):
                self._introduce(bare, page, kind)
            governs = self._cues.governs(bare) and _is_short(bare)
            self._heading = Lead(bare.rstrip(" :."), page, False, self._order) if governs else None
            return False, None
        if self._lead and self._item_kind == "":
            self._item_kind = kind
        elif self._lead and kind != self._item_kind and (kind == self._lead_kind or kind is not None):
            self._lead = None
        in_list = self._lead is not None and kind == self._item_kind
        is_fragment = self._unfinished.get(kind, False) and not in_list
        self._unfinished[kind] = text[-1:] in {";", ","}
        lead = self._lead if in_list else self._heading
        if text.endswith(":"):
            self._introduce(bare, page, kind)
        return not is_fragment, lead

    def _introduce(self, bare: str, page: int, kind: str | None) -> None:
        self._lead = Lead(bare.rstrip(" :"), page, True, self._order) if _is_short(bare) else None
        self._lead_kind, self._item_kind = kind, ""


def _is_nearer(owner: Lead | None, lead: Lead | None, cues: Cues) -> bool:
    """Return whether the heading of a body replaces the line above; it decides about all headings that name bodies."""
    if lead is None or owner is None:
        return lead is None or (not lead.introduces and cues.owner_of(lead.text) is not None)
    return owner.order > lead.order


class _OwnerTracker:
    """The headings above a paragraph that name bodies, by the numbering of a document whose paragraphs come in order.

    A heading owns what follows it until the next paragraph numbered at its level or above. One without a number owns
    until the next without a number, or the next paragraph at the level of the numbered heading that it is under.
    """

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._order = 0
        self._open: list[tuple[int, int, Lead | None, Lead | None]] = []  # rank, that of the heading above, body, title

    @property
    def titles(self) -> tuple[str, ...]:
        """The headings that are open, the outermost first."""
        return tuple(title.text for _rank, _above, _body, title in self._open if title)

    def deadline(self, issued: date | None) -> Lead | None:
        """Return the words of the nearest open heading that sets a deadline for what is under it."""
        for _rank, _above, _body, title in reversed(self._open):
            if title and (words := heading_deadline(title.text, issued)):
                return replace(title, text=words)
        return None

    def follow(self, text: str, page: int, *, heading: bool, goes_on: bool = False) -> Lead | None:
        """Return the heading that owns the next paragraph; None for a heading. One that `goes_on` is no heading."""
        self._order += 1
        rank = _rank(text)
        bare = _without_enumerator(text)
        if heading and _ANNEX.match(text):
            self._open.clear()
        introduces = text.endswith(":")
        if heading or introduces or (rank is not None and _is_title(bare) and not goes_on):
            body = self._body(bare, page, introduces=introduces)
            if rank is None and introduces and not (heading or body):
                return self._nearest()
            self._close(_UNNUMBERED if rank is None else rank)
            above = max((each for each, *_others in self._open if each < _UNNUMBERED), default=0)
            title = None if introduces else Lead(bare, page, introduces=False, order=self._order)
            self._open.append((_UNNUMBERED, above, body, title) if rank is None else (rank, rank, body, title))
            return None
        if rank is not None:
            self._close(rank)
            if name := self._cues.run_in_name(bare):
                self._open.append((rank, rank, Lead(name, page, introduces=False, order=self._order), None))
                return None
        return self._nearest()

    def _body(self, bare: str, page: int, *, introduces: bool) -> Lead | None:
        text = bare.rstrip(" :.")
        if introduces and (requested := self._cues.requested_in(text)):
            text = requested
        elif not (_is_short(bare) and self._cues.owner_of(bare)):
            return None
        return Lead(text, page, introduces, self._order)

    def _close(self, rank: int) -> None:
        while self._open:
            own, above, *_others = self._open[-1]
            if (own if rank == _UNNUMBERED else above) < rank:
                break
            self._open.pop()

    def _nearest(self) -> Lead | None:
        return next((body for _rank, _above, body, _title in reversed(self._open) if body), None)


def _rank(text: str) -> int | None:
    match = _ENUMERATOR.match(text)
    if match is None or match.lastgroup is None:
        return None
    return 1 + match["number"].rstrip(".)/").count(".") if match["number"] else _RANKS.get(match.lastgroup)


def _is_title(text: str) -> bool:
    return text[-1:] not in {".", ";", ",", "!", "?", "/"} and _is_short(text)


def _prohibition(above: Sequence[Section], cues: Cues) -> Lead | None:
    """Return the nearest heading, at any level above, that forbids what is listed under it."""
    for section in reversed(above):
        title = squeeze(section.title)
        if _is_short(title) and cues.frame.search(tone_key(title)):
            return Lead(title.rstrip(" :."), section.page, introduces=False)
    return None


def _enumerator_kind(text: str) -> str | None:
    match = _ENUMERATOR.match(text)
    return match.lastgroup if match else None


def _without_enumerator(text: str) -> str:
    return _ENUMERATOR.sub("", text, count=1) if _ENUMERATOR.match(text) else text


def _is_short(text: str) -> bool:
    return len(_WORD.findall(text)) <= _MAX_LEAD


def _count_citations(mentions: tuple[Mention, ...], start: int, end: int) -> int:
    # A pointing word (`Nghị định này`) means the document itself.
    return sum(start <= each.start < end for each in mentions if each.pointer is None)


def _is_whole(text: str, *, is_part: bool) -> bool:
    """Return whether the text is a sentence, or `is_part`, one of a list or of which the end is missing."""
    least = _MIN_TASK_SYLLABLES if is_part else _MIN_SYLLABLES
    return (
        least <= len(_WORD.findall(text)) <= _MAX_TASK_SYLLABLES
        and (text.rstrip("\"'”’»)/")[-1:] in {".", "!", "?", "…"} or (is_part and text[-1:] != ":"))
        and text.lstrip("\"'“‘«(")[:1].isupper()
        and (is_part or _is_balanced(text))
    )


def _is_balanced(text: str) -> bool:
    return all(text.count(left) == text.count(right) for left, right in ("()", "[]", "“”", "«»"))
