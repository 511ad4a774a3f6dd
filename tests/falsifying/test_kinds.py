"""Every kind of functions: its facts against samples, its file, what is simpler than one."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

pytest.importorskip("flint")

from sam_theory.auditing.audit import audit
from sam_theory.falsifying.collecting import kinds_of_functions
from sam_theory.falsifying.drawing import start
from sam_theory.falsifying.functions import Function, Kind, source
from sam_theory.falsifying.judging import problem_in
from sam_theory.falsifying.kinds.radial import Radial
from sam_theory.falsifying.kinds.rotated import Rotated
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.piecing import quadratic
from sam_theory.setting.exact_numbers import exact_row
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.jet_arrays import jacobian, variables
from sam_theory.setting.jets import between
from sam_theory.setting.problem import Problem

DRAWS, POINTS = 40, 400
KINDS = {kind.name: kind for kind in kinds_of_functions()}
ONE, HALF = Fraction(1), Fraction(1, 2)


def drawn(kind: Kind, seed: int) -> tuple[Function, Problem]:
    rng = np.random.default_rng(seed)
    function = kind.draw(rng)
    return function, function.problem("drawn", [start(rng, function.dimension)])


def best(fact: Fact[Enclosure] | None) -> float:
    return np.inf if fact is None else fact.value.upper


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_samples_contradict_no_fact(kind: Kind) -> None:
    """Quotients of pairs in random directions, near and far, values, and distances."""
    for seed in range(DRAWS):
        function, problem = drawn(kind, seed)
        rng, facts, n = np.random.default_rng(seed), problem.facts, problem.dimension
        x = rng.normal(size=(POINTS, n)) * rng.choice([0.5, 2, 8], size=(POINTS, 1))
        y = x + rng.normal(size=(POINTS, n)) * rng.choice([0.03, 1], size=(POINTS, 1))
        apart = np.linalg.norm(y - x, axis=-1)
        change = problem.gradient(y) - problem.gradient(x)
        room = 1e-10 * (1 + np.abs(problem.gradient(x)).max()) / apart
        slope = (change * (y - x)).sum(axis=-1) / apart**2
        assert np.all(np.linalg.norm(change, axis=-1) / apart <= best(facts.lipschitz) + room)
        assert np.all(slope <= best(facts.descent) + room)
        assert facts.convex is not None
        assert not facts.convex.value or np.all(slope >= -room)
        mu = facts.strong_convexity
        assert mu is None or np.all(slope >= mu.value.upper - room)
        assert facts.infimum is not None
        assert np.all(problem.value(x) >= facts.infimum.value.lower - 1e-9), function.formula
        if facts.minimizers is not None:
            ahead = problem.value(x) - facts.infimum.value.upper
            assert np.all(ahead[facts.minimizers.value(x) > 1e-3] > 0)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_file_and_simpler_functions(kind: Kind) -> None:
    for seed in range(4):
        function, problem = drawn(kind, seed)
        at = tuple(map(Fraction, problem.starts[0]))
        told = problem_in(source(function, "drawn", at))
        x = np.random.default_rng(seed).normal(size=(20, problem.dimension))
        np.testing.assert_array_equal(told.gradient(x), problem.gradient(x))
        np.testing.assert_array_equal(told.value(x), problem.value(x))
        assert (told.formula, told.starts) == (problem.formula, problem.starts)
        assert str(told.facts.infimum) == str(problem.facts.infimum)
        for other, moved in function.simpler(at):
            assert len(moved) == other.dimension
            other.problem("simpler", [moved])


RING = Radial((HALF, Fraction(2)), (-ONE, ONE, Fraction(2)))
HILL = Radial((ONE,), (-ONE, Fraction(0)), "fading")
TURNED = Rotated(Sum((quadratic(ONE), quadratic(Fraction(3)))), (3, 4))


def test_a_ring_on_a_blackboard() -> None:
    assert RING.formula == (
        "f(x) = φ(‖x‖); φ(0) = 0, φ′(r) = −r for r ≤ 1/2, r − 1 on [1/2, 2], 2r − 3 for r ≥ 2"
    )
    assert RING.count == 3
    facts = RING.problem("ring", [(ONE, ONE)]).facts
    assert facts.infimum is not None
    assert facts.infimum.value == Enclosure(-0.25, -0.25)
    assert facts.minimizers is not None
    np.testing.assert_allclose(facts.minimizers.value(np.array([[3.0, 4.0], [0.3, 0.4]])), [4, 0.5])


def test_a_hill_falls_for_ever() -> None:
    facts = HILL.problem("hill", [(ONE, ONE)]).facts
    assert facts.attained is not None
    assert not facts.attained.value
    assert facts.infimum is not None
    assert facts.infimum.value == Enclosure(-1.5, -1.5)


def test_a_turned_quadratic_on_a_blackboard() -> None:
    assert TURNED.formula == (
        "f(x) = g((3x₁ + 4x₂)/5, (3x₂ − 4x₁)/5); g(x) = f₁(x₁) + f₂(x₂); "
        "f₁(u) = (1/2)u²; f₂(u) = (3/2)u²"
    )
    ((plain, moved), *_) = TURNED.simpler((Fraction(5), Fraction(0)))
    assert (plain, moved) == (TURNED.inner, (3, -4))


@pytest.mark.parametrize("function", [RING, HILL, TURNED], ids=["ring", "hill", "turned"])
def test_gradients_are_exact_of_exact_numbers_and_enclosed_of_balls(function: Function) -> None:
    problem = function.problem("drawn", [(ONE, ONE)])
    x = (Fraction(9), Fraction(12))
    exact = problem.gradient(exact_row(x)[None, :])[0]
    want = problem.gradient(np.array([[9.0, 12.0]]))[0]
    assert [float(entry.value) for entry in exact] == pytest.approx(list(want))
    row, _ = jacobian(
        np.asarray(problem.gradient(variables([between(8, 10), between(12, 13)])[None, :])[0])
    )
    assert all(value.contains(float(entry.value)) for value, entry in zip(row, exact, strict=True))


def test_the_audit_finds_no_fact_false() -> None:
    """`python tests/benchmarks/drawn.py` asks it of many draws of every kind."""
    found = audit(RING.problem("ring", [(ONE, ONE)]), np.random.default_rng(0), samples=40)
    assert not {f.fact: f.verdict.evidence for f in found if f.verdict.fails}


def test_a_turned_gradient_is_a_rational_number() -> None:
    """(1 + 3)/2·I and a part along (7, −24)/25, of ∇²f = Qᵀ diag(1, 3) Q."""
    problem = TURNED.problem("turned", [(ONE, ONE)])
    found = problem.gradient(exact_row((ONE, Fraction(0)))[None, :])[0]
    assert [entry.value for entry in found] == [Fraction(57, 25), Fraction(-24, 25)]
