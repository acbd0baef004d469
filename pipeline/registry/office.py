"""The works that an office adds, in a documents.tsv of its own with the columns of the one in corpora/registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..errors import UsageError
from ..i18n import _
from ..system.files import write
from ..system.tables import Column, Record, parts, read_table, schemas
from ..vietnamese.numbers import parse_number
from ..vietnamese.text import nfc, slug, squeeze
from . import CENTRAL, Registry

_REQUIRED = frozenset({"type", "issuer", "date", "title", "source"})
_OPTIONAL = ("id", "term", "plenum", "status", "replaced_by", "ended", "confidence")


@dataclass(frozen=True, slots=True)
class NewWork:
    """A work as an office gives it.

    Attributes:
        aliases: Names under which it is cited.
        stated: Other columns of documents.tsv: `plenum`, `status`, `replaced_by`, `ended` and `confidence` are kept,
            `id` and `term` must be what the other columns make.
    """

    type: str
    issuer: str
    date: date
    title: str
    source: str
    number: str | None = None
    aliases: tuple[str, ...] = ()
    stated: Mapping[str, str] = field(default_factory=dict)


def row_of(work: NewWork, registry: Registry) -> dict[str, str]:
    """Return the row of documents.tsv. Raises UsageError for what contradicts the registry or itself, or is known."""
    kind = registry.types.named(work.type)
    if kind is None:
        raise UsageError(
            _("The registry has no type “{type}”.").format(type=work.type),
            hint=_("Types are listed in types.tsv: chỉ thị, nghị quyết, quy định …"),
        )
    issuer = registry.bodies.proper_name(work.issuer)
    if issuer is None:
        raise UsageError(
            _("The registry has no body “{issuer}”.").format(issuer=work.issuer),
            hint=_("Write it in full, with its province: Tỉnh ủy Điện Biên."),
        )
    number = _canonical_number(work, kind.name, registry)
    path = registry.bodies.path_of(issuer)
    made = registry.works.id_for(issuer, work.date, number, kind.name)
    work_id = made or _id_without_number(work, f"{path}/{work.date.year}/")
    if registry.works.get(work_id):
        raise UsageError(
            _("The registry has {work} already.").format(work=work_id), hint=_("See it with: chithi registry show.")
        )
    row = {
        "id": work_id,
        "number": number or "",
        "type": kind.name,
        "issuer": issuer,
        "date": work.date.isoformat(),
        "term": (registry.terms.at(work.date) or "") if path == CENTRAL else "",
        "title": _cell(work.title),
        "source": _cell(work.source),
        "confidence": "high",
    }
    for column in ("id", "term"):
        value = work.stated.get(column) or row[column]
        if value != row[column]:
            raise _contradicted(
                work_id, column, value, _("Leave it blank, or write: {right}.").format(right=row[column])
            )
    return (
        row | {column: work.stated[column] for column in _OPTIONAL if work.stated.get(column)} | _ending(work_id, work)
    )


def add_works(folder: Path, registry: Registry, works: Sequence[NewWork]) -> list[str]:
    """Write works into an office's tables: all of them or, when one is refused, none.

    Args:
        folder: The office's folder, made when absent.
        registry: The registry with the rows that the office has so far.
        works: The works to add.

    Returns:
        The ids of the works.

    Raises:
        UsageError: A work contradicts the registry or itself, or is known already.
    """
    rows = [row_of(work, registry) for work in works]
    ids = [row["id"] for row in rows]
    twice = next((each for each in ids if ids.count(each) > 1), None)
    if twice:
        raise UsageError(_("{work} is given twice.").format(work=twice), hint=_("Leave out one of them."))
    for row in rows:
        successor = row.get("replaced_by", "")
        if successor and successor not in ids and not registry.works.get(successor):
            raise _contradicted(row["id"], "replaced_by", successor, _("Add that work too, or correct its id."))
    aliases = [
        {"alias": _cell(alias), "works": row["id"]}
        for work, row in zip(works, rows, strict=True)
        for alias in work.aliases
    ]
    _append(folder, "documents", rows)
    if aliases:
        _append(folder, "aliases", aliases)
    return ids


def read_works(path: Path) -> list[NewWork]:
    """Read works from a TSV file with columns of documents.tsv, and perhaps `aliases`.

    Raises UsageError, naming line and column, for a cell that is faulty or missing and for a column not known.
    """
    columns = [each._replace(required=each.name in _REQUIRED) for each in schemas()["documents"].columns]
    schema = schemas()["documents"]._replace(columns=(*columns, Column("aliases", "list")), key=())
    table = read_table(path, schema)
    if table.faults:
        raise UsageError(
            str(table.faults[0]),
            hint=_("Columns: number, type, issuer, date (2016-03-30), title, source, aliases; separated by TABs."),
            path=path,
        )
    return [_new_work(row) for row in table.rows]


def _new_work(row: Record) -> NewWork:
    return NewWork(
        type=row["type"], issuer=row["issuer"], date=date.fromisoformat(row["date"]), title=row["title"],
        source=row["source"], number=row["number"] or None, aliases=parts(row["aliases"]),
        stated={column: row[column] for column in _OPTIONAL},
    )  # fmt: skip


def _canonical_number(work: NewWork, kind: str, registry: Registry) -> str | None:
    """Return the number in its canonical form, its letters compared with the type."""
    if work.number is None:
        return None
    parsed = parse_number(work.number)
    if parsed is None or not parsed.serial:
        raise UsageError(
            _("“{number}” is not a document number.").format(number=work.number),
            hint=_("Write it whole: 08-CT/TU, 30/2020/NĐ-CP."),
        )
    meant = [each.name for each in registry.types.of_symbol(parsed.type)] if parsed.type else []
    if meant and kind not in meant:
        raise UsageError(
            _("The number {number} is not that of a {type}.").format(number=parsed, type=kind),
            hint=_("Its letters mean: {types}.").format(types=", ".join(meant)),
        )
    # Hướng dẫn 36-HD/VPTW and Nghị định 30/2020/NĐ-CP: a serial below ten is written with a zero.
    return str(parsed._replace(serial=parsed.serial.zfill(2)))


def _id_without_number(work: NewWork, path: str) -> str:
    """Return the id of a work without number: the one stated, where it fits, else one made of the title."""
    stated = work.stated.get("id", "")
    return stated if stated.startswith(path) and len(stated) > len(path) else path + slug(work.title)


def _ending(work_id: str, work: NewWork) -> dict[str, str]:
    """Return the status of a work by what it states. Raises UsageError for an end without a successor."""
    if work.stated.get("replaced_by"):
        return {"status": "replaced"}
    for column in ("status", "ended"):
        if value := work.stated.get(column):
            raise _contradicted(work_id, column, value, _("Name the work that replaced it in column replaced_by."))
    return {}


def _contradicted(work_id: str, column: str, value: str, hint: str) -> UsageError:
    problem = _("{work}: “{value}” in column {column} does not agree with the rest.")
    return UsageError(problem.format(work=work_id, value=value, column=column), hint=hint)


def _append(folder: Path, table: str, rows: Sequence[Record]) -> None:
    """Add rows to a table of the office's in one write of the file, readable by its owner only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{table}.tsv"
    columns = [column.name for column in schemas()[table].columns]
    header, *before = path.read_text(encoding="utf-8-sig").rstrip("\n").split("\n") if path.exists() else [""]
    present = header.split("\t") if header else columns
    # A table of an older version may lack columns that the new rows have.
    present += [column for column in columns if column not in present and any(row.get(column) for row in rows)]
    before = [line + "\t" * (len(present) - 1 - line.count("\t")) for line in before]
    lines = ["\t".join(present), *before, *("\t".join(row.get(column, "") for column in present) for row in rows)]
    write((f"{line}\n".encode() for line in lines), path, force=True)


def _cell(text: str) -> str:
    return squeeze(nfc(text))
