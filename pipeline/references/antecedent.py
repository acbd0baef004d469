"""Short forms and what they are short for: `Chỉ thị 08` behind `Chỉ thị số 08-CT/TU, ngày 30/3/2016`.

eyecite and its kin resolve short citations by the full one before them; so does a reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.model import Mention
from pipeline.number import parse_number


def with_antecedents(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions of one document in order, bare numbers with the last full citation of their type and serial.

    Where two different documents with that serial were cited in full, the bare number stays open.
    """
    full: dict[tuple[str | None, int], list[Mention]] = {}
    for mention in mentions:
        number = parse_number(mention.number or "")
        if number and number.serial and number.serial.isdigit():
            before = full.setdefault((mention.type, int(number.serial)), [])
            before[:] = [each for each in before if each.number != mention.number or _undated(each, mention)]
            before.append(mention)
        elif mention.number and mention.number.isdigit() and not (mention.date or mention.issuer or mention.term):
            known = full.get((mention.type, int(mention.number)), [])
            if len({each.number for each in known}) == 1 and len({each.date for each in known} - {None}) <= 1:
                yield replace(mention, antecedent=next((each for each in known if each.date), known[-1]))
                continue
        yield mention


def _undated(earlier: Mention, later: Mention) -> bool:
    """Whether an earlier citation of the same number must be kept beside a later one."""
    return earlier.date is not None and later.date != earlier.date
