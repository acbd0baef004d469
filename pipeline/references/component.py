"""The spaCy component `directive_references`: finds the citations in the documents of any pipeline.

    nlp.add_pipe("directive_references", config={"issuer": "Tỉnh ủy Điện Biên", "date": "2016-03-30"})
    doc.spans["references"], span._.reference, span.kb_id_

Its annotations are plain data in `doc.user_data`, so that a document can be written with `to_bytes` or `DocBin` and
passed between processes; `span._.reference` reads them. Importing this module loads spaCy.
"""

# No postponed annotations: spaCy before 3.8.12 checks a factory's arguments by its evaluated annotations.
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date as calendar_date
from itertools import pairwise
from typing import Any
from unicodedata import is_normalized

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span, SpanGroup
from spacy.training import Example

from ..model import Citing, Mention, Reference, Work
from ..registry import load
from ..vietnamese.text import nfc
from . import find_linked_mentions, find_mentions, resolve

_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")  # a letter with its marks

SPANS = "references"
"""Key of the spans in `doc.spans`, and of their data in `doc.user_data`."""
LABEL = "REFERENCE"


@dataclass(frozen=True, slots=True)
class SpanReference:
    """A citation and the work that it means, of plain values.

    Attributes:
        number: Canonical: `04-NQ/TW`.
        date: ISO 8601.
        term: In Roman numerals.
        state: resolved, known-not-held, ambiguous, unknown or malformed; without a library, no work is `resolved`.
        rule: The rule that decided the state.
        evidence: What speaks for and against the target.
        target: Id of the work, for the state `known-not-held`.
        candidates: Ids of the works that remain, for the state `ambiguous`.
    """

    text: str
    type: str | None
    number: str | None
    issuer: str | None
    date: str | None
    term: str | None
    plenum: int | None
    title: str | None
    articles: tuple[str, ...]
    relation: str | None
    state: str
    rule: str
    evidence: tuple[str, ...]
    target: str | None
    candidates: tuple[str, ...]


class DirectiveReferences:
    """The component: sets `doc.spans["references"]`, the id of each span's work and its data.

    A token that a citation begins or ends in is split there, so that no span carries the punctuation around it.
    """

    def __init__(self, linked: bool, citing: Citing) -> None:
        self.linked = linked
        self.citing = citing

    def __call__(self, doc: Doc) -> Doc:
        """Annotate `doc` and return it."""
        registry = load()
        find = find_linked_mentions if self.linked else find_mentions
        text, offsets = _composed(doc.text)
        references = [resolve(each, self.citing, registry, _nothing_held) for each in find(text, registry)]
        places = [(offsets[each.mention.start], offsets[each.mention.end]) for each in references]
        _split_tokens(doc, {at for place in places for at in place})
        data, spans = [], SpanGroup(doc, name=SPANS)
        for (start, end), reference in zip(places, references, strict=True):
            kb_id = reference.target.id if reference.target else ""
            span = doc.char_span(start, end, label=LABEL, kb_id=kb_id)
            if span is not None:  # a text of blanks alone has no tokens to split
                spans.append(span)
                data.append({"start": start, "end": end, **_plain(reference)})
        doc.spans[SPANS] = spans
        doc.user_data[SPANS] = data
        return doc

    def score(self, examples: Iterable[Example], **settings: Any) -> dict[str, Any]:
        """Return precision, recall and F1 of the spans, under the names `spans_references_p`, `_r` and `_f`."""
        return Scorer.score_spans(
            examples,
            attr=f"spans_{SPANS}",
            getter=lambda doc, attribute: doc.spans.get(SPANS, ()),
            has_annotation=lambda doc: SPANS in doc.spans,
            allow_overlap=True,
            **{**settings, "labeled": True},
        )


def make(nlp: Language, name: str, linked: bool, issuer: str | None, date: str | None) -> DirectiveReferences:
    """Create the component, as spaCy's entry point requires.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        linked: Link short forms and anaphora to their antecedents in the same text.
        issuer: Issuer of the texts, which decides what a bare number means; None if unknown.
        date: Their date (ISO 8601), for the same purpose.
    """
    day = calendar_date.fromisoformat(date) if date else None
    place = load().places.named_in(issuer) if issuer else None
    return DirectiveReferences(linked, Citing(issuer, day, place))


def _composed(text: str) -> tuple[str, Sequence[int]]:
    """Return the text in NFC, and the offset in `text` of each of its characters and of its end."""
    if is_normalized("NFC", text):
        return text, range(len(text) + 1)
    pieces: list[str] = []
    offsets: list[int] = []
    for match in _CLUSTER.finditer(text):
        piece = nfc(match[0])
        pieces.append(piece)
        offsets += [match.start()] * len(piece)
    return "".join(pieces), [*offsets, len(text)]


def _nothing_held(name: str) -> Sequence[Work]:
    return ()


def _plain(reference: Reference) -> dict[str, Any]:
    """Return what `SpanReference` has, of values that spaCy can serialize."""
    mention: Mention = reference.mention
    found = {
        name: getattr(mention, name)
        for name in ("text", "type", "number", "issuer", "term", "plenum", "title", "relation")
    }
    return {
        **found,
        "date": mention.date.isoformat() if mention.date else None,
        "articles": list(mention.articles),
        "state": reference.state,
        "rule": reference.rule,
        "evidence": list(reference.evidence),
        "target": reference.target.id if reference.target else None,
        "candidates": [work.id for work in reference.candidates],
    }


def _split_tokens(doc: Doc, offsets: set[int]) -> None:
    """Split the tokens of `doc` at the character offsets that lie inside them."""
    with doc.retokenize() as retokenizer:
        for token in doc:
            end = token.idx + len(token)
            cuts = sorted(at for at in range(token.idx + 1, end) if at in offsets)
            if cuts:
                bounds = [token.idx, *cuts, end]
                parts = [doc.text[a:b] for a, b in pairwise(bounds)]
                retokenizer.split(token, parts, heads=[(token, 0)] * len(parts))


def _reference_of(span: Span) -> SpanReference | None:
    """Return the data of a span of `doc.spans["references"]`, or None for any other span."""
    for each in span.doc.user_data.get(SPANS, ()):
        if (each["start"], each["end"]) == (span.start_char, span.end_char):
            values: dict[str, Any] = {field.name: each[field.name] for field in fields(SpanReference)}
            values |= {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
            return SpanReference(**values)
    return None


if not Span.has_extension("reference"):
    Span.set_extension("reference", getter=_reference_of)

with suppress(ValueError):  # an installed chithi has registered its own, which a checkout beside it does not replace
    Language.factory(
        "directive_references",
        default_config={"linked": True, "issuer": None, "date": None},
        assigns=["doc.spans", "span._.reference"],
        default_score_weights={f"spans_{SPANS}_f": 1.0, f"spans_{SPANS}_p": 0.0, f"spans_{SPANS}_r": 0.0},
        func=make,
    )
