"""The members of a cell, from a TOML or CSV file with their names and roles.

members = ["Lò Văn Thuận", { name = "Quàng Thị Hoa", role = "Phó Bí thư" }]     # TOML

Họ và tên;Chức vụ                                                              # CSV, by commas, semicolons or tabs
Lò Văn Thuận;Bí thư
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..i18n import _
from ..model import Member
from ..system.os_errors import describe, describe_toml
from ..vietnamese.text import fold, nfc, squeeze

_MOST = 500
_NAME_HEADS = frozenset(("ho va ten", "ho ten", "ten", "name", "dang vien"))
_ROLE_HEADS = frozenset(("chuc vu", "vai tro", "role", "position", "nhiem vu"))


def read_members(path: str) -> tuple[Member, ...]:
    """Return the members that a file lists, in its order. Raises UsageError, which says what is wrong with it."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong(path, _("The file of members is not UTF-8 text.")) from error
    except OSError as error:
        raise _wrong(path, _("The file of members cannot be read: {error}.").format(error=describe(error))) from error
    if not text.replace("\t", "").replace("\r", "").replace("\n", "").isprintable():
        raise _wrong(path, _("The file of members is not UTF-8 text."))
    if path.lower().endswith(".toml"):
        try:
            values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            reason = _("The file of members is not valid TOML: {error}.").format(error=describe_toml(error))
            raise _wrong(path, reason) from error
        members = members_of(values.get("members"), path)
    else:
        members = tuple(_from_rows(text))
    if not 1 <= len(members) <= _MOST:
        raise _wrong(path, _("The file of members must list 1 to {most} names.").format(most=_MOST))
    return members


def members_of(value: Any, path: str) -> tuple[Member, ...]:
    """Return the members of a TOML list: names, or tables with `name` and `role`. Raises UsageError."""
    if not isinstance(value, list):
        raise _wrong(path, _("“members” must be a list of names, or of tables with name and role."))
    found = []
    for row in value:
        fields = {"name": row} if isinstance(row, str) else row
        if not isinstance(fields, dict) or not set(fields) <= {"name", "role"} or not fields.get("name"):
            raise _wrong(path, _("“members” must be a list of names, or of tables with name and role."))
        found.append(Member(_clean(str(fields["name"])), _clean(str(fields.get("role", "")))))
    return tuple(found)


def _from_rows(text: str) -> Iterator[Member]:
    """Yield the members of a CSV file; without a head its first column has the names, its second one the roles."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return
    delimiter = max(";,\t", key=lines[0].count)
    rows = [[_clean(cell) for cell in row] for row in csv.reader(lines, delimiter=delimiter)]
    head = [fold(cell) for cell in rows[0]]
    name, role = _column(head, _NAME_HEADS), _column(head, _ROLE_HEADS)
    if name is not None:
        rows = rows[1:]
    else:
        name, role = 0, 1
    for row in rows:
        if name < len(row) and row[name]:
            yield Member(row[name], row[role] if role is not None and role < len(row) else "")


def _column(head: Sequence[str], names: frozenset[str]) -> int | None:
    return next((place for place, cell in enumerate(head) if cell in names), None)


def _clean(cell: str) -> str:
    return squeeze(nfc(cell))


def _wrong(path: str, reason: str) -> UsageError:
    return UsageError(reason, hint=_("Correct the file of members."), path=path)
