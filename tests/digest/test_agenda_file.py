"""Agenda files: what they say, and one sentence for every mistake."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.digest.agenda_file import read_agenda
from pipeline.digest.session import PlannedStep
from pipeline.errors import UsageError


def test_what_a_file_says(tmp_path: Path) -> None:
    path = tmp_path / "thang-3.toml"
    path.write_text(
        'unit = "Chi bộ Sở Ngoại vụ"\ndocuments = ["08-CT/TU"]\nsince = 2016-03-01\nminutes = 60\n'
        '[[steps]]\ntitle = "Chào cờ"\nminutes = 5\n[[steps]]\ntitle = "Học tập"\nminutes = 40\nstudy = true\n',
        encoding="utf-8",
    )
    assert read_agenda(str(path)) == {
        "unit": "Chi bộ Sở Ngoại vụ",
        "documents": ["08-CT/TU"],
        "since": date(2016, 3, 1),
        "minutes": 60,
        "steps": (PlannedStep("Chào cờ", 5), PlannedStep("Học tập", 40, study=True)),
    }


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("documents = 08-CT/TU", "TOML"),
        ('document = ["08-CT/TU"]', "“document”"),
        ('documents = "08-CT/TU"', "“documents”"),
        ("documents = [8]", "“documents”"),
        ('minutes = "90"', "“minutes”"),
        ("minutes = true", "“minutes”"),
        ("minutes = 5", "“minutes”"),
        ("sentences = 0", "“sentences”"),
        ('since = "1/3/2016"', "“since”"),
        ("since = 2016-03-01T00:00:00", "“since”"),
        ("steps = [1]", "“steps”"),
        ('[[steps]]\nname = "Học"', "“steps.name”"),
        ('[[steps]]\ntitle = "Học"\nstudy = true', "title"),
        ('[[steps]]\ntitle = "Học"\nminutes = 40', "study = true"),
        ('[[steps]]\ntitle = "Học"\nminutes = 4\nstudy = true', "30"),
    ],
)
def test_a_mistake_is_explained_in_one_sentence(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        read_agenda(str(path))
    assert named in error.value.reason
    assert "\n" not in str(error.value)
    assert error.value.path == str(path)


def test_a_missing_or_broken_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_agenda(str(tmp_path / "khong-co.toml"))
    (tmp_path / "b.toml").write_bytes(b"unit = \xff")
    with pytest.raises(UsageError):
        read_agenda(str(tmp_path / "b.toml"))
