"""Which documents a list or a search is limited to: a filter is one row of one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from ..vietnamese.numbers import number_key
from ..vietnamese.text import fold, nfc, squeeze


class Condition(NamedTuple):
    """An SQL condition on `documents` and the values of its named parameters; false when there is none."""

    sql: str = ""
    values: Mapping[str, str | int] = MappingProxyType({})

    def __bool__(self) -> bool:
        """Whether it excludes anything."""
        return bool(self.sql)


def _folded(value: str) -> tuple[str]:
    return (fold(squeeze(nfc(value))),)


def roman(term: str) -> str:
    """A term of the Central Committee as it is written: `12`, `xii` → `XII`."""
    if not (term.isascii() and term.isdigit() and len(term) < 3):
        return term.upper()
    tens, ones = divmod(int(term), 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def issuer_names(value: str) -> list[str]:
    """What an issuer's name holds that is typed so, folded: itself, or the names for letters (`UBND tỉnh`, `BTCTW`)."""
    first, _blank, rest = squeeze(nfc(value)).partition(" ")
    plain = fold(first)
    if not first.isupper() and re.search("[aeiouy]", plain):
        return [fold(f"{first} {rest}").strip()]
    from ..registry import PLACE, UNIT, load  # few are typed in letters

    names = {
        fold(body.name.replace(PLACE, "").replace(UNIT, "")).strip()
        for body in load().bodies
        if plain in {fold(letters) for letters in (*body.symbols, *body.aliases)}
    }
    # `UBND tỉnh` has the word for its level once more.
    names |= {
        name.rpartition(" ")[0] for name in names if rest and fold(rest).startswith(f"{name.rpartition(' ')[2]} ")
    }
    return sorted(f"{name} {fold(rest)}".strip() for name in names) or [fold(f"{first} {rest}").strip()]


def _issuers(value: str) -> tuple[str]:
    import json

    return (json.dumps(issuer_names(value)),)


def _types(value: str) -> tuple[str]:
    """The type of this name, or every one whose letters these are: `QĐ` stands for two."""
    import json

    name = fold(squeeze(nfc(value)))
    if " " in name:
        return (json.dumps([name]),)
    from ..registry import load  # few are typed in letters

    return (json.dumps([name, *(fold(kind.name) for kind in load().types.of_symbol(nfc(value).strip()))]),)


def _cited(value: str) -> tuple[str, str, str]:
    key = number_key(value)
    return nfc(value).strip(), key, key


def _in_force(value: str) -> tuple[str, ...]:
    """The day, as often as the condition asks, and the works that the registry knows to have ended."""
    import json

    from ..registry import load

    return (value,) * 4 + (json.dumps(load().changes.ended_by(date.fromisoformat(value))),)


# The name of a filter: its condition, and the values that it compares with, made of what was typed.
FILTERS: dict[str, tuple[str, Callable[[str], tuple[str, ...]]]] = {
    "type": ("type_key in (select value from json_each(?))", _types),
    "issuer": ("exists (select 1 from json_each(?) where instr(issuer_key, value) > 0)", _issuers),
    "since": ("date >= ?", lambda value: (value,)),
    "until": ("date <= ?", lambda value: (value,)),
    # When the library took it in, by the day (UTC).
    "came_since": ("date(added) >= ?", lambda value: (value,)),
    "came_until": ("date(added) <= ?", lambda value: (value,)),
    "term": ("term = ?", lambda value: (roman(value.strip()),)),
    "number": ("? in (number_key, serial)", lambda value: (number_key(value),)),
    "signer": (
        "exists (select 1 from json_each(header, '$.signers')"
        " where instr(fold(ifnull(json_extract(value, '$.name'), '')), ?) > 0)",
        _folded,
    ),
    # By id, or by number: then every work that it may mean, held or not.
    "cites": (
        "key in (select document from links where target = ? or number_key = ?"
        " or target in (select id from documents where number_key = ?))",
        _cited,
    ),
    # All but what is known to have ended or not to have begun on that day: most documents are silent about it.
    "in_force": (
        "ifnull(date <= ?, 1) and ifnull(valid_from <= ?, 1) and ifnull(valid_until >= ?, 1)"
        " and id not in (select work from ended where day <= ?) and id not in (select value from json_each(?))",
        _in_force,
    ),
    # All but what the saved search of this name has shown.
    "unseen": ("sha256 not in (select sha256 from saved_seen where name = ?)", lambda value: (value,)),
}


def conditions(**filters: Any) -> Condition:
    """The condition for the filters given by name (strings, dates; None for none)."""
    parts: list[str] = []
    values: dict[str, str | int] = {}
    for name, value in filters.items():
        if value is None:
            continue
        sql, convert = FILTERS[name]
        for place, text in enumerate(convert(value.isoformat() if isinstance(value, date) else str(value))):
            sql = sql.replace("?", f":{name}{place}", 1)
            values[f"{name}{place}"] = text
        parts.append(sql)
    return Condition(" and ".join(parts), values)
