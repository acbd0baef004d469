"""The accuracy on the gold, as a table with confidence intervals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..i18n import N_, _

if TYPE_CHECKING:
    from ..evaluate import Evaluation

_FIELDS = {
    "number": N_("number"), "symbol": N_("symbol"), "date": N_("date"), "type": N_("type"), "issuer": N_("issuer"),
    "title": N_("title"), "place": N_("place"), "signers": N_("signers"), "recipients": N_("recipients"),
    "marks": N_("marks"),
}  # fmt: skip


def lines(value: Evaluation) -> Iterator[str]:
    """Yield a row for each measure, its share and the 95% interval, and that the figures flatter."""
    from ..evaluate import interval

    rows = [(_(_FIELDS.get(name, name)), right, of) for name, (right, of) in value.fields.items()]
    rows += [
        (_("references found that are right"), value.right, value.found),
        (_("references of the gold that were found"), value.right, value.references),
        (_("right work, or rightly none"), value.resolved, value.right),
        (_("wrong work named"), value.wrong, value.right),
    ]
    yield _("Documents read: {count} of {of}").format(count=value.documents, of=value.of)
    width = max(len(name) for name, _right, _of in rows)
    for name, right, of in rows:
        low, high = interval(right, of)
        yield f"  {name:<{width}}  {right:>5}/{of:<5} {right / max(of, 1):>6.1%}  ({low:.1%}–{high:.1%})"
    yield _("The texts were written for this project; expect lower accuracy on other documents.")
