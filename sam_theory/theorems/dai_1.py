"""SAM with constants on strongly convex functions, as quoted by K24."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.bounds import gap_contracts, gap_within, numbers
from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.constants import STRONGLY_CONVEX, constant
from sam_theory.statements.hypotheses.facts import LIPSCHITZ_GRADIENT
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient
from sam_theory.statements.theorem import Conclusion, Erratum, Run, Theorem

QUOTED = "f(xᵏ) − f* ≤ (1 − tμ(2 − Lt))ᵏ(f(x⁰) − f*) + tL²ρ²/(2μ(2 − Lt))"


def large_steps(run: Run) -> bool:
    """t > 1/L."""
    c = numbers(run)
    return c is not None and c.step * c.lipschitz > 1


def large_constant(run: Run) -> bool:
    """L > 1, and L³ in place of L² is enough."""
    c = numbers(run)
    return c is not None and c.lipschitz > 1 and not gap_within(run, power=3).fails


dai_1 = Theorem(
    name="dai-1",
    summary="SAM with constants on strongly convex f: the gap contracts to a multiple of ρ²",
    about=ascends_along_the_gradient,
    about_settings=constant,
    hypotheses=(STRONGLY_CONVEX, LIPSCHITZ_GRADIENT),
    conclusions=(
        Conclusion(
            text=QUOTED,
            property="bound",
            check=gap_contracts,
            measures="f(xᵏ) − f*",
            proofs=(QUOTED,),
            states=given(
                "as-quoted",
                "f(xᵏ) − f(x*) ≤ (1 − tμ(2 − Lt))ᵏ⁻¹(f(x¹) − f(x*)) + tL²ρ²/(2μ(2 − Lt))",
                "always(k, f(x[k]) - f(xstar)"
                " <= (1 - t*mu*(2 - L*t))**(k - 1)*(f(x[1]) - f(xstar))"
                " + t*L**2*rho**2/(2*mu*(2 - L*t)))",
            ),
            errata=(
                Erratum(
                    text="the units are wrong: L² should be L³, which is larger where L > 1",
                    fails_where=large_constant,
                    proof="dai-1",
                    step="run",
                ),
                Erratum(
                    text="t ≤ 1/L is missing: for tL > 1 even the bound with L³ is exceeded",
                    fails_where=large_steps,
                    proof="dai-1",
                    step="with L³, sharp",
                ),
            ),
            elsewhere=("with L³",),  # for Lt ≤ 1 and L ≤ 1, where L³ ≤ L²
        ),
    ),
    stands=(formulas.SMOOTH, formulas.CONSTANTS, formulas.MINIMIZER),
    iteration=(formulas.CONSTANT_STEP, formulas.CONSTANT_SAM),
    source="Dai, Ahn, Sra, NeurIPS 2023, Theorem 1, as quoted in K24, section 1.1",
    practice="SAM, f strongly convex: a bound on f(xᵏ) − f*",
)
