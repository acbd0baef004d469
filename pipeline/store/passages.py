"""Passages: what is indexed and found. A printed page is one; a text without printed pages is divided.

Such a text may be a whole law on one page. It is divided where articles and other named sections begin, and long ones
after about 400 words, so that a hit is a place that a person can read.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .. import model
from ..vietnamese.section_labels import section_token
from . import codec

_WORDS, _MOST_WORDS = 400, 600  # of a passage: about so many, never more than the second
_FEWEST_WORDS = 40  # before a named section, from which on it begins a passage of its own
_ENOUGH_WORDS = 300  # before any other section
_NAMED = re.compile(r"(?:Điều|Phụ lục|Phần|Chương|Mục)\b", re.I)
_WORD = re.compile(r"\S+")
INSERT_PASSAGE = (
    "insert into _passages (key, document, page, start, heading, places, text) values (?, ?, ?, ?, ?, ?, ?)"
)


class Passage(NamedTuple):
    """A part of a page: its offset in the page's text, its own text, and the titles and places that begin in it.

    `heading` has a title a line. Places are words of the index such as `dieu7`, by which an article is found by its
    number.
    """

    page: int
    start: int
    text: str
    heading: str
    places: str
    is_whole: bool

    def row(self, key: int, document: int) -> tuple[int, int, int, int, str, str, str | None]:
        """Return the row of the table `_passages`."""
        text = None if self.is_whole else self.text
        return key, document, self.page, self.start, self.heading, self.places, text


def passages_of(
    pages: Sequence[tuple[int, str]], outline: Sequence[model.Section], printed_pages: int
) -> list[list[Passage]]:
    """Return the passages of each page, given by number and text; together they are its text.

    Pages up to the number of `printed_pages` are those of the printed document and are not divided.
    """
    sections: dict[int, list[model.Section]] = defaultdict(list)
    for section in outline:
        sections[section.page].append(section)
    return [list(_passages_of_page(page, text, sections[page], page <= printed_pages)) for page, text in pages]


def _passages_of_page(page: int, text: str, sections: Sequence[model.Section], is_printed: bool) -> Iterator[Passage]:
    starts = [0, *([] if is_printed else _cuts(text, sections))]
    for start, end in zip(starts, [*starts[1:], len(text) + 1], strict=True):
        inside = [each for each in sections if start <= each.start < end]
        places = dict.fromkeys(token for each in inside if (token := section_token(each.label)))
        heading = "\n".join(" ".join(each.title.split()) for each in inside if each.title)
        yield Passage(page, start, text[start:end], heading, " ".join(places), is_whole=len(starts) == 1)


def _cuts(text: str, sections: Sequence[model.Section]) -> Iterator[int]:
    """Yield the offsets at which a text is divided, in order."""
    words = [match.start() for match in _WORD.finditer(text)]
    if len(words) <= _MOST_WORDS:
        return
    begun, place = 0, 0  # words before the passage, and before the section
    for section in sections:
        while place < len(words) and words[place] < section.start:
            place += 1
        fewest = _FEWEST_WORDS if _NAMED.match(section.label) else _ENOUGH_WORDS
        if place - begun >= fewest and place < len(words):
            yield from _cuts_within(text, words, begun, place)
            yield words[place]
            begun = place
    yield from _cuts_within(text, words, begun, len(words))


def _cuts_within(text: str, words: Sequence[int], begun: int, end: int) -> Iterator[int]:
    """Yield the offsets that divide the words from `begun` to `end`, at ends of lines where there are any."""
    while end - begun > _MOST_WORDS:
        wanted = begun + (end - begun) // round((end - begun) / _WORDS)
        lines = (
            place
            for place in range(wanted, min(begun + _MOST_WORDS, end))
            if "\n" in text[words[place - 1] : words[place]]
        )
        begun = next(lines, wanted)
        yield words[begun]


def file_words(path: str) -> str:
    """Return the name of a file as the index has it: without folder and suffix."""
    return os.path.splitext(os.path.basename(path))[0]


def rebuild_passages(connection: sqlite3.Connection) -> None:
    """Make the passages of all documents again from their pages, with new keys."""
    connection.execute("delete from _passages")
    connection.execute("update pages set key = -key")
    documents = connection.execute(
        "select key, outline, printed_pages from documents where page_count > 0 order by first_key, key"
    ).fetchall()
    next_key = 1
    for document in documents:
        rows = connection.execute(
            "select page, text from pages where document = ? order by page", (document["key"],)
        ).fetchall()
        first = next_key
        outline = codec.decode_outline(document["outline"])
        parted = passages_of([(row["page"], row["text"]) for row in rows], outline, document["printed_pages"])
        for row, passages in zip(rows, parted, strict=True):
            connection.execute(
                "update pages set key = ? where document = ? and page = ?", (next_key, document["key"], row["page"])
            )
            keyed = enumerate(passages, next_key)
            connection.executemany(INSERT_PASSAGE, [each.row(key, document["key"]) for key, each in keyed])
            next_key += len(passages)
        connection.execute(
            "update documents set first_key = ?, passage_count = ? where key = ?",
            (first, next_key - first, document["key"]),
        )
