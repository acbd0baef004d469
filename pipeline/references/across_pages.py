"""Citations that a page break cuts in two: `… theo Quy định số` | `08-QĐi/TW, …`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ..model import UNNAMED, Mention, Page, Paragraph
from ..registry import Registry
from .find import find

_TAIL, _HEAD = 160, 160  # characters on either side of a break in which a citation may lie
Mentions = dict[int, tuple[Mention, ...]]


def joined_at_breaks(
    found: Mentions, pages: Sequence[Page], paragraphs: Mapping[int, Sequence[Paragraph]], registry: Registry
) -> Mentions:
    """`found`, with a citation that runs over the end of a page as one mention on the page where it begins.

    Its span ends with the body of that page; its text is the whole citation. Running heads and page
    numbers between the two parts, which `paragraphs` leave out, do not part them.
    """
    joined = dict(found)
    for page, following in pairwise(pages):
        tail, head = (
            [each for each in paragraphs.get(at.number, ()) if each.kind != "footnote"] for at in (page, following)
        )
        if not (tail and head) or "heading" in (tail[-1].kind, head[0].kind):
            continue
        end, start = tail[-1].end, head[0].start
        begin = max(tail[-1].start, end - _TAIL)
        before, after = page.text[begin:end], following.text[start : min(head[0].end, start + _HEAD)]
        cut = len(before) + 1
        for mention in find(f"{before} {after}", registry):
            if not mention.start < cut < mention.end:
                continue
            over = start + mention.end - cut
            relations = tuple(
                replace(each, by=each.by if each.by in (None, UNNAMED) else begin + each.by)
                for each in mention.relations
            )
            whole = replace(mention, start=begin + mention.start, end=end, relations=relations)
            joined[page.number] = (*(each for each in joined[page.number] if each.end <= whole.start), whole)
            joined[following.number] = tuple(
                each for each in joined[following.number] if each.start >= over or each.end <= start
            )
    return joined
