"""Results as the JSON that scripts may rely on: absent is null, dates are ISO, offsets count NFC characters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.model import (
    Digest,
    DigestItem,
    Document,
    Header,
    Hit,
    Page,
    Reference,
    Section,
    SetAside,
    Work,
)

if TYPE_CHECKING:
    from pipeline.doctor import Check
    from pipeline.errors import ChithiError
    from pipeline.ingest import Tally
    from pipeline.model import CitedIn, Entry
    from pipeline.search import Results

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


def tally(result: Tally) -> Json:
    """What an ingest did."""
    return {
        "added": result.added,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "set_aside": [set_aside(item) for item in result.set_aside],
        "documents": result.documents,
        "pages": result.pages,
        "seconds": result.seconds,
    }


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


def outline(sections: Iterable[Section]) -> list[Json]:
    """The outline in document order."""
    return [
        {"label": section.label, "title": section.title, "page": section.page, "level": section.level}
        for section in sections
    ]


def work(value: Work | None) -> Json | None:
    """A work, held or not."""
    if value is None:
        return None
    return {**_named(value), "confirmed": value.confirmed}


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


def _named(value: Hit | Entry | Work) -> Json:
    """What tells a document from others."""
    return {
        "id": value.id,
        "number": value.number,
        "type": value.type,
        "issuer": value.issuer,
        "date": iso(value.date),
        "title": value.title,
    }


def hit(value: Hit) -> Json:
    """A hit; the found words of the snippet stand between ** **."""
    return {
        **_named(value),
        "page": value.page,
        "section": value.section,
        "snippet": value.snippet.replace("\ue000", "**").replace("\ue001", "**"),
        "score": round(value.score, 4),
        "path": value.path,
    }


def digest(value: Digest) -> Json:
    """A study pack."""
    return {"title": value.title, "period": value.period, "items": [_item(item) for item in value.items]}


def _item(item: DigestItem) -> Json:
    return {
        "id": item.id,
        "heading": item.heading,
        "notes": list(item.notes),
        "points": [{"text": point.text, "page": point.page, "section": point.section} for point in item.points],
        "tasks": [
            {
                "who": task.who,
                "what": task.what,
                "deadline": task.deadline,
                "page": task.page,
                "text": task.text,
            }
            for task in item.tasks
        ],
        "questions": [{"text": question.text, "page": question.page} for question in item.questions],
        "references": references(item.references),
    }


def references(values: Sequence[Reference]) -> list[Json]:
    """Citations in the order given."""
    return [reference(value) for value in values]


def reading(value: Document) -> Json:
    """What was read from one file."""
    return {
        "header": header(value.header),
        "pages": pages(value.pages),
        "outline": outline(value.outline),
        "warnings": list(value.warnings),
    }


def document(value: Document) -> Json:
    """A document of the library."""
    return {"id": value.id, "path": value.path, "sha256": value.sha256, **reading(value)}


def tagged(values: Sequence[Reference]) -> Json:
    """The references of a plain text."""
    return {"references": references(values)}


def results(value: Results) -> Json:
    """The answer to a query; hits carry `explain` where that was asked for."""
    hits = [hit(each) for each in value.hits]
    for each, explanation in zip(hits, value.explanations, strict=False):
        each["explain"] = explanation._asdict()
    return {
        "query": value.query,
        "total": value.total,
        "seconds": value.seconds,
        "note": value.note,
        "hits": hits,
    }


def entry(value: Entry) -> Json:
    """A document of the library in a list."""
    return {
        **_named(value),
        "pages": value.pages,
        "path": value.path,
    }


def listing(entries: Iterable[Entry], aside: Iterable[SetAside]) -> Json:
    """The documents of the library, and the files set aside."""
    return {
        "documents": [entry(value) for value in entries],
        "set_aside": [set_aside(value) for value in aside],
    }


def citations(held: Entry, cites: Sequence[tuple[int, Reference]] | None, cited_in: Sequence[CitedIn] | None) -> Json:
    """What a document cites (`cites`) and what cites it (`cited_by`); a direction not asked for is null."""
    return {
        "document": entry(held),
        "cites": None if cites is None else [{"page": page, **reference(value)} for page, value in cites],
        "cited_by": None
        if cited_in is None
        else [{"document": entry(each.document), "page": each.page, **reference(each.reference)} for each in cited_in],
    }


def removed(ids: Sequence[str]) -> Json:
    """The documents taken out."""
    return {"removed": list(ids)}


def checks(values: Sequence[Check]) -> Json:
    """What was examined on this machine."""
    return {
        "ok": all(check.passed for check in values),
        "checks": [asdict(check) for check in values],
    }
