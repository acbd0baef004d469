"""Folders on this machine: the user's own data, and the tables that come with chithi."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

_MOUNTS = "/proc/self/mountinfo"  # proc(5): the fifth field is the folder, the first after “-” the type
_REMOTE = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "gluster", "davfs", "fuse.", "virtiofs", "vboxsf", "drvfs")
_DRIVE_REMOTE = 4  # GetDriveTypeW


def user_data() -> str:
    """Return the folder for data that the user would not want to lose, as the platform's conventions have it."""
    if sys.platform == "linux":
        # The XDG Base Directory Specification in two lines: every search asks, and platformdirs loads tempfile.
        base = os.environ.get("XDG_DATA_HOME", "")
        return os.path.join(base if base.strip() else os.path.expanduser("~/.local/share"), "chithi")
    from platformdirs import user_data_dir

    folder = user_data_dir("chithi", appauthor=False)
    if sys.platform == "darwin":
        # XDG_DATA_HOME, which platformdirs follows on macOS too, must not hide a library that is already there.
        existing = os.path.expanduser("~/Library/Application Support/chithi")
        return existing if os.path.isdir(existing) else folder
    return folder


def registry_data() -> str:
    """Return the folder of the registry's tables, which differs between an installation and a checkout."""
    package = os.path.dirname(os.path.dirname(__file__))
    installed = os.path.join(package, "registry", "data")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "corpora", "registry")


def own_registry() -> str:
    """Return the folder of the works, bodies and aliases that an office has added; CHITHI_REGISTRY names another."""
    return os.environ.get("CHITHI_REGISTRY") or os.path.join(user_data(), "registry")


def is_on_network(path: str) -> bool:
    """Return whether a file is in a folder of another computer, as far as Linux and Windows say so."""
    folder = os.path.realpath(path)
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(folder)[0]
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE
    kind, longest = "", -1
    with suppress(OSError), open(_MOUNTS, encoding="utf-8", errors="surrogateescape") as table:
        for line in table:
            mount, _dash, source = line.partition(" - ")
            point = mount.split()[4].replace("\\040", " ").rstrip("/")
            if len(point) > longest and (folder == point or folder.startswith(f"{point}/")):
                kind, longest = source.split()[0], len(point)
    return kind.startswith(_REMOTE)
