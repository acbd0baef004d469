"""Vertical and diagonal lines are read in their own direction and mix with no other line."""

from __future__ import annotations

from math import cos, radians, sin
from pathlib import Path

import pytest

from pipeline.read.pdf import read_pdf
from pipeline.read.rotated_text import mark_among, rotate_upright, split_rotated
from tests.pdf_of import pdf_of

LEVEL = b"BT /F1 12 Tf 80 700 Td (So 31-CT/TU) Tj ET BT /F1 12 Tf 80 680 Td (ve cong tac kiem tra) Tj ET "


def rotated(text: str, angle: float, x: float = 60, y: float = 650, size: int = 14) -> bytes:
    across, up = cos(radians(angle)), sin(radians(angle))
    return f"BT /F1 {size} Tf {across:.5f} {up:.5f} {-up:.5f} {across:.5f} {x} {y} Tm ({text}) Tj ET ".encode()


def lines_of(folder: Path, content: bytes) -> list[str]:
    (page,) = read_pdf(pdf_of(folder / "a.pdf", [content]))
    return page.text.splitlines()


@pytest.mark.parametrize("angle", [90, -90, 45, -30, 180, 12])
@pytest.mark.parametrize("text", ["TUYET MAT", "M  A  T"])
def test_a_rotated_mark_is_the_first_line(tmp_path: Path, angle: float, text: str) -> None:
    lines = lines_of(tmp_path, LEVEL + rotated(text, angle, x=300, y=400))
    assert "".join(lines[0].split()) == "".join(text.split())
    assert lines[1:] == ["So 31-CT/TU", "ve cong tac kiem tra"]


@pytest.mark.parametrize("angle", [90, -90, 45])
def test_another_rotated_line_is_at_the_end_of_its_page(tmp_path: Path, angle: float) -> None:
    lines = lines_of(tmp_path, rotated("Ban sao", angle) + LEVEL)
    assert lines == ["So 31-CT/TU", "ve cong tac kiem tra", "Ban sao"]


def test_slightly_slanted_text_is_level(tmp_path: Path) -> None:
    assert lines_of(tmp_path, rotated("Scan", 2) + rotated("lech", 2, x=100)) == ["Scan lech"]


def test_rotated_degrees_side_by_side_are_a_list_and_not_a_mark(tmp_path: Path) -> None:
    degrees = rotated("MAT", 90) + rotated("TOI MAT", 90, x=90) + rotated("TUYET MAT", 90, x=120)
    assert lines_of(tmp_path, LEVEL + degrees)[0] == "So 31-CT/TU"


def test_lines_of_several_angles() -> None:
    def glyph(text: str, x: float, y: float, angle: float) -> dict[str, object]:
        return {
            "text": text, "x0": x, "x1": x + 10, "top": y, "bottom": y + 10, "angle": angle, "advance": 10, "em": 10,
        }  # fmt: skip

    glyphs = [glyph("A", 0, 90, 90), glyph("B", 0, 80, 90), glyph("C", 50, 50, -90), glyph("D", 50, 60, -90)]
    level, lines = split_rotated([*glyphs, {"text": "E"}])
    assert [each["text"] for each in level] == ["E"]
    assert sorted(line.text for line in lines) == ["AB", "CD"]
    assert mark_among(lines) is None


def test_a_page_of_level_text_is_not_rotated() -> None:
    level = [{"text": "A", "upright": True}]
    assert rotate_upright(level, 595, 842) is None
    assert split_rotated(level) == (level, [])
