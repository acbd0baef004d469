"""Who issued a document: the left column of its letterhead, parent body first, in the registry's proper case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..registry import CENTRAL, UNIT, Body, Registry
from ..vietnamese.text import squeeze, tone_key

_UNIT = re.compile(r"\b(tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn)\b|\b(thành|tỉnh) ủy\b")
_COMMITTEE = re.compile(r"(?:đảng ủy|đảng bộ|chi bộ|chi ủy) ")
_SPEAKER = re.compile(r"(?:ban thường vụ|ban chấp hành) ")  # of a body, for the body
_GOES_ON = re.compile(r"(?:[,-]|\b(?:và|các|của|cho|về|thuộc|với)|\b(?:văn phòng|ban quản lý|hội đồng|ban chỉ đạo))$")
_UNITS = (" tỉnh", " thành phố", " huyện")


def issuer_of(lines: Sequence[str], text: str, registry: Registry) -> str | None:
    """The issuer that the left column `lines` name, with its parent where it needs one; None for no lines.

    `TỈNH ỦY ĐIỆN BIÊN`, `BAN TỔ CHỨC` is `Ban Tổ chức Tỉnh ủy Điện Biên`. A body that
    the registry does not know is written as the document's own `text` writes it.
    """
    # Rules and asterisks are no names, nor is what OCR makes of them.
    named = [squeeze(line) for line in lines if sum(map(str.isalpha, line)) > 2]
    for parent, own_lines in _partings(named):
        own = registry.bodies.expand(" ".join(own_lines))
        parent = registry.bodies.expand(parent)
        found = registry.bodies.named(own)
        if found and _swallows(own_lines, registry):
            continue
        if found and found[0].level == "cell":
            # A cell is told by its committee: every office has one.
            cell = _as_written(own, text) or _spelled(own, text, registry)
            return f"{cell}, {_spelled(parent, text, registry)}" if parent else cell
        for name in _full_names(parent, own, registry):
            if proper := registry.bodies.proper_name(name):
                central = name != own and registry.bodies.level_of(name) == "central"
                return registry.bodies.registered_name(name) if central else proper
    return _unknown(named, text, registry)


def _partings(lines: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Every way to part the column into a parent and the lines of the body itself."""
    for count in range(len(lines)):
        yield " ".join(lines[:count]), lines[count:]


def _swallows(lines: Sequence[str], registry: Registry) -> bool:
    """Whether a commune's name would take in an organ below: its committee stands whole in the lines before."""
    found = [registry.bodies.named(" ".join(lines[:count])) for count in range(1, len(lines) + 1)]
    return (
        found[-1] is not None
        and _is_of_unit(found[-1][0])
        and any(each == found[-1][0] for each, _ in filter(None, found[:-1]))
    )


def _is_of_unit(body: Body) -> bool:
    """Whether a body is one of a district or commune, and has its whole name with that."""
    return UNIT in body.name and body.level != "cell"


def _full_names(parent: str, own: str, registry: Registry) -> Iterator[str]:
    named = registry.bodies.named(own)
    if parent and not (named and _is_of_unit(named[0])):
        found = registry.bodies.named(parent)
        if found and found[0].path == CENTRAL:
            yield f"{own} Trung ương"
        unit = _UNIT.search(tone_key(parent))
        if found and found[1] and tone_key(own).endswith(_UNITS):
            yield f"{own} {found[1]}"  # `ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH` under `TỈNH ỦY ĐIỆN BIÊN`
        yield f"{own} {parent}"
        if found and (committee := registry.bodies.registered_name(parent)):
            yield f"{own} {committee}"
        if found and found[1] and unit:
            yield f"{own} {_unit_name(unit)} {found[1]}"
    yield own
    place = registry.places.named_in(own)
    if place:
        yield from (f"{own[: -len(place)]}{unit} {place}" for unit in ("tỉnh", "thành phố"))
    if match := _SPEAKER.match(tone_key(own)):
        yield from _full_names("", own[match.end() :], registry)


def _unit_name(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    return "tỉnh" if match[2] == "tỉnh" else "thành phố"


def _unknown(lines: Sequence[str], text: str, registry: Registry) -> str | None:
    """A body of which the registry knows at most the parent."""
    if not lines:
        return None
    first = _own_from(lines, registry)
    parent, own = (registry.bodies.expand(" ".join(part)) for part in (lines[:first], lines[first:]))
    name = _spelled(own, text, registry)
    if not parent:
        return name
    if tone_key(own).endswith(_UNITS) and (place := registry.places.named_in(parent)):
        name = f"{name} {place}"
    if committee := _COMMITTEE.match(tone_key(own)):
        agency = registry.bodies.registered_name(own[committee.end() :])
        if agency and registry.bodies.level_of(agency) == "central":
            return f"{name[: committee.end()]}{agency}"  # there is but one
        return f"{name}, {_spelled(parent, text, registry)}"
    # An organ of a Party committee or a mass organisation is named with it, a ministry's department is not.
    return f"{name} {_spelled(parent, text, registry)}" if _has_organs(parent, registry) else name


def _has_organs(parent: str, registry: Registry) -> bool:
    found = registry.bodies.named(parent)
    return found[0].sphere in {"party", "mass"} if found else _COMMITTEE.match(tone_key(parent)) is not None


def _own_from(lines: Sequence[str], registry: Registry) -> int:
    """Which line the name of the body itself begins with: below a known parent, else the last that may begin one."""
    for first in range(len(lines) - 1, 0, -1):
        if registry.bodies.named(" ".join(lines[:first])):
            return first
    for first in range(len(lines) - 1, 0, -1):
        above = tone_key(" ".join(lines[:first]))
        if registry.bodies.starts_name(lines[first]) and not _GOES_ON.search(above) and " " in above:
            return first
    return 0


def _spelled(printed: str, text: str, registry: Registry) -> str:
    """A name printed in capitals as the document writes it in its text, else with capitals at its start only."""
    if proper := registry.bodies.proper_name(printed):
        return proper
    if not printed.isupper():
        return printed
    return _as_written(printed, text) or registry.bodies.generic_name(printed) or _capitalised(printed, registry)


def _capitalised(printed: str, registry: Registry) -> str:
    """A name in capitals of which nothing is known but, perhaps, the province it ends in; letters stay letters."""
    words = (word if _VOWEL.search(tone_key(word)) is None else word.lower() for word in printed.split())
    plain = " ".join(words)
    place = registry.places.named_in(printed)
    return plain[:1].upper() + (plain[1 : -len(place)] + place if place else plain[1:])


_VOWEL = re.compile(r"[aăâeêioôơuưyà-ỹ]")


def _as_written(printed: str, text: str) -> str | None:
    """A name printed in capitals as `text` has it elsewhere in small letters."""
    plain = squeeze(text)
    for match in re.finditer(re.escape(tone_key(printed)), tone_key(plain)):
        written = plain[match.start() : match.end()]
        if not written.isupper():
            return written[:1].upper() + written[1:]
    return None
