"""Whose page numbers are those of the printed document: every PDF's, and a Word or HTML file's as far as it tells them.

Word may keep in a file where its pages ended when it was last saved; other programs do not, and then a whole document
stands on one page. Who is told “page 1” of eighty turns the wrong pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

# Letters of text: no sheet of 450 in offices' PDFs has more than 4,215; what is as short as SHORT is on its first sheet
# in 14-point type, as Hướng dẫn 36-HD/VPTW has it.
SHEET, SHORT = 4500, 1800


def has_sheets(path: str) -> bool:
    """Whether the pages of such a file are always those that are printed."""
    return path.lower().endswith(".pdf")


def pages_known(path: str, lengths: Sequence[int]) -> int:
    """How many pages, from the first on, have the numbers that are printed on them; `lengths` are their texts'."""
    if has_sheets(path):
        return len(lengths)
    most = SHORT if len(lengths) == 1 else SHEET
    return len(list(takewhile(lambda length: length <= most, lengths)))
