"""Sentences written for this gold, with their references: the ways to cite, form by form.

They are in corpora/gold: `sentences-dev.jsonl` is for work on the grammar; `sentences-held.jsonl` is only scored,
also by `chithi evaluate`. README.md has the rules.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pipeline.model import Citing

Half = Literal["dev", "held"]
FOLDER = Path(__file__).parents[3] / "corpora" / "gold"


@dataclass(frozen=True, slots=True)
class Expected:
    """A marked reference; `start` and `end` are offsets in the sentence.

    The fields are those of `pipeline.model.Mention`. `means` has the id of the work, several where a careful reader
    cannot decide, none where it cannot be known or is not in the registry; then `unlisted` is true.
    """

    text: str
    start: int
    end: int
    type: str | None
    number: str | None
    date: date | None
    term: str | None
    plenum: int | None
    articles: tuple[str, ...]
    means: tuple[str, ...]
    unlisted: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or short passage of a document, the citation form that it is an example of, and its references.

    A trap has no references. `citing` describes the passage's document, None where nothing is known of it.
    """

    form: str
    text: str
    citing: Citing | None
    references: tuple[Expected, ...]


def sentences(half: Half) -> list[Sentence]:
    """Return the sentences of one half. Raise ValueError for a reference that is not in its text."""
    lines = (FOLDER / f"sentences-{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_sentence(json.loads(line)) for line in lines]


def _sentence(row: dict[str, Any]) -> Sentence:
    references = tuple(_references(row["text"], row["references"]))
    return Sentence(row["form"], row["text"], _citing(row["citing"]), references)


def _citing(row: dict[str, str | None] | None) -> Citing | None:
    return Citing(row["issuer"], _day(row["date"]), row["place"]) if row else None


def _references(text: str, rows: list[dict[str, Any]]) -> Iterator[Expected]:
    end = 0
    for row in rows:
        start = text.index(row["text"], end)
        end = start + len(row["text"])
        means = row["means"] or ()
        yield Expected(
            text=row["text"],
            start=start,
            end=end,
            type=row["type"],
            number=row["number"],
            date=_day(row["date"]),
            term=row["term"],
            plenum=row["plenum"],
            articles=tuple(row["articles"]),
            means=(means,) if isinstance(means, str) else tuple(means),
            unlisted=row.get("unlisted", False),
        )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
