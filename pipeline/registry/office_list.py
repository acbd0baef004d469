"""An office's list of works, read from a spreadsheet whose columns are named in Vietnamese or English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..errors import ChithiError, UsageError
from ..i18n import _
from ..model import Work
from ..system.spreadsheets import Row, read_sheets
from ..system.tables import Fault
from ..vietnamese.dates import parse_date
from ..vietnamese.numbers import number_key, parse_number
from ..vietnamese.text import fold, squeeze
from . import Registry
from .office import OPTIONAL, NewWork, made_row, own_rows, write_works

_COLUMNS = ("number", "type", "issuer", "date", "title", "source", "aliases", *OPTIONAL)
_HEADER_ROWS = 15  # a sheet may begin with titles
_MIN_HEADINGS = 2  # known headings by which the row of headings is recognized
_IN_FORCE = frozenset(("", "con hieu luc", "dang co hieu luc", "in force"))
_ENDED = frozenset(("replaced", "het hieu luc", "da thay the", "bi thay the", "duoc thay the", "thay the"))

Cells = dict[str, str]  # column → cell


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list: ids of works added and of those that were known, faults, and headings of no column."""

    added: tuple[str, ...]
    known: tuple[str, ...]
    faults: tuple[Fault, ...]
    unused: tuple[str, ...]


def import_list(path: Path, folder: Path, registry: Registry, defaults: Mapping[str, str]) -> Imported:
    """Add the works of a list to an office's tables; faulty lines are reported and the others added.

    Args:
        path: A CSV, TSV or XLSX file.
        folder: The office's folder, made when absent.
        registry: The registry with the rows that the office has so far.
        defaults: Values of columns that the file does not have (`issuer`, `type`, `source`).

    Raises:
        UnreadableFile: The file is not a table.
        UsageError: No row of the file has the names of columns.
    """
    headings, rows = _split(read_sheets(path), registry, path)
    _require_columns({*(column for _heading, column in headings if column), *defaults}, registry, path)
    faults: list[Fault] = []
    works: list[tuple[int, NewWork]] = []
    for line, cells in rows:
        given = {**defaults, **{column: cell for column, cell in cells.items() if cell}}
        try:
            works.append((line, _work(given, registry)))
        except _CellFault as fault:
            faults.append(Fault(path, line, fault.column, fault.problem))
    made: dict[str, tuple[dict[str, str], NewWork]] = {}
    known: list[str] = []
    for line, work in works:
        try:
            row = made_row(_with_successor(work, works, registry), registry)
        except ChithiError as error:
            faults.append(Fault(path, line, "", f"{error.reason} {error.hint}".strip()))
            continue
        problem = _conflict(row, registry, own_rows(folder, "documents"))
        if problem:
            faults.append(Fault(path, line, "", problem))
        elif registry.works.get(row["id"]) or row["id"] in made:
            known.append(row["id"])
        else:
            made[row["id"]] = (row, work)
    write_works(folder, list(made.values()))
    unused = tuple(heading for heading, column in headings if heading and column is None)
    return Imported(tuple(made), tuple(dict.fromkeys(known)), tuple(sorted(faults, key=lambda each: each.line)), unused)


class _CellFault(Exception):
    """A cell that cannot be used."""

    def __init__(self, column: str, problem: str) -> None:
        super().__init__(problem)
        self.column, self.problem = column, problem


def _require_columns(present: set[str], registry: Registry, path: Path) -> None:
    """Raise UsageError if the list lacks a column without which none of its lines can be added."""
    headings = {row["column"]: row["heading"].capitalize() for row in reversed(registry.rows("columns"))}
    missing = [headings[column] for column in ("issuer", "date", "title") if column not in present]
    if missing:
        raise UsageError(
            _("The list has no column {columns}.").format(columns=", ".join(f"“{each}”" for each in missing)),
            hint=_("Name the column so in the row of headings, or give the value as an option (--issuer)."),
            path=path,
        )


def _split(
    sheets: Sequence[Sequence[Row]], registry: Registry, path: Path
) -> tuple[list[tuple[str, str | None]], list[tuple[int, Cells]]]:
    """Return the headings of the first sheet that has them, with their columns (None for none), and the rows below."""
    names = {_key(row["heading"]): row["column"] for row in registry.rows("columns")}
    names |= {_key(column): column for column in _COLUMNS}
    for sheet in sheets:
        for place, (_line, cells) in enumerate(sheet[:_HEADER_ROWS]):
            headings = [(squeeze(cell), names.get(_key(cell))) for cell in cells]
            if len({column for _heading, column in headings if column}) >= _MIN_HEADINGS:
                rows = [(line, _cells(headings, row)) for line, row in sheet[place + 1 :]]
                return headings, [(line, row) for line, row in rows if len(row) > 1]
    raise UsageError(
        _("No row has the names of columns."),
        hint=_("Write them in the first row: Số hiệu, Loại văn bản, Cơ quan ban hành, Ngày ban hành, Trích yếu."),
        path=path,
    )


def _cells(headings: Iterable[tuple[str, str | None]], row: Sequence[str]) -> Cells:
    """Return the cells by column; a serial and its letters may stand in two columns (`Số`, `Ký hiệu`)."""
    found: Cells = {}
    for (_heading, column), cell in zip(headings, row, strict=False):
        written = squeeze(cell)
        if column and written:
            first = found.get(column, "")
            found[column] = _whole_number(first, written) if column == "number" and first.isdigit() else written
    return found


def _whole_number(serial: str, letters: str) -> str:
    """Return a number from its two halves: `8`, `CT/TU` → `08-CT/TU`; `26`, `CT-TTg` → `26/CT-TTg`."""
    kind, _slash, body = letters.lstrip("-/").partition("/")
    return f"{int(serial):02d}-{kind}/{body}" if body else f"{int(serial):02d}/{kind}"


def _key(heading: str) -> str:
    return squeeze(re.sub(r"[^a-z0-9 ]", " ", fold(heading.replace("_", " "))))


def _work(cells: Mapping[str, str], registry: Registry) -> NewWork:
    """Return the work of a row. Raises _CellFault for a cell that is missing or is none of its kind."""
    number = cells.get("number")
    kind = cells.get("type") or _type_of(number, registry)
    needed = {"type": kind, "issuer": cells.get("issuer"), "date": cells.get("date"), "title": cells.get("title")}
    for column, value in needed.items():
        if not value:
            raise _CellFault(column, _("the cell is empty; fill it in."))
    stated = {column: cells[column] for column in OPTIONAL if column in cells}
    stated |= _status(stated)
    if "ended" in stated:
        stated["ended"] = _day(stated["ended"], "ended").isoformat()
    return NewWork(
        type=kind or "", issuer=cells["issuer"], date=_day(cells["date"], "date"), title=cells["title"],
        source=cells.get("source", ""), number=number,
        aliases=tuple(part.strip() for part in re.split(r"[|;]", cells.get("aliases", "")) if part.strip()),
        stated={column: value for column, value in stated.items() if value},
    )  # fmt: skip


def _type_of(number: str | None, registry: Registry) -> str | None:
    """Return the type that a number's letters mean, None where they may mean several (`QĐ`)."""
    parsed = parse_number(number or "")
    kinds = registry.types.of_symbol(parsed.type) if parsed and parsed.type else ()
    return kinds[0].name if len(kinds) == 1 else None


def _day(cell: str, column: str) -> date:
    if found := parse_date(cell):
        return found
    raise _CellFault(column, _("“{value}” is not a date: write 30/3/2016 or 2016-03-30.").format(value=cell))


def _status(stated: Mapping[str, str]) -> dict[str, str]:
    """Return the status as documents.tsv has it; a work that has ended needs its successor or its last day."""
    written = fold(stated.get("status", ""))
    if written in _IN_FORCE:
        return {"status": ""}
    if written in _ENDED and ("replaced_by" in stated or "ended" in stated):
        return {"status": ""}
    if written in _ENDED:
        raise _CellFault("status", _("name the work that replaced it, or the day on which it ended."))
    problem = _("“{value}” is not known; write “còn hiệu lực” or “hết hiệu lực”.")
    raise _CellFault("status", problem.format(value=stated["status"]))


def _with_successor(work: NewWork, listed: Iterable[tuple[int, NewWork]], registry: Registry) -> NewWork:
    """Return a work whose successor, perhaps given by its number, is named by its id."""
    given = work.stated.get("replaced_by")
    if not given or registry.works.get(given):
        return work
    key = number_key(given)
    others = [(each, made_row(each, registry, alone=True)["id"]) for _line, each in listed if each is not work]
    ids = {work_id for each, work_id in others if given == work_id or number_key(each.number or "") == key}
    ids |= {each.id for each in registry.works.numbered(given) if each.date and each.date >= work.date}
    if len(ids) != 1:
        problem = _("“{value}” in column replaced_by is not one known work.").format(value=given)
        raise UsageError(problem, hint=_("Add that work too, or write its id."))
    return replace(work, stated={**work.stated, "replaced_by": ids.pop()})


def _conflict(row: Mapping[str, str], registry: Registry, own: Iterable[Mapping[str, str]]) -> str | None:
    """Return what differs from the office's own row of the same work; others are known as they are."""
    before = next((each for each in own if each["id"] == row["id"]), None)
    known: Work | None = registry.works.get(row["id"])
    if before is None or known is None:
        return None
    changed = [
        each for each in ("title", "replaced_by", "ended", "plenum") if row.get(each, "") != before.get(each, "")
    ]
    if not changed:
        return None
    problem = _("{work} is in the office's list with another {columns}; change it with: chithi registry edit.")
    return problem.format(work=row["id"], columns=", ".join(changed))
