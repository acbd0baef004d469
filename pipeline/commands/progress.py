"""How far a long command is: one line that is drawn again on a terminal, plain lines every few seconds elsewhere."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable
from typing import TextIO

from ..i18n import _, ngettext
from ..output.terminal import one_line

_WIDTH = 60  # columns at most: a line that wraps cannot be drawn again
_BAR = 12  # cells
_PLAIN, _DRAWN = 5.0, 0.1  # seconds between lines, and between drawings
_WINDOW = 30.0  # seconds over which the rate is taken: files differ, and those read last say most of the next ones
_SOON = 2.0  # seconds before a time left is worth saying


class Progress:
    """The progress of one run over files, written to a stream."""

    def __init__(
        self,
        stream: TextIO,
        *,
        hidden: bool = False,
        each: bool = False,
        columns: int = _WIDTH,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Write to `stream`, or nothing if `hidden`; with `each`, a line for each file instead."""
        self._stream, self._hidden, self._each, self._clock = stream, hidden, each, clock
        self._redrawn = stream.isatty() and os.environ.get("TERM") != "dumb" and not each
        self._columns = min(columns - 1, _WIDTH)
        self._total = self._done = self._drawn = 0
        self._began = self._said = 0.0
        self._marks: deque[tuple[float, int]] = deque()

    def start(self, total: int) -> None:
        """Begin with so many files to read."""
        self._total, self._done = total, 0
        self._began = self._said = self._clock()
        self._marks = deque([(self._began, 0)])
        self._show(self._began)

    def advance(self, path: str) -> None:
        """Count a file that has been read."""
        now = self._clock()
        self._done += 1
        self._marks.append((now, self._done))
        while len(self._marks) > 2 and now - self._marks[0][0] > _WINDOW:
            self._marks.popleft()
        if self._each:
            self._write(f"{self._done}/{self._total}  {one_line(path)}\n")
        elif now - self._said >= (_DRAWN if self._redrawn else _PLAIN) or (self._redrawn and self._done == self._total):
            self._said = now
            self._show(now, one_line(os.path.basename(path)))

    def close(self) -> None:
        """Remove the line from the terminal."""
        if self._drawn:
            self._write("\r" + " " * self._drawn + "\r")
            self._drawn = 0

    @property
    def rate(self) -> float:
        """Return the number of files read in a second recently."""
        (then, before), (now, done) = self._marks[0], self._marks[-1]
        return (done - before) / (now - then) if now > then else 0.0

    def _show(self, now: float, name: str = "") -> None:
        if not self._total:
            return
        if self._redrawn:
            line = self._line(now)
            room = self._columns - len(line) - 2
            line += f"  {name if len(name) <= room else name[: room - 1] + '…'}" if name and room > 8 else ""
            line = line[: self._columns]
            self._write("\r" + line.ljust(self._drawn))
            self._drawn = len(line)
        elif self._done:
            said = _("{done} of {total} files are done.").format(done=self._done, total=self._total)
            self._write(f"{said} {self._speed(now)}".rstrip() + "\n")

    def _line(self, now: float) -> str:
        filled = _BAR * self._done // self._total
        bar = "█" * filled + "·" * (_BAR - filled)
        return _("Reading") + f" {bar} {self._done}/{self._total}  {self._speed(now)}".rstrip()

    def _speed(self, now: float) -> str:
        """Return the rate and the time left; nothing while they are not known."""
        if not self.rate or now - self._began < _SOON:
            return ""
        rate = _("{rate} files/s").format(rate=f"{self.rate:.1f}" if self.rate < 10 else round(self.rate))
        left = (self._total - self._done) / self.rate
        if left < 1:
            return rate
        return f"{rate}, " + _("{time} left").format(time=duration(left))

    def _write(self, text: str) -> None:
        if not self._hidden:
            self._stream.write(text)
            self._stream.flush()


def duration(seconds: float) -> str:
    """Return a time in its largest unit, the next one too where it matters: `1 h 20 min`."""
    whole = max(round(seconds), 1)
    if whole < 60:
        return ngettext("{count} s", "{count} s", whole).format(count=whole)
    minutes = round(whole / 60)
    if minutes < 60:
        return ngettext("{count} min", "{count} min", minutes).format(count=minutes)
    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
