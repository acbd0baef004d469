"""Running the pages on this computer: the socket, the first link, the browser."""

from __future__ import annotations

import contextlib
import socket
import webbrowser
from collections.abc import Callable

from ..errors import UsageError
from ..i18n import _

HOST = "127.0.0.1"
USUAL_PORT = 8642


def serve(path: str, *, port: int | None, open_browser: bool, say: Callable[[str], None]) -> None:
    """Answer requests until interrupted.

    Args:
        path: The library, which is made when it is absent.
        port: Where to listen; None for the usual port, or a free one if that is taken.
        open_browser: Show the first page in the browser.
        say: Called with the link.

    Raises:
        UsageError: The port is taken.
        MissingPart: The packages for the pages are not installed.
    """
    import uvicorn

    from .app import make_app
    from .guard import Keys
    from .office import Office

    listener = _listen(port)
    real_port = listener.getsockname()[1]
    keys = Keys()
    office = Office(path)
    office.library().close()
    link = f"http://{HOST}:{real_port}/?token={keys.link}"
    config = uvicorn.Config(
        make_app(office, keys, real_port), log_level="warning", access_log=False, server_header=False, lifespan="off",
        ws="none", timeout_graceful_shutdown=2,
    )  # fmt: skip
    say(link)
    if open_browser:
        webbrowser.open(link)
    with contextlib.closing(listener):
        uvicorn.Server(config).run(sockets=[listener])


def _listen(port: int | None) -> socket.socket:
    """Return a listening socket at the port, or at a free one where the usual one is taken."""
    for each in (port,) if port else (USUAL_PORT, 0):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows would let another program share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, each))
            listener.listen()
        except OSError:
            listener.close()
        else:
            return listener
    raise UsageError(_("Port {port} is taken.").format(port=port), hint=_("Name another one with --port."))
