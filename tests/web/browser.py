"""A client of the pages: it keeps the cookie, sends what a browser sends, and reads the pages that come back."""

from __future__ import annotations

import re
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import lxml.html
from starlette.testclient import TestClient

from pipeline.web.app import make_app
from pipeline.web.guard import Keys
from pipeline.web.office import Office

PORT = 8642
ADDRESS = f"http://127.0.0.1:{PORT}"


class Visitor:
    """A browser without script."""

    def __init__(self, library: Path) -> None:
        """Open the first link."""
        self.keys = Keys()
        self.client = TestClient(
            make_app(Office(str(library)), self.keys, PORT), base_url=ADDRESS, raise_server_exceptions=False
        )
        assert self.client.get(f"/?token={self.keys.link}").status_code == 200

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()

    def get(self, path: str, /, **values: Any) -> Any:
        """Return the answer to a request."""
        return self.client.get(path, params=values or None)

    def page(self, path: str, /, **values: Any) -> Any:
        """Return a page that must be there, as elements."""
        answer = self.get(path, **values)
        assert answer.status_code == 200, answer.text
        return lxml.html.fromstring(answer.text)

    def post(self, path: str, /, files: Any = None, **values: Any) -> Any:
        """Return the answer to a form of ours."""
        return self.client.post(
            path, data={"csrf": self.keys.form, **values}, files=files, headers={"Origin": ADDRESS},
            follow_redirects=False,
        )  # fmt: skip


def words(element: Any) -> str:
    """Return the text of an element with its white space folded."""
    return re.sub(r"\s+", " ", element.text_content()).strip()


def all_words(page: Any, path: str) -> list[str]:
    """Return the text of each element that a CSS-like XPath finds."""
    return [words(each) for each in page.xpath(path)]
