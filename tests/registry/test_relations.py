"""Relations and their effects."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.registry import Registry, load
from pipeline.registry.relations import EFFECTS, RULING


def test_every_row_of_a_relation_has_its_effect() -> None:
    effects = {(row["relation"], row["effect"]) for row in load().rows("relations")}
    assert len(effects) == len({relation for relation, _effect in effects})
    assert {effect for relation, effect in effects if relation} <= set(EFFECTS)


def test_relations_are_ranked_by_their_effects() -> None:
    relations = load().relations
    effects = [relations.effect_of(relation) for relation in relations]
    assert all(effect in EFFECTS for effect in effects)
    assert all(EFFECTS.index(one) <= EFFECTS.index(two) for one, two in pairwise(effects) if one and two)
    assert [relations.rank_of(relation) for relation in relations] == list(range(len(effects)))
    assert relations.rank_of(None) == relations.rank_of("hòa bình") == len(effects)


@pytest.mark.parametrize(
    ("relation", "effect"), [("thay thế", "replaces"), ("bổ sung", "amends"), (None, None), ("hòa bình", None)]
)
def test_effect(relation: str | None, effect: str | None) -> None:
    assert load().relations.effect_of(relation) == effect


def test_relations_with_effects() -> None:
    assert load().relations.with_effects(*RULING) == (
        "thay thế", "bãi bỏ", "hết hiệu lực", "sửa đổi", "bổ sung", "tiếp tục thực hiện",
    )  # fmt: skip
    assert load().relations.with_effects() == ()


def test_an_office_may_add_a_relation(tmp_path: Path) -> None:
    (tmp_path / "relations.tsv").write_text(
        "relation\tcue\trole\teffect\nđình chỉ\tđình chỉ\t\trevokes\n", encoding="utf-8"
    )
    assert Registry(extra=tmp_path).relations.with_effects("revokes") == ("bãi bỏ", "đình chỉ")
