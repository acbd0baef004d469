"""The registry as a whole: its tables have no faults, and an office may add rows."""

import re
from pathlib import Path

import pytest

from pipeline.registry import FOLDER, Registry, load
from pipeline.system.tables import schemas


def test_the_tables_that_come_with_chithi_have_no_faults() -> None:
    assert list(map(str, Registry().check())) == []


def test_every_table_has_a_schema_and_every_column_is_in_the_readme() -> None:
    assert {path.stem for path in FOLDER.glob("*.tsv")} == schemas().keys()
    readme = (FOLDER / "README.md").read_text("utf-8")
    columns = {column.name for schema in schemas().values() for column in schema.columns}
    assert not [name for name in columns if f"`{name}`" not in readme]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.stem)
def test_cells_have_no_blanks_around_them(path: Path) -> None:
    cells = [cell for line in path.read_text(encoding="utf-8").splitlines() for cell in line.split("\t")]
    assert [cell for cell in cells if cell != cell.strip()] == []


def test_rows_of_an_office_come_last_and_add_to_every_table(tmp_path: Path) -> None:
    (tmp_path / "types.tsv").write_text("name\tsymbols\tsphere\nchỉ dẫn\tCD\tstate\n", encoding="utf-8")
    (tmp_path / "names.tsv").write_text("\ufeffname\r\nLuật Thử nghiệm\r\n", encoding="utf-8")
    registry = Registry(extra=tmp_path)
    assert registry.check() == []
    assert registry.types.all[-1].name == "chỉ dẫn" and registry.types.of_symbol("cd") == (registry.types.all[-1],)
    assert registry.rows("names")[-1]["name"] == "Luật Thử nghiệm"


def test_an_issuer_that_is_not_a_body_is_reported_and_its_work_used(tmp_path: Path) -> None:
    (tmp_path / "documents.tsv").write_text("id\ttype\tissuer\ttitle\nx\tluật\tBan Nọ\tThử\n", encoding="utf-8")
    registry = Registry(extra=tmp_path)
    assert [(fault.line, fault.column) for fault in registry.check()] == [(2, "issuer")]
    assert registry.works.get("x")


def test_every_printed_authority_means_one_of_four() -> None:
    rows = [row for row in load().rows("signing") if row["kind"] == "authority"]
    assert {row["means"] for row in rows} == {"T/M", "K/T", "T/L", "TUQ"}
    assert {"T/M", "TM", "KT", "TL", "TUQ", "THỪA LỆNH"} <= {row["printed"] for row in rows}


def test_words_of_signing_have_the_letters_that_readers_compare() -> None:
    rows = load().rows("signing")
    assert {row["kind"] for row in rows} >= {"authority", "office", "rank", "speaker"}
    assert len({(row["kind"], row["printed"]) for row in rows}) == len(rows)
    # Offices and speakers are compared with folded lines, authorities with lines of capitals.
    assert all(row["printed"].islower() for row in rows if row["kind"] in {"office", "speaker"})
    assert all(row["printed"].isupper() for row in rows if row["kind"] == "authority")


def test_counted_nouns_have_an_example_with_a_figure() -> None:
    rows = load().rows("counted")
    assert [row["noun"] for row in rows if not re.search(rf"\d {row['noun']}(?!\w)", row["example"])] == []
