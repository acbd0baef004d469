"""The sentences of a document that can be quoted on their own, or under the line that they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Document, Mention, Section
from ..vietnamese.citation import place_at, sections_at
from ..vietnamese.sentences import sentences
from ..vietnamese.text import fold, squeeze, tone_key
from .cues import Cues

_SHORTEST, _LONGEST = 8, 110  # syllables: shorter says nothing, longer is a paragraph
_LONGEST_LEAD = 60  # syllables of the line that a list stands under
_ENUMERATOR = re.compile(
    r"(?:(?P<dash>[-–])|(?P<plus>[+•*])|\(?(?P<letter>[a-zđ])\)|\((?P<bracket>\d+)\)|"
    r"(?P<number>\d+(?:\.\d+)*[.)/]|\d+(?:\.\d+)+)"
    r"|(?P<roman>[IVXLC]+)\.|(?P<article>Điều \d+[a-z]?)\.)\s+"
)
_LONGEST_HEADING = 120  # characters; what is longer is the section's text
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Lead:
    """The line that sentences are read under: what introduces a list, or a heading that says for whom."""

    text: str
    page: int
    introduces: bool  # it ends in a colon; else it is a heading


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence: its text (white space folded, enumerator left off), page, place in the document and section.

    `opens` says that it is the first of its paragraph, `cites` how many citations stand in it, `tells` that a
    heading above promises what was, not what is to be done (`Kết quả năm 2016`).
    """

    text: str
    page: int
    index: int
    section: str | None
    opens: bool
    lead: Lead | None = None
    cites: int = 0
    tells: bool = False

    @property
    def words(self) -> list[str]:
        """Its syllables, folded."""
        return _WORD.findall(fold(self.text))


def quotable(document: Document, cues: Cues) -> list[Sentence]:
    """The sentences of the body, in order, that are whole and make sense alone or under their lead.

    Left out: what a page break cuts, items of a list without the line that introduces it, that line itself,
    căn cứ lines, sentences that lean on the one before (`cues.leaning`).
    """
    found: list[Sentence] = []
    lists = _Lists(cues)
    for page in document.pages:
        mentions = document.mentions.get(page.number, ())
        for paragraph in document.paragraphs.get(page.number, ()):
            raw = page.text[paragraph.start : paragraph.end]
            if paragraph.kind not in {"body", "heading"}:
                continue
            whole, lead = lists.follow(squeeze(raw), page.number, heading=paragraph.kind == "heading")
            if paragraph.kind == "heading" or not whole:
                continue
            section = place_at(document.outline, page.number, paragraph.start)
            lead = lead or _frame(document.outline, page.number, paragraph.start, cues)
            tells = _tells(document.outline, page.number, paragraph.start, cues)
            for start, end in sentences(raw):
                opens = not raw[:start].strip()
                text = _bare(squeeze(raw[start:end]))
                if _whole(text) and not cues.leans(text):
                    cites = _citations(mentions, paragraph.start + start, paragraph.start + end)
                    found.append(
                        Sentence(text, page.number, len(found), section, opens, lead if opens else None, cites, tells)
                    )
    return found


class _Lists:
    """Where in which list a document's paragraphs stand, told one after the other."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._heading: Lead | None = None
        self._lead: Lead | None = None
        self._lead_kind: str | None = None
        self._item_kind: str | None = ""  # of the list's items; "" before the first
        self._open: dict[str | None, bool] = {}  # kind of enumerator → whether its last item ended in a semicolon

    def follow(self, text: str, page: int, *, heading: bool) -> tuple[bool, Lead | None]:
        """Whether the paragraph can be quoted from, and the line that it stands under."""
        kind = _kind(text)
        bare = _bare(text)
        if heading:
            self._open.clear()
            self._lead = None
            if bare.endswith(":"):
                self._introduce(bare, page, kind)
            frames = self._cues.frames(bare) and _is_short(bare)
            self._heading = Lead(bare.rstrip(" :."), page, introduces=False) if frames else None
            return False, None
        if self._lead and self._item_kind == "":
            self._item_kind = kind
        elif self._lead and kind != self._item_kind and (kind == self._lead_kind or kind is not None):
            self._lead = None
        in_list = self._lead is not None and kind == self._item_kind
        half = self._open.get(kind, False) and not in_list
        self._open[kind] = text[-1:] in {";", ","}
        lead = self._lead if in_list else self._heading
        if text.endswith(":"):
            self._introduce(bare, page, kind)
        return not half, lead

    def _introduce(self, bare: str, page: int, kind: str | None) -> None:
        self._lead = Lead(bare.rstrip(" :"), page, introduces=True) if _is_short(bare) else None
        self._lead_kind, self._item_kind = kind, ""


def _frame(outline: Sequence[Section], page: int, offset: int, cues: Cues) -> Lead | None:
    """The heading, however far above, that forbids what stands under it."""
    for section in reversed(sections_at(outline, page, offset)):
        title = squeeze(section.title)
        if _is_short(title) and cues.frame.search(tone_key(title)):
            return Lead(title.rstrip(" :."), section.page, introduces=False)
    return None


def _tells(outline: Sequence[Section], page: int, offset: int, cues: Cues) -> bool:
    above = sections_at(outline, page, offset)
    return any(cues.past.search(tone_key(section.title)) for section in above if len(section.title) < _LONGEST_HEADING)


def _kind(text: str) -> str | None:
    match = _ENUMERATOR.match(text)
    return match.lastgroup if match else None


def _bare(text: str) -> str:
    return _ENUMERATOR.sub("", text, count=1) if _ENUMERATOR.match(text) else text


def _is_short(text: str) -> bool:
    return len(_WORD.findall(text)) <= _LONGEST_LEAD


def _citations(mentions: tuple[Mention, ...], start: int, end: int) -> int:
    # A pointing word (`Nghị định này`) sends nobody to another document.
    return sum(start <= each.start < end for each in mentions if each.pointer is None)


def _whole(text: str) -> bool:
    syllables = len(_WORD.findall(text))
    return (
        _SHORTEST <= syllables <= _LONGEST
        and text.rstrip("\"'”’»)/")[-1:] in {".", "!", "?", "…"}
        and text.lstrip("\"'“‘«(")[:1].isupper()
        and _balanced(text)
    )


def _balanced(text: str) -> bool:
    return all(text.count(left) == text.count(right) for left, right in ("()", "[]", "“”", "«»"))
