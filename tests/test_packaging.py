"""The packages that are declared, imported and locked are the same ones."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = tuple(PROJECT["project"]["optional-dependencies"])
# Distributions whose module has another name.
MODULES = {
    "pdfminer-six": "pdfminer",
    "pillow": "PIL",
    "python-docx": "docx",
    "python-pptx": "pptx",
    "readability-lxml": "readability",
    "sqlite-fts4": "sqlite_fts4",
}


def declared(*optional: str) -> dict[str, str]:
    """Return the lowest version of every package declared for use, with those of the optional parts named."""
    project = PROJECT["project"]
    lines = [*project["dependencies"], *(line for part in optional for line in project["optional-dependencies"][part])]
    found = (re.match(r"([\w.-]+)>=([\d.]+)", line) for line in lines)
    return {normal(match[1]): match[2] for match in found if match}


def locked(name: str) -> dict[str, str]:
    """Return the versions of a lock file by package."""
    return {
        normal(package): version
        for package, version in re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    }


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def numbers(version: str) -> tuple[int, ...]:
    """Return a version's numbers without trailing zeros: `0.8.4.1` and `0.8.4` differ, `5` and `5.0.0` do not."""
    parts = [int(each) for each in re.findall(r"\d+", version)]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


@pytest.mark.parametrize(("package", "lowest"), declared(*EXTRAS).items())
def test_the_lowest_lock_has_the_lowest_versions(package: str, lowest: str) -> None:
    version = numbers(locked("requirements-lowest.txt")[package])
    assert version[: len(numbers(lowest))] == numbers(lowest)


@pytest.mark.parametrize("package", declared("ocr", "pdf", "web", "calendar", "slides"))
def test_every_declared_package_is_locked(package: str) -> None:
    assert package in locked("requirements.txt")


def test_every_import_of_another_package_is_declared() -> None:
    imported = set[str]()
    for path in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                imported.add(node.module.split(".")[0])
    others = imported - set(sys.stdlib_module_names)
    assert others <= {MODULES.get(name, name) for name in declared(*EXTRAS)}
