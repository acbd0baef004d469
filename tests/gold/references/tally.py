"""Counts of found and resolved references, defined alike for every gold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model import Reference
from pipeline.references.resolve import OWN_DOCUMENT

SELF = "self"


@dataclass(frozen=True)
class Wanted:
    """A mention of the gold: its span, the works that it means, and its fields.

    `means` has one id where the work can be known, several where any answer would be a guess, none where it is not
    known; `self` is the citing document. `optional` mentions may be found or not.
    """

    start: int
    end: int
    means: tuple[str, ...] = ()
    number: str | None = None
    date: str | None = None
    optional: bool = False


@dataclass
class Tally:
    """Counts over a gold; `wrong` describes every difference."""

    gold: int = 0
    found: int = 0
    right: int = 0
    resolvable: int = 0
    resolved: int = 0
    end_to_end: int = 0
    answers: int = 0
    wrong_answers: int = 0
    trap_hits: int = 0
    traps: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        return _f1(self.right, self.found, self.gold)

    @property
    def end_to_end_f1(self) -> float:
        """The F1 of mentions found and rightly resolved: to the work where it can be known, to none where it cannot."""
        return _f1(self.end_to_end, self.found, self.gold)

    def add(self, name: str, text: str, got: Sequence[Reference], want: Sequence[Wanted], own_id: str | None) -> None:
        """Add the comparison of one text's references with its gold."""
        by_span = {(each.start, each.end): each for each in want}
        optional = [each for each in want if each.optional]
        found = {(each.mention.start, each.mention.end): each for each in got}
        for span in [*found]:
            wanted = by_span.get(span)
            if (wanted and wanted.optional) or (
                wanted is None and any(span[0] < each.end and each.start < span[1] for each in optional)
            ):
                found.pop(span)
        required = {span: each for span, each in by_span.items() if not each.optional}
        self.gold += len(required)
        self.found += len(found)
        for span in sorted({*required, *found}):
            if span not in found:
                self._note(name, text, span, "missed")
            elif span not in required:
                self._note(name, text, span, f"extra, by {found[span].rule}")
            else:
                self._answer(name, text, required[span], found[span], own_id)
        self.answers += sum(each.state in {"resolved", "known-not-held"} for each in found.values())

    def _answer(self, name: str, text: str, want: Wanted, got: Reference, own_id: str | None) -> None:
        self.right += 1
        answer = meant(got, own_id)
        right = answer in want.means if len(want.means) == 1 else answer is None
        if not want.means and answer and got.target:  # only an answer with the text's own number and date is right
            day = got.target.date.isoformat() if got.target.date else None
            right = want.number is not None and _is_same(got.target.number or "", day, want.number, want.date)
        if len(want.means) == 1:
            self.resolvable += 1
            self.resolved += right
        self.end_to_end += right
        self.wrong_answers += not right and answer is not None
        if not right:
            choices = [work.id for work in got.candidates]
            told = f"→ {got.state} {answer or ''} by {got.rule} {choices or ''}, right {'|'.join(want.means) or 'none'}"
            self._note(name, text, (want.start, want.end), "WRONG " + told if answer else told)

    def _note(self, name: str, text: str, span: tuple[int, int], what: str) -> None:
        start, end = span
        shown = f"{text[max(0, start - 50) : start]}⟦{text[start:end]}⟧{text[end : end + 50]}"
        self.wrong.append(f"{name}: {' '.join(shown.split())} {what}")

    def __str__(self) -> str:
        rows = [
            f"mentions {self.gold}, found {self.found}, right {self.right}",
            f"exact spans: precision {self.precision:.4f}  recall {self.recall:.4f}  F1 {self.f1:.4f}",
            f"resolved right {self.resolved}/{self.resolvable} = {self.resolved / max(1, self.resolvable):.4f}",
            f"resolved wrong {self.wrong_answers}/{self.found} = {self.wrong_answers / max(1, self.found):.4f}",
            f"end to end F1 {self.end_to_end_f1:.4f}",
        ]
        if self.traps:
            rows.append(f"hits on traps {self.trap_hits} of {self.traps} sentences")
        return "\n".join(rows)


def meant(reference: Reference, own_id: str | None) -> str | None:
    """Return the id of a reference's work, `self` for the citing document; None for no answer."""
    target = reference.target.id if reference.target else None
    if reference.rule == OWN_DOCUMENT or reference.rule.endswith(f":{OWN_DOCUMENT}") or (target and target == own_id):
        return SELF
    return target


def _is_same(number: str, day: str | None, cited: str, cited_day: str | None) -> bool:
    """Return whether a work added to the registry later is the cited one: by number and date, or by number and year."""
    has_year = re.search(r"/(?:19|20)\d\d", cited) is not None
    return number.startswith(cited) and (day == cited_day or (cited_day is None and has_year))


def _f1(right: int, found: int, gold: int) -> float:
    return 2 * right / (found + gold) if found + gold else 1.0
