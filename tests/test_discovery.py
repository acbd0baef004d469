"""Paths → files: known formats once and in order, what is left out counted, what cannot be opened named."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from pipeline.discovery import find_files, is_readable, kinds
from pipeline.errors import UsageError
from tests.command import SAMPLE

FILES = ("chi-thi-26-ct-ttg-2016.pdf", "cong-van-1386-ubnd-nc-2016.pdf")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "van-ban"
    (made / "sau").mkdir(parents=True)
    for name in FILES:
        shutil.copy(SAMPLE / name, made)
    shutil.copy(SAMPLE / FILES[0], made / "sau" / "BẢN SAO.PDF")
    return made


def test_supported_formats_once_and_in_order(folder: Path) -> None:
    found = find_files([folder, folder / FILES[0]])
    assert [path.name for path in found.files] == [*FILES, "BẢN SAO.PDF"]
    assert not found.set_aside and not found.skipped
    with pytest.raises(UsageError):
        find_files([folder / "khong-co"])


def test_what_is_left_out_is_counted_by_kind(folder: Path) -> None:
    for name in ("a.xlsx", "b.XLSX", "sau/c.exe", "khong-duoi", "~$khoa.docx", ".an.pdf", "Thumbs.db", "desktop.ini"):
        (folder / name).write_bytes(b"x")
    Image.new("L", (64, 64)).save(folder / "bieu-tuong.png")
    found = find_files([folder])
    assert found.skipped == {".xlsx": 2, ".exe": 1, "": 1, ".png": 1}
    assert kinds(found.skipped).startswith(".xlsx (2), ")
    assert is_readable(".xlsx") and not is_readable(".exe")


def test_a_file_without_ending_is_known_by_its_content(folder: Path) -> None:
    (folder / FILES[0]).rename(folder / "chi-thi-26")
    assert "chi-thi-26" in {path.name for path in find_files([folder]).files}


def test_pictures_of_a_saved_web_page_are_no_documents(folder: Path) -> None:
    (folder / "trang.html").write_text("<p>Chỉ thị</p>", encoding="utf-8")
    (folder / "trang_files").mkdir()
    Image.new("L", (1000, 1400)).save(folder / "trang_files" / "nen.png")
    found = find_files([folder])
    assert "nen.png" not in {path.name for path in found.files} and not found.skipped


def test_zip_files_are_folders(folder: Path) -> None:
    path = folder / "goi.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.write(folder / FILES[0], "sau/a.pdf")
        for name in ("b.xlsx", "~$khoa.docx", "__MACOSX/c.pdf", "d.exe"):
            packed.writestr(name, b"x")
    for paths in ([folder], [path]):
        found = find_files(paths)
        (member,) = found.members.values()
        assert member.path == f"{path}!/sau/a.pdf" and member.size == (folder / FILES[0]).stat().st_size
        assert found.skipped == {".xlsx": 1, ".exe": 1}


def test_a_folder_with_nothing_to_read_says_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").touch()
    with pytest.raises(UsageError, match=r"\.xlsx \(1\)"):
        find_files([tmp_path])


def test_a_damaged_container_is_set_aside(folder: Path) -> None:
    (folder / "hong.zip").write_bytes(b"PK\x03\x04")
    found = find_files([folder])
    assert [Path(item.path).name for item in found.set_aside] == ["hong.zip"] and len(found.files) == 3


def test_a_link_out_of_the_folder_is_followed_only_where_asked(tmp_path: Path) -> None:
    inside, outside = tmp_path / "trong", tmp_path / "ngoai"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "a.txt").write_text(folder.name, encoding="utf-8")
    (inside / "tep.txt").symlink_to(outside / "a.txt")
    (inside / "thu-muc").symlink_to(outside)
    (inside / "cung-thu-muc.txt").symlink_to(inside / "a.txt")
    found = find_files([inside])
    assert [path.parent.name for path in found.files] == ["trong"]
    assert {Path(item.path).name for item in found.set_aside} == {"tep.txt", "thu-muc"}
    followed = find_files([inside], follow=True)
    assert {path.parent.name for path in followed.files} == {"trong", "ngoai"} and not followed.set_aside
