"""The door of the model: every name is there, and each loads only its own module."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline import model
from tests.command import ROOT

STAGES = ("digest", "document", "hit", "library", "page", "reference")


def test_every_name_of_the_door_exists() -> None:
    for name in model.__all__:
        assert getattr(model, name) is not None, name
    with pytest.raises(AttributeError, match="Nothing"):
        model.Nothing  # noqa: B018


@pytest.mark.parametrize(
    ("name", "stage"),
    [("Hit", "hit"), ("Entry", "library"), ("Page", "page"), ("Header", "document"), ("Work", "reference")],
)
def test_a_name_loads_only_the_module_of_its_stage(name: str, stage: str) -> None:
    code = f"import sys, pipeline.model; pipeline.model.{name}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [each for each in STAGES if f"pipeline.model.{each}" in done.stdout.split()] == [stage]
