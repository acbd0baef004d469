"""A pack as Markdown, with the text of documents escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from ...model import Digest
from ...system.files import MARK
from .blocks import (
    Blank,
    Block,
    Dates,
    Heading,
    Letterhead,
    Listing,
    Masthead,
    Paragraph,
    Run,
    Runs,
    Signatures,
    Table,
)
from .layout import layout

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(\d*)([#+=.)-])")  # a heading, a list, a rule
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_LINK = re.compile(r"\b(https?|ftp|mailto|www)([:.])", re.I)  # some renderers turn bare addresses into links
_BLANK_LINE = "…" * 40
_BLANK_AFTER_LABEL = "…" * 22
_BLANK_IN_LINE = "…" * 12


def render(digest: Digest) -> bytes:
    """Return the pack as CommonMark with pipe tables, UTF-8, with the mark of its generator at the end."""
    blocks = (text for block in layout(digest) for text in _block(block))
    return "\n\n".join((*blocks, f"<!-- {MARK} -->\n")).encode()


def escape(text: str) -> str:
    """Return `text` escaped for Markdown, without control characters and direction marks."""
    plain = _CONTROL.sub("", " ".join(text.split()))
    escaped = _SPECIAL.sub(r"\\\g<0>", plain)
    return _LINE_START.sub(r"\1\\\2", _LINK.sub(r"\1\\\2", escaped))


def _block(block: Block) -> Iterator[str]:
    """Yield a block as blocks of Markdown, which has no pictures, table of contents and source pages."""
    match block:
        case Heading(anchor="map"):
            return  # the heading of the picture, which is left out
        case Heading(level, text, number=number):
            yield f"{'#' * level} {f'{number}. ' if number else ''}{escape(text)}"
        case Paragraph(runs, kind):
            form = {"unit": "**{}**", "notice": "> **{}**", "file": "`{}`", "warning": "> {}"}.get(kind, "{}")
            yield form.format(_runs(runs))
        case Listing():
            yield "\n".join(_listing(block))
        case Table(head, rows, widths):
            yield _table(head or [""] * len(widths), ([_runs(cell) for cell in row] for row in rows))
        case Letterhead(left, right, title, subtitle):
            yield "---"
            yield _table(("", ""), ([*map(escape, row)] for row in zip_longest(left, right, fillvalue="")))
            yield f"## {escape(title)}"
            yield f"*{escape(subtitle)}*"
        case Masthead(left, right, title, subject, session):
            yield f"# {escape(title)}"
            yield f"**{escape(' '.join(subject))}**"
            cell = " / ".join(line for line in left if line != "*")
            yield escape(f"{cell}. {' '.join(right[1:])}")
            if session:
                yield f"*{escape(session)}*"
        case Dates(groups):
            for caption, days in groups:
                yield f"*{escape(caption)}*"
                yield "\n".join(f"- **{escape(day)}** {_runs(runs)}" for day, runs in days)
        case Blank("", lines):
            yield from [_BLANK_LINE] * lines
        case Blank(label):
            yield f"{escape(label)} {_BLANK_AFTER_LABEL}"
        case Signatures(names, recipients):
            if recipients:
                yield "\n".join(("Nơi nhận:", *(f"- {escape(name.removeprefix('- '))}" for name in recipients)))
            if names:
                yield _table([" ".join(name.split()) for name in names], [[""] * len(names)])


def _listing(listing: Listing, indent: str = "") -> Iterator[str]:
    for number, entry in enumerate(listing.entries, 1):
        yield f"{indent}{f'{number}.' if listing.numbered else '-'} {_runs(entry.runs)}"
        if entry.below:
            yield from _listing(entry.below, indent + "    ")


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs)).rstrip()


def _run(run: Run) -> str:
    """Return a run with white space outside the marks of emphasis, as CommonMark requires."""
    if run.blank:
        return _BLANK_IN_LINE
    text = escape(run.text)
    if text and run.quoted:
        text = f"“{text}”"
    if not text:
        return " " if run.text else ""
    mark = "**" * run.bold + "*" * run.italic
    before, after = run.text[: -len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    return f"{' ' * bool(before)}{mark}{text}{mark}{' ' * bool(after)}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [[*map(escape, head)], *rows]
    first, *rest = ("| " + " | ".join(line) + " |" for line in lines)
    return "\n".join([first, "|---" * len(head) + "|", *rest])
