"""Options and kinds of value that several commands take."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import click

from ..i18n import _
from .help import option


class Day(click.ParamType[date]):
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


json_option = option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
ocr_option = option("--ocr", type=click.Choice(["auto", "never", "always"]), default="auto", show_default=True,
                    help="Read pages without text from their picture.")  # fmt: skip
text_option = option("--text", "with_text", is_flag=True, help="Print the text of every page too.")
type_option = option("--type", "type_name", help="Only this type of document (chỉ thị, nghị quyết …).")
issuer_option = option("--issuer", help="Only documents of this body.")
since_option = option("--since", type=Day(), help="Only documents from this day on.")
until_option = option("--until", type=Day(end=True), help="Only documents up to this day.")
