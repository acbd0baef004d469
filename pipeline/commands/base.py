"""What the commands are made of: click classes with translated help, options that several share, and printing."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from importlib import import_module
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..errors import UsageError
from ..i18n import N_, _

if TYPE_CHECKING:
    from pathlib import Path

    from click.shell_completion import CompletionItem

    from ..api import Library
    from ..contract import Json
    from ..store.filters import Filter
    from ..system.files import Format
    from .completion import Completion

Function = TypeVar("Function", bound=Callable[..., Any])
ROW_FORMATS = ("csv", "tsv", "ndjson")
DONE_IN_PART = 1  # exit status when some input was set aside


# click classes whose help is a msgid, translated when it is shown


class Option(click.Option):
    """An option whose help and metavar are msgids."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's names and its help in the user's language."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], record[1].replace(self.help, _(self.help))

    def make_metavar(self, *context: Any, **named: Any) -> str:  # click 8.1 passes no context
        """Return the placeholder of the value in the user's language."""
        metavar = super().make_metavar(*context, **named)
        return _(metavar) if metavar else ""


class Command(click.Command):
    """A command whose help is a msgid."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the words of the usage line in the user's language."""
        return [_(piece) for piece in super().collect_usage_pieces(ctx) if piece]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the user's language."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self._translated_help())

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's examples."""
        from .examples import EXAMPLES

        name = ctx.command_path.partition(" ")[2]  # `registry list` has none of `list`
        if rows := EXAMPLES.get(name):
            with formatter.section(_("Examples")):
                for typed, meaning in rows:
                    formatter.write(f"{'':{formatter.current_indent}}{typed}\n")
                    with formatter.indentation(), formatter.indentation():
                        formatter.write_text(_(meaning))

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the help for the list of commands, in full."""
        return self._translated_help().split("\n", 1)[0].rstrip(".")

    def _translated_help(self) -> str:
        msgid = (self.help or "").strip()
        return msgid and cleandoc(_(msgid))  # the catalogue's header is the translation of an empty msgid


class Group(Command, click.Group):
    """A group of such commands, which suggests one for a name that it does not know."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first of `args` names, or raise click's usage error with the nearest name."""
        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0].casefold(), names, n=1)
            reason = _("There is no command “{name}”.").format(name=args[0])
            hint = _("Did you mean {name}?").format(name=near[0]) if near else _("“chithi --help” lists all commands.")
            ctx.fail(f"{reason} {hint}")
        return super().resolve_command(ctx, args)


# The names that click gives its types, as its messages have them.
_TYPES = (N_("integer range"), N_("integer"), N_("text"))


def translate(problem: click.ClickException) -> None:
    """Put what is English in a message of click's into the user's language: names of types, metavars, system errors."""
    problem.message = _translated(problem)  # type: ignore[misc]  # click calls it final
    if isinstance(problem, click.BadParameter) and isinstance(problem.param, click.Argument) and problem.ctx:
        problem.param_hint = f"'{_(problem.param.metavar or problem.param.human_readable_name.upper())}'"


def _translated(problem: click.ClickException) -> str:
    from ..system.os_errors import describe

    cause = problem.__context__
    if isinstance(cause, OSError) and cause.filename:
        return f"'{os.fsdecode(cause.filename)}': {describe(cause)}."
    kind = problem.param.type if isinstance(problem, click.BadParameter) and problem.param else None
    if isinstance(kind, click.Path):  # click writes its name as a title: `Thư Mục`
        return problem.message.replace(kind.name.title(), kind.name.capitalize())
    return problem.message.replace(kind.name, _(kind.name)) if kind and kind.name in _TYPES else problem.message


def option(*names: str, **settings: Any) -> Callable[[Function], Function]:
    """Return `click.option` with a translated help."""
    return click.option(*names, **{"cls": Option, **settings})


def stored(words: str) -> Completion:
    """Return the completion of an argument or option by words of the library: a function of completion.py."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from . import completion

        return completion.complete_from(getattr(completion, words))(ctx, param, incomplete)

    return complete


# Types of values


class Day(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on only
    """A date as people write it: 2016-03-30, 30/3/2016, a month (3/2016) or a year."""

    name = "date"

    def __init__(self, *, end: bool = False, whole: bool = False) -> None:
        self.end = end  # a year or month alone means its last day, not its first
        self.whole = whole  # a year or month alone is no day

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or raise click's usage error."""
        if isinstance(value, date):
            return value
        if self.whole:
            return self._whole_day(value)
        if len(value) == 4 and value.isascii() and value.isdigit() and value > "0000":
            return date(int(value), 12, 31) if self.end else date(int(value), 1, 1)
        if month := re.fullmatch(r"(0?[1-9]|1[0-2])[/-]([12]\d{3})", value, re.ASCII):
            first = date(int(month[2]), int(month[1]), 1)
            return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1) if self.end else first
        return self._whole_day(value)

    def _whole_day(self, value: str) -> date:
        from ..vietnamese.dates import parse_date

        return parse_date(value) or self.fail(
            _("“{value}” is not a date: write 30/3/2016 or 2016-03-30.").format(value=value)
        )


class DayAndHour(Day):
    """A day, or a day and an hour: 6/6/2016, `6/6/2016 14:00`, `2016-06-06T14:00`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, as a datetime if it has an hour, or raise click's usage error."""
        if isinstance(value, date):
            return value
        match = re.fullmatch(r"(.+?)[ T](\d{1,2})(?::|h| giờ ?)(\d{2})?", value.strip())
        if match is None:
            return super().convert(value, param, ctx)
        hour, minute = int(match[2]), int(match[3] or 0)
        if hour > 23 or minute > 59:
            self.fail(_("“{value}” is not a date: write 30/3/2016 or 2016-03-30.").format(value=value))
        return datetime.combine(super().convert(match[1], param, ctx), time(hour, minute))


class FormatName(click.ParamType):  # type: ignore[type-arg]
    """The name of an output format: one of the rows of FORMATS in `module`, which is loaded when it is needed."""

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


def existing_file(name: str) -> Path:
    """Return the path of a file that exists. Raises UsageError."""
    from pathlib import Path

    if not os.path.isfile(name):
        raise UsageError(_("There is no such file."), hint=_("Check the name."), path=name)
    return Path(name)


# Options that several commands have


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
rows_option = option("--format", "row_format", type=click.Choice(ROW_FORMATS),
                     help="Print rows for a spreadsheet or another program.")  # fmt: skip
ocr_option = option("--ocr", type=click.Choice(["auto", "never", "always"]), default="auto", show_default=True,
                    help="Read pages without text from their image.")  # fmt: skip
time_limit_option = option("--time-limit", type=click.IntRange(min=1), default=900, show_default=True,
                           metavar="SECONDS", help="Time for one file; what takes longer is set aside.")  # fmt: skip
memory_option = option("--memory", type=click.IntRange(min=256), default=1024, show_default=True, metavar="MB",
                       help="Memory for one file; what needs more is set aside.")  # fmt: skip
quiet_option = option("--quiet", "-q", is_flag=True, help="Print errors and results only: no progress, no messages.")
verbose_option = option("--verbose", "-v", is_flag=True, help="Name each file when it is done.")
log_option = option("--log", type=click.Path(dir_okay=False),
                    help="Add what happens to this file, without any text of documents.")  # fmt: skip
text_option = option("--text", "with_text", is_flag=True, help="Print the text of every page too.")


document_argument = click.argument("document", shell_complete=stored("documents"))
_COMPLETED = {"type": "types", "issuer": "issuers", "cites": "documents"}  # filters, and functions of completion.py


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
    completion = stored(_COMPLETED[row.name]) if row.name in _COMPLETED else None
    return Option(
        [_flag(row), row.name], type=kind, metavar=row.metavar, help=row.option_help, shell_complete=completion
    )


def _flag(row: Filter) -> str:
    return f"--{row.name.replace('_', '-')}"


# The library, and printing


def open_library(ctx: click.Context, *, create: bool = False) -> Library:
    """Open the library that the command works on; it is closed when the command ends."""
    from ..api import Library

    return ctx.with_resource(Library.open(library_path(ctx), create=create))


def library_path(ctx: click.Context) -> str:
    """Return the path of the library that the command works on."""
    from ..api import default_path

    return ctx.obj or default_path()


def has_library(ctx: click.Context) -> bool:
    """Return whether there is a library at that path."""
    return os.path.exists(library_path(ctx))


def report(
    as_json: bool,
    result: Callable[[], Json],
    lines: Iterable[str],
    *,
    err: bool = False,
    row_format: str | None = None,
    rows: str = "",
) -> None:
    """Print the result of a command: as one JSON document, or else as lines, on standard error if `err`.

    With a `row_format`, the list under the key `rows` of the JSON document is printed as rows.
    """
    if as_json and row_format:
        raise UsageError(_("--json and --format exclude each other."), hint=_("Leave out one of them."))
    if as_json:
        print_json(result())
        return
    if row_format:
        from ..output.rows import lines as row_lines

        for line in row_lines(result()[rows], row_format):
            click.echo(line)
        return
    from ..output.terminal import wrapped
    from .talk import talk_of

    if err and talk_of().quiet:
        return
    stream = sys.stderr if err else sys.stdout
    width = terminal_width() if stream.isatty() else None
    for line in lines:
        click.echo(wrapped(line, width) if width else line, err=err)


def terminal_width() -> int:
    """Return the columns to write in: those of the terminal, between 50 and 200."""
    return min(max(shutil.get_terminal_size().columns, 50), 200)


def print_json(value: Json) -> None:
    """Print one JSON document on standard output."""
    from ..contract import dumps

    click.echo(dumps(value))


def check_output(output: object, as_json: bool) -> None:
    """Raise UsageError when both the output and the JSON of a command would be written to standard output."""
    if as_json and str(output) == "-":
        raise UsageError(_("“-” and --json both mean standard output."), hint=_("Leave out one of them."))
