"""The tables of corpora/registry: tab-separated files, read and checked against their schema.

The schema is `datapackage.json` beside them, a Data Package with Table Schemas (https://datapackage.org): the columns
of each table, their types, the required ones, the values allowed, the key, and the columns that name rows of other
tables. An office may add rows in a folder of its own; people type those, so a faulty row is reported and left out, and
the others are used.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import zip_longest
from operator import itemgetter
from typing import Any, NamedTuple

from ..i18n import _
from .paths import registry_data

Record = Mapping[str, str]
File = str | os.PathLike[str]
SCHEMA_FILE = "datapackage.json"


class Column(NamedTuple):
    """A column: its `kind` is `string`, `date` (ISO), `integer` or `list` (parts separated by `|`)."""

    name: str
    kind: str = "string"
    required: bool = False
    choices: frozenset[str] = frozenset()


class Link(NamedTuple):
    """A column whose values are values of a column of another table."""

    column: str
    table: str
    target: str


class Schema(NamedTuple):
    """The columns of a table, those that together identify a row, and its links."""

    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


class Fault(NamedTuple):
    """A fault of a table and what to do about it; `line` counts from 1, the header's."""

    path: File
    line: int
    column: str
    problem: str

    def __str__(self) -> str:
        """Return the fault as one sentence that names file, line and column."""
        fault = (
            _("{file}, line {line}, column {column}: {problem}") if self.column else _("{file}, line {line}: {problem}")
        )
        return fault.format(file=os.path.basename(self.path), line=self.line, column=self.column, problem=self.problem)


class CheckedTable(NamedTuple):
    """The usable rows of one file, the line of each, and the faults of the file."""

    rows: list[Record]
    lines: list[int]
    faults: list[Fault]


class Tables:
    """Tables of the same names in several folders, read in order: the registry's own, then an office's."""

    def __init__(self, *folders: File) -> None:
        self._folders = folders
        self._read: dict[str, list[tuple[str, CheckedTable]]] = {}

    def rows(self, name: str) -> list[Record]:
        """Return the usable rows of a table (`relations`), column → cell, those of an office last."""
        return [row for _path, table in self._tables(name) for row in table.rows]

    def check(self) -> Iterator[Fault]:
        """Yield the faults of every table: in form, doubled, or naming a row that does not exist."""
        for name in schemas():
            for _path, table in self._tables(name):
                yield from table.faults
            yield from self._broken_links(name)

    def _tables(self, name: str) -> list[tuple[str, CheckedTable]]:
        if name not in self._read:
            schema, keys = schemas()[name], set[str | tuple[str, ...]]()
            paths = (os.path.join(folder, f"{name}.tsv") for folder in self._folders)
            self._read[name] = [(path, read_table(path, schema, keys)) for path in paths if os.path.exists(path)]
        return self._read[name]

    def located_rows(self, name: str) -> Iterator[tuple[str, int, Record]]:
        """Yield the usable rows of a table, each with its file and line."""
        for path, table in self._tables(name):
            for line, row in zip(table.lines, table.rows, strict=True):
                yield path, line, row

    def _broken_links(self, name: str) -> Iterator[Fault]:
        problem = _("“{value}” is not in column {target} of {table}.tsv; correct it or add it there.")
        for column, table, target in schemas()[name].links:
            known = {row[target] for row in self.rows(table)}
            for path, line, row in self.located_rows(name):
                for value in parts(row[column]):
                    if value not in known:
                        yield Fault(path, line, column, problem.format(value=value, target=target, table=table))


@cache
def schemas() -> Mapping[str, Schema]:
    """Return the schema of each table, by the table's name."""
    with open(os.path.join(registry_data(), SCHEMA_FILE), encoding="utf-8") as file:
        package = json.load(file)
    return {resource["name"]: _schema(resource["schema"]) for resource in package["resources"]}


def read_registry_table(name: str) -> list[Record]:
    """Return the rows of a table that comes with chithi. A test has checked it, so it is only split."""
    with open(os.path.join(registry_data(), f"{name}.tsv"), encoding="utf-8") as file:
        header, *lines = file.read().split("\n")
    names = header.split("\t")
    return [dict(zip_longest(names, line.split("\t"), fillvalue="")) for line in lines if line]


def read_table(path: File, schema: Schema, keys: set[str | tuple[str, ...]] | None = None) -> CheckedTable:
    """Read a UTF-8 file whose first line names the columns, one TAB between cells, no quoting.

    Args:
        path: The file.
        schema: What its columns must hold.
        keys: The keys of rows read before, which may not occur again; those of this file are added.
    """
    table, keys = CheckedTable([], [], []), set() if keys is None else keys
    try:
        with open(path, encoding="utf-8-sig") as file:
            header, *lines = file.read().split("\n")
    except UnicodeDecodeError:
        return table._replace(faults=[Fault(path, 1, "", _("the text is not UTF-8; save it as UTF-8."))])
    names = [name.strip() for name in header.split("\t")]
    table.faults.extend(_header_faults(path, names, schema))
    empty = dict.fromkeys((column.name for column in schema.columns), "")
    checked = [each for each in schema.columns if each.required or each.kind in {"date", "integer"} or each.choices]
    is_complete = names == list(empty)
    key_of = itemgetter(*schema.key) if schema.key else lambda row: ""
    for line, text in enumerate(lines, 2):
        if not text.strip():
            continue
        cells = [cell.strip() for cell in text.split("\t")]
        row = dict(zip(names, cells, strict=False))
        if not is_complete or len(cells) < len(names):
            row = empty | row
        problems = [*_cell_problems(row, checked)]
        if len(cells) > len(names):
            problems.append(("", _("there are more cells than columns; remove the TABs that are too many.")))
        key = key_of(row)
        if key in keys and any(key):
            problem = _("“{value}” is in the table already; remove one of the two rows.")
            problems.append((schema.key[0], problem.format(value=row[schema.key[0]])))
        if problems:
            table.faults.extend(Fault(path, line, column, problem) for column, problem in problems)
            continue
        keys.add(key)
        table.rows.append({name: row[name] for name in empty} if len(row) > len(empty) else row)
        table.lines.append(line)
    return table


def parts(cell: str) -> tuple[str, ...]:
    """Return the parts of a list in a cell."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def day(cell: str) -> date | None:
    """Return the date in a cell, None for a blank one."""
    return date.fromisoformat(cell) if cell else None


def _schema(stored: Any) -> Schema:
    return Schema(
        columns=tuple(_column(field) for field in stored["fields"]),
        key=tuple(stored["primaryKey"]),
        links=tuple(
            Link(column=link["fields"][0], table=link["reference"]["resource"], target=link["reference"]["fields"][0])
            for link in stored.get("foreignKeys", ())
        ),
    )


def _column(field: Any) -> Column:
    constraints = field.get("constraints", {})
    required, choices = constraints.get("required", False), frozenset(constraints.get("enum", ()))
    return Column(name=field["name"], kind=field["type"], required=required, choices=choices)


def _header_faults(path: File, names: list[str], schema: Schema) -> Iterator[Fault]:
    known = [column.name for column in schema.columns]
    for name in names:
        if name not in known:
            problem = _("the table has no such column; remove it. Its columns are: {columns}.")
            yield Fault(path, 1, name, problem.format(columns=", ".join(known)))
    for column in schema.columns:
        if column.required and column.name not in names:
            yield Fault(path, 1, column.name, _("the column is missing; add it to the first line."))


def _cell_problems(row: Record, columns: Iterable[Column]) -> Iterator[tuple[str, str]]:
    for name, kind, required, choices in columns:
        value = row[name]
        if not value:
            if required:
                yield name, _("the cell is empty; fill it in.")
        elif value in choices:
            continue
        elif kind == "date" and not _is_date(value):
            yield name, _("“{value}” is not a date; write it as 2016-03-30.").format(value=value)
        elif kind == "integer" and not (value.isascii() and value.isdigit()):
            yield name, _("“{value}” is not a whole number; write figures only.").format(value=value)
        elif choices:
            allowed = ", ".join(sorted(choices))
            yield name, _("“{value}” is not allowed; write one of: {allowed}.").format(value=value, allowed=allowed)


def _is_date(value: str) -> bool:
    try:
        return bool(day(value))
    except ValueError:
        return False
