"""The papers of a session, to be completed by hand.

What they must contain follows Hướng dẫn 42-HD/BTCTW (28/10/2025) on Chỉ thị 50-CT/TW (23/7/2025), their layout follows
Hướng dẫn 05-HD/VPTW (27/5/2026). Of 42-HD/BTCTW and 05-HD/VPTW only descriptions were at hand, not the texts:
docs/study-packs.md lists what is not confirmed. Words that the layout fixes stay Vietnamese in every language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..i18n import _
from ..model import Deadline, Digest, DigestItem, Form, FormKind, FormPart, Member, Session
from ..vietnamese.citation import official_month
from .beside import is_of_cell

_MEMBER_ROWS = 25
_MAX_ASSIGNED = 8  # duties proposed in the resolution
_EMPTY_ROWS = 3  # below what is proposed
_DOTS = "………"
_BOXES = "☐ {done}  ☐ {open}"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of the scoring sheet and its highest number of points."""

    text: str
    points: int


def scoring_criteria() -> tuple[Criterion, ...]:
    """Return the criteria of Hướng dẫn 42-HD/BTCTW, which add up to 100 points."""
    return (
        Criterion(_("Time: on the day fixed, and for as long as is prescribed"), 5),
        Criterion(_("Attendance of the members who must attend"), 5),
        Criterion(_("Preparation: contents, draft resolution, papers sent at least one day before"), 10),
        Criterion(_("Holding: order of the session"), 5),
        Criterion(_("Holding: contents, self-criticism and criticism, opinions of members"), 25),
        Criterion(_("Holding: steering by the chair"), 10),
        Criterion(_("Principles of Party life"), 5),
        Criterion(_("Results of the last conclusion or resolution"), 30),
        Criterion(_("Ending: conclusion, tasks for each member, minutes, vote"), 5),
    )


def make_forms(digest: Digest, period: str) -> tuple[Form, ...]:
    """Return the papers of a pack's session in `period` (`tháng 3/2016`)."""
    writer = _Writer(digest.session, period)
    last = last_resolution(digest)
    return (
        writer.attendance(),
        writer.minutes(digest),
        writer.resolution(digest, last),
        writer.review(digest, last),
        writer.assignments(digest.duties),
        writer.scoring(),
        writer.dues(),
    )


def party_date(day: date | None) -> str:
    """Return `ngày 06 tháng 6 năm 2016`: days below ten and months 1 and 2 with a zero; dots for an unknown day."""
    if day is None:
        return "ngày …… tháng …… năm ………"
    return f"ngày {day.day:02} tháng {official_month(day)} năm {day.year}"


def letterhead(session: Session, symbol: str | None = None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the two columns of a letterhead; what is not known is left blank."""
    parent = session.parent.upper() if session.parent else f"ĐẢNG BỘ {_DOTS}"
    cell = session.unit.upper() if session.unit else f"CHI BỘ {_DOTS}"
    number = (f"Số      -{symbol}/CB",) if symbol else ()
    return (parent, cell, "*", *number), (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        f"{session.place or _DOTS}, {party_date(session.day)}",
    )


def last_resolution(digest: Digest) -> int | None:
    """Return the place of the cell's newest resolution among the documents of the pack."""
    own = [
        (item.work.date or date.min, place)
        for place, item in enumerate(digest.documents)
        if item.work and item.work.type == "nghị quyết" and is_of_cell(item.work.issuer, digest.session.unit)
    ]
    return max(own)[1] if own else None


@dataclass(frozen=True, slots=True)
class _Writer:
    """The forms of one session."""

    session: Session
    period: str

    def _form(
        self, kind: FormKind, symbol: str | None, *, title: str, parts: Sequence[FormPart],
        signatures: tuple[str, ...] = (), recipients: tuple[str, ...] = (),
    ) -> Form:  # fmt: skip
        left, right = letterhead(self.session, symbol)
        subtitle = (
            _("of the cell's session, {period}").format(period=self.period)
            if self.period
            else _("of the cell's session")
        )
        return Form(
            kind=kind, left=left, right=right, title=title, subtitle=subtitle, parts=tuple(parts),
            signatures=signatures, recipients=recipients,
        )  # fmt: skip

    def attendance(self) -> Form:
        head = (_("No."), _("Name"), _("Position"), _("Present, or absent and why"), _("Signature"))
        rows = [(number, name, role, "", "") for number, name, role in self._members()]
        parts = (FormPart("", _counts()), FormPart("", table=(head, *rows)))
        return self._form(
            "attendance", None, title=_("LIST OF THOSE PRESENT"), parts=parts, signatures=(_("SECRETARY"), _("CHAIR"))
        )

    def minutes(self, digest: Digest) -> Form:
        opening = (_("Begins at:"), _("Place:"), *_counts(), _("Guests:"), _("Chair:"), _("Secretary:"),
                   _("Members who have paid their dues:"))  # fmt: skip
        steps = digest.agenda
        parts = (
            FormPart(_("Opening"), opening),
            *(FormPart(step.title, tuple(part.title for part in step.parts), blank=3) for step in steps[1:-1]),
            FormPart(_("Vote"), _vote()),
            FormPart(_("Points that the session gives itself:"), (_("Grade:"), _("Ends at:"))),
        )
        signatures = (_("SECRETARY"), _("CHAIR"))
        return self._form("minutes", "BB", title=_("MINUTES"), parts=parts, signatures=signatures)

    def resolution(self, digest: Digest, last: int | None) -> Form:
        own = [each for each in digest.duties if each.item != last]
        assigned = tuple(
            (str(number), each.task.what, each.task.who or "", each.task.deadline or "", "")
            for number, each in enumerate(own[:_MAX_ASSIGNED], 1)
        )
        empty = [(str(number), "", "", "", "") for number in range(len(assigned) + 1, len(assigned) + 1 + _EMPTY_ROWS)]
        head = (_("No."), _("What"), _("Who"), _("By when"), _("Reported at"))
        upload = _("Completed papers are put on the handbook and reported to the higher committee within 2 days.")
        parts = (
            FormPart("", (_("Day and place:"), *_counts(), _("Minutes of duration:"), _("Chair:"), _("Secretary:"))),
            FormPart(_("I. Results of the month")),
            FormPart(_("1. Ideology"), blank=2),
            FormPart(_("2. Political tasks"), blank=3),
            FormPart(_("3. Tasks of the last resolution"), table=_review_table(digest, last)),
            FormPart(_("4. Praise and reminders"), blank=2),
            FormPart(_("5. Shortcomings and their causes"), blank=2),
            FormPart(_("II. Tasks of the coming month"), tuple(item.heading for item in digest.items), blank=3),
            FormPart(_("III. Who does what"), table=(head, *assigned, *empty)),
            FormPart("", (upload,)),
            FormPart(_("IV. Self-scoring of the session"), (_("Points:"), _("Grade:"))),
            FormPart(_("Vote"), _vote()),
        )
        recipients = (
            f"- {self.session.parent or f'Đảng ủy {_DOTS}'} (để báo cáo);",
            "- Các đồng chí đảng viên;",
            "- Lưu Chi bộ.",
        )
        return self._form(
            "resolution", "NQ", title=_("RESOLUTION"), parts=parts, signatures=("T/M CHI ỦY\nBÍ THƯ",),
            recipients=recipients,
        )  # fmt: skip

    def review(self, digest: Digest, last: int | None) -> Form:
        source = digest.documents[last].heading if last is not None else None
        lines = (_("From: {document}").format(document=source),) if source else ()
        parts = (FormPart("", lines, table=_review_table(digest, last)),)
        return self._form("review", None, title=_("TASKS OF THE LAST RESOLUTION"), parts=parts)

    def assignments(self, duties: Sequence[Deadline]) -> Form:
        head = (_("No."), _("Name"), _("What"), _("By when"), _("Result"))
        rows = tuple((number, name, "", "", "") for number, name, _role in self._members())
        common = tuple(
            f"{each.task.what} ({each.task.deadline})" if each.task.deadline else each.task.what
            for each in duties[:_MAX_ASSIGNED]
        )
        parts = (
            *((FormPart(_("To be shared out:"), common),) if common else ()),
            FormPart("", table=(head, *rows)),
        )
        return self._form("assignments", None, title=_("TASKS OF EACH MEMBER"), parts=parts)

    def scoring(self) -> Form:
        criteria = scoring_criteria()
        head = (_("No."), _("What"), _("Most"), _("Points"), _("Why points were taken off"))
        rows = tuple((str(number), each.text, str(each.points), "", "") for number, each in enumerate(criteria, 1))
        total = ("", _("Together"), str(sum(each.points for each in criteria)), "", "")
        grades = _("Grades: good from 90, fair from 70, average from 50, poor below 50.")
        parts = (FormPart("", table=(head, *rows, total)), FormPart("", (grades, _("Grade:"), _("Vote:"))))
        return self._form(
            "scoring",
            None,
            title=_("SELF-SCORING OF THE SESSION"),
            parts=parts,
            signatures=(_("SECRETARY"), _("CHAIR")),
        )

    def dues(self) -> Form:
        head = (_("No."), _("Name"), _("Income"), _("Dues"), _("Paid on"), _("Signature"))
        rows = tuple((number, name, "", "", "", "") for number, name, _role in self._members())
        parts = (FormPart("", table=(head, *rows, ("", _("Together"), "", "", "", ""))),)
        return self._form("dues", None, title=_("DUES"), parts=parts, signatures=(_("COLLECTED BY"), "BÍ THƯ"))

    def _members(self) -> Iterator[tuple[str, str, str]]:
        """Yield number, name and role of each member, or as many empty rows as a page holds."""
        members = self.session.members or (Member(""),) * _MEMBER_ROWS
        yield from ((str(number), each.name, each.role) for number, each in enumerate(members, 1))


def _counts() -> tuple[str, ...]:
    return (
        _("Members of the cell:"), _("Present:"), _("Absent with a reason:"), _("Absent without a reason:"),
        _("Exempt:"),
    )  # fmt: skip


def _vote() -> tuple[str, ...]:
    return (_("For (number, per cent):"), _("Against:"), _("Other opinions:"))


def _review_table(digest: Digest, last: int | None) -> tuple[tuple[str, ...], ...]:
    """Return the tasks of the cell's last resolution, with boxes for their results, or empty rows."""
    head = (_("No."), _("Task"), _("Who"), _("By when"), _("Result"))
    boxes = _BOXES.format(done=_("done"), open=_("not done"))
    item: DigestItem | None = digest.documents[last] if last is not None else None
    rows = [
        (str(number), task.what, task.who or "", task.deadline or "", boxes)
        for number, task in enumerate(item.tasks if item else (), 1)
    ]
    return (head, *(rows or [(str(number), "", "", "", boxes) for number in range(1, 6)]))
