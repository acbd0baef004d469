"""Text of a document as text and nothing else, for outputs that escape by themselves."""

from __future__ import annotations

import re

# Controls that XML cannot hold, and marks that reorder or hide text; line breaks and tabs stay.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def plain(text: str) -> str:
    """`text` without control and direction marks, and without halves of characters."""
    return _HIDDEN.sub("", text)
