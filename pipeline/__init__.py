"""chithi: directives and resolutions of Vietnam's Party and state, read, cross-referenced, searched and digested.

from chithi import Library, tag
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import Library, tag

    __version__: str

__all__ = ["Library", "__version__", "tag"]


def __getattr__(name: str) -> Any:
    # Importing the package must be fast, since every command imports a part of it.
    if name == "__version__":
        from importlib.metadata import version

        return version("chithi")
    if name in __all__:
        from . import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
