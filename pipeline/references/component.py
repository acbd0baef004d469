"""The spaCy component `directive_references`: finds citations in any pipeline's documents.

    nlp.add_pipe("directive_references")
    doc.spans["references"], span._.reference

`span._.reference` is a `Mention` with exact character offsets; the span itself is widened
to whole tokens where a tokenizer cuts otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, partial

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from ..model import Mention
from ..registry import Registry, load
from . import cited, find

SPANS = "references"
_TOKEN = re.compile(r"\w+(?:[-/.&]\w+)*|[^\w\s]")

if not Span.has_extension("reference"):
    Span.set_extension("reference", default=None)


@Language.factory("directive_references", default_config={"linked": True})
def make(nlp: Language, name: str, linked: bool) -> Callable[[Doc], Doc]:
    """The component, as spaCy's entry point asks for it.

    `linked` ties short forms and pointing words to what they stand for; it is off for a document's pages, which are
    tied together when all are there.
    """
    return partial(tag, read=cited if linked else find)


def tag(doc: Doc, read: Callable[[str, Registry], Iterable[Mention]] = cited) -> Doc:
    """Leave the citations of `doc` in `doc.spans["references"]`, each with its Mention."""
    group = SpanGroup(doc, name=SPANS)
    for mention in read(doc.text, load()):
        span = doc.char_span(mention.start, mention.end, label="REFERENCE", alignment_mode="expand")
        if span is not None:
            span._.reference = mention
            group.append(span)
    doc.spans[SPANS] = group
    return doc


class NumberTokenizer:
    """White space and punctuation part tokens; numbers such as `08-CT/TU` stay whole, line breaks are kept."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of `text`; every character is kept."""
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for match in _TOKEN.finditer(text):
            gap = text[at : match.start()]
            if gap == " " and words:
                spaces[-1] = True
            elif gap:
                words.append(gap)
                spaces.append(False)
            words.append(match[0])
            spaces.append(False)
            at = match.end()
        if at < len(text):
            words.append(text[at:])
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


@cache
def tagger() -> Language:
    """A pipeline of the tokenizer and the component, without any model, for the pages of a document."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.tokenizer = NumberTokenizer(nlp.vocab)
    nlp.max_length = 100_000_000
    nlp.add_pipe("directive_references", config={"linked": False})
    return nlp
