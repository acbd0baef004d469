"""The groups of commands: what they hold loads when it is asked for, and every known error is one sentence."""

from __future__ import annotations

import errno
import sqlite3
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from ..errors import ChithiError
from ..i18n import _, default_language, set_language
from .console import print_json
from .help import Group


class Lazy(Group):
    """A group whose commands are named by the modules of `pipeline.commands` that hold them, in the order of the work.

    `modules` gives each command's module; its `command` loads when it is called or when help lists it.
    """

    def __init__(self, *args: Any, modules: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None when there is none."""
        if cmd_name not in self._modules:
            return None
        command: click.Command = import_module(f".{self._modules[cmd_name]}", __package__).command
        return command


class Chithi(Lazy):
    """The whole program, which turns every known error into one sentence and its exit status."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Speak the locale's language until `--lang` says otherwise."""
        set_language(default_language())
        return super().main(*args, **options)

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """The context of the words typed; what is wrong with them is told to scripts too."""
        try:
            return super().make_context(*args, **options)
        except click.ClickException as problem:
            _tell_scripts(ChithiError(problem.format_message()))
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except click.ClickException as problem:
            _tell_scripts(ChithiError(problem.format_message()))
            raise
        except ChithiError as problem:
            _say(ctx, problem)
        except sqlite3.Error as error:
            from ..store import explained

            _say(ctx, explained(error))
        except OSError as error:
            from ..system.os_errors import describe

            if error.errno == errno.EPIPE:
                raise  # who read our output has gone: click ends quietly
            hint = _("Check the disk and what you may read and write.")
            reason = _("The system refused: {error}.").format(error=describe(error))
            _say(ctx, ChithiError(reason, hint=hint, path=error.filename))


def _say(ctx: click.Context, problem: ChithiError) -> None:
    from ..output.terminal import one_line

    _tell_scripts(problem)
    click.echo(f"chithi: {one_line(str(problem))}", err=True)
    ctx.exit(problem.exit_code)


def _tell_scripts(problem: ChithiError) -> None:
    """One JSON document for who asked for one; the words typed may be too wrong to look the option up."""
    if "--json" in sys.argv:
        from .. import contract

        print_json(contract.error(problem))
