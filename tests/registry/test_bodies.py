"""Issuing bodies and places: finding them by name, spelling them, their symbols, levels and paths."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.registry import Registry, load


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


@pytest.mark.parametrize(
    ("line", "opens"),
    [("CHI CỤC KIỂM LÂM", True), ("TRUNG TÂM Y TẾ", True), ("TỈNH YÊN BÁI", False), ("VÀ MÔI TRƯỜNG", False)],
)
def test_a_name_starts_with_a_noun_of_an_organ(registry: Registry, line: str, opens: bool) -> None:
    assert registry.bodies.starts_name(line) is opens


def test_abbreviations_are_expanded_in_the_letters_of_the_name(registry: Registry) -> None:
    assert registry.bodies.expand("HỘI LHPN TỈNH LAI CHÂU") == "HỘI LIÊN HIỆP PHỤ NỮ TỈNH LAI CHÂU"
    assert registry.bodies.expand("UBND tỉnh Lai Châu") == "Ủy ban nhân dân tỉnh Lai Châu"


@pytest.mark.parametrize(
    ("name", "body", "place"),
    [
        ("TỈNH ỦY ĐIỆN BIÊN", "Tỉnh ủy {place}", "ĐIỆN BIÊN"),
        ("Ban Chấp hành Trung ương Đảng", "Ban Chấp hành Trung ương", None),
        ("BCT", "Bộ Chính trị", None),
        ("Đảng ủy xã Thanh Minh", "Đảng ủy xã {unit}", "Thanh Minh"),
    ],
)
def test_a_body_is_found_by_name_alias_and_place(registry: Registry, name: str, body: str, place: str | None) -> None:
    found = registry.bodies.named(name)
    assert found is not None and (found[0].name, found[1]) == (body, place)


def test_words_that_name_no_body_are_not_found(registry: Registry) -> None:
    assert registry.bodies.named("Ban Nọ Ban Kia") is None
    assert not registry.bodies.is_name("Cộng hòa xã hội chủ nghĩa Việt Nam")


def test_a_name_is_spelled_in_its_proper_case(registry: Registry) -> None:
    assert registry.bodies.proper_name("TỈNH UỶ ĐIỆN BIÊN") == "Tỉnh ủy Điện Biên"
    assert registry.bodies.registered_name("BCT") == "Bộ Chính trị"
    assert registry.bodies.proper_name("BCT") == "BCT"
    assert registry.bodies.resembling("TÌNH ÚY ĐIEN BIẾN") == "Tỉnh ủy Điện Biên"
    assert registry.bodies.generic_name("TỈNH ỦY") == "Tỉnh ủy"


def test_symbols(registry: Registry) -> None:
    assert "Tỉnh ủy {place}" in {body.name for body in registry.bodies.of_symbol("TU")}
    assert registry.bodies.symbols_of("Chi bộ 1, Tỉnh ủy Nơi Khác") == registry.bodies.symbols_of("Chi bộ 1")
    assert registry.bodies.canonical_symbol("ttg") == "TTg"


@pytest.mark.parametrize(
    ("issuer", "level", "sphere", "path"),
    [
        ("Bộ Chính trị", "central", "party", "trung-uong"),
        ("Tỉnh ủy Điện Biên", "province", "party", "dien-bien/tinh-uy"),
        ("Ủy ban nhân dân tỉnh Lai Châu", "province", "state", "lai-chau/uy-ban-nhan-dan"),
        ("Ban Nọ", None, None, "ban-no"),
    ],
)
def test_level_sphere_and_path(registry: Registry, issuer: str, level: str, sphere: str, path: str) -> None:
    bodies = registry.bodies
    assert (bodies.level_of(issuer), bodies.sphere_of(issuer), bodies.path_of(issuer)) == (level, sphere, path)


def test_a_province_completes_the_path_of_a_body_without_place(registry: Registry) -> None:
    assert registry.bodies.completed_path("Tỉnh ủy", "Điện Biên") == "dien-bien/tinh-uy"
    assert registry.bodies.completed_path("Tỉnh ủy", None) is None
    assert registry.bodies.path_in(registry.bodies.of_symbol("TU"), "Hà Nội") == registry.bodies.path_of(
        "Thành ủy Hà Nội"
    )


def test_places(registry: Registry) -> None:
    assert registry.places.named_in("Ban Tuyên giáo Tỉnh ủy Điện Biên") == "Điện Biên"
    assert registry.places.named_in("Bộ Chính trị") is None
    assert registry.places.unit_of("Hà Nội") == "thành phố"
    assert registry.places.proper_name("XÃ THANH MINH, TỈNH ĐIỆN BIÊN") == "xã Thanh Minh, tỉnh Điện Biên"


@pytest.mark.parametrize(
    ("place", "day", "unit", "body"),
    [
        ("Đồng Nai", date(2026, 4, 29), "tỉnh", "Tỉnh ủy"),
        ("Đồng Nai", date(2026, 4, 30), "thành phố", "Thành ủy"),
        ("Bắc Ninh", date(2026, 9, 19), "tỉnh", "Tỉnh ủy"),
        ("Bắc Ninh", date(2026, 9, 20), "thành phố", "Thành ủy"),
        ("Quảng Ninh", None, "thành phố", "Thành ủy"),
        ("Hà Nội", date(2010, 1, 1), "thành phố", "Thành ủy"),
    ],
)
def test_a_province_is_a_city_from_the_day_on_which_it_became_one(
    registry: Registry, place: str, day: date | None, unit: str, body: str
) -> None:
    assert registry.places.unit_of(place, day) == unit
    path = registry.bodies.path_of(f"{body} {place}")
    assert registry.bodies.path_in(registry.bodies.of_symbol("TU"), place, day) == path
    assert registry.bodies.completed_path(body, place) == path


def test_a_body_of_a_province_that_became_a_city_is_still_known(registry: Registry) -> None:
    assert registry.bodies.completed_path("Tỉnh ủy", "Bắc Ninh") == registry.bodies.path_of("Tỉnh ủy Bắc Ninh")
    assert registry.bodies.registered_name("UBND thành phố Bắc Ninh") == "Ủy ban nhân dân thành phố Bắc Ninh"
    assert registry.places.units_of("Bắc Ninh") == ["tỉnh", "thành phố"]


@pytest.mark.parametrize(
    ("symbol", "body"),
    [("ĐUQH", "Đảng ủy Quốc hội"), ("BCĐTW", "Ban Chỉ đạo Trung ương"), ("CQTTBCĐ", "Cơ quan Thường trực Ban Chỉ đạo")],
)
def test_symbols_in_use(registry: Registry, symbol: str, body: str) -> None:
    assert [each.name for each in registry.bodies.of_symbol(symbol)] == [body]


def test_two_communes_of_one_name_are_two_bodies() -> None:
    bodies = load().bodies
    names = ("Đảng ủy xã Tân Tiến, tỉnh Bắc Ninh", "Đảng ủy xã Tân Tiến, tỉnh Đồng Nai", "Đảng ủy xã Tân Tiến")
    assert len({bodies.path_of(name) for name in names}) == 3
    assert {bodies.level_of(name) for name in names} == {"commune"}
    assert bodies.proper_name("ĐẢNG ỦY XÃ TÂN TIẾN, TỈNH BẮC NINH") == "Đảng ủy xã Tân Tiến, tỉnh Bắc Ninh"
    assert bodies.named("Đảng ủy xã Tân Tiến, Huyện ủy Yên Dũng") is None
