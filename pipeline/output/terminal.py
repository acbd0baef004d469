"""Results as lines for a terminal. What comes from a document loses its control characters here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

import click

from pipeline.citation import cite, vietnamese_date
from pipeline.i18n import _, ngettext

if TYPE_CHECKING:
    from pipeline.doctor import Check
    from pipeline.ingest import Tally
    from pipeline.model import CitedIn, Document, Entry, Header, Hit, Reference, SetAside
    from pipeline.search import Explanation, Results

# C0 and C1 controls would move the cursor or recolour the screen, direction
# marks would reorder the line.
_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))
_DIRECTIONS = (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSAFE = dict.fromkeys((*_CONTROLS, *_DIRECTIONS))
_FOUND = re.compile("\ue000(.*?)\ue001", re.DOTALL)


def safe(text: str | None) -> str:
    """`text` that can do no more to a terminal than be read; line breaks and tabs stay."""
    return (text or "").translate(_UNSAFE)


def one_line(text: str | None) -> str:
    """`safe` text on one line."""
    return " ".join(safe(text).split())


def tally(result: Tally) -> Iterator[str]:
    """What an ingest did, each file set aside with its reason."""
    yield _("{added} added, {updated} updated, {unchanged} unchanged: {pages} pages in {seconds:.1f} s.").format(
        added=result.added,
        updated=result.updated,
        unchanged=result.unchanged,
        pages=result.pages,
        seconds=result.seconds,
    )
    if result.set_aside:
        count = len(result.set_aside)
        yield ngettext("{count} file was set aside:", "{count} files were set aside:", count).format(count=count)
        yield from (f"  {line}" for item in result.set_aside for line in set_aside(item))


def set_aside(item: SetAside) -> Iterator[str]:
    """A file and why it is no document."""
    yield f"{safe(item.path)}: {item.reason} {item.hint}".rstrip()


def results(value: Results) -> Iterator[str]:
    """The answer to a query: how many pages, what was read otherwise than typed, the hits."""
    if value.note:
        yield value.note
    if not value.hits:
        yield _("Nothing found for “{query}”.").format(query=one_line(value.query))
        return
    yield from hits(value.hits, value.explanations)
    if value.total > len(value.hits):
        yield _("{shown} of {total} pages; more with -n.").format(shown=len(value.hits), total=value.total)


def hits(values: Sequence[Hit], explanations: Sequence[Explanation] = ()) -> Iterator[str]:
    """Hits, each with its document, page and snippet, found words set off, and the parts of its score if given."""
    for number, (value, explanation) in enumerate(zip_longest(values, explanations), 1):
        name = cite(value.type, value.number, value.date, value.issuer)
        place = _("page {page}").format(page=value.page) + (f", {one_line(value.section)}" if value.section else "")
        yield f"{number:>3}. {click.style(one_line(name), bold=True)} — {click.style(place, fg='green')}"
        if value.title:
            yield f"     {one_line(value.title)}"
        yield f"     {highlighted(value.snippet)}"
        yield f"     {click.style(value.id, dim=True)}"
        if explanation:
            words = ", ".join(f"{one_line(word)} {score:.2f}" for word, score in explanation.leaves)
            yield _("     score {score:.2f}: {words}; side by side {adjacency:.0%}, tones {tier}").format(
                score=value.score, words=words or "–", adjacency=explanation.adjacency, tier=explanation.tier
            )


def highlighted(snippet: str) -> str:
    """A snippet on one line with the found words in bold, which falls away where there is no colour."""
    return _FOUND.sub(lambda match: click.style(match[1], fg="yellow", bold=True), one_line(snippet))


def header(value: Header) -> Iterator[str]:
    """What a document says of itself, a line a field; blank fields are told as blank."""
    signers = "; ".join(
        " ".join(filter(None, (signer.authority, signer.position, signer.name))) for signer in value.signers
    )
    marks = ", ".join(
        filter(None, (value.marks.secrecy, value.marks.urgency, _("draft") if value.marks.draft else None))
    )
    fields = (
        (_("Type"), value.type),
        (_("Number"), value.number),
        (_("Issuer"), value.issuer),
        (_("Date"), vietnamese_date(value.date) if value.date else None),
        (_("Place"), value.place),
        (_("Title"), value.title),
        (_("Signed by"), signers or None),
        (_("Marks"), marks or None),
    )
    width = max(len(label) for label, _value in fields)
    for label, field in fields:
        yield f"{label:<{width}}  {one_line(field) if field else '–'}"


def document(value: Document, with_text: bool) -> Iterator[str]:
    """A document: its header, outline, warnings and, if asked, the text of its pages."""
    yield from header(value.header)
    if value.outline:
        yield ""
        for section in value.outline:
            page = _("page {page}").format(page=section.page)
            yield f"{'  ' * section.level}{one_line(section.label)} {one_line(section.title)[:90]} ({page})"
    if value.warnings:
        yield ""
        yield from (_("Warning: {warning}").format(warning=safe(warning)) for warning in value.warnings)
    if with_text:
        for page_ in value.pages:
            yield ""
            number = _("page {page}").format(page=page_.number)
            yield click.style(f"— {number} —", dim=True)
            yield safe(page_.text)


def references(values: Iterable[tuple[int | None, Reference]]) -> Iterator[str]:
    """Citations, each with its page and the document meant, or that this is not known."""
    for page, value in values:
        where = _("page {page}").format(page=page) + ": " if page else ""
        yield f"{where}{click.style(one_line(value.mention.text), bold=True)}"
        yield f"    → {meaning(value)}"


def meaning(value: Reference) -> str:
    """The answer of the resolver in words."""
    if value.target:
        work = value.target
        name = one_line(cite(work.type, work.number, work.date, work.issuer, work.title))
        if value.state == "resolved":
            return name
        if not work.confirmed:
            return _("{work} (not in the library; its date and title are still to be checked)").format(work=name)
        return _("{work} (not in the library)").format(work=name)
    if value.state == "ambiguous":
        names = "; ".join(one_line(cite(w.type, w.number, w.date, w.issuer)) for w in value.candidates)
        return _("ambiguous, may be: {works}").format(works=names) if names else _("ambiguous")
    if value.state == "malformed":
        return _("the number cannot be read with certainty")
    return _("unknown: neither the library nor the registry has it")


def citations(
    held: Entry, cites: Sequence[tuple[int, Reference]] | None, cited_in: Sequence[CitedIn] | None
) -> Iterator[str]:
    """What a document cites and what cites it; a direction given as None is left out."""
    yield click.style(entry(held), bold=True)
    if cites is not None:
        yield ""
        yield ngettext("It cites {count} time:", "It cites {count} times:", len(cites)).format(count=len(cites))
        yield from (f"  {line}" for line in references(cites))
    if cited_in is not None:
        yield ""
        count = len(cited_in)
        yield ngettext("It is cited {count} time:", "It is cited {count} times:", count).format(count=count)
        for each in cited_in:
            page = _("page {page}").format(page=each.page)
            relation = f" [{each.reference.mention.relation}]" if each.reference.mention.relation else ""
            yield f"  {entry(each.document)} — {page}{relation}"


def entry(value: Entry) -> str:
    """A document of the library in one line, as one cites it."""
    return one_line(cite(value.type, value.number, value.date, value.issuer))


def listing(entries: Sequence[Entry], aside: Sequence[SetAside]) -> Iterator[str]:
    """The documents of the library, a line each and one for the title, and the files set aside."""
    for value in entries:
        pages = ngettext("{count} page", "{count} pages", value.pages).format(count=value.pages)
        yield f"{click.style(entry(value), bold=True)} ({pages})"
        if value.title:
            yield f"    {one_line(value.title)}"
        yield f"    {click.style(value.id, dim=True)}"
    count = len(entries)
    yield ngettext("{count} document.", "{count} documents.", count).format(count=count)
    if aside:
        count = len(aside)
        yield ngettext("{count} file was set aside:", "{count} files were set aside:", count).format(count=count)
        yield from (f"  {line}" for item in aside for line in set_aside(item))


def checks(values: Sequence[Check]) -> Iterator[str]:
    """What was examined, a line each, and what to do where something is missing."""
    width = max(len(check.name) for check in values)
    for check in values:
        mark = click.style("✓", fg="green") if check.ok else _missing_mark(check)
        yield f"{mark} {check.name:<{width}}  {one_line(check.detail)}"
        if check.hint and not check.ok:
            yield f"  {'':<{width}}  → {one_line(check.hint)}"


def _missing_mark(check: Check) -> str:
    return click.style("–", fg="yellow") if check.optional else click.style("✗", fg="red")
