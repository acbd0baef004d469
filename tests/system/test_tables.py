"""Tables of tab-separated values: each fault is reported with file, line, column, and what to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.system.tables import Column, Schema, Tables, day, parts, read_registry_table, read_table, schemas

SCHEMA = Schema(
    columns=(
        Column("name", required=True),
        Column("since", "date"),
        Column("count", "integer"),
        Column("kind", choices=frozenset({"a", "b"})),
    ),
    key=("name",),
)
HEADER = "name\tsince\tcount\tkind\n"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (HEADER + "x\t2016-03-30\t3\ta\n\n", []),
        (HEADER + "x\n", []),
        (HEADER + "\t2016-03-30\n", ["line 2, column name: the cell is empty; fill it in."]),
        (HEADER + "x\t31/4/2012\n", ["line 2, column since: “31/4/2012” is not a date; write it as 2016-03-30."]),
        (HEADER + "x\t\tba\n", ["line 2, column count: “ba” is not a whole number; write figures only."]),
        (HEADER + "x\t\t\tc\n", ["line 2, column kind: “c” is not allowed; write one of: a, b."]),
        (HEADER + "x\ny\nx\n", ["line 4, column name: “x” is in the table already; remove one of the two rows."]),
        (HEADER + "x\t\t\t\ty\n", ["line 2: there are more cells than columns; remove the TABs that are too many."]),
        (
            "name\tnote\nx\ty\n",
            [
                "line 1, column note: the table has no such column; remove it."
                " Its columns are: name, since, count, kind."
            ],
        ),
        (
            "since\n2016-03-30\n",
            [
                "line 1, column name: the column is missing; add it to the first line.",
                "line 2, column name: the cell is empty; fill it in.",
            ],
        ),
    ],
)
def test_a_fault_names_line_and_column_and_what_to_do(tmp_path: Path, text: str, faults: list[str]) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(text, encoding="utf-8")
    assert list(map(str, read_table(path, SCHEMA).faults)) == [f"table.tsv, {fault}" for fault in faults]


def test_only_the_faulty_row_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(HEADER + "x\t2016\nz\t 2016-03-30 \n", encoding="utf-8")
    table = read_table(path, SCHEMA)
    assert table.rows == [{"name": "z", "since": "2016-03-30", "count": "", "kind": ""}] and table.lines == [3]


def test_text_of_another_encoding_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_bytes("Chỉ thị".encode("utf-16"))
    table = read_table(path, SCHEMA)
    assert not table.rows and "UTF-8" in str(table.faults[0])


def test_a_link_must_lead_to_a_row(tmp_path: Path) -> None:
    (tmp_path / "documents.tsv").write_text("id\ttype\ttitle\treplaced_by\nx\tluật\tThử\ty\n", encoding="utf-8")
    (tmp_path / "types.tsv").write_text("name\tsphere\nluật\tstate\n", encoding="utf-8")
    (fault,) = Tables(tmp_path).check()
    problem = "“y” is not in column id of documents.tsv; correct it or add it there."
    assert str(fault) == f"documents.tsv, line 2, column replaced_by: {problem}"


def test_a_row_of_a_later_folder_may_not_repeat_a_key(tmp_path: Path) -> None:
    for folder in ("ours", "theirs"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "names.tsv").write_text("name\nLuật Thử\n", encoding="utf-8")
    tables = Tables(tmp_path / "ours", tmp_path / "theirs")
    assert len(tables.rows("names")) == 1
    assert [Path(fault.path).parent.name for fault in tables.check()] == ["theirs"]


def test_a_message_is_in_the_language_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "vi")
    path = tmp_path / "table.tsv"
    path.write_text(HEADER + "\t2016-03-30\n", encoding="utf-8")
    assert str(read_table(path, SCHEMA).faults[0]) == "table.tsv, dòng 2, cột name: ô này còn trống; hãy điền vào."


def test_schemas_name_tables_and_columns_that_exist() -> None:
    for name, schema in schemas().items():
        names = {column.name for column in schema.columns}
        assert {*schema.key, *(link.column for link in schema.links)} <= names, name
        for link in schema.links:
            assert link.target in {column.name for column in schemas()[link.table].columns}, name
    assert read_registry_table("viewers")


def test_cells() -> None:
    assert parts("a | b|") == ("a", "b") and parts("") == ()
    assert day("2016-03-30") == date(2016, 3, 30) and day("") is None
