"""Whole document numbers in a text (`18-NQ/TW`, `30/2020/NĐ-CP`): parsed with OCR variants, written canonically."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..registry import Registry
from ..vietnamese.numbers import Number, parse_number
from ..vietnamese.text import fold, squeeze
from .grammar import NUMBER_HERE, compile_pattern
from .input_text import InputText
from .ocr_variants import restore_digits

OFFICIAL_LETTER = "công văn"
# `100 CT/TW`: after a type word the dash may be missing.
_UNDASHED = r"\d{1,4}\s[a-z]{2,4}/[a-z]{2,8}(?![\w/])"
_NUMBER = compile_pattern(
    rf"\s*(?P<open>\(\s*)?(?:(?:tu\s+)?so\s*[:.]?\s*\(?)?(?P<number>{NUMBER_HERE}|(?P<undashed>{_UNDASHED}))"
)
_ENDING_DASH = compile_pattern(r"\s[-–—―]\s|[—―]")
_SERIAL = compile_pattern(r"[0-9OolI|i]+")
_FOOTNOTE = compile_pattern(r"\d{1,3}$")
_DAY_FOLLOWS = compile_pattern(r"\s*,?\s*ngay\s")
_CLOSE = compile_pattern(r"\s*\)")
# A name after a spaced dash is not part of a number: `45/2015/QĐ-UBND - Điện Biên`.
_PLACE_AT_END = compile_pattern(r"\s[-–—]\s+[^\W\d_][^\W\d_A-ZĐ]+$")


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number with its OCR variants restored, where it ends, and whether a bracket opens before it."""

    number: Number
    end: int
    opened: bool = False


def number_at(source: InputText, at: int) -> FoundNumber | None:
    """Return the number after offset `at`, with or without `số`; None for what only looks like one."""
    match = _NUMBER.match(source.folded, at)
    if match is None:
        return None
    start, end = match.span("number")
    if match["undashed"]:
        return _undashed_number(source, match)
    for dash in _ENDING_DASH.finditer(source.text, start, end):
        if _is_complete(source.text[start : dash.start()], source.registry):
            end = dash.start()  # `38/2023/TT-BCT — MRV`
            break
    while end > start:
        written = source.text[start:end]
        serial = _SERIAL.match(written)
        if serial is None:
            return None  # `L7/UBND`: a serial only in folded letters
        restored = restore_digits(serial[0]) + written[serial.end() :]
        parsed = parse_number(squeeze(restored)) or parse_number(squeeze(restored).upper())
        if parsed and parsed.serial:
            parsed, end = _without_footnote(parsed, end, source)
            parsed = _hyphenated(parsed, source.registry)
            if _is_symbol(parsed, written, source.registry) and not _PLACE_AT_END.search(written):
                return FoundNumber(parsed, end, match["open"] is not None)
        # `45/2015/QĐ-UBND - Điện Biên`: try again without the part after the last dash.
        cut = max(written.rfind(dash) for dash in "-–—")
        if cut <= len(serial[0]) + 1:
            return None
        end = start + len(written[:cut].rstrip())
    return None


def _undashed_number(source: InputText, match: re.Match[str]) -> FoundNumber | None:
    written = squeeze(source.text[slice(*match.span("number"))])
    parsed = parse_number(written.replace(" ", "-", 1)) if written.rpartition(" ")[2][:2].isupper() else None
    if parsed is None or not (
        source.registry.types.of_symbol(parsed.type) and source.registry.bodies.of_symbol(parsed.body)
    ):
        return None
    return FoundNumber(parsed, match.end("number"), match["open"] is not None)


def _is_complete(written: str, registry: Registry) -> bool:
    """Return whether a number has all its parts, so that a dash after it is none of its own."""
    parsed = parse_number(squeeze(written))
    return parsed is not None and bool(parsed.type) and bool(registry.bodies.of_symbol(parsed.body))


def _without_footnote(number: Number, end: int, source: InputText) -> tuple[Number, int]:
    """Return a number without the footnote mark glued to it, and its end: `135/2025/QH152`, `105/2025/NĐ-CP2`.

    Where a date follows the mark, the citation continues after it, so the end stays.
    """
    mark = _FOOTNOTE.search(number.body)
    registry = source.registry
    if mark is None or registry.bodies.of_symbol(number.body):
        return number, end
    for count in range(1, len(mark[0]) + 1):
        body = number.body[:-count]
        if registry.bodies.of_symbol(body):
            return number._replace(body=body), end if _DAY_FOLLOWS.match(source.folded, end) else end - count
    return number, end


def _hyphenated(number: Number, registry: Registry) -> Number:
    """Return `181/2024/NĐCP` with its missing hyphen, if only one place for it gives known letters."""
    if number.style != "state" or number.type or registry.bodies.of_symbol(number.body):
        return number
    cuts = [
        (number.body[:cut], number.body[cut:])
        for cut in range(1, len(number.body))
        if registry.types.of_symbol(number.body[:cut]) and registry.bodies.of_symbol(number.body[cut:])
    ]
    return number._replace(type=cuts[0][0], body=cuts[0][1]) if len(cuts) == 1 else number


def _is_symbol(number: Number, written: str, registry: Registry) -> bool:
    """Return whether the letters are a symbol: known to the registry, or capitals as only symbols have."""
    if (number.type and registry.types.of_symbol(number.type)) or registry.bodies.of_symbol(number.body):
        return True
    letters = [letter for letter in written if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return len(letters) >= 3 and capitals >= 0.7 * len(letters) and ("-" in number.symbol or number.style == "party")


def canonical_number(number: Number, type_name: str | None, registry: Registry) -> str:
    """Return the number in the form of its sphere: `18/NQ-TW` → `18-NQ/TW`, `26-CT/TTg` → `26/CT-TTg`."""
    kind, body = _registered_symbol(number, type_name, registry)
    spheres = {each.sphere for each in registry.bodies.of_symbol(body)}
    style = number.style
    if kind and number.year is None and spheres == {"party"}:
        style = "party"
    elif kind and spheres == {"state"}:
        style = "state"
    return str(number._replace(type=kind, body=body, style=style))


def _registered_symbol(number: Number, type_name: str | None, registry: Registry) -> tuple[str, str]:
    """Return the symbol's halves in the registry's spelling; a text may write them small or without marks."""
    kind, body = number.type, number.body
    known = registry.types.named(type_name) if type_name else None
    symbols = [*(known.symbols if known else ()), *(each for kinds in registry.types for each in kinds.symbols)]
    if kind not in symbols:
        kind = next((symbol for symbol in symbols if fold(symbol) == fold(kind)), kind)
    if not registry.bodies.of_symbol(body):
        body = registry.bodies.canonical_symbol(body) or body
    return kind, body


def is_well_formed(number: Number, type_name: str | None, registry: Registry) -> bool:
    """Return whether the type word and the number's letters agree (`Chỉ thị 05-NQ/TW` does not)."""
    if not type_name or not number.type:
        return True
    kind = registry.types.named(type_name)
    meant = registry.types.of_symbol(number.type)
    return kind is None or not meant or not kind.symbols or kind in meant


def type_from_number(number: Number, registry: Registry) -> str | None:
    """Return the type that the number's letters mean where no word names it; None where they are ambiguous."""
    other = "party" if number.style == "state" else "state"
    kinds = [kind for kind in registry.types.of_symbol(number.type) if kind.sphere != other] if number.type else []
    if number.type and not registry.types.of_symbol(number.type) and number.style == "state" and number.year is None:
        return OFFICIAL_LETTER  # only a công văn has the body and its unit in its number: `1107/UBND-NC`
    return kinds[0].name if len(kinds) == 1 else None


def after_bracket(source: InputText, end: int, number: FoundNumber | None) -> int:
    """Return where the bracket closes that opened before the number (`Luật Căn cước (số 26/2023/QH15)`), else `end`."""
    close = _CLOSE.match(source.text, end) if number and number.opened else None
    return close.end() if close else end
