"""The rows of a page: the lines that share a baseline, and what can be told from their shape alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from ..model import Line, Page

_RULE = re.compile(r"[\s*_\-–—=.~ˉ¯+]+")


@dataclass(frozen=True)
class Row:
    """One baseline of a page, its lines from left to right; `index` counts from the top."""

    lines: tuple[Line, ...]
    index: int

    @cached_property
    def text(self) -> str:
        """The row as it stands in the page's text."""
        return " ".join(line.text for line in self.lines)

    @property
    def start(self) -> int:
        """Where the row begins in the page's text."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where the row ends in the page's text."""
        return self.start + len(self.text)

    @property
    def x0(self) -> float:
        """Left edge, points."""
        return self.lines[0].x0

    @property
    def x1(self) -> float:
        """Right edge, points."""
        return max(line.x1 for line in self.lines)

    @property
    def top(self) -> float:
        """Upper edge, points."""
        return min(line.top for line in self.lines)

    @property
    def size(self) -> float:
        """The largest type in the row, points."""
        return max(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def is_rule(self) -> bool:
        """Whether it is a drawn line: dashes, underscores, asterisks."""
        return _RULE.fullmatch(self.text) is not None

    @property
    def is_capitals(self) -> bool:
        """Whether all of its letters are capitals, and there are some."""
        return self.text.isupper()

    def is_centred(self, page: Page) -> bool:
        """Whether it stands in the middle of the page with space on both sides; a wide row must do so more exactly."""
        slack = 0.08 if self.x1 - self.x0 < 0.6 * page.width else 0.05
        return abs((self.x0 + self.x1) / 2 - page.width / 2) < slack * page.width and self.x0 > 0.15 * page.width


def rows_of(page: Page) -> list[Row]:
    """The rows of a page from the top."""
    groups = groupby(page.lines, key=lambda line: line.row)
    return [Row(tuple(lines), index) for index, (_row, lines) in enumerate(groups)]


def joined(rows: Sequence[Row]) -> str:
    """The rows' text as one line."""
    return " ".join(row.text for row in rows)
