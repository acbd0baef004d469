"""Issuing bodies and places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from ..system.tables import Tables, day, parts
from ..vietnamese.text import fold, nfc, slug, squeeze, tone_key

LEVELS = ("central", "province", "district", "commune", "cell")  # from the highest to the lowest
PLACE, UNIT = "{place}", "{unit}"  # a province of places.tsv; any commune, ward or district
_LONGEST_NAME = 8  # words of a body's name before the place


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body.

    Attributes:
        name: Its full name, which may hold `{place}` or `{unit}`.
        symbols: The letters that mean it in numbers.
        path: The beginning of the ids of its works.
        aliases: Other names under which it is cited or signs (`Ban Thường vụ Tỉnh ủy {place}`).
    """

    name: str
    symbols: tuple[str, ...]
    path: str
    sphere: str
    level: str
    aliases: tuple[str, ...]
    since: date | None
    until: date | None


class Places:
    """Provinces and cities, with those that ended on 30/6/2025 (places.tsv); a province may have become a city."""

    def __init__(self, tables: Tables) -> None:
        self._units: dict[str, list[tuple[date | None, str]]] = {}
        for row in tables.rows("places"):
            self._units.setdefault(row["name"], []).append((day(row["since"]), row["unit"]))
        self.by_key = {tone_key(name): name for name in self._units}

    def __iter__(self) -> Iterator[str]:
        return iter(self._units)

    def unit_of(self, place: str, on: date | None = None) -> str:
        """Return `tỉnh` or `thành phố`, as on a day or else today."""
        units = self.units_of(place)
        begun = [unit for since, unit in self._units.get(place, ()) if not (on and since and since > on)]
        return (begun or units)[-1]

    def units_of(self, place: str) -> Sequence[str]:
        """Return what a place has been, the oldest first."""
        return [unit for _since, unit in self._units.get(place, ())] or ["tỉnh"]

    def named_in(self, name: str) -> str | None:
        """Return the province that a body's name ends in, or that the name is."""
        key = f" {tone_key(squeeze(nfc(name)))}"
        return next((place for folded, place in self.by_key.items() if key.endswith(f" {folded}")), None)

    def proper_name(self, printed: str) -> str:
        """Return a place's name in its proper case; unknown words are capitalised when printed in capitals."""
        if known := self.by_key.get(tone_key(printed)):
            return known
        for key, place in self.by_key.items():  # `xã Thanh Minh, tỉnh Điện Biên`
            if tone_key(printed).endswith(f" {key}"):
                return f"{self.proper_name(printed[: -len(place) - 1])} {place}"
        if not printed.isupper():
            return printed
        words = printed.lower().split()
        units = {"tỉnh", "thành", "phố", "xã", "phường", "huyện", "quận", "thị", "trấn"}
        return " ".join(word if word in units else word.capitalize() for word in words)


class Bodies:
    """The issuing bodies (bodies.tsv), the nouns and abbreviations of their names (organs.tsv, shortened.tsv)."""

    def __init__(self, tables: Tables, places: Places) -> None:
        self._tables = tables
        self._places = places
        self.all = tuple(
            Body(
                name=row["name"], symbols=parts(row["symbols"]), path=row["path"], sphere=row["sphere"],
                level=row["level"], aliases=parts(row["aliases"]), since=day(row["since"]), until=day(row["until"]),
            )
            for row in tables.rows("bodies")
        )  # fmt: skip

    def __iter__(self) -> Iterator[Body]:
        return iter(self.all)

    # Finding a body by its name

    @cached_property
    def _by_template(self) -> Mapping[str, tuple[Body, str]]:
        """Every name and alias, as `tone_key` text with its placeholder → the body, the name as written."""
        templates: dict[str, tuple[Body, str]] = {}
        for body in self.all:
            for name in (body.name, *body.aliases):
                templates.setdefault(tone_key(name), (body, name))
        return templates

    def _match(self, name: str) -> tuple[Body, str, str | None] | None:
        """Return the body, its name as the registry writes it, and the place as `name` has it."""
        text = squeeze(nfc(name))
        key = tone_key(text)
        if found := self._by_template.get(key):
            return (*found, None)
        for place in self._places.by_key:
            if key.endswith(f" {place}") and (found := self._by_template.get(key[: -len(place)] + PLACE)):
                return (*found, text[-len(place) :])
        words = text.split()
        for count in range(min(len(words) - 1, _LONGEST_NAME), 0, -1):
            template = f"{tone_key(' '.join(words[:count]))} {UNIT}"
            unit = " ".join(words[count:])
            found = self._by_template.get(template)
            named, _comma, province = unit.partition(",")
            if _comma and not self._is_province(province):
                continue
            if found and (found[0].level == "cell" or not self._contains_body(named)):
                return (*found, unit)
        return None

    @cached_property
    def _openings(self) -> frozenset[str]:
        return frozenset(" ".join(template.split()[:2]) for template in self._by_template)

    def _is_province(self, name: str) -> bool:
        """Whether this names a province or city, with or without the word for it."""
        key = tone_key(name.strip())
        return any(key.removeprefix(f"{word} ") in self._places.by_key for word in ("", "tỉnh", "thành phố"))

    def _contains_body(self, unit: str) -> bool:
        """Whether the words in a commune's place name another body."""
        words = tone_key(unit).split()
        return any(f"{one} {two}" in self._openings for one, two in pairwise(words))

    def named(self, name: str) -> tuple[Body, str | None] | None:
        """Return the body with this name or alias and the place that it names (None for a body without one)."""
        found = self._match(name)
        return (found[0], found[2]) if found else None

    def _of_issuer(self, issuer: str) -> Body | None:
        """Return an issuer's body; a cell may be named with its committee after a comma."""
        found = self.named(issuer) or self.named(issuer.split(",")[0])
        return found[0] if found else None

    @cached_property
    def _by_letters(self) -> Mapping[str, str]:
        """Every body's name with its province by its letters alone, without tones and marks."""
        names = (name for _body, name in self._by_template.values() if UNIT not in name)
        spelled = (name.replace(PLACE, place) for name in names for place in (self._places if PLACE in name else ("",)))
        return {fold(name): name for name in spelled}

    def resembling(self, printed: str) -> str | None:
        """Return the body's name with the letters of `printed`, whatever its tones and marks: OCR misreads those."""
        return self._by_letters.get(fold(squeeze(nfc(printed))))

    @cached_property
    def _generic(self) -> Mapping[str, tuple[Body, str]]:
        """Placed bodies by their names without the place (`Ban Thường vụ Tỉnh ủy`), and that name as written."""
        names = {
            _placeless(template): (body, _placeless(name))
            for template, (body, name) in self._by_template.items()
            if "{" in template
        }
        # A department is named without its province and without the word for it.
        departments = {
            key.removesuffix(" tỉnh"): (body, name.removesuffix(" tỉnh"))
            for key, (body, name) in names.items()
            if key.startswith("sở ") and key.endswith(" tỉnh")
        }
        return {**departments, **names}

    def generic_name(self, printed: str) -> str | None:
        """Return a placed body's name without its place, in its proper case."""
        found = self._generic.get(tone_key(squeeze(nfc(printed))))
        return found[1] if found else None

    def is_name(self, name: str) -> bool:
        """Whether this names a body, with or without its place."""
        return self.generic_name(name) is not None or self._match(name) is not None

    def starts_name(self, line: str) -> bool:
        """Whether a body's name may begin with this line: a noun for an organ, followed by more."""
        return f"{tone_key(squeeze(nfc(line)))} ".startswith(self._organs)

    def is_organ(self, name: str) -> bool:
        """Whether this is a noun for an organ alone (`Văn phòng`), which does not say of which body."""
        return f"{tone_key(squeeze(nfc(name)))} " in self._organs

    @cached_property
    def _organs(self) -> tuple[str, ...]:
        return tuple(f"{row['noun']} " for row in self._tables.rows("organs"))

    # Spelling a name

    def registered_name(self, printed: str) -> str | None:
        """Return the registry's name of a body that is printed under this name or alias."""
        if (found := self._match(printed)) is None:
            return None
        proper = self._places.proper_name(found[2] or "")
        return found[0].name.replace(PLACE, proper).replace(UNIT, proper)

    def proper_name(self, printed: str) -> str | None:
        """Return a known body's name in its proper case, under the name or alias that is printed."""
        if (found := self._match(printed)) is None:
            return None
        _body, name, place = found
        proper = self.generic_name(place or "") or self._places.proper_name(place or "")
        return name.replace(PLACE, proper).replace(UNIT, proper)

    def expand(self, name: str) -> str:
        """Return a name with the abbreviations of letterheads written out: `HỘI LHPN` → `HỘI LIÊN HIỆP PHỤ NỮ`."""
        words = (self._abbreviations.get(tone_key(word), word) for word in name.split())
        return " ".join(word.upper() if name.isupper() else word for word in words)

    @cached_property
    def _abbreviations(self) -> Mapping[str, str]:
        return {tone_key(row["short"]): row["full"] for row in self._tables.rows("shortened")}

    # Symbols

    def of_symbol(self, symbol: str) -> tuple[Body, ...]:
        """Return the bodies that the letters after a number's slash or hyphen may mean."""
        return tuple(body for body in self.all if symbol in body.symbols)

    def symbols_of(self, issuer: str) -> tuple[str, ...]:
        """Return the letters that mean a body in its numbers."""
        body = self._of_issuer(issuer)
        return body.symbols if body else ()

    def canonical_symbol(self, symbol: str) -> str | None:
        """Return a body's symbol in its usual letters, however it is typed (`ttg` → `TTg`)."""
        return self._symbols_by_folded.get(fold(symbol))

    @cached_property
    def _symbols_by_folded(self) -> Mapping[str, str]:
        return {fold(symbol): symbol for body in self.all for symbol in body.symbols}

    # Level, sphere, and the path in ids of works

    def level_of(self, issuer: str) -> str | None:
        """Return an issuer's level (`central` to `cell`), None for one that is not in the registry."""
        body = self._of_issuer(issuer)
        return body.level if body else None

    def sphere_of(self, issuer: str) -> str | None:
        """Return an issuer's sphere: `party`, `state` or `mass`."""
        body = self._of_issuer(issuer)
        return body.sphere if body else None

    def path_of(self, issuer: str) -> str:
        """Return the beginning of the ids of an issuer's works: `Tỉnh ủy Điện Biên` → `dien-bien/tinh-uy`."""
        found = self.named(issuer)
        return _filled_path(*found) if found else slug(issuer)

    def completed_path(self, name: str, province: str | None) -> str | None:
        """Return the path of a body named in a document from `province`, which completes it; None if it stays open."""
        if found := self.named(name):
            return _filled_path(*found)
        placeless = self._generic.get(tone_key(squeeze(nfc(name))))
        if placeless is None or province is None:
            return None
        # The name says whether it is of a province or a city, which the place may have become later.
        units = self._places.units_of(province)
        return next((path for unit in units if (path := _path_in([placeless[0]], province, unit))), None)

    def path_in(self, bodies: Sequence[Body], province: str | None, on: date | None = None) -> str | None:
        """Return the path of the only one of `bodies` that `province` has on a day; None for none or several."""
        return _path_in(bodies, province, self._places.unit_of(province, on)) if province else None


def _path_in(bodies: Sequence[Body], province: str, unit: str) -> str | None:
    in_city = unit == "thành phố"
    paths = {
        body.path.replace(PLACE, slug(province))
        for body in bodies
        if PLACE in body.path and in_city == _is_of_city(body.name)
    }
    return paths.pop() if len(paths) == 1 else None


def _filled_path(body: Body, place: str | None) -> str:
    return body.path.replace(PLACE, slug(place or "")).replace(UNIT, slug(place or ""))


def _placeless(name: str) -> str:
    return name.replace(PLACE, "").replace(UNIT, "").strip()


def _is_of_city(name: str) -> bool:
    """Whether a placed body's name is a city's (`Thành ủy {place}`), not a province's."""
    return any(word in tone_key(name) for word in ("thành ủy", "thành phố", "thành đoàn"))
