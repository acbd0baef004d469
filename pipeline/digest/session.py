"""A cell's session: its agenda.

The order of the agenda follows Hướng dẫn 42-HD/BTCTW (28/10/2025): opening, report and results of the tasks given to
members, information and new documents, discussion with self-criticism and criticism, conclusion and vote. A regular
session lasts at least 90 minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..i18n import _
from ..model import DigestItem, Step

DEFAULT_MINUTES = 90
MIN_MINUTES, MAX_MINUTES = 30, 600


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of an agenda and its share of the time; `study` marks the step in which documents are studied."""

    title: str
    minutes: int
    study: bool = False
    who: str = ""


def customary_steps() -> tuple[PlannedStep, ...]:
    """Return the usual steps of a session of 90 minutes."""
    return (
        PlannedStep(_("Opening: purpose, members present and absent, secretary, dues, agenda"), 5, who=_("chair")),
        PlannedStep(
            _("Results of the last resolution and of the tasks given to members; members' conduct"),
            15,
            who=_("committee"),
        ),
        PlannedStep(_("News; new documents, and those that are no longer in force"), 10, who=_("chair")),
        PlannedStep(_("Study of the documents"), 25, study=True),
        PlannedStep(_("Discussion; self-criticism and criticism"), 20, who=_("members")),
        PlannedStep(_("Tasks of the coming month: who, what, by when"), 7, who=_("chair")),
        PlannedStep(
            _("Conclusion, vote on the resolution, scoring of the session, minutes"), 8, who=_("chair, secretary")
        ),
    )


def make_agenda(items: Sequence[DigestItem], minutes: int, plan: Sequence[PlannedStep] = ()) -> tuple[Step, ...]:
    """Return the steps of a session of `minutes`, by the office's own `plan` or the customary one.

    The documents share the minutes of the step of study by how much of them is quoted, unless there is less than a
    minute for each.
    """
    plan = plan or customary_steps()
    shares = apportion(minutes, [step.minutes for step in plan])
    return tuple(
        Step(step.title, share, _parts(items, share) if step.study else (), step.who, step.study)
        for step, share in zip(plan, shares, strict=True)
    )


def _parts(items: Sequence[DigestItem], minutes: int) -> tuple[Step, ...]:
    if not 1 < len(items) <= minutes:
        return ()
    shares = apportion(minutes, [1 + len(item.points) for item in items])
    return tuple(Step(item.heading, share) for item, share in zip(items, shares, strict=True))


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Divide `total` by weight into whole numbers ≥ 1, by largest remainders; `total` must be at least their count."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [max(1, int(share)) for share in exact]
    while (rest := total - sum(shares)) != 0:
        owed = [share - given for share, given in zip(exact, shares, strict=True)]
        if rest > 0:
            shares[owed.index(max(owed))] += 1
        else:  # raising shares to 1 gave away too much
            shares[min((index for index in range(len(shares)) if shares[index] > 1), key=owed.__getitem__)] -= 1
    return shares
