"""Install chithi from this folder, without a network: an environment of its own, and a link on the desktop.

Called by cai-dat.cmd with the Python of the machine; only the standard library is used. It may be run again: the
environment is made anew, the library and the settings of the office are not touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
NAME = "chithi - tra cuu van ban"
# The desktop may be in another folder (OneDrive), so Windows is asked; paths come by variables, never as code.
LINK = """
$shell = New-Object -ComObject WScript.Shell
$link = $shell.CreateShortcut((Join-Path ([Environment]::GetFolderPath('Desktop')) ($env:CHITHI_LINK + '.lnk')))
$link.TargetPath = $env:CHITHI_START
$link.WorkingDirectory = $env:CHITHI_FOLDER
$link.Description = 'chithi'
$link.Save()
"""


def main() -> int:
    """Install, and say what was done and what failed; return the exit status."""
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / ".local" / "share") / "chithi"
    environment, before = folder / "env", folder / "env-cu"
    print(f"Cài chithi vào: {folder}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(before, ignore_errors=True)
        if environment.exists():
            environment.rename(before)
    except OSError as error:
        print(f"Chưa thay được bản cũ ({error}): hãy đóng cửa sổ chithi đang chạy rồi chạy lại cai-dat.cmd.")
        return 1
    try:
        venv.create(environment, with_pip=True)
        install(environment)
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(environment, ignore_errors=True)
        if before.exists():
            before.rename(environment)
        print(f"Không cài được: {error}")
        print("Không có gì bị mất. Hãy chép cả thư mục này vào ổ đĩa của máy rồi chạy lại.")
        return 1
    shutil.rmtree(before, ignore_errors=True)
    start = starter(folder, environment)
    print(f"Đã cài xong. Mở chithi bằng biểu tượng “{NAME}” trên màn hình, hoặc chạy: {start}")
    if not link(folder, start):
        print("Chưa đặt được biểu tượng trên màn hình; hãy tự tạo lối tắt tới tệp trên.")
    return 0


def python_of(environment: Path) -> Path:
    """Return the Python of an environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install(environment: Path) -> None:
    """Install every wheel of this folder, nothing from elsewhere, and see whether the program starts."""
    python = str(python_of(environment))
    variables = {**os.environ, "PYTHONUTF8": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    own = [str(path) for path in sorted((HERE / "wheels").glob("chithi-*.whl"))]
    base = [python, "-m", "pip", "install", "-q", "--no-index", "--no-deps", "--find-links", str(HERE / "wheels")]
    for words in (
        [*base, "--require-hashes", "-r", str(HERE / "requirements.txt")],
        [*base, *own],
        [python, "-m", "chithi", "--version"],
    ):
        subprocess.run(words, check=True, env=variables, cwd=environment)


def starter(folder: Path, environment: Path) -> Path:
    """Write what the link starts: the pages of the browser, and words to read if that fails."""
    if os.name != "nt":
        path = folder / "chithi.sh"
        path.write_text(f'#!/bin/sh\nexec "{python_of(environment)}" -m chithi serve "$@"\n', encoding="utf-8")
        path.chmod(0o755)
        return path
    path = folder / "chithi.cmd"
    # Relative to itself: the path of the user's folder may have letters that the code page lacks.
    path.write_bytes(
        b"@echo off\r\nset PYTHONUTF8=1\r\nchcp 65001 >nul\r\n"
        b'"%~dp0env\\Scripts\\python.exe" -m chithi serve %*\r\nif errorlevel 1 pause\r\n'
    )
    return path


def link(folder: Path, start: Path) -> bool:
    """Put a link on the desktop; return whether that worked."""
    if os.name != "nt":
        return False
    variables = {**os.environ, "CHITHI_LINK": NAME, "CHITHI_START": str(start), "CHITHI_FOLDER": str(folder)}
    done = subprocess.run(["powershell", "-NoProfile", "-NonInteractive", "-Command", LINK], env=variables, check=False)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
