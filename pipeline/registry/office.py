"""The works that an office adds, in a documents.tsv of its own with the columns of the one in corpora/registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ..errors import UsageError
from ..i18n import _
from ..system.files import write
from ..system.tables import Column, Record, parts, read_table, schemas
from ..vietnamese.numbers import parse_number
from ..vietnamese.text import nfc, slug, squeeze, tone_key
from . import CENTRAL, Registry

_REQUIRED = frozenset({"type", "issuer", "date", "title", "source"})
OPTIONAL = ("id", "term", "plenum", "status", "replaced_by", "ended", "confidence")


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
    row = made_row(work, registry)
    if registry.works.get(row["id"]):
        raise UsageError(
            _("The registry has {work} already.").format(work=row["id"]), hint=_("See it with: chithi registry show.")
        )
    return row


def made_row(work: NewWork, registry: Registry, *, alone: bool = False) -> dict[str, str]:
    """Return the row of documents.tsv of a work that may be known. Raises UsageError as `row_of`.

    `alone` leaves out what the work states of others, its end among them.
    """
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
    if alone:
        return row
    for column in ("id", "term"):
        value = work.stated.get(column) or row[column]
        if value != row[column]:
            raise _contradicted(
                work_id, column, value, _("Leave it blank, or write: {right}.").format(right=row[column])
            )
    return (
        row | {column: work.stated[column] for column in OPTIONAL if work.stated.get(column)} | _ending(work_id, work)
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
    write_works(folder, list(zip(rows, works, strict=True)))
    return ids


def write_works(folder: Path, made: Sequence[tuple[Record, NewWork]]) -> None:
    """Add rows of works, with their aliases, to an office's tables."""
    aliases = [{"alias": _cell(alias), "works": row["id"]} for row, work in made for alias in work.aliases]
    if made:
        _append(folder, "documents", [row for row, _work in made])
    if aliases:
        _append(folder, "aliases", aliases)


def own_rows(folder: Path, table: str) -> list[Record]:
    """Return the usable rows of a table of the office's."""
    path = folder / f"{table}.tsv"
    return read_table(path, schemas()[table]).rows if path.exists() else []


def edit_work(folder: Path, registry: Registry, work_id: str, changes: Mapping[str, str]) -> str:
    """Change cells of a work that the office has added, and return its id, which number and date may change.

    Args:
        folder: The office's folder.
        registry: The registry with the office's rows.
        work_id: The work.
        changes: New values by column; an empty one deletes.

    Raises:
        UsageError: The office has not added the work, or a value contradicts the registry or another.
    """
    rows = own_rows(folder, "documents")
    before = _own(rows, work_id)
    cells = {**before, **changes}
    kept = {column: cells[column] for column in ("plenum", "replaced_by", "ended") if cells.get(column)}
    work = replace(_new_work({**cells, "aliases": ""}), stated=kept)
    row = made_row(work, registry)
    if row["id"] != work_id and registry.works.get(row["id"]):
        raise UsageError(
            _("The registry has {work} already.").format(work=row["id"]), hint=_("See it with: chithi registry show.")
        )
    successor = row.get("replaced_by")
    if successor and not registry.works.get(successor):
        raise _contradicted(row["id"], "replaced_by", successor, _("Add that work too, or correct its id."))
    renamed = [
        {**(row if each is before else each), **({"replaced_by": row["id"]} if each["replaced_by"] == work_id else {})}
        for each in rows
    ]
    _rewrite(folder, "documents", renamed)
    aliases = [{**each, "works": _renamed(each["works"], work_id, row["id"])} for each in own_rows(folder, "aliases")]
    _rewrite(folder, "aliases", aliases)
    return row["id"]


def remove_work(folder: Path, work_id: str) -> None:
    """Delete a work that the office has added, with its aliases. Raises UsageError if it is not the office's."""
    rows = own_rows(folder, "documents")
    _own(rows, work_id)
    heir = next((each["id"] for each in rows if each["replaced_by"] == work_id), None)
    if heir:
        raise UsageError(
            _("{work} names it as its successor.").format(work=heir),
            hint=_("Change that first with: chithi registry edit."),
        )
    _rewrite(folder, "documents", [each for each in rows if each["id"] != work_id])
    aliases = [{**each, "works": _renamed(each["works"], work_id, "")} for each in own_rows(folder, "aliases")]
    _rewrite(folder, "aliases", [each for each in aliases if each["works"]])


def add_alias(folder: Path, registry: Registry, name: str, work_id: str) -> None:
    """Add a name under which a work of the registry is cited. Raises UsageError if it means a work already."""
    alias = _cell(name)
    if registry.works.aliased(alias):
        raise UsageError(
            _("“{name}” is the name of a work already.").format(name=alias),
            hint=_("See it with: chithi registry show."),
        )
    _append(folder, "aliases", [{"alias": alias, "works": work_id}])


def remove_alias(folder: Path, name: str) -> None:
    """Delete a name that the office has added. Raises UsageError if it has not."""
    rows, key = own_rows(folder, "aliases"), tone_key(_cell(name))
    left = [each for each in rows if tone_key(each["alias"]) != key]
    if len(left) == len(rows):
        raise UsageError(
            _("The office has added no name “{name}”.").format(name=name), hint=_("Look in: chithi registry show.")
        )
    _rewrite(folder, "aliases", left)


def add_body(folder: Path, registry: Registry, row: Record) -> str:
    """Add an issuing body (a row of bodies.tsv without its path), and return its name.

    Raises UsageError if the registry has a body of this name.
    """
    name = _cell(row["name"])
    if registry.bodies.named(name):
        raise UsageError(
            _("The registry has a body “{name}” already.").format(name=name), hint=_("Add works of it right away.")
        )
    _append(folder, "bodies", [{**row, "name": name, "path": slug(name)}])
    return name


def _own(rows: Sequence[Record], work_id: str) -> Record:
    found = next((each for each in rows if each["id"] == work_id), None)
    if found is None:
        raise UsageError(
            _("The office has not added {work}.").format(work=work_id),
            hint=_("Its own works are listed with: chithi registry list --own."),
        )
    return found


def _renamed(works: str, old: str, new: str) -> str:
    return "|".join(filter(None, (new if each == old else each for each in parts(works))))


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
        stated={column: row[column] for column in OPTIONAL},
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
    # Hướng dẫn 05-HD/VPTW and Nghị định 30/2020/NĐ-CP: a serial below ten is written with a zero.
    return str(parsed._replace(serial=parsed.serial.zfill(2)))


def _id_without_number(work: NewWork, path: str) -> str:
    """Return the id of a work without number: the one stated, where it fits, else one made of the title."""
    stated = work.stated.get("id", "")
    return stated if stated.startswith(path) and len(stated) > len(path) else path + slug(work.title)


def _ending(work_id: str, work: NewWork) -> dict[str, str]:
    """Return the status of a work by what it states. Raises UsageError for one that is replaced without a successor."""
    if work.stated.get("replaced_by"):
        return {"status": "replaced"}
    if value := work.stated.get("status"):
        raise _contradicted(work_id, "status", value, _("Name the work that replaced it in column replaced_by."))
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


def _rewrite(folder: Path, table: str, rows: Sequence[Record]) -> None:
    """Replace the rows of a table of the office's."""
    path = folder / f"{table}.tsv"
    if not path.exists():
        return
    columns = [column.name for column in schemas()[table].columns]
    lines = ["\t".join(columns), *("\t".join(row.get(column, "") for column in columns) for row in rows)]
    write((f"{line}\n".encode() for line in lines), path, force=True)


def _cell(text: str) -> str:
    return squeeze(nfc(text))
