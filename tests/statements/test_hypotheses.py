"""Hypotheses: enclosures of L, choices of ε and ν, and what a run can and cannot say."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from holding import by_hand, evidence, observed, recorded, setting, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from sam_theory.properties.rates import decay, linearly, of_order
from sam_theory.runs.trace import Ending
from sam_theory.schedules.deciding import decide_all
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.statements.hypotheses.constants import exact_value, strong_convexity
from sam_theory.statements.hypotheses.errors import (
    error_limsup,
    error_summable,
    radius_below_nu,
    relative_error_holds,
    step_bound_igdr,
    step_bound_unnormalized,
)
from sam_theory.statements.hypotheses.facts import (
    bounded_level_set,
    descent_constant,
    finite,
    finite_infimum,
    kl_property,
)
from sam_theory.statements.hypotheses.iterates import (
    bounded_below,
    bounded_iterates,
    directions_nonzero,
    gradients_nonzero,
    minimal,
    stays_above_limit,
)
from sam_theory.statements.hypotheses.measured import (
    descent_slack,
    infimum_slack,
    polyak_slack,
)
from sam_theory.statements.hypotheses.methods import without_error
from sam_theory.statements.hypotheses.schedules import (
    PRODUCT_SUMMABLE,
    RADIUS_BOUNDED,
    RADIUS_POSITIVE,
    STEP_BOUNDED_BELOW,
    STEP_DECREASES_TO_ZERO,
    STEP_DIVERGES,
    STEP_POSITIVE,
    STEP_SQUARE_SUMMABLE,
    kl_tail,
    radius_limsup,
)
from sam_theory.statements.hypotheses.shapes import constant_on_squares, harmonic, power
from sam_theory.statements.hypotheses.steps import (
    share_bounds,
    sufficient_descent,
    weighted_squares_summable,
    work_summable,
)
from sam_theory.statements.theorem import Hypothesis, Run
from sam_theory.verdict import Status, Verdict, worst

SQUARE = "quadratic[eigenvalues=(2.0,)]"
INDEX = np.arange(1.0, 4097)


def unrun(method: str, step: str, radius: str, facts: dict[str, object] | None = None) -> Run:
    """A setting on f = x², some facts replaced, with a run that says nothing."""
    s = setting(SQUARE, method, step, radius, facts or {})
    return by_hand(s, recorded(s, np.ones((4, 1))))


def between(lower: float, upper: float) -> Fact[Enclosure]:
    return Fact(Enclosure(lower, upper), "by hand")


# ---- schedules

BREAKING: tuple[
    tuple[Hypothesis, str, str, str], ...
] = (  # what it says, and a pair that breaks it
    (STEP_POSITIVE, "step-positive", "where(k < 3, 0, 1/k)", "0.1"),
    (STEP_DIVERGES, "step-diverges", "k**(-1.5)", "0.1"),
    (STEP_SQUARE_SUMMABLE, "step-square-summable", "k**(-0.5)", "0.1"),
    (STEP_DECREASES_TO_ZERO, "step-vanishes", "0.5+1/k", "0.1"),
    (STEP_DECREASES_TO_ZERO, "step-decreases", "(2+(-1)**k)/k", "0.1"),
    (STEP_BOUNDED_BELOW, "step-bounded-below", "1/k", "0.1"),
    (RADIUS_BOUNDED, "radius-bounded", "1/k", "log(k+1)"),
    (RADIUS_POSITIVE, "radius-positive", "1/k", "where(k < 3, 0, 0.1)"),
    (PRODUCT_SUMMABLE, "product-summable", "1/k", "0.1"),
)


@pytest.mark.parametrize(("hypothesis", "key", "step", "radius"), BREAKING)
def test_a_hypothesis_about_schedules_fails_where_one_of_its_keys_does(
    hypothesis: Hypothesis, key: str, step: str, radius: str
) -> None:
    """The pair breaks that key alone: the others of the hypothesis are proved on it."""
    made = unrun("sam", step, radius)
    assert hypothesis.decide(made).status is Status.REFUTED
    answers = decide_all(made.setting.step, made.setting.radius)
    keys = {k for other, k, _, _ in BREAKING if other is hypothesis}
    assert {k for k in keys if answers[k].status is not Status.PROVED} == {key}


PAIRS = (  # any two keys are told apart by one of them
    ("1/k", "k**(-0.1)"),
    ("0.5", "0.1"),
    ("k**(-2)", "log(k+1)"),
    ("k**(-0.5)", "k**(-0.5)"),
    ("where(k < 3, 0, 1/k)", "0.1"),
    ("0.5", "where(k < 3, 0, 0.1)"),
    ("(2+(-1)**k)*k**(-2)", "0.1"),
    ("k**(-0.5)", "k**(-2)"),
)


@pytest.mark.parametrize("hypothesis", {h.text: h for h, _, _, _ in BREAKING}.values())
@pytest.mark.parametrize("pair", PAIRS)
def test_a_hypothesis_about_schedules_is_as_its_worst_key(
    hypothesis: Hypothesis, pair: tuple[str, str]
) -> None:
    made = unrun("sam", *pair)
    answers = decide_all(made.setting.step, made.setting.radius)
    expected = worst(answers[key] for other, key, _, _ in BREAKING if other is hypothesis)
    assert expected.status in (Status.PROVED, Status.REFUTED)
    assert hypothesis.decide(made).status is expected.status


def test_the_pairs_tell_keys_apart() -> None:
    answers = [decide_all(Schedule(step), Schedule(radius)) for step, radius in PAIRS]
    columns = {key: tuple(a[key].status for a in answers) for key in answers[0]}
    assert len(set(columns.values())) == len(columns)


# ---- constants known up to an enclosure


@pytest.mark.parametrize(
    ("radius", "status"), [("0.4", "proved"), ("0.6", "undecided"), ("2.1", "refuted")]
)
def test_radius_limsup_by_enclosure(radius: str, status: str) -> None:
    """2/L lies in [0.5, 2]."""
    made = unrun("sam", "1/k", radius, {"lipschitz": between(1, 4)})
    assert radius_limsup(made).status == status
    assert error_limsup(made).status == status


def test_vanishing_radius_needs_no_constant() -> None:
    for fact in (None, between(np.inf, np.inf), between(1, np.inf)):
        made = unrun("sam", "1/k", "k**(-0.1)", {"lipschitz": fact})
        assert radius_limsup(made).status is Status.PROVED


@pytest.mark.parametrize(
    ("radius", "status"), [("0.2", "proved"), ("0.5", "undecided"), ("1", "refuted")]
)
def test_relative_error_by_enclosure(radius: str, status: str) -> None:
    """1/L lies in [0.25, 1]; ν < 1 is strict."""
    made = unrun("usam", "1/k", radius, {"lipschitz": between(1, 4)})
    assert relative_error_holds(made).status == status
    assert radius_below_nu(made).status == status


@pytest.mark.parametrize(
    ("step", "status"),
    [("0.4", "proved"), ("0.5", "undecided"), ("1", "undecided"), ("2", "refuted")],
)
def test_step_bound_by_enclosure(step: str, status: str) -> None:
    """2/L lies in [0.5, 2], and the bound is strict where L is known."""
    made = unrun("gradient-descent", step, "0", {"lipschitz": between(1, 4)})
    assert step_bound_igdr(made).status == status


def test_step_bound_takes_nu_from_one_constant_and_the_bound_from_the_other() -> None:
    """L = 10 in (3), 1 in (4), ρ = 0.05: ν = 0.5 in 4.1, 0.05 in 4.2; bounds 0.444 and 1.72."""
    facts = {"lipschitz": between(10, 10), "descent": between(1, 1), "convex": None}
    for step, by_both, by_descent in (
        ("0.44", "proved", "proved"),
        ("0.45", "refuted", "proved"),
        ("1.73", "refuted", "refuted"),
    ):
        made = unrun("usam", step, "0.05", dict(facts))
        assert step_bound_igdr(made).status == by_both
        assert step_bound_unnormalized(made).status == by_descent


def test_descent_constant_of_nonconvex_is_bounded_above_only() -> None:
    fact = descent_constant(Facts(lipschitz=between(2, 3), convex=Fact(False, "by hand")))
    assert fact is not None
    assert fact.value == Enclosure(0, 3)
    fact = descent_constant(Facts(lipschitz=between(2, 3), convex=Fact(True, "by hand")))
    assert fact is not None
    assert fact.value == Enclosure(2, 3)
    assert descent_constant(Facts(lipschitz=between(np.inf, np.inf))) is None


@pytest.mark.parametrize(
    ("facts", "L", "D"),
    [
        ({"lipschitz": between(2, 3), "descent": between(0, 1)}, 3, 1),
        ({"lipschitz": between(2, 3)}, 3, 3),
        ({"lipschitz": between(2, 3), "descent": between(1, np.inf)}, 3, 3),
        ({"lipschitz": between(2, 3), "descent": between(0, 0)}, 3, 3),  # −x², say
        ({"lipschitz": between(np.inf, np.inf), "descent": between(1, 1)}, 1, 1),
        ({"lipschitz": between(np.inf, np.inf), "convex": Fact(True, "by hand")}, None, None),
        ({"lipschitz": between(0, 0)}, 1, 1),  # any positive number is one
        ({}, None, None),
    ],
)
def test_the_constants_that_formulas_use(
    facts: dict[str, Fact[object]], L: int | None, D: int | None
) -> None:
    made = unrun("usam", "1/k", "0.1", {"lipschitz": None, "descent": None, "convex": None} | facts)
    problem = made.setting.problem
    assert (problem.step_constant, problem.descent_constant) == (L, D)


def test_each_theorem_takes_its_own_constant_from_formulas() -> None:
    """L = 10 in (3), 1 in (4): ρ = 0.5/D is 5/L, and ρ = 1.5/L is 0.15/D."""
    facts = {"lipschitz": between(10, 10), "descent": between(1, 1), "convex": None}
    for radius, by_error, by_descent in (
        ("0.5/D", "refuted", "proved"),
        ("0.5/L", "proved", "proved"),
        ("1.5/L", "refuted", "proved"),
        ("1.5/D", "refuted", "refuted"),
    ):
        made = unrun("usam", "1/k", radius, dict(facts))
        assert relative_error_holds(made).status == by_error
        assert radius_below_nu(made).status == by_descent
    for step, by_both, by_descent in (  # ν = 0.5 in 4.1, 0.05 in 4.2; bounds 0.444 and 1.72
        ("0.44/D", "proved", "proved"),
        ("4.5/L", "refuted", "proved"),
        ("1.73/D", "refuted", "refuted"),
    ):
        made = unrun("usam", step, "0.05/D", dict(facts))
        assert step_bound_igdr(made).status == by_both
        assert step_bound_unnormalized(made).status == by_descent


@pytest.mark.parametrize(
    ("radius", "status"), [("1.9/L", "proved"), ("2/L", "undecided"), ("9/L", "refuted")]
)
def test_the_constant_of_a_formula_is_an_upper_bound(radius: str, status: str) -> None:
    """L of formulas is 4, and the best one may be 1: then 2/L is 0.5, below 2."""
    made = unrun("sam", "1/k", radius, {"lipschitz": between(1, 4)})
    assert radius_limsup(made).status == status


@given(st.floats(0.1, 10), st.floats(1, 3), st.floats(0.01, 30), st.sampled_from(["sam", "usam"]))
@settings(max_examples=40, deadline=None)
def test_a_tighter_enclosure_never_turns_a_verdict_round(
    lower: float, factor: float, radius: float, method: str
) -> None:
    wide = unrun(method, "1/k", str(radius), {"lipschitz": between(lower, factor * lower)})
    decide = radius_limsup if method == "sam" else relative_error_holds
    for tight in (lower, factor * lower):
        seen = decide(unrun(method, "1/k", str(radius), {"lipschitz": between(tight, tight)}))
        if decide(wide).status is not Status.UNDECIDED:
            assert seen.status is decide(wide).status


def test_finite() -> None:
    assert finite(None, "x").status is Status.UNDECIDED
    assert finite(between(1, np.inf), "x").status is Status.UNDECIDED
    assert finite(between(np.inf, np.inf), "x").status is Status.REFUTED
    assert finite(between(0, 0), "x").status is Status.PROVED


# ---- no error, no condition on it


def test_exact_methods_choose_their_errors() -> None:
    made = unrun("gradient-descent", "0.5", "3")
    assert without_error(made.setting)
    for decide in (error_summable, error_limsup, kl_tail, relative_error_holds):
        assert decide(made).status is Status.PROVED
    assert without_error(unrun("sam", "1/k", "0").setting)
    assert not without_error(unrun("sam", "1/k", "1e-200").setting)
    assert not without_error(unrun("sam", "1/k", "where(k > 9, 0, 1)").setting)


# ---- (9)


@pytest.mark.parametrize(
    ("step", "radius", "status"),
    [
        ("1/k", "k**(-0.1)", "proved"),
        ("1/k", "k**(-0.001)", "proved"),
        ("k**(-0.6)", "k**(-0.6)", "refuted"),  # 2 · 0.6 + 0.6 <= 2: fails even for q = 1
        ("k**(-0.6)", "k**(-0.9)", "proved"),  # 2 · 0.6 + 0.9 > 2: holds for q near 1
        ("1/k", "1", "refuted"),  # Σtε = ∞
    ],
)
def test_kl_tail_may_raise_the_exponent(step: str, radius: str, status: str) -> None:
    """Σ k^(−a) k^(−q(a+b−1)) < ∞ for some q < 1 exactly if 2a + b > 2, whatever q f has."""
    for q in (0.5, 0.75):
        made = unrun("sam", step, radius, {"kl_exponent": Fact(q, "by hand")})
        assert kl_tail(made).status == status


# ---- facts


def test_one_unbounded_level_set_of_a_nonconvex_function_says_nothing_of_others() -> None:
    facts: dict[str, object] = {"level_sets_bounded": Fact(False, "by hand")}
    assert bounded_level_set(unrun("sam", "1/k", "1", facts)).status is Status.REFUTED
    facts["convex"] = Fact(False, "by hand")
    assert bounded_level_set(unrun("sam", "1/k", "1", facts)).status is Status.UNDECIDED


def test_kl_property_sources() -> None:
    none = {"kl_exponent": None, "definability": None, "strong_convexity": None}
    assert kl_property(unrun("sam", "1/k", "1", dict(none))).status is Status.UNDECIDED
    no = none | {"kl_property": Fact(False, "by hand")}
    assert kl_property(unrun("sam", "1/k", "1", no)).status is Status.REFUTED
    definable = none | {"definability": Fact("definable", "by hand")}
    assert kl_property(unrun("sam", "1/k", "1", definable)).status is Status.PROVED
    neither = none | {"definability": Fact("neither", "by hand")}
    assert kl_property(unrun("sam", "1/k", "1", neither)).status is Status.UNDECIDED


def test_strong_convexity_sources() -> None:
    assert strong_convexity(unrun("sam", "1", "1")).status is Status.PROVED
    flat: dict[str, object] = {"strong_convexity": None}
    assert strong_convexity(unrun("sam", "1", "1", flat)).status is Status.UNDECIDED
    flat["unique_minimizer"] = Fact(False, "by hand")
    assert strong_convexity(unrun("sam", "1", "1", flat)).status is Status.REFUTED


# ---- shapes of schedules


def test_shapes() -> None:
    assert harmonic(Schedule("3/k"))
    assert not harmonic(Schedule("1/(k+1)"))
    assert not harmonic(Schedule("1/(2*floor(k/2)+1)"))
    assert power(Schedule("0.3*k**(-0.001)")) == (0.3, 0.001)
    assert power(Schedule("0.3")) == (0.3, 0.0)
    assert power(Schedule("log(k+1)")) is None
    assert power(Schedule("0")) is None
    assert constant_on_squares(Schedule("where(is_square(k), 0.3, 0.3/sqrt(k))")) == (0.3, 0.5)
    assert constant_on_squares(Schedule("where(is_square(k), 0.3, 0.2/sqrt(k))")) is None
    assert constant_on_squares(Schedule("0.3")) is None
    assert exact_value(Schedule("2*(3-1/L)/4", Fraction(5))) == Fraction(7, 5)
    assert exact_value(Schedule("n/(2*D)", Fraction(5), 3, descent=Fraction(4))) == Fraction(3, 8)
    assert exact_value(Schedule("1/D", Fraction(5))) is None
    assert exact_value(Schedule("sqrt(2)")) is None


# ---- ∇f(xᵏ) ≠ 0, dᵏ ≠ 0


def test_an_exact_zero_far_above_rounding_is_one() -> None:
    stop = evidence(SQUARE, "gradient-descent", "0.5/k", "0")
    assert gradients_nonzero(stop).status is Status.VIOLATED


def test_underflow_is_no_zero() -> None:
    """x shrinks until it underflows: in exact arithmetic ∇f(xᵏ) ≠ 0 for every k."""
    run = evidence(SQUARE, "gradient-descent", "0.4", "0")
    assert run.trace.stopped
    assert gradients_nonzero(run).status is Status.CONSISTENT


def test_rounding_at_a_distant_minimizer_is_no_zero() -> None:
    run = evidence("shifted-quadratic", "gradient-descent", "0.5/L", "0")
    assert gradients_nonzero(run).status is Status.CONSISTENT


def test_zero_directions() -> None:
    run = evidence(SQUARE, "sam", "0.25/k", "k**(-2)")
    assert directions_nonzero(run).status is Status.VIOLATED
    ended = Ending(reason="zero direction", iteration=5, evidence="by hand")
    made = unrun("vasso", "1/k", "0.1")
    assert directions_nonzero(by_hand(made.setting, made.trace, ending=ended)).fails


# ---- inf f(xᵏ) > −∞


@pytest.mark.parametrize("step", ["1/k", "k**(-0.6)", "0.1"])
def test_falling_for_ever_is_seen(step: str) -> None:
    assert bounded_below(evidence("linear", "sam", step, "0.1")).status is Status.VIOLATED


def test_a_summable_step_falls_no_further() -> None:
    assert not bounded_below(evidence("linear", "sam", "k**(-1.5)", "0.1")).fails


def test_the_saddle_from_its_axis_is_bounded_below() -> None:
    run = evidence("saddle", "gradient-descent", "0.5/L", "0", (1.0, 0.0))
    assert bounded_below(run).status is Status.CONSISTENT


def test_blowing_up_downwards_is_seen_and_upwards_is_not() -> None:
    down = evidence("saddle", "gradient-descent", "0.5/L", "0", (1.3, 0.4), 3000)
    assert bounded_below(down).status is Status.VIOLATED
    s = setting(SQUARE, "gradient-descent", "3", "0", {"infimum": None})
    assert bounded_below(observed(s)).status is Status.UNDECIDED


# ---- accumulation points


def tracing(iterates: np.ndarray, **facts: object) -> Run:
    """A hand-made one-dimensional run on f = x² of which little else is known."""
    s = setting(SQUARE, "sam", "1/k", "k**(-0.1)", {"level_sets_bounded": None} | facts)
    return by_hand(s, recorded(s, iterates[:, None]))


@pytest.mark.parametrize(
    ("iterates", "status"),
    [
        (1 / INDEX, "consistent"),
        (np.cos(INDEX), "consistent"),
        (INDEX**-0.4, "consistent"),
        (np.log(INDEX), "undecided"),
        (np.sqrt(INDEX), "undecided"),
        (np.log(1 + np.log(INDEX)), "undecided"),
        (5 * np.exp(-INDEX / 10) - np.log(INDEX) / 20, "undecided"),  # drifts inside the first box
    ],
)
def test_bounded_iterates(iterates: np.ndarray, status: str) -> None:
    for scale, shift in ((1.0, 0.0), (1e-150, 0.0), (1e100, 0.0), (1.0, 1e3)):
        assert bounded_iterates(tracing(scale * iterates + shift)).status == status


def test_bounded_level_sets_keep_iterates() -> None:
    spiral = tracing(2 + np.sin(3 * np.log(INDEX)), level_sets_bounded=Fact(True, "by hand"))
    assert bounded_iterates(spiral).status is Status.CONSISTENT


# ---- f(xᵏ) against its limit


def settled(iterates: np.ndarray, **facts: object) -> Run:
    made = tracing(iterates, **facts)
    return by_hand(made.setting, made.trace, shown(value_limit="consistent"))


def test_above_limit() -> None:
    falling, rising = settled(1 / INDEX), settled(1 - 1 / INDEX, convex=None)
    assert stays_above_limit(falling).status is Status.CONSISTENT
    assert stays_above_limit(rising).status is Status.UNDECIDED
    stopped = by_hand(
        falling.setting,
        replace(falling.trace, ending=replace(falling.trace.ending, reason="stationary")),
        falling.properties,
    )
    assert stays_above_limit(stopped).status is Status.VIOLATED
    open_ = tracing(1 / INDEX)
    assert stays_above_limit(open_).status is Status.UNDECIDED


def test_minimal() -> None:
    unknown: dict[str, object] = {"convex": None}
    assert minimal(settled(INDEX**-4.0, **unknown)).status is Status.CONSISTENT
    assert minimal(settled(1 + INDEX**-4.0, **unknown)).status is Status.VIOLATED
    assert minimal(settled(0.01 + INDEX**-4.0, **unknown)).status is Status.UNDECIDED
    assert minimal(settled(1 + INDEX**-4.0, infimum=None, **unknown)).status is Status.UNDECIDED
    assert minimal(tracing(INDEX**-4.0)).status is Status.UNDECIDED


@pytest.mark.parametrize(
    ("low", "high", "status"),
    [
        (-1e-12, 0.0, "consistent"),
        (0.0, math.inf, "consistent"),
        (-1.0, 0.0, "undecided"),  # f may fall further
        (-2.0, -1.0, "violated"),
        (-math.inf, -1.0, "violated"),
        (-math.inf, 0.0, "undecided"),
    ],
)
def test_minimal_by_an_enclosure_of_the_infimum(low: float, high: float, status: str) -> None:
    """f(xᵏ) → 0, and inf f is said to lie between two numbers."""
    made = settled(INDEX**-4.0, convex=None, infimum=between(low, high))
    assert minimal(made).status == status


@pytest.mark.parametrize(
    ("low", "high", "status"),
    [(-3.0, 1.0, "proved"), (-math.inf, 1.0, "consistent"), (-math.inf, -math.inf, "consistent")],
)
def test_bounded_below_by_what_is_known(low: float, high: float, status: str) -> None:
    made = settled(INDEX**-4.0, infimum=between(low, high))
    assert bounded_below(made).status == status
    finite = finite_infimum(made).status
    assert finite == {"proved": "proved"}.get(status, "refuted" if high < 0 else "undecided")


def test_slacks_by_an_enclosure_of_the_infimum() -> None:
    """f(xᵏ) = x² from 1 to 0.09: below a lower bound, and inside an enclosure."""

    def made(low: float, high: float) -> Run:
        return settled(np.linspace(1, 0.3, len(INDEX)), infimum=between(low, high))

    assert infimum_slack(made(0.2, 9.0)) < 0
    assert infimum_slack(made(0.05, 9.0)) >= 0
    assert infimum_slack(made(-math.inf, 9.0)) is None
    strong, smooth = {"strong_convexity": between(2, 2)}, {"descent": between(2, 2)}
    for gaps, facts, clashes in (
        (polyak_slack, strong, between(-1.0, -0.5)),  # 2μ(f − inf f) > ‖∇f‖² = 4f
        (lambda e: descent_slack(e, descent_constant), smooth, between(0.05, 0.08)),
    ):
        assert gaps(tracing(np.linspace(1, 0.3, len(INDEX)), infimum=clashes, **facts)) < 0
        wide = between(-1.0, 0.05)
        assert gaps(tracing(np.linspace(1, 0.3, len(INDEX)), infimum=wide, **facts)) >= 0


# ---- single steps


def test_sufficient_descent_on_runs() -> None:
    assert sufficient_descent(evidence("quadratic", "usam", "0.5/L", "0.1/L")).holds
    assert sufficient_descent(evidence("quadratic", "gradient-descent", "1/(L*k)", "0")).holds
    cycle = evidence("quadratic", "sam", "0.5/L", "0.5/L")  # f is constant on the two-cycle
    assert sufficient_descent(cycle).status is Status.UNDECIDED


def test_sufficient_descent_by_hand() -> None:
    made = tracing(1 / INDEX)
    windows = len(made.trace.edges) - 1

    def verdict(ratios: np.ndarray) -> Verdict:
        return sufficient_descent(by_hand(made.setting, made.trace, **{"moves.descent": ratios}))

    assert verdict(np.full(windows, 0.3)).status is Status.CONSISTENT
    assert verdict(np.full(windows, -0.3)).status is Status.VIOLATED
    assert verdict(np.geomspace(1, 1e-4, windows)).status is Status.UNDECIDED
    lost = np.full(windows, np.inf)
    lost[:20] = 0.3
    assert verdict(lost).status is Status.UNDECIDED


def test_share_bounds() -> None:
    assert share_bounds(evidence("quadratic", "usam", "0.5/L", "0.1/L")).status is Status.PROVED
    assert share_bounds(evidence("quadratic", "sam", "0.5/L", "0.1/L")).holds
    gone = share_bounds(evidence(SQUARE, "igd-constant-error", "0.4/k", "0.2"))
    assert not gone.holds  # gₖ → 0 while ∇f(xᵏ) → 2ρ


@pytest.mark.parametrize(
    ("squares", "status"),
    [
        (INDEX**-2.0, "consistent"),
        (1 / INDEX, "undecided"),
        (1 / (INDEX * np.log(INDEX + 1)), "undecided"),
        (INDEX**-0.5, "undecided"),
        (np.exp(-INDEX), "consistent"),
    ],
)
def test_summability(squares: np.ndarray, status: str) -> None:
    made = tracing(1 / INDEX)
    sums = np.add.reduceat(squares, made.trace.edges[:-1] - 1)
    seen = by_hand(made.setting, made.trace, **{"elapsed.squares": sums, "moves.work": sums})
    assert weighted_squares_summable(seen).status == status
    assert work_summable(seen).status == status


def test_gradients_that_stay_away_are_not_summable() -> None:
    made = tracing(1 / INDEX)
    seen = by_hand(made.setting, made.trace, shown(liminf_gradient="violated"))
    assert weighted_squares_summable(seen).status is Status.VIOLATED


# ---- rates

EDGES = np.unique(np.ceil(2.0 ** (np.arange(16 * 14) / 16)).astype(np.int64))


@pytest.mark.parametrize(
    ("values", "linear", "root"),
    [
        (lambda k: np.exp(-k / 30), "consistent", "consistent"),
        (lambda k: np.exp(-k / 1e5), "undecided", "undecided"),
        (lambda k: 1 / k, "violated", "consistent"),
        (lambda k: k**-0.5, "violated", "consistent"),
        (lambda k: k**-0.3, "violated", "violated"),
        (lambda k: np.exp(-np.sqrt(k)), "undecided", "consistent"),
        (lambda k: 1 / np.log(k + 2), "undecided", "undecided"),
        (lambda k: (k + 3000) ** -1.0, "undecided", "consistent"),
        (lambda k: np.exp(-k) + 1e-30, "consistent", "consistent"),
        (lambda k: sum(np.exp(-k / 4**j) / 2**j for j in range(5)), "consistent", "consistent"),
    ],
)
@pytest.mark.parametrize("scale", [1.0, 1e-200, 1e200])
def test_rates(values: object, linear: str, root: str, scale: float) -> None:
    """Whether the decay is linear, and whether it is O(k^(−½))."""
    assert callable(values)
    fall = decay(np.append(EDGES, 2**14), scale * values(EDGES.astype(float)), 1e-20 * scale)
    assert linearly(fall, "y").status == linear
    assert of_order(fall, 0.5, "y").status == root


def test_rates_of_nothing() -> None:
    assert decay(np.append(EDGES, 2**14), np.zeros(len(EDGES)), 1e-300) is None
    assert linearly(None, "y").status is Status.UNDECIDED
    assert of_order(None, 1.0, "y").status is Status.UNDECIDED
