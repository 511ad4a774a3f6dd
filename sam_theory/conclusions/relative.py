"""What Theorems 4.1 and 4.2 of K24 promise, in common."""

from __future__ import annotations

from sam_theory.conclusions.properties import promise, values_decrease
from sam_theory.conclusions.rates import GRADIENTS, ITERATES, VALUES, kl_rates
from sam_theory.hypotheses.facts import KL_PROPERTY, LIPSCHITZ_GRADIENT, Constant
from sam_theory.hypotheses.iterates import ACCUMULATES
from sam_theory.hypotheses.schedules import STEP_BOUNDED_BELOW
from sam_theory.theorem import Conclusion


def conclusions(error: Constant) -> tuple[Conclusion, ...]:
    """(i) to (v); ν comes from the constant that `error` names."""
    return (
        promise("(i) every accumulation point of xᵏ is stationary", "stationary-accumulation"),
        promise("(ii) f(xᵏ) → f(x̄)", "value-limit", ACCUMULATES),
        Conclusion(
            text="(ii) f(xᵏ) ↓: it decreases from some k on",
            property="decrease",
            check=values_decrease(error),
            needs=(ACCUMULATES,),
        ),
        promise("(iii) ∇f(xᵏ) → 0", "gradient-limit", LIPSCHITZ_GRADIENT),
        promise("(iv) xᵏ → x̄", "iterate-limit", ACCUMULATES, KL_PROPERTY),
        *kl_rates("(v) ", (ITERATES, GRADIENTS, VALUES), ACCUMULATES, STEP_BOUNDED_BELOW),
    )
