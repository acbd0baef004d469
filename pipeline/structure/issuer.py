"""The issuer of a document: the left column of its letterhead, parent body first, in the registry's spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..registry import CENTRAL, UNIT, Body, Registry
from ..vietnamese.text import fold, squeeze, tone_key

_UNIT = re.compile(r"\b(tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn)\b|\b(thành|tỉnh) ủy\b")
_COMMITTEE = re.compile(r"(?:đảng ủy|đảng bộ|chi bộ|chi ủy) ")
_OF_PARTY = re.compile(rf"{_COMMITTEE.pattern}|(?:tỉnh|thành|huyện|thị|quận) ủy ")
_ACTING_ORGAN = re.compile(r"(?:ban thường vụ|ban chấp hành) ")  # of a body, in whose name it acts
_INCOMPLETE = re.compile(
    r"(?:[,-]|\b(?:và|các|của|cho|về|thuộc|với)|\b(?:văn phòng|ban quản lý|hội đồng|ban chỉ đạo))$"
)
_GROUP = re.compile(r"(?:đoàn (?:kiểm tra|giám sát|thanh tra|công tác)|tổ (?:công tác|thẩm định|kiểm tra)|phòng)\b")
_BARE_UNITS = (" tỉnh", " thành phố", " huyện")
_VOWEL = re.compile(r"[aăâeêioôơuưy]|(?!đ)[à-ỹ]")
_BLANK = re.compile(r"\.{3}|…|_{3}")


def find_issuer(lines: Sequence[str], text: str, registry: Registry) -> str | None:
    """Return the issuer that the lines of the left column name, with its parent where it needs one.

    `TỈNH ỦY ĐIỆN BIÊN`, `BAN TỔ CHỨC` is `Ban Tổ chức Tỉnh ủy Điện Biên`. A body that the registry does not have is
    spelled as in the document's `text`.
    """
    # Rules and asterisks are not names, nor is what OCR makes of them.
    named = [squeeze(line) for line in lines if sum(map(str.isalpha, line)) > 2]
    for count in range(len(named)):
        own_lines = named[count:]
        own, parent = registry.bodies.expand(" ".join(own_lines)), registry.bodies.expand(" ".join(named[:count]))
        found = registry.bodies.named(own)
        if found and _includes_organ(own_lines, registry):
            continue
        if found and found[0].level == "cell":
            # A cell is identified by its committee, because every office has one.
            cell = _as_written(own, text) or _spell(own, text, registry)
            return f"{cell}, {_spell(parent, text, registry)}" if parent else cell
        for name in _full_names(parent, own, registry):
            if proper := registry.bodies.proper_name(name):
                central = name != own and registry.bodies.level_of(name) == "central"
                return registry.bodies.registered_name(name) if central else proper
    return _unknown_issuer(named, text, registry)


def _includes_organ(lines: Sequence[str], registry: Registry) -> bool:
    """Return whether the name of a commune's committee is complete in the first lines, so that the rest is an organ."""
    found = [registry.bodies.named(" ".join(lines[:count])) for count in range(1, len(lines) + 1)]
    return (
        found[-1] is not None
        and _is_of_unit(found[-1][0])
        and any(body == found[-1][0] for body, _place in filter(None, found[:-1]))
    )


def _is_of_unit(body: Body) -> bool:
    """Return whether a body belongs to a district or commune, whose name completes its own."""
    return UNIT in body.name and body.level != "cell"


def _full_names(parent: str, own: str, registry: Registry) -> Iterator[str]:
    """Yield names that the issuer may have in the registry, the most specific first."""
    named = registry.bodies.named(own)
    if parent and not (named and _is_of_unit(named[0])):
        found = registry.bodies.named(parent)
        if found and found[0].path == CENTRAL:
            yield f"{own} Trung ương"
        unit = _UNIT.search(tone_key(parent))
        if found and found[1] and tone_key(own).endswith(_BARE_UNITS):
            yield f"{own} {found[1]}"  # `ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH` below `TỈNH ỦY ĐIỆN BIÊN`
        yield f"{own} {parent}"
        if found and (committee := registry.bodies.registered_name(parent)):
            yield f"{own} {committee}"
        if found and found[1] and unit:
            yield f"{own} {_unit_name(unit)} {found[1]}"
        if place := registry.places.named_in(parent):
            yield f"{own} {place}"  # `ĐẢNG BỘ TỈNH ĐIỆN BIÊN` above `TỈNH ỦY`
    yield own
    place = registry.places.named_in(own)
    if place:
        yield from (f"{own[: -len(place)]}{unit} {place}" for unit in ("tỉnh", "thành phố"))
    if match := _ACTING_ORGAN.match(tone_key(own)):
        yield from _full_names("", own[match.end() :], registry)


def _unit_name(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    return "tỉnh" if match[2] == "tỉnh" else "thành phố"


def _unknown_issuer(lines: Sequence[str], text: str, registry: Registry) -> str | None:
    """Return the name of a body of which the registry has at most the parent."""
    if not lines:
        return None
    if any(map(_BLANK.search, lines)):
        return None
    if any(":" in line or registry.types.named(line.strip(" .")) for line in lines):
        return None  # an addressee, a person's data, the type: the column is not a body's name
    first = _own_name_start(lines, registry)
    parent, own = (registry.bodies.expand(" ".join(part)) for part in (lines[:first], lines[first:]))
    if not registry.bodies.starts_name(own):
        return None
    name = _spell(own, text, registry)
    if not parent:
        return name
    if tone_key(own).endswith(_BARE_UNITS) and (place := registry.places.named_in(parent)):
        name = f"{name} {place}"
    if committee := _COMMITTEE.match(tone_key(own)):
        agency = registry.bodies.registered_name(own[committee.end() :])
        if agency and registry.bodies.level_of(agency) == "central":
            return f"{name[: committee.end()]}{agency}"  # unique
        return f"{name}, {_spell(parent, text, registry)}"
    if _GROUP.match(tone_key(own)) and not any(map(str.isdigit, own)) and not _is_of_government(parent, registry):
        return f"{name} {_spell(parent, text, registry)}"  # every office has one
    # An organ of a Party committee or a mass organisation is named with it, a department of a ministry is not.
    if _has_organs(parent, registry):
        return f"{name} {_spell(parent, text, registry)}"
    return None if registry.bodies.is_organ(own) else name  # `Văn phòng` alone is no body


def _is_of_government(parent: str, registry: Registry) -> bool:
    found = registry.bodies.named(parent)
    return tone_key(parent).startswith("ủy ban nhân dân") or (found is not None and found[0].level == "central")


def _has_organs(parent: str, registry: Registry) -> bool:
    found = registry.bodies.named(parent)
    return found[0].sphere in {"party", "mass"} if found else _OF_PARTY.match(tone_key(parent)) is not None


def _own_name_start(lines: Sequence[str], registry: Registry) -> int:
    """Return the line that the issuer's own name begins with: below a known parent, else the last that may begin it."""
    for first in range(len(lines) - 1, 0, -1):
        if registry.bodies.named(" ".join(lines[:first])):
            return first
    for first in range(len(lines) - 1, 0, -1):
        above = tone_key(" ".join(lines[:first]))
        if registry.bodies.starts_name(lines[first]) and not _INCOMPLETE.search(above) and " " in above:
            return first
    return 0


def _spell(printed: str, text: str, registry: Registry) -> str:
    """Return a name printed in capitals as the registry or the document spells it, else with a capital first letter."""
    if proper := registry.bodies.proper_name(printed):
        return proper
    if not printed.isupper():
        return printed
    return _as_written(printed, text) or registry.bodies.generic_name(printed) or _lower_case(printed, registry)


def _lower_case(printed: str, registry: Registry) -> str:
    """Return a name in lower case, except its first letter, abbreviations and the province that it ends in."""
    kept = (any(map(str.isdigit, word)) or _VOWEL.search(tone_key(word)) is None for word in printed.split())
    words = (word if keep else word.lower() for word, keep in zip(printed.split(), kept, strict=True))
    plain = " ".join(words)
    place = registry.places.named_in(printed)
    return plain[:1].upper() + (plain[1 : -len(place)] + place if place else plain[1:])


def _as_written(printed: str, text: str) -> str | None:
    """Return a name printed in capitals as `text` spells it elsewhere, its marks aside if OCR misread those."""
    plain = squeeze(text)
    for key in (tone_key, fold):
        for match in re.finditer(re.escape(key(printed)), key(plain)):
            written = plain[match.start() : match.end()]
            if not written.isupper() and written[:1].isupper():
                return written
        for match in re.finditer(re.escape(key(printed)), key(plain)):
            written = plain[match.start() : match.end()]
            if not written.isupper() and key is tone_key:
                return written[:1].upper() + written[1:]
    return None
