"""The filters of a list or a search: one row of FILTERS is an option, a field of the query language, help and docs.

To add one, add its row here and its keyword to `Filters`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypedDict

from ..i18n import N_
from ..vietnamese.numbers import number_key
from ..vietnamese.roman import to_roman
from ..vietnamese.text import fold, nfc, squeeze
from .citations import ENDED_WORKS, ending_relations

# A text; the first day, the last day or both of a year, month or day; one day, which an option may leave out for today.
ValueKind = Literal["text", "from", "to", "range", "day"]


class Filter(NamedTuple):
    """A filter: the condition that it sets, and how it is written in a query and on the command line.

    Attributes:
        name: Its keyword in Python, and `--name` as an option.
        sql: A condition on `documents` with a `?` for each of its values; blank for a field that sets `since` and
            `until`.
        parse: The values of what was typed (dates are ISO).
        vietnamese: The names of its field in a query, with blanks where people write them.
        english: The same in English.
        field_help: A msgid that says what the field holds.
        option_help: A msgid; blank for a filter without an option.
        metavar: The name of the option's value, where it is not the usual one.
        commands: The commands with the option.
    """

    name: str
    sql: str = ""
    parse: Callable[[str], tuple[str, ...]] = lambda value: (value,)
    kind: ValueKind = "text"
    vietnamese: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    field_help: str = ""
    option_help: str = ""
    metavar: str | None = None
    commands: tuple[str, ...] = ("search", "list", "export")


class ColumnField(NamedTuple):
    """A field of the query language that looks for its words in one column of the index."""

    column: str
    vietnamese: tuple[str, ...]
    english: tuple[str, ...]
    field_help: str


class Filters(TypedDict, total=False):
    """Keyword options that limit a list or a search to some documents; None, as absence, limits nothing.

    Attributes:
        type: Type of document, by name or symbol (`chỉ thị`, `CT`).
        issuer: Part of the issuer's name, or its abbreviation (`UBND tỉnh`).
        since: First day of issue.
        until: Last day of issue.
        came_since: First day (UTC) on which the library took documents in.
        came_until: Last day of that.
        term: Term of the Central Committee (`XII` or `12`).
        number: Number, or its serial alone.
        signer: Part of a signer's name.
        cites: Document that must be cited, by id or number.
        in_force: Day on which documents known not to be in force are left out.
        document: Id of the only document to search.
        unseen: Saved search whose documents are left out once it has shown them.
        public: Leave out the documents that were accepted although they are secret.
        among: Ids of documents as a JSON list; all others are left out.
    """

    type: str | None
    issuer: str | None
    since: date | None
    until: date | None
    came_since: date | None
    came_until: date | None
    term: str | None
    number: str | None
    signer: str | None
    cites: str | None
    in_force: date | None
    unseen: str | None
    document: str | None
    public: Literal[True] | None
    among: str | None


class Condition(NamedTuple):
    """An SQL condition on `documents` and the values of its named parameters; false when there is none."""

    sql: str = ""
    values: Mapping[str, str | int] = MappingProxyType({})

    def __bool__(self) -> bool:
        """Whether it excludes anything."""
        return bool(self.sql)


def roman(term: str) -> str:
    """Return a term of the Central Committee as it is written: `12`, `xii` → `XII`."""
    if not (term.isascii() and term.isdigit() and len(term) < 3):
        return term.upper()
    return to_roman(int(term))


def issuer_names(value: str) -> list[str]:
    """Return parts of issuers' names, folded, for what was typed: itself, or what letters mean (`UBND tỉnh`)."""
    first, _blank, rest = squeeze(nfc(value)).partition(" ")
    plain = fold(first)
    if not first.isupper() and re.search("[aeiouy]", plain):
        return [fold(f"{first} {rest}").strip()]
    from ..registry import PLACE, UNIT, load  # loaded only for what is typed in letters

    names = {
        fold(body.name.replace(PLACE, "").replace(UNIT, "")).strip()
        for body in load().bodies
        if plain in {fold(letters) for letters in (*body.symbols, *body.aliases)}
    }
    # `UBND tỉnh` has the word for its level once more.
    names |= {
        name.rpartition(" ")[0] for name in names if rest and fold(rest).startswith(f"{name.rpartition(' ')[2]} ")
    }
    return sorted(f"{name} {fold(rest)}".strip() for name in names) or [fold(f"{first} {rest}").strip()]


def _issuers(value: str) -> tuple[str]:
    import json

    return (json.dumps(issuer_names(value)),)


def _types(value: str) -> tuple[str]:
    """Return the type of this name, or every one with these letters: `QĐ` means two. As JSON."""
    import json

    name = fold(squeeze(nfc(value)))
    if " " in name:
        return (json.dumps([name]),)
    from ..registry import load  # loaded only for what is typed in letters

    return (json.dumps([name, *(fold(kind.name) for kind in load().types.of_symbol(nfc(value).strip()))]),)


def _in_force(value: str) -> tuple[str, ...]:
    """Return the day for each place in the condition, and the works that the registry knows to have ended, as JSON."""
    import json

    from ..registry import load

    known = json.dumps(load().changes.ended_by(date.fromisoformat(value)))
    return (value, value, value, ending_relations(), value, known)


_TABLE = (
    Filter(
        name="number",
        sql="? in (number_key, serial)",
        parse=lambda value: (number_key(value),),
        vietnamese=("số",),
        english=("number",),
        field_help=N_("the number, or the serial alone"),
    ),
    Filter(
        name="type",
        sql="type_key in (select value from json_each(?))",
        parse=_types,
        vietnamese=("loại",),
        english=("type",),
        field_help=N_("the type, by name or letters"),
        option_help=N_("Only this type of document (chỉ thị, nghị quyết …)."),
    ),
    Filter(
        name="issuer",
        sql="exists (select 1 from json_each(?) where instr(issuer_key, value) > 0)",
        parse=_issuers,
        vietnamese=("cơ quan",),
        english=("issuer",),
        field_help=N_("a part of the issuer's name, or its letters (`UBND`, `BTCTW`)"),
        option_help=N_("Only documents of this body."),
    ),
    Filter(
        name="date",
        kind="range",
        vietnamese=("ngày", "năm"),
        english=("date", "year"),
        field_help=N_("a day, month or year, or a range of them"),
    ),
    Filter(
        name="since",
        sql="date >= ?",
        kind="from",
        vietnamese=("từ",),
        english=("since",),
        field_help=N_("the first day"),
        option_help=N_("Only documents from this day on."),
    ),
    Filter(
        name="until",
        sql="date <= ?",
        kind="to",
        vietnamese=("đến",),
        english=("until",),
        field_help=N_("the last day"),
        option_help=N_("Only documents up to this day."),
    ),
    # The day (UTC) on which the library took a document in.
    Filter(name="came_since", sql="date(added) >= ?", kind="from"),
    Filter(name="came_until", sql="date(added) <= ?", kind="to"),
    Filter(
        name="term",
        sql="term = ?",
        parse=lambda value: (roman(value.strip()),),
        vietnamese=("khóa",),
        english=("term",),
        field_help=N_("the Central Committee's term, `XII` or `12`"),
        option_help=N_("Only documents of this term of the Central Committee (XII)."),
    ),
    Filter(
        name="signer",
        sql="exists (select 1 from json_each(header, '$.signers')"
        " where instr(fold(ifnull(json_extract(value, '$.name'), '')), ?) > 0)",
        parse=lambda value: (fold(squeeze(nfc(value))),),
        vietnamese=("người ký",),
        english=("signer",),
        field_help=N_("a part of a signer's name"),
    ),
    # By id, or by number: then every work that it may mean, in the library or not.
    Filter(
        name="cites",
        sql="key in (select document from _links where target = ? or number_key = ?"
        " or target in (select id from documents where number_key = ?))",
        parse=lambda value: (nfc(value).strip(), number_key(value), number_key(value)),
        vietnamese=("dẫn",),
        english=("cites",),
        field_help=N_("a document that is cited, by id, number or name"),
        option_help=N_("Only documents that cite this one."),
        commands=("search",),
    ),
    # All but what is known to have ended or not to have begun on that day: most documents are silent about it.
    Filter(
        name="in_force",
        sql="ifnull(date <= ?, 1) and ifnull(valid_from <= ?, 1) and ifnull(valid_until >= ?, 1)"
        f" and id not in ({ENDED_WORKS}) and id not in (select value from json_each(?))",
        parse=_in_force,
        kind="day",
        option_help=N_("Leave out what is known not to be in force today or on that day."),
        metavar="[=DATE]",
    ),
    Filter(name="document", sql="id = ?"),
    # All but what the saved search of this name has shown.
    Filter(name="unseen", sql="sha256 not in (select sha256 from saved_seen where name = ?)"),
    Filter(name="public", sql="secrecy is null", parse=lambda value: ()),
    Filter(name="among", sql="id in (select value from json_each(?))"),
)
FILTERS: dict[str, Filter] = {each.name: each for each in _TABLE}
COLUMN_FIELDS = (
    ColumnField(
        column="heading",
        vietnamese=("mục",),
        english=("section",),
        field_help=N_("words in the headings of the page"),
    ),
    ColumnField(
        column="title",
        vietnamese=("tiêu đề",),
        english=("title",),
        field_help=N_("words in the document's title"),
    ),
)


def described_fields() -> Iterator[Filter | ColumnField]:
    """Yield the filters and columns that have a field in the query language, in the order of the docs."""
    yield from (each for each in FILTERS.values() if each.vietnamese or each.english)
    yield from COLUMN_FIELDS


def fields() -> dict[str, Filter | ColumnField]:
    """Return the fields of the query language by their names, folded and without blanks (`coquan`)."""
    rows = described_fields()
    return {fold(name).replace(" ", ""): row for row in rows for name in (*row.vietnamese, *row.english)}


def both(one: Condition, excluded: Condition) -> Condition:
    """Return the condition of documents that pass the first and not the second, as far as that is known."""
    if not excluded:
        return one
    sql, values = excluded.sql, {}
    for name, value in sorted(excluded.values.items(), reverse=True):
        sql = sql.replace(f":{name}", f":not_{name}")
        values[f"not_{name}"] = value
    parts = [*([one.sql] if one else []), f"not ifnull({sql}, 0)"]
    return Condition(" and ".join(parts), {**one.values, **values})


def conditions(**filters: Any) -> Condition:
    """Return the condition for filters given by name (strings or dates; None for none)."""
    parts: list[str] = []
    values: dict[str, str | int] = {}
    for name, value in filters.items():
        if value is None:
            continue
        sql = FILTERS[name].sql
        for place, text in enumerate(FILTERS[name].parse(value.isoformat() if isinstance(value, date) else str(value))):
            sql = sql.replace("?", f":{name}{place}", 1)
            values[f"{name}{place}"] = text
        parts.append(sql)
    return Condition(" and ".join(parts), values)
