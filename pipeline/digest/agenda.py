"""The steps of a cell's session in their customary order, its minutes shared out among them.

The order is that of Hướng dẫn 12-HD/BTCTW (6/7/2018): opening, news and new documents, what was done and what is
to be done, discussion, conclusion and vote.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.i18n import _
from pipeline.model import DigestItem, Step

MINUTES = 90  # of a session, unless asked otherwise
SHORTEST = 30  # minutes in which every step can still be gone through


def agenda(items: Sequence[DigestItem], minutes: int) -> tuple[Step, ...]:
    """The steps of a session of `minutes`, which theirs add up to; the study is parted by document.

    Documents share its minutes by how much of them is quoted; where there is less than a minute for each, the step
    has no parts.
    """
    before, study, after = (
        [
            (_("Opening: purpose, members present and absent, agenda; a secretary is appointed"), 5),
            (_("News and policies of the month"), 10),
        ],
        (_("Study of the documents"), 30),
        [
            (_("What was done of last month's resolution; members' conduct"), 10),
            (_("Tasks of the coming month: who, what, by when"), 10),
            (_("Discussion"), 15),
            (_("Conclusion by the chair"), 5),
            (_("The resolution is put to the vote; the minutes are read"), 5),
        ],
    )
    steps = [*before, study, *after]
    shares = shared_out(minutes, [weight for _title, weight in steps])
    parts = _parts(items, shares[len(before)])
    return tuple(
        Step(title, share, parts if (title, weight) == study else ())
        for (title, weight), share in zip(steps, shares, strict=True)
    )


def _parts(items: Sequence[DigestItem], minutes: int) -> tuple[Step, ...]:
    if not 1 < len(items) <= minutes:
        return ()
    shares = shared_out(minutes, [1 + len(item.points) for item in items])
    return tuple(Step(item.heading, share) for item, share in zip(items, shares, strict=True))


def shared_out(total: int, weights: Sequence[int]) -> list[int]:
    """`total` parted by weight into whole numbers of at least 1 (largest remainders); needs `total` ≥ their count."""
    free, whole = total - len(weights), sum(weights)
    exact = [free * weight / whole for weight in weights]
    shares = [1 + int(part) for part in exact]
    by_remainder = sorted(range(len(weights)), key=lambda index: int(exact[index]) - exact[index])
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares
