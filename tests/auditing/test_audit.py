"""Every false fact that is planted in a good problem must be found, and nothing else with it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sam_theory.auditing import agreement
from sam_theory.auditing.audit import audit
from sam_theory.library.catalogues import Library
from sam_theory.setting.facts import NO_CONSTANT, UNBOUNDED_BELOW, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Components, Problem
from sam_theory.verdict import Status, Verdict

LIBRARY = Library()


def get(name: str) -> Problem:
    item: Problem = LIBRARY.get("problems", name)
    return item


def verdicts(problem: Problem, seed: int = 1) -> dict[str, Verdict]:
    return {found.fact: found.verdict for found in audit(problem, np.random.default_rng(seed))}


def stating(name: str, **values: Any) -> Problem:
    """The problem with other values of some facts."""
    problem = get(name)
    planted = {key: Fact(value, "planted") for key, value in values.items()}
    return replace(problem, facts=replace(problem.facts, **planted))


FALSE_FACTS: tuple[tuple[str, str, Any], ...] = (
    ("quadratic", "lipschitz", Enclosure(9.8, 9.8)),
    ("quadratic", "lipschitz", Enclosure(10.2, 10.2)),
    ("quadratic", "lipschitz", NO_CONSTANT),
    ("logistic", "lipschitz", Enclosure(0.5, 0.83)),
    ("softplus", "lipschitz", Enclosure(0.26, 0.26)),
    ("log-sum-exp", "lipschitz", Enclosure(1.0, 1.0)),
    ("pseudo-huber[dimension=5]", "lipschitz", Enclosure(0.0, 0.98)),
    ("double-well", "lipschitz", Enclosure(11.0, 11.0)),
    ("power[exponent=1.5]", "lipschitz", Enclosure(100.0, 100.0)),
    ("ripple", "lipschitz", Enclosure(1.03, 1.03)),
    ("ripple", "descent", Enclosure(0.5, 0.9)),
    ("descent-only", "descent", Enclosure(0.9, 0.9)),
    ("descent-only", "descent", Enclosure(1.1, 1.1)),
    ("descent-only", "descent", NO_CONSTANT),
    ("descent-only", "lipschitz", Enclosure(1.0, 1.0)),
    ("huber", "convex", False),
    ("ripple", "convex", True),
    ("descent-only", "convex", True),
    ("wavy-bowl", "strong_convexity", Enclosure(0.51, 0.51)),
    ("wavy-bowl", "strong_convexity", Enclosure(0.4, 0.45)),
    ("log-cosh", "strong_convexity", Enclosure(0.01, 0.01)),
    ("logistic", "infimum", Enclosure(0.6, 0.6)),
    ("logistic", "infimum", Enclosure(0.6269952, 0.6269952)),
    ("softplus", "infimum", Enclosure(-0.01, -0.01)),
    ("softplus", "infimum", Enclosure(0.001, 0.001)),
    ("quadratic", "infimum", UNBOUNDED_BELOW),
    ("linear", "infimum", Enclosure(-1000.0, -1000.0)),
    ("double-well", "infimum", Enclosure(0.01, 0.01)),
    ("double-well", "infimum", Enclosure(0.01, math.inf)),
    ("shifted-ripples", "slope", Enclosure(0.5, 0.5)),
    ("shifted-ripples", "slope", Enclosure(0.99, 0.99)),
    ("si-yun-sine", "slope", NO_CONSTANT),
    ("quadratic", "attained", False),
    ("softplus", "attained", True),
    ("hyperbola", "attained", True),
    ("separable-logistic", "attained", True),
    ("double-well", "attained", False),
    ("ball-distance", "unique_minimizer", True),
    ("half-space-distance", "unique_minimizer", True),
    ("squared-hinge", "unique_minimizer", True),
    ("softplus", "unique_minimizer", True),
    ("quadratic", "unique_minimizer", False),
    ("ridge-logistic", "unique_minimizer", False),
    ("quadratic", "level_sets_bounded", False),
    ("half-space-distance", "level_sets_bounded", True),
    ("softplus[dimension=2]", "level_sets_bounded", True),
    ("ripple", "level_sets_bounded", True),
    ("quadratic", "kl_exponent", 0.4),
    ("smooth-power", "kl_exponent", 0.65),
    ("smooth-power[dimension=3]", "kl_exponent", 0.5),
    ("ring-well", "kl_exponent", 0.4),
    ("rosenbrock", "kl_exponent", 0.4),
    ("quadratic", "kl_exponent", 1.0),
    ("quadratic", "quadratic", (1.0, 10.001)),
    ("quadratic", "quadratic", (1.0, 10.0, 10.0)),
    ("huber", "quadratic", (1.0, 1.0)),
)


@pytest.mark.parametrize(("name", "fact", "value"), FALSE_FACTS)
def test_a_false_fact_is_violated(name: str, fact: str, value: Any) -> None:
    found = verdicts(stating(name, **{fact: value}))
    assert found[fact].status is Status.VIOLATED, found[fact].evidence
    assert found["gradient"].status is Status.CONSISTENT


@pytest.mark.parametrize("name", sorted({name for name, _, _ in FALSE_FACTS}))
def test_true_facts_are_consistent(name: str) -> None:
    found = verdicts(get(name))
    untested = {"definability", "kl_property"}
    statuses = {fact: v.status for fact, v in found.items() if fact not in untested}
    assert set(statuses.values()) == {Status.CONSISTENT}, statuses


def shifted(distance: Callable[[Array], Array]) -> Callable[[Array], Array]:
    return lambda x: distance(x - 0.3)


def beside(distance: Callable[[Array], Array]) -> Callable[[Array], Array]:
    return lambda x: distance(x) + 0.01


def halved(distance: Callable[[Array], Array]) -> Callable[[Array], Array]:
    return lambda x: distance(x) / 2


def stretched(distance: Callable[[Array], Array]) -> Callable[[Array], Array]:
    return lambda x: 1.1 * distance(x)


@pytest.mark.parametrize("change", [shifted, beside, halved, stretched])
@pytest.mark.parametrize("name", ["shifted-quadratic", "ball-distance", "double-well", "nesterov"])
def test_a_false_set_of_minimizers_is_violated(
    name: str, change: Callable[[Callable[[Array], Array]], Callable[[Array], Array]]
) -> None:
    stated = get(name).facts.minimizers
    assert stated is not None
    found = verdicts(stating(name, minimizers=change(stated.value)))
    assert found["minimizers"].status is Status.VIOLATED


def test_a_part_of_the_minimizers_is_not_enough() -> None:
    """{1} of the double well's {−1, 1}: every stated point is one, but a descent finds another."""
    found = verdicts(stating("double-well", minimizers=lambda x: np.abs(x[..., 0] - 1)))
    assert found["minimizers"].status is Status.VIOLATED


def scaled_slightly(problem: Problem) -> Problem:
    return replace(problem, gradient=lambda x: problem.gradient(x) * 1.0001)


def offset(problem: Problem) -> Problem:
    return replace(problem, gradient=lambda x: problem.gradient(x) + 1e-4)


def wrong_far_out(problem: Problem) -> Problem:
    return replace(
        problem, gradient=lambda x: np.where(np.abs(x) > 1, 2.0, 1.0) * problem.gradient(x)
    )


@pytest.mark.parametrize("change", [scaled_slightly, offset, wrong_far_out])
@pytest.mark.parametrize("name", ["quadratic", "log-cosh", "half-space-distance", "ripple"])
def test_a_wrong_gradient_is_violated(name: str, change: Callable[[Problem], Problem]) -> None:
    assert verdicts(change(get(name)))["gradient"].status is Status.VIOLATED


def flattening(problem: Problem) -> Problem:
    return replace(problem, value=lambda x: np.sum(problem.value(x)))


def mixing(problem: Problem) -> Problem:
    return replace(problem, gradient=lambda x: problem.gradient(x) + 1e-9 * np.mean(x))


def refusing(problem: Problem) -> Problem:
    def gradient(x: Array) -> Array:
        if x.ndim > 1:
            raise ValueError("one point at a time")
        return problem.gradient(x)

    return replace(problem, gradient=gradient)


def measuring_wrongly(problem: Problem) -> Problem:
    stated = Fact[Callable[[Array], Array]](lambda x: abs(x - 1), "one distance a coordinate")
    return replace(problem, facts=replace(problem.facts, minimizers=stated))


@pytest.mark.parametrize("change", [flattening, mixing, refusing, measuring_wrongly])
def test_wrong_batches_are_violated_and_stop_the_audit(
    change: Callable[[Problem], Problem],
) -> None:
    found = verdicts(change(get("quadratic")))
    assert found["batch"].status is Status.VIOLATED
    assert found["lipschitz"].status is Status.UNDECIDED


@pytest.mark.parametrize(
    "change",
    [
        {"region": ((1.0, 1.0), (-1.0, -1.0))},
        {"region": ((-math.inf, 0.0), (1.0, 1.0))},
        {"starts": ()},
        {"starts": ((0.0, 0.0),)},
        {"starts": ((math.nan, 1.0),)},
    ],
)
def test_a_useless_region_or_start_is_violated(change: dict[str, Any]) -> None:
    assert verdicts(replace(get("quadratic"), **change))["region"].status is Status.VIOLATED


def facts(**values: Any) -> Facts:
    return Facts(**{name: Fact(value, "planted") for name, value in values.items()})


MU = Enclosure(1.0, 1.0)
CONTRADICTIONS = (
    facts(strong_convexity=MU, convex=False),
    facts(strong_convexity=Enclosure(0.0, 0.0)),
    facts(strong_convexity=MU, attained=False),
    facts(strong_convexity=MU, unique_minimizer=False),
    facts(strong_convexity=MU, level_sets_bounded=False),
    facts(strong_convexity=MU, kl_exponent=0.4),
    facts(strong_convexity=MU, slope=MU),
    facts(quadratic=(1.0, -1.0), slope=MU),
    facts(strong_convexity=MU, lipschitz=Enclosure(0.9, 0.9)),
    facts(lipschitz=Enclosure(1.0, 1.0), descent=Enclosure(2.0, 2.0)),
    facts(lipschitz=Enclosure(2.0, 2.0), descent=Enclosure(1.0, 1.0), convex=True),
    facts(infimum=UNBOUNDED_BELOW, attained=True),
    facts(infimum=NO_CONSTANT),
    facts(level_sets_bounded=True, attained=False),
    facts(attained=False, minimizers=lambda x: x[..., 0]),
    facts(attained=False, unique_minimizer=True),
    facts(convex=True, unique_minimizer=True, level_sets_bounded=False),
    facts(kl_property=False, kl_exponent=0.5),
    facts(kl_property=False, definability="analytic"),
    facts(quadratic=(-1.0, 1.0), convex=True),
    facts(quadratic=(1.0, 2.0), lipschitz=Enclosure(3.0, 3.0)),
    facts(quadratic=(1.0, 2.0), strong_convexity=Enclosure(1.5, 1.5)),
    facts(quadratic=(1.0, 2.0, 3.0)),
    Facts(convex=Fact(True, " ")),
)


@pytest.mark.parametrize("stated", CONTRADICTIONS, ids=range(len(CONTRADICTIONS)))
def test_contradictory_facts_are_violated(stated: Facts) -> None:
    verdict = agreement.check(replace(get("quadratic"), facts=stated))
    assert verdict.status is Status.VIOLATED


def test_facts_that_say_little_do_not_contradict_each_other() -> None:
    weak = facts(
        convex=True,
        strong_convexity=Enclosure(0.5, 2.0),
        lipschitz=Enclosure(1.0, math.inf),
        descent=Enclosure(1.0, 3.0),
        quadratic=(1.0, 2.0),
    )
    assert agreement.check(replace(get("quadratic"), facts=weak)).status is Status.CONSISTENT


def test_the_audit_depends_on_its_generator_alone() -> None:
    assert audit(get("ripple"), np.random.default_rng(3)) == audit(
        get("ripple"), np.random.default_rng(3)
    )


def test_what_cannot_be_sampled_is_undecided() -> None:
    found = verdicts(get("flat-valley"))
    assert found["definability"].status is Status.UNDECIDED
    assert found["kl_property"].status is Status.UNDECIDED


# ---- components


def given(name: str) -> Components:
    components = get(name).components
    assert components is not None
    return components


def with_value(
    components: Components, change: Callable[[Array, Array, Array], Array]
) -> Components:
    value = components.value
    assert value is not None
    return replace(components, value=lambda x, w: change(value(x, w), x, w))


WRONG_COMPONENTS: dict[str, Callable[[Components], Components]] = {
    "one too many": lambda c: Components(c.count + 1, lambda x, w: c.gradient(x, w[..., 1:])),
    "twice as large": lambda c: Components(c.count, lambda x, w: 2 * c.gradient(x, w)),
    "not linear": lambda c: Components(c.count, lambda x, w: c.gradient(x, w * w * c.count)),
    "of another shape": lambda c: Components(c.count, lambda x, w: c.gradient(x, w)[..., :1]),
    "that raise": lambda c: Components(c.count, lambda x, w: c.gradient(x, w[..., :2])),
    "none": lambda c: Components(0, c.gradient),
    "of another mean": lambda c: with_value(c, lambda f, x, w: f + 1),
    "of another slope": lambda c: with_value(
        c, lambda f, x, w: f + 0.01 * (w[..., 0] - w[..., 1]) * x[..., 0]
    ),
    "of values of another shape": lambda c: with_value(c, lambda f, x, w: f[..., None]),
}


@pytest.mark.parametrize("name", ["least-squares", "ridge-logistic"])
def test_components_are_examined(name: str) -> None:
    problem = get(name)
    assert verdicts(problem)["components"].status is Status.CONSISTENT
    for wrong in WRONG_COMPONENTS.values():
        bad = replace(problem, components=wrong(given(name)))
        found = verdicts(bad)
        assert found["components"].fails, found["components"]


def test_components_without_values_are_examined() -> None:
    problem = replace(get("least-squares"), components=replace(given("least-squares"), value=None))
    assert verdicts(problem)["components"].status is Status.CONSISTENT


FALSE_OF_COMPONENTS: tuple[tuple[str, str, Enclosure], ...] = (
    ("two-parabolas", "lipschitz", Enclosure(2.9, 2.9)),
    ("two-parabolas", "lipschitz", Enclosure(3.1, 3.1)),
    ("two-parabolas", "lipschitz", NO_CONSTANT),
    ("two-parabolas", "variance", Enclosure(100.0, 100.0)),
    ("opposed-sines", "lipschitz", Enclosure(2.99, 2.99)),
    ("opposed-sines", "variance", Enclosure(0.99, 0.99)),
    ("opposed-sines", "variance", Enclosure(1.02, 1.02)),
    ("opposed-sines", "variance", NO_CONSTANT),
    ("noisy-quadratic", "variance", Enclosure(0.24, 0.24)),
    ("noisy-quadratic", "variance", Enclosure(0.26, 0.26)),
    ("msam-trap", "variance", Enclosure(0.0132, 0.0132)),
    ("msam-trap", "lipschitz", Enclosure(1.02, 1.02)),
    ("matrix-factorization", "lipschitz", Enclosure(1e6, 1e6)),
    ("matrix-factorization", "variance", Enclosure(1e6, 1e6)),
    ("least-squares", "lipschitz", Enclosure(21.0, 21.0)),
    ("least-squares", "variance", Enclosure(1e6, 1e6)),
    ("logistic", "variance", Enclosure(2.0, 2.1)),
    ("ridge-logistic", "variance", Enclosure(2.95, 3.0)),
    ("sigmoid-loss", "lipschitz", Enclosure(1.0, 1.08)),
)


@pytest.mark.parametrize(("name", "fact", "value"), FALSE_OF_COMPONENTS)
def test_a_false_fact_of_components_is_violated(name: str, fact: str, value: Enclosure) -> None:
    planted = replace(given(name), **{fact: Fact(value, "planted")})
    found = verdicts(replace(get(name), components=planted))
    verdict = found[f"components_{fact}"]
    assert verdict.status is Status.VIOLATED, verdict.evidence
    assert found["components"].status is Status.CONSISTENT


@pytest.mark.parametrize("name", sorted({name for name, _, _ in FALSE_OF_COMPONENTS}))
def test_true_facts_of_components_are_consistent(name: str) -> None:
    found = verdicts(get(name))
    assert found["components_lipschitz"].status is Status.CONSISTENT
    assert found["components_variance"].status is Status.CONSISTENT


@pytest.mark.parametrize("seed", range(2, 10))
def test_a_variance_without_bound_is_followed_far(seed: int) -> None:
    found = verdicts(get("two-parabolas"), seed)
    assert found["components_variance"].status is Status.CONSISTENT


def test_a_constant_that_not_all_components_were_searched_for_is_undecided() -> None:
    planted = replace(given("least-squares"), lipschitz=Fact(Enclosure(30.0, 30.0), "planted"))
    found = verdicts(replace(get("least-squares"), components=planted))
    assert found["components_lipschitz"].status is Status.UNDECIDED


@pytest.mark.parametrize(
    "fact", [Fact(Enclosure(1.0, 1.0), "below the L of f"), Fact(Enclosure(9.0, 9.0), " ")]
)
def test_facts_of_components_that_cannot_be_are_contradictory(fact: Fact[Enclosure]) -> None:
    planted = replace(given("noisy-quadratic"), lipschitz=fact)
    problem = replace(get("noisy-quadratic"), components=planted)
    assert agreement.check(problem).status is Status.VIOLATED


def test_an_exponent_is_not_refuted_where_f_oscillates_alike_on_all_scales() -> None:
    for amplitude in (0.25, 0.5, 0.65):
        found = verdicts(get(f"log-periodic-well[amplitude={amplitude}]"))
        assert not found["kl_exponent"].fails
