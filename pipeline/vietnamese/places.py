"""Where in a document something stands, as one says it: `mục II.1`, `Điều 5, khoản 2, điểm a`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model import Section


def sections_at(outline: Sequence[Section], page: int, offset: int) -> tuple[Section, ...]:
    """The sections under way at an offset of a page's text, the outermost first; `outline` is in document order."""
    under_way: list[Section] = []
    for section in outline:
        if (section.page, section.start) > (page, offset):
            break
        while under_way and under_way[-1].level >= section.level:
            under_way.pop()
        under_way.append(section)
    return tuple(under_way)


def place_at(outline: Sequence[Section], page: int, offset: int) -> str | None:
    """The place in words, None before the first section.

    An article is named without its chapter, since articles are numbered through;
    the labels of a Party document are joined (`mục II.1.a`). What is numbered anew in an
    appendix is named with it.
    """
    under_way = sections_at(outline, page, offset)
    if under_way and under_way[0].label.startswith("Phụ lục"):
        return ", ".join(filter(None, (under_way[0].label, _place(under_way[1:]))))
    return _place(under_way)


def _place(sections: Sequence[Section]) -> str | None:
    if not sections:
        return None
    labels = [section.label for section in sections]
    article = next((index for index, label in enumerate(labels) if label.startswith("Điều ")), None)
    if article is not None:
        clauses = zip(("khoản", "điểm"), labels[article + 1 :], strict=False)
        return ", ".join([labels[article], *(f"{kind} {label}" for kind, label in clauses)])
    named = [label for label in labels if " " in label]
    bare = [label for label in labels if " " not in label]
    joined = ""
    for label in bare:
        # `1.1` under `1` repeats its parent's label.
        repeats = joined.rsplit(".", 1)[-1] if joined else ""
        if repeats and label.startswith(f"{repeats}."):
            joined = joined[: -len(repeats)] + label
        else:
            joined = f"{joined}.{label}" if joined else label
    return ", ".join([*named, *([f"mục {joined}"] if joined else [])])
