"""Inequalities of every form of the grammar, refuted where they fail and nowhere else."""

from __future__ import annotations

from fractions import Fraction

import pytest

pytest.importorskip("flint")
from holding import LIBRARY

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.claims import Target
from sam_theory.falsifying.excess import exceeded, readable
from sam_theory.falsifying.functions import source
from sam_theory.falsifying.judging import problem_in, refutation, tried
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.piecing import quadratic
from sam_theory.schedules.schedule import Schedule
from sam_theory.statements.conclusions.claimed import NAMES
from sam_theory.statements.conclusions.inequality import inequality
from sam_theory.statements.theorem import Theorem

START = (Fraction(-4),)
SQUARE = Sum((quadratic(Fraction(2)),))  # f = x², so L = 2, and t = 1/6: xᵏ⁺¹ = (2/3)xᵏ
FALSE = [  # by a factor, or a little, at k = 1 or later
    *("f(x) - fmin <= gap/2", "f(x) <= fmin + gap/2", "k*(f(x)-fmin) <= gap/2"),
    *("normg**2 <= L*gap", "sqrt(f(x)-fmin) <= sqrt(gap)/2", "normg**2 <= L*(f(x)-fmin)"),
    *("dist**2 <= R**2/2", "f(x) - fmin <= L*dist**2/4", "dist <= R/2"),
    *("f(x)-fmin-gap/2 <= 0", "Max(f(x)-fmin, 0) <= gap/2", "gap <= 2*(f(x)-fmin)"),
    *("2*meansq <= 2*L*gap", "R*(1 - 3*t*mu/2)**(k - 1) >= dist", "t + rho >= 1", "nu >= n"),
    *("-exp(f(x)) >= -pi", "log(normg) <= 0", "f(x) - fmin <= (1 - t*mu*2)**k*gap"),
]
TRUE = [  # some of them with equality at every k
    *("f(x) - fmin <= gap", "normg**2 <= 2*L*(f(x) - fmin)", "dist <= R*(1 - t*L)**(k-1)"),
    *("f(x) - fmin <= L*dist**2/2", "meansq <= 2*L*gap/k/t", "2*f(x) >= normg*dist"),
    *("Max(normg, 8) <= 8", "sqrt(f(x)) <= dist", "gap*(1 - t*L)**(2*k - 2) >= f(x) - fmin"),
]


def claimed(claim: str) -> Target:
    conclusion = inequality(claim)
    theorem = Theorem(
        name="mine",
        summary="",
        about=lambda method: True,
        hypotheses=(),
        conclusions=(conclusion,),
        source="an example",
    )
    return Target(theorem=theorem, conclusion=conclusion)


@pytest.fixture(scope="module")
def candidate() -> Candidate:
    return Candidate(
        function=SQUARE,
        method=LIBRARY.get("methods", "gradient-descent"),
        step="1/6",
        radius="0",
        start=START,
    )


def test_false_ones_of_every_form_are_refuted(candidate: Candidate) -> None:
    found = tried(candidate, "square")
    assert found is not None
    assert [claim for claim in FALSE if refutation(found.run, claimed(claim)) is None] == []
    told = refutation(found.run, claimed("k*(f(x) - fmin) <= gap/2"))
    assert told is not None
    assert told.evidence == (
        "from x¹ = -4, at k = 1, k·(f(xᵏ) − inf f) is ≥ 16, and Δ/2 is ≤ 8, less by at least 8"
    )


def test_true_ones_are_not(candidate: Candidate) -> None:
    problem = problem_in(source(candidate.function, "square", START))
    dynamics = Dynamics(
        problem=problem, method=candidate.method, step=Schedule("1/6"), radius=Schedule("0")
    )
    assert [claim for claim in TRUE if exceeded(dynamics, inequality(claim), START)] == []


@pytest.mark.parametrize("constant", [True, False])
def test_all_that_the_grammar_names_is_read(constant: bool) -> None:
    for name in (*NAMES, "f(x)", "sqrt(f(x))", "log(k)", "exp(-t)", "Max(rho, 1)"):
        assert readable(inequality(f"{name} <= -{name}/2", constant=constant)), name
