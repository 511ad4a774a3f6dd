"""The error of a method, measured on one run that everybody can repeat."""

from __future__ import annotations

import numpy as np

from sam_theory.library.catalogues import Library
from sam_theory.runs.batch import Plan
from sam_theory.runs.reference import run
from sam_theory.runs.trace import Trace
from sam_theory.setting.method import Method
from sam_theory.study.settings import schedule_of

STEP, RADIUS, ITERATIONS = "0.1/L", "0.1", 1000


def measured_error(library: Library, method: Method) -> str:
    """What a run shows of ‖gₖ − ∇f(xᵏ)‖, in a line with the setting.

    The problem is `quadratic`, or `least-squares` for methods that draw components of f.
    """
    problem = library.get("problems", "least-squares" if method.draws else "quadratic")
    plan = Plan(
        method=method,
        step=schedule_of(problem, STEP),
        radius=schedule_of(problem, RADIUS),
        start=np.array(problem.starts[-1], dtype=np.float64),
    )
    (trace,) = run(problem, [plan], iterations=ITERATIONS)
    where = f"{problem.name}, t = {STEP}, ρ = {RADIUS}, {trace.iterations:,} iterations"
    return f"{_told(trace)} ({where})"


def _told(trace: Trace) -> str:
    if trace.errors is not None:
        return f"at most {1 - trace.errors.slack:.3g} of the bound, at k = {trace.errors.at}"
    error = trace.measured
    if error is None:
        return "nothing"
    low, high, share = error.low.min(), error.high.max(), error.share.max()
    return f"‖gₖ − ∇f(xᵏ)‖ from {low:.3g} to {high:.3g}, up to {share:.3g}‖∇f(xᵏ)‖"
