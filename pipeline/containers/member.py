"""A file in a container, as the modules that list one yield it."""

from __future__ import annotations

import ntpath
import os
from collections.abc import Callable
from io import BytesIO
from typing import IO, NamedTuple

from ..errors import ChithiError
from ..vietnamese.text import nfc


def nothing() -> IO[bytes]:
    """Open a member that is refused."""
    return BytesIO()


class Member(NamedTuple):
    """A file in a container.

    Attributes:
        name: its path there, with `/`; `containers.members` puts the path of the container before it.
        size: its size in bytes, unpacked, as the container declares it.
        open: opens it for reading.
        refused: why it cannot be read.
    """

    name: str
    size: int
    open: Callable[[], IO[bytes]] = nothing
    refused: ChithiError | None = None


def plain_name(name: str) -> str:
    """Return a member's name without what leads out of the container: drives, roots, `..`, control characters."""
    text = nfc("".join(letter for letter in name if letter.isprintable()))
    parts = ntpath.splitdrive(text.replace("\\", "/"))[1].split("/")
    return "/".join(part.rstrip("!") + "_" * part.endswith("!") for part in parts if part not in ("", ".", ".."))


def unique_name(name: str, taken: set[str]) -> str:
    """Return a name that no other member has, and add it to those taken."""
    stem, suffix = os.path.splitext(name)
    count, free = 1, name
    while free in taken:
        count += 1
        free = f"{stem} ({count}){suffix}"
    taken.add(free)
    return free
