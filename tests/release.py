"""Build a release, check it, and try it outside of the checkout: what `make release` runs.

python -m tests.release [FOLDER]

FOLDER (default: dist/) gets the wheel, the source distribution, an SBOM of what an installation with every extra has
(CycloneDX) and the list of its licences. Each distribution is installed into a new environment, the wheel once with no
extra and once with every extra, and the commands of the demo run there, in an empty folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpora" / "sample" / "files"
MAX_WHEEL = 1_000_000  # bytes
DEMO: tuple[Sequence[str], ...] = (
    ("--version",),
    ("ingest", str(SAMPLE), "--ocr", "never"),
    ("search", "kỷ luật hành chính"),
    ("search", "08-CT/TU"),
    ("refs", "08-CT/TU"),
    ("status", "76-QĐ/TW"),
    ("graph", "05-CT/TW", "-o", "map.svg"),
    ("digest", "--document", "08-CT/TU", "-o", "pack.md"),
    ("digest", "--month", "2016-03", "-o", "pack.docx"),
    ("evaluate",),
)


def run(*words: str | Path, folder: Path = ROOT, allowed: tuple[int, ...] = (0,)) -> str:
    """Run a program and return what it prints. Raise SystemExit where it fails."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "CHITHI"))}
    done = subprocess.run(
        list(map(str, words)), cwd=folder, capture_output=True, encoding="utf-8",
        env={**environment, "PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip
    if done.returncode not in allowed:
        raise SystemExit(
            f"{' '.join(map(str, words))}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        )
    return done.stdout


def build(target: Path) -> tuple[Path, Path]:
    """Build and check the wheel and the source distribution; return their paths."""
    target.mkdir(parents=True, exist_ok=True)
    for old in (*target.glob("chithi-*.whl"), *target.glob("chithi-*.tar.gz")):
        old.unlink()
    run(sys.executable, "-m", "build", "--outdir", target)
    (wheel,), (source,) = target.glob("chithi-*.whl"), target.glob("chithi-*.tar.gz")
    run(sys.executable, "-m", "twine", "check", "--strict", wheel, source)
    run(sys.executable, "-m", "check_wheel_contents", wheel)
    if wheel.stat().st_size > MAX_WHEEL:
        raise SystemExit(f"{wheel.name} has {wheel.stat().st_size} bytes, over {MAX_WHEEL}")
    return wheel, source


def try_out(distribution: Path, extras: Sequence[str]) -> Path:
    """Install a distribution into a new environment, run the demo there, and return the environment's Python."""
    folder = Path(tempfile.mkdtemp(prefix="chithi-release-"))
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "-q", f"{distribution}[{','.join(extras)}]" if extras else distribution)
    work = folder / "work"
    work.mkdir()
    for words in DEMO:
        allowed = (0, 1) if words[0] == "ingest" else (0,)  # the sample has a secret document, which is set aside
        run(python, "-m", "chithi", "--library", "library.sqlite", "--lang", "en", *words, folder=work, allowed=allowed)
    return python


def describe(python: Path, target: Path) -> None:
    """Write the SBOM and the licences of an environment."""
    run(sys.executable, "-m", "cyclonedx_py", "environment", python, "--of", "JSON", "-o", target / "sbom.cdx.json")
    licences = run(
        sys.executable, "-m", "piplicenses", "--python", python, "--format", "markdown", "--order", "license"
    )
    (target / "licences.md").write_text(licences, encoding="utf-8")


def main() -> None:
    """Build, check, install, try, describe."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist").resolve()
    extras = list(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"])
    wheel, source = build(target)
    try_out(wheel, ())
    try_out(source, ())
    describe(try_out(wheel, extras), target)
    print(f"{wheel.name}: {wheel.stat().st_size} bytes; installed and tried with no extra and with {', '.join(extras)}")


if __name__ == "__main__":
    main()
