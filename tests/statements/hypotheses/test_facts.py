"""Hypotheses about f."""

from __future__ import annotations

from holding import unrun

from sam_theory.setting.facts import Fact
from sam_theory.statements.hypotheses.constants import strong_convexity
from sam_theory.statements.hypotheses.facts import (
    bounded_level_set,
    kl_property,
)
from sam_theory.verdict import Status


def test_one_unbounded_level_set_of_a_nonconvex_function_says_nothing_of_others() -> None:
    facts: dict[str, object] = {"level_sets_bounded": Fact(False, "by hand")}
    assert bounded_level_set(unrun("sam", "1/k", "1", facts)).status is Status.REFUTED
    facts["convex"] = Fact(False, "by hand")
    assert bounded_level_set(unrun("sam", "1/k", "1", facts)).status is Status.UNDECIDED


def test_kl_property_sources() -> None:
    none = {"kl_exponent": None, "definability": None, "strong_convexity": None}
    assert kl_property(unrun("sam", "1/k", "1", dict(none))).status is Status.UNDECIDED
    no = none | {"kl_property": Fact(False, "by hand")}
    assert kl_property(unrun("sam", "1/k", "1", no)).status is Status.REFUTED
    definable = none | {"definability": Fact("definable", "by hand")}
    assert kl_property(unrun("sam", "1/k", "1", definable)).status is Status.PROVED
    neither = none | {"definability": Fact("neither", "by hand")}
    assert kl_property(unrun("sam", "1/k", "1", neither)).status is Status.UNDECIDED


def test_strong_convexity_sources() -> None:
    assert strong_convexity(unrun("sam", "1", "1")).status is Status.PROVED
    flat: dict[str, object] = {"strong_convexity": None}
    assert strong_convexity(unrun("sam", "1", "1", flat)).status is Status.UNDECIDED
    flat["unique_minimizer"] = Fact(False, "by hand")
    assert strong_convexity(unrun("sam", "1", "1", flat)).status is Status.REFUTED
