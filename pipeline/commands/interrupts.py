"""Ctrl-C, SIGTERM and a closed terminal: the command ends at once, with one sentence and the status that shells expect.

The first signal raises `Interrupted` in the main thread, so that open transactions roll back and temporary files are
deleted. Others within the next seconds are ignored, since that work must not be cut off.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

_PATIENCE = 5.0  # seconds for the end of the command, then a further signal ends it at once
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # as far as a system has them


class Interrupted(KeyboardInterrupt):
    """The command was interrupted by a signal."""


class _Watch:
    """What has happened so far: whether signals are watched, the one received, and when."""

    active = False
    number: signal.Signals | None = None
    since = 0.0


_watch = _Watch()


def watch() -> None:
    """Raise Interrupted from now on when a signal asks to end."""
    _watch.active = True
    for number in _signals():
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            signal.signal(number, _interrupt)
    sys.unraisablehook = _repeat_if_lost


def ignore() -> None:
    """Ignore every further signal: the command is done, and its last lines must not be cut off."""
    for number in _signals() if _watch.active else ():
        signal.signal(number, signal.SIG_IGN)


def status() -> int:
    """Return the exit status after an interruption, as shells expect it (128 + the signal), 0 where there was none."""
    return 128 + _watch.number if _watch.number else 0


def _signals() -> list[signal.Signals]:
    return [number for name in _NAMES if (number := getattr(signal, name, None))]


def _interrupt(number: int, frame: FrameType | None) -> None:
    now = time.monotonic()
    if _watch.number is None:
        _watch.number, _watch.since = signal.Signals(number), now
        raise Interrupted
    if now - _watch.since > _PATIENCE:
        os._exit(128 + number)


def _repeat_if_lost(lost: sys.UnraisableHookArgs) -> None:
    """Interrupt again where Python could not pass the exception on, as in a destructor."""
    if isinstance(lost.exc_value, Interrupted):
        number, _watch.number = _watch.number, None
        if number is not None:
            _thread.interrupt_main(number)
    else:
        sys.__unraisablehook__(lost)
