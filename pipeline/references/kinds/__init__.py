"""The kinds of citation, a module each; the first that reads an opening has it."""

from ..form import Form
from . import anaphora, bare, congress, law, named, numbered, plenum

FORMS: tuple[Form, ...] = (named.FORM, numbered.FORM, law.FORM, plenum.FORM, congress.FORM, anaphora.FORM, bare.FORM)
