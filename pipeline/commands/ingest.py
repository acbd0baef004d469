"""`chithi ingest`: files and folders into the library."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from typing import Any

import click

from .. import contract
from ..errors import UsageError
from ..i18n import _
from ..output.ingest import lines
from ..output.terminal import one_line
from .base import (
    DONE_IN_PART,
    Command,
    json_option,
    library_path,
    memory_option,
    ocr_option,
    open_library,
    option,
    report,
    time_limit_option,
)


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
@time_limit_option
@memory_option
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
    time_limit: int,
    memory: int,
    as_json: bool,
) -> None:
    """Add files and folders, ZIP files and e-mail too, to the library; unchanged files are not read again.

    Without a path, the folders of the settings are read (see “chithi init”).
    """
    from ..worker_process import Limits

    with ExitStack() as stack:
        executor = stack.enter_context(_cluster(scheduler)) if scheduler else None
        paths = paths or (files_set_aside(ctx) if retry else ()) or folders_of_settings(ctx)
        library = open_library(ctx, create=True)
        progress = _Progress(hidden=as_json or not sys.stderr.isatty())
        stack.callback(progress.close)
        tally = library.ingest(
            paths,
            jobs=jobs,
            ocr=ocr,
            executor=executor,
            accept_secret=accept_secret,
            limits=Limits(time_limit, memory << 20),
            retry=retry,
            follow=follow,
            on_start=progress.start,
            on_file=progress.advance,
        )
    report(as_json, lambda: contract.ingest_result(tally), lines(tally))
    if tally.in_part:
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


class _Progress:
    """A bar on standard error, shown while there are files to read."""

    def __init__(self, *, hidden: bool) -> None:
        self._hidden, self._bar = hidden, None  # type: bool, Any

    def start(self, count: int) -> None:
        if count and not self._hidden:
            self._bar = click.progressbar(
                length=count, label=_("Reading"), file=sys.stderr, item_show_func=lambda name: name or ""
            )
            self._bar.__enter__()

    def advance(self, path: str) -> None:
        if self._bar:
            self._bar.update(1, one_line(os.path.basename(path))[:40])

    def close(self) -> None:
        if self._bar:
            self._bar.__exit__(None, None, None)
            self._bar = None


def _cluster(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            _("The package for clusters is not installed."), hint=_("Run: pip install 'chithi[cluster]'.")
        ) from error
    return Client(address).get_executor()
