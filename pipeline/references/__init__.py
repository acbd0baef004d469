"""Text → references: `find` takes citations apart, `with_antecedents` links short forms, `resolve` says what is meant.

The spaCy component `directive_references` (component.py) wraps `find`; it loads spaCy, this package does not.
"""

from pipeline.references.antecedent import with_antecedents
from pipeline.references.find import find
from pipeline.references.resolve import resolve

__all__ = ["find", "resolve", "with_antecedents"]
