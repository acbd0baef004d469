"""`chithi ingest`: files and folders into the library."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any

import click

from .. import contract
from ..errors import MissingPart, UsageError
from ..i18n import _
from ..output.ingest import lines
from ..output.terminal import set_aside_lines
from .base import (
    DONE_IN_PART,
    Command,
    json_option,
    library_path,
    log_option,
    memory_option,
    ocr_option,
    open_library,
    option,
    quiet_option,
    report,
    time_limit_option,
    verbose_option,
)
from .progress import Progress
from .talk import begin, talk_of

_PATIENCE = 3000  # milliseconds until what changed while the watch began is looked for
_SETTLE = 2000  # milliseconds without a change, so that a file is whole


class Ingest(Command):
    """The command, whose help lists the input formats."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples and the list of formats."""
        super().format_epilog(ctx, formatter)
        from .. import containers
        from ..read import formats

        formatter.write_paragraph()
        formatter.write_text(
            _("Supported formats: {formats}.").format(formats=f"{formats.listed()}, {containers.kinds()}")
        )


@click.command("ingest", cls=Ingest)
@click.argument("paths", nargs=-1, type=click.Path())
@option("--jobs", "-j", type=click.IntRange(min=1), help="Worker processes (default: one for each processor).")
@ocr_option
@option("--accept-secret", metavar="REASON",
        help="Add secret documents too, and record this reason; no study pack includes them.")  # fmt: skip
@option("--follow", is_flag=True, help="Follow links that lead out of a folder.")
@option("--retry", is_flag=True, help="Read files that were set aside again; without paths, all of them.")
@option("--scheduler", metavar="ADDRESS", help="Read files on a Dask cluster instead of this machine.")
@option("--watch", is_flag=True, help="Go on: read what is new or changes, until Ctrl+C.")
@time_limit_option
@memory_option
@quiet_option
@verbose_option
@log_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    jobs: int | None,
    ocr: Any,
    accept_secret: str | None,
    retry: bool,
    follow: bool,
    scheduler: str | None,
    watch: bool,
    time_limit: int,
    memory: int,
    quiet: bool,
    verbose: bool,
    log: str | None,
    as_json: bool,
) -> None:
    """Add files and folders, ZIP files and e-mail too, to the library; unchanged files are not read again.

    Without a path, the folders of the settings are read (see “chithi init”).
    """
    from ..worker_process import Limits

    begin(ctx, quiet=quiet, verbose=verbose, log=log)
    talk = talk_of(ctx)
    paths = paths or (files_set_aside(ctx) if retry else ()) or folders_of_settings(ctx)
    library = open_library(ctx, create=True)

    known: Any = None  # the files set aside by the run before

    def read(executor: Any = None) -> bool:
        progress = Progress(
            sys.stderr, hidden=as_json or talk.quiet, each=talk.verbose, columns=shutil.get_terminal_size().columns
        )

        def done(path: str) -> None:
            talk.log(f"done {path}")
            progress.advance(path)

        try:
            tally = library.ingest(
                paths, jobs=jobs, ocr=ocr, executor=executor, accept_secret=accept_secret,
                limits=Limits(time_limit, memory << 20), retry=retry, follow=follow, on_start=progress.start,
                on_file=done,
            )  # fmt: skip
        finally:
            progress.close()
        for item in tally.set_aside:
            talk.log(f"set aside {item.path}: {item.reason}")
        news = [tally.added, tally.updated, [item.path for item in tally.set_aside]]
        nonlocal known
        if news == [0, 0, known]:
            pass
        elif as_json or not talk.quiet:
            report(as_json, lambda: contract.ingest_result(tally), lines(tally))
        elif tally.set_aside:
            report(False, dict, set_aside_lines(tally.set_aside))
        known = news[2]
        return tally.in_part

    with ExitStack() as stack:
        in_part = read(stack.enter_context(_cluster(scheduler)) if scheduler else None)
        if watch:
            report(False, dict, [_("Watching {paths}; press Ctrl+C to stop.").format(paths=", ".join(paths))], err=True)
        for _change in _changes(paths, library_path(ctx)) if watch else ():
            in_part = read()
    if in_part:
        ctx.exit(DONE_IN_PART)


def files_set_aside(ctx: click.Context) -> tuple[str, ...]:
    """Return the files that the library has set aside; for one in a ZIP file or message, that."""
    from ..containers import file_of

    return tuple(dict.fromkeys(file_of(item.path) for item in open_library(ctx).files_set_aside()))


def folders_of_settings(ctx: click.Context) -> tuple[str, ...]:
    """Return the folders that the settings name. Raises UsageError where there are none."""
    from ..settings import read_settings

    folders = read_settings(library_path(ctx)).folders
    if not folders:
        raise UsageError(
            _("No file or folder is named, and the settings name none."),
            hint=_("Write chithi ingest FOLDER, or put folders into the settings with: chithi init --folder FOLDER."),
        )
    return folders


def _changes(paths: Iterable[str], library: str) -> Iterator[None]:
    """Wait for changes of files and folders, but not of the library, which may be among them.

    Raises MissingPart where watchfiles is not installed.
    """
    try:
        from watchfiles import DefaultFilter, watch
    except ImportError as error:
        raise MissingPart(
            _("The package for --watch is not installed."), hint=_("Run: pip install 'chithi[watch]'.")
        ) from error
    own, usual = os.path.abspath(library), DefaultFilter()

    def matters(change: Any, path: str) -> bool:
        name = os.path.basename(path)
        return usual(change, path) and not path.startswith(own) and not name.startswith(("~$", ".~lock"))

    first = True
    for found in watch(*paths, watch_filter=matters, debounce=_SETTLE, rust_timeout=_PATIENCE, yield_on_timeout=True):
        if found or first:  # what changed before the system began to watch
            yield
        first = False


def _cluster(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            _("The package for clusters is not installed."), hint=_("Run: pip install 'chithi[cluster]'.")
        ) from error
    return Client(address).get_executor()
