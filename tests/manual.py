"""The pages of commands in docs/, written from `--help` itself.

python -m tests.manual           write them
python -m tests.manual --check   fail when either is out of date
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from pipeline.i18n import set_language
from tests.catalogue import commands

DOCS = Path(__file__).parents[1] / "docs"
PAGES = {"en": DOCS / "commands.md", "vi": DOCS / "commands.vi.md"}
TITLES = {
    "en": "# Commands\n\nWhat `--help` says of each. Written by `make docs`.",
    "vi": "# Các lệnh\n\nNhững gì `--help` nói về từng lệnh. Trang này do `make docs` tạo ra.",
}


def page(language: str) -> str:
    """The help of every command in `en` or `vi`, as Markdown."""
    return "\n\n".join((TITLES[language], *_sections(language))) + "\n"


def _sections(language: str) -> Iterator[str]:
    from pipeline.commands.main import main

    set_language(language)
    for command, path in commands(main):
        parent = click.Context(main, info_name="chithi") if path != "chithi" else None
        context = click.Context(
            command, parent, info_name=path.removeprefix("chithi ").strip(), terminal_width=100, max_content_width=100,
            help_option_names=["-h", "--help"],
        )  # fmt: skip
        yield f"## {path}\n\n```text\n{command.get_help(context)}\n```"


def main() -> None:
    """Write, check, or print one language's page."""
    if sys.argv[1:2] in (["en"], ["vi"]):
        print(page(sys.argv[1]), end="")
        return
    # A process for each: click keeps the first language in which it showed a help.
    texts = {path: _printed(language) for language, path in PAGES.items()}
    if "--check" in sys.argv[1:]:
        stale = [path for path, text in texts.items() if not path.exists() or path.read_text("utf-8") != text]
        sys.exit("\n".join(f"out of date, run make docs: {path.name}" for path in stale) or 0)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")


def _printed(language: str) -> str:
    command = [sys.executable, "-X", "utf8", "-m", "tests.manual", language]
    return subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout


if __name__ == "__main__":
    main()
