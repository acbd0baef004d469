"""The spaCy component `directive_references`: finds citations in any pipeline's documents.

    nlp.add_pipe("directive_references")
    doc.spans["references"], span._.reference

`span._.reference` is a `Mention` with exact character offsets; the span itself is widened
to whole tokens where a tokenizer cuts otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from pipeline.references.find import find
from pipeline.registry import load

SPANS = "references"
_TOKEN = re.compile(r"\w+(?:[-/.&]\w+)*|[^\w\s]")

if not Span.has_extension("reference"):
    Span.set_extension("reference", default=None)


@Language.factory("directive_references")
def make(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component, as spaCy's entry point asks for it."""
    return tag


def tag(doc: Doc) -> Doc:
    """Leave the citations of `doc` in `doc.spans["references"]`, each with its Mention."""
    group = SpanGroup(doc, name=SPANS)
    for mention in find(doc.text, load()):
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
    """A pipeline of the tokenizer and the component, without any model."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.tokenizer = NumberTokenizer(nlp.vocab)
    nlp.max_length = 100_000_000
    nlp.add_pipe("directive_references")
    return nlp
