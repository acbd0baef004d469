"""The steps of a cell's session in their customary order, its minutes shared out among them.

The order is that of Hướng dẫn 12-HD/BTCTW (6/7/2018): opening, news and new documents, what was done and what is
to be done, discussion, conclusion and vote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..i18n import _
from ..model import DigestItem, Step

MINUTES = 90  # of a session, unless asked otherwise
SHORTEST, LONGEST = 30, 600  # minutes: in fewer the steps cannot be gone through


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step and its share of the time; in one the documents are studied."""

    title: str
    minutes: int
    study: bool = False


def customary() -> tuple[PlannedStep, ...]:
    """The usual steps, in a session of 90 minutes."""
    return (
        PlannedStep(_("Opening: purpose, members present and absent, agenda; a secretary is appointed"), 5),
        PlannedStep(_("News and policies of the month"), 10),
        PlannedStep(_("Study of the documents"), 30, study=True),
        PlannedStep(_("What was done of last month's resolution; members' conduct"), 10),
        PlannedStep(_("Tasks of the coming month: who, what, by when"), 10),
        PlannedStep(_("Discussion"), 15),
        PlannedStep(_("Conclusion by the chair"), 5),
        PlannedStep(_("The resolution is put to the vote; the minutes are read"), 5),
    )


def agenda(items: Sequence[DigestItem], minutes: int, plan: Sequence[PlannedStep] = ()) -> tuple[Step, ...]:
    """The steps of a session of `minutes`, which theirs add up to; the study is parted by document.

    `plan` is the office's own, else the customary one. Documents share their step's minutes by how
    much of them is quoted; where there is less than a minute for each, the step has no parts.
    """
    plan = plan or customary()
    shares = shared_out(minutes, [step.minutes for step in plan])
    return tuple(
        Step(step.title, share, _parts(items, share) if step.study else ())
        for step, share in zip(plan, shares, strict=True)
    )


def _parts(items: Sequence[DigestItem], minutes: int) -> tuple[Step, ...]:
    if not 1 < len(items) <= minutes:
        return ()
    shares = shared_out(minutes, [1 + len(item.points) for item in items])
    return tuple(Step(item.heading, share) for item, share in zip(items, shares, strict=True))


def shared_out(total: int, weights: Sequence[int]) -> list[int]:
    """`total` parted by weight into whole numbers of at least 1 (largest remainders); needs `total` ≥ their count."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [max(1, int(share)) for share in exact]
    while (rest := total - sum(shares)) != 0:
        owed = [share - given for share, given in zip(exact, shares, strict=True)]
        if rest > 0:
            shares[owed.index(max(owed))] += 1
        else:  # the least of 1 has given away too much
            shares[min((index for index in range(len(shares)) if shares[index] > 1), key=owed.__getitem__)] -= 1
    return shares
