"""Hide from pipeline/ what Windows lacks, in every Python process that has this folder on its path.

The modules of pipeline/ get `os`, `signal` and `multiprocessing` without what POSIX has, find no `resource` and no
`fcntl`, and lock files through a stand-in for `msvcrt`. Python's own modules and the tests see the real system. Text
files that are opened without naming an encoding are errors: Windows would use the code page.
"""

from __future__ import annotations

import builtins
import os
import signal
import sys
import types
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

HIDDEN = {
    "os": {"fork", "killpg", "getuid", "geteuid", "getpgid", "setsid", "sysconf", "O_ASYNC", "O_NONBLOCK", "mkfifo",
           "register_at_fork", "posix_spawn", "wait", "statvfs"},
    "signal": {"SIGALRM", "SIGHUP", "SIGIO", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGCHLD", "alarm",
               "setitimer", "pthread_sigmask", "pause", "sigwait", "siginterrupt"},
}  # fmt: skip
MISSING = {"resource", "fcntl", "termios", "pwd", "grp", "posix", "pty", "syslog"}
_real_import = builtins.__import__


class Proxy(types.ModuleType):
    """A module without some of its names, and with others in their place."""

    def __init__(self, real: types.ModuleType, hidden: set[str], instead: Mapping[str, Any]) -> None:
        super().__init__(real.__name__)
        self.__dict__.update(_real=real, _hidden=hidden, **instead)

    def __getattr__(self, name: str) -> Any:
        if name in self.__dict__["_hidden"]:
            raise AttributeError(f"Windows has no {self.__name__}.{name}")
        return getattr(self.__dict__["_real"], name)


def _locking(file: int, mode: int, count: int) -> None:
    import fcntl

    fcntl.flock(file, fcntl.LOCK_UN if mode == 0 else fcntl.LOCK_EX | fcntl.LOCK_NB)


_MSVCRT = types.ModuleType("msvcrt")
_MSVCRT.__dict__.update(locking=_locking, LK_UNLCK=0, LK_LOCK=1, LK_NBLCK=2, LK_RLCK=3, LK_NBRLCK=4)
_PROXIES: dict[str, types.ModuleType] = {
    "os": Proxy(os, HIDDEN["os"], {"name": "nt"}),
    "signal": Proxy(signal, HIDDEN["signal"], {"SIGBREAK": signal.SIGUSR1}),
}


def _import(
    name: str,
    given: Mapping[str, Any] | None = None,
    local: Mapping[str, Any] | None = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> types.ModuleType:
    importer = str((given or {}).get("__name__", ""))
    if level or not importer.startswith(("pipeline", "chithi")):
        return _real_import(name, given, local, fromlist or (), level)
    if name in MISSING:
        raise ImportError(f"Windows has no {name}")
    if name == "multiprocessing" and name not in _PROXIES:
        real = _real_import(name)
        _PROXIES[name] = Proxy(real, set(), {"get_all_start_methods": lambda: ["spawn"]})
    if name == "msvcrt":
        return _MSVCRT
    real = _real_import(name, given, local, fromlist or (), level)  # with the submodules that are named
    return _PROXIES.get(name, real)


def install() -> None:
    """Begin to hide, before anything of pipeline/ is imported."""
    hook: Callable[..., types.ModuleType] = _import
    builtins.__import__ = hook
    warnings.filterwarnings("error", category=EncodingWarning, module=r"(pipeline|chithi)(\.|$)")


if os.environ.get("CHITHI_SIMULATE") == "windows" and "sitecustomize" in sys.modules:
    install()
