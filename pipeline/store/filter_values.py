"""Values of filters that neither the library nor the registry knows: an error that lists the nearest known ones."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from typing import Any

from ..errors import UsageError
from ..i18n import _
from ..vietnamese.text import fold
from .filters import conditions, roman

_COLUMNS = {"type": "type", "issuer": "issuer", "term": "term"}
_MOST = 3


def check_values(connection: sqlite3.Connection, filters: Mapping[str, Any]) -> None:
    """Raise UsageError for a type, an issuer or a term that is not known."""
    for name, column in _COLUMNS.items():
        value = filters.get(name)
        if not value:
            continue
        chosen = conditions(**{name: value})
        sql = f"select 1 from documents where {chosen.sql} limit 1"
        if connection.execute(sql, dict(chosen.values)).fetchone() or _is_in_registry(name, str(value)):
            continue
        rows = connection.execute(f"select distinct {column} from documents where {column} is not null")
        near = _nearest(str(value), [row[0] for row in rows])
        raise UsageError(
            _("“{value}” is not known for --{name}.").format(value=value, name=name),
            hint=_("Known ones like it: {values}.").format(values=", ".join(near))
            if near
            else _("See what the library has with: chithi list."),
        )


def _is_in_registry(name: str, value: str) -> bool:
    from ..registry import load

    if name == "type":
        known = {fold(kind.name) for kind in load().types}
        return fold(value) in known or bool(load().types.of_symbol(value.upper()))
    if name == "issuer":
        return load().bodies.resembling(value) is not None
    return re.fullmatch(r"[IVX]+", roman(value.strip())) is not None


def _nearest(value: str, known: list[str]) -> list[str]:
    from difflib import get_close_matches

    by_key = {fold(each): each for each in known}
    near = get_close_matches(fold(value), by_key, _MOST, 0.5)
    return [by_key[key] for key in near] or sorted(known)[:_MOST]
