"""Where a user's own data stands on each platform."""

from __future__ import annotations

import os
import sys


def user_data() -> str:
    """The folder for what the user would not want to lose."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    return os.path.join(base, "chithi")


def registry_data() -> str:
    """Return the folder of the registry's tables, which differs between an installation and a checkout."""
    package = os.path.dirname(os.path.dirname(__file__))
    installed = os.path.join(package, "registry", "data")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "corpora", "registry")


def own_registry() -> str:
    """The folder of the works, bodies and names that an office has added; CHITHI_REGISTRY names another one."""
    return os.environ.get("CHITHI_REGISTRY") or os.path.join(user_data(), "registry")
