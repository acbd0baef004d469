"""docs/architecture.md and docs/glossary.md say what the code is: packages, the direction of imports, names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import ROOT

PIPELINE = ROOT / "pipeline"
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
ROWS = re.findall(r"^\| (`[^|]+) \|", PAGE, re.MULTILINE)
ORDER = {
    name.rstrip("/").removesuffix(".py"): place for place, row in enumerate(ROWS) for name in re.findall("`(.+?)`", row)
}


def room(path: Path) -> str:
    """Return the package of a module, or the name of a module that is in none."""
    return path.relative_to(PIPELINE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Yield the rooms that a module imports from, also inside functions, but not those for type checking only."""
    package = path.relative_to(PIPELINE).parent.parts
    tree = ast.parse(path.read_text("utf-8"))
    guards = (node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    for_types = {id(each) for guard in guards for node in guard.body for each in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.ImportFrom) and node.level:
            base = (*package[: len(package) - node.level + 1], *(node.module or "").split("."))
            names = [each for each in base if each]
            yield from [names[0]] if names else [alias.name for alias in node.names]


MODULES = sorted(
    path for path in PIPELINE.rglob("*.py") if path.parent != PIPELINE or path.stem.strip("_") == path.stem
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PIPELINE)))
def test_imports_go_down_the_list(path: Path) -> None:
    own = ORDER[room(path)]
    upwards = {name for name in imports(path) if name != room(path) and ORDER.get(name, own) < own}
    assert upwards == set()


def test_every_package_is_on_the_page() -> None:
    rooms = {room(path) for path in MODULES}
    assert rooms == set(ORDER) - {"cli"}


def test_nothing_outside_imports_the_modules_of_the_index() -> None:
    inner = re.compile(r"from \.+(?:pipeline\.)?index\.\w+ import")
    assert [path for path in MODULES if room(path) != "index" and inner.search(path.read_text("utf-8"))] == []


def named_files(page: str) -> list[str]:
    return sorted(set(re.findall(r"`([a-z_/]+\.(?:py|tsv|svg))`", page)))


@pytest.mark.parametrize("name", named_files(PAGE) + named_files(GLOSSARY))
def test_files_on_the_pages_exist(name: str) -> None:
    assert any(
        path.as_posix().endswith(f"/{name}")
        for path in (*ROOT.rglob("pipeline/**/*"), *ROOT.glob("corpora/registry/*"), ROOT / name)
    )


def names_in_code() -> set[str]:
    """Return every identifier, string key and module name of the code."""
    text = "\n".join(path.read_text("utf-8") for path in PIPELINE.rglob("*.py"))
    return set(re.findall(r"\w+", text)) | {path.stem for path in PIPELINE.rglob("*")}


def glossary_rows() -> list[list[str]]:
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in GLOSSARY.splitlines() if line[:2] == "| "
    ]
    return [row for row in rows if row[0] != "Vietnamese"]


def test_names_of_the_glossary_are_in_the_code() -> None:
    known = names_in_code()
    missing = [
        name
        for row in glossary_rows()
        for name in re.findall(r"`(.+?)`", row[2])
        if not set(re.findall(r"\w+", name.removesuffix(".py").removesuffix(".tsv"))) <= known
        and not (ROOT / "corpora" / "registry" / name).exists()
    ]
    assert not missing, missing


def test_the_glossary_has_no_term_twice() -> None:
    terms = [row[1] for row in glossary_rows()]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []
