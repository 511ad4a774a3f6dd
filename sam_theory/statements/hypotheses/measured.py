"""What a run measures of the inequalities that hypotheses state: slacks, rounding allowed for.

A slack is relative to the sides of the inequality; a negative one refutes it at some iterate.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts, holds
from sam_theory.setting.norms import norm
from sam_theory.statements.joined import Joined
from sam_theory.statements.theorem import Run, Together
from sam_theory.verdict import Verdict, violated

Constant = Callable[[Facts], Fact[Enclosure] | None]
Numbers = tuple[float, ...]

ROUNDING = 1e-9  # of the sides compared: far above what their computation may lose


def unless_exceeded(run: Run, bound: str, verdict: Verdict) -> Verdict:
    """The verdict; violated if the run measured an error above the bound that the method states."""
    errors = run.trace.errors
    if errors is None or errors.slack >= 0:
        return verdict
    if bound == "0":
        return violated(f"‖gᵏ − ∇f(xᵏ)‖ is more than rounding at k = {errors.at}", errors.slack)
    times = f"{1 - errors.slack:.4g} times {bound} at k = {errors.at}"
    return violated(f"‖gᵏ − ∇f(xᵏ)‖ is {times}", errors.slack)


def error_slack(run: Run) -> float | None:
    """‖gᵏ − ∇f(xᵏ)‖ against the bound that the method states."""
    return None if run.trace.errors is None else run.trace.errors.slack


def lipschitz_slack(run: Run) -> float | None:
    """‖∇f(xᵏ + vₖ) − ∇f(xᵏ)‖ against L‖vₖ‖, for methods whose error bound is just that."""
    return error_slack(run) if run.setting.method.derived else None


# ---- inequalities at the iterates of many runs


def _measuring(
    group: str,
    constants: Callable[[Facts], Numbers | None],
    slacks: Callable[..., np.ndarray],
) -> Together[float | None]:
    """The least of these slacks over the windows of a run: None where what they need is not known.

    That is a recorded group, and numbers that the facts tell; the slacks of the runs that have them
    are found from these, (R,) each.
    """

    def find(runs: Sequence[Run]) -> list[float | None]:
        problems = {id(run.setting.problem): run.setting.problem for run in runs}
        numbers = {key: constants(problem.facts) for key, problem in problems.items()}
        known = Joined.of(runs).having(group)
        seen = known.those(lambda run: numbers[id(run.setting.problem)] is not None)
        found: list[float | None] = [None] * len(runs)
        if not seen:
            return found
        told = np.array([numbers[id(run.setting.problem)] for run in seen.runs], dtype=np.float64)
        with np.errstate(all="ignore"):
            least = seen.folded(np.minimum, slacks(seen, *told.T))
        for place, slack in zip(seen.places, least.tolist(), strict=True):
            found[place] = slack if math.isfinite(slack) else None
        return found

    return Together(find)


def _above_bound(seen: Joined, bound: np.ndarray) -> np.ndarray:
    """min f(xᵏ) against inf f, or the lower bound of f that is known."""
    least = seen.folded(np.minimum, seen.windows("values.low"))
    return seen.spread(_slacks(bound, least, heights(seen)))


def _above_slope(seen: Joined, modulus: np.ndarray, *infimum: np.ndarray) -> np.ndarray:
    """√(2μ(f(xᵏ) − inf f)) against ‖∇f(xᵏ)‖, as far as the extremes over windows tell."""
    low, _ = _gaps(seen, *infimum)
    left = seen.spread(np.sqrt(2 * modulus)) * np.sqrt(low)
    return _slacks(left, seen.windows("gradients.high"))


def _below_gap(seen: Joined, lipschitz: np.ndarray, *infimum: np.ndarray) -> np.ndarray:
    """‖∇f(xᵏ)‖/√(2L) against √(f(xᵏ) − inf f), by (4) from xᵏ to xᵏ − ∇f(xᵏ)/L."""
    _, high = _gaps(seen, *infimum)
    slope = seen.windows("gradients.low") / seen.spread(np.sqrt(2 * lipschitz))
    return _slacks(slope, np.sqrt(np.maximum(high, 0.0)))


def _lower_bound(facts: Facts) -> Numbers | None:
    return None if facts.lower_bound is None else (facts.lower_bound,)


def _with_infimum(facts: Facts, constant: float) -> Numbers | None:
    """The constant, and both ends of inf f."""
    if facts.infimum is None or not holds(facts.bounded_below):
        return None
    return constant, facts.infimum.value.lower, facts.infimum.value.upper


def _modulus(facts: Facts) -> Numbers | None:
    fact = facts.strong_convexity
    return None if fact is None else _with_infimum(facts, fact.value.lower)


infimum_slack = _measuring("values", _lower_bound, _above_bound)
polyak_slack = _measuring("values", _modulus, _above_slope)


def descent_slack(constant: Constant) -> Together[float | None]:
    """‖∇f(xᵏ)‖/√(2L) against √(f(xᵏ) − inf f)."""

    def constants(facts: Facts) -> Numbers | None:
        fact = constant(facts)
        usable = fact is not None and fact.value.divides
        return _with_infimum(facts, fact.value.upper) if fact is not None and usable else None

    return _measuring("values", constants, _below_gap)


def below_inverse(constant: Constant, group: str) -> Together[float | None]:
    """The greatest tₖ or ρₖ of a run against 1/L, for the least L that is possible."""

    def constants(facts: Facts) -> Numbers | None:
        fact = constant(facts)
        return None if fact is None or fact.value.absent else (fact.value.lower,)

    def slacks(seen: Joined, lipschitz: np.ndarray) -> np.ndarray:
        return _slacks(seen.spread(lipschitz) * seen.windows(f"{group}.high"), np.ones(1))

    return _measuring(group, constants, slacks)


def _gaps(seen: Joined, least: np.ndarray, most: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bounds of f(xᵏ) − inf f over windows, from below and from above, (ΣW,) each."""
    noise = seen.spread(ROUNDING * heights(seen))
    low = seen.windows("values.low") - seen.spread(most) - noise
    high = seen.windows("values.high") - seen.spread(least) + noise
    return np.maximum(low, 0.0), high


def height(run: Run) -> float:
    """The size of what may cancel in f: the greatest |f(xᵏ)|, and L‖x‖² at the ends of the run."""
    return float(heights(Joined.of([run]))[0])


def heights(seen: Joined) -> np.ndarray:
    """`height` of each run, (R,)."""
    found, those = np.zeros(len(seen)), Joined.of(seen.runs)
    sizes: list[tuple[Joined, np.ndarray]] = []
    if known := those.having("values"):
        for end in ("values.low", "values.high"):
            size = np.abs(known.windows(end))
            finite = np.where(np.isfinite(size), size, 0.0)
            sizes.append((known, known.folded(np.maximum, finite)))
    if known := those.having("iterates"):
        lipschitz = np.array([run.outlook.lipschitz or 0.0 for run in known.runs])
        for end in ("iterates.first", "iterates.last"):
            sizes.append((known, lipschitz * np.square(norm(known.ends(end))[:, 0])))
    for of, size in sizes:
        places = list(of.places)
        found[places] = np.maximum(found[places], np.where(np.isfinite(size), size, 0.0))
    return found


def _slacks(left: np.ndarray, right: np.ndarray, size: np.ndarray | float = 0.0) -> np.ndarray:
    """(right − left)/scale, with the rounding allowed for added; ∞ where it has no value."""
    scale = np.maximum(np.maximum(np.abs(left), np.abs(right)), size)
    slacks = (right - left) / scale + ROUNDING
    return np.where(np.isfinite(slacks), slacks, np.inf)
