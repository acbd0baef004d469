"""Plain letters for a text to be searched."""

from __future__ import annotations

import pytest

from pipeline.references.plain_letters import at_offsets, with_plain_letters
from tests.references.texts import mentions


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Nghị quyết số 18-NQ/TW", "Nghị quyết số 18-NQ/TW"),
        ("Nghị quy\u00adết", "Nghị quyết"),
        ("Nghị quy\u00ad\nết", "Nghị quyết"),
        ("18\u00adNQ/TW", "18\u00adNQ/TW"),  # used as a hyphen
        ("QĐ \u00ad UBND", "QĐ \u00ad UBND"),
        ("57\u200b-NQ/ТW", "57-NQ/TW"),
        ("０５-ＣＴ/ＴＷ", "05-CT/TW"),
        ("Hội nghị T.Ư 4, 05-CT/TƯ, NQTƯ 6", "Hội nghị TW 4, 05-CT/TW, NQTW 6"),
        ("Ban Tổ chức TƯ, BCH TƯ", "Ban Tổ chức TW, BCH TW"),
        ("THÔNG TƯ, LẦN THỨ TƯ, ĐẦU TƯ", "THÔNG TƯ, LẦN THỨ TƯ, ĐẦU TƯ"),
    ],
)
def test_plain_letters(text: str, plain: str) -> None:
    found, offsets = with_plain_letters(text)
    assert found == plain
    assert offsets is None or len(offsets) == len(plain) + 1
    assert (offsets is None) == (len(plain) == len(text))


def test_a_mention_has_the_span_and_words_of_the_text() -> None:
    text = "Theo T.Ư, học Ngh\u00adị quyết số 18-NQ/T.Ư và Quy định 37-QĐ/TW."
    assert [(each.text, each.number) for each in mentions(text)] == [
        ("Ngh\u00adị quyết số 18-NQ/T.Ư", "18-NQ/TW"),
        ("Quy định 37-QĐ/TW", "37-QĐ/TW"),
    ]
    assert all(text[each.start : each.end] == each.text for each in mentions(text))


def test_offsets_move_a_mention_to_the_text() -> None:
    text = "a\u200bbc"
    plain, offsets = with_plain_letters(text)
    (mention,) = mentions("Chỉ thị 05")
    assert offsets
    moved = at_offsets(type(mention)(1, 3, plain[1:3]), text, offsets)
    assert (moved.start, moved.end, moved.text) == (2, 4, "bc")
