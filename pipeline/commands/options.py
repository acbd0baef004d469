"""Options and kinds of value that several commands take."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from ..i18n import _
from .help import Command, Function, Option, option

if TYPE_CHECKING:
    from ..store.filters import Filter
    from ..system.files import Format


class Day(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on only
    """A date as people write it: 2016-03-30, 30/3/2016, a month (3/2016) or a year."""

    name = "date"

    def __init__(self, *, end: bool = False) -> None:
        self.end = end  # a lone year or month means its last day, not its first

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or click's usage error."""
        from ..vietnamese.dates import parse_date

        if isinstance(value, date):
            return value
        if len(value) == 4 and value.isascii() and value.isdigit() and value > "0000":
            return date(int(value), 12, 31) if self.end else date(int(value), 1, 1)
        if month := re.fullmatch(r"(0?[1-9]|1[0-2])[/-]([12]\d{3})", value, re.ASCII):
            first = date(int(month[2]), int(month[1]), 1)
            return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1) if self.end else first
        return parse_date(value) or self.fail(
            _("“{value}” is no date: write 30/3/2016 or 2016-03-30.").format(value=value)
        )


class FormatName(click.ParamType[str]):
    """The name of an output format: one of the rows of FORMATS in `module`, which is loaded when it is asked for."""

    name = "format"

    def __init__(self, module: str) -> None:
        self.module = module

    @property
    def formats(self) -> Iterable[Format]:
        """The rows of the table."""
        rows: Iterable[Format] = import_module(self.module, __package__).FORMATS
        return rows

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Return the choices as click shows those of its own."""
        return f"[{'|'.join(each.name for each in self.formats)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name, or raise click's usage error."""
        return click.Choice([each.name for each in self.formats]).convert(value, param, ctx)


class FormatOption(Option):
    """A `--format` option, whose help lists the formats and their endings where its msgid has `{formats}`."""

    type: FormatName

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's names and its help in the user's language."""
        from ..system.files import list_endings

        record = super().get_help_record(ctx)
        return record and (record[0], record[1].replace("{formats}", list_endings(self.type.formats)))


def format_option(module: str) -> Callable[[Function], Function]:
    """Return the `--format` option of a command whose output formats are FORMATS of `module`."""
    return option(
        "--format", "format_name", cls=FormatOption, type=FormatName(module),
        help="Output format: {formats} (default: by the ending of the file, else the first).",
    )  # fmt: skip


output_option = option("--output", "-o", type=click.Path(dir_okay=False, allow_dash=True),
                       help="Write to this file instead of the screen; - is standard output.")  # fmt: skip
force_option = option("--force", is_flag=True, help="Replace an existing file that chithi did not write.")
json_option = option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
ocr_option = option("--ocr", type=click.Choice(["auto", "never", "always"]), default="auto", show_default=True,
                    help="Read pages without text from their picture.")  # fmt: skip
text_option = option("--text", "with_text", is_flag=True, help="Print the text of every page too.")


class FilteredCommand(Command):
    """A command with an option for each filter of store/filters.py that names it."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the arguments, the filters, then the command's own options."""
        from ..store.filters import FILTERS

        params = super().get_params(ctx)
        arguments = [param for param in params if isinstance(param, click.Argument)]
        rows = [row for row in FILTERS.values() if row.option_help and self.name in row.commands]
        return [*arguments, *map(_option_of, rows), *(param for param in params if param not in arguments)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give today to an option of one day (`--in-force`) that is not followed by a date."""
        from ..store.filters import FILTERS

        lone = {_flag(row) for row in FILTERS.values() if row.kind == "day"}
        for place, word in enumerate(args[:]):
            following = args[place + 1] if place + 1 < len(args) else ""
            if word in lone and not re.fullmatch(r"[\d/.-]*\d{4}[\d/.-]*", following):
                args[place] = f"{word}={date.today()}"
        return super().parse_args(ctx, args)


def filter_option(name: str) -> Callable[[Function], Function]:
    """Return the decorator of one filter's option, for a command that filters something else than documents."""
    from ..store.filters import FILTERS

    row = FILTERS[name]
    return option(_flag(row), row.name, help=row.option_help)


def _option_of(row: Filter) -> Option:
    kind = None if row.kind == "text" else Day(end=row.kind == "to")
    return Option([_flag(row), row.name], type=kind, metavar=row.metavar, help=row.option_help)


def _flag(row: Filter) -> str:
    return f"--{row.name.replace('_', '-')}"
