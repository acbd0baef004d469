"""`chithi tag` as a process."""

from __future__ import annotations

from pathlib import Path

from pipeline.vietnamese.text import nfc
from tests.command import run
from tests.commands.conftest import DIRECTIVE


def test_tag_reads_standard_input_and_the_library(sample: Path) -> None:
    text = "Căn cứ Chỉ thị số 08-CT/TU, ngày 30/3/2016 của Tỉnh ủy Điện Biên và Nghị quyết Trung ương 4 (khóa XI)."
    first, second = run(sample, "tag", "-", "--json", text=text).json["references"]
    assert (first["state"], first["target"]["id"]) == ("resolved", DIRECTIVE)
    assert (second["state"], second["target"]["number"]) == ("known-not-held", "12-NQ/TW")
    assert nfc(text)[first["start"] : first["end"]] == first["text"]
