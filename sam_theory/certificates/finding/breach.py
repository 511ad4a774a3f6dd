"""Runs that break a claim: followed in floats from many starts, and the shortest in balls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import numpy as np

from sam_theory.asymptotics.evaluation import evaluate
from sam_theory.asymptotics.parsing import parse
from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Established
from sam_theory.certificates.forms import Breach, Claim
from sam_theory.certificates.verifier.accepting import accept
from sam_theory.certificates.verifier.claims import bound_text, of_start
from sam_theory.runs.batch import Plan
from sam_theory.runs.histories import History, histories
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import ball
from sam_theory.setting.problem import Problem, starting_points

ITERATIONS = 64
STARTS = 32
TRIES = 4  # of the shortest runs that are followed in balls
MARGIN = 1e-6  # relative: what is beyond the bound by less may be rounding
SCALES = (1.0, 0.1, 0.01)  # of the starts
Start = tuple[Fraction, ...]


def find(
    dynamics: Dynamics, claim: Claim, starts: Sequence[Start], iterations: int = ITERATIONS
) -> Breach | None:
    """A breach of the claim by a run from one of the starts, accepted; None where none is found."""
    if dynamics.method.random:
        return None
    try:
        cases = _cases(dynamics, claim, starts, iterations)
    except Undecided:
        return None
    for at, start in sorted(cases)[:TRIES]:
        breach = Breach(claim=claim, start=start, at=at)
        if isinstance(accept(dynamics, breach), Established):
            return breach
    return None


def rational_starts(problem: Problem, rng: np.random.Generator) -> list[Start]:
    """Starts of the problem and of its region, at several distances from 0, with three digits."""
    chosen = starting_points(problem, STARTS, rng)
    return [tuple(Fraction(f"{c:.3g}") for c in row) for scale in SCALES for row in scale * chosen]


def _cases(
    dynamics: Dynamics, claim: Claim, starts: Sequence[Start], iterations: int
) -> list[tuple[int, Start]]:
    """The first k at which the quantity is beyond the bound, for each start from which there is."""
    problem, tree = dynamics.problem, parse(bound_text(dynamics, claim.bound))
    plans = [
        Plan(
            method=dynamics.method,
            step=dynamics.step,
            radius=dynamics.radius,
            start=np.array([float(c) for c in start]),
        )
        for start in starts
    ]
    columns = ("value", "gradient_norm", "iterate")
    found = []
    for start, run in zip(
        starts, histories(problem, plans, columns, iterations=iterations), strict=True
    ):
        names = of_start(dynamics, tuple(ball(c) for c in start), claim.bound)
        k = np.arange(1, len(run["value"]) + 1)
        with np.errstate(all="ignore"):
            bound = evaluate(tree, k, {name: float(v.mid()) for name, v in names.items()})
            over = _QUANTITIES[claim.quantity](problem, run) - bound
            over = over / np.where(bound == 0, 1.0, np.abs(bound))
        signed = over if claim.relation in ("<=", "<") else -over
        beyond = signed >= 0 if claim.relation in ("<", ">") else signed > MARGIN
        if beyond.any() and not (claim.kept and beyond[0]):
            found.append((int(beyond.argmax()) + 1, start))
    return found


def _gap(problem: Problem, run: History) -> np.ndarray:
    fact = problem.facts.infimum
    return run["value"] - (np.nan if fact is None else fact.value.upper)


def _distance(problem: Problem, run: History) -> np.ndarray:
    fact = problem.facts.minimizers
    return np.asarray(np.nan * run["value"] if fact is None else fact.value(run["iterate"]))


def _average(problem: Problem, run: History) -> np.ndarray:
    squares = run["gradient_norm"] ** 2
    return np.asarray(np.cumsum(squares) / np.arange(1, len(squares) + 1))


_QUANTITIES: Mapping[str, Callable[[Problem, History], np.ndarray]] = {
    "value": lambda problem, run: run["value"],
    "coordinate": lambda problem, run: run["iterate"][:, 0],
    "gap": _gap,
    "distance": _distance,
    "gradient": lambda problem, run: run["gradient_norm"],
    "gradient-square-average": _average,
    "least-gradient": lambda problem, run: np.minimum.accumulate(run["gradient_norm"]),
}
