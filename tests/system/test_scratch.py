"""Private folders: deleted at the end, swept when their program was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pipeline.system.scratch import scratch_folder, sweep
from tests.command import ROOT


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_is_private_and_deleted(temporary: Path) -> None:
    with scratch_folder() as folder:
        assert os.name != "posix" or folder.stat().st_mode & 0o777 == 0o700
        (folder / "a").write_text("x")
        sweep()  # another program's start
        assert (folder / "a").exists()
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_what_a_killed_program_left_is_swept(temporary: Path) -> None:
    code = "import os, signal\nfrom pipeline.system.scratch import scratch_folder\nwith scratch_folder() as folder:\n"
    code += "    (folder / 'a').write_text('x')\n    os.kill(os.getpid(), signal.SIGKILL)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "TMPDIR": str(temporary)}, check=False
    )
    assert done.returncode == -signal.SIGKILL and len(list(temporary.iterdir())) == 1
    sweep()
    assert list(temporary.iterdir()) == []
