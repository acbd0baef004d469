"""A pack whose every text is an attack on some output, and what of it a reader must see."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, cast

from pipeline.digest import Settings, make_digest
from pipeline.model import Digest, Explained, Figure, Notice, Reason, SourcePage, Work
from tests.digest.test_digest import document

ATTACKS = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": "\" onmouseover='alert(1)' x=\"",
    "entity": "&lt;b&gt; &amp; &#60;script&#62;",
    "markdown": "# đề mục [nhãn](javascript:alert(1)) *đậm* | ô | `mã` ~~xóa~~",
    "formula": "=cmd|' /C calc'!A0",
    "field": '{ INCLUDETEXT "C:\\\\x" } \\o/',
    "escape": "\x1b[31mđỏ\x1b[0m \x07\x9b2J",
    "direction": "\u202eđảo\u202c \u2066trong\u2069 \u200bẩn",
    "control": "nửa \x00 chữ \x0b \ufffe",
}
# What is left of an attack that hides or moves text: its letters.
SEEN = {
    **ATTACKS,
    "escape": "[31mđỏ[0m 2J",
    "direction": "đảo trong ẩn",
    "control": "nửa chữ",
}


def hostile_pack(attack: str) -> Digest:
    """A pack of a document, every text of which is `attack`."""
    work = Work("a/2016/b", "chỉ thị", "05-CT/TW", "Bộ Chính trị", date(2016, 5, 15), "về x")
    pack = make_digest([(document(), ())], settings=Settings(unit="Chi bộ X", full=True))
    item = replace(
        pack.items[0],
        notices=(Notice("draft", "x"),),
        why=(Reason("implements", "x", 1, work),),
        figures=(Figure(("x",), "x", 1, None),),
        explained=(Explained("x", (1,), "unknown", None),),
    )
    return cast(Digest, _poisoned(replace(pack, items=(item,)), attack))


def _poisoned(value: Any, attack: str) -> Any:
    """`value` with every free text replaced; ids, kinds and states stay what the program makes them."""
    if isinstance(value, tuple):
        return tuple(_poisoned(each, attack) for each in value)
    if isinstance(value, SourcePage):
        return replace(value, text=attack)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {"id", "kind", "state", "source", "map", "period", "mention"}
        changed = {
            each.name: _poisoned(getattr(value, each.name), attack) for each in fields(value) if each.name not in kept
        }
        return replace(value, **changed)
    return attack if isinstance(value, str) and value else value
