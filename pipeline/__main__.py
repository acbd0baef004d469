"""Run `chithi`: as a module (`python -m chithi`), and as the console command.

Nothing is imported here that takes time, so that Ctrl-C during the first tenths of a second ends quietly too, and that
`python -m` imports nothing more from the current folder, which it puts first on the path.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

_BY_CTRL_C = 130


def run() -> None:
    """Run the command line."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _leave)
    _leave_out_current_folder()
    from .commands import interrupts
    from .commands.main import main

    try:
        interrupts.watch()
        main(prog_name="chithi")
    except KeyboardInterrupt:  # before the command began
        os._exit(interrupts.status() or _BY_CTRL_C)


def _leave(number: int, frame: FrameType | None) -> None:
    """End while nothing has begun but imports."""
    os._exit(128 + number)


def _leave_out_current_folder() -> None:
    """Import nothing from where the documents are, an `html.py` among them for instance."""
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    here = {"", os.getcwd()} - {home}
    sys.path[:] = [each for each in sys.path if each not in here]


if __name__ == "__main__":
    run()
