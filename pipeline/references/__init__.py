"""Text → References: `find` takes citations apart, `cited` links short forms too, `resolve` says what is meant.

The spaCy component `directive_references` (component.py) wraps `cited`; it loads spaCy, this package does not.
"""

from __future__ import annotations

from ..model import Mention
from ..registry import Registry
from .antecedent import with_antecedents
from .find import find
from .resolve import resolve
from .short_names import with_short_names

__all__ = ["cited", "find", "resolve"]


def cited(text: str, registry: Registry, own_type: str | None = None) -> tuple[Mention, ...]:
    """The mentions in one NFC text, short forms with what they stand for; `own_type` is that of its document."""
    return with_antecedents(with_short_names([text], [find(text, registry)], registry), own_type)[0]
