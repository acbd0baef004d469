"""The papers of a session that are completed by hand: attendance, minutes, the cell's resolution.

Laid out as Hướng dẫn 36-HD/VPTW (3/4/2018) has the documents of a cell; what is fixed there stays Vietnamese in
every language.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..i18n import _
from ..model import DigestItem, Form, FormKind, FormPart, Step

_MEMBERS = 24  # rows to sign on: what fits on a page
_ASSIGNED = 8  # duties proposed in the resolution
_BLANK = "………"


def forms(unit: str | None, items: Sequence[DigestItem], agenda: Sequence[Step], period: str) -> tuple[Form, ...]:
    """The sheet to sign, the minutes and the resolution of the session of `unit` in `period` (`tháng 3/2016`)."""
    return (_attendance(unit, period), _minutes(unit, items, agenda, period), _resolution(unit, items, period))


def _form(
    kind: FormKind, unit: str | None, symbol: str | None, title: str, subtitle: str, parts: Sequence[FormPart],
    signatures: tuple[str, ...] = (),
) -> Form:  # fmt: skip
    cell, _comma, parent = (unit or "").partition(",")
    left = (parent.strip().upper() or f"ĐẢNG BỘ {_BLANK}", cell.strip().upper() or f"CHI BỘ {_BLANK}", "*")
    number = (f"Số      -{symbol}/CB",) if symbol else ()
    right = ("ĐẢNG CỘNG SẢN VIỆT NAM", f"{_BLANK}, ngày …… tháng …… năm ………")
    return Form(kind, (*left, *number), right, title, subtitle, tuple(parts), signatures)


def _attendance(unit: str | None, period: str) -> Form:
    head = (_("No."), _("Name"), _("Position"), _("Signature"))
    rows = tuple((str(number), "", "", "") for number in range(1, _MEMBERS + 1))
    present = (_("Members of the cell:"), _("Present:"), _("Absent, and why:"))
    return _form(
        "attendance", unit, None, _("LIST OF THOSE PRESENT"), _subtitle(period),
        [FormPart("", present), FormPart("", table=(head, *rows))],
    )  # fmt: skip


def _minutes(unit: str | None, items: Sequence[DigestItem], agenda: Sequence[Step], period: str) -> Form:
    opening = (_("Begins at:"), _("Place:"), _("Present:"), _("Absent, and why:"), _("Chair:"), _("Secretary:"))
    parts = [FormPart(_("Opening"), opening)]
    for step in agenda[1:-1]:
        told = tuple(part.title for part in step.parts)
        parts.append(FormPart(step.title, told, blank=3))
    parts.append(FormPart(_("Vote"), (_("For:"), _("Against:"), _("Other opinions:"), _("Ends at:"))))
    return _form(
        "minutes", unit, "BB", _("MINUTES"), _subtitle(period), parts, (_("SECRETARY"), _("CHAIR"))
    )  # fmt: skip


def _resolution(unit: str | None, items: Sequence[DigestItem], period: str) -> Form:
    from .questions import is_ours

    ours = [task for item in items for task in item.tasks if is_ours(task)]
    rows = tuple((task.what, "", task.deadline or "") for task in ours[:_ASSIGNED])
    empty = (("", "", ""),) * 3
    return _form(
        "resolution", unit, "NQ", _("RESOLUTION"), _subtitle(period),
        [
            FormPart(_("I. What was done last month"), blank=4),
            FormPart(_("II. Tasks of the coming month")),
            FormPart(_("1. Documents to be carried out"), tuple(item.heading for item in items)),
            FormPart(_("2. Who does what"), table=((_("What"), _("Who"), _("By when")), *rows, *empty)),
            FormPart(_("III. Carrying out"), (_("The committee follows how the resolution is carried out and reports "
                                                "to the next session."),), blank=2),
            FormPart(_("Vote"), (_("For:"), _("Against:"))),
        ],
        ("T/M CHI BỘ\nBÍ THƯ",),
    )  # fmt: skip


def _subtitle(period: str) -> str:
    return _("of the cell's session, {period}").format(period=period) if period else _("of the cell's session")
