"""The model's dataclasses as JSON in a column, and back."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from sqlite3 import Row
from typing import Any

from .. import model


def encode(value: Any) -> str:
    """JSON of plain values and dates."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def encode_record(record: model.Header | model.Mention) -> str:
    """JSON of a dataclass."""
    return encode(asdict(record))


def header(text: str) -> model.Header:
    """The header that `encode_record` wrote."""
    fields = json.loads(text)
    return model.Header(
        **{
            **fields,
            "date": day(fields["date"]),
            "signers": tuple(model.Signer(**signer) for signer in fields["signers"]),
            "recipients": tuple(fields["recipients"]),
            "marks": model.Marks(**fields["marks"]),
        }
    )


def encode_outline(outline: Iterable[model.Section]) -> str:
    """JSON rows, without the names of the fields."""
    return encode(
        [[each.label, each.title, each.page, each.level, each.start, each.end_page, each.end] for each in outline]
    )


def outline(text: str) -> tuple[model.Section, ...]:
    """The sections that `encode_outline` wrote."""
    return tuple(model.Section(*row) for row in json.loads(text))


def sections_under_way(text: str, page: int, offset: int) -> list[model.Section]:
    """Those of `outline` that are under way at an offset of a page; the others, often hundreds, are not made."""
    rows = json.loads(text)
    under_way: list[model.Section] = []
    for row in reversed(rows[: bisect_right(rows, (page, offset), key=lambda row: (row[2], row[4]))]):
        if not under_way or row[3] < under_way[-1].level:
            under_way.append(model.Section(*row))
    return under_way[::-1]


def encode_paragraphs(paragraphs: Iterable[model.Paragraph]) -> str:
    """JSON rows."""
    return encode(
        [[each.start, each.end, each.kind, *([] if each.anchor is None else [each.anchor])] for each in paragraphs]
    )


def paragraphs(text: str) -> tuple[model.Paragraph, ...]:
    """The paragraphs that `encode_paragraphs` wrote."""
    return tuple(model.Paragraph(*row) for row in json.loads(text))


def mention(text: str) -> model.Mention:
    """The mention that `encode_record` wrote."""
    return _mention(json.loads(text))


def encode_answer(reference: model.Reference) -> str:
    """JSON of the works that a reference means or may mean."""
    return encode([asdict(work) if work else None for work in (reference.target, *reference.candidates)])


def reference(row: Row) -> model.Reference:
    """The reference of a row of `links`: mention, state, rule and the works of `encode_answer`."""
    target, *candidates = (_work(each) for each in json.loads(row["reference"]))
    return model.Reference(
        mention=mention(row["mention"]),
        state=row["state"],
        rule=row["rule"],
        target=target,
        candidates=tuple(work for work in candidates if work),
    )


def answer(text: str) -> model.Work | None:
    """The target of `encode_answer`."""
    return _work(json.loads(text)[0]) if text else None


def numbers(text: str) -> tuple[int, ...]:
    """Numbers of pages."""
    return tuple(map(int, json.loads(text)))


def strings(text: str) -> tuple[str, ...]:
    """A JSON list of strings."""
    return tuple(json.loads(text))


def _mention(fields: dict[str, Any]) -> model.Mention:
    antecedent = fields["antecedent"]
    return model.Mention(
        **{
            **fields,
            "date": day(fields["date"]),
            "articles": tuple(fields["articles"]),
            "antecedent": _mention(antecedent) if antecedent else None,
            "rivals": tuple(_mention(each) for each in fields.get("rivals", ())),
            "relations": tuple(_relation(each) for each in fields.get("relations", ())),
        }
    )


def _relation(fields: dict[str, Any]) -> model.Relation:
    return model.Relation(**{**fields, "since": day(fields["since"])})


def _work(fields: dict[str, Any] | None) -> model.Work | None:
    return model.Work(**{**fields, "date": day(fields["date"])}) if fields else None


def validity(row: Row) -> model.Validity | None:
    """What a row of `documents` keeps of the document's validity."""
    if row["valid_page"] is None:
        return None
    return model.Validity(day(row["valid_from"]), day(row["valid_until"]), row["valid_page"], row["valid_start"])


def day(text: str | None) -> date | None:
    """The date that stands in a column."""
    return date.fromisoformat(text) if text else None
