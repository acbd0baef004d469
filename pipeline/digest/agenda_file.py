"""Agenda files: TOML files that say which documents an office studies and how, kept from month to month.

    unit = "Chi bộ Sở Ngoại vụ, Đảng bộ Sở Ngoại vụ"
    month = "2016-03"
    around = ["08-CT/TU"]
    minutes = 90

    [[steps]]                 # only if the office's own order differs from the customary one
    title = "Học tập văn bản"
    minutes = 40
    study = true

Every key is optional; docs/study-packs.md describes them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ..errors import UsageError
from ..i18n import _
from ..system.os_errors import describe, describe_toml
from .members import members_of
from .session import MAX_MINUTES, MIN_MINUTES, PlannedStep

KEYS: Mapping[str, type] = {
    "title": str,
    "unit": str,
    "query": str,
    "documents": list,
    "around": list,
    "month": str,
    "since": date,
    "until": date,
    "came_in": bool,
    "sentences": int,
    "minutes": int,
    "plain": bool,
    "steps": list,
    "audience": list,
    "session": date,
    "place": str,
    "members": list,
    "pages": int,
    "parts": list,
    "full": bool,
    "in_force": bool,
    "with_ended": bool,
}
STEP_KEYS: Mapping[str, type] = {"title": str, "minutes": int, "study": bool, "who": str}
_RANGES = {"sentences": range(1, 51), "minutes": range(MIN_MINUTES, MAX_MINUTES + 1), "pages": range(1, 51)}


def read_agenda(path: str) -> dict[str, Any]:
    """Return the file's keys and values, as options of `Library.digest`; `steps` are `PlannedStep`s.

    Raises UsageError, which names the file and what is wrong with it.
    """
    try:
        with open(path, "rb") as file:
            values = tomllib.load(file)
    except OSError as error:
        raise UsageError(
            _("The agenda cannot be read: {error}.").format(error=describe(error)), hint=_("Check the name."), path=path
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path, _("The agenda is not valid TOML: {error}.").format(error=describe_toml(error))) from error
    for key, value in values.items():
        _check(path, key, value, KEYS)
    for key in ("documents", "around", "audience", "parts"):
        if not all(isinstance(name, str) and name.strip() for name in values.get(key, [])):
            raise _wrong(path, _("“{key}” must be a list of texts in quotes.").format(key=key))
    if "members" in values:
        values["members"] = members_of(values["members"], path)
    if "steps" in values:
        values["steps"] = _steps(path, values["steps"])
    return values


def _steps(path: str, rows: list[Any]) -> tuple[PlannedStep, ...]:
    steps = []
    for row in rows:
        if not isinstance(row, dict):
            raise _wrong(path, _("“{key}” must be tables, each under [[steps]].").format(key="steps"))
        for key, value in row.items():
            _check(path, f"steps.{key}", value, {f"steps.{name}": kind for name, kind in STEP_KEYS.items()})
        if not row.get("title", "").strip() or row.get("minutes", 0) < 1:
            raise _wrong(path, _("Every step needs a title and its minutes."))
        steps.append(PlannedStep(row["title"].strip(), row["minutes"], row.get("study", False), row.get("who", "")))
    if len(steps) > MIN_MINUTES:
        raise _wrong(path, _("There are more than {count} steps.").format(count=MIN_MINUTES))
    if sum(step.study for step in steps) != 1:
        raise _wrong(path, _("One step, and only one, must have study = true."))
    if not MIN_MINUTES <= sum(step.minutes for step in steps) <= MAX_MINUTES:
        limits = _("The steps must take between {least} and {most} minutes together.")
        raise _wrong(path, limits.format(least=MIN_MINUTES, most=MAX_MINUTES))
    return tuple(steps)


def _check(path: str, key: str, value: Any, kinds: Mapping[str, type]) -> None:
    if key not in kinds:
        known = ", ".join(name.rpartition(".")[2] for name in kinds)
        raise _wrong(path, _("“{key}” is not a key of an agenda; the keys are: {known}.").format(key=key, known=known))
    kind = kinds[key]
    # In Python a bool is an int, and a datetime a date; neither is meant.
    with_hour = isinstance(value, datetime) and key != "session"
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)) or with_hour:
        raise _wrong(path, _("“{key}” must be {kind}.").format(key=key, kind=_kind_name(kind)))
    allowed = _RANGES.get(key)
    if allowed and value not in allowed:
        limits = _("“{key}” must be between {least} and {most}.")
        raise _wrong(path, limits.format(key=key, least=allowed[0], most=allowed[-1]))


def _kind_name(kind: type) -> str:
    return {
        str: _("text in quotes"),
        int: _("a whole number"),
        bool: _("true or false"),
        list: _("a list in brackets"),
        date: _("a day without quotes, such as 2016-03-30"),
    }[kind]


def _wrong(path: str, reason: str) -> UsageError:
    return UsageError(reason, hint=_("Correct the agenda."), path=path)
