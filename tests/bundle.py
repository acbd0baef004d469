"""Make the folder that installs chithi on Windows without a network: what `make bundle` runs.

python -m tests.bundle [--python 3.12] [--here] [FOLDER]

FOLDER (default: build/chithi-windows) gets the wheels for Windows x64 that requirements.txt pins, with their hashes,
chithi's own wheel, and what installs them. `--here` takes wheels of this machine instead, and tries the installation
below a path with blanks and Vietnamese letters, without a network. Every wheel's own requirements must be met in it.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile

from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

ROOT = Path(__file__).parents[1]
FILES = ("cai-dat.cmd", "cai_dat.py", "DOC-TRUOC.txt")
# Packages of the lock that Windows cannot use: WeasyPrint needs Pango, which no wheel has.
EXTRAS = ("web", "calendar", "slides", "ocr", "watch")


def environment_of(python: str, *, here: bool) -> dict[str, str]:
    """Return the values of markers on the machine that the folder is for."""
    values = {key: str(value) for key, value in default_environment().items()}
    if not here:
        values |= {
            "os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64",
            "python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }  # fmt: skip
    return values


def locked(text: str, environment: Mapping[str, str]) -> dict[str, tuple[Requirement, list[str]]]:
    """Return the packages of a lock file that a machine needs, by name, each with its hashes."""
    found: dict[str, tuple[Requirement, list[str]]] = {}
    for block in re.split(r"\n(?=\S)", text.replace("\\\n", " ")):
        if block.strip() and not block.startswith("#"):
            words, *hashes = re.split(r"\s+--hash=", block.strip())
            requirement = Requirement(words)
            if requirement.marker and not _applies(requirement.marker, environment):
                continue
            found[canonicalize_name(requirement.name)] = requirement, hashes
    return found


def needed(
    wanted: Iterator[Requirement] | list[Requirement],
    lock: Mapping[str, tuple[Requirement, list[str]]],
    metadata: Mapping[str, list[Requirement]],
    environment: Mapping[str, str],
) -> set[str]:
    """Return the names of what is wanted and all that it needs, as far as `metadata` says."""
    names: set[str] = set()
    todo = [(each, "") for each in wanted]
    while todo:
        requirement, _from = todo.pop()
        if requirement.marker and not _applies(requirement.marker, environment):
            continue
        name = canonicalize_name(requirement.name)
        if name in names:
            continue
        names.add(name)
        todo += [(each, name) for each in metadata.get(name, [])]
    return names


def _applies(marker: Marker, environment: Mapping[str, str]) -> bool:
    return marker.evaluate({**environment, "extra": ""})


def requirements_of(wheel: Path) -> list[Requirement]:
    """Return what a wheel requires."""
    with ZipFile(wheel) as archive:
        name = next(each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        headers = HeaderParser().parsestr(archive.read(name).decode())
    return [Requirement(each) for each in headers.get_all("Requires-Dist") or []]


def missing(folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Return what wheels of a folder require that it does not have in a fitting version."""
    wheels = {canonicalize_name(parse_wheel_filename(path.name)[0]): path for path in folder.glob("*.whl")}
    versions: dict[str, Version] = {name: parse_wheel_filename(path.name)[1] for name, path in wheels.items()}
    found = []
    for name, path in sorted(wheels.items()):
        for each in requirements_of(path):
            if each.marker and not _applies(each.marker, environment):
                continue
            version = versions.get(canonicalize_name(each.name))
            if version is None or version not in each.specifier:
                found.append(f"{name} needs {each}, here is {version}")
    return found


def make(target: Path, python: str, *, here: bool) -> None:
    """Fill a folder. Raises SystemExit where a wheel is missing."""
    shutil.rmtree(target, ignore_errors=True)
    wheels = target / "wheels"
    wheels.mkdir(parents=True)
    environment = environment_of(python, here=here)
    pip("wheel", "--no-deps", "--no-build-isolation", "-w", wheels, ROOT)
    (own,) = wheels.glob("chithi-*.whl")
    lock = locked((ROOT / "requirements.txt").read_text(encoding="utf-8"), environment)
    wanted = [
        each
        for each in requirements_of(own)
        if each.marker is None or any(each.marker.evaluate({**environment, "extra": extra}) for extra in EXTRAS)
    ]
    for each in wanted:
        each.marker = None
    platform = () if here else (
        "--platform", "win_amd64", "--implementation", "cp", "--python-version", python, "--abi",
        f"cp{python.replace('.', '')}", "--abi", "abi3", "--abi", "none",
    )  # fmt: skip
    # What is needed shows as wheels come: the lock does not say which package needs which.
    metadata: dict[str, list[Requirement]] = {}
    while todo := needed(wanted, lock, metadata, environment) - metadata.keys():
        lines = []
        for name in sorted(todo):
            if name not in lock:
                raise SystemExit(f"requirements.txt does not have {name}")
            requirement, hashes = lock[name]
            lines.append(f"{requirement.name}{requirement.specifier} " + " ".join(f"--hash={each}" for each in hashes))
        with tempfile.TemporaryDirectory() as folder:
            listed = Path(folder) / "requirements.txt"
            listed.write_text("\n".join(lines), encoding="utf-8")
            pip(
                "download",
                "--no-deps",
                "--only-binary",
                ":all:",
                "--require-hashes",
                *platform,
                "-d",
                wheels,
                "-r",
                listed,
            )
        with (target / "requirements.txt").open("a", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))
        for path in wheels.glob("*.whl"):
            metadata[canonicalize_name(parse_wheel_filename(path.name)[0])] = requirements_of(path)
    if lacking := missing(wheels, environment):
        raise SystemExit("\n".join(lacking))
    for name in FILES:
        text = (ROOT / "docs" / "windows" / name).read_text(encoding="utf-8")
        text = text.replace("@VERSION@", python).replace("@TUPLE@", python.replace(".", ", "))
        (target / name).write_bytes(text.replace("\n", "\r\n" if name != "cai_dat.py" else "\n").encode())


def pip(*words: str | Path) -> None:
    """Run pip of this Python."""
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *map(str, words)], check=True, cwd=ROOT
    )


def try_out(folder: Path) -> None:
    """Install from a copy of a folder in a path with blanks and Vietnamese letters, and use what is installed."""
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary) / "Nguyễn Thị Ngọc Ánh" / "Hồ sơ của tôi"
        copy = home / "bộ cài chithi"
        shutil.copytree(folder, copy)
        variables = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "CHITHI", "PIP"))},
            "LOCALAPPDATA": str(home / "AppData"), "HOME": str(home), "PIP_NO_INDEX": "1",
        }  # fmt: skip
        for _again in range(2):
            subprocess.run([sys.executable, str(copy / "cai_dat.py")], check=True, env=variables)
        python = home / "AppData" / "chithi" / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
        library = home / "thư viện.sqlite"
        for words in (["ingest", str(ROOT / "corpora" / "sample" / "files" / "chi-thi-08-ct-tu-dien-bien-2016.pdf")],
                      ["search", "kỷ luật"], ["serve", "--help"]):  # fmt: skip
            subprocess.run(
                [str(python), "-m", "chithi", "--library", str(library), *words],
                check=True, env=variables, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        shutil.rmtree(copy)


def main() -> None:
    """Make the folder and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "chithi-windows")
    parser.add_argument("--python", default="3.12", help="version of Python on the other machine")
    parser.add_argument("--here", action="store_true", help="for this machine, and install it")
    options = parser.parse_args()
    python = ".".join(map(str, sys.version_info[:2])) if options.here else options.python
    make(options.folder, python, here=options.here)
    if options.here:
        try_out(options.folder)
    files = [path for path in options.folder.rglob("*") if path.is_file()]
    print(f"{options.folder}: {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
