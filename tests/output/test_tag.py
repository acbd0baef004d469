"""The references of a text on the terminal."""

from __future__ import annotations

from pipeline.output.tag import lines
from tests.output.conftest import FULL, reference, shown


def test_each_reference_has_its_work_below() -> None:
    assert shown(lines([reference("Chỉ thị\n08-CT/TU"), reference(target=None)])) == [
        "Chỉ thị 08-CT/TU", f"    → {FULL}",
        "Chỉ thị 08-CT/TU", "    → unknown: neither the library nor the registry has it",
    ]  # fmt: skip
