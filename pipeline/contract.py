"""What the JSON that scripts may rely on shares: absent is null, dates are ISO, offsets count NFC characters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import ChithiError
    from .model import Entry, Header, Hit, Page, Paragraph, Reference, Section, SetAside, Work

Json = dict[str, Any]


def dumps(value: Json) -> str:
    """One JSON document, UTF-8, readable."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def iso(day: date | None) -> str | None:
    """`2016-03-30`, or None."""
    return day.isoformat() if day else None


def error(problem: ChithiError) -> Json:
    """What went wrong and what to do."""
    return {"error": {"reason": problem.reason, "hint": problem.hint, "path": problem.path}}


def set_aside(item: SetAside) -> Json:
    """A file that did not become a document."""
    return {"path": item.path, "reason": item.reason, "hint": item.hint}


def header(value: Header) -> Json:
    """A document's header."""
    return {
        "type": value.type,
        "number": value.number,
        "symbol": value.symbol,
        "issuer": value.issuer,
        "date": iso(value.date),
        "place": value.place,
        "title": value.title,
        "signers": [
            {"name": signer.name, "position": signer.position, "authority": signer.authority}
            for signer in value.signers
        ],
        "recipients": list(value.recipients),
        "marks": {
            "secrecy": value.marks.secrecy,
            "urgency": value.marks.urgency,
            "draft": value.marks.draft,
        },
    }


def pages(values: Iterable[Page]) -> list[Json]:
    """Pages with their text and where it came from."""
    return [{"page": page.number, "text": page.text, "source": page.source} for page in values]


def footnotes(paragraphs: Mapping[int, Sequence[Paragraph]]) -> list[Json]:
    """The footnotes of every page: where each stands in the page's text, and where its mark does."""
    return [
        {"page": page, "start": each.start, "end": each.end, "mark": each.anchor}
        for page, held in paragraphs.items()
        for each in held
        if each.kind == "footnote"
    ]


def outline(sections: Iterable[Section]) -> list[Json]:
    """The outline in document order."""
    return [
        {
            "label": section.label,
            "title": section.title,
            "page": section.page,
            "level": section.level,
            "start": section.start,
            "end_page": section.end_page or None,
            "end": section.end if section.end_page else None,
        }
        for section in sections
    ]


def work(value: Work | None) -> Json | None:
    """A work, held or not."""
    if value is None:
        return None
    return {**named(value), "confirmed": value.confirmed}


def reference(value: Reference) -> Json:
    """A citation and what it means."""
    mention = value.mention
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "type": mention.type,
        "number": mention.number,
        "date": iso(mention.date),
        "term": mention.term,
        "plenum": mention.plenum,
        "articles": list(mention.articles),
        "relation": mention.relation,
        "state": value.state,
        "rule": value.rule,
        "target": work(value.target),
        "candidates": [work(candidate) for candidate in value.candidates],
    }


def references(values: Sequence[Reference]) -> list[Json]:
    """Citations in the order given."""
    return [reference(value) for value in values]


def named(value: Hit | Entry | Work) -> Json:
    """What tells a document from others."""
    return {
        "id": value.id,
        "number": value.number,
        "type": value.type,
        "issuer": value.issuer,
        "date": iso(value.date),
        "title": value.title,
    }


def entry(value: Entry) -> Json:
    """A document of the library in a list."""
    return {
        **named(value),
        "pages": value.pages,
        "pages_known": value.pages_known,
        "path": value.path,
        "waiting_for_ocr": list(value.waiting),
    }
