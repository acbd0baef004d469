"""The sentences of a document that can be quoted on their own, or together with the line that introduces them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Document, Mention, Section
from ..vietnamese.citation import place_at, sections_at
from ..vietnamese.sentences import sentences
from ..vietnamese.text import fold, squeeze, tone_key
from .cues import Cues

_MIN_SYLLABLES, _MAX_SYLLABLES = 8, 110  # shorter sentences say little, longer ones are paragraphs
_MAX_LEAD = 60  # syllables
_ENUMERATOR = re.compile(
    r"(?:(?P<step>(?:[-–—] )?Bước \d+:)|(?P<dash>[-–—])|(?P<plus>[+•*])|\(?(?P<letter>[a-zđ])\)"
    r"|\((?P<bracket>\d+|[ivx]+)\)\.?|(?P<number>\d+(?:\.\d+)*[.)/]|(?:\d+|\$)(?:\.\d+)+\.?)"
    r"|(?P<roman>[IVXLC]+)\s?[.-]|(?P<article>Điều \d+[a-z]?)\.)\s+"
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
        is_item: Whether it can be a task only: too long for a point, or an item of a list, parted by semicolons, under
            the heading of a body.
    """

    text: str
    page: int
    section: str | None = None
    lead: Lead | None = None
    citations: int = 0
    is_report: bool = False
    owner: Lead | None = None
    is_item: bool = False

    @property
    def words(self) -> list[str]:
        """The syllables, folded."""
        return _WORD.findall(fold(self.text))


def quotable_sentences(document: Document, cues: Cues) -> list[Sentence]:
    """Return the sentences of the body, in order, that are whole and make sense alone or with their lead."""
    return [sentence for sentence in task_sentences(document, cues) if not sentence.is_item]


def task_sentences(document: Document, cues: Cues) -> list[Sentence]:
    """Return the quotable sentences, in order, longer ones, and the items under the headings of bodies.

    Left out are sentences cut by a page break, items of a list whose introduction is missing, that introduction itself,
    the legal basis (`căn cứ`), and sentences that depend on the previous one (`cues.leaning`).
    """
    found: list[Sentence] = []
    lists, owners = _ListTracker(cues), _OwnerTracker(cues)
    for page in document.pages:
        mentions = document.mentions.get(page.number, ())
        for paragraph in document.paragraphs.get(page.number, ()):
            raw = page.text[paragraph.start : paragraph.end]
            if paragraph.kind not in {"body", "heading"}:
                continue
            is_heading = paragraph.kind == "heading"
            owner = owners.follow(squeeze(raw), page.number, heading=is_heading)
            is_quotable, lead = lists.follow(squeeze(raw), page.number, heading=is_heading)
            if is_heading or not (is_quotable or owner):
                continue
            section = place_at(document.outline, page.number, paragraph.start)
            if _is_nearer(owner, lead, cues):
                lead = owner
            lead = lead or _prohibition(document.outline, page.number, paragraph.start, cues)
            is_report = _is_report(document.outline, page.number, paragraph.start, cues)
            for start, end in sentences(raw):
                is_first = not raw[:start].strip()
                text = _without_enumerator(squeeze(raw[start:end]))
                is_item = text.endswith(";") or not is_quotable
                is_whole = _is_whole(text[:-1] + "." if text.endswith(";") else text)
                if (
                    is_whole
                    and not (is_item and (owner is None or not is_first))
                    and not cues.depends_on_previous(text)
                ):
                    citations = _count_citations(mentions, paragraph.start + start, paragraph.start + end)
                    found.append(
                        Sentence(
                            text, page.number, section, lead if is_first else None, citations=citations,
                            is_report=is_report, owner=owner, is_item=is_item,
                        )
                    )  # fmt: skip
    return found


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
        self._open: list[tuple[int, int, Lead | None]] = []  # rank, rank of the numbered heading above, body if named

    def follow(self, text: str, page: int, *, heading: bool) -> Lead | None:
        """Return the heading that owns the next paragraph; None for a heading."""
        self._order += 1
        rank = _rank(text)
        bare = _without_enumerator(text)
        introduces = text.endswith(":")
        if heading or introduces or (rank is not None and _is_title(bare)):
            body = self._body(bare, page, introduces=introduces)
            if rank is None and introduces and not (heading or body):
                return self._nearest()
            self._close(_UNNUMBERED if rank is None else rank)
            above = max((each for each, _above, _body in self._open if each < _UNNUMBERED), default=0)
            self._open.append((_UNNUMBERED, above, body) if rank is None else (rank, rank, body))
            return None
        if rank is not None:
            self._close(rank)
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
            own, above, _body = self._open[-1]
            if (own if rank == _UNNUMBERED else above) < rank:
                break
            self._open.pop()

    def _nearest(self) -> Lead | None:
        return next((body for _rank, _above, body in reversed(self._open) if body), None)


def _rank(text: str) -> int | None:
    match = _ENUMERATOR.match(text)
    if match is None or match.lastgroup is None:
        return None
    return 1 + match["number"].rstrip(".)/").count(".") if match["number"] else _RANKS.get(match.lastgroup)


def _is_title(text: str) -> bool:
    return text[-1:] not in {".", ";", ",", "!", "?", "/"} and _is_short(text)


def _prohibition(outline: Sequence[Section], page: int, offset: int, cues: Cues) -> Lead | None:
    """Return the nearest heading, at any level above, that forbids what is listed under it."""
    for section in reversed(sections_at(outline, page, offset)):
        title = squeeze(section.title)
        if _is_short(title) and cues.frame.search(tone_key(title)):
            return Lead(title.rstrip(" :."), section.page, introduces=False)
    return None


def _is_report(outline: Sequence[Section], page: int, offset: int, cues: Cues) -> bool:
    above = sections_at(outline, page, offset)
    return any(cues.past.search(tone_key(section.title)) for section in above if len(section.title) < _MAX_HEADING)


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


def _is_whole(text: str) -> bool:
    syllables = len(_WORD.findall(text))
    return (
        _MIN_SYLLABLES <= syllables <= _MAX_SYLLABLES
        and text.rstrip("\"'”’»)/")[-1:] in {".", "!", "?", "…"}
        and text.lstrip("\"'“‘«(")[:1].isupper()
        and _is_balanced(text)
    )


def _is_balanced(text: str) -> bool:
    return all(text.count(left) == text.count(right) for left, right in ("()", "[]", "“”", "«»"))
