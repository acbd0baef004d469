"""The shape of a pack: the cell and its session, how much is shown, and in which parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ..errors import UsageError
from ..i18n import _
from ..model import Member, Session
from .members import read_members
from .session import DEFAULT_MINUTES, PlannedStep

DEFAULT_POINTS = 6  # for each document


@dataclass(frozen=True, slots=True)
class Settings:
    """The shape of a pack.

    Attributes:
        title: None for one made of the period.
        unit: The cell that the pack is for: `Chi bộ Sở Ngoại vụ, Đảng bộ Sở Ngoại vụ`.
        sentences: Maximum number of points for each document.
        minutes: Length of the session; None for the sum of its steps, or 90.
        as_of: The day on which works are in force or not; None for that of the session, or today.
        steps: The office's own agenda; empty for the customary one.
        plain: Whether the pack has only the documents and their sources.
        audience: Actors whose tasks are the cell's own; empty for the customary ones.
        session: The cell's committee, place, day, hour and members, as far as they are given.
        full: Whether the pack has everything, instead of a handout of a few pages.
        parts: Names of the annexes of a handout.
        pages: Most pages of the handout; 0 for the customary number.
    """

    title: str | None = None
    unit: str | None = None
    sentences: int = DEFAULT_POINTS
    minutes: int | None = None
    as_of: date | None = None
    steps: tuple[PlannedStep, ...] = ()
    plain: bool = False
    audience: tuple[str, ...] = ()
    session: Session = field(default_factory=Session)
    full: bool = False
    parts: tuple[str, ...] = ()
    pages: int = 0

    @property
    def length(self) -> int:
        """The length of the session in minutes."""
        return self.minutes or sum(step.minutes for step in self.steps) or DEFAULT_MINUTES


def settings_of(options: Mapping[str, Any]) -> Settings:
    """Return the settings that the options of `Library.digest` describe. Raises UsageError."""
    given = dict(options)
    day = given.pop("session", None)
    members: str | tuple[Member, ...] | None = given.pop("members", None)
    session = Session(
        place=given.pop("place", None),
        day=day.date() if isinstance(day, datetime) else day,
        hour=f"{day:%H:%M}" if isinstance(day, datetime) and (day.hour or day.minute) else None,
        members=read_members(members) if isinstance(members, str) else members or (),
    )
    given["audience"] = tuple(name.strip() for name in given.get("audience", ()) if name.strip())
    given["parts"] = _known_parts(given.get("parts", ()))
    return Settings(session=session, **given)


def _known_parts(names: Any) -> tuple[str, ...]:
    from .render.annexes import PARTS

    for name in names:
        if name not in PARTS:
            raise UsageError(
                _("“{part}” is not a part of a study pack.").format(part=name),
                hint=_("The parts are: {parts}.").format(parts=", ".join(PARTS)),
            )
    return tuple(dict.fromkeys(names))
