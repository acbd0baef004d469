"""chithi: directives and resolutions, read, cross-referenced, searched and digested.

from . import Library, tag
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import Library, tag

__all__ = ["Library", "tag"]


def __getattr__(name: str) -> Any:
    # `import pipeline` must cost nothing: every command imports a part of it.
    if name in __all__:
        from . import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
