"""What Theorem 3.3 and Corollary 3.5 of K24 promise, in common."""

from __future__ import annotations

from sam_theory.proofs.statement import Given
from sam_theory.statements.conclusions.properties import promise
from sam_theory.statements.hypotheses.facts import ASSUMPTION_2_3, KL_PROPERTY
from sam_theory.statements.hypotheses.iterates import ABOVE_LIMIT, ACCUMULATES, MINIMAL, minimal
from sam_theory.statements.hypotheses.schedules import KL_TAIL
from sam_theory.statements.theorem import Conclusion, Run, once
from sam_theory.verdict import Verdict, consistent, undecided


def value_met_or_converges(run: Run) -> Verdict:
    """f(xᵏ) = f(x̄) for some k, or xᵏ → x̄; where x̄ is a global minimizer f(x̄) is known.

    Elsewhere runs that do not converge may well meet f(x̄): cycles do.
    """
    trace, infimum = run.trace, run.setting.problem.facts.known_infimum
    if trace.values is not None and infimum is not None:
        lowest = float(trace.values.low.min())
        if lowest <= infimum.upper:
            return consistent(f"f(xᵏ) = {lowest:.6g} = min f for some k, up to rounding")
    converges = run.properties["convergence"]
    if converges.fails and not once(minimal, run.decided, run).holds:
        return undecided(f"whether f(xᵏ) = f(x̄) for some k is not known; {converges.evidence}")
    return converges


MET_OR_CONVERGES = Given(
    key="global-minimizer",
    text="f(xᵏ) = f(x̄) for some k, or xᵏ → x̄",
    formula="exists(k, f(x[k]) == f(xbar)) or tends(k, x[k], xbar)",
)
KL = (ACCUMULATES, KL_PROPERTY, ASSUMPTION_2_3, KL_TAIL)


def conclusions(first: str, second: str, third: str, fourth: str) -> tuple[Conclusion, ...]:
    """(i) to (iii), with the conclusions of the proof that say the same."""
    return (
        promise("(i) ∇f(xᵏ) → 0", "gradient-limit", proofs=(first,)),
        promise("(ii) f(xᵏ) → f(x̄)", "value-convergence", ACCUMULATES, proofs=(second,)),
        promise("(iii) xᵏ → x̄", "convergence", *KL, ABOVE_LIMIT, proofs=(third,)),
        Conclusion(
            text="(iii) f(xᵏ) = f(x̄) for some k, or xᵏ → x̄",
            property="convergence",
            check=value_met_or_converges,
            needs=(*KL, MINIMAL),
            proofs=(fourth,),
            states=MET_OR_CONVERGES,
        ),
    )
