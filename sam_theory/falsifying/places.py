"""Where runs end: exactly at the solution, or in cells that do not hold a claimed limit."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.forms import Short, Sides, Trap
from sam_theory.certificates.verifier.exact_cycle import exact_run
from sam_theory.setting.choices import Undecided
from sam_theory.setting.exact_numbers import exact_row
from sam_theory.statements.hypotheses.constants import exact_value
from sam_theory.statements.theorem import Conclusion, Run

ITERATIONS = 64  # of a run that is followed to its end


def at_rest(
    run: Run, dynamics: Dynamics, conclusion: Conclusion, start: tuple[Fraction, ...]
) -> str:
    """Of what says that xᵏ does not tend to x*: that it is there, exactly, from some k on."""
    said = conclusion.states
    if said is None or said.formula != "not tends(k, x[k], xstar)" or not run.trace.stopped:
        return ""
    seen: list[tuple[Fraction, ...]] = []
    try:
        seen.extend(islice(exact_run(dynamics, start), ITERATIONS))
    except Undecided as ended:
        point, gradient = seen[-1], dynamics.problem.gradient
        slope = gradient(exact_row(point[: dynamics.problem.dimension])[None, :])
        if all(entry.value == 0 for entry in slope[0]):
            return f"x at k = {len(seen)} is ({', '.join(map(str, point))}), exactly: {ended}"
    return ""


def elsewhere(run: Run, conclusion: Conclusion) -> str:
    """Of what says that xᵏ tends to ρ: that it stays in cells that do not hold ρ."""
    said, certified = conclusion.states, run.certified
    if said is None or said.formula != "tends(k, u[k], rho)" or certified is None:
        return ""
    form = certified.certificate
    cells: tuple[Sides, ...] = ()
    if isinstance(form, Trap):
        cells = tuple(cell.x for cell in form.cells)
    elif isinstance(form, Short):
        cells = (form.cell.x,)
    rho = exact_value(run.setting.radius)
    if not cells or rho is None or any(low <= rho <= high for ((low, high),) in cells):
        return ""
    return certified.shown.text
