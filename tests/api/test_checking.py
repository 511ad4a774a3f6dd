"""One setting, of the catalogues or of one's own, held against theorems."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

import sam_theory
from sam_theory import CheckResult, Library, UsageError, check, problem_of
from sam_theory.setting.problem import Problem
from sam_theory.study.examining import examine
from sam_theory.study.study import Pair, Study
from sam_theory.verdict import Status

K = np.arange(1, 401)
LIBRARY = Library()


def held(**changed: Any) -> CheckResult:
    """A short check, with some of it changed."""
    given: dict[str, Any] = {"problem": "quadratic", "method": "sam", "step": "1/(L*k)"}
    given |= {"radius": "0.1/k", "iterations": 400, **changed}
    return check(given.pop("problem"), given.pop("method"), **given)


def test_your_own_function() -> None:
    problem = problem_of(
        lambda x: (x**2).sum(-1), lambda x: 2 * x, starts=[(1.0, 0.5)], lipschitz=2, infimum=0
    )
    found = held(problem=problem, method="gradient-descent", step="0.5/L", radius="0")
    assert found.properties["iterate-limit"].holds


@pytest.mark.parametrize("problem", ["quadratic", "rosenbrock"])  # one with an L, one with a box
def test_it_finds_what_a_study_finds(problem: str) -> None:
    study = Study(
        problems=(problem,),
        methods=("sam",),
        theorems=tuple(LIBRARY.entries("theorems")),
        pairs=(Pair("0.1/(L*k)", "0.1/k"),),
        iterations=400,
        library=LIBRARY,
    )
    ((finding,), _) = examine(study, problem)
    assert held(problem=problem, step="0.1/(L*k)").finding == finding
    assert bool(finding.constants) is (problem == "rosenbrock")


def test_what_cannot_be_evaluated_is_refused() -> None:
    blind = problem_of(
        lambda x: np.linalg.norm(x, axis=-1) ** 2,
        lambda x: 2 * np.asarray(x, dtype=float),
        starts=[(1.0,)],
    )
    with pytest.raises(UsageError, match=r"no L on the box .*; state it, or give formulas"):
        held(problem=blind)
    assert held(problem=blind, step="0.1/k").constants == ""
    with pytest.raises(UsageError, match="sgd draws components of f"):
        held(method="sgd")
    with pytest.raises(UsageError, match="at k = 11"):
        held(step="1-k/10")


def test_numbers_prove_nothing_about_schedules_and_the_rest_stays() -> None:
    by_formula, by_numbers = held(step="0.2/k"), held(step=0.2 / K, radius=lambda k: 0.1 / k)
    assert by_numbers.iterations == 400
    assert by_numbers.step == "400 numbers from 0.2 to 0.0005"
    asked = {"Σ tₖ = ∞", "tₖ ↓ 0", "Σ tₖ² < ∞", "tₖ > 0", "ρₖ > 0"}
    for found, exact in ((by_formula, True), (by_numbers, False)):
        decided = {
            text: verdict
            for theorem in found.theorems
            for text, verdict in theorem.hypotheses
            if text in asked
        }
        assert len(decided) >= 4
        assert all((v.status is Status.PROVED) is exact for v in decided.values())
    assert "give a formula" in by_numbers.answer
    np.testing.assert_array_equal(by_formula.trajectory.iterate, by_numbers.trajectory.iterate)


@pytest.mark.parametrize("method", LIBRARY.items("methods"))
def test_every_method_takes_numbers(method: str) -> None:
    for step, radius in ((0.2 / K, 0.05 / K), (np.full(400, 0.1), 0), ("0.2/k", 0.05 / K)):
        found = held(problem="ridge-logistic", method=method, step=step, radius=radius)
        assert not found.inconsistencies
        assert found.answer.startswith(method)


def test_theorems_are_chosen_by_names_and_patterns() -> None:
    every = [theorem.name for theorem in held().theorems]
    chosen = [theorem.name for theorem in held(theorems=["khanh-3.*", "khanh-b.3"]).theorems]
    assert chosen == [n for n in every if n.startswith("khanh-3.") or n == "khanh-b.3"]
    assert 1 < len(chosen) < len(every)
    assert [theorem.name for theorem in held(theorems="khanh-3.3").theorems] == ["khanh-3.3"]
    assert "khanh-3.3" in held(theorems="khanh-3.3").answer


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"problem": "quadratik"}, "the nearest is 'quadratic'"),
        ({"problem": 3}, "problem must be a name of the catalogue or a Problem; got 3"),
        ({"method": "samm"}, "the nearest is 'sam'"),
        ({"method": None}, "method must be a name of the catalogue or a Method; got None"),
        ({"theorems": ["nope*"]}, "theorem must be one of the catalogue; got 'nope"),
        ({"theorems": "khanh-3.33"}, "the nearest is 'khanh-3.3'"),
        ({"theorems": []}, "theorems must be names or patterns"),
        ({"theorems": 3}, "theorems must be names or patterns"),
        ({"iterations": 0}, "iterations must be an integer from 1"),
        ({"iterations": 10**21}, "iterations must be an integer from 1"),
        ({"starts": 0}, "starts must be an integer from 1"),
        ({"seed": -1}, "seed must be an integer of at least 0; got -1"),
        ({"library": "mine"}, "library must be a Library"),
    ],
)
def test_wrong_calls_end_in_a_sentence(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        held(**changed)


def test_the_interface_is_at_the_top_and_loads_nothing() -> None:
    assert sam_theory.__version__.count(".") == 2 or sam_theory.__version__ == "unknown"
    assert all(getattr(sam_theory, name) is not None for name in sam_theory.__all__)
    assert set(sam_theory.api.__all__) <= set(sam_theory.__all__)
    assert isinstance(LIBRARY.get("problems", "quadratic"), Problem)
    with pytest.raises(AttributeError, match="nope"):
        _ = sam_theory.nope
    loaded = "import sys, sam_theory; print([m for m in ('numpy', 'sympy') if m in sys.modules])"
    shown = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_means_are_held_against_as_many_seeds_as_are_asked_for() -> None:
    result = check(
        "msam-trap",
        "m-sam",
        step="0.25",
        radius="0.125",
        iterations=50,
        seeds=70,
        theorems="si-yun-4.2-nonconvex",
    )
    (theorem,) = result.finding.theorems
    conclusion = next(c for c in theorem.conclusions if c.promised)
    assert "over 70 seeds" in conclusion.verdict.evidence
    with pytest.raises(UsageError, match="seeds must"):
        check("msam-trap", "m-sam", step="0.25", radius="0.125", seeds=1)
