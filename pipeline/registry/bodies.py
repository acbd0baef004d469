"""Issuing bodies and places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from ..vietnamese.text import fold, nfc, slug, squeeze, tone_key
from .tables import Tables, day, split

# From the top; a cell is the last.
LEVELS = ("central", "province", "district", "commune", "cell")
PLACE, UNIT = "{place}", "{unit}"  # a province of places.tsv; any commune, ward or district
_LONGEST_NAME = 8  # words of a body's name before the place


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body.

    `name` may hold `{place}` or `{unit}`; `symbols` stand for it in numbers; `path` begins the ids of its works;
    `aliases` are other names under which it is cited or signs (`Ban Thường vụ Tỉnh ủy {place}`).
    """

    name: str
    symbols: tuple[str, ...]
    path: str
    sphere: str
    level: str
    aliases: tuple[str, ...]
    since: date | None
    until: date | None


class Bodies(Tables):
    """The tables of bodies and places and the questions asked of them."""

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """Every issuing body."""
        return tuple(
            Body(
                row["name"], split(row["symbols"]), row["path"], row["sphere"], row["level"], split(row["aliases"]),
                day(row["since"]), day(row["until"]),
            )
            for row in self.rows("bodies")
        )  # fmt: skip

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Provinces and cities, those of before 1/7/2025 too."""
        return tuple(row["name"] for row in self.rows("places"))

    @cached_property
    def _places_by_name(self) -> Mapping[str, str]:
        return {tone_key(place): place for place in self.places}

    def bodies_of_symbol(self, symbol: str) -> tuple[Body, ...]:
        """The bodies that the letters after a number's slash or hyphen may mean."""
        return tuple(body for body in self.bodies if symbol in body.symbols)

    @cached_property
    def _bodies_by_template(self) -> Mapping[str, tuple[Body, str]]:
        """Every name and alias, as `tone_key` text with its placeholder, with the body and the name as written."""
        templates: dict[str, tuple[Body, str]] = {}
        for body in self.bodies:
            for name in (body.name, *body.aliases):
                templates.setdefault(tone_key(name), (body, name))
        return templates

    def _match(self, name: str) -> tuple[Body, str, str | None] | None:
        """The body, its name as the registry writes it, and the place as `name` has it."""
        text = squeeze(nfc(name))
        key = tone_key(text)
        if found := self._bodies_by_template.get(key):
            return (*found, None)
        for place in self._places_by_name:
            if key.endswith(f" {place}") and (found := self._bodies_by_template.get(key[: -len(place)] + PLACE)):
                return (*found, text[-len(place) :])
        words = text.split()
        for count in range(min(len(words) - 1, _LONGEST_NAME), 0, -1):
            template = f"{tone_key(' '.join(words[:count]))} {UNIT}"
            unit = " ".join(words[count:])
            found = self._bodies_by_template.get(template)
            if found and "," not in unit and (found[0].level == "cell" or not self._names_a_body(unit)):
                return (*found, unit)
        return None

    @cached_property
    def _body_openings(self) -> frozenset[str]:
        return frozenset(" ".join(template.split()[:2]) for template in self._bodies_by_template)

    def _names_a_body(self, unit: str) -> bool:
        """Whether what stands for a commune's name is in truth another body behind it."""
        words = tone_key(unit).split()
        return any(f"{one} {two}" in self._body_openings for one, two in pairwise(words))

    def body_named(self, name: str) -> tuple[Body, str | None] | None:
        """The body with this name or alias and the place it names (None for a body without one)."""
        found = self._match(name)
        return (found[0], found[2]) if found else None

    def symbols_of(self, issuer: str) -> tuple[str, ...]:
        """The letters that stand for a body in its numbers; a cell may be named with its committee behind a comma."""
        found = self.body_named(issuer) or self.body_named(issuer.split(",")[0])
        return found[0].symbols if found else ()

    def issuer_path(self, issuer: str) -> str:
        """Where the ids of an issuer's works begin: `Tỉnh ủy Điện Biên` → `dien-bien/tinh-uy`."""
        if found := self.body_named(issuer):
            body, place = found
            return body.path.replace(PLACE, slug(place or "")).replace(UNIT, slug(place or ""))
        return slug(issuer)

    @cached_property
    def _names_by_letters(self) -> Mapping[str, str]:
        """Every body's name with its province by its letters alone, tones and marks off."""
        names = (name for _body, name in self._bodies_by_template.values() if UNIT not in name)
        spelled = (name.replace(PLACE, place) for name in names for place in (self.places if PLACE in name else ("",)))
        return {fold(name): name for name in spelled}

    def name_resembling(self, printed: str) -> str | None:
        """The body whose name has the letters of `printed`, whatever its tones and marks: OCR misreads those first."""
        return self._names_by_letters.get(fold(squeeze(nfc(printed))))

    @cached_property
    def _generic_names(self) -> Mapping[str, tuple[Body, str]]:
        """Placed bodies by their names without the place (`Ban Thường vụ Tỉnh ủy`), and that name as written."""
        names = {
            _placeless(template): (body, _placeless(name))
            for template, (body, name) in self._bodies_by_template.items()
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
        """A placed body's name without its place, in its proper case."""
        found = self._generic_names.get(tone_key(squeeze(nfc(printed))))
        return found[1] if found else None

    def is_body(self, name: str) -> bool:
        """Whether this names a body, its place left out or not."""
        return self.generic_name(name) is not None or self._match(name) is not None

    def completed_path(self, name: str, province: str | None) -> str | None:
        """The path of a body named in a document from `province`, which completes it; None if it stays open."""
        if found := self.body_named(name):
            body, place = found
            return body.path.replace(PLACE, slug(place or "")).replace(UNIT, slug(place or ""))
        placeless = self._generic_names.get(tone_key(squeeze(nfc(name))))
        return self.path_beside([placeless[0]], province) if placeless else None

    def path_beside(self, bodies: Sequence[Body], province: str | None) -> str | None:
        """The path of the one of `bodies` that `province` has; None if that is not one."""
        if province is None:
            return None
        unit = self._units_by_place.get(province, "tỉnh")
        paths = {
            body.path.replace(PLACE, slug(province))
            for body in bodies
            if PLACE in body.path and (unit == "thành phố") == _is_of_city(body.name)
        }
        return paths.pop() if len(paths) == 1 else None

    def place_of(self, name: str) -> str | None:
        """The province that a body's name ends in, or that the name is."""
        key = f" {tone_key(squeeze(nfc(name)))}"
        return next((place for folded, place in self._places_by_name.items() if key.endswith(f" {folded}")), None)

    def level_of(self, issuer: str) -> str | None:
        """Where an issuer stands (`central` to `cell`), None for one that is not in the registry."""
        found = self.body_named(issuer) or self.body_named(issuer.split(",")[0])
        return found[0].level if found else None

    def sphere_of(self, issuer: str) -> str | None:
        """`party`, `state` or `mass`: whose body an issuer is."""
        found = self.body_named(issuer) or self.body_named(issuer.split(",")[0])
        return found[0].sphere if found else None

    @cached_property
    def _units_by_place(self) -> Mapping[str, str]:
        return {row["name"]: row["unit"] for row in self.rows("places")}

    @cached_property
    def _organ_openings(self) -> tuple[str, ...]:
        return tuple(f"{row['noun']} " for row in self.rows("organs"))

    def opens_name(self, line: str) -> bool:
        """Whether a body's name may begin with this line: a noun for an organ, with more behind it."""
        return f"{tone_key(squeeze(nfc(line)))} ".startswith(self._organ_openings)

    @cached_property
    def _written_out(self) -> Mapping[str, str]:
        return {tone_key(row["short"]): row["full"] for row in self.rows("shortened")}

    def written_out(self, name: str) -> str:
        """A body's name without the shortenings of letterheads: `HỘI LHPN TỈNH X` → `HỘI LIÊN HIỆP PHỤ NỮ TỈNH X`."""
        words = (self._written_out.get(tone_key(word), word) for word in name.split())
        return " ".join(word.upper() if name.isupper() else word for word in words)

    @cached_property
    def _symbols_by_folded(self) -> Mapping[str, str]:
        return {fold(symbol): symbol for body in self.bodies for symbol in body.symbols}

    def symbol_spelled(self, symbol: str) -> str | None:
        """A body's symbol in its usual letters, however it is typed (`ttg` → `TTg`)."""
        return self._symbols_by_folded.get(fold(symbol))

    def own_name(self, printed: str) -> str | None:
        """What the registry calls a body that is printed under this name or alias; None for one not in it."""
        if (found := self._match(printed)) is None:
            return None
        proper = self.proper_place(found[2] or "")
        return found[0].name.replace(PLACE, proper).replace(UNIT, proper)

    def proper_name(self, printed: str) -> str | None:
        """A known body's name in its proper case, however it is printed; None for a body not in the registry."""
        found = self._match(printed)
        if found is None:
            return None
        _body, name, place = found
        proper = self.generic_name(place or "") or self.proper_place(place or "")
        return name.replace(PLACE, proper).replace(UNIT, proper)

    def proper_place(self, printed: str) -> str:
        """A place's name in its proper case; words unknown are capitalised when printed in capitals."""
        if known := self._places_by_name.get(tone_key(printed)):
            return known
        for key, place in self._places_by_name.items():  # `xã Thanh Minh, tỉnh Điện Biên`
            if tone_key(printed).endswith(f" {key}"):
                return f"{self.proper_place(printed[: -len(place) - 1])} {place}"
        if not printed.isupper():
            return printed
        words = printed.lower().split()
        units = {"tỉnh", "thành", "phố", "xã", "phường", "huyện", "quận", "thị", "trấn"}
        return " ".join(word if word in units else word.capitalize() for word in words)


def _placeless(name: str) -> str:
    return name.replace(PLACE, "").replace(UNIT, "").strip()


def _is_of_city(name: str) -> bool:
    """Whether a placed body's name is a city's (`Thành ủy {place}`), not a province's."""
    return any(word in tone_key(name) for word in ("thành ủy", "thành phố", "thành đoàn"))
