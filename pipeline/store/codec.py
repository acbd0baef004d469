"""The model's dataclasses as JSON in columns of the library, and back."""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from sqlite3 import Row
from typing import Any

from .. import model


def encode(value: Any) -> str:
    """Return JSON of plain values and dates."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def encode_record(record: model.Header | model.Mention) -> str:
    """Return JSON of a dataclass, with the names of its fields."""
    return encode(asdict(record))


def encode_outline(outline: Iterable[model.Section]) -> str:
    """Return JSON rows, without the names of the fields."""
    return encode(
        [[each.label, each.title, each.page, each.level, each.start, each.end_page, each.end] for each in outline]
    )


def encode_paragraphs(paragraphs: Iterable[model.Paragraph]) -> str:
    """Return JSON rows, without the names of the fields and without those that are empty at the end."""
    return encode([_shortened(each) for each in paragraphs])


def _shortened(paragraph: model.Paragraph) -> list[Any]:
    fields: list[Any] = [paragraph.start, paragraph.end, paragraph.kind]
    if paragraph.cells:
        return [*fields, paragraph.anchor, paragraph.cells]
    return fields if paragraph.anchor is None else [*fields, paragraph.anchor]


def encode_works(reference: model.Reference) -> str:
    """Return JSON of the works that a reference means or may mean, its target first, with the evidence for it."""
    target = {**asdict(reference.target), "evidence": reference.evidence} if reference.target else None
    return encode([target, *map(asdict, reference.candidates)])


def pack_document(document: model.Document) -> bytes:
    """Return a whole document, without the lines of its pages, as compressed JSON."""
    fields = {
        "id": document.id,
        "path": document.path,
        "sha256": document.sha256,
        "header": encode_record(document.header),
        "pages": [[page.number, page.width, page.height, page.text, page.source] for page in document.pages],
        "outline": encode_outline(document.outline),
        "paragraphs": {page: encode_paragraphs(each) for page, each in document.paragraphs.items()},
        "mentions": {page: [*map(encode_record, each)] for page, each in document.mentions.items()},
        "warnings": document.warnings,
        "validity": asdict(document.validity) if document.validity else None,
        "waiting": document.waiting,
    }
    return zlib.compress(encode(fields).encode())


def unpack_document(content: bytes) -> model.Document:
    """Return the document that `pack_document` packed."""
    fields = json.loads(zlib.decompress(content))
    validity = fields["validity"]
    if validity:
        days = {name: decode_date(validity[name]) for name in ("since", "until")}
        validity = model.Validity(**{**validity, **days})
    return model.Document(
        id=fields["id"],
        path=fields["path"],
        sha256=fields["sha256"],
        header=decode_header(fields["header"]),
        pages=tuple(
            model.Page(number=number, width=width, height=height, lines=(), text=text, source=source)
            for number, width, height, text, source in fields["pages"]
        ),
        outline=decode_outline(fields["outline"]),
        paragraphs={int(page): decode_paragraphs(each) for page, each in fields["paragraphs"].items()},
        mentions={int(page): tuple(map(decode_mention, each)) for page, each in fields["mentions"].items()},
        warnings=tuple(fields["warnings"]),
        validity=validity,
        waiting=tuple(fields["waiting"]),
    )


def decode_header(text: str) -> model.Header:
    """Return the header that `encode_record` wrote."""
    fields = json.loads(text)
    return model.Header(
        **{
            **fields,
            "date": decode_date(fields["date"]),
            "signers": tuple(model.Signer(**signer) for signer in fields["signers"]),
            "recipients": tuple(fields["recipients"]),
            "corrected": tuple(fields.get("corrected", ())),
            "marks": model.Marks(**fields["marks"]),
        }
    )


def decode_mention(text: str) -> model.Mention:
    """Return the mention that `encode_record` wrote."""
    return _mention(json.loads(text))


def decode_outline(text: str) -> tuple[model.Section, ...]:
    """Return the sections that `encode_outline` wrote."""
    return tuple(model.Section(*row) for row in json.loads(text))


@lru_cache(16)
def _outline_rows(text: str) -> list[list[Any]]:
    """Return the rows of an outline; several hits, and several searches, are often in one document."""
    rows: list[list[Any]] = json.loads(text)
    return rows


def decode_sections_at(text: str, page: int, offset: int) -> list[model.Section]:
    """Return the sections that contain an offset of a page, without making the others, often hundreds."""
    rows = _outline_rows(text)
    found: list[model.Section] = []
    for row in reversed(rows[: bisect_right(rows, (page, offset), key=lambda row: (row[2], row[4]))]):
        if not found or row[3] < found[-1].level:
            found.append(model.Section(*row))
    return found[::-1]


def decode_page(row: Row) -> model.Page:
    """Return the page of a row of `pages`; it has no lines."""
    return model.Page(
        number=row["page"], width=row["width"], height=row["height"], lines=(), text=row["text"], source=row["source"]
    )


def decode_paragraphs(text: str) -> tuple[model.Paragraph, ...]:
    """Return the paragraphs that `encode_paragraphs` wrote."""
    return tuple(map(_paragraph, json.loads(text)))


def _paragraph(row: list[Any]) -> model.Paragraph:
    if len(row) < 5:
        return model.Paragraph(*row)
    return model.Paragraph(row[0], row[1], row[2], row[3], tuple(model.Cell(*cell) for cell in row[4]))


def decode_reference(row: Row) -> model.Reference:
    """Return the reference of a row of `_links`: mention, state, rule and the works of `encode_works`."""
    fields = json.loads(row["reference"])
    evidence = tuple(fields[0].pop("evidence", ())) if fields[0] else ()
    target, *candidates = map(_work, fields)
    return model.Reference(
        mention=decode_mention(row["mention"]),
        state=row["state"],
        rule=row["rule"],
        target=target,
        candidates=tuple(work for work in candidates if work),
        evidence=evidence,
    )


def decode_target(text: str) -> model.Work | None:
    """Return the target that `encode_works` wrote."""
    return _work(json.loads(text)[0]) if text else None


def decode_validity(row: Row) -> model.Validity | None:
    """Return the validity in a row of `documents`."""
    if row["valid_page"] is None:
        return None
    return model.Validity(
        since=decode_date(row["valid_from"]), until=decode_date(row["valid_until"]), page=row["valid_page"],
        start=row["valid_start"],
    )  # fmt: skip


def decode_entry(row: Row) -> model.Entry:
    """Return the entry of a row of `documents`."""
    return model.Entry(
        id=row["id"], number=row["number"], type=row["type"], issuer=row["issuer"], date=decode_date(row["date"]),
        title=row["title"], pages=row["page_count"], path=row["path"], secrecy=row["secrecy"],
        waiting=decode_numbers(row["waiting"]), printed=row["printed_pages"],
    )  # fmt: skip


def decode_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers in a JSON list."""
    return tuple(map(int, json.loads(text)))


def decode_strings(text: str) -> tuple[str, ...]:
    """Return the strings in a JSON list."""
    return tuple(json.loads(text))


def decode_date(text: str | None) -> date | None:
    """Return the date in a column."""
    return date.fromisoformat(text) if text else None


def _mention(fields: dict[str, Any]) -> model.Mention:
    antecedent = fields["antecedent"]
    return model.Mention(
        **{
            **fields,
            "date": decode_date(fields["date"]),
            "articles": tuple(fields["articles"]),
            "listed": tuple(fields.get("listed", ())),
            "beside": tuple(fields.get("beside", ())),
            "shared_day": decode_date(fields.get("shared_day")),
            "antecedent": _mention(antecedent) if antecedent else None,
            "rivals": tuple(_mention(each) for each in fields.get("rivals", ())),
            "relations": tuple(_relation(each) for each in fields.get("relations", ())),
        }
    )


def _relation(fields: dict[str, Any]) -> model.Relation:
    return model.Relation(**{**fields, "since": decode_date(fields["since"])})


def _work(fields: dict[str, Any] | None) -> model.Work | None:
    if not fields:
        return None
    return model.Work(
        **{name: value for name, value in fields.items() if name != "evidence"} | {"date": decode_date(fields["date"])}
    )
