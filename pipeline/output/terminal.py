"""What lines for a terminal share; text from documents loses its control characters here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ..i18n import _, ngettext
from ..vietnamese.citation import cite

if TYPE_CHECKING:
    from ..model import Entry, Hit, Reference, SetAside, Work

# C0 and C1 controls would move the cursor or recolour the screen, direction
# marks would reorder the line.
_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))
_DIRECTIONS = (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSAFE = dict.fromkeys((*_CONTROLS, *_DIRECTIONS))


def safe(text: str | None) -> str:
    """Return `text` without characters that a terminal would act upon; line breaks and tabs stay."""
    return (text or "").translate(_UNSAFE)


def one_line(text: str | None) -> str:
    """Return `safe` text on one line."""
    return " ".join(safe(text).split())


def wrapped(line: str, width: int) -> str:
    """Return a line broken between words to `width` columns; further lines are indented as the first."""
    if len(click.unstyle(line)) <= width:
        return line
    indent = " " * min(len(line) - len(line.lstrip(" ")), width // 2)
    rows, row, length = [], indent, len(indent)
    for word in line.split():
        columns = len(click.unstyle(word))
        if row.strip() and length + columns > width:
            rows.append(row.rstrip())
            row, length = indent, len(indent)
        row += f"{word} "
        length += columns + 1
    return "\n".join([*rows, row.rstrip()])


def cite_short(value: Entry | Hit | Work) -> str:
    """Return a document in one line, cited without its title; before it the degree of a secret one."""
    cited = one_line(cite(value.type, value.number, value.date, value.issuer))
    secrecy = getattr(value, "secrecy", None)  # a work has none
    return f"[{secrecy}] {cited}" if secrecy else cited


def cite_full(value: Work) -> str:
    """Return a work in one line, cited with its title."""
    return one_line(cite(value.type, value.number, value.date, value.issuer, value.title))


def file_names(paths: Iterable[str]) -> str:
    """Return the names of files, without their folders."""
    return one_line(", ".join(os.path.basename(path) for path in paths))


def page_label(page: int | None, section: str | None = None) -> str:
    """Return `page 3`; where the page is not known, the section, or that the file does not record it."""
    if page is not None:
        return _("page {page}").format(page=page)
    return one_line(section) or _("page not recorded in the file")


def set_aside_lines(items: Sequence[SetAside]) -> Iterator[str]:
    """Yield how many files did not become documents, and each with the reason."""
    if items:
        count = len(items)
        yield ngettext("{count} file was set aside:", "{count} files were set aside:", count).format(count=count)
        yield from (f"  {safe(item.path)}: {item.reason} {item.hint}".rstrip() for item in items)


def resolution(value: Reference) -> str:
    """Return the resolver's answer in words."""
    if value.target:
        name = cite_full(value.target)
        if value.state == "resolved":
            return name
        if not value.target.confirmed:
            return _("{work} (not in the library; its date and title are still to be checked)").format(work=name)
        return _("{work} (not in the library)").format(work=name)
    if value.state == "ambiguous":
        names = "; ".join(map(cite_short, value.candidates))
        return _("ambiguous, may be: {works}").format(works=names) if names else _("ambiguous")
    if value.state == "malformed":
        return _("the number cannot be read with certainty")
    return _("unknown: neither the library nor the registry has it")
