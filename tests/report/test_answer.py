"""The answer of one setting: what converges and by which theorem, or what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

import pytest
from holding import LIBRARY

from sam_theory.report.answer import finding_answer
from sam_theory.report.promises import nearest, promises_of
from sam_theory.setting.facts import Facts
from sam_theory.setting.problem import Problem
from sam_theory.statements.conclusions.properties import promise
from sam_theory.statements.finding import Finding
from sam_theory.statements.hypotheses.schedules import STEP_POSITIVE
from sam_theory.statements.mending import mend
from sam_theory.statements.theorem import Theorem
from sam_theory.study.findings import hold_all
from sam_theory.study.settings import schedule_of, setting_of
from sam_theory.study.study import Pair
from sam_theory.verdict import Status, consistent, undecided

CATALOGUE = tuple(LIBRARY.get("theorems", name) for name in LIBRARY.entries("theorems"))
COSINE = "where(k <= 300, 0.05*(1+cos(pi*k/300)), 0)"
TOO_GOOD = Theorem(
    name="too-good",
    summary="SAM converges whatever the schedules are",
    about=lambda method: True,
    hypotheses=(STEP_POSITIVE,),
    conclusions=(promise("xᵏ → x̄", "iterate-limit"),),
    source="a guess",
)


@lru_cache
def held(
    problem: Problem,
    method: str,
    step: str,
    radius: str,
    theorems: tuple[Theorem, ...] = CATALOGUE,
    iterations: int = 300,
    starts: int = 1,
) -> Finding:
    """The finding of a short study of one setting."""
    setting = setting_of(problem, LIBRARY.get("methods", method), Pair(step, radius))
    (found,) = hold_all([setting], theorems, iterations=iterations, starts=starts, seed=0)
    return found


def answered(
    problem: str | Problem,
    method: str,
    step: str,
    radius: str,
    theorems: Sequence[Theorem] = CATALOGUE,
) -> str:
    """Its answer, which is of one line."""
    chosen = LIBRARY.get("problems", problem) if isinstance(problem, str) else problem
    found = held(chosen, method, step, radius, tuple(theorems))
    answer = told(found, chosen, theorems)
    assert answer.startswith(f"{method} on {chosen.name}, tₖ = ")
    assert answer.endswith(".")
    assert "\n" not in answer
    return answer


def told(found: Finding, problem: Problem, theorems: Sequence[Theorem] = CATALOGUE) -> str:
    method = LIBRARY.get("methods", found.method)
    return finding_answer(found, problem=problem, method=method, theorems=theorems)


def test_what_is_proved_is_told_with_its_theorem() -> None:
    answer = answered("ridge-logistic", "sam", "1/k", "0.1/k")
    assert ": ∇f(xᵏ) → 0 by K24, Theorem 3.3 (khanh-3.3), whose hypotheses are all proved" in answer
    assert "xᵏ tends to the minimizer, f being strongly convex" in answer
    assert "1 run of up to 300 iterations" in answer
    assert "minimizer" not in answered("softplus", "sam", "1/k", "0.1/k")


def test_what_rests_on_a_run_is_told_as_consistent() -> None:
    answer = answered("ridge-logistic", "sam", "1/k", "0.1")
    assert "by K24, Theorem 3.2 (khanh-3.2), whose hypotheses are proved but for" in answer
    assert "“∇f(xᵏ) ≠ 0 for all k”, consistent with the runs" in answer
    assert "all proved" not in answer


@pytest.mark.parametrize(
    ("step", "radius", "lacks", "mended"),
    [
        (COSINE, "0.05", "“Σ tₖ = ∞” is refuted", "Max(tₖ, 0.01/k) in place of tₖ"),
        ("0.05", "0.05/k", "“Σ tₖ² < ∞” is refuted", "tₖ = 0.05/k**0.6"),
    ],
)
def test_a_miss_by_the_schedules_comes_with_its_mend(
    step: str, radius: str, lacks: str, mended: str
) -> None:
    answer = answered("ridge-logistic", "sam", step, radius)
    assert "No theorem covers this; the nearest, K24, Theorem 3.2 (khanh-3.2)" in answer
    assert lacks in answer
    assert f"With {mended}, all that it asks of tₖ and ρₖ is proved." in answer


def test_a_mend_is_what_it_says() -> None:
    assert "Theorem 3.2 (khanh-3.2), whose hypotheses" in answered(
        "ridge-logistic", "sam", "0.05/k**0.6", "0.05"
    )
    answer = answered("ripple", "sam", "1/k", "0.1")
    assert "With ρₖ = 0.1/k**0.1" in answer
    assert "whose hypotheses are all proved" in answered("ripple", "sam", "1/k", "0.1/k**0.1")


def test_what_no_schedule_mends_is_only_told() -> None:
    answer = answered("linear", "sam", "1/k", "0.1/k")
    assert "but “inf f(xᵏ) > −∞” is" in answer
    assert "With " not in answer


def test_where_a_bound_holds_it_is_told_with_what_convergence_lacks() -> None:
    answer = answered("quadratic[eigenvalues=(0.5, 1.0)]", "sam", "0.5/L", "0.1")
    assert ": No theorem promises convergence; a bound holds: f(xᵏ) − f* ≤ (1 − tμ" in answer
    assert "(dai-1). The nearest, K24, Theorem 3.2 (khanh-3.2), would give" in answer
    assert "No theorem covers this" not in answer


def test_a_bound_with_a_known_erratum_is_not_told() -> None:
    answer = answered("quadratic", "sam", "0.5/L", "0.1")  # L = 2: the bound of dai-1 is too small
    assert "a bound holds: " in answer
    assert "dai-1" not in answer


def test_a_bound_that_rests_on_the_runs_is_told_with_that() -> None:
    ridge = LIBRARY.get("problems", "ridge-logistic")
    found = held(ridge, "sam", "0.05", "0.05")
    assert "; a bound holds: " in told(found, ridge)
    seen = replace(
        found,
        theorems=tuple(
            replace(t, hypotheses=tuple((text, consistent("seen")) for text, _ in t.hypotheses))
            for t in found.theorems
            if t.name == "si-yun-3.4"
        ),
    )
    answer = told(seen, ridge)
    assert "a bound holds, given “∇f is L-Lipschitz (3)” and “" in answer
    assert ", as the runs suggest: (1/T)" in answer


def test_without_radii_sam_is_gradient_descent() -> None:
    answer = answered("quadratic", "sam", "0.5/L", "0")
    assert ": With ρₖ = 0 sam is gradient descent; what theorems say of that is answered" in answer
    assert "--method gradient-descent" in answer
    assert "No theorem" not in answer
    assert "whose hypotheses are all proved" in answered(
        "quadratic", "gradient-descent", "0.5/L", "0"
    )
    assert "With ρₖ = 0" not in answered("quadratic", "sam-momentum", "0.5/L", "0")


def test_f_to_minus_infinity_is_what_theorem_4_1_allows() -> None:
    saddle = LIBRARY.get("problems", "saddle")
    found = held(saddle, "usam", "0.5/L", "0.1/L", iterations=2000)
    answer = told(found, saddle)
    assert "K24, Theorem 4.1 (khanh-4.1), whose other hypotheses are proved, says that" in answer
    assert "f(xᵏ) → −∞, or “∇f(xᵏ) → 0”, and the first is what the runs show (" in answer
    (theorem,) = [t for t in found.theorems if t.name == "khanh-4.1"]
    open_ = tuple((text, v if v.fails else undecided("unknown")) for text, v in theorem.hypotheses)
    unknown = replace(found, theorems=(replace(theorem, hypotheses=open_),))
    assert "says that f(xᵏ) → −∞" not in told(unknown, saddle)
    beyond = held(saddle, "usam", "5/L", "0.1/L", iterations=2000)
    assert "says that f(xᵏ) → −∞" not in told(beyond, saddle)


def test_a_run_that_arrives_is_no_matter_of_schedules() -> None:
    answer = answered("ball-distance", "sam", "1/k", "0.1")
    assert "No theorem covers this, as a run arrived at a minimizer, where ∇f = 0" in answer
    assert "K24, Theorem 3.2 (khanh-3.2)" in answer
    assert "lacks only “∇f(xᵏ) ≠ 0 for all k”." in answer
    assert "With " not in answer


def test_what_is_only_undecided_is_not_denied() -> None:
    """A theorem of which nothing fails comes before one that lacks less, but lacks it surely."""
    ripple = LIBRARY.get("problems", "ripple")
    found = held(ripple, "sam", "1/k", "0.1")
    assert ": No theorem covers this; the nearest, K24, Theorem 3.3" in told(found, ripple)
    theorems = tuple(
        replace(
            t,
            hypotheses=tuple(
                (text, v if v.holds else undecided("unknown")) for text, v in t.hypotheses
            ),
        )
        if t.name == "khanh-3.2"
        else t
        for t in found.theorems
    )
    answer = told(replace(found, theorems=theorems), ripple)
    assert ": Whether a theorem covers this is undecided; the nearest, K24, Theorem 3.2" in answer


def test_a_method_of_which_no_theorem_speaks() -> None:
    for theorems in (CATALOGUE, CATALOGUE[:1]):  # a lemma that lacks something says no more
        answer = answered("ripple", "unified-sam", "1", "1 + 1/k", theorems)
        assert ": No theorem that was asked says when unified-sam converges." in answer


@pytest.mark.parametrize("method", ["sam", "usam", "f-sam", "igd-constant-error"])
@pytest.mark.parametrize("pair", [("1", "1/k"), ("3/L", "3/L"), ("k**(-2)", "0.1"), (COSINE, "5")])
def test_what_a_mend_is_said_to_prove_the_theorem_finds_proved(
    method: str, pair: tuple[str, str]
) -> None:
    ripple = LIBRARY.get("problems", "ripple")
    near = nearest(promises_of(held(ripple, method, *pair), CATALOGUE))
    assert near is not None
    step, radius = (schedule_of(ripple, formula) for formula in pair)
    found = mend(near.theorem, step, radius, Fraction(1), lambda f: schedule_of(ripple, f))
    assert found is not None
    assert found.words in answered("ripple", method, *pair)
    after = held(ripple, method, found.step.formula, found.radius.formula, (near.theorem,))
    verdicts = dict(after.theorems[0].hypotheses)
    asked = [verdicts[h.text].status for h in near.theorem.hypotheses if h.schedules]
    assert asked
    assert set(asked) == {Status.PROVED}


def test_where_nothing_is_known_of_f_nothing_is_promised() -> None:
    ripple = LIBRARY.get("problems", "ripple")
    bare = replace(ripple, name="bare", facts=Facts())
    answer = answered(bare, "sam", "1/k", "0.1/k")
    assert "Whether a theorem covers this is undecided; the nearest, K24, Corollary 3.5" in answer
    assert "No theorem" not in answer
    assert "“∇f is L-Lipschitz (3)” is undecided" in answer
    assert "With " not in answer


def test_measured_errors_are_mended_by_no_schedule() -> None:
    answer = answered("ripple", "sam-momentum", "1/k", "0.1")
    assert "the nearest, K24, Theorem 3.3 (khanh-3.3)" in answer
    assert "but “Σ tₖεₖ < ∞, with εₖ = Lρₖ” is undecided" in answer
    assert "With " not in answer


@pytest.mark.parametrize(("method", "factor"), [("usam", "0.5"), ("extragradient", "0.5")])
def test_a_mend_reckons_with_the_constant_of_f(method: str, factor: str) -> None:
    """sup ρ < 1/L and t < (2 − 2ν)/(L(1 + ν)²), L = 1 for ripple."""
    answer = answered("ripple", method, "0.5/L", "2/L")
    assert f"With tₖ = 0.4/L and ρₖ = {factor}/L, all that it asks" in answer
    assert f"With tₖ = 0.4/L and ρₖ = {factor}/L, all that it asks" in answered(
        "ripple", method, "5", "2"
    )


def test_a_known_erratum_is_told_and_its_theorem_not_cited_as_if_it_held() -> None:
    problem = LIBRARY.get("problems", "quartic-hill")
    found = held(problem, "usam", "0.5/D", "0.1/D", iterations=5000, starts=3)
    answer = told(found, problem)
    assert answer.count("Known erratum of khanh-4.2: USAM may settle where ∇f ≠ 0") == 1
    assert "whose hypotheses are" not in answer
    assert "This contradicts" not in answer


def test_a_theorem_in_doubt_is_cited_for_nothing_even_where_runs_agree() -> None:
    """USAM under (4) alone, from a start at which it does converge."""
    problem = LIBRARY.get("problems", "quartic-hill")
    found = held(problem, "usam", "0.5/D", "0.1/D")
    (theorem,) = [t for t in found.theorems if t.name == "khanh-4.2"]
    assert any(conclusion.doubts for conclusion in theorem.conclusions)
    quiet = replace(
        theorem,
        conclusions=tuple(
            replace(c, contradiction=False, erratum="", verdict=theorem.hypotheses[0][1])
            for c in theorem.conclusions
            if c.doubts
        ),
    )
    answer = told(replace(found, theorems=(quiet,)), problem)
    assert "No theorem that stands covers this: K24, Theorem 4.2 (khanh-4.2)" in answer
    assert "Known erratum of khanh-4.2: " in answer
    free = tuple(replace(c, doubts="") for c in quiet.conclusions)
    assert "by K24, Theorem 4.2 (khanh-4.2), whose hypotheses" in told(
        replace(found, theorems=(replace(quiet, conclusions=free),)), problem
    )


def test_a_new_contradiction_comes_first() -> None:
    answer = answered("quadratic", "sam", "0.5/L", "1", (TOO_GOOD,))
    assert ": This contradicts too-good, and no erratum is known" in answer
    assert "“xᵏ → x̄” is refuted" in answer
    assert "Known erratum" not in answer
    assert "whose hypotheses are" not in answer


def test_nothing_is_concluded_from_verdicts_that_contradict_each_other() -> None:
    problem = LIBRARY.get("problems", "ridge-logistic")
    found = replace(held(problem, "sam", "1/k", "0.1/k"), inconsistencies=("start 1: a and b",))
    answer = told(found, problem)
    assert "nothing is concluded" in answer
    assert "khanh" not in answer
