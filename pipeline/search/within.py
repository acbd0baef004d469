"""Where the words of a query are in texts: what is marked in a sentence, on a page and in a whole document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..index import Leaf
from ..store import codec
from ..vietnamese.citation import place_at
from ..vietnamese.sentences import sentence_at
from .answer import read_query
from .snippet import LeafMatcher, Match, PageText

if TYPE_CHECKING:
    from ..store.store import Store

Span = tuple[int, int]
_TRIED = 6  # sentences of a page that are compared


class Sentence(NamedTuple):
    """The sentence that answers a query best on a page, the spans of its marked words, and whether they are together.

    `together` is true where the words are side by side as they were typed, and where only one was typed. `section` is
    the place of the sentence: `mục II.3.2`.
    """

    text: str
    spans: tuple[Span, ...]
    together: bool
    section: str | None = None


class Marker:
    """Finds the words of one query in many texts."""

    def __init__(self, store: Store, query: str) -> None:
        """Read the query once."""
        every: Sequence[Leaf] = read_query(store.connection, query).leaves
        known = store.index.doc_freqs({word for leaf in every for word in leaf.words if not leaf.prefix})
        # A word that no page has is not what keeps the others apart.
        leaves = [leaf for leaf in every if leaf.prefix or all(word in known for word in leaf.words)]
        self._matcher = LeafMatcher(leaves) if leaves else None
        self._phrase = [word for leaf in leaves for word in leaf.words]

    def spans(self, text: str) -> tuple[list[Span], bool]:
        """Return the spans to mark in a text, and whether they have all words side by side.

        Where the whole query is somewhere side by side, only such places are marked: a lone `hành` of `chấp hành` is
        not what `kỷ luật hành chính` asks for.
        """
        if not self._matcher:
            return [], False
        page = PageText(text)
        matches = self._matcher.matches(page)
        whole = list(_phrases(page, self._phrase)) if matches else []
        return (whole, True) if whole else (_joined(text, matches), False)

    def sentence(self, text: str, paragraphs: str) -> tuple[int, Sentence] | None:
        """Return the sentence of a page with the best place, and its offset; None where the page has none of them."""
        spans, together = self.spans(text)
        if not spans:
            return None
        found = codec.decode_paragraphs(paragraphs)
        longest = sorted(spans, key=lambda span: span[0] - span[1])[: 1 if together else _TRIED]
        best: tuple[int, int, Sentence] | None = None
        for start, _end in longest:
            shown = sentence_at(text, found, start)
            marked, side_by_side = self.spans(shown)
            worth = sum((after - before) ** 2 for before, after in marked)
            if best is None or worth > best[0]:
                best = worth, start, Sentence(shown, tuple(marked), side_by_side)
        return best and best[1:]


def _phrases(page: PageText, phrase: Sequence[str]) -> Iterator[Span]:
    """Yield the places where all words of a query follow each other with only blanks between them."""
    last = len(phrase) - 1
    for place, word in enumerate(page.words[: len(page.words) - last]):
        if word != phrase[0] or page.words[place : place + last + 1] != [*phrase]:
            continue
        start, end = page.starts[place], page.starts[place + last] + len(page.words[place + last])
        if len(page.text[start:end].split()) == last + 1:
            yield start, end


def _joined(text: str, matches: Sequence[Match]) -> list[Span]:
    """Return the spans of matches; those with only blanks between them are one."""
    found: list[Span] = []
    for match in matches:
        if found and not text[found[-1][1] : match.start].strip():
            found[-1] = (found[-1][0], match.end)
        else:
            found.append((match.start, match.end))
    return found


def sentences_of(store: Store, query: str, pages: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Sentence]:
    """Return the best sentence of each page (document id and number) that has words of the query."""
    marker = Marker(store, query)
    found = {}
    for document_id, number in pages:
        row = store.connection.execute(
            "select text, paragraphs, outline from pages join documents on documents.key = document"
            " where id = ? and page = ?",
            (document_id, number),
        ).fetchone()
        if row and (best := marker.sentence(row["text"], row["paragraphs"])):
            at, sentence = best
            sections = codec.decode_sections_at(row["outline"], number, at)
            found[document_id, number] = sentence._replace(section=place_at(sections, number, at))
    return found


def spans_within(store: Store, query: str, texts: Mapping[int, str]) -> dict[int, list[Span]]:
    """Return what is marked on the pages of one document, by page number; pages without any are left out.

    Where one page has the whole query side by side, words apart are marked on no page.
    """
    marker = Marker(store, query)
    answers = {number: marker.spans(text) for number, text in texts.items()}
    together = any(whole for _spans, whole in answers.values())
    return {number: spans for number, (spans, whole) in answers.items() if spans and whole >= together}
