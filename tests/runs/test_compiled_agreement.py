"""The compiled engine agrees with the reference engine on whole batches and studies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from agreeing import LIBRARY, METHODS, differences, plans_of
from hypothesis import given, settings
from hypothesis import strategies as st

from sam_theory.runs.compiled.engine import run as compiled_run
from sam_theory.runs.reference import run
from sam_theory.study.defaults import study_of
from sam_theory.study.examining import examine

PROBLEMS = LIBRARY.items("problems")


@pytest.mark.parametrize("name", ["quadratic", "log-squares", "ripple", "tempered-beale"])
def test_all_methods_in_one_batch_agree(name: str) -> None:
    problem = LIBRARY.get("problems", name)
    # LookSAM divides by the norm of a difference, which rounding may be all of.
    methods = tuple(m for m in METHODS if m != "look-sam")
    plans = plans_of(problem, methods, (("0.5/(L*k)", "0.5/(L*k)"), ("0.2/L", "0")))
    left = run(problem, plans, iterations=100)
    right = compiled_run(problem, plans, iterations=100)
    found = [
        (plan.method.name, differences(a, b, rtol=1e-7))
        for plan, a, b in zip(plans, left, right, strict=True)
    ]
    assert not [differing for differing in found if differing[1]]


@settings(max_examples=12, deadline=None)
@given(
    name=st.sampled_from([p for p in PROBLEMS if "[" not in p]),
    method=st.sampled_from(METHODS),
    step=st.sampled_from(["0.5/{L}", "1/({L}*k)", "k**(-0.6)/{L}", "0.3/{L}/(1+floor(k/7))"]),
    radius=st.sampled_from(["0", "0.1/{L}/k", "0.2/k**2"]),
    seed=st.integers(0, 2**63),
)
def test_any_setting_agrees_at_first(
    name: str, method: str, step: str, radius: str, seed: int
) -> None:
    """Twenty steps: a chaotic run has not yet made much of the rounding."""
    problem = LIBRARY.get("problems", name)
    L = "L" if problem.step_constant is not None else "200"
    pairs = ((step.format(L=L), radius.format(L=L)),)
    plans = plans_of(problem, (method,), pairs, starts=1)
    (left,) = run(problem, plans, iterations=20, seed=seed)
    (right,) = compiled_run(problem, plans, iterations=20, seed=seed)
    assert left.iterates is not None
    assert right.iterates is not None
    assert left.ending == right.ending
    np.testing.assert_allclose(right.iterates.last, left.iterates.last, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(right.values.high, left.values.high, rtol=1e-7, atol=1e-9)


def test_large_batches_are_split_and_threads_change_nothing() -> None:
    problem = LIBRARY.get("problems", "ripple")
    base = plans_of(problem, ("sam",), (("0.5", "0.1"),), starts=1)[0]
    starts = np.random.default_rng(0).uniform(-2, 2, (2100, 2))
    plans = [replace(base, start=start) for start in starts]
    whole = compiled_run(problem, plans, iterations=40)
    assert len(whole) == len(plans)
    threaded = compiled_run(problem, plans, iterations=40, threads=2)
    chosen = (0, 1049, 1050, 2099)
    for i, left in zip(
        chosen, run(problem, [plans[i] for i in chosen], iterations=40), strict=True
    ):
        assert not differences(left, whole[i])
        assert not differences(left, threaded[i])


def test_the_verdicts_of_a_study_are_the_same() -> None:
    study = study_of(LIBRARY, problems=["quadratic"], methods=["sam", "usam"], iterations=1500)
    by_engine = {e: examine(replace(study, engine=e), "quadratic")[0] for e in ("numpy", "jax")}
    for left, right in zip(by_engine["numpy"], by_engine["jax"], strict=True):
        assert {n: v.status for n, v in left.properties.items()} == {
            n: v.status for n, v in right.properties.items()
        }
        assert left.contradiction == right.contradiction
