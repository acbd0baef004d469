"""The pages of commands in docs/, written from `--help` itself, and the table of fields in docs/query.md.

python -m tests.manual           write them
python -m tests.manual --check   fail when either is out of date
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from pipeline.i18n import _, set_language
from pipeline.store.filters import described_fields
from tests.catalogue import commands

DOCS = Path(__file__).parents[1] / "docs"
PAGES = {"en": DOCS / "commands.md", "vi": DOCS / "commands.vi.md"}
QUERY_PAGES = {"en": DOCS / "query.md", "vi": DOCS / "query.vi.md"}
FIELDS = re.compile(r"(?<=<!-- fields, written by make docs -->\n).*?(?=<!-- end of fields -->)", re.DOTALL)
HEADS = {"en": ("field", "in English", "holds"), "vi": ("trường", "tên tiếng Anh", "giữ lại")}
TITLES = {
    "en": "# Commands\n\nWhat `--help` says of each. Written by `make docs`.",
    "vi": "# Các lệnh\n\nNhững gì `--help` nói về từng lệnh. Trang này do `make docs` tạo ra.",
}


def page(language: str) -> str:
    """Return the help of every command in `en` or `vi`, as Markdown."""
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


def fields(language: str) -> str:
    """Return the fields of the query language as a Markdown table in `en` or `vi`."""
    set_language(language)
    rows = [(_written(row.vietnamese), _written(row.english), _(row.field_help)) for row in described_fields()]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (HEADS[language], ("---",) * 3, *rows))


def _written(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}:`" for name in names)


def main() -> None:
    """Write, check, or print one part of a page in one language."""
    if sys.argv[1:2] in (["page"], ["fields"]):
        print({"page": page, "fields": fields}[sys.argv[1]](sys.argv[2]), end="")
        return
    texts = {path: _printed("page", language) for language, path in PAGES.items()}
    for language, path in QUERY_PAGES.items():
        table = _printed("fields", language)
        texts[path] = FIELDS.sub(lambda _match, table=table: table, path.read_text("utf-8"))  # type: ignore[misc]
    if "--check" in sys.argv[1:]:
        stale = [path for path, text in texts.items() if not path.exists() or path.read_text("utf-8") != text]
        sys.exit("\n".join(f"out of date, run make docs: {path.name}" for path in stale) or 0)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")


def _printed(part: str, language: str) -> str:
    # A process for each: click keeps the first language in which it showed a help.
    command = [sys.executable, "-X", "utf8", "-m", "tests.manual", part, language]
    return subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout


if __name__ == "__main__":
    main()
