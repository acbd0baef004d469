"""Text of documents without what hides, moves or breaks it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import builder

from pipeline.digest.render.blocks import Heading, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kỷ luật\n\tĐảng", "Kỷ luật\n\tĐảng"),
        ("\x1b[31mđỏ\x1b[0m", "[31mđỏ[0m"),
        ("\u202eđảo\u202c \u2066trong\u2069 \u200bẩn", "đảo trong ẩn"),
        ("nửa \x00chữ\x0b \ufffe\ud800", "nửa chữ "),
        ("\ufeffđầu tệp", "đầu tệp"),
    ],
)
def test_controls_and_direction_marks_are_removed(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_what_is_left_is_text_that_xml_can_hold(text: str) -> None:
    shown = plain(text)
    assert plain(shown) == shown
    assert not {"Cs"} & {unicodedata.category(letter) for letter in shown}
    builder.P(shown)  # raises ValueError for what XML does not allow


def test_a_heading_has_its_number() -> None:
    assert Heading(2, "Chỉ thị", number=3).numbered == "3. Chỉ thị"
    assert Heading(2, "Chỉ thị").numbered == "Chỉ thị"
