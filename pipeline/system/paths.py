"""Folders on this machine: the user's own data, and the tables that come with chithi."""

from __future__ import annotations

import os
import sys


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
