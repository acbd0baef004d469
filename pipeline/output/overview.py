"""What `chithi` alone prints: where the library is, what it has, what waits, and what to do next."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..i18n import _, ngettext
from .terminal import one_line

if TYPE_CHECKING:
    from ..model import Entry, SetAside


def lines_without_library(path: str) -> Iterator[str]:
    """Yield how to begin."""
    yield _("There is no library yet; it will be {path}.").format(path=one_line(path))
    yield from _steps((_("chithi ingest FOLDER"), _("add the documents of a folder")), *_always())


def lines(path: str, entries: Sequence[Entry], aside: Sequence[SetAside]) -> Iterator[str]:
    """Yield the counts of a library, and the commands that they call for."""
    pages = sum(entry.pages for entry in entries)
    count = ngettext("{count} document", "{count} documents", len(entries)).format(count=len(entries))
    of = ngettext("{count} page", "{count} pages", pages).format(count=pages)
    size = os.path.getsize(path) / 1_000_000
    yield _("Library: {path}").format(path=one_line(path))
    yield _("{documents}, {pages}; {size:.1f} MB").format(documents=count, pages=of, size=size)
    steps = []
    if waiting := sum(bool(entry.waiting) for entry in entries):
        said = ngettext("{count} document waits for OCR", "{count} documents wait for OCR", waiting)
        steps.append((_("chithi ingest FOLDER --ocr auto"), said.format(count=waiting)))
    if missing := sum(not (entry.number and entry.date and entry.title) for entry in entries):
        said = ngettext(
            "{count} document lacks its number, day or title",
            "{count} documents lack their number, day or title",
            missing,
        )
        steps.append(("chithi list --incomplete", said.format(count=missing)))
    if aside:
        said = ngettext("{count} file was set aside", "{count} files were set aside", len(aside))
        steps.append(("chithi list --set-aside", said.format(count=len(aside))))
    if not entries:
        steps.append((_("chithi ingest FOLDER"), _("add the documents of a folder")))
    yield from _steps(*steps, *_always())


def _always() -> tuple[tuple[str, str], ...]:
    return (
        (_("chithi search WORDS"), _("find pages")),
        (_("chithi digest --document NUMBER"), _("prepare the study of a document")),
        ("chithi --help", _("every command")),
    )


def _steps(*rows: tuple[str, str]) -> Iterator[str]:
    width = max(len(command) for command, _what in rows)
    yield from (f"  {command:{width}}  {what}" for command, what in rows)
