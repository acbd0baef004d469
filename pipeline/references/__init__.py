"""Text → references: `find` takes citations apart, `resolve` says which document each one means.

The spaCy component `directive_references` (component.py) wraps `find`; it loads spaCy, this package does not.
"""

from pipeline.references.find import find
from pipeline.references.resolve import resolve

__all__ = ["find", "resolve"]
