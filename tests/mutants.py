"""Mutants killed, module by module, after `mutmut run`: python -m tests.mutants [--survivors]."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

KILLED = {1, 3, 24, 36, 152, 255}  # exit status of pytest for a failed test, an error, a timeout
NO_TEST = 33
ROOT = Path(__file__).parents[1]


def main(survivors: bool) -> None:
    """Print the score of every mutated module; with `survivors` also what was changed without a failing test."""
    total = alive = 0
    for meta in sorted((ROOT / "mutants").rglob("*.py.meta")):
        status = json.loads(meta.read_text())["exit_code_by_key"]
        lived = [name for name, code in status.items() if code not in KILLED]
        if not status:
            continue
        total, alive = total + len(status), alive + len(lived)
        print(f"{_percent(len(status), len(lived))}  {meta.relative_to(ROOT / 'mutants').with_suffix('')}")
        for name in lived if survivors else ():
            print(f"--- {name}{' (no test)' if status[name] == NO_TEST else ''}")
            shown = subprocess.run(
                [sys.executable, "-m", "mutmut", "show", name], capture_output=True, text=True, check=True, cwd=ROOT
            )
            print(
                "\n".join(
                    line for line in shown.stdout.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
                )
            )
    print(f"{_percent(total, alive)}  all")


def _percent(total: int, alive: int) -> str:
    return f"{(total - alive) / total:4.0%} of {total:4}" if total else "no mutants"


if __name__ == "__main__":
    main("--survivors" in sys.argv)
