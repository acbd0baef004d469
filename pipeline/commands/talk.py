"""How much a command says: `--quiet`, `--verbose`, and a log file with what happened, never with text of documents."""

from __future__ import annotations

import os
import time
from typing import TextIO

import click

from ..errors import UnwritableFile
from ..i18n import _
from ..output.terminal import one_line
from ..system.os_errors import describe

_KEY = "chithi.talk"


class Talk:
    """What the user wants to hear, and the log."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet, self.verbose = quiet, verbose
        self._began = time.monotonic()
        self._file: TextIO | None = None

    def open_log(self, path: str) -> None:
        """Write to the end of a file from now on. Raises UnwritableFile."""
        try:
            self._file = open(path, "a", encoding="utf-8")  # noqa: SIM115, closed when the program ends
        except OSError as error:
            reason = _("The log cannot be written: {error}.").format(error=describe(error))
            raise UnwritableFile(reason, hint=_("Name another file with --log."), path=path) from error

    def log(self, words: str) -> None:
        """Add a line with the time to the log, if there is one."""
        if self._file:
            self._file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {os.getpid()} {one_line(words)}\n")
            self._file.flush()

    def end(self, status: int) -> None:
        """Log the end of the command."""
        self.log(f"end status={status} seconds={time.monotonic() - self._began:.1f}")

    def fail(self, error: BaseException) -> None:
        """Log an error that was not expected: its kind and the lines of the program, not its words."""
        place = error.__traceback__
        while place:
            self.log(f"  {place.tb_frame.f_code.co_filename}:{place.tb_lineno}")
            place = place.tb_next
        self.log(f"failed {type(error).__name__}")


def talk_of(ctx: click.Context | None = None) -> Talk:
    """Return what was asked for; of a usual command where no command runs."""
    ctx = ctx or click.get_current_context(silent=True)
    found: Talk | None = ctx.find_root().meta.get(_KEY) if ctx else None
    return found or Talk()


def begin(ctx: click.Context, *, quiet: bool, verbose: bool, log: str | None) -> None:
    """Keep what was asked for, before the command or after it."""
    root = ctx.find_root()
    talk: Talk = root.meta.setdefault(_KEY, Talk())
    talk.quiet, talk.verbose = talk.quiet or quiet, talk.verbose or verbose
    if log:
        talk.open_log(log)
        talk.log(f"begin {ctx.command.name if ctx is not root else ctx.invoked_subcommand or root.info_name}")
