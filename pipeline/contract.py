"""The JSON that every command prints with `--json`, and that scripts may rely on.

`<command>_result` is the document that a command prints; the other functions are its parts. Absent values are null,
dates ISO 8601, pages count from 1, offsets count characters of NFC text. Keys may be added, never renamed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from .i18n import _
from .read.formats import printed_pages

if TYPE_CHECKING:
    from pathlib import Path

    from .chain import Citation, Claim, Graph, LibraryStats, MissingWork, NumberSeries, Quote, Status
    from .chain.comparison import Comparison, Counterpart, Division
    from .doctor import Check
    from .errors import ChithiError
    from .evaluate import Evaluation
    from .export import Exported
    from .ingest import Tally
    from .model import (
        Deadline,
        Digest,
        DigestItem,
        Document,
        Entry,
        Explained,
        Form,
        Header,
        Hit,
        Paragraph,
        Reference,
        Section,
        SetAside,
        Source,
        Step,
        Task,
        Work,
    )
    from .registry.office_list import Imported
    from .search import Results
    from .store.repair import Repaired
    from .store.saved_searches import SavedSearch

Json = dict[str, Any]


def dumps(value: Json) -> str:
    """Return one JSON document, indented, with letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2)


# Parts


def _fields(value: object, names: str) -> Json:
    """Return attributes by their names; dates as ISO 8601, tuples as lists."""
    return {name: _plain(getattr(value, name)) for name in names.split()}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else iso(value) if isinstance(value, date) else value


def iso(day: date | None) -> str | None:
    """Return `2016-03-30`, or None."""
    return day.isoformat() if day else None


def identity(value: Hit | Entry | Work) -> Json:
    """Return the fields that identify a document or work."""
    return _fields(value, "id number type issuer date title")


def work(value: Work | None) -> Json | None:
    """Return a work; `confirmed` is false for one that rests on a single source."""
    return {**identity(value), "confirmed": value.confirmed} if value else None


def entry(value: Entry) -> Json:
    """Return a document of the library in a list."""
    return {
        **identity(value),
        "pages": value.pages if value.pages_known else None,
        **_fields(value, "pages_known path"),
        "files": list(value.files or (value.path,)),
        "waiting_for_ocr": list(value.waiting),
        "secrecy": value.secrecy,
    }


def header(value: Header) -> Json:
    """Return a document's header."""
    return {
        **_fields(value, "type number symbol issuer date place title"),
        "signers": [
            {"name": signer.name, "position": signer.position, "authority": signer.authority}
            for signer in value.signers
        ],
        "recipients": list(value.recipients),
        "marks": _fields(value.marks, "secrecy urgency draft"),
        "corrected": list(value.corrected),
    }


def reference(value: Reference) -> Json:
    """Return a citation and what it resolves to."""
    mention = value.mention
    return {
        **_fields(mention, "start end text type number date term plenum articles relation"),
        **_fields(value, "state rule evidence"),
        "target": work(value.target),
        "candidates": [work(candidate) for candidate in value.candidates],
    }


def set_aside(value: SetAside) -> Json:
    """Return a file that did not become a document."""
    return {"path": value.path, "reason": value.reason, "hint": value.hint, "cause": value.cause}


def claim(value: Claim) -> Json:
    """Return what one work does to another, with its source: a quotation from a document, or the registry's."""
    quote = value.quote
    return {
        "relation": value.relation,
        "by": work(value.by),
        **_fields(value, "since part"),
        **(_quote(quote) if quote else {"document": None, "page": None, "section": None, "text": None}),
        **_fields(value, "source confirmed"),
    }


def _quote(value: Quote) -> Json:
    page = value.document.page_of(value.page)
    return {"document": identity(value.document), "page": page, "section": value.section, "text": value.text}


# Commands


def error_result(problem: ChithiError) -> Json:
    """Return why a command failed and what to do."""
    return {"error": {"reason": problem.reason, "hint": problem.hint, "path": problem.path}}


def ingest_result(value: Tally) -> Json:
    """Return the counts, each file set aside with its reason, and the numbers of files left out by suffix."""
    return {
        **_fields(value, "added updated unchanged"),
        "set_aside": [set_aside(item) for item in value.set_aside],
        "skipped": [{"suffix": suffix, "count": count} for suffix, count in value.skipped.most_common()],
        **_fields(value, "documents pages seconds"),
    }


def read_result(value: Document) -> Json:
    """Return all that was read from a file."""
    printed = printed_pages(value)
    return {
        "header": header(value.header),
        "pages": [{**_place(page.number, printed), "text": page.text, "source": page.source} for page in value.pages],
        "pages_known": printed,
        "outline": [_section(section, printed) for section in value.outline],
        "footnotes": _footnotes(value.paragraphs, printed),
        "warnings": list(warnings(value)),
        "waiting_for_ocr": list(value.waiting),
    }


def _place(number: int, printed: int) -> Json:
    """Return the number printed on a page, null where it is not known, and the place of its text in the file."""
    return {"page": number if number <= printed else None, "part": number}


def warnings(document: Document) -> tuple[str, ...]:
    """Return what reading was unsure of, and whether its pages may differ from the printed ones."""
    if printed_pages(document) == len(document.pages):
        return document.warnings
    unpaged = _("The file does not record where its printed pages end; sections are cited without page numbers.")
    return (*document.warnings, unpaged)


def _section(value: Section, printed: int) -> Json:
    return {
        **_fields(value, "label title"),
        **_place(value.page, printed),
        **_fields(value, "level start"),
        "end_page": value.end_page if 0 < value.end_page <= printed else None,
        "end_part": value.end_page or None,
        "end": value.end if value.end_page else None,
    }


def _footnotes(paragraphs: Mapping[int, Sequence[Paragraph]], printed: int) -> list[Json]:
    """Return where each footnote is in the text of its page, and the offset of its mark."""
    return [
        {**_place(page, printed), "start": each.start, "end": each.end, "mark": each.anchor}
        for page, on_page in paragraphs.items()
        for each in on_page
        if each.kind == "footnote"
    ]


def show_result(value: Document, files: Sequence[str] = (), others: Sequence[str] = ()) -> Json:
    """Return a document of the library.

    `files` has all of its files, that of `path` first; `others` the ids of documents with its number and day but
    another text.
    """
    named = {"id": value.id, "path": value.path, "files": list(files or (value.path,)), "sha256": value.sha256}
    return {**named, "others_of_that_number": list(others), **read_result(value)}


def tag_result(values: Sequence[Reference]) -> Json:
    """Return the citations of a text, in order."""
    return {"references": [reference(value) for value in values]}


def search_result(value: Results) -> Json:
    """Return the hits, with `explain` and `facets` where they were asked for."""
    hits = [_hit(each) for each in value.hits]
    for each, explanation in zip(hits, value.explanations, strict=False):
        each["explain"] = explanation._asdict()
    facets = {
        name: [{"value": each, "documents": count} for each, count in counts]
        for name, counts in zip(("year", "type", "issuer"), value.facets or (), strict=False)
    }
    return {
        **_fields(value, "query total"),
        "from": value.start + 1,
        **_fields(value, "seconds note suggestion"),
        "also_searched": list(value.also),
        "hits": hits,
        **({"facets": facets} if facets else {}),
    }


def _hit(value: Hit) -> Json:
    """Return a hit; matched words of the snippet are between ** **."""
    return {
        **identity(value),
        "page": value.page if value.page_known else None,
        "part": value.page,
        **_fields(value, "page_known section"),
        "snippet": value.snippet.replace("\ue000", "**").replace("\ue001", "**"),
        "score": round(value.score, 4),
        "path": value.path,
        "copies": [
            {**_fields(each, "id path"), "page": each.page if each.page_known else None, "part": each.page}
            for each in value.copies
        ],
        "held_back": value.held_back,
        "secrecy": value.secrecy,
    }


def saved_searches_result(values: Sequence[SavedSearch]) -> Json:
    """Return the saved searches."""
    return {
        "saved": [
            {"name": value.name, "query": value.query, "filters": dict(value.filters), "since": value.since}
            for value in values
        ]
    }


def correct_result(value: Document) -> Json:
    """Return a document's id and its header as it is now."""
    return {"id": value.id, "header": header(value.header)}


def list_result(entries: Sequence[Entry], aside: Sequence[SetAside]) -> Json:
    """Return the documents of the library and the files set aside."""
    return {"documents": [entry(value) for value in entries], "set_aside": [set_aside(value) for value in aside]}


def gaps_result(values: Sequence[NumberSeries]) -> Json:
    """Return number series; `missing` has the first and last number of each run of missing or secret numbers."""
    return {
        "series": [
            {
                **_fields(each, "issuer symbol period held highest"),
                "missing_or_secret": each.count,
                "missing": [list(run) for run in each.missing],
                "known": [work(each) for each in each.known],
            }
            for each in values
        ]
    }


def refs_result(document: Entry, cites: Sequence[Citation] | None, cited_by: Sequence[Citation] | None) -> Json:
    """Return what a document cites and what cites it; a direction that was not asked for is null."""
    return {
        "document": entry(document),
        "cites": None if cites is None else [_citation(each) for each in cites],
        "cited_by": None
        if cited_by is None
        else [{"document": entry(each.document), **_citation(each)} for each in cited_by],
    }


def _citation(value: Citation) -> Json:
    return {
        "page": value.document.page_of(value.page),
        "part": value.page,
        "section": value.section,
        **reference(value.reference),
        "sentence": value.sentence,
    }


def status_result(value: Status) -> Json:
    """Return whether a work is in force, and every claim about that; `id` is null for a work that is only cited."""
    return {
        **identity(value.work),
        "id": value.work.id or None,
        **_fields(value, "held as_of state in_force since until"),
        "own": _quote(value.own) if value.own else None,
        "successor": work(value.successor),
        "ended_by": [claim(each) for each in value.ended_by],
        "replaced_by": [claim(each) for each in value.ended_by if each.effect == "replaces"],
        "amended_by": [claim(each) for each in value.amended_by],
        "continued_by": [claim(each) for each in value.continued_by],
        "later": [claim(each) for each in value.later],
        "undated": [claim(each) for each in value.undated],
    }


def compare_result(value: Comparison) -> Json:
    """Return two documents and their divisions: kept, changed (with the sentences of each side), dropped, added."""
    pairs = value.counterparts
    return {
        "old": identity(value.old),
        "new": identity(value.new),
        "relation": claim(value.claim) if value.claim else None,
        "kept": [_sides(each) for each in pairs if each.is_same],
        "changed": [
            {**_sides(each), "only_old": list(each.only_old), "only_new": list(each.only_new)}
            for each in pairs
            if each.old and each.new and not each.is_same
        ],
        "dropped": [_division(each.old) for each in pairs if each.new is None],
        "added": [_division(each.new) for each in pairs if each.old is None],
    }


def _sides(value: Counterpart) -> Json:
    return {"old": _division(value.old), "new": _division(value.new)}


def _division(value: Division | None) -> Json | None:
    return _fields(value, "label title page text") if value else None


def missing_result(values: Sequence[MissingWork]) -> Json:
    """Return the works that the library lacks; `id` is null for those that the registry does not have either."""
    return {
        "missing": [
            {
                **identity(each.work),
                "id": each.work.id or None,
                "confirmed": each.work.confirmed,
                **_fields(each, "known times documents"),
            }
            for each in values
        ]
    }


def graph_result(graph: Graph, missing: Sequence[str] | None) -> Json:
    """Return a citation map; for a cascade (`missing` is not None) also each level with its documents."""
    from .registry import LEVELS
    from .system.files import GENERATOR

    result: Json = {
        "generator": GENERATOR,
        "nodes": [
            {
                **identity(node.work),
                **_fields(node, "held level focus ended"),
            }
            for node in graph.nodes
        ],
        "edges": [
            {"source": edge.source, "target": edge.target, "relation": edge.relation, "times": edge.times}
            for edge in graph.edges
        ],
        "left_out": graph.left_out,
    }
    if missing is not None:
        documents = {level: [node.work.id for node in graph.nodes if node.level == level] for level in LEVELS}
        result["levels"] = [
            {"level": level, "documents": ids, "missing": level in missing}
            for level, ids in documents.items()
            if ids or level in missing
        ]
    return result


def stats_result(value: LibraryStats) -> Json:
    """Return the counts of a library."""
    return asdict(value)


def registry_add_result(ids: Sequence[str], folder: Path) -> Json:
    """Return the ids of works added, and the folder of the office's registry."""
    return {"added": list(ids), "folder": str(folder)}


def registry_import_result(value: Imported, folder: Path) -> Json:
    """Return what became of a list of works: ids added and known, faults by line, headings that name no column."""
    return {
        "added": list(value.added),
        "unchanged": list(value.known),
        "faulty": [
            {"line": each.line, "column": each.column or None, "problem": each.problem} for each in value.faults
        ],
        "unused": list(value.unused),
        "folder": str(folder),
    }


def registry_change_result(name: str) -> Json:
    """Return the id of a work, or the name of a body, that was changed, added or removed."""
    return {"changed": name}


def registry_list_result(values: Sequence[Work]) -> Json:
    """Return works of the registry."""
    return {"works": [work(each) for each in values]}


def registry_show_result(values: Sequence[Work]) -> Json:
    """Return works of the registry with their aliases and the registry's claims about them."""
    from .chain import registry_claims
    from .registry import load

    return {
        "works": [
            {
                **(work(each) or {}),
                **_fields(each, "term plenum"),
                "aliases": load().works.aliases_of(each.id),
                "changes": [claim(change) for change in registry_claims(each.id)],
            }
            for each in values
        ]
    }


def remove_result(ids: Sequence[str]) -> Json:
    """Return the ids of documents removed."""
    return {"removed": list(ids)}


def export_result(value: Exported) -> Json:
    """Return the path written, the ids of the documents, and the number of secret ones left out."""
    return {"path": str(value.path), "documents": list(value.documents), "secret_left_out": value.left_out}


def backup_result(path: Path, size: int, secret: int) -> Json:
    """Return the path of the copy, its size, and the number of secret documents in it."""
    return {"path": str(path), "bytes": size, "secret": secret}


def restore_result(path: Path, replaced: Path | None) -> Json:
    """Return the path of the library, and where the one before is kept."""
    return {"path": str(path), "replaced": str(replaced) if replaced else None}


def repair_result(value: Repaired) -> Json:
    """Return how many documents were kept, what was lost, and where the damaged file is."""
    return {"kept": value.kept, "lost": list(value.lost), "damaged": str(value.damaged)}


def doctor_result(values: Sequence[Check]) -> Json:
    """Return each check, and whether everything required is there."""
    return {"ok": all(check.passed for check in values), "checks": [asdict(check) for check in values]}


def evaluate_result(value: Evaluation) -> Json:
    """Return every count and the ratios."""
    return {
        **_fields(value, "documents of"),
        "fields": {name: {"right": right, "of": of} for name, (right, of) in value.fields.items()},
        "references": {
            "gold": value.references,
            **_fields(value, "found right resolved wrong precision recall"),
        },
    }


def digest_result(value: Digest) -> Json:
    """Return a study pack; of the pages quoted only the numbers, and null for a page that the file does not tell."""
    return {
        **_fields(value, "title unit period minutes left_out ended_out kind as_of query"),
        "session": {
            **_fields(value.session, "unit parent place day hour"),
            "members": [_fields(each, "name role") for each in value.session.members],
        },
        "agenda": [_step(step) for step in value.agenda],
        "items": [_item(item) for item in value.items],
        "beside": [_item(item) for item in value.beside],
        "duties": [_duty(each, value) for each in value.duties],
        "calendar": [{"item": each.item, **_task(each.task, value.items[each.item])} for each in value.calendar],
        "ended": [
            {
                "work": work(each.work),
                "since": iso(each.since),
                "document": value.documents[each.item].id,
                "page": value.documents[each.item].page_of(each.page),
                "text": each.text,
            }
            for each in value.ended
        ],
        "changed": [
            {"work": work(each.work), "ended": iso(each.ended), "replaced_by": work(each.replaced_by)}
            for each in value.changed
        ],
        "forms": [_form(form) for form in value.forms],
        "sources": [_source(source, item) for source, item in zip(value.sources, value.documents, strict=False)],
    }


def _step(value: Step) -> Json:
    return {"title": value.title, "minutes": value.minutes, "parts": [_step(part) for part in value.parts]}


def _item(value: DigestItem) -> Json:
    return {
        **_fields(value, "id heading role in_force"),
        "notices": [{"kind": each.kind, "text": each.text, "work": work(each.work)} for each in value.notices],
        "why": [
            {"kind": each.kind, "text": each.words, "page": value.page_of(each.page), "work": work(each.work)}
            for each in value.why
        ],
        "points": [
            {
                **_fields(point, "text page section lead lead_page"),
                "page": value.page_of(point.page),
                "lead_page": value.page_of(point.lead_page),
            }
            for point in value.points
        ],
        "tasks": [_task(task, value) for task in value.tasks],
        "figures": [
            {
                "values": list(figure.values),
                "text": figure.text,
                "page": value.page_of(figure.page),
                "section": figure.section,
            }
            for figure in value.figures
        ],
        "questions": [{"text": question.text, "page": value.page_of(question.page)} for question in value.questions],
        "references": [reference(each) for each in value.references],
        "explained": [_explained(each, value) for each in value.explained],
    }


def _task(value: Task, item: DigestItem) -> Json:
    return {
        **_fields(value, "who who_page partner what deadline deadline_page due recurrence report_to page section text"),
        **_fields(value, "continues"),
        "who_page": item.page_of(value.who_page),
        "deadline_page": item.page_of(value.deadline_page),
        "page": item.page_of(value.page),
    }


def _duty(value: Deadline, pack: Digest) -> Json:
    item = pack.documents[value.item]
    return {"document": item.id, **_task(value.task, item)}


def _explained(value: Explained, item: DigestItem) -> Json:
    return {
        "text": value.words,
        "pages": [page for page in value.pages if item.page_of(page)],
        "state": value.state,
        "work": work(value.work),
        "in_force": value.in_force,
        "ended": iso(value.ended),
        "replaced_by": work(value.replaced_by),
        "confirmed": value.confirmed,
    }


def _form(value: Form) -> Json:
    return {
        **_fields(value, "kind left right title subtitle"),
        "parts": [
            {"heading": part.heading, "lines": list(part.lines), "blank": part.blank, "table": [*map(list, part.table)]}
            for part in value.parts
        ],
        "signatures": list(value.signatures),
        "recipients": list(value.recipients),
    }


def _source(value: Source, item: DigestItem) -> Json:
    return {
        **_fields(value, "id heading file page_count"),
        "pages": [page.number for page in value.pages if item.page_of(page.number)],
    }
