"""Nothing outside of what was asked for: no network, no code from the current folder, no file that others can read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.command import ROOT, SAMPLE

FILE = SAMPLE / "chi-thi-08-ct-tu-dien-bien-2016.pdf"
# Of multiprocessing, in a private folder; of the C library, which asks for user names where a cache of them runs.
_OWN_SOCKET = re.compile(r'sun_path="(?:[^"]*/chithi-[^/"]*/[^"]*|/var/run/nscd/socket)"')


def commands(folder: Path) -> list[list[str]]:
    """Return what a day at an office calls, none of which asks for a network."""
    packs = [["digest", "--month", "2016-03", "-o", str(folder / f"pack.{each}")] for each in ("md", "html", "docx")]
    return [
        ["ingest", str(FILE), str(SAMPLE / "huong-dan-12-hd-btctw-2018.docx")],
        ["search", "kỷ luật"],
        ["read", str(FILE)],
        ["tag", str(FILE)],
        ["refs", "08-CT/TU"],
        ["status", "76-QĐ/TW"],
        ["graph", "05-CT/TW", "-o", str(folder / "map.svg")],
        *packs,
        ["export", str(folder / "export")],
        ["export", str(folder / "export.jsonl")],
        ["backup", str(folder / "copy.sqlite")],
        ["doctor", "--check"],
        ["--help"],
    ]


def environment(folder: Path) -> dict[str, str]:
    own = {key: value for key, value in os.environ.items() if not key.startswith(("CHITHI", "PYTHON"))}
    return {**own, "CHITHI_LIBRARY": str(folder / "library.sqlite"), "CHITHI_REGISTRY": str(folder / "registry")}


@pytest.mark.skipif(os.name != "posix", reason="modes")
def test_what_lies_in_the_current_folder_is_not_executed(tmp_path: Path) -> None:
    """Every module of Python and of the packages has a namesake there; what is written is readable by its owner."""
    here, out = tmp_path / "documents", tmp_path / "out"
    here.mkdir()
    out.mkdir()
    log = tmp_path / "log"
    names = {*sys.stdlib_module_names, *packages_distributions()} - {"chithi", "pipeline"}
    for name in filter(str.isidentifier, names):
        (here / f"{name}.py").write_text(f"open({str(log)!r}, 'a').write(__name__ + '\\n')\nraise SystemExit(99)\n")
    for words in commands(out):
        done = subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), *words], cwd=here, env=environment(out), capture_output=True,
            encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode in (0, 1, 2) and "Traceback" not in done.stderr, done.stderr
    assert not log.exists(), log.read_text()
    written = [each for each in out.rglob("*") if each.name != "registry"]
    assert len(written) > 8
    assert [each for each in written if each.stat().st_mode & 0o077] == []


def _may_trace() -> bool:
    strace = shutil.which("strace")
    return strace is not None and subprocess.run([strace, "-o", os.devnull, "true"], check=False).returncode == 0


@pytest.mark.skipif(not _may_trace(), reason="strace is missing, or this system forbids tracing")
def test_no_connection_is_opened_and_no_port_listened_on(tmp_path: Path) -> None:
    """The whole demo and more; sockets between the processes of one command lie in its private folder."""
    shutil.copytree(ROOT / "corpora" / "sample" / "files", tmp_path / "corpora" / "sample" / "files")
    words = "\n".join(" ".join(map(repr, ["chithi", *each])) for each in commands(tmp_path))
    script = (ROOT / "docs" / "demo.sh").read_text("utf-8") + f"\nset +e\n{words}\n"
    program = tmp_path / "bin" / "chithi"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n')
    program.chmod(0o700)
    trace = tmp_path / "trace"
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=connect,bind,listen,sendto,sendmsg", "-o", str(trace), "sh", "-c", script],
        cwd=tmp_path, env={**environment(tmp_path), "PATH": path}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if "ptrace" in done.stderr and not trace.stat().st_size:
        pytest.skip("strace may not trace here")
    assert (tmp_path / "demo" / "pack.html").exists(), done.stderr
    assert (tmp_path / "pack.docx").exists(), done.stderr
    calls = trace.read_text("utf-8")
    assert "AF_INET" not in calls
    named = [line for line in calls.splitlines() if re.search(r"\b(?:connect|bind)\(", line)]
    assert [line for line in named if not _OWN_SOCKET.search(line)] == []
    assert calls.count(" listen(") == calls.count(" bind(")
