"""The works that an office adds: a documents.tsv of its own, of the same form as the one that comes along."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..errors import UsageError
from ..i18n import _
from ..vietnamese.numbers import parse_number
from ..vietnamese.text import nfc, slug, squeeze
from . import CENTRAL, FOLDER, Registry
from .tables import faulty, read

DOCUMENTS, ALIASES = "documents", "aliases"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NewWork:
    """A work as an office gives it; `aliases` are names under which it is cited."""

    type: str
    issuer: str
    date: date
    title: str
    source: str
    number: str | None = None
    aliases: tuple[str, ...] = ()


def row_of(work: NewWork, registry: Registry) -> dict[str, str]:
    """The row of documents.tsv. Raises UsageError for what contradicts the registry or itself, or is there already."""
    kind = registry.type_named(work.type)
    if kind is None:
        raise UsageError(
            _("The registry has no type “{type}”.").format(type=work.type),
            hint=_("Types stand in types.tsv: chỉ thị, nghị quyết, quy định …"),
        )
    issuer = registry.proper_name(work.issuer)
    if issuer is None:
        raise UsageError(
            _("The registry has no body “{issuer}”.").format(issuer=work.issuer),
            hint=_("Write it in full, with its province: Tỉnh ủy Điện Biên."),
        )
    number = _number(work, kind.name, registry)
    made = registry.work_id(issuer, work.date, number, kind.name)
    work_id = made or f"{registry.issuer_path(issuer)}/{work.date.year}/{slug(work.title)}"
    if registry.work(work_id):
        raise UsageError(
            _("The registry has {work} already.").format(work=work_id), hint=_("See it with: chithi registry show.")
        )
    central = registry.issuer_path(issuer) == CENTRAL
    return {
        "id": work_id,
        "number": number or "",
        "type": kind.name,
        "issuer": issuer,
        "date": work.date.isoformat(),
        "term": (registry.term_at(work.date) or "") if central else "",
        "title": _cell(work.title),
        "source": _cell(work.source),
        "confidence": "high",
    }


def add(folder: Path, registry: Registry, works: Sequence[NewWork]) -> list[str]:
    """Write works into an office's `folder`, made when absent: all of them or, when one is refused, none. Their ids."""
    rows = [row_of(work, registry) for work in works]
    ids = [row["id"] for row in rows]
    twice = next((each for each in ids if ids.count(each) > 1), None)
    if twice:
        raise UsageError(_("{work} is given twice.").format(work=twice), hint=_("Leave out one of them."))
    aliases = [
        {"alias": _cell(alias), "works": row["id"]}
        for work, row in zip(works, rows, strict=True)
        for alias in work.aliases
    ]
    _append(folder, DOCUMENTS, rows)
    if aliases:
        _append(folder, ALIASES, aliases)
    return ids


def works_of(path: Path) -> list[NewWork]:
    """The works of a TSV file with the columns number, type, issuer, date, title, source, and perhaps aliases.

    Raises UsageError, naming the line, for one that lacks what it needs.
    """
    try:
        rows = read(path)
    except UnicodeDecodeError as error:
        raise UsageError(_("The text is not UTF-8."), hint=_("Save it as UTF-8."), path=path) from error
    found = []
    for line, row in enumerate(rows, 2):
        lacking = [name for name in ("type", "issuer", "date", "title", "source") if not (row.get(name) or "").strip()]
        if lacking or faulty(row):
            raise UsageError(
                _("Line {line} lacks {columns}, or a date is no date.").format(
                    line=line, columns=", ".join(lacking) or "-"
                ),
                hint=_("Columns: number, type, issuer, date (2016-03-30), title, source, aliases; parted by tabs."),
                path=path,
            )
        aliases = tuple(part.strip() for part in (row.get("aliases") or "").split("|") if part.strip())
        found.append(
            NewWork(row["type"], row["issuer"], date.fromisoformat(row["date"].strip()), row["title"], row["source"],
                    (row.get("number") or "").strip() or None, aliases)
        )  # fmt: skip
    return found


def faults(folder: Path) -> list[str]:
    """The lines of an office's tables that cannot be used, `documents.tsv:3`; they are left out and nothing else is."""
    found = []
    for path in sorted(folder.glob("*.tsv")):
        try:
            found += [f"{path.name}:{line}" for line, row in enumerate(read(path), 2) if faulty(row)]
        except UnicodeDecodeError:
            found.append(path.name)
    return found


def _number(work: NewWork, kind: str, registry: Registry) -> str | None:
    """The number in its canonical form, its letters compared with the type."""
    if work.number is None:
        return None
    parsed = parse_number(work.number)
    if parsed is None or not parsed.serial:
        raise UsageError(
            _("“{number}” is no document number.").format(number=work.number),
            hint=_("Write it whole: 08-CT/TU, 30/2020/NĐ-CP."),
        )
    meant = [each.name for each in registry.types_of_symbol(parsed.type)] if parsed.type else []
    if meant and kind not in meant:
        raise UsageError(
            _("The number {number} is not that of a {type}.").format(number=parsed, type=kind),
            hint=_("Its letters mean: {types}.").format(types=", ".join(meant)),
        )
    # Hướng dẫn 36-HD/VPTW and Nghị định 30/2020/NĐ-CP: a serial below ten is written with a zero.
    return str(replace(parsed, serial=parsed.serial.zfill(2)))


def _append(folder: Path, table: str, rows: Sequence[Row]) -> None:
    """Add rows to a table of the office's, as one change of the file, readable by its owner only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{table}.tsv"
    with (FOLDER / f"{table}.tsv").open(encoding="utf-8") as own:
        columns = own.readline().rstrip("\n").split("\t")
    before = path.read_text(encoding="utf-8") if path.exists() else "\t".join(columns) + "\n"
    columns = before.split("\n", 1)[0].split("\t")
    text = before if before.endswith("\n") else f"{before}\n"
    text += "".join("\t".join(row.get(column, "") for column in columns) + "\n" for row in rows)
    handle, name = tempfile.mkstemp(dir=folder, prefix=f".{table}")  # 0600
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    os.replace(name, path)


def _cell(text: str) -> str:
    return squeeze(nfc(text))
