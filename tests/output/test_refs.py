"""Citations in both directions on the terminal."""

from __future__ import annotations

from pipeline.chain import Citation
from pipeline.output.refs import lines
from tests.output.conftest import ENTRY, FULL, SHORT, reference, shown

CITATION = Citation(ENTRY, 2, reference(relation="thay thế"), "Thay thế\nChỉ thị 08-CT/TU.")


def test_what_it_cites() -> None:
    assert shown(lines(ENTRY, [CITATION], None)) == [
        SHORT, "", "It cites 1 time:", "  page 2: Chỉ thị 08-CT/TU [replaces]", f"      → {FULL}",
        "      “Thay thế Chỉ thị 08-CT/TU.”",
    ]  # fmt: skip


def test_what_cites_it() -> None:
    assert shown(lines(ENTRY, None, [CITATION, CITATION]))[2:5] == [
        "It is cited 2 times:", f"  {SHORT} — page 2 [replaces]", "      “Thay thế Chỉ thị 08-CT/TU.”",
    ]  # fmt: skip
