"""The sentences of a document that can be quoted on their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.digest.cues import Cues
from pipeline.model import Document
from pipeline.place import place_at
from pipeline.sentences import sentences
from pipeline.text import fold, squeeze

_SHORTEST, _LONGEST = 8, 110  # syllables: shorter says nothing, longer is a paragraph
_ENUMERATOR = re.compile(
    r"(?:[-–+•*]|\(?[a-zđ]\)|\(\d+\)|\d+(?:\.\d+)*[.)/]|\d+(?:\.\d+)+|[IVXLC]+\.|Điều \d+[a-z]?\.)\s+"
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence: its text (white space folded, enumerator left off), page, place in the document and section.

    `opens` says that it is the first of its paragraph.
    """

    text: str
    page: int
    index: int
    section: str | None
    opens: bool

    @property
    def words(self) -> list[str]:
        """Its syllables, folded."""
        return _WORD.findall(fold(self.text))


def quotable(document: Document, cues: Cues) -> list[Sentence]:
    """The sentences of the body, in order, that are whole and make sense alone.

    Left out: what a page break cuts, the items and the opening line of a list,
    căn cứ lines, sentences that lean on the one before (`cues.leaning`).
    """
    found: list[Sentence] = []
    for page in document.pages:
        paragraphs = document.paragraphs.get(page.number, ())
        for paragraph in paragraphs:
            if paragraph.kind != "body":
                continue
            section = place_at(document.outline, page.number, paragraph.start)
            for text, opens in _sentences(page.text[paragraph.start : paragraph.end]):
                if _whole(text) and not cues.leans(text):
                    found.append(Sentence(text, page.number, len(found), section, opens))
    return found


def _sentences(paragraph: str) -> Iterator[tuple[str, bool]]:
    for number, (start, end) in enumerate(sentences(paragraph)):
        text = squeeze(paragraph[start:end])
        yield _ENUMERATOR.sub("", text, count=1) if _ENUMERATOR.match(text) else text, number == 0


def _whole(text: str) -> bool:
    syllables = len(_WORD.findall(text))
    return (
        _SHORTEST <= syllables <= _LONGEST
        and text.rstrip("\"'”’»)")[-1:] in {".", "!", "?", "…"}
        and text.lstrip("\"'“‘«(")[:1].isupper()
        and _balanced(text)
    )


def _balanced(text: str) -> bool:
    return all(text.count(left) == text.count(right) for left, right in ("()", "[]", "“”", "«»"))
