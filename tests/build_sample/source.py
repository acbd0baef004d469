"""A source file of the sample: what the document prints and how it is built."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

Kind = Literal["text", "heading", "subheading", "centred", "stamp"]
MARKS: dict[str, Kind] = {"# ": "heading", "## ": "subheading", "^ ": "centred", "! ": "stamp"}
CHOICES = {
    "output": ("pdf", "docx", "scan"),
    "font": ("unicode", "tcvn3", "fallback"),
    "columns": ("two", "one-line"),
    "style": ("party", "state"),
    "stamp_at": ("under-number", "beside-number", "above-issuer", "top-right"),
    "ink": ("grey", "colour"),
}


class SourceError(Exception):
    """A source that cannot be built: which one and why."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, without its mark."""

    text: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Table:
    """A ruled table; the first row is its head."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a page."""


Block = Paragraph | Table | PageBreak


@dataclass(frozen=True)
class Source:
    """A document of the sample; absent texts are ""."""

    name: str
    output: str
    ink: str  # of a scan
    font: str
    columns: str
    style: str
    left: tuple[str, ...]
    number: str
    right: tuple[str, ...]
    date: str
    stamps: tuple[str, ...]  # urgency and secrecy, boxed
    stamp_at: str
    copy: str  # `Bản số: 01`, under the stamps
    draft: str
    type: str
    title: str
    authority: str
    position: str
    signer: str
    recipients: tuple[str, ...]
    body: tuple[Block, ...]


def load(path: Path) -> Source:
    """Read one source. Raises SourceError when it is missing, not TOML, or asks for what is not there."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        source = _source(path.stem, **tables)
    except FileNotFoundError:
        raise SourceError(f"There is no source {path.name} in {path.parent}.") from None
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise SourceError(f"{path.name} is not a source of the sample: {error!r}.") from error
    for field, allowed in CHOICES.items():
        if getattr(source, field) not in allowed:
            raise SourceError(f"{path.name}: {field} is one of {', '.join(allowed)}.")
    return source


def _source(
    name: str,
    build: dict[str, Any],
    letterhead: dict[str, Any],
    title: dict[str, Any],
    closing: dict[str, Any],
    body: dict[str, Any],
) -> Source:
    head = {field: letterhead.get(field, "") for field in ("number", "date", "draft", "copy")}
    foot = {field: closing.get(field, "") for field in ("authority", "position", "signer")}
    return Source(
        name=name,
        output=build["output"],
        ink=build.get("ink", "grey"),
        font=build["font"],
        columns=build["columns"],
        style=letterhead["style"],
        left=tuple(letterhead["left"]),
        right=tuple(letterhead["right"]),
        stamps=tuple(filter(None, (letterhead.get("urgency"), letterhead.get("secrecy")))),
        stamp_at=letterhead.get("stamp_at", "under-number"),
        type=title.get("type", ""),
        title=title.get("text", ""),
        recipients=tuple(closing.get("recipients", ())),
        body=tuple(blocks(body["text"])),
        **head,
        **foot,
    )


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a body: a line is a paragraph, `|` lines a table, `===` a page break."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for in_table, group in groupby(lines, key=lambda line: line.startswith("|")):
        if in_table:
            yield Table(tuple(map(_cells, group)))
        else:
            yield from map(_block, group)


def _block(line: str) -> Block:
    if line == "===":
        return PageBreak()
    mark = re.match(r"#{1,2} |[\^!] ", line)
    return Paragraph(line[mark.end() :].strip(), MARKS[mark[0]]) if mark else Paragraph(line)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))
