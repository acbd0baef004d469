"""`chithi init`: a library and settings for an office."""

from __future__ import annotations

import click

from ..output.init import lines
from ..settings import Settings, write_settings
from .base import Command, library_path, open_library, option


@click.command("init", cls=Command)
@option("--unit", default="", metavar="NAME", help="The Party cell that study packs are for.")
@option("--folder", "folders", multiple=True, type=click.Path(exists=True, file_okay=False, resolve_path=True),
        help="A folder with documents that “chithi ingest” reads; may be given several times.")  # fmt: skip
@option("--members", type=click.Path(exists=True, dir_okay=False, resolve_path=True),
        help="A file with the cell's members (CSV or TOML).")  # fmt: skip
@option("--force", is_flag=True, help="Replace settings that are there.")
@click.pass_context
def command(ctx: click.Context, unit: str, folders: tuple[str, ...], members: str | None, force: bool) -> None:
    """Make a library, and a file of settings beside it that a text editor can change."""
    settings = Settings(unit, members or "", folders)
    path = write_settings(library_path(ctx), settings, force=force)
    open_library(ctx, create=True)
    for line in lines(library_path(ctx), path, settings):
        click.echo(line)
