"""The command `chithi`: its options, the list of its commands, and its errors as one sentence and an exit status."""

from __future__ import annotations

import atexit
import errno
import gc
import io
import os
import sqlite3
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

import click

from ..errors import ChithiError
from ..i18n import LANGUAGES, _, default_language, set_language
from . import interrupts
from .base import (
    Group,
    Option,
    library_path,
    log_option,
    open_library,
    option,
    print_json,
    quiet_option,
    report,
    translate,
    verbose_option,
)

# Objects made by imports stay alive: looking for garbage among them would take a tenth of a search's time, and another
# tenth when the interpreter exits.
gc.set_threshold(50_000, 20, 20)
atexit.register(gc.freeze)

# In the order of help. Each is a module of this package with its `command`, and its output is in the module of the
# same name in pipeline/output; it is loaded when it is called or when help lists it.
COMMANDS = (
    "init", "ingest", "read", "tag", "search", "show", "refs", "status", "missing", "graph", "list", "correct", "stats",
    "registry", "remove", "digest", "compare", "export", "backup", "restore", "doctor", "evaluate", "mcp",
    "serve",
)  # fmt: skip

_BY_CTRL_C = 130  # on Windows too


class Chithi(Group):
    """The whole program."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f".{cmd_name}", __package__).command
        return command

    def main(self, args: Any = None, *rest: Any, **options: Any) -> Any:
        """Use the language that `--lang` names anywhere before the command, or that of the locale."""
        options.setdefault("windows_expand_args", False)  # `*` in a query is not a file name
        _write_utf8()
        words = list(args or sys.argv[1:])
        named = words[words.index("--lang") + 1 :][:1] if "--lang" in words else []
        set_language(named[0] if named and named[0] in LANGUAGES else default_language())
        return super().main(args, *rest, **options)

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """Parse the command line; its errors are printed as JSON too if a script asked for JSON."""
        try:
            return super().make_context(*args, **options)
        except click.ClickException as problem:
            translate(problem)
            _print_if_json(ChithiError(problem.format_message()))
            raise
        except KeyboardInterrupt:
            _end_interrupted()
        except OSError as error:  # the help, printed to a full disk
            _end_refused(error)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, log its end, and end with one sentence for every error that is known."""
        from .talk import talk_of

        status = 0
        try:
            return self._invoke(ctx)
        except click.exceptions.Exit as ending:
            status = ending.exit_code
            raise
        except BaseException as error:
            status = getattr(error, "exit_code", 1)
            talk_of(ctx).fail(error)
            raise
        finally:
            talk_of(ctx).end(status)

    def _invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.ClickException as problem:
            translate(problem)
            _print_if_json(ChithiError(problem.format_message()))
            raise
        except KeyboardInterrupt:
            _end_interrupted()
        except ChithiError as problem:
            _fail(problem)
        except (sqlite3.Error, UnicodeDecodeError) as error:  # the second for damaged text
            if interrupts.status():  # raised inside of a function that SQLite called
                _end_interrupted()
            from ..store import library_error

            _fail(library_error(error))
        except OSError as error:
            _end_refused(error)
        except (ValueError, LookupError, TypeError, AttributeError):
            if fault := _fault_of_library(ctx):
                _fail(fault)
            raise
        finally:
            interrupts.ignore()


def _fault_of_library(ctx: click.Context) -> ChithiError | None:
    """Return the error for a damaged library, None for a sound one: a fault of the program must not be blamed on it."""
    from ..errors import LibraryError
    from ..store.repair import is_damaged

    path = library_path(ctx)
    if not os.path.exists(path) or not is_damaged(path):
        return None
    return LibraryError(_("The library is damaged."), hint=_("Run: chithi doctor --repair."), path=path)


def _end_interrupted() -> NoReturn:
    reason = _("Interrupted. What was finished is kept; run the command again to go on.")
    _print_if_json(ChithiError(reason))
    click.echo(reason, err=True)
    raise click.exceptions.Exit(interrupts.status() or _BY_CTRL_C)


def _end_refused(error: OSError) -> NoReturn:
    from ..system.os_errors import describe

    if error.errno == errno.EPIPE:
        raise error  # the reader of our output has closed it: click ends quietly
    if error.errno == errno.ENOSPC and not error.filename:
        _drop_output()
    reason = _("The system refused: {error}.").format(error=describe(error))
    hint = _("Check the disk and your permissions.")
    _fail(ChithiError(reason, hint=hint, path=error.filename))


def _drop_output() -> None:
    """Write to nowhere what a full disk did not take: Python would try again, and fail again, when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _fail(problem: ChithiError) -> NoReturn:
    from ..output.terminal import one_line

    with suppress(OSError):
        _print_if_json(problem)
        click.echo(f"chithi: {one_line(str(problem))}", err=True)
    raise click.exceptions.Exit(problem.exit_code)


def _print_if_json(problem: ChithiError) -> None:
    """Print the error as JSON if `--json` was typed; the words typed may be too wrong to parse that option."""
    if "--json" in sys.argv:
        from ..contract import error_result

        print_json(error_result(problem))


@click.group(
    cls=Chithi,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@option("--library", "library_file", type=click.Path(dir_okay=False), envvar="CHITHI_LIBRARY",
        help="The library file (default: in your user data folder; also CHITHI_LIBRARY).")  # fmt: skip
@quiet_option
@verbose_option
@log_option
@option("--lang", type=click.Choice(LANGUAGES), envvar="CHITHI_LANG", help="Use Vietnamese or English.")
@click.version_option(package_name="chithi", prog_name="chithi", cls=Option, help="Show the version and exit.")
@click.pass_context
def main(
    ctx: click.Context, library_file: str | None, lang: str | None, quiet: bool, verbose: bool, log: str | None
) -> None:
    """Read, search and digest the directives and resolutions of the Party and the state."""
    ctx.obj = library_file
    ctx.color = _color()
    if language := lang or _language_of_settings(ctx):
        set_language(language)
    if quiet or verbose or log:
        from .talk import begin

        begin(ctx, quiet=quiet, verbose=verbose, log=log)
    if ctx.invoked_subcommand is None:
        _overview(ctx)


def _write_utf8() -> None:
    """Write and read UTF-8 wherever a terminal does not decide: Windows would redirect in a code page."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(
                encoding="utf-8", errors="surrogateescape" if stream is sys.stdin else "backslashreplace"
            )


def _color() -> bool | None:
    """Return whether to colour the output, as the environment asks; None lets a terminal decide.

    The variables are those of no-color.org and bixense.com/clicolors.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or os.environ.get("CLICOLOR") == "0":
        return False
    return True if os.environ.get("CLICOLOR_FORCE", "0") != "0" else None


def _language_of_settings(ctx: click.Context) -> str:
    """Return the language that the settings beside the library ask for, or an empty string."""
    from ..settings import read_settings

    return read_settings(library_path(ctx)).language


def _overview(ctx: click.Context) -> None:
    from ..output import overview

    path = library_path(ctx)
    if not os.path.exists(path):
        report(False, dict, overview.lines_without_library(path))
        return
    library = open_library(ctx)
    report(False, dict, overview.lines(path, library.entries(), library.files_set_aside()))
