"""Members of a cell from TOML and CSV files."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.digest.members import read_members
from pipeline.errors import UsageError
from pipeline.model import Member

TWO = (Member("Lò Văn Thuận", "Bí thư"), Member("Quàng Thị Hoa"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.toml", 'members = [{ name = "Lò Văn Thuận", role = "Bí thư" }, "Quàng Thị Hoa"]'),
        ("a.csv", "Họ và tên;Chức vụ\nLò Văn Thuận;Bí thư\nQuàng Thị Hoa;\n"),
        ("a.csv", "\ufeffSTT,Họ tên,Chức vụ\n1,Lò Văn Thuận,Bí thư\n2,Quàng Thị Hoa\n"),
        ("a.csv", "Lò Văn Thuận\tBí thư\n\nQuàng  Thị Hoa\n"),
    ],
)
def test_members_are_read(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    assert read_members(str(file)) == TWO


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.toml", b"members = 3"), ("a.toml", b"["), ("a.csv", b""), ("a.csv", b"\xff\xfe\x00"), ("b.csv", None),
     ("a.toml", b"members = [{ rank = 1 }]")],
)  # fmt: skip
def test_a_wrong_file_is_named(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError) as error:
        read_members(str(tmp_path / name))
    assert error.value.path and name in error.value.path


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(b"PK\x03\x04junk")
    with pytest.raises(UsageError):
        read_members(str(path))
