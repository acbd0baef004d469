"""Works that a query names by number and that only the registry knows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from ..model import Work
from ..registry import load
from ..vietnamese.numbers import number_key
from ..vietnamese.text import fold
from .behind import fitting, of_its_day
from .serials import spot


def works_named(text: str, plain: str) -> list[Work]:
    """The works meant by a number typed any way, the likeliest and newest first; none where only a year tells."""
    found = spot(known, text, plain)
    if found is None:
        return []
    behind = plain[found.end :]
    rows = [row for row in found.rows if of_its_day(row, behind)]
    best = max((fitting(row, behind) for row in rows), default=0)
    return [row["work"] for row in rows if fitting(row, behind) == best]


def known(serial: str) -> Iterator[dict[str, Any]]:
    """The works that the registry knows with a serial, the newest first, each with itself as `work`."""
    yield from _by_serial().get(serial, ())


@cache
def _by_serial() -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for work in sorted(load().works, key=lambda work: str(work.date or ""), reverse=True):
        if work.number:
            key = number_key(work.number)
            row = {
                "type_key": fold(work.type or ""), "number_key": key, "issuer_key": fold(work.issuer or ""),
                "date": work.date.isoformat() if work.date else None, "term": work.term, "work": work,
            }  # fmt: skip
            rows.setdefault(key.partition("-")[0], []).append(row)
    return rows
