"""Who may ask: this computer's browser, from a page of ours, after the first link; and the headers of every answer.

The server listens on 127.0.0.1 only. Another site that is open in the same browser could still send requests there: it
is refused by the Host (a name that was made to point here), by the Origin, by a cookie that is not sent across sites,
and by a token in every form.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..i18n import LANGUAGES, _, language, speaking

COOKIE = "chithi"
LANGUAGE_COOKIE = "chithi-language"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = {"GET", "HEAD"}


def _random() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of one run: in the first link, in the cookie, and in every form."""

    link: str = field(default_factory=_random)
    session: str = field(default_factory=_random)
    form: str = field(default_factory=_random)


class Guard:
    """An ASGI application around another, which it protects."""

    def __init__(self, app: ASGIApp, *, keys: Keys, port: int) -> None:
        """Protect `app`, which answers at `port`."""
        self.app = app
        self.keys = keys
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            return  # there are no web sockets here
        asked = _cookie(Headers(scope=scope), LANGUAGE_COOKIE)
        with speaking(asked if asked in LANGUAGES else language()):
            refusal = self._refusal(scope)
            await (refusal or self.app)(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host") not in self.hosts:
            return PlainTextResponse("Unknown host.", 400)
        if not self._is_ours(scope["method"], headers):
            return PlainTextResponse("Another site may not ask this.", 403)
        if scope["path"] == "/" and b"token=" in scope["query_string"]:
            return self._welcome(scope["query_string"].decode("latin-1"))
        if not secrets.compare_digest(_cookie(headers, COOKIE), self.keys.session):
            return PlainTextResponse(_("Open chithi with the link that “chithi serve” prints."), 403)
        return None

    def _is_ours(self, method: str, headers: Headers) -> bool:
        """Return whether the request comes from a page of ours or from the address bar."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None and origin not in {f"http://{host}" for host in self.hosts}:
            return False
        if method in _SAFE:
            return site in (None, "none", "same-origin")
        return origin is not None or site == "same-origin"

    def _welcome(self, query: str) -> Response:
        """Give the cookie to who has the link, and go on to the first page without the token."""
        given = parse_qs(query).get("token", [""])[0]
        if not secrets.compare_digest(given.encode(), self.keys.link.encode()):
            return PlainTextResponse(_("Open chithi with the link that “chithi serve” prints."), 403)
        # A page of ours leads on: after a redirect from elsewhere the strict cookie would not be sent.
        answer = HTMLResponse(
            '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>chithi</title>'
            '<p><a href="/">chithi</a></p>'
        )
        answer.set_cookie(COOKIE, self.keys.session, httponly=True, samesite="strict", path="/")
        return answer


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found and found.value.isascii() else ""


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return send_with_headers
