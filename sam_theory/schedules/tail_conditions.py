"""Condition (9) of K24: Σ tₖ[φ'(Σ_{i≥k} tᵢρᵢ)]⁻¹ < ∞ for φ = M·t^(1−q)."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.asking import PRODUCT, asked
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.parts import Parts
from sam_theory.asymptotics.sums import Sum, total
from sam_theory.asymptotics.tails import tail_condition
from sam_theory.verdict import Verdict, proved, refuted, undecided


@lru_cache(maxsize=4096)
def kl_tail(step: Node, radius: Node, q: Fraction | None) -> Verdict:
    """Σ tₖ(Σ_{i≥k} tᵢρᵢ)^q < ∞, for one q or (None) for every q in (0, 1)."""
    nodes = step, trees.mul(step, radius)
    return asked(nodes, lambda growth, found: _kl_tail(growth, found[0], found[1], q))


def _kl_tail(growth: Growth, steps: Parts, products: Parts, q: Fraction | None) -> Verdict:
    found = total(growth, products)
    if found.sum is Sum.PLUS:
        return refuted(f"Σ {PRODUCT} is +∞, and so is every tail: {found.reason}")
    signs = {growth.sign(part.range.high) for part in products.parts}
    if signs <= {-1, 0} and -1 in signs:
        return refuted(f"the tails of Σ {PRODUCT} are negative, and have no power q")
    low = min(growth.sign(part.range.low) for part in products.parts)
    if found.sum is not Sum.FINITE or low < 0:
        return undecided(f"the tails of Σ {PRODUCT} are not known: {found.reason}")
    condition = tail_condition(growth, steps, products, q)
    if condition.holds is None:
        return undecided(condition.reason)
    return proved(condition.reason) if condition.holds else refuted(condition.reason)
