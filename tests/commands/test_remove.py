"""`chithi remove` as a process."""

from __future__ import annotations

from pathlib import Path

from tests.command import SAMPLE, chithi, run


def test_one_document_is_removed(tmp_path: Path) -> None:
    library = tmp_path / "library.sqlite"
    chithi(
        "ingest",
        SAMPLE / "chi-thi-26-ct-ttg-2016.pdf",
        SAMPLE / "cong-van-1386-ubnd-nc-2016.pdf",
        library=library,
    )
    removed = run(library, "remove", "26/CT-TTg", "--json").json
    assert removed == {"removed": ["thu-tuong/2016/26-ct-ttg"]}
    assert len(run(library, "list", "--json").json["documents"]) == 1
    # What cited it now says that it is known and not held, or unknown, but no longer resolved.
    cites = run(library, "refs", "1386/UBND-NC", "--json").json["cites"]
    assert {each["state"] for each in cites if each["number"] == "26/CT-TTg"} <= {"known-not-held", "unknown"}
