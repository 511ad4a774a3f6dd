"""What a word says as a formula, held against what is decided of it, on samples of runs.

Where a hypothesis is proved its inequality holds on the samples; where refuted, one breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from holding import LIBRARY, observed, setting
from modelling import EARLY, Model

from sam_theory.proofs.proof import Given
from sam_theory.proofs.terms import called, read
from sam_theory.schedules.schedule import Schedule
from sam_theory.statements import formulas
from sam_theory.statements.hypotheses import constants, facts, schedules
from sam_theory.statements.theorem import Hypothesis, Run
from sam_theory.verdict import Status

PROBLEMS = tuple(LIBRARY.items("problems"))
PAIRS = 400  # of points that are drawn
FAR = (1.0, 30.0, 1e3)  # how far about a start they are drawn
SLACK = 1e-7  # relative, of rounding in f and ∇f


def body(word: Given) -> Any:
    """What stands under the quantifiers."""
    node = read(word.formula)
    while getattr(node, "args", None) and called(node)[0] in ("forall", "always"):
        node = called(node)[1][-1]
    return node


def model(run: Run, **names: Any) -> Model:
    """The symbols of a setting: f and ∇f, the constants of its facts, in the words of formulas."""
    problem = run.setting.problem
    known: dict[str, Any] = {
        "f": lambda y: float(problem.value(y)),
        "grad": lambda y: np.asarray(problem.gradient(y)),
    }
    return Model(known | names)


def points(
    run: Run, far: float, count: int, *, walked: bool = True
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of points: neighbours on a run, about 0, then drawn about the start."""
    start = np.asarray(run.setting.problem.starts[0], dtype=np.float64)
    x = start
    path = [x]
    for k in range(1, 20):
        with np.errstate(all="ignore"):
            x = x - 0.1 / k * np.asarray(run.setting.problem.gradient(x))
        if not np.all(np.isfinite(x)):
            break
        path.append(x)
    yield from pairwise(path if walked else [])
    if walked:  # about 0, where many an f has its corner
        yield from ((s * np.ones_like(start), -s * np.ones_like(start)) for s in (1e-3, 1e-6, 1e-9))
    rng = np.random.default_rng(1)
    for i in range(count):
        y = start + far * rng.standard_normal(start.shape)
        z = start + far * rng.standard_normal(start.shape)
        yield y, (z if i % 2 else y + 0.01 * far * rng.standard_normal(start.shape))


def slack(word: Given, m: Model) -> float:
    """How far an inequality a ≤ b, or a ≥ b, is from being broken, relative to its sides."""
    node = body(word)
    left, right = m.number(node.left), m.number(node.comparators[0])
    gap = right - left if type(node.ops[0]).__name__ in ("Lt", "LtE") else left - right
    return float(gap / max(abs(left), abs(right), 1.0))


def least(word: Given, run: Run, far: float, count: int = PAIRS, **names: Any) -> float:
    found = []
    for y, z in points(run, far, count):
        with np.errstate(all="ignore"):
            value = slack(word, model(run, y=y, z=z, **names))
        if np.isfinite(value):
            found.append(value)
    return min(found)


def seen(name: str) -> Run:
    return observed(setting(name, "gradient-descent", "0.01/k", "0"), iterations=50)


def ratio(run: Run, far: float) -> float:
    """The greatest ‖∇f(y) − ∇f(z)‖/‖y − z‖ that is drawn."""
    gradient: Callable[[np.ndarray], np.ndarray] = run.setting.problem.gradient
    with np.errstate(all="ignore"):
        found = [
            float(np.linalg.norm(gradient(y) - gradient(z)) / np.linalg.norm(y - z))
            for y, z in points(run, far, 300, walked=False)
            if np.any(y != z)
        ]
    return max(v for v in found if np.isfinite(v))


@pytest.mark.parametrize("name", PROBLEMS)
def test_words_about_f(name: str) -> None:
    run = seen(name)
    known = run.setting.problem.facts
    region = run.setting.confinement is not None  # L holds in a box only
    inside = 0.1 if region else 3.0
    for hypothesis, word, constant in (
        (facts.LIPSCHITZ_GRADIENT, formulas.LIPSCHITZ, known.lipschitz),
        (facts.DESCENT_CONDITION, formulas.DESCENT, known.implied_descent),
    ):
        verdict = hypothesis.decide(run)
        if verdict.status is Status.PROVED:
            assert constant is not None
            assert least(word, run, inside, L=constant.value.upper) >= -SLACK
        if verdict.status is Status.REFUTED:
            near = max(ratio(run, 0.01), 1.0)
            assert min(least(word, run, far, L=2 * near) for far in FAR) < -SLACK
    convex = facts.CONVEX.decide(run)
    if convex.status is Status.PROVED:
        assert least(formulas.CONVEX, run, 3.0) >= -SLACK
    if convex.status is Status.REFUTED:
        assert min(least(formulas.CONVEX, run, far) for far in FAR) < -SLACK
    if facts.FINITE_INFIMUM.decide(run).status is Status.PROVED and known.lower_bound is not None:
        assert least(formulas.FINITE_INFIMUM, run, 3.0, fstar=known.lower_bound) >= -SLACK
    strong = constants.STRONGLY_CONVEX.decide(run)
    if strong.status is Status.PROVED and known.strong_convexity is not None:
        mu = known.strong_convexity.value.lower
        node = called(body_of_second(formulas.STRONGLY_CONVEX))[1][-1]
        for y, z in points(run, 3.0, PAIRS):
            assert model(run, y=y, z=z, mu=mu * (1 - 1e-9)).holds(node)
        if known.known_infimum is not None:
            node, low = called(body_of_second(formulas.POLYAK))[1][-1], known.known_infimum.upper
            for y, _ in points(run, 3.0, PAIRS):
                assert model(run, y=y, mu=mu * (1 - 1e-9), fstar=low).holds(node)


def body_of_second(word: Given) -> Any:
    """The quantified part of `mu > 0 and forall(…)`."""
    return read(word.formula).values[1]  # type: ignore[attr-defined]


SCHEDULES = ("1/k", "k**(-0.6)", "1/(k + 1)**2", "0.1", "where(Mod(k, 2) == 0, 2/k, 1/k)", "1/k**3")
SIGNED = ("1 - k/50", "where(k == 7, 0, 1/k)", "sin(k)")
OF_SCHEDULES: Mapping[str, tuple[Hypothesis, ...]] = {
    "t": (
        schedules.STEP_POSITIVE,
        schedules.STEP_DIVERGES,
        schedules.STEP_SQUARE_SUMMABLE,
        schedules.STEP_DECREASES_TO_ZERO,
        schedules.STEP_BOUNDED_BELOW,
    ),
    "rho": (schedules.RADIUS_POSITIVE, schedules.RADIUS_BOUNDED, schedules.PRODUCT_SUMMABLE),
}


@pytest.mark.parametrize("formula", [*SCHEDULES, *SIGNED])
def test_words_about_schedules(formula: str) -> None:
    """Each word that is decided of a formula is what the formula says, as far as one can see."""
    schedule = Schedule(formula)

    def at(k: int) -> float:
        return float(schedule.values(np.array([float(k)]))[0])

    for symbol, words in OF_SCHEDULES.items():
        for hypothesis in words:
            s = setting("quadratic", "sam", formula, formula)
            run = observed(setting("quadratic", "sam", "0.1/k", "0.1/k"), iterations=20)
            verdict = hypothesis.decide(replace(run, setting=s)).status
            names = Model({"t": at, "rho": at})
            held = all(names.holds(read(word.formula)) for word in hypothesis.states)
            if verdict is Status.PROVED:
                assert held, (symbol, hypothesis.text)
            if verdict is Status.REFUTED:
                assert not held, (symbol, hypothesis.text)


def test_words_about_errors() -> None:
    """‖gᵏ − ∇f(xᵏ)‖ against what SAM states of it, at every iterate of a run."""
    run = seen("quadratic")
    problem = run.setting.problem
    L, rho = problem.facts.lipschitz.value.upper, 0.3  # type: ignore[union-attr]
    x = np.asarray(problem.starts[0], dtype=np.float64)
    xs, gs = [x], []
    for k in EARLY[:40]:
        gradient = np.asarray(problem.gradient(x))
        g = np.asarray(problem.gradient(x + rho * gradient / np.linalg.norm(gradient)))
        x = x - 0.1 / k * g
        xs.append(x)
        gs.append(g)
    m = model(run, x=lambda k: xs[k - 1], g=lambda k: gs[k - 1], eps=lambda k: L * rho)
    error = read(formulas.ABSOLUTE_ERROR.formula)
    assert all(m.with_("k", k).holds(called(error)[1][-1]) for k in range(1, 40))
    less = m.with_("eps", lambda k: 0.5 * L * rho)
    assert not all(less.with_("k", k).holds(called(error)[1][-1]) for k in range(1, 40))
