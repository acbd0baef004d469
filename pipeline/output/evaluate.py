"""The accuracy of this build on its gold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..i18n import _

if TYPE_CHECKING:
    from ..evaluate import Evaluation


def lines(value: Evaluation) -> Iterator[str]:
    """Yield the counts, and that they flatter: the sample was written for this project."""
    yield _("Documents read: {count} of {of}").format(count=value.documents, of=value.of)
    for name, (right, of) in value.fields.items():
        yield f"  {name:<12} {right}/{of}"
    yield _("References: {gold} in the gold, {found} found, {right} right, {resolved} resolved right").format(
        gold=value.references, found=value.found, right=value.right, resolved=value.resolved
    )
    yield _("The sample was written for this project; expect lower accuracy on other documents.")
