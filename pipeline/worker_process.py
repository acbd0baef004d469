"""One worker process: it runs a task at a time, and its parent limits the time and memory of each.

A limit inside of a worker does not hold: C code heeds no alarm, libraries swallow exceptions. So the parent looks at
its workers, and kills one that exceeds a limit together with the programs that it has started. That is the same on
every system. Where the system can refuse memory, it does so earlier.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import connection
from multiprocessing.context import BaseContext, ForkServerContext
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from .errors import WorkerError
from .i18n import _
from .system.scratch import lasting_folder, scratch_folder

LOOK_EVERY = 0.05  # seconds between two looks at the workers
_PROGRAMS_EVERY = 1.0  # seconds between two looks at the memory of the programs that a worker has started
_RESERVE = 64 << 20  # bytes of a worker's memory that no limit of the system counts: libraries and its stack
_START = 60.0  # seconds until a worker has started
_LONGEST_FOLDER = 80  # bytes; the path of a socket has about a hundred

Task = Callable[[], Any]


class Limits(NamedTuple):
    """The limits for one file.

    Attributes:
        seconds: how long reading it may take; a long scan takes minutes.
        memory: bytes that the worker may take, with the programs that it starts.
    """

    seconds: float = 900.0
    memory: int = 1 << 30


NORMAL = Limits()


class TimeLimitExceededError(Exception):
    """A task that ran too long; its worker was killed."""


class MemoryLimitExceededError(Exception):
    """A task that took too much memory; its worker was killed."""


class WorkerDiedError(Exception):
    """A worker that ended during its task: it crashed, or was killed by someone else."""


class WorkerProcess:
    """A process that runs tasks for this one.

    Attributes:
        tasks: how many tasks it was given.
        is_alive: whether it can be given another one.
        connection: ready when `result` has an answer to give.
    """

    def __init__(self, limits: Limits, folder: Path) -> None:
        """Start the process, with `folder` for its temporary files."""
        self.tasks, self.is_alive = 0, True
        self._limits = limits
        self._deadline = self._next_look_at_programs = 0.0
        self.connection, theirs = multiprocessing.Pipe()
        context = _context()
        self._process = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, limits.memory, str(folder)), daemon=True
        )
        with _undisturbed():
            self._process.start()
        theirs.close()
        self._program = psutil.Process(self._process.pid) if psutil.pid_exists(self._process.pid) else None

    def wait_until_started(self) -> None:
        """Return when the process runs. Raises WorkerError if it does not, so that no file is blamed for it."""
        try:
            if self.connection.poll(_START) and self.connection.recv():
                return
        except (EOFError, OSError):
            pass
        self.kill()
        raise WorkerError(
            _("No worker process could be started."),
            hint=_('In a script, call ingest under: if __name__ == "__main__".'),
        )

    def give(self, task: Task) -> None:
        """Give the process a task, which must be picklable."""
        self.tasks += 1
        self._deadline = time.monotonic() + self._limits.seconds
        with suppress(OSError):  # a process that has died is noticed by `result`
            self.connection.send(task)

    def result(self) -> Any:
        """Return what the task returned, when `connection` is ready. Raises what it raised, and WorkerDiedError."""
        try:
            value = self.connection.recv()
        except (EOFError, OSError) as error:
            self.kill()
            raise WorkerDiedError from error
        if isinstance(value, MemoryLimitExceededError):
            self.kill()  # what it could not finish may still hold memory
        if isinstance(value, BaseException):
            raise value
        return value

    def check(self) -> None:
        """Kill the process if its task exceeds a limit. Raises TimeLimitExceededError, MemoryLimitExceededError."""
        now = time.monotonic()
        if now > self._deadline:
            self.kill()
            raise TimeLimitExceededError
        with_programs = now > self._next_look_at_programs
        if with_programs:
            self._next_look_at_programs = now + _PROGRAMS_EVERY
        if self._memory(with_programs=with_programs) > self._limits.memory:
            self.kill()
            raise MemoryLimitExceededError

    def _memory(self, *, with_programs: bool) -> int:
        """Return the bytes that the process holds."""
        if self._program is None:
            return 0
        try:
            programs = self._program.children(recursive=True) if with_programs else []
        except psutil.Error:
            return 0
        return sum(map(_resident, [self._program, *programs]))

    def kill(self) -> None:
        """End the process and the programs that it has started."""
        if not self.is_alive:
            return
        self.is_alive = False
        programs: list[psutil.Process] = []
        if self._program is not None:
            with suppress(psutil.Error):
                programs = self._program.children(recursive=True)
        self._process.kill()
        for program in programs:
            with suppress(psutil.Error):
                program.kill()
        self._process.join()
        self.connection.close()


def may_start_processes() -> bool:
    """Return whether this process may have processes of its own: a worker of Dask is a daemon, which may not."""
    return not multiprocessing.current_process().daemon


def run_within_limits(task: Task, limits: Limits) -> Any:
    """Run a task in a worker process of its own and return what it returns.

    Raises what the task raises, and TimeLimitExceededError, MemoryLimitExceededError, WorkerDiedError, WorkerError.
    """
    with scratch_folder() as folder:
        worker = WorkerProcess(limits, folder)
        try:
            worker.wait_until_started()
            worker.give(task)
            while not connection.wait([worker.connection], LOOK_EVERY):
                worker.check()
            return worker.result()
        finally:
            worker.kill()


def _resident(program: psutil.Process) -> int:
    try:
        return int(program.memory_info().rss)
    except psutil.Error:
        return 0


def _context() -> BaseContext:
    """Return how processes are started: by a fork server, which loads the readers once, else each on its own."""
    folder = str(lasting_folder())
    has_room = len(os.fsencode(folder)) < _LONGEST_FOLDER
    if not has_room or "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # The server's socket lies in our folder: multiprocessing would make one that stays behind when this is killed.
    multiprocessing.current_process()._config.setdefault("tempdir", folder)  # type: ignore[attr-defined]
    assert isinstance(context, ForkServerContext)
    context.set_forkserver_preload([f"{__package__}.{module}" for module in ("parse", "read.pdf", "read.docx")])
    return context


_starting = threading.Lock()  # the environment is the same for all threads


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Start a process that no Ctrl-C reaches and that imports nothing from the current folder.

    Python looks for modules in the current folder first, where an `html.py` may lie among the documents.
    """
    with _starting:
        yield from _with_safe_path()


def _with_safe_path() -> Iterator[None]:
    safe = os.environ.get("PYTHONSAFEPATH")
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTHONSAFEPATH"]
        if safe is not None:
            os.environ["PYTHONSAFEPATH"] = safe
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


# In the worker


def _serve(parent: connection.Connection, memory: int, folder: str) -> None:
    """Run the tasks that come from the parent, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; the parent decides
    _end_with_parent()
    _limit_memory(memory)
    for name in ("TMPDIR", "TEMP", "TMP"):
        os.environ[name] = folder
    tempfile.tempdir = folder
    _silence()
    with suppress(EOFError, OSError):
        parent.send(True)
        while True:
            task = parent.recv()
            try:
                value = task()
            except MemoryError:
                value = MemoryLimitExceededError()
            except Exception as error:
                value = error
            _answer(parent, value)


def _answer(parent: connection.Connection, value: object) -> None:
    """Send what a task returned or raised; what cannot be sent is a failure of the task."""
    try:
        message = ForkingPickler.dumps(value)
    except MemoryError:
        message = ForkingPickler.dumps(MemoryLimitExceededError())
    except Exception as error:  # RecursionError, or an exception that does not survive pickling
        message = ForkingPickler.dumps(WorkerDiedError(type(error).__name__))
    parent.send_bytes(message)


def _silence() -> None:
    """Keep what libraries print away from the terminal and from a script that reads the command's JSON."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _end_with_parent() -> None:
    """End this process when its parent does, however that ends, and whatever this one does."""
    own_parent = multiprocessing.parent_process()
    if own_parent is None:
        return
    sentinel = own_parent.sentinel
    if isinstance(sentinel, int) and os.name == "posix":
        import fcntl

        # The kernel sends SIGIO, which ends a process, when the parent's end of the pipe is closed: a thread would wait
        # for C code to let it run.
        with suppress(OSError, AttributeError):
            signal.signal(signal.SIGIO, signal.SIG_DFL)
            fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())
            fcntl.fcntl(sentinel, fcntl.F_SETFL, fcntl.fcntl(sentinel, fcntl.F_GETFL) | os.O_ASYNC)
    threading.Thread(target=_exit_with, args=(sentinel,), daemon=True).start()


def _exit_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _limit_memory(limit: int) -> None:
    """Have the system refuse memory above the limit, where it can; the parent measures it everywhere."""
    try:
        import resource
    except ImportError:  # Windows
        return
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    limit = max(limit - _RESERVE, _RESERVE)
    with suppress(ValueError, OSError):  # macOS refuses any limit below what is in use
        _soft, hard = resource.getrlimit(kind)
        if hard == resource.RLIM_INFINITY or hard > limit:
            resource.setrlimit(kind, (limit, hard))
