"""How well this build reads its gold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..contract import Json
from ..i18n import _

if TYPE_CHECKING:
    from ..evaluate import Score


def as_json(value: Score) -> Json:
    """Every count, and the ratios made of them."""
    return {
        "documents": value.documents,
        "of": value.of,
        "fields": {name: {"right": right, "of": of} for name, (right, of) in value.fields.items()},
        "references": {
            "gold": value.references,
            "found": value.found,
            "right": value.right,
            "resolved": value.resolved,
            "precision": value.precision,
            "recall": value.recall,
        },
    }


def lines(value: Score) -> Iterator[str]:
    """The counts, a line each; the figures flatter, since the sample was written with the rules at hand."""
    yield _("Documents read: {count} of {of}").format(count=value.documents, of=value.of)
    for name, (right, of) in value.fields.items():
        yield f"  {name:<12} {right}/{of}"
    yield _("References: {gold} in the gold, {found} found, {right} right, {resolved} resolved right").format(
        gold=value.references, found=value.found, right=value.right, resolved=value.resolved
    )
    yield _("The sample was written for this project: other documents will be read less well.")
