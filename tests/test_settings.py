"""The office's settings beside its library."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.errors import UnwritableFile, UsageError
from pipeline.settings import Settings, read_settings, settings_path, write_settings


def test_without_a_file_everything_is_open(tmp_path: Path) -> None:
    assert read_settings(str(tmp_path / "library.sqlite")) == Settings()


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    library = str(tmp_path / "sub" / "library.sqlite")
    given = Settings('Chi bộ "Sở"', "", (str(tmp_path / "văn bản"), "C:\\van-ban"), "vi")
    path = Path(write_settings(library, given))
    assert path.parent == tmp_path / "sub"
    assert tomllib.loads(path.read_text("utf-8"))["folders"][1] == "C:\\van-ban"
    read = read_settings(library)
    assert (read.unit, read.language, read.folders[0]) == ('Chi bộ "Sở"', "vi", str(tmp_path / "văn bản"))


def test_names_are_relative_to_the_settings(tmp_path: Path) -> None:
    library = str(tmp_path / "library.sqlite")
    text = 'folders = ["den", "di"]\nmembers = "dang-vien.csv"\n'
    Path(settings_path(library)).write_text(text, "utf-8-sig")
    assert read_settings(library).folders == (str(tmp_path / "den"), str(tmp_path / "di"))
    assert read_settings(library).members == str(tmp_path / "dang-vien.csv")


def test_settings_of_the_user_are_never_replaced(tmp_path: Path) -> None:
    library = str(tmp_path / "library.sqlite")
    write_settings(library, Settings(unit="Chi bộ một"))
    with pytest.raises(UnwritableFile):
        write_settings(library, Settings(unit="Chi bộ hai"))
    assert read_settings(library).unit == "Chi bộ một"
    write_settings(library, Settings(unit="Chi bộ hai"), force=True)
    assert read_settings(library).unit == "Chi bộ hai"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("unit = Chi bộ", "TOML"),
        ('folder = "den"', "folders"),
        ('folders = "den"', "list"),
        ("unit = 5", "text"),
        ('language = "fr"', "vi or en"),
    ],
)
def test_a_mistake_is_one_sentence_with_the_file(tmp_path: Path, text: str, part: str) -> None:
    library = str(tmp_path / "library.sqlite")
    Path(settings_path(library)).write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        read_settings(library)
    assert part in caught.value.reason
    assert caught.value.path == settings_path(library)


def test_settings_of_another_encoding_are_refused(tmp_path: Path) -> None:
    library = str(tmp_path / "library.sqlite")
    Path(settings_path(library)).write_bytes('unit = "Chi bộ"'.encode("cp1258", "replace") + b"\xff")
    with pytest.raises(UsageError):
        read_settings(library)
