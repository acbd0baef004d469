"""`chithi search`: pages, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from ..i18n import _
from ..store.filters import described_fields
from .console import library_of, tell
from .help import option
from .options import FilteredCommand, json_option

if TYPE_CHECKING:
    from ..api import Library
    from ..search import Results


class Search(FilteredCommand):
    """The search, whose help lists the fields of the query language."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each field with its names and what it holds."""
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
@option("--from", "start", type=click.IntRange(1), default=1, help="Begin with this hit.")
@option("--sort", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True,
        help="Best first, or newest first.")  # fmt: skip
@option("--facets", is_flag=True, help="Count the documents found by year, type and issuer.")
@option("--similar", metavar="DOCUMENT", help="Find the documents most like this one instead.")
@option("--open", "opened", type=click.IntRange(1), metavar="HIT", help="Open the file of this hit at its page.")
@option("--save", metavar="NAME", help="Keep this search in the library.")
@option("--saved", metavar="NAME", help="Ask a kept search again.")
@option("--new", is_flag=True, help="With --saved: only documents that it has not shown.")
@option("--list-saved", is_flag=True, help="List the kept searches.")
@option("--forget", metavar="NAME", help="Keep a search no longer.")
@option("--explain", is_flag=True, help="Show the parts of each score.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    query: tuple[str, ...],
    opened: int | None,
    list_saved: bool,
    forget: str | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Find pages: words with or without tone marks, "a phrase", a document's number."""
    library = library_of(ctx)
    if forget or list_saved:
        if forget:
            library.forget_search(forget)
        tell("saved", as_json, library.saved_searches())
        return
    results = _results(library, " ".join(query), **options)
    tell("results", as_json, results)
    if opened:
        _open(results, opened, quiet=as_json)


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
    sort: str,
    facets: bool,
    explain: bool,
    **filters: Any,
) -> Results:
    """What was asked for in one of the three ways: by a query, a document or a name."""
    if new and not saved:
        raise UsageError(_("--new goes with --saved."), hint=_("Name a kept search: --saved NAME --new."))
    if sum(map(bool, (query, similar, saved))) != 1:
        raise UsageError(
            _("A search is one of three: a query, --similar or --saved."), hint=_("See: chithi search --help.")
        )
    shown: dict[str, Any] = {"limit": limit, "start": start - 1}
    if similar:
        return library.similar(similar, **shown)
    shown |= {"sort": sort, "facets": facets, "explain": explain}
    if saved:
        return library.run_saved_search(saved, new=new, **shown, **filters)
    if save:
        library.save_search(save, query, **filters)
    return library.search(query, **shown, **filters)


def _open(results: Results, number: int, *, quiet: bool) -> None:
    from ..output.terminal import one_line
    from ..system.viewer import open_at

    place = number - results.start - 1
    if not 0 <= place < len(results.hits):
        raise UsageError(_("There is no hit {number} here.").format(number=number), hint=_("Name one that is shown."))
    hit = results.hits[place]
    click.echo(one_line(open_at(hit.path, hit.page)), err=quiet)
