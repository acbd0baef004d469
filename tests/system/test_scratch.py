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


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_program_started_in_an_abandoned_folder_is_ended(temporary: Path) -> None:
    folder = temporary / "chithi-abandoned"
    folder.mkdir()
    (folder / ".lock").touch()
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], cwd=folder) as program:
        sweep()
        assert program.wait() == -signal.SIGKILL
    assert list(temporary.iterdir()) == []


def test_workers_leave_nothing_in_the_temporary_folder(temporary: Path) -> None:
    code = "from pipeline.worker_process import NORMAL, run_within_limits\nfrom functools import partial\n"
    code += "if __name__ == '__main__':\n    run_within_limits(partial(sum, (1, 2)), NORMAL)\n"
    (temporary / "code.py").write_text(code)
    environment = {**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, str(temporary / "code.py")], cwd=ROOT, env=environment, check=True)
    assert [each.name for each in temporary.iterdir()] == ["code.py"]
