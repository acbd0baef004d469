"""`chithi ingest`: files and folders into the library."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from typing import Any

import click

from ..errors import UsageError
from ..i18n import _
from ..read import formats
from .console import DONE_IN_PART, library_of, tell
from .help import Command, option
from .options import json_option, ocr_option


class _IngestCommand(Command):
    """The command, whose help lists the formats."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of supported formats."""
        formatter.write_paragraph()
        formatter.write_text(_("Supported formats: {formats}.").format(formats=formats.listed()))


@click.command("ingest", cls=_IngestCommand)
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@option("--jobs", "-j", type=click.IntRange(min=1), help="Worker processes (default: one a processor).")
@ocr_option
@option("--accept-secret", metavar="REASON",
        help="Take secret documents in too, and keep this reason; they enter no study pack.")  # fmt: skip
@option("--scheduler", metavar="ADDRESS", help="Work on a Dask cluster instead of this machine's processors.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    jobs: int | None,
    ocr: Any,
    accept_secret: str | None,
    scheduler: str | None,
    as_json: bool,
) -> None:
    """Take files and folders into the library; what is there already is left as it is."""
    with ExitStack() as stack:
        executor = stack.enter_context(_cluster(scheduler)) if scheduler else None
        library = library_of(ctx, create=True)
        progress = _Progress(hidden=as_json or not sys.stderr.isatty())
        stack.callback(progress.close)
        result = library.ingest(
            paths,
            jobs=jobs,
            ocr=ocr,
            executor=executor,
            accept_secret=accept_secret,
            on_start=progress.start,
            on_file=progress.advance,
        )
    tell("tally", as_json, result)
    if result.set_aside:
        ctx.exit(DONE_IN_PART)


class _Progress:
    """A bar on standard error that appears when there is something to do."""

    def __init__(self, *, hidden: bool) -> None:
        self._hidden, self._bar = hidden, None  # type: bool, Any

    def start(self, count: int) -> None:
        if count and not self._hidden:
            self._bar = click.progressbar(
                length=count, label=_("Reading"), file=sys.stderr, item_show_func=lambda name: name or ""
            )
            self._bar.__enter__()

    def advance(self, path: str) -> None:
        from ..output.terminal import one_line

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
