"""What Theorems 4.1 and 4.2 of K24 promise, in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sam_theory.statements.conclusions.properties import promise, said, values_decrease
from sam_theory.statements.conclusions.rates import GRADIENTS, ITERATES, VALUES, kl_rates
from sam_theory.statements.hypotheses.facts import KL_PROPERTY
from sam_theory.statements.hypotheses.iterates import ACCUMULATES
from sam_theory.statements.hypotheses.measured import Constant
from sam_theory.statements.hypotheses.schedules import STEP_BOUNDED_BELOW
from sam_theory.statements.theorem import Conclusion, Erratum

RATES = kl_rates("(v) ", (ITERATES, GRADIENTS, VALUES), ACCUMULATES, STEP_BOUNDED_BELOW)
DECREASES = "(ii) f(xᵏ) ↓: it decreases from some k on"


@dataclass(frozen=True, kw_only=True)
class Support:
    """The conclusions of a theorem's proof that say the same, and what is wrong with them."""

    first: tuple[str, ...]
    second: tuple[str, ...] = ()  # f(xᵏ) → f(x̄)
    decrease: tuple[str, ...]  # f(xᵏ) ↓
    fourth: tuple[str, ...] = ()
    fifth: Callable[[Conclusion], Conclusion] = lambda rate: rate  # a rate, with its support
    errata_of_first: tuple[Erratum, ...] = ()
    errata_of_second: tuple[Erratum, ...] = ()
    errata_of_decrease: tuple[Erratum, ...] = ()
    errata_of_fourth: tuple[Erratum, ...] = ()
    elsewhere: tuple[str, ...] = ()  # the steps that prove (i) and (ii) where none of these shows


def conclusions(
    error: Constant, third: tuple[Conclusion, ...], support: Support
) -> tuple[Conclusion, ...]:
    """(i) to (v); ν comes from the constant that `error` names, (iii) is given."""
    return (
        promise(
            "(i) every accumulation point of xᵏ is stationary",
            "stationary-accumulation",
            proofs=support.first,
            errata=support.errata_of_first,
            elsewhere=support.elsewhere,
        ),
        promise(
            "(ii) f(xᵏ) → f(x̄)",
            "value-convergence",
            ACCUMULATES,
            proofs=support.second,
            errata=support.errata_of_second,
            elsewhere=support.elsewhere,
        ),
        Conclusion(
            text=DECREASES,
            property="decrease",
            states=said(DECREASES, "decrease"),
            check=values_decrease(error),
            needs=(ACCUMULATES,),
            proofs=support.decrease,
            errata=support.errata_of_decrease,
            elsewhere=support.elsewhere,
        ),
        *third,
        promise(
            "(iv) xᵏ → x̄",
            "convergence",
            ACCUMULATES,
            KL_PROPERTY,
            proofs=support.fourth,
            errata=support.errata_of_fourth,
        ),
        *map(support.fifth, RATES),
    )
