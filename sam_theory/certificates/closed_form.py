"""SAM and USAM on quadratics in closed form; the proof of the two-cycle is `two-cycle`.

On f(x) = ½⟨A(x − x*), x − x*⟩ with constants t, ρ, the points x* ± r v, v a unit eigenvector of
the eigenvalue λ < 2/t and r = tρλ/(2 − tλ), are exchanged by SAM.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def cycle_radius(step: Fraction, radius: Fraction, eigenvalue: Fraction) -> Fraction:
    """r = tρλ/(2 − tλ); raises ValueError unless 0 < tλ < 2."""
    if not 0 < step * eigenvalue < 2:
        raise ValueError(f"tλ must lie in (0, 2); got {float(step * eigenvalue):g}")
    return step * radius * eigenvalue / (2 - step * eigenvalue)


def multipliers(step: Fraction, eigenvalues: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Of one step, at the cycle along the greatest eigenvalue λ: 1 − tλ, then one for each other μ.

    1 − tμ − (μ/λ)²(2 − tλ), which is −1 for a further eigenvalue μ = λ. The multipliers of the
    cycle, two steps, are their squares.
    """
    *others, top = sorted(eigenvalues)
    along = 1 - step * top
    return (along, *(1 - step * mu - (mu / top) ** 2 * (1 + along) for mu in others))


def attracts(step: Fraction, eigenvalues: Sequence[Fraction]) -> bool:
    """Whether the cycle along the top eigenvector attracts: A ≻ 0, tλmax < 2 and λmax is simple."""
    top = max(eigenvalues)
    return min(eigenvalues) > 0 and 0 < step * top < 2 and list(eigenvalues).count(top) == 1


def excluded_starts(
    step: Fraction, radius: Fraction, eigenvalue: Fraction, count: int
) -> tuple[Fraction, ...]:
    """On the line, the distances 0 = z₀ < z₁ < … from x* at which a run hits x* after m steps.

    z_m = ρ((1 − tλ)^(−m) − 1) for tλ < 1; only 0 for 1 ≤ tλ < 2. Every other start is attracted.
    """
    rate = 1 - step * eigenvalue
    if rate <= 0:
        return (Fraction(0),)
    return tuple(radius * (rate**-m - 1) for m in range(count))


def example_conditions(step: Fraction, eigenvalues: Sequence[Fraction]) -> bool:
    """Whether t is in the range (13) of K24, Example 3.1."""
    low, high = min(eigenvalues), max(eigenvalues)
    return 1 / low - 1 / (high + low) < step < 1 / low


def usam_factors(
    step: Fraction, radius: Fraction, eigenvalues: Sequence[Fraction]
) -> tuple[Fraction, ...]:
    """By what USAM multiplies x − x* along each eigenvector: 1 − tλ(1 + ρλ), every step.

    It converges from every start exactly where 0 < tλ(1 + ρλ) < 2 for every λ > 0.
    """
    return tuple(1 - step * value * (1 + radius * value) for value in eigenvalues)
