"""The counts of an ingest on the terminal."""

from __future__ import annotations

from pipeline.ingest import Tally
from pipeline.model import SetAside
from pipeline.output.ingest import lines
from tests.output.conftest import shown


def test_counts_then_files_set_aside() -> None:
    tally = Tally(added=2, updated=1, unchanged=3, pages=40, seconds=1.26)
    assert shown(lines(tally)) == ["2 added, 1 updated, 3 unchanged: 40 pages in 1.3 s."]
    tally.set_aside.append(SetAside("/a.pdf", "Damaged.", "Mend it."))
    assert shown(lines(tally))[1:] == ["1 file was set aside:", "  /a.pdf: Damaged. Mend it."]
