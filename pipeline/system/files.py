"""Writing a pack to a file: whole or not at all, and never over what is no pack."""

from __future__ import annotations

from pathlib import Path

from ..errors import UnwritableFile
from ..i18n import _
from .os_errors import describe


def write(content: bytes, name: str) -> None:
    """Write `content` to the file `name`, whole or not at all; into what is no plain file (a pipe) as it comes.

    Raises UnwritableFile, also for a file that holds something else than `content` is (by how it begins): it is not
    overwritten.
    """
    path = Path(name).resolve()
    beside = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        if path.exists() and not _is_alike(path, content):
            raise UnwritableFile(
                _("The file holds something else and is not overwritten."),
                hint=_("Name another place with -o."),
                path=name,
            )
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        if beside.exists():
            beside.unlink()
        raise UnwritableFile(
            _("The file cannot be written: {error}.").format(error=describe(error)),
            hint=_("Name another place with -o."),
            path=path,
        ) from error


def _is_alike(path: Path, content: bytes) -> bool:
    """Whether the file is empty, or of the kind of `content`: text, or what begins with the same four bytes."""
    with path.open("rb") as file:
        there = file.read(4096)
    return not there or there[:4] == content[:4] or (b"\0" not in there and b"\0" not in content[:4096])
