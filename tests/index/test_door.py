"""Other packages import the index through its door, and it imports only what is below it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pipeline

ROOT = Path(pipeline.__file__).parent
BELOW = {"vietnamese", "system", "model", "errors"}


def imported(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the path inside pipeline/ of every module that a file imports relatively."""
    package = path.relative_to(ROOT).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            if node.module:
                yield (*base, *node.module.split("."))
            else:
                yield from ((*base, alias.name) for alias in node.names)


def test_other_packages_import_the_door_only() -> None:
    below = [
        (str(path), module)
        for path in ROOT.rglob("*.py")
        if path.parent != ROOT / "index"
        for module in imported(path)
        if module[0] == "index" and len(module) > 1
    ]
    assert not below


def test_the_index_imports_only_what_is_below_it() -> None:
    above = {module[0] for path in (ROOT / "index").glob("*.py") for module in imported(path)} - BELOW - {"index"}
    assert not above
