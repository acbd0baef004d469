"""The Vietnamese catalogue: msgids from the code (and from click, whose messages users see) into the .po, and the .mo.

python -m tests.catalogue           update and compile
python -m tests.catalogue --check   fail when either is out of date or a msgid has no Vietnamese
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from pipeline.i18n import set_language

ROOT = Path(__file__).parents[1]
PO = ROOT / "pipeline" / "locale" / "vi" / "LC_MESSAGES" / "chithi.po"
MO = PO.with_suffix(".mo")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}
HEAD = r"""# Vietnamese for chithi.
msgid ""
msgstr ""
"Language: vi\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""
CLICK = (
    "core.py",
    "exceptions.py",
    "parser.py",
    "types.py",
    "decorators.py",
    "formatting.py",
    "_termui_impl.py",
    "termui.py",
)


def messages() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield every msgid of ours and of click's, with its file."""
    for name, _line, msgid, _comments, _context in extract_from_dir(
        ROOT / "pipeline", method_map=[("**.py", "python"), ("web/templates/**.html", "jinja2")], keywords=KEYWORDS
    ):
        yield f"pipeline/{name}", msgid
    yield from (("pipeline/commands/main.py", text) for text in sorted(helps()))
    folder = Path(click.__file__).parent
    for file in CLICK:
        for found in extract_from_file("python", folder / file, keywords=KEYWORDS):
            yield "click", found[1]


def helps() -> set[str]:
    """Return the help of every command and option, msgids that are not written as calls."""
    from pipeline.commands.main import main

    set_language("en")
    found = set[str]()
    for command, _path in commands(main):
        context = click.Context(command)
        found |= {(command.help or "").strip(), *command.collect_usage_pieces(context)}
        for param in command.params:
            if isinstance(param, click.Option):
                found |= {param.help or "", param.make_metavar(context)}
    # Words that are typed literally (`[auto|never]`) are not msgids.
    return {each for each in found if any(map(str.isalpha, each)) and not re.match(r"\[[a-z]|BOOLEAN", each)}


def commands(command: click.Command, path: str = "chithi") -> Iterator[tuple[click.Command, str]]:
    """Yield a command and the commands of a group, each with the words that call it."""
    yield command, path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            if member := command.get_command(context, name):
                yield from commands(member, f"{path} {name}")


def updated() -> Catalog:
    """Return the catalogue with every msgid of the code and its Vietnamese so far."""
    with PO.open("rb") as file:
        old = read_po(file, locale="vi")
    new = Catalog(locale="vi", project="chithi", fuzzy=False)
    new.header_comment = "# Vietnamese for chithi."
    # Without locations, and in the order of the msgids: moving code does not change the catalogue.
    for place, msgid in sorted(messages(), key=lambda each: str(each[1])):
        known: Message | None = old.get(msgid[0] if isinstance(msgid, tuple) else msgid)
        if place == "click" and known is None:
            continue  # of click's, those that users of this program meet
        new.add(msgid, known.string if known else None)
    return new


def written(catalog: Catalog) -> tuple[bytes, bytes]:
    """Return the .po and the .mo, without dates, so that the same words give the same bytes."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, width=100, include_lineno=False, omit_header=True)
    text = HEAD.encode() + po.getvalue()
    compiled = read_po(io.BytesIO(text), locale="vi")
    compiled.creation_date = compiled.revision_date = datetime(2000, 1, 1, tzinfo=UTC)  # not the clock's
    write_mo(mo, compiled)
    return text, mo.getvalue()


def missing(catalog: Catalog) -> list[str]:
    """Return the msgids without Vietnamese."""
    return [str(message.id) for message in catalog if message.id and not any(strings(message))]


def strings(message: Message) -> tuple[str, ...]:
    """Return the Vietnamese of a message."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def main() -> None:
    """Update or check."""
    catalog = updated()
    po, mo = written(catalog)
    for msgid in missing(catalog):
        print("no Vietnamese:", msgid)
    if "--check" in sys.argv[1:]:
        sys.exit(bool(missing(catalog)) or PO.read_bytes() != po or MO.read_bytes() != mo)
    PO.write_bytes(po)
    MO.write_bytes(mo)


if __name__ == "__main__":
    main()
