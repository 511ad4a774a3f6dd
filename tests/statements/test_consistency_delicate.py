"""Runs whose verdicts rounding, scale, slowness or a later change of the schedules could spoil."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from holding import LIBRARY, evidence, excluded, observed, setting, theorem

from sam_theory.setting.error import relative
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.method import displaced
from sam_theory.setting.point import Point
from sam_theory.statements.holding import Checked, hold
from sam_theory.statements.theorem import Run, Setting, Theorem
from sam_theory.verdict import Status

ITEMS: Sequence[Theorem] = [LIBRARY.get("theorems", name) for name in LIBRARY.entries("theorems")]


def about(seen: Run) -> list[tuple[Theorem, tuple[Checked, ...]]]:
    chosen = [t for t in ITEMS if t.about(seen.setting.method) and t.about_settings(seen.setting)]
    return [(item, hold(item, seen)) for item in chosen]


def new_and_impossible(seen: Run) -> tuple[list[str], tuple[str, ...]]:
    """Contradictions that no known erratum explains, and what the gate says."""
    held = about(seen)
    new = [
        f"{item.name}: {c.conclusion.text}: {c.verdict.evidence}"
        for item, checked in held
        for c in checked
        if c.contradiction and c.erratum is None
    ]
    return new, excluded(seen, [item for item, _ in held])


@pytest.mark.parametrize("method", ["usam", "extragradient"])
def test_a_slow_contraction_is_no_cycle(method: str) -> None:
    """t = 1.999999/L: x changes its sign at each k, and |x| decreases by 10⁻⁶ of itself."""
    seen = evidence("quadratic", method, "1.999999/L", "1e-7/L")
    assert not seen.properties["convergence"].fails
    assert new_and_impossible(seen) == ([], ())


def tenfold(point: Point) -> tuple[Any, tuple[()]]:
    return 10 * point.here, ()


def test_a_method_that_misstates_its_error_promises_nothing() -> None:
    """d = 10∇f with mixture 0 is off by up to 10Lρ‖∇f‖ = 5‖∇f‖, and states Lρ‖∇f‖."""
    bound = relative(1, "which is not true")
    method = displaced(tenfold, name="tenfold", formula="10∇f", mixture=0, error=bound, source="")
    seen = evidence("quadratic", method, "0.1/L", "0.5/L")
    for name in ("khanh-4.1", "khanh-4.2"):
        item = theorem(name)
        assert not item.about(method) or not any(c.promised for c in hold(item, seen)), name
    assert new_and_impossible(seen) == ([], ())


def test_where_usam_alternates_is_known() -> None:
    seen = evidence("quartic-hill", "usam", "0.95/D", "0.1/D", (2.7,))
    failing = {c.conclusion.text: c for c in hold(theorem("khanh-4.2"), seen) if c.contradiction}
    assert {"(ii) f(xᵏ) → f(x̄)", "(iv) xᵏ → x̄"} <= set(failing)
    assert all(c.erratum is not None for c in failing.values())
    assert new_and_impossible(seen) == ([], ())


def moved(s: Setting, shift: float, scale: float) -> Setting:
    """The setting with f(x − shift)·scale for f: L is multiplied by the scale."""
    problem = s.problem
    facts, L = problem.facts, problem.facts.lipschitz
    assert L is not None
    known = replace(
        facts,
        lipschitz=Fact(Enclosure(L.value.lower * scale, L.value.upper * scale), "scaled"),
        descent=None,
        strong_convexity=None,
        quadratic=None,
        minimizers=None,
        infimum=Fact(Enclosure(0, 0), "scaled"),
    )
    return replace(
        s,
        problem=replace(
            problem,
            value=lambda x: scale * problem.value(x - shift),
            gradient=lambda x: scale * problem.gradient(x - shift),
            starts=tuple(tuple(float(c) + shift for c in x) for x in problem.starts),
            region=tuple(tuple(float(c) + shift for c in x) for x in problem.region),  # type: ignore[arg-type]
            facts=known,
        ),
    )


@pytest.mark.parametrize(("step", "radius"), [("0.5/L", "0.1"), ("1/(L*sqrt(k))", "0.1")])
def test_a_minimizer_far_from_the_origin(step: str, radius: str) -> None:
    """At 10¹⁰ the rounding of x is 10⁻⁶: gradients below are not resolved."""
    seen = observed(moved(setting("quadratic", "sam", step, radius), 1e10, 1.0))
    assert new_and_impossible(seen) == ([], ())


@pytest.mark.parametrize("scale", [1e-110, 1e-30, 1e60, 1e150])
@pytest.mark.parametrize("method", ["sam", "usam", "gradient-descent"])
def test_functions_of_another_scale(scale: float, method: str) -> None:
    factor = Fraction(scale)
    seen = observed(
        moved(setting("quadratic", method, f"1/20/({factor})", f"1/100/({factor})"), 0.0, scale)
    )
    assert new_and_impossible(seen) == ([], ())


def test_a_radius_that_comes_later_settles_nothing() -> None:
    """ρₖ = 0 up to k = 5000 and 1/10 from then on: after 2000 iterations nobody knows the limit."""
    seen = evidence("quadratic", "sam", "0.5/L", "where(k < 5000, 0, 0.1)")
    assert seen.properties["convergence"].status is Status.UNDECIDED
    assert seen.properties["gradient-limit"].status is Status.UNDECIDED


def test_steps_that_grow_later_settle_nothing() -> None:
    seen = evidence("quadratic", "gradient-descent", "where(k < 5000, 0.5/L, 3/L)", "0")
    assert seen.properties["convergence"].status is Status.UNDECIDED
    assert seen.properties["iterate-limit"].status is Status.UNDECIDED


@pytest.mark.parametrize("name", ["khanh-4.1", "si-yun-3.1", "dai-1"])
def test_an_empty_trace_of_one_iterate_is_held(name: str) -> None:
    """K = 1: every window has one iterate, and nothing fails that holds."""
    seen = evidence("quadratic", "sam", "0.5/L", "0.1", None, 1)
    assert np.array_equal(seen.trace.edges, [1, 2])
    assert not any(c.contradiction and c.erratum is None for c in hold(theorem(name), seen))


@pytest.mark.parametrize(
    ("problem", "method", "step", "radius", "start", "iterations"),
    [
        # f falls on bounded level sets, and x still goes as far in every octave
        (
            "phase-retrieval[reach=3.0]",
            "extragradient",
            "0.9*k**(-0.8)/L",
            "3/L",
            (-0.9, 0.8, 0.4),
            1000,
        ),
        # SAM's cycle along the steep direction, while f falls along the other
        (
            "quadratic[eigenvalues=(1.0, 1000.0)]",
            "unified-sam",
            "0.7/D",
            "0.5/L",
            (0.05, 0.035),
            333,
        ),
        # a cycle of size 10⁻¹⁰, along which the changes of f are lost in rounding
        ("logistic", "unified-sam", "(2+sin(k))/(3*L)", "1e-9", (2.0, -1.5), 3000),
    ],
)
def test_what_is_still_on_its_way_excludes_nothing(
    problem: str, method: str, step: str, radius: str, start: object, iterations: int
) -> None:
    seen = evidence(problem, method, step, radius, start, iterations)
    assert new_and_impossible(seen) == ([], ())
    assert not seen.properties["value-convergence"].fails


def test_a_slow_run_along_a_short_estimate_is_on_its_way() -> None:
    """x⁺ = (1 − t(1 − ρ))x with t(1 − ρ) = 4·10⁻⁹: Σt‖∇f‖ is 10⁴ times the way, and x → 0."""
    square = "quadratic[eigenvalues=(1.0,)]"
    seen = evidence(square, "extragradient", "4e-5/L", "0.9999/L", None, 200)
    assert not any(verdict.fails for verdict in seen.properties.values())
    assert new_and_impossible(seen) == ([], ())
