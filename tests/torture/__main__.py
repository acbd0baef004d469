"""Run one of the trials: bombs, damages, interrupts, kills; COUNT of them, or all."""

from __future__ import annotations

import sys
from importlib import import_module

name, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
module = {"interrupts": "stops", "kills": "stops"}.get(name, name)
trial = import_module(f"tests.torture.{module}")
sys.exit(bool(trial.run(count) if module == name else getattr(trial, name)(count)))
