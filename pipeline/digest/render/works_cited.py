"""What is said of a work that a document cites: which one it is, and whether it is in force."""

from __future__ import annotations

from collections.abc import Mapping

from ...i18n import _, ngettext
from ...model import DigestItem, Explained
from ...vietnamese.citation import cite
from ..in_force import cite_work
from .blocks import Run, Runs


def back_reference(each: Explained, explained: Mapping[str, int]) -> Runs | None:
    """Return the name of a work that an earlier part explains, and that part; None if none does."""
    work = each.work
    if work is None or work.id not in explained:
        return None
    name = cite(work.type, work.number, work.date, None)
    where = _("see document {number}").format(number=explained[work.id])
    return (Run(f"{name} "), Run(f"({where})", italic=True, to=f"document-{explained[work.id]}"))


def citation(each: Explained, item: DigestItem) -> Runs:
    """Return the work that a citation means and whether it is in force, as far as that is known."""
    work = each.work
    if work is None:
        known = (
            _("may mean {count} documents").format(count=each.candidates)
            if each.state == "ambiguous"
            else _("not known")
        )
        return (Run(f"{each.words} — {known}"),)
    if each.state == "resolved":
        held = _("in the library")
    else:
        held = _("not in the library") if work.confirmed else _("not in the library, to be checked")
    on = [page for page in each.pages if item.page_of(page)]
    pages = ngettext("page {pages}", "pages {pages}", len(on)).format(pages=", ".join(map(str, on)))
    held = f"{held}; {pages}" if on else held
    words = "" if work.number and work.number in each.words else f"{each.words} — "
    name = Run(f"{words}{cite_work(work)} ({held})")
    caution = () if each.confirmed else (Run(" "), Run(_("(not yet confirmed)")))
    if each.replaced_by:
        newer = _("no longer in force, replaced by {work}").format(work=cite_work(each.replaced_by))
        return (name, Run("; "), Run(newer, bold=True), *caution)
    if each.in_force is None:
        return (name,)
    state = _("in force, according to the library and the registry") if each.in_force else _("no longer in force")
    return (name, Run(f"; {state}"), *caution)
