"""Who issued a document: the left column of its letterhead, parent body first, in the registry's proper case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.registry import CENTRAL, UNIT, Body, Registry
from pipeline.text import squeeze, tone_key

_UNIT = re.compile(r"\b(tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn)\b|\b(thành|tỉnh) ủy\b")
_UNITS = (" tỉnh", " thành phố", " huyện")


def issuer_of(lines: Sequence[str], text: str, registry: Registry) -> str | None:
    """The issuer that the left column `lines` name, with its parent where it needs one; None for no lines.

    `TỈNH ỦY ĐIỆN BIÊN`, `BAN TỔ CHỨC` is `Ban Tổ chức Tỉnh ủy Điện Biên`. A body that
    the registry does not know is written as the document's own `text` writes it.
    """
    # Rules and asterisks are no names, nor is what OCR makes of them.
    named = [squeeze(line) for line in lines if sum(map(str.isalpha, line)) > 2]
    for parent, own_lines in _partings(named):
        own = " ".join(own_lines)
        found = registry.body_named(own)
        if found and _swallows(own_lines, registry):
            continue
        if found and found[0].level == "cell":
            # A cell is told by its committee: every office has one.
            cell = _as_written(own, text) or _spelled(own, text, registry)
            return f"{cell}, {_spelled(parent, text, registry)}" if parent else cell
        for name in _full_names(parent, own, registry):
            if proper := registry.proper_name(name):
                return proper
    return _unknown(named, text, registry)


def _partings(lines: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Every way to part the column into a parent and the lines of the body itself."""
    for count in range(len(lines)):
        yield " ".join(lines[:count]), lines[count:]


def _swallows(lines: Sequence[str], registry: Registry) -> bool:
    """Whether a commune's name would take in an organ below: its committee stands whole in the lines before."""
    found = [registry.body_named(" ".join(lines[:count])) for count in range(1, len(lines) + 1)]
    return (
        found[-1] is not None
        and _is_of_unit(found[-1][0])
        and any(each == found[-1][0] for each, _ in filter(None, found[:-1]))
    )


def _is_of_unit(body: Body) -> bool:
    """Whether a body is one of a district or commune, and has its whole name with that."""
    return UNIT in body.name and body.level != "cell"


def _full_names(parent: str, own: str, registry: Registry) -> Iterator[str]:
    named = registry.body_named(own)
    if parent and not (named and _is_of_unit(named[0])):
        found = registry.body_named(parent)
        if found and found[0].path == CENTRAL:
            yield f"{own} Trung ương"
        unit = _UNIT.search(tone_key(parent))
        if found and found[1] and tone_key(own).endswith(_UNITS):
            yield f"{own} {found[1]}"  # `ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH` under `TỈNH ỦY ĐIỆN BIÊN`
        yield f"{own} {parent}"
        if found and found[1] and unit:
            yield f"{own} {_unit_name(unit)} {found[1]}"
    yield own


def _unit_name(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    return "tỉnh" if match[2] == "tỉnh" else "thành phố"


def _unknown(lines: Sequence[str], text: str, registry: Registry) -> str | None:
    """A body of which the registry knows at most the parent."""
    if not lines:
        return None
    parent, own = "", " ".join(lines)
    for count in range(len(lines) - 1, 0, -1):
        if registry.body_named(" ".join(lines[:count])):
            parent, own = " ".join(lines[:count]), " ".join(lines[count:])
            break
    name = _spelled(own, text, registry)
    found = registry.body_named(parent)
    # An organ of a Party committee or a mass organisation is named with it, a ministry's department is not.
    return f"{name} {registry.proper_name(parent)}" if found and found[0].sphere in {"party", "mass"} else name


def _spelled(printed: str, text: str, registry: Registry) -> str:
    """A name printed in capitals as the document writes it in its text, else with capitals at its start only."""
    if proper := registry.proper_name(printed):
        return proper
    if not printed.isupper():
        return printed
    return _as_written(printed, text) or registry.generic_name(printed) or _capitalised(printed, registry)


def _capitalised(printed: str, registry: Registry) -> str:
    """A name in capitals of which nothing is known but, perhaps, the province in which it ends."""
    plain = printed.capitalize()
    place = registry.place_of(printed)
    return plain[: -len(place)] + place if place else plain


def _as_written(printed: str, text: str) -> str | None:
    """A name printed in capitals as `text` has it elsewhere in small letters."""
    plain = squeeze(text)
    for match in re.finditer(re.escape(tone_key(printed)), tone_key(plain)):
        written = plain[match.start() : match.end()]
        if not written.isupper():
            return written[:1].upper() + written[1:]
    return None
