"""Whom a pack is for: the tasks that bind this cell and its members, as apart from those of other bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from ..model import Task
from ..vietnamese.text import fold, tone_key
from .cues import load_cues

_ONE_CELL = re.compile(r"chi bộ$|chi ủy$")  # with a name after it, it is that one
_MAX_NAME = 6  # syllables of an actor that is a class of people and says nothing else of them
# In the plan of the cell's own superior these are the offices in which its cells are.
_OFFICE = re.compile(
    r"(?:(?:các|từng|mỗi) )*(?:cơ quan|đơn vị)(?:, (?:cơ quan|đơn vị))*(?: (?:trong|thuộc|trực thuộc) |$)"
)
_NAMES = re.compile(r"[,;] | và ")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Audience:
    """The cell of a pack.

    Attributes:
        names: Actors whose tasks are the cell's own, instead of the customary ones: `chi bộ`, `đảng viên`.
        unit: The cell's name.
    """

    names: Sequence[str] = ()
    unit: str | None = None

    def binds(self, task: Task, *, of_superior: bool = False) -> bool:
        """Return whether the task is one of the cell or its members; `of_superior` for those of its superior's plan."""
        key = tone_key(task.who or "")
        if not key:
            return False
        if self._cell and self._cell in fold(key):
            return True
        if self.names:
            return any(re.search(rf"\b{re.escape(tone_key(name.strip()))}\b", key) for name in self.names)
        return any(self._is_class(each) for each in self._actors(task)) or (
            of_superior and _OFFICE.match(key) is not None
        )

    def names_cell(self, task: Task) -> bool:
        """Return whether the task binds the cell or its members as such, and not only some of them in a case."""
        actors = self._actors(task)
        is_plain = all(len(each.split()) <= _MAX_NAME for each in actors)
        return self.binds(task) and (is_plain or bool(self._cell and self._cell in fold(task.who or "")))

    @property
    def office(self) -> str | None:
        """The office in which the cell is, if its name says so: `Chi bộ Sở Nội vụ`."""
        name = re.sub(r"^chi bộ (?:cơ quan )?", "", self.unit or "", flags=re.IGNORECASE)
        return name if name != self.unit and " " in name else None

    def names_office(self, task: Task) -> bool:
        """Return whether the task is given to the office in which the cell is, and to nobody else."""
        return self.office is not None and fold(task.who or "") == fold(self.office)

    def _actors(self, task: Task) -> list[str]:
        return _NAMES.split(task.who or "")

    def _is_class(self, actor: str) -> bool:
        """Return whether an actor is a class to which the cell belongs, and not one that is another's by name."""
        match = class_of_cell().match(tone_key(actor))
        if match is None:
            return False
        if not _ONE_CELL.search(match[0]):
            return True
        own = set(_WORD.findall(self.unit or ""))
        names = [word for word in _WORD.findall(actor[match.end() :]) if word[0].isupper()]
        return all(word in own or word == "Đảng" for word in names)

    @cached_property
    def _cell(self) -> str:
        return fold(self.unit or "")


@cache
def class_of_cell() -> re.Pattern[str]:
    """Return what matches actors whose duties are those of any cell, its members or committee, at no other level."""
    cues = load_cues()
    return re.compile(
        rf"(?:{cues.determiner.pattern} )*(?:đồng chí )?{cues.cell.pattern}(?! (?:cấp )?{cues.other_level.pattern})"
    )


def is_person(who: str | None) -> bool:
    """Return whether an actor is one named person: `Đồng chí Giàng A Dơ`."""
    return re.match(r"(?:[Đđ]/c|[Đđ]ồng chí) [A-ZĐÀ-Ỹ]", who or "") is not None


def are_members(who: str | None) -> bool:
    """Return whether an actor is every member of the cell."""
    return re.match(r"(?:(?:từng|mỗi|mọi|toàn thể|các) )*(?:cán bộ, )?đảng viên\b", tone_key(who or "")) is not None
