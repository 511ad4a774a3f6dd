"""The answer for a pair of schedules: what they are enough for, or what would be."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from holding import LIBRARY

from sam_theory.report.schedule_answer import schedules_answer
from sam_theory.schedules.schedule import Schedule
from sam_theory.statements.applicability import applicable
from sam_theory.verdict import refuted, undecided

CATALOGUE = tuple(LIBRARY.get("theorems", name) for name in LIBRARY.entries("theorems"))


def answered(step: str, radius: str, lipschitz: int | None = None) -> str:
    """The answer for two formulas, with a value of L or for any."""
    L = None if lipschitz is None else Fraction(lipschitz)
    t, rho = Schedule(step, L), Schedule(radius, L)
    found = applicable(CATALOGUE, t, rho, L)
    return schedules_answer(found, t, rho, L, lambda formula: Schedule(formula, L))


def test_what_is_covered_is_named() -> None:
    answer = answered("1/k", "0.1/k")
    assert answer.startswith("Covered, as far as tₖ and ρₖ go: SAM, f convex")
    assert "by K24, Theorem 3.2 (khanh-3.2)" in answer
    assert "by K24, Corollary 3.5 (khanh-3.5)" in answer
    assert "Not covered" not in answer


def test_what_is_covered_in_part_is_told_with_what_the_rest_lacks() -> None:
    answer = answered("1/k", "0.1", 1)
    assert answer.startswith("Covered, as far as tₖ and ρₖ go: SAM, f convex")
    assert "Not covered: SAM and normalized variants" in answer
    assert "“Σ tₖρₖ < ∞” is refuted" in answer
    assert "With ρₖ = 0.1/k**0.1, all that it asks of tₖ and ρₖ is proved." in answer


def test_what_is_not_covered_is_told_with_what_would_be() -> None:
    answer = answered("0.1*0.2**floor(k/23400)", "0.05")
    assert answer.startswith("No theorem covers these schedules; the nearest: SAM, f convex")
    assert "“Σ tₖ = ∞” is refuted (" in answer
    assert "With tₖ = Max(0.1*0.2**floor(k/23400), 0.01/k), all that it asks" in answer
    assert "Enough for K24, Corollary 3.5 (khanh-3.5), SAM and normalized variants" in answer


def test_bounds_are_no_convergence() -> None:
    """Constants are what dai-1 and the theorems of Si and Yun ask for."""
    answer = answered("0.1", "0.1", 1)
    assert "dai-1" not in answer
    assert "si-yun" not in answer
    assert "USAM and extragradient, f with (3): ∇f(xᵏ) → 0, by K24, Theorem 4.1" in answer


def test_a_theorem_with_errata_yields_to_one_without() -> None:
    assert "khanh-4.2" not in answered("0.1", "0.1", 1)
    (alone,) = [t for t in CATALOGUE if t.name == "khanh-4.2"]
    t, rho = Schedule("0.1"), Schedule("0.1")
    told = schedules_answer(applicable([alone], t, rho, Fraction(1)), t, rho, Fraction(1))
    assert "(khanh-4.2), which has known errata" in told


def test_where_l_is_missing_its_option_is_named() -> None:
    asks = "--lipschitz would decide K24, Theorem 4.1 (khanh-4.1)."
    assert asks in answered("0.1", "0.1")
    assert answered("0.1", "0.1").startswith("No theorem is known to cover this; the nearest")
    assert "khanh-4.2" not in answered("0.1", "0.1")
    assert "--lipschitz" not in answered("0.1", "0.1", 1)
    assert "--lipschitz" not in answered("1/k**2", "0.1")  # Σ tₖ < ∞ whatever L is
    assert "--lipschitz" not in answered("0.1", "0.1/n", 1)  # what is open is n


def test_beside_what_is_covered_what_is_undecided_is_not_denied() -> None:
    t, rho = Schedule("1/k"), Schedule("0.1/k")
    found = applicable([LIBRARY.get("theorems", "khanh-3.2")], t, rho)
    wanting = applicable([LIBRARY.get("theorems", "khanh-3.5")], t, rho)[0]
    open_ = {key: undecided("unknown") for key in wanting.conditions}
    told = schedules_answer([*found, replace(wanting, conditions=open_)], t, rho)
    assert "Covered, as far as" in told
    assert ". Undecided: SAM and normalized variants" in told
    assert "Not covered" not in told
    failing = {**open_, "step-diverges": refuted("it is finite")}
    told = schedules_answer([*found, replace(wanting, conditions=failing)], t, rho)
    assert ". Not covered: SAM and normalized variants" in told


def test_what_constants_stand_for_is_said() -> None:
    assert "n stands for any dimension (--dimension)" in answered("1/(n*k)", "0.1/k")
    assert "stands for" not in answered("1/k", "0.1/k")
