"""The Styblinski–Tang function, as it is and with quadratic tails."""

from __future__ import annotations

from fractions import Fraction

from sam_theory.library.domains import at_least, optional
from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

examples: tuple[dict[str, object], ...] = ({}, {"reach": 4.0})
BEST = -2.903534027771177  # the least root of w′
domains = {"reach": optional(at_least(3))}  # that contains the minimizers


def styblinski_tang(*, dimension: int = 2, reach: float | None = None) -> Problem:
    """f(x) = Σᵢ w(xᵢ), w(u) = ½(u⁴ − 16u² + 5u); for |u| > reach its Taylor quadratic at ±reach."""
    n = dimension
    return Problem(
        name="styblinski-tang",
        formula="f(x) = ½ Σᵢ (xᵢ⁴ − 16xᵢ² + 5xᵢ)"
        + ("" if reach is None else f", continued quadratically where |xᵢ| > {reach:g}"),
        dimension=n,
        value=lambda x: _value(x, reach),
        gradient=lambda x: _gradient(x, reach),
        starts=(
            tuple(1.1 - 0.8 * (i % 5) for i in range(n)),
            tuple(-0.6 + 0.9 * (i % 4) for i in range(n)),
        ),
        region=((-4.5,) * n, (4.5,) * n),
        facts=Facts(
            convex=Fact(False, "w″(0) = −16"),
            lipschitz=_constant(reach),
            descent=_constant(reach),
            infimum=Fact(
                _infimum(n),
                "w at the least root of w′(u) = 2u³ − 16u + 5/2: below w(u) there by w′(u)²/60 at "
                "most, as w″ ≥ 30 on u ≤ −2.8",
            ),
            attained=Fact(True, "w is continuous and w(u) → ∞ as |u| → ∞"),
            minimizers=Fact(
                lambda x: norm(x - BEST)[..., 0],
                "the least of the roots −2.9035…, 0.1567…, 2.7468… of w′ has the least value",
            ),
            unique_minimizer=Fact(True, "w(−2.9035…) < w(2.7468…), the local minima"),
            level_sets_bounded=Fact(True, "w(u) → ∞ as |u| → ∞, and w is bounded below"),
            definability=Fact("semialgebraic", "(piecewise) polynomial"),
            kl_exponent=Fact(0.5, "w′ has three simple roots: 16³·2 > 27·(5/2)², so w″ ≠ 0 there"),
        ),
        source="Styblinski, Tang 1990",
    )


def _value(x: Array, reach: float | None) -> Array:
    xp = namespace(x)
    if reach is None:
        return xp.sum(x * (x * (x * x - 16) + 5), axis=-1) / 2
    c = xp.minimum(xp.maximum(x, -reach), reach)
    h = x - c
    tail = h * (c * (2 * c * c - 16) + 2.5) + h * h * (3 * reach**2 - 8)
    return xp.sum(c * (c * (c * c - 16) + 5) / 2 + tail, axis=-1)


def _gradient(x: Array, reach: float | None) -> Array:
    if reach is None:
        return x * (2 * x * x - 16) + 2.5
    xp = namespace(x)
    c = xp.minimum(xp.maximum(x, -reach), reach)
    return c * (2 * c * c - 16) + 2.5 + (6 * reach**2 - 16) * (x - c)


def _infimum(n: int) -> Enclosure:
    u = Fraction(BEST)
    value, slope = (u**4 - 16 * u**2 + 5 * u) / 2, 2 * u**3 - 16 * u + Fraction(5, 2)
    return Enclosure.containing(n * (value - slope**2 / 60), n * value)


def _constant(reach: float | None) -> Fact[Enclosure]:
    if reach is None:
        return Fact(NO_CONSTANT, "w(u) ~ ½u⁴ grows faster than any quadratic")
    largest = 6 * reach**2 - 16
    return Fact(
        Enclosure(largest, largest),
        "w″ = 6u² − 16 rises from −16 to 6 reach² − 16 > 16 on [0, reach], and is constant beyond",
    )
