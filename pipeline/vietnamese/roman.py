"""Roman numerals: terms, sections, articles' labels."""

from __future__ import annotations

_SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_VALUES = {sign: value for value, sign in _SIGNS if len(sign) == 1}


def to_roman(number: int) -> str:
    """Return a number from 1 on in capitals: `XII`."""
    written = ""
    for value, sign in _SIGNS:
        times, number = divmod(number, value)
        written += sign * times
    return written


def from_roman(text: str) -> int:
    """Return the number that capitals or small letters mean, 0 for none."""
    values = [_VALUES.get(letter, 0) for letter in text.upper()] if text.isascii() else []
    if not values or 0 in values:
        return 0
    following = [*values[1:], 0]
    return sum(-value if value < later else value for value, later in zip(values, following, strict=True))
