"""The folder that installs chithi on Windows: what goes into it, and what its script does with a small wheel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.bundle import environment_of, locked, missing, needed, requirements_of
from tests.command import ROOT

LOCK = (
    "a==1 ; sys_platform == 'linux' \\\n    --hash=sha256:1 \\\n    --hash=sha256:2\nb_c==2 \\\n    --hash=sha256:3\n"
)
WINDOWS = environment_of("3.12", here=False)


def wheel(folder: Path, name: str, *requires: str, version: str = "1.0", main: str = "") -> Path:
    """Write a wheel with no code but a `__main__`."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    lines = [f"Requires-Dist: {each}" for each in requires]
    with ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "")
        archive.writestr(f"{name}/__main__.py", main)
        archive.writestr(
            f"{info}/METADATA", "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *lines])
        )
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


def test_the_lock_is_read_with_its_hashes() -> None:
    found = locked(LOCK, {**WINDOWS, "sys_platform": "linux"})
    assert {name: hashes for name, (_requirement, hashes) in found.items()} == {
        "a": ["sha256:1", "sha256:2"], "b-c": ["sha256:3"],
    }  # fmt: skip
    assert {"click", "spacy", "colorama"} <= set(locked((ROOT / "requirements.txt").read_text("utf-8"), WINDOWS))
    assert "a" not in locked(LOCK, WINDOWS)


def test_what_windows_needs_and_lacks(tmp_path: Path) -> None:
    one = wheel(
        tmp_path, "one", "two>=1; sys_platform == 'win32'", "three; sys_platform == 'linux'", "four; extra == 'x'"
    )
    metadata = {"one": requirements_of(one)}
    assert needed(requirements_of(one), {}, metadata, WINDOWS) == {"two"}
    assert missing(tmp_path, WINDOWS) == ['one needs two>=1; sys_platform == "win32", here is None']
    wheel(tmp_path, "two", version="1.5")
    assert missing(tmp_path, WINDOWS) == []


def run(folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(folder / "cai_dat.py")], capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "LOCALAPPDATA": str(home), "HOME": str(home), "PIP_NO_INDEX": "1"},
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder like the bundle, in a path as people have them."""
    found = tmp_path / "Nguyễn Thị Ngọc Ánh" / "bộ cài"
    (found / "wheels").mkdir(parents=True)
    wheel(found / "wheels", "chithi", main="print('chay')")
    (found / "requirements.txt").write_text("", "utf-8")
    (found / "cai_dat.py").write_bytes((ROOT / "docs" / "windows" / "cai_dat.py").read_bytes())
    return found


@pytest.mark.skipif(os.name == "nt", reason="there the script is tried by hand")
def test_the_script_installs_and_keeps_what_works(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("ensurepip")
    home = tmp_path / "Đặng Văn Ỷ" / "AppData"
    done = run(folder, home)
    assert done.returncode == 0, done.stdout + done.stderr
    start = home / "chithi" / "chithi.sh"
    assert subprocess.run([str(start)], capture_output=True, encoding="utf-8", check=True).stdout == "chay\n"
    (folder / "wheels" / "chithi-1.0-py3-none-any.whl").unlink()
    wheel(folder / "wheels", "chithi", version="2.0", main="raise SystemExit(1)")
    done = run(folder, home)
    assert done.returncode == 1 and "Không có gì bị mất" in done.stdout
    assert subprocess.run([str(start)], capture_output=True, encoding="utf-8", check=True).stdout == "chay\n"


def test_the_command_file_is_plain_and_complete() -> None:
    text = (ROOT / "docs" / "windows" / "cai-dat.cmd").read_bytes()
    assert text.isascii() and b"cai_dat.py" in text and b"%~dp0" in text
