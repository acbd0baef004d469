"""The command `chithi`: its options, and the table of its commands."""

from __future__ import annotations

import gc

import click

from ..i18n import LANGUAGES, set_language
from .group import Chithi
from .help import Option, option

# What imports leave behind is no garbage: looking through it costs a search a tenth of its time.
gc.set_threshold(50_000, 20, 20)

# A command and its module in pipeline/commands, in the order of the work.
COMMANDS = {
    "ingest": "ingest",
    "read": "read",
    "tag": "tag",
    "search": "search",
    "show": "show",
    "refs": "refs",
    "status": "status",
    "missing": "missing",
    "graph": "graph",
    "list": "listing",
    "stats": "stats",
    "registry": "registry",
    "remove": "remove",
    "digest": "digest",
    "export": "export",
    "backup": "backup",
    "doctor": "doctor",
    "evaluate": "evaluate",
}


@click.group(
    cls=Chithi,
    modules=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@option("--library", "library_path", type=click.Path(dir_okay=False), envvar="CHITHI_LIBRARY",
        help="The library file (default: in your user data folder; also CHITHI_LIBRARY).")  # fmt: skip
@option("--lang", type=click.Choice(LANGUAGES), is_eager=True, expose_value=False,
        callback=lambda ctx, param, value: set_language(value) if value else None,
        help="Speak Vietnamese or English.")  # fmt: skip
@click.version_option(package_name="chithi", prog_name="chithi", cls=Option, help="Show the version and exit.")
@click.pass_context
def main(ctx: click.Context, library_path: str | None) -> None:
    """Read, search and digest the directives and resolutions of the Party and the state."""
    ctx.obj = library_path
