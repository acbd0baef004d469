"""`chithi digest` as a process: the choice of documents, an agenda file, the preview, files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.vietnamese.text import squeeze
from tests.command import ROOT, assert_fails, chithi, run
from tests.commands.conftest import DIRECTIVE, page_text


def test_a_query_adds_to_a_document(library: Path) -> None:
    alone = chithi("digest", "--document", "08-CT/TU", "--json", library=library).json
    both = chithi("digest", "kế", "hoạch", "--document", "08-CT/TU", "--json", library=library).json
    assert [item["id"] for item in alone["items"]] == [item["id"] for item in both["items"]][:1]
    assert len(both["items"]) == 2


def test_options_override_an_agenda_file(library: Path, tmp_path: Path) -> None:
    agenda = tmp_path / "thang-3.toml"
    agenda.write_text('documents = ["08-CT/TU"]\nunit = "Chi bộ A"\nminutes = 120\n', encoding="utf-8")
    pack = chithi("digest", "--agenda", agenda, "--minutes", "60", "--json", library=library).json
    assert (pack["unit"], pack["minutes"]) == ("Chi bộ A", 60)
    assert sum(step["minutes"] for step in pack["agenda"]) == 60
    agenda.write_text("minutes = 5\n", encoding="utf-8")
    wrong = chithi("digest", "--agenda", agenda, library=library)
    assert wrong.status == 2
    assert wrong.err.count("\n") == 1 and "minutes" in wrong.err and "thang-3.toml" in wrong.err


def test_the_preview_fits_the_screen(library: Path) -> None:
    shown = chithi("digest", "--document", "08-CT/TU", "--preview", library=library)
    assert shown.status == 0
    assert "08-CT/TU" in shown.out and "|" not in shown.out
    assert max(map(len, shown.out.splitlines())) <= 100


def test_a_plain_pack(library: Path) -> None:
    shown = chithi("digest", "--document", "08-CT/TU", "--plain", library=library).out
    assert "## 1. " in shown and "## Sources" in shown
    assert "Agenda" not in shown and "RESOLUTION" not in shown


@pytest.mark.parametrize(
    ("command", "endings"), [(("digest", "--document", "08-CT/TU"), ".docx"), (("graph", "08-CT/TU"), ".dot")]
)
def test_files_of_the_user_are_kept(library: Path, tmp_path: Path, command: tuple[str, ...], endings: str) -> None:
    mine = tmp_path / f"mine{endings}"
    mine.write_bytes(b"PK\3\4 mine")
    refused = chithi(*command, "-o", mine, library=library)
    assert refused.status == 3 and refused.err.count("\n") == 1 and "--force" in refused.err
    assert mine.read_bytes() == b"PK\3\4 mine"
    for words in (("--force",), ()):  # the second time the file has the mark
        assert chithi(*command, "-o", mine, *words, library=library).status == 0
    other = tmp_path / "mine.xlsx"
    refused = chithi(*command, "-o", other, "--force", library=library)
    assert refused.status == 2 and endings in refused.err and not other.exists()


@pytest.mark.parametrize("command", ["digest", "graph", "export", "backup"])
def test_a_dash_is_standard_output(library: Path, tmp_path: Path, command: str) -> None:
    words = {"digest": ("08-CT/TU", "-o", "-"), "graph": ("-o", "-")}.get(command, ("-",))
    with open(tmp_path / "out", "wb") as out:
        done = subprocess.run(
            [sys.executable, ROOT / "cli.py", "--library", library, command, *words],
            stdout=out, stderr=subprocess.PIPE, check=True,
        )  # fmt: skip
    start = {"digest": b"# ", "graph": b"<svg", "export": b"{", "backup": b"SQLite format 3\0"}[command]
    assert (tmp_path / "out").read_bytes().startswith(start), done.stderr
    assert chithi(command, *words, "--json", library=library).status == (0 if command == "graph" else 2)


def test_what_exists_is_replaced_by_export_and_backup_only_on_request(library: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "folder", tmp_path / "all.jsonl"):
        for words, status in (((), 0), ((), 3), (("--force",), 0)):
            assert chithi("export", target, *words, library=library).status == status
    for words, status in (((), 0), ((), 3), (("--force",), 0)):
        assert chithi("backup", tmp_path / "copy", *words, library=library).status == status
    assert chithi("backup", library, "--force", library=library).status == 3
    assert len(chithi("list", "--json", library=library).json["documents"]) == 2


def test_digest_quotes_word_for_word(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.md"
    pack = run(sample, "digest", "--document", "08-CT/TU", "-o", out, "--json").json
    (item,) = pack["items"]
    assert len(item["points"]) == 6 and item["tasks"] and item["questions"] and item["references"]
    for said in [*item["points"], *item["tasks"]]:
        assert squeeze(said["text"]) in squeeze(page_text(sample, item["id"], said["page"]))
    written = out.read_text(encoding="utf-8")
    assert "Chỉ thị 08-CT/TU" in written and "p. 2, mục II." in written


def test_digest_by_month_and_by_query(sample: Path) -> None:
    month = run(sample, "digest", "--month", "2016-03", "--json").json
    assert month["period"] == "2016-03" and [item["id"] for item in month["items"]] == [DIRECTIVE]
    query = run(sample, "digest", "kỷ luật hành chính", "--json").json
    assert DIRECTIVE in [item["id"] for item in query["items"]]


def test_a_pack_that_cannot_be_written(sample: Path, tmp_path: Path) -> None:
    done = chithi("digest", "--document", "08-CT/TU", "-o", tmp_path / "khong-co" / "pack.md", library=sample)
    assert_fails(done, 3, "pack.md")


@pytest.mark.parametrize(("words", "part"), [((), "--document"), (("--month", "2016-13"), "2016-13")])
def test_a_choice_of_nothing_is_wrong_usage(sample: Path, words: tuple[str, ...], part: str) -> None:
    assert_fails(chithi("digest", *words, library=sample), 2, part)


def test_what_is_new_since_the_last_pack(library: Path, tmp_path: Path) -> None:
    first = chithi("digest", "--new", "--json", "-o", tmp_path / "a.md", library=library).json
    assert len(first["items"]) == 2 and first["kind"] == "month"
    again = chithi("digest", "--new", "-o", tmp_path / "b.md", library=library)
    assert_fails(again, 3, "since the last pack")
    assert not (tmp_path / "b.md").exists()
