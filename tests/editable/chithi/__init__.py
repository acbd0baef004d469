"""The package `chithi` of an editable installation: its modules are those of `pipeline/` in the checkout.

hatchling cannot rename a folder in an editable installation, so this folder is put on the path instead.
"""

from pathlib import Path

_SOURCE = Path(__file__).parents[3] / "pipeline"
__path__ = [str(_SOURCE)]
exec(compile((_SOURCE / "__init__.py").read_text(encoding="utf-8"), str(_SOURCE / "__init__.py"), "exec"))
