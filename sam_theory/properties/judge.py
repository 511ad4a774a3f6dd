"""The five convergence properties of K24, Table 1, and what its theorems promise instead."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sam_theory.properties.analysis import Analysis, analyses
from sam_theory.properties.bounded import bounded
from sam_theory.properties.bounded_below import bounded_below
from sam_theory.properties.continuations import SMALL
from sam_theory.properties.convergence import convergence
from sam_theory.properties.decrease import decrease
from sam_theory.properties.gradient_limit import gradient_limit
from sam_theory.properties.iterate_limit import iterate_limit
from sam_theory.properties.liminf_gradient import liminf_gradient
from sam_theory.properties.outlook import Outlook
from sam_theory.properties.stationary_accumulation import stationary_accumulation
from sam_theory.properties.summable import errors_summable, step_squares_summable, summable
from sam_theory.properties.value_convergence import value_convergence
from sam_theory.properties.value_limit import value_limit
from sam_theory.runs.trace import Trace
from sam_theory.verdict import Verdict

FIVE = {
    "liminf-gradient": liminf_gradient,
    "stationary-accumulation": stationary_accumulation,
    "gradient-limit": gradient_limit,
    "value-limit": value_limit,
    "iterate-limit": iterate_limit,
}
PROPERTIES = tuple(FIVE)
# The theorems say "x̄ an accumulation point" where Table 1 says "x̄ stationary".
CHECKERS = {**FIVE, "value-convergence": value_convergence, "convergence": convergence}
# What they ask for besides.
FURTHER = {
    "bounded": bounded,
    "bounded-below": bounded_below,
    "decrease": decrease,
    "step-squares-summable": step_squares_summable,
    "work-summable": summable("work"),
    "estimated-work-summable": summable("estimated-work"),
    "errors-summable": errors_summable,
}
JUDGED = {**CHECKERS, **FURTHER}
ALL = tuple(JUDGED)
OF_LIMITS = ("liminf-gradient", "gradient-limit")


def judge(trace: Trace, outlook: Outlook, names: Sequence[str] = PROPERTIES) -> dict[str, Verdict]:
    """The verdicts of these JUDGED by name."""
    return judge_all([trace], [outlook], names)[0]


def judge_all(
    traces: Sequence[Trace], outlooks: Sequence[Outlook], names: Sequence[str] = PROPERTIES
) -> list[dict[str, Verdict]]:
    """The verdicts on every run; what runs of one kind share is computed at once."""
    with np.errstate(all="ignore"):  # runs that diverge leave numbers whose products overflow
        return [
            {name: _judged(name, analysis) for name in names}
            for analysis in analyses(traces, outlooks)
        ]


def _judged(name: str, analysis: Analysis) -> Verdict:
    """One verdict, with the limits that the record admits where it is about one."""
    verdict = analysis.verdict(JUDGED[name])
    if name not in OF_LIMITS:
        return verdict
    if analysis.trace.stopped:
        limit = (0.0, 0.0)
    else:
        limit = (analysis.high if name == "gradient-limit" else analysis.low).interval
    return Verdict(verdict.status, verdict.evidence, verdict.slack, limit, SMALL)
