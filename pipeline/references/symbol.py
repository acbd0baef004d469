"""A whole number in a text (`18-NQ/TW`, `30/2020/NĐ-CP`): read with its slips, written in canonical form."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..registry import Registry
from ..vietnamese.numbers import Number, parse_number
from ..vietnamese.text import fold, squeeze
from .reading import Reading
from .shapes import NUMBER_HERE, compiled
from .slips import digits

OFFICIAL_LETTER = "công văn"
_AT = compiled(rf"\s*(?P<open>\(\s*)?(?:(?:tu\s+)?so\s*[:.]?\s*\(?)?(?P<number>{NUMBER_HERE})")
_SERIAL_WRITTEN = compiled(r"[0-9OolI|i]+")
_FOOTNOTE = compiled(r"\d{1,3}$")
_DAY_BEHIND = compiled(r"\s*,?\s*ngay\s")
_CLOSE = compiled(r"\s*\)")
# A name behind a spaced dash is no part of a number: `45/2015/QĐ-UBND - Điện Biên`.
_PLACE_BEHIND = compiled(r"\s[-–—]\s+[^\W\d_][^\W\d_A-ZĐ]+$")


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number as written, its slips mended, and where it ends; `opened` says that a bracket opens before it."""

    number: Number
    end: int
    opened: bool = False


def number_at(reading: Reading, at: int) -> FoundNumber | None:
    """The number that stands behind `at`, with or without `số`; None for what only looks like one."""
    match = _AT.match(reading.folded, at)
    if match is None:
        return None
    start, end = match.span("number")
    while end > start:
        written = reading.text[start:end]
        head = _SERIAL_WRITTEN.match(written)
        if head is None:
            return None  # `L7/UBND`: what looks like a serial only in folded letters
        mended = digits(head[0]) + written[head.end() :]
        parsed = parse_number(squeeze(mended)) or parse_number(squeeze(mended).upper())
        if parsed and parsed.serial:
            parsed, end = _without_footnote(parsed, end, reading)
            parsed = _hyphenated(parsed, reading.registry)
            if is_symbol(parsed, written, reading.registry) and not _PLACE_BEHIND.search(written):
                return FoundNumber(parsed, end, match["open"] is not None)
        # `45/2015/QĐ-UBND - Điện Biên`: give up what hangs on by a dash
        cut = max(written.rfind(dash) for dash in "-–—")
        if cut <= len(head[0]) + 1:
            return None
        end = start + len(written[:cut].rstrip())
    return None


def _without_footnote(number: Number, end: int, reading: Reading) -> tuple[Number, int]:
    """`135/2025/QH152`, `105/2025/NĐ-CP2`: a number and the mark of a footnote that the reader glued to it.

    Where a day goes on behind the mark, the citation does so too.
    """
    mark = _FOOTNOTE.search(number.body)
    registry = reading.registry
    if mark is None or registry.bodies.of_symbol(number.body):
        return number, end
    for count in range(1, len(mark[0]) + 1):
        body = number.body[:-count]
        if registry.bodies.of_symbol(body):
            goes_on = _DAY_BEHIND.match(reading.folded, end)
            return replace(number, body=body), end if goes_on else end - count
    return number, end


def _hyphenated(number: Number, registry: Registry) -> Number:
    """`181/2024/NĐCP`: the symbol with the hyphen that it lacks, where only one place for it gives known letters."""
    if number.style != "state" or number.type or registry.bodies.of_symbol(number.body):
        return number
    cuts = [
        (number.body[:cut], number.body[cut:])
        for cut in range(1, len(number.body))
        if registry.types.of_symbol(number.body[:cut]) and registry.bodies.of_symbol(number.body[cut:])
    ]
    return replace(number, type=cuts[0][0], body=cuts[0][1]) if len(cuts) == 1 else number


def is_symbol(number: Number, written: str, registry: Registry) -> bool:
    """Whether the letters are a symbol: known to the registry, or capitals as only symbols have."""
    if (number.type and registry.types.of_symbol(number.type)) or registry.bodies.of_symbol(number.body):
        return True
    letters = [letter for letter in written if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return len(letters) >= 3 and capitals >= 0.7 * len(letters) and ("-" in number.symbol or number.style == "party")


def canonical(number: Number, type_name: str | None, registry: Registry) -> str:
    """The number in the form of its sphere: `18/NQ-TW` is `18-NQ/TW`, `26-CT/TTg` is `26/CT-TTg`."""
    kind, body = _usual(number, type_name, registry)
    spheres = {each.sphere for each in registry.bodies.of_symbol(body)}
    style = number.style
    if kind and number.year is None and spheres == {"party"}:
        style = "party"
    elif kind and spheres == {"state"}:
        style = "state"
    return str(replace(number, type=kind, body=body, style=style))


def _usual(number: Number, type_name: str | None, registry: Registry) -> tuple[str, str]:
    """The symbol's halves in the registry's spelling where it has one; text may be small or without marks."""
    kind, body = number.type, number.body
    known = registry.types.named(type_name) if type_name else None
    symbols = [*(known.symbols if known else ()), *(each for kinds in registry.types for each in kinds.symbols)]
    if kind not in symbols:
        kind = next((symbol for symbol in symbols if fold(symbol) == fold(kind)), kind)
    if not registry.bodies.of_symbol(body):
        body = registry.bodies.canonical_symbol(body) or body
    return kind, body


def is_well_formed(number: Number, type_name: str | None, registry: Registry) -> bool:
    """Whether the type word and the number's letters agree (`Chỉ thị 05-NQ/TW` does not)."""
    if not type_name or not number.type:
        return True
    kind = registry.types.named(type_name)
    meant = registry.types.of_symbol(number.type)
    return kind is None or not meant or not kind.symbols or kind in meant


def type_told(number: Number, registry: Registry) -> str | None:
    """The type that the letters tell where no word does; None where they may mean several."""
    other = "party" if number.style == "state" else "state"
    kinds = [kind for kind in registry.types.of_symbol(number.type) if kind.sphere != other] if number.type else []
    if number.type and not registry.types.of_symbol(number.type) and number.style == "state" and number.year is None:
        return OFFICIAL_LETTER  # only a công văn bears the body and its unit: `1107/UBND-NC`
    return kinds[0].name if len(kinds) == 1 else None


def closed_bracket(reading: Reading, end: int, number: FoundNumber | None) -> int:
    """`Luật Căn cước (số 26/2023/QH15)`: where the bracket that opened before the number closes, else `end`."""
    close = _CLOSE.match(reading.text, end) if number and number.opened else None
    return close.end() if close else end
