"""Decides the hypotheses that the theorems place on stepsizes and radii, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from sam_theory.asymptotics.formula import Node
from sam_theory.schedules.schedule import Numbers, Schedule
from sam_theory.verdict import Status, Verdict, consistent, undecided, violated

WORDS: Mapping[str, str] = {  # every hypothesis, as a person writes it
    "step-positive": "tₖ > 0",
    "step-diverges": "Σ tₖ = ∞",
    "step-square-summable": "Σ tₖ² < ∞",
    "step-vanishes": "tₖ → 0",
    "step-decreases": "tₖ does not increase for large k",
    "step-bounded-below": "tₖ is bounded away from 0",
    "radius-positive": "ρₖ > 0",
    "radius-bounded": "sup ρₖ < ∞",
    "radius-vanishes": "ρₖ → 0",
    "product-summable": "Σ tₖρₖ < ∞",
    "radius-limsup": "limsup ρₖ < 2/L",
    "radius-relative": "sup ρₖ < 1/L",
    "step-bound": "limsup tₖ < (2 − 2ν)/(L(1 + ν)²) with ν = L sup ρₖ (12)",
    "kl-tail": "Σ tₖ[φ'(Σᵢ≥ₖ tᵢεᵢ)]⁻¹ < ∞ (9)",
}
KEYS: tuple[str, ...] = tuple(WORDS)
LIPSCHITZ_KEYS = frozenset({"radius-limsup", "radius-relative", "step-bound"})

OF_BOTH = frozenset({"product-summable", "step-bound", "kl-tail"})  # the others are of one sequence
OF_STEP = frozenset(key for key in KEYS if key.startswith("step"))

Exponent = Fraction | Literal["every"] | None


def decide(
    key: str,
    step: Schedule,
    radius: Schedule,
    *,
    lipschitz: Fraction | None = None,
    kl: Exponent = None,
) -> Verdict:
    """Whether the hypothesis `key` holds for the schedules: proved, refuted or undecided.

    Of numbers, `consistent` or `violated` is said of those that are there, and nothing of k → ∞.
    `lipschitz` is the L of the hypotheses that speak of it, and of formulas without a value of
    their own. `kl` is the q of condition (9), or "every" for all q in (0, 1). L, D and n are first
    taken as unknown positive numbers, so that formulas are decided once for all their values; their
    values count only where that leaves the question open. Raises ValueError for an unknown key,
    or for kl-tail without `kl`.
    """
    if key not in WORDS or (key == "kl-tail" and kl is None):
        raise ValueError(
            f"a hypothesis must be one of {', '.join(KEYS)} (kl-tail with kl); got {key!r}"
        )
    if key not in OF_BOTH:  # the other may be numbers
        step = radius = step if key in OF_STEP else radius
    if step.numbers is not None:
        return _of_numbers(key, "tₖ" if key in OF_STEP | OF_BOTH else "ρₖ", step.numbers)
    if radius.numbers is not None:
        return _of_numbers(key, "ρₖ", radius.numbers)
    return _of_formulas(key, step, radius, lipschitz, kl)


def _of_numbers(key: str, what: str, numbers: Numbers) -> Verdict:
    """Numbers show a value that is not positive, by its k; of k → ∞ they say nothing."""
    given = f"{what} is given as numbers, up to k = {len(numbers):,}"
    if not key.endswith("-positive"):
        return undecided(f"{given}: how it goes on is not known; give a formula")
    wrong = ~(numbers.values > 0)
    if wrong.any():
        k = int(wrong.argmax()) + 1
        return violated(f"{what} = {numbers.values[k - 1]:.6g} at k = {k}")
    return consistent(f"{given}, all of them positive")


@lru_cache(maxsize=65536)
def _of_formulas(
    key: str,
    step: Schedule,
    radius: Schedule,
    lipschitz: Fraction | None,
    kl: Exponent,
) -> Verdict:
    """`decide` for formulas: first for all values of their constants, then for those known."""
    of_lipschitz = key in LIPSCHITZ_KEYS
    t, rho = _valued(step, lipschitz), _valued(radius, lipschitz)
    if of_lipschitz and not _mean_by_it(lipschitz, step, radius):
        return _decide(key, t, rho, lipschitz, kl)
    found = _decide(key, step.tree, radius.tree, None, kl)
    if found.status is not Status.UNDECIDED:
        return found
    unchanged = t == step.tree and rho == radius.tree
    if unchanged and (lipschitz is None or not of_lipschitz):
        return found
    return _decide(key, t, rho, lipschitz, kl)


def _mean_by_it(lipschitz: Fraction | None, *schedules: Schedule) -> bool:
    """Whether the L of the formulas is the L of the hypothesis: their own values may differ."""
    return all(schedule.lipschitz in (None, lipschitz) for schedule in schedules)


def _valued(schedule: Schedule, lipschitz: Fraction | None) -> Node:
    """The formula with the known values of L, D and n put in."""
    from sam_theory.asymptotics.trees import valued

    given = {} if lipschitz is None else {"L": lipschitz}
    return valued(schedule.tree, {**given, **schedule.constants})


def _decide(
    key: str, step: Node, radius: Node, lipschitz: Fraction | None, kl: Exponent
) -> Verdict:
    from sam_theory.schedules import decisions, relative, tail_conditions

    match key:
        case "product-summable":
            return decisions.product_verdict(step, radius)
        case "radius-limsup":
            return relative.radius_limsup(radius, lipschitz)
        case "radius-relative":
            return relative.radius_relative(radius, lipschitz)
        case "step-bound":
            return relative.step_bound(step, radius, lipschitz)
        case "kl-tail":
            return tail_conditions.kl_tail(step, radius, kl if isinstance(kl, Fraction) else None)
    if key.startswith("step"):
        return decisions.step_verdicts(step)[key]
    return decisions.radius_verdicts(radius)[key]


def decide_all(
    step: Schedule,
    radius: Schedule,
    *,
    lipschitz: Fraction | None = None,
    kl: Exponent = None,
) -> dict[str, Verdict]:
    """Every hypothesis that applies, in the order of KEYS.

    Those about L are among them if L is given, or if the formulas name L in such a way that the
    answer is the same for each of its values; kl-tail if `kl` is given.
    """
    found = {}
    for key in KEYS:
        if key == "kl-tail" and kl is None:
            continue
        if key in LIPSCHITZ_KEYS and lipschitz is None and not _names_lipschitz(step, radius):
            continue
        verdict = decide(key, step, radius, lipschitz=lipschitz, kl=kl)
        if key not in LIPSCHITZ_KEYS or lipschitz is not None or verdict.status != "undecided":
            found[key] = verdict
    return found


def _names_lipschitz(step: Schedule, radius: Schedule) -> bool:
    return any(s.numbers is None and s.tree.contains("L") for s in (step, radius))
