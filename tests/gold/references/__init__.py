"""The gold of references and what scores against it."""

from tests.gold.references.score import Score, add_library, golds, main

__all__ = ["Score", "add_library", "golds", "main"]
