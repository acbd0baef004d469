"""`chithi search`: the pages that match a query, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .. import contract
from ..errors import UsageError
from ..i18n import _
from ..output.search import lines, saved_lines
from ..settings import read_settings
from ..store.filter_values import check_values
from ..store.filters import described_fields
from .base import FilteredCommand, json_option, library_path, open_library, option, report, rows_option, stored

if TYPE_CHECKING:
    from ..api import Library
    from ..model import Hit
    from ..search import Results


class Search(FilteredCommand):
    """The search, whose help lists the fields of the query language."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, and each field with its names and what it holds."""
        super().format_epilog(ctx, formatter)
        with formatter.section(_("Fields of a query")):
            formatter.write_dl(
                [
                    (
                        ", ".join(f"{name}:" for name in (*row.vietnamese, *row.english)),
                        _(row.field_help).replace("`", ""),
                    )
                    for row in described_fields()
                ]
            )


@click.command("search", cls=Search)
@click.argument("query", nargs=-1)
@option("--number", "-n", "limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many hits.")
@option("--from", "start", type=click.IntRange(1), default=1, help="Start with this hit.")
@option("--sort", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True,
        help="Best first, or newest first.")  # fmt: skip
@option("--facets", is_flag=True, help="Count the documents found by year, type and issuer.")
@option("--similar", metavar="DOCUMENT", help="Find the documents most like this one instead.")
@option("--more", metavar="DOCUMENT", help="Show all pages of this document that match.")
@option("--open", "opened", type=click.IntRange(1), metavar="HIT", help="Open the file of this hit at its page.")
@option("--save", metavar="NAME", help="Save this search in the library.")
@option("--saved", metavar="NAME", shell_complete=stored("saved_searches"), help="Run a saved search.")
@option("--new", is_flag=True, help="With --saved: only documents that it has not shown before.")
@option("--list-saved", is_flag=True, help="List the saved searches.")
@option("--forget", metavar="NAME", shell_complete=stored("saved_searches"), help="Delete a saved search.")
@option("--model", metavar="FOLDER", help="Compare the best pages by meaning too, with the model in this folder.")
@option("--explain", is_flag=True, help="Show the parts of each score.")
@rows_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    query: tuple[str, ...],
    opened: int | None,
    list_saved: bool,
    forget: str | None,
    row_format: str | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Find pages by words with or without tone marks, "a phrase", or a document's number."""
    library = open_library(ctx)
    if forget or list_saved:
        if forget:
            library.forget_search(forget)
        saved = library.saved_searches()
        report(as_json, lambda: contract.saved_searches_result(saved), saved_lines(saved))
        return
    if options["model"] is None:
        options["model"] = read_settings(library_path(ctx)).model
    results = _results(library, " ".join(query), **options)
    chosen = _hit(results, opened) if opened else None
    report(as_json, lambda: contract.search_result(results), lines(results), row_format=row_format, rows="hits")
    if chosen:
        _open(chosen, quiet=as_json)


def _results(
    library: Library,
    query: str,
    *,
    start: int,
    similar: str | None,
    save: str | None,
    saved: str | None,
    new: bool,
    limit: int,
    sort: Any,
    facets: bool,
    explain: bool,
    model: str,
    more: str | None,
    **filters: Any,
) -> Results:
    """Search in one of three ways: by a query, by a similar document, or by the name of a saved search."""
    if new and not saved:
        raise UsageError(_("--new needs --saved."), hint=_("Name a saved search: --saved NAME --new."))
    if sum(map(bool, (query, similar, saved))) != 1:
        raise UsageError(
            _("A search needs one of these: a query, --similar or --saved."), hint=_("See: chithi search --help.")
        )
    start -= 1
    if similar:
        return library.similar(similar, limit=limit, start=start)
    check_values(library.store.connection, filters)
    if more:
        filters["document"] = library.find(more).id
    order: dict[str, Any] = {
        "limit": limit,
        "start": start,
        "sort": sort,
        "facets": facets,
        "explain": explain,
        "model": model,
    }
    if saved:
        return library.run_saved_search(saved, new=new, **order, **filters)
    if save:
        library.save_search(save, query, **filters)
    return library.search(query, **order, **filters)


def _hit(results: Results, number: int) -> Hit:
    place = number - results.start - 1
    if not 0 <= place < len(results.hits):
        raise UsageError(
            _("Hit {number} is not in this list.").format(number=number), hint=_("Choose a number from the list.")
        )
    return results.hits[place]


def _open(hit: Hit, *, quiet: bool) -> None:
    from ..output.terminal import one_line
    from ..system.viewer import open_at

    click.echo(one_line(open_at(hit.path, hit.page if hit.page_known else None)), err=quiet)
