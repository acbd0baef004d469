"""Relations between documents in the reader's language, read from the acting document or from the work concerned."""

from __future__ import annotations

from collections.abc import Mapping

from ..i18n import N_, _, language
from ..registry import load
from ..registry.relations import Effect

_DOES: Mapping[Effect, str] = {
    "replaces": N_("replaces"),
    "revokes": N_("revokes"),
    "expires": N_("ends"),
    "amends": N_("amends"),
    "continues": N_("continues"),
    "reviews": N_("reviews"),
    "details": N_("details"),
    "implements": N_("implements"),
    "based-on": N_("is based on"),
    "refers": N_("refers to"),
}
_DONE: Mapping[Effect, str] = {
    "replaces": N_("replaced by"),
    "revokes": N_("revoked by"),
    "expires": N_("ended by"),
    "amends": N_("amended by"),
    "continues": N_("continued by"),
    "reviews": N_("reviewed by"),
    "details": N_("detailed by"),
    "implements": N_("implemented by"),
    "based-on": N_("basis of"),
    "refers": N_("referred to by"),
}


def active(relation: str) -> str:
    """Return what a document does to the work that it cites: `thay thế`, `replaces`.

    In Vietnamese it is the word of relations.tsv, which is finer than its effect.
    """
    effect = load().relations.effect_of(relation)
    return relation if language() == "vi" or effect is None else _(_DOES[effect])


def passive(relation: str) -> str:
    """Return what was done to a work, before the name of the document that did it: `replaced by`."""
    effect = load().relations.effect_of(relation)
    return _(_DONE[effect]) if effect else relation
