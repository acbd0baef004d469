"""`chithi serve`: the library in a browser."""

from __future__ import annotations

import click

from ..errors import MissingPart
from ..i18n import _, set_language
from .base import Command, library_path, option

_PACKAGES = ("starlette", "uvicorn", "jinja2", "multipart", "python_multipart")


@click.command("serve", cls=Command)
@option("--port", type=click.IntRange(1, 65535), help="Where to listen (default: 8642, or a free port).")
@option("--no-open", is_flag=True, help="Print the link and do not open the browser.")
@click.pass_context
def command(ctx: click.Context, port: int | None, no_open: bool) -> None:
    """Show the library in the browser of this computer: search, read, add documents, prepare a session.

    Only this computer can see it, and nothing is fetched from the network. Secret documents are not shown.
    """
    from ..settings import read_settings

    if not (ctx.find_root().params["lang"] or read_settings(library_path(ctx)).language):
        set_language("vi")
    try:
        from ..web import app as _app  # noqa: F401, for the packages that it needs
        from ..web.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in _PACKAGES:
            raise
        raise MissingPart(
            _("The packages for “chithi serve” are not installed."), hint=_("Run: pip install 'chithi[web]'.")
        ) from error

    def say(link: str) -> None:
        click.echo(_("chithi runs at {link}").format(link=link))
        click.echo(_("Close this window, or press Ctrl+C, to stop."))

    serve(library_path(ctx), port=port, open_browser=not no_open, say=say)
