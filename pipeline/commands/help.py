"""click commands whose help is translated when it is shown, not when it is defined."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ..i18n import _

Function = TypeVar("Function", bound=Callable[..., Any])


class Option(click.Option):
    """An option whose help is a msgid."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option's names and its help in the language spoken."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], record[1].replace(self.help, _(self.help))

    def make_metavar(self, *context: Any, **named: Any) -> str:  # click 8.1 passes no context
        """Return the placeholder of the value in the current language."""
        metavar = super().make_metavar(*context, **named)
        return _(metavar) if metavar else ""


class Command(click.Command):
    """A command whose help is a msgid."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The words of the usage line in the language spoken."""
        return _spoken(super().collect_usage_pieces(ctx))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language spoken."""
        _write(self.help, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help, for the list of commands."""
        return _(_msgid(self.help)).split("\n", 1)[0].rstrip(".")


class Group(click.Group):
    """A group of such commands."""

    command_class = Command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The words of the usage line in the language spoken."""
        return _spoken(super().collect_usage_pieces(ctx))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language spoken."""
        _write(self.help, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help, for the list of commands."""
        return _(_msgid(self.help)).split("\n", 1)[0].rstrip(".")


def option(*names: str, **settings: Any) -> Callable[[Function], Function]:
    """`click.option` with a translated help."""
    return click.option(*names, **{"cls": Option, **settings})


def _spoken(pieces: list[str]) -> list[str]:
    return [_(piece) for piece in pieces if piece]


def _msgid(help_text: str | None) -> str:
    return (help_text or "").strip()


def _write(help_text: str | None, formatter: click.HelpFormatter) -> None:
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(_(_msgid(help_text)))
