"""The spaCy component `directive_references`: finds the citations in the documents of any pipeline.

    nlp.add_pipe("directive_references")
    doc.spans["references"], span._.reference

`span._.reference` is a `Mention` with exact character offsets; the span itself is widened
to whole tokens where a tokenizer cuts otherwise.
"""

# No postponed annotations: spaCy before 3.8.12 checks a factory's arguments by its evaluated annotations.
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache, partial

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from ..model import Mention
from ..registry import Registry, load
from . import find_linked_mentions, find_mentions

SPANS = "references"
_TOKEN = re.compile(r"\w+(?:[-/.&]\w+)*|[^\w\s]|\s+")

if not Span.has_extension("reference"):
    Span.set_extension("reference", default=None)


def make(nlp: Language, name: str, linked: bool) -> Callable[[Doc], Doc]:
    """Create the component, as spaCy's entry point requires.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        linked: Link short forms and anaphora to their antecedents. It is off for the pages of a document, which are
            linked when all of them have been read.
    """
    return partial(_annotate, find=find_linked_mentions if linked else find_mentions)


with suppress(ValueError):  # an installed chithi has registered its own, which a checkout beside it does not replace
    Language.factory("directive_references", default_config={"linked": True}, func=make)


def _annotate(doc: Doc, find: Callable[[str, Registry], Iterable[Mention]]) -> Doc:
    """Set `doc.spans["references"]` to the citations of `doc`, each with its Mention."""
    group = SpanGroup(doc, name=SPANS)
    for mention in find(doc.text, load()):
        span = doc.char_span(mention.start, mention.end, label="REFERENCE", alignment_mode="expand")
        if span is not None:
            span._.reference = mention
            group.append(span)
    doc.spans[SPANS] = group
    return doc


class NumberTokenizer:
    """A tokenizer that splits at white space and punctuation but keeps numbers such as `08-CT/TU` whole."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the tokens of `text`, which keep every character."""
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            if match[0] == " " and words:
                spaces[-1] = True
            else:
                words.append(match[0])
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


def annotate_pages(texts: Iterable[str]) -> Iterator[Doc]:
    """Yield the documents of a document's pages, their citations found but not linked."""
    return (_annotate(doc, find_mentions) for doc in _tokenizer().pipe(texts))


@cache
def _tokenizer() -> Language:
    """Return a pipeline of the tokenizer alone, without any model."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.tokenizer = NumberTokenizer(nlp.vocab)
    nlp.max_length = 100_000_000
    return nlp
