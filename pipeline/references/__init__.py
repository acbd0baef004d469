"""Text → references: find the citations in a text, then resolve which work each one means.

The spaCy component `directive_references` (component.py) loads spaCy and is therefore not imported here.
"""

from .find import find_linked_mentions, find_mentions, link_pages, without_self_references
from .relations import annotate_relations
from .resolve import WorksByName, resolve

__all__ = [
    "WorksByName",
    "annotate_relations",
    "find_linked_mentions",
    "find_mentions",
    "link_pages",
    "resolve",
    "without_self_references",
]
