"""A radius that is almost constant satisfies the conditions."""

from __future__ import annotations

from sam_theory.statements.conclusions.numbers import OF_SCHEDULES, almost_constant, satisfy_11
from sam_theory.statements.formulas import POSITIVE_L, given
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient
from sam_theory.statements.hypotheses.shapes import harmonic, power, scales_with_lipschitz
from sam_theory.statements.theorem import Conclusion, Erratum, Run, Setting, Theorem

PASSED = 23_164  # the least k with k^(−0.001) < 0.99


def almost_constant_radius(setting: Setting) -> bool:
    """Whether tₖ is a multiple of 1/k and ρₖ = C/k^0.001."""
    found = power(setting.radius)
    return found is not None and found[1] == 0.001 and harmonic(setting.step)


def large_factor(run: Run) -> bool:
    """C > 23,164/10⁶, or any C where the formula names L."""
    radius = run.setting.radius
    found = power(radius)
    return scales_with_lipschitz(radius) or (found is not None and found[0] > PASSED / 1e6)


khanh_3_6 = Theorem(
    name="khanh-3.6",
    summary="tₖ = 1/k, ρₖ = C/k^0.001 satisfies (11) and stays above 0.99 C for C million steps",
    about=ascends_along_the_gradient,
    about_settings=almost_constant_radius,
    hypotheses=(),
    conclusions=(
        satisfy_11("the pair satisfies (11)"),
        Conclusion(
            text="after C million iterations ρₖ is still above 0.99 C",
            property=OF_SCHEDULES,
            check=almost_constant,
            states=given(
                "99 per cent",
                "C/k^0.001 > 0.99 C for k = 10⁶C",
                "C/(1000000*C)**0.001 > 99/100*C",
            ),
            proofs=("ρₖ > 0.99 C after C million iterations",),
            errata=(
                Erratum(
                    text="0.99 C is passed at k = 23,164, before C million where C > 0.0232",
                    fails_where=large_factor,
                    proof="khanh-3.6",
                    step="0.986 C",
                ),
            ),
        ),
    ),
    stands=(POSITIVE_L, given("C", "C > 0", "C > 0")),
    iteration=(
        given(
            "schedules",
            "tₖ = 1/k, ρₖ = C/k^0.001",
            "always(k, t[k] == 1/k and rho[k] == C/k**0.001)",
        ),
    ),
    radius="C/k^0.001",
    source="K24, Remark 3.6",
)
