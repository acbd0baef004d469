"""Whom a pack is for: the tasks that bind this cell and its members, as apart from those of other bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..model import Task
from ..vietnamese.text import fold, tone_key

# Actors whose duties are those of any cell, of its members and of its committee.
_CELL = re.compile(
    r"(?:(?:các|từng|mỗi|mọi|toàn thể|tất cả|những) )*(?:chi bộ|chi ủy|cấp ủy|đảng viên|cán bộ|tổ chức đảng|tổ đảng"
    r"|tổ chức cơ sở đảng|bí thư (?:chi bộ|cấp ủy)|người đứng đầu|công chức)(?! (?:tỉnh|huyện|trung ương))"
)
# In the plan of the cell's own superior these are the offices in which its cells are.
_OFFICE = re.compile(
    r"(?:(?:các|từng|mỗi) )*(?:cơ quan|đơn vị)(?:, (?:cơ quan|đơn vị))*(?: (?:trong|thuộc|trực thuộc) |$)"
)
_NAMES = re.compile(r"[,;] | và ")


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
        actors = _NAMES.split(key)
        return any(_CELL.match(each) for each in actors) or (of_superior and _OFFICE.match(key) is not None)

    @cached_property
    def _cell(self) -> str:
        return fold(self.unit or "")


def is_person(who: str | None) -> bool:
    """Return whether an actor is one named person: `Đồng chí Giàng A Dơ`."""
    return re.match(r"(?:[Đđ]/c|[Đđ]ồng chí) [A-ZĐÀ-Ỹ]", who or "") is not None


def are_members(who: str | None) -> bool:
    """Return whether an actor is every member of the cell."""
    return re.match(r"(?:(?:từng|mỗi|mọi|toàn thể|các) )*(?:cán bộ, )?đảng viên\b", tone_key(who or "")) is not None
