"""The descent condition without a Lipschitz gradient and without a lower bound."""

from __future__ import annotations

from sam_theory.setting.facts import NO_CONSTANT, UNBOUNDED_BELOW, Enclosure, Fact, Facts
from sam_theory.setting.problem import Problem


def quartic_hill() -> Problem:
    """f(x) = x²/2 − x⁴/4: f″ = 1 − 3x² ≤ 1; a well at 0 between hills at ±1, then f → −∞."""
    return Problem(
        name="quartic-hill",
        formula="f(x) = x²/2 − x⁴/4",
        dimension=1,
        value=lambda x: (x**2 * (0.5 - x**2 / 4))[..., 0],
        gradient=lambda x: x * (1 - x**2),
        starts=((0.83,), (-0.4,), (1.02,)),  # the last one escapes to −∞
        region=((-0.95,), (1.05,)),
        facts=Facts(
            convex=Fact(False, "f″(1) = −2"),
            lipschitz=Fact(NO_CONSTANT, "f″ = 1 − 3x² is unbounded"),
            descent=Fact(Enclosure(1, 1), "½x² − f = x⁴/4 is convex; f″(0) = 1"),
            infimum=Fact(UNBOUNDED_BELOW, "f(x) → −∞ as |x| → ∞"),
            attained=Fact(False, "f is unbounded below"),
            level_sets_bounded=Fact(False, "{f ≤ 0} contains [√2, ∞)"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=Fact(0.5, "f′ = 0 only at 0 and ±1, where f″ = 1 and −2"),
        ),
        source="elementary; the class f = ½⟨Ax, x⟩ − h of K24, section 2",
    )
