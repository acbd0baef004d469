"""The command `chithi`: options in, calls out, printing. What is heavy loads inside the command that needs it."""

from __future__ import annotations

import errno
import gc
import os
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from pipeline.errors import ChithiError, UsageError
from pipeline.i18n import LANGUAGES, _, default_language, ngettext, set_language
from pipeline.output.help import Command, Group, Option, option

if TYPE_CHECKING:
    from pipeline.api import Library

DONE_IN_PART = 1
# What imports leave behind is no garbage: looking through it costs a search a tenth of its time.
gc.set_threshold(50_000, 20, 20)


class Day(click.ParamType[date]):
    """A date as people write it: 2016-03-30, 30/3/2016, or a year."""

    name = "date"

    def __init__(self, *, end: bool = False) -> None:
        self.end = end  # a lone year means its last day, not its first

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or click's usage error."""
        from pipeline.dates import parse_date

        if isinstance(value, date):
            return value
        if len(value) == 4 and value.isascii() and value.isdigit() and value > "0000":
            return date(int(value), 12, 31) if self.end else date(int(value), 1, 1)
        return parse_date(value) or self.fail(
            _("“{value}” is no date: write 30/3/2016 or 2016-03-30.").format(value=value)
        )


json_option = option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


class Chithi(Group):
    """The group, which turns every known error into one sentence and its exit status."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Speak the locale's language until `--lang` says otherwise."""
        set_language(default_language())
        return super().main(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ChithiError as problem:
            self._say(ctx, problem)
        except sqlite3.Error as error:
            from pipeline.store import explained

            self._say(ctx, explained(error))
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # who read our output has gone: click ends quietly
            hint = _("Check the disk and what you may read and write.")
            reason = _("The system refused: {error}.").format(error=error.strerror or error)
            self._say(ctx, ChithiError(reason, hint=hint, path=error.filename))

    def _say(self, ctx: click.Context, problem: ChithiError) -> None:
        from pipeline.output.terminal import one_line

        if "--json" in ctx.args or "--json" in sys.argv:
            _print_json("error", problem)
        click.echo(f"chithi: {one_line(str(problem))}", err=True)
        ctx.exit(problem.exit_code)


@click.group(cls=Chithi, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@option("--library", "library_path", type=click.Path(dir_okay=False), envvar="CHITHI_LIBRARY",
        help="The library file (default: in your user data folder; also CHITHI_LIBRARY).")  # fmt: skip
@option("--lang", type=click.Choice(LANGUAGES), is_eager=True, expose_value=False,
        callback=lambda ctx, param, value: set_language(value) if value else None,
        help="Speak Vietnamese or English.")  # fmt: skip
@click.version_option(package_name="chithi", prog_name="chithi", cls=Option, help="Show the version and exit.")
@click.pass_context
def main(ctx: click.Context, library_path: str | None) -> None:
    """Read, search and digest the directives and resolutions of the Party and the state."""
    ctx.obj = library_path


def _library(ctx: click.Context, *, create: bool = False) -> Library:
    """The library that the command works on, closed when the command ends."""
    from pipeline.api import Library, default_path

    return ctx.with_resource(Library.open(ctx.obj or default_path(), create=create))


def _print_json(kind: str, *values: Any, **more: Any) -> None:
    from pipeline.output import as_json

    click.echo(as_json.dumps({**getattr(as_json, kind)(*values), **more}))


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


@main.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@option("--jobs", "-j", type=click.IntRange(min=1), help="Worker processes (default: one a processor).")
@option("--ocr", type=click.Choice(["auto", "never", "always"]), default="auto", show_default=True,
        help="Read pages without text from their picture.")  # fmt: skip
@option("--accept-secret", metavar="REASON",
        help="Take secret documents in too, and keep this reason; they enter no study pack.")  # fmt: skip
@option("--scheduler", metavar="ADDRESS", help="Work on a Dask cluster instead of this machine's processors.")
@json_option
@click.pass_context
def ingest(
    ctx: click.Context,
    paths: tuple[str, ...],
    jobs: int | None,
    ocr: Any,
    accept_secret: str | None,
    scheduler: str | None,
    as_json: bool,
) -> None:
    """Take files and folders into the library; what is there already is left as it is."""
    with ExitStack() as stack:
        executor = stack.enter_context(_cluster(scheduler)) if scheduler else None
        library = _library(ctx, create=True)
        progress = _Progress(hidden=as_json or not sys.stderr.isatty())
        stack.callback(progress.close)
        result = library.ingest(
            paths,
            jobs=jobs,
            ocr=ocr,
            executor=executor,
            accept_secret=accept_secret,
            on_start=progress.start,
            on_file=progress.advance,
        )
    if as_json:
        _print_json("tally", result)
    else:
        from pipeline.output import terminal

        _print_lines(terminal.tally(result))
    if result.set_aside:
        ctx.exit(DONE_IN_PART)


class _Progress:
    """A bar on standard error that appears when there is something to do."""

    def __init__(self, *, hidden: bool) -> None:
        self._hidden, self._bar = hidden, None  # type: bool, Any

    def start(self, count: int) -> None:
        if count and not self._hidden:
            self._bar = click.progressbar(
                length=count, label=_("Reading"), file=sys.stderr, item_show_func=lambda name: name or ""
            )
            self._bar.__enter__()

    def advance(self, path: str) -> None:
        from pipeline.output.terminal import one_line

        if self._bar:
            self._bar.update(1, one_line(os.path.basename(path))[:40])

    def close(self) -> None:
        if self._bar:
            self._bar.__exit__(None, None, None)
            self._bar = None


def _cluster(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            _("The package for clusters is not installed."), hint=_("Run: pip install 'chithi[cluster]'.")
        ) from error
    return Client(address).get_executor()


@main.command(cls=Command)
@click.argument("file", type=click.Path())
@option("--ocr", type=click.Choice(["auto", "never", "always"]), default="auto", show_default=True,
        help="Read pages without text from their picture.")  # fmt: skip
@option("--text", "with_text", is_flag=True, help="Print the text of every page too.")
@json_option
def read(file: str, ocr: Any, with_text: bool, as_json: bool) -> None:
    """Show what is read from one file; nothing is stored."""
    if not os.path.isfile(file):
        raise UsageError(_("There is no such file."), hint=_("Check the name."), path=file)
    from pipeline.parse import parse_file

    document = parse_file(file, ocr=ocr)
    if as_json:
        _print_json("reading", document)
    else:
        from pipeline.output import terminal

        _print_lines(terminal.document(document, with_text))


@main.command(cls=Command)
@click.argument("file", type=click.File("rb"), default="-")
@option("--date", "day", type=Day(), help="Date of the document that the text is from.")
@option("--issuer", help="Issuer of the document that the text is from.")
@json_option
@click.pass_context
def tag(ctx: click.Context, file: Any, day: date | None, issuer: str | None, as_json: bool) -> None:
    """Find the references in plain text and say which document each one means."""
    from pipeline.api import Library, default_path
    from pipeline.api import tag as tag_text

    path = ctx.obj or default_path()
    library = ctx.with_resource(Library.open(path, create=False)) if os.path.exists(path) else None
    references = tag_text(_text_of(file), day=day, issuer=issuer, library=library)
    if as_json:
        _print_json("tagged", references)
    else:
        from pipeline.output import terminal

        _print_lines(terminal.references((None, reference) for reference in references))


def _text_of(file: Any) -> str:
    try:
        text: str = file.read().decode("utf-8")  # as it stands: line ends count in offsets
    except UnicodeDecodeError as error:
        raise UsageError(_("The text is not UTF-8."), hint=_("Save it as UTF-8."), path=file.name) from error
    return text


@main.command(cls=Command)
@click.argument("query", nargs=-1, required=True)
@option(
    "--number",
    "-n",
    "limit",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="How many hits.",
)
@option("--type", "type_name", help="Only this type of document (chỉ thị, nghị quyết …).")
@option("--issuer", help="Only documents of this body.")
@option("--since", type=Day(), help="Only documents from this day on.")
@option("--until", type=Day(end=True), help="Only documents up to this day.")
@option("--term", help="Only documents of this term of the Central Committee (XII).")
@option("--cites", help="Only documents that cite this one.")
@option("--sort", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True,
        help="Best first, or newest first.")  # fmt: skip
@option("--explain", is_flag=True, help="Show the parts of each score.")
@json_option
@click.pass_context
def search(
    ctx: click.Context,
    /,
    query: tuple[str, ...],
    limit: int,
    type_name: str | None,
    explain: bool,
    as_json: bool,
    **filters: Any,
) -> None:
    """Find pages: words with or without tone marks, "a phrase", a document's number."""
    results = _library(ctx).search(" ".join(query), limit=limit, type=type_name, explain=explain, **filters)
    if as_json:
        _print_json("results", results)
    else:
        from pipeline.output import terminal

        _print_lines(terminal.results(results))


@main.command(cls=Command)
@click.argument("document")
@option("--text", "with_text", is_flag=True, help="Print the text of every page too.")
@json_option
@click.pass_context
def show(ctx: click.Context, document: str, with_text: bool, as_json: bool) -> None:
    """Show a document of the library, named by its id or number."""
    held = _library(ctx).document(document)
    if as_json:
        _print_json("document", held)
    else:
        from pipeline.output import terminal

        click.echo(click.style(held.id, bold=True))
        _print_lines(terminal.document(held, with_text))


@main.command(cls=Command)
@click.argument("document")
@option("--out", "outward", is_flag=True, help="Only what it cites.")
@option("--in", "inward", is_flag=True, help="Only what cites it.")
@json_option
@click.pass_context
def refs(ctx: click.Context, document: str, outward: bool, inward: bool, as_json: bool) -> None:
    """List what a document cites and what cites it."""
    library = _library(ctx)
    held = library.find(document)
    cites = library.cited_by(held) if outward or not inward else None
    cited_in = library.citing(held) if inward or not outward else None
    if as_json:
        _print_json("citations", held, cites, cited_in)
    else:
        from pipeline.output import terminal

        _print_lines(terminal.citations(held, cites, cited_in))


@main.command("list", cls=Command)
@option("--type", "type_name", help="Only this type of document (chỉ thị, nghị quyết …).")
@option("--issuer", help="Only documents of this body.")
@option("--since", type=Day(), help="Only documents from this day on.")
@option("--until", type=Day(end=True), help="Only documents up to this day.")
@json_option
@click.pass_context
def list_documents(ctx: click.Context, /, type_name: str | None, as_json: bool, **filters: Any) -> None:
    """List the documents of the library, and the files set aside."""
    library = _library(ctx)
    entries, aside = library.entries(type=type_name, **filters), library.files_set_aside()
    if as_json:
        _print_json("listing", entries, aside)
    else:
        from pipeline.output import terminal

        _print_lines(terminal.listing(entries, aside))


@main.command(cls=Command)
@click.argument("documents", nargs=-1, required=True)
@json_option
@click.pass_context
def remove(ctx: click.Context, documents: tuple[str, ...], as_json: bool) -> None:
    """Take documents out of the library; their files stay where they are."""
    library = _library(ctx)
    found = [library.find(document).id for document in documents]
    for document_id in found:
        library.remove(document_id)
    if as_json:
        _print_json("removed", found)
    else:
        count = len(found)
        click.echo(ngettext("{count} document removed.", "{count} documents removed.", count).format(count=count))


@main.command(cls=Command)
@click.argument("query", nargs=-1)
@option("--document", "documents", multiple=True, help="A document, by id or number; may be given again.")
@option("--month", help="What was issued in this month: YYYY-MM.")
@option("--since", type=Day(), help="What was issued from this day on.")
@option("--until", type=Day(end=True), help="What was issued up to this day.")
@option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False),
    help="Write here instead of the screen.",
)
@option(
    "--format",
    "format_name",
    type=click.Choice(["md"]),
    default="md",
    show_default=True,
    help="Form of the pack.",
)
@option("--sentences", type=click.IntRange(1, 50), default=6, show_default=True, help="Points for each document.")
@json_option
@click.pass_context
def digest(
    ctx: click.Context,
    /,
    query: tuple[str, ...],
    output: str | None,
    format_name: str,
    as_json: bool,
    **choice: Any,
) -> None:
    """Make a study pack: every point is quoted word for word, with its page."""
    pack = _library(ctx).digest(" ".join(query), **choice)
    if pack.left_out:
        told = ngettext("{count} secret document is left out.", "{count} secret documents are left out.", pack.left_out)
        click.echo(told.format(count=pack.left_out), err=True)
    if output:
        from pipeline.digest.markdown import write_markdown

        write_markdown(pack, output)
        click.echo(_("The study pack stands in {path}.").format(path=output), err=as_json)
    if as_json:
        _print_json("digest", pack)
    elif not output:
        from pipeline.digest.markdown import render_markdown

        click.echo(render_markdown(pack), nl=False)


@main.command(cls=Command)
@json_option
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Say what is missing on this machine and how to get it."""
    from pipeline.api import default_path
    from pipeline.doctor import examine

    checks = examine(ctx.obj or default_path())
    if as_json:
        _print_json("checks", checks)
    else:
        from pipeline.output import terminal

        _print_lines(terminal.checks(checks))
    if not all(check.passed for check in checks):
        ctx.exit(DONE_IN_PART)


if __name__ == "__main__":
    main(prog_name="chithi")
