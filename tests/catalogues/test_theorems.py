"""Theorems apply somewhere; each hypothesis is what some setting lacks; conclusions can fail."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NamedTuple

import numpy as np
import pytest
from holding import (
    DRAWING,
    LIBRARY,
    by_hand,
    drawn,
    evidence,
    judged,
    observed,
    overshooting,
    recorded,
    setting,
    shown,
    theorem,
)

from sam_theory.properties.judge import CHECKERS
from sam_theory.runs.trace import Errors, Estimates, Range, Trace, window_edges
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.method import Method
from sam_theory.statements.heights import LOWER, STALL
from sam_theory.statements.holding import Checked, hold
from sam_theory.statements.theorem import Conclusion, Run, Theorem
from sam_theory.theorems.si_yun_3_3 import QUOTED
from sam_theory.verdict import Status

THEOREMS = tuple(LIBRARY.entries("theorems"))


ZERO = Enclosure(0.0, 0.0)


SQUARE = "quadratic[eigenvalues=(2.0,)]"  # f = x²


ON_SQUARES = "where(is_square(k), {}, {})"


class Case(NamedTuple):
    """A setting of catalogue items, and what to start from."""

    problem: str
    method: str | Method
    step: str
    radius: str
    start: Any = None
    iterations: int = 2000
    facts: dict[str, object] | None = None  # replaced facts

    def evidence(self) -> Run:
        if self.facts is None:
            return evidence(*self[:6])
        s = setting(self.problem, self.method, self.step, self.radius, self.facts)
        return observed(s, self.start, self.iterations)


APPLIES = {
    "khanh-3.1": Case("quadratic[eigenvalues=(1.0, 1.0)]", "sam", "0.8/L", "0.1", (0.03, 0.02)),
    "khanh-3.2": Case("quadratic", "sam", "k**(-0.6)/L", "0.5/L*k**(-0.6)"),
    "khanh-3.3": Case("quadratic", "sam", "k**(-0.6)/L", "0.1/L*k**(-0.9)"),
    "khanh-3.4": Case(SQUARE, "igd-constant-error", "0.4/k", "0.2"),
    "khanh-3.5": Case("quadratic", "sam", "k**(-0.6)/L", "0.1/L*k**(-0.9)"),
    "khanh-3.6": Case(SQUARE, "sam", "1/k", "0.02*k**(-0.001)"),
    "khanh-4.1": Case("quadratic", "gradient-descent", "0.5/L", "0"),
    "khanh-4.2": Case("quadratic", "usam", "0.5/L", "0.1/L"),
    "khanh-b.1": Case("quadratic", "sam", "k**(-0.6)/L", "0.1/L*k**(-0.9)"),
    "khanh-b.2": Case("quadratic", "usam", "0.5/L", "0.1/L"),
    "khanh-b.3": Case("quadratic", "usam", "0.5/L", "0.1/L"),
    "khanh-b.4": Case("quadratic", "usam", "0.5/L", "0.1/L"),
    "khanh-b.5": Case("quadratic", "usam", "0.5/L", "0.1/L"),
    "khanh-d.1": Case("quadratic", "vasso", "1/(L*k)", "0.1"),
    "khanh-g.1": Case("quadratic", "sam", "1/(L*k)", "0.1"),
    "khanh-g.2": Case("quadratic", "sam", "1/(L*k)", ON_SQUARES.format("0.1", "0.1*k**(-0.5)")),
    "khanh-g.3": Case("quadratic", "sam", "1/(L*k)", "k**(-0.5)"),
    "khanh-table-1": Case("quadratic", "gradient-descent", "0.5/L", "0"),
    "dai-1": Case("quadratic", "sam", "0.5/L", "0.01"),
    "si-yun-3.1": Case(SQUARE, "sam", "0.25", "0.0"),
    "si-yun-3.2": Case("si-yun-quadratic", "sam", "0.5", "0.5", (0.0, 0.25)),
    "si-yun-3.3": Case("quadratic", "sam", "1/L", "0.0"),
    "si-yun-3.4": Case("quadratic", "sam", "0.5/L", "0.01"),
    "si-yun-4.2-convex": Case("msam-trap", "m-sam", "0.25", "0.125", None, 500),
    "si-yun-4.2-nonconvex": Case("shifted-ripples", "m-sam", "0.2/L", "0.125", None, 500),
    "si-yun-4.2-strongly-convex": Case("msam-trap", "m-sam", "0.25", "0.125", None, 500),
    "si-yun-4.3": Case("msam-trap", "m-sam", "0.25", "0.125", None, 500),
    "si-yun-4.3-n-sam": Case("msam-trap", "n-sam", "0.004", "0.125", None, 1500),
    "si-yun-sine": Case("si-yun-sine", "sam", "0.5", "0.1", None, 500),
    "bartlett-1": Case("quadratic", "sam", "0.5/L", "0.1"),
    "long-bartlett-1": Case("quadratic", "sam", "0.5/L", "0.1"),
    "bolte-1": Case("double-well", "usam", "0.1", "0.05"),
    "hallucinated-1": Case("lopsided-wells", "sam", "0.5", "1.1", (-0.3,)),
    "sampa-1": Case("quadratic", "sampa", "0.5/L", "0.1"),
    "khanh-momentum-1": Case("quadratic", "usam-momentum[momentum=0.2]", "0.5/L", "0.1/L"),
    "khanh-inexact-1": Case("quadratic", "usam", "0.5/L", "0.1/L"),
    "unified-sam-1": Case("quadratic", "unified-sam", "0.5/L", "0.01"),
}


CYCLING = APPLIES["si-yun-3.2"]


AXES = Case("si-yun-quadratic[mu=0.0001220703125]", "sam", "0.5", "0.5", (100.0, 0.0))  # 2⁻¹³


REFUTED = {"khanh-g.3": "Σᵢ≥ₖ i^(−1−p)"}  # false wherever it is promised


@pytest.mark.parametrize("name", THEOREMS)
def test_each_theorem_applies_somewhere(name: str) -> None:
    seen = APPLIES[name].evidence()
    item = theorem(name)
    assert item.about(seen.setting.method)
    assert item.about_settings(seen.setting)
    promised = [c for c in hold(item, seen, drawn(seen)) if c.promised]
    assert promised
    for checked in promised:
        if not checked.conclusion.text.startswith(REFUTED.get(name, "∅")):
            assert checked.verdict.holds, (checked.conclusion.text, checked.verdict)


def test_no_theorem_lacks_a_case() -> None:
    assert set(APPLIES) == set(THEOREMS)


VANISHING = ("1/(L*k)", "0.5/L*k**(-0.1)")


ABSURD = overshooting("absolute")


BUMPS = ON_SQUARES.format("3/L", "0.5/L/k")  # Σρ/k < ∞, limsup ρ = 3/L


EXACT_STOP = Case(SQUARE, "sam", "0.5/k", "0")  # 1 − 0.5 · 2 = 0 at k = 2


NO_KL: dict[str, object] = {"kl_property": Fact(False, "by hand")}


BREAKS: tuple[tuple[str, str, Case], ...] = (
    ("khanh-3.2", "f is convex", Case("ripple", "sam", *VANISHING)),
    ("khanh-3.2", "∇f is L-Lipschitz", Case("power", "sam", "0.1/k", "0.1")),
    ("khanh-3.2", "Σ tₖ² < ∞", Case("quadratic", "sam", "k**(-0.5)/L", "0.1")),
    ("khanh-3.2", "Σ tₖ = ∞", Case("quadratic", "sam", "k**(-1.5)/L", "0.1")),
    ("khanh-3.2", "sup ρₖ < ∞", Case("quadratic", "sam", "1/(L*k)", "0.01*log(k+1)")),
    ("khanh-3.2", "∇f(xᵏ) ≠ 0", EXACT_STOP),
    ("khanh-3.2", "inf f(xᵏ) > −∞", Case("linear", "sam", "1/k", "0.1")),
    ("khanh-3.2", "f has a nonempty bounded", Case("singular-quadratic", "sam", *VANISHING)),
    (
        "khanh-3.2",
        "f has exactly one minimizer",
        Case("ball-distance", "sam", "0.2/(L*k)", "0.05*k**(-0.1)"),
    ),
    ("khanh-3.3", "∇f is L-Lipschitz", Case("power", "gradient-descent", "0.1/k", "0")),
    ("khanh-3.3", "‖gᵏ − ∇f(xᵏ)‖ ≤ εₖ", Case("quadratic", ABSURD, *VANISHING, (3.0, 2.0))),
    ("khanh-3.3", "tₖ > 0", Case("quadratic", "sam", "where(k < 3, 0, 1/(L*k))", VANISHING[1])),
    ("khanh-3.3", "Σ tₖ = ∞", Case("quadratic", "sam", "k**(-1.5)/L", "0.1/L")),
    ("khanh-3.3", "tₖ ↓ 0", Case("quadratic", "sam", "0.5/L", "0.5/L*k**(-1.5)")),
    ("khanh-3.3", "tₖ ↓ 0", Case("quadratic", "sam", "(2+cos(k))/(4*L*k)", VANISHING[1])),
    ("khanh-3.3", "Σ tₖεₖ < ∞", Case("quadratic", "sam", "1/(L*k)", "0.5/L")),
    ("khanh-3.3", "limsup εₖ < 2", Case("quadratic", "sam", "1/(L*k)", BUMPS)),
    ("khanh-3.3", "inf f(xᵏ) > −∞", Case("linear", "gradient-descent", "1/k", "0")),
    (
        "khanh-3.3",
        "xᵏ has an accumulation point",
        Case(
            "linear",
            "gradient-descent",
            "1/k",
            "0",
            facts={"infimum": Fact(ZERO, "by hand")},
        ),
    ),
    (
        "khanh-3.3",
        "f has the KL property",
        Case("quadratic", "gradient-descent", "k**(-0.3)/L", "0", facts=NO_KL),
    ),
    (
        "khanh-3.3",
        "its φ satisfies",
        Case(
            *("quadratic", "gradient-descent", "k**(-0.3)/L", "0"),
            facts={
                "definability": Fact("definable", "by hand"),
                "kl_exponent": None,
                "strong_convexity": None,
            },
        ),
    ),
    ("khanh-3.3", "Σ tₖ[φ'", Case("quadratic", "sam", "k**(-0.6)/L", "0.5/L*k**(-0.6)")),
    ("khanh-3.3", "f(xᵏ) > f(x̄)", EXACT_STOP),
    ("khanh-3.3", "x̄ is a global", Case("lopsided-wells", "gradient-descent", "1/k", "0", (0.7,))),
    ("khanh-3.5", "∇f is L-Lipschitz", Case("power", "sam", "0.1/k", "0.1*k**(-0.5)")),
    ("khanh-3.5", "tₖ > 0", Case("quadratic", "sam", "where(k < 3, 0, 1/(L*k))", VANISHING[1])),
    ("khanh-3.5", "ρₖ > 0", Case("quadratic", "sam", "1/(L*k)", "0")),
    ("khanh-3.5", "dᵏ ≠ 0", Case(SQUARE, "sam", "0.25/k", "k**(-2)")),
    ("khanh-3.5", "Σ tₖ = ∞", Case("quadratic", "sam", "k**(-1.5)/L", "0.1/L")),
    ("khanh-3.5", "tₖ ↓ 0", Case("quadratic", "sam", "0.5/L", "0.5/L*k**(-1.5)")),
    ("khanh-3.5", "tₖ ↓ 0", Case("quadratic", "sam", "(2+cos(k))/(4*L*k)", VANISHING[1])),
    ("khanh-3.5", "Σ tₖρₖ < ∞", Case("quadratic", "sam", "1/(L*k)", "0.5/L")),
    ("khanh-3.5", "Σ tₖ[φ'", Case("quadratic", "sam", "k**(-0.6)/L", "0.5/L*k**(-0.6)")),
    ("khanh-3.5", "limsup ρₖ < 2/L", Case("quadratic", "sam", "1/(L*k)", BUMPS)),
    ("khanh-3.5", "inf f(xᵏ) > −∞", Case("linear", "sam", "1/k", "0.1*k**(-0.5)")),
    ("khanh-4.1", "f satisfies the L-descent", Case("power", "gradient-descent", "0.1/k", "0")),
    ("khanh-4.1", "‖gᵏ − ∇f(xᵏ)‖", Case("quadratic", "usam", "1/(L*k)", "1/L")),
    ("khanh-4.1", "Σ tₖ = ∞", Case("quadratic", "usam", "k**(-1.5)/L", "0.1/L")),
    ("khanh-4.1", "tₖ ≤ (2 − 2ν", Case("quadratic", "usam", "0.5/L", "0.5/L")),
    ("khanh-4.1", "f(xᵏ) does not tend", Case("saddle", "usam", "0.5/L", "0.1/L", (1.3, 0.4), 400)),
    ("khanh-4.1", "∇f is L-Lipschitz", Case("descent-only", "gradient-descent", "0.5/L", "0")),
    (
        "khanh-4.1",
        "f has the KL property",
        Case("quadratic", "usam", "0.5/L", "0.1/L", facts=NO_KL),
    ),
    ("khanh-4.1", "tₖ is bounded away", Case("quadratic", "usam", "1/(L*k)", "0.1/L")),
    ("khanh-4.2", "f satisfies the L-descent", Case("power", "usam", "0.1/k", "0")),
    ("khanh-4.2", "ρₖ ≤ ν/L", Case("quadratic", "usam", "1/(L*k)", "1/L")),
    ("khanh-4.2", "Σ tₖ = ∞", Case("quadratic", "usam", "k**(-1.5)/L", "0.1/L")),
    ("khanh-4.2", "tₖ ≤ (2 − 2ν", Case("quadratic", "extragradient", "0.5/L", "0.5/L")),
    ("khanh-4.2", "f(xᵏ) does not tend", Case("saddle", "usam", "0.5/L", "0.1/L", (1.3, 0.4), 400)),
    ("khanh-4.2", "tₖ is bounded away", Case("quadratic", "usam", "1/(L*k)", "0.1/L")),
    ("khanh-b.1", "αₖ₊₁ − αₖ ≤", Case("power", "gradient-descent", "0.1*k**(-0.5)", "0")),
    ("khanh-b.1", "βₖ = Ltₖ is bounded", Case(SQUARE, "gradient-descent", "0.5*k", "0")),
    ("khanh-b.1", "Σ βₖ = ∞", Case("quadratic", "gradient-descent", "2**(-k)/L", "0")),
    ("khanh-b.1", "Σ γₖ < ∞", Case("ball-distance", "sam", "1/(L*k)", "0.5/L")),
    ("khanh-b.1", "Σ βₖαₖ² < ∞", Case("linear", "gradient-descent", "1/k", "0")),
    ("khanh-b.4", "tₖ is bounded away", Case("quadratic", "usam", "1/(L*k)", "0.1/L")),
    ("khanh-b.4", "xᵏ⁺¹ ≠ xᵏ", Case(SQUARE, "gradient-descent", "0.5", "0")),
    ("khanh-d.1", "∇f is L-Lipschitz", Case("power", "sam", "0.1/k", "0.1")),
    ("khanh-g.2", "C < 2/L", Case("quadratic", "sam", "1/(L*k)", BUMPS.replace("0.5", "3"))),
    ("khanh-g.3", "p > 0", Case("quadratic", "sam", "1/(L*k)", "0.1")),
    (
        "khanh-3.1",
        "t ∈",
        Case("quadratic[eigenvalues=(1.0, 1.0)]", "sam", "0.4", "0.1", (0.03, 0.02)),
    ),
    ("khanh-3.1", "0 < ‖x¹ − x*‖", Case("quadratic[eigenvalues=(1.0, 1.0)]", "sam", "0.8", "0.1")),
    ("khanh-3.4", "x¹ > ρ > 0", Case(SQUARE, "igd-constant-error", "0.4/k", "1.5")),
    ("khanh-3.4", "tₖ ∈ [0, ½]", Case(SQUARE, "igd-constant-error", "0.6/k", "0.2")),
    ("khanh-3.4", "tₖ ↓ 0", Case(SQUARE, "igd-constant-error", "0.1", "0.2")),
    ("khanh-3.4", "tₖ ↓ 0", Case(SQUARE, "igd-constant-error", "(2+cos(k))/(8*k)", "0.2")),
    ("khanh-3.4", "Σ tₖ = ∞", Case(SQUARE, "igd-constant-error", "0.4*k**(-2)", "0.2")),
    ("dai-1", "f is μ-strongly convex", Case("singular-quadratic", "sam", "0.5/L", "0.1")),
    (
        "dai-1",
        "∇f is L-Lipschitz",
        Case("quadratic", "sam", "0.05", "0.1", facts={"lipschitz": None}),
    ),
    (
        "bartlett-1",
        "λmax is simple",
        Case("quadratic[eigenvalues=(1.0, 1.0)]", "sam", "0.5/L", "0.1"),
    ),
    ("bartlett-1", "⟨xᵏ − x*, v⟩", Case("quadratic", "sam", "0.5/L", "0.1", (1.0, 0.0))),
    ("long-bartlett-1", "⟨xᵏ − x*, v⟩", Case("quadratic", "sam", "0.5/L", "0.1", (1.0, 0.0))),
    ("bolte-1", "f is semialgebraic", Case("log-cosh", "usam", "0.5/L", "0.1/L")),
    ("bolte-1", "xᵏ → x̄", Case(SQUARE, "usam", "1", "0")),
    ("bolte-1", "∇f(x̄) = 0", Case("lopsided-wells", "usam", "0.5", "0.1")),
    ("hallucinated-1", "n = 1, m a local", Case("quadratic", "sam", "0.5/L", "0.1")),
    ("sampa-1", "f is convex", Case("ripple", "sampa", "0.5/L", "0.1")),
    ("sampa-1", "t ≤ 1/L", Case("quadratic", "sampa", "1.1/L", "0.1")),
    ("sampa-1", "Δ = f(x¹)", Case("linear", "sampa", "0.1", "0.1")),
    ("khanh-momentum-1", "tL <", Case("quadratic", "usam-momentum", "0.5/L", "0.1/L")),
    (
        "khanh-momentum-1",
        "inf f(xᵏ) > −∞",
        Case("linear", "heavy-ball[momentum=0.2]", "0.1", "0"),
    ),
    ("khanh-inexact-1", "‖gᵏ − ∇f(xᵏ)‖", Case("quadratic", "usam", "1/(L*k)", "1/L")),
    (
        "khanh-inexact-1",
        "∇f is L-Lipschitz",
        Case("descent-only", "gradient-descent", "0.5/L", "0"),
    ),
    ("si-yun-3.1", "η = min", Case("quadratic", "sam", "0.5/L", "0.1")),
    ("si-yun-3.1", "η ≤ 1/(2β)", Case("quadratic", "sam", "0.51/L", "0.1")),
    ("si-yun-3.2", "ρₖ > 0", AXES._replace(radius="0")),
    ("si-yun-3.2", "t ≤ 1/L", AXES._replace(step="1.01")),
    ("si-yun-3.2", "β/μ ≥ 2", CYCLING._replace(problem="si-yun-quadratic[mu=0.75]")),
    ("si-yun-3.2", "tμT ≥ ½ and", AXES._replace(start=(1.0, 0.0))),
    ("si-yun-3.2", "tμT ≥ ½ and", AXES._replace(iterations=4097, step="1")),
    ("si-yun-3.2", "tμT ≥ ½ and", CYCLING._replace(iterations=7)),
    ("si-yun-3.2", "x¹ = (0, r) with", CYCLING._replace(start=(0.0, 0.5000001))),
    ("si-yun-3.2", "x¹ = (0, r) with", CYCLING._replace(start=(0.0, 0.1249999))),
    ("si-yun-3.2", "x¹ = (0, r) with", CYCLING._replace(start=(1e-300, 0.25))),
    ("si-yun-3.3", "f is convex", Case("ripple", "sam", "0.5/L", "0.1")),
    ("si-yun-3.3", "t ≤ 1/L", Case("quadratic", "sam", "1.1/L", "0.1")),
    ("si-yun-3.3", "Δ = f(x¹)", Case("linear", "sam", "0.1", "0.1")),
    ("si-yun-3.4", "t ≤ 1/L", Case("quadratic", "sam", "1.1/L", "0.1")),
    ("si-yun-3.4", "Δ = f(x¹)", Case("saddle", "sam", "0.1", "0.1")),
    ("si-yun-4.2-nonconvex", "E‖∇l(x; ξ)", Case("least-squares", "m-sam", "0.01", "0.1")),
    ("si-yun-4.2-nonconvex", "f is Lipschitz", Case("msam-trap", "m-sam", "0.2", "0.1")),
    ("si-yun-4.2-nonconvex", "η ≤ 1/β", Case("msam-trap", "m-sam", "1.1", "0.1")),
    ("si-yun-4.2-nonconvex", "η ≤ 1/(2β)", Case("msam-trap", "n-sam", "0.6", "0.1")),
    ("si-yun-4.2-nonconvex", "t ≤ 1/L", Case("msam-trap", "n-sam", "1.1", "0.1")),
    (
        "si-yun-4.2-nonconvex",
        "Δ = f(x¹)",
        Case("msam-trap", "n-sam", "0.2", "0.1", facts={"infimum": None}),
    ),
    ("si-yun-4.2-convex", "f is convex", Case("shifted-ripples", "m-sam", "0.2/L", "0.1")),
    ("si-yun-4.2-convex", "η ≤ 1/(2β), β of f", Case("msam-trap", "n-sam", "0.6", "0.1")),
    ("si-yun-4.2-strongly-convex", "‖∇f‖² ≥ 2μ", Case("logistic", "m-sam", "0.05/L", "0.1")),
    ("si-yun-4.3", "f is the mean", Case("msam-trap", "m-sam", "0.25", "0.2", (0.01,))),
    ("si-yun-4.3", "η ≤ 5/(16β)", Case("msam-trap", "m-sam", "0.32", "0.125")),
    ("si-yun-4.3", "η ≤ 3/(10β)", Case("msam-trap", "m-sam", "0.31", "0.125")),
    ("si-yun-4.3", "|x¹| ≤ 5ρ/16", Case("msam-trap", "m-sam", "0.25", "0.125", (0.25,))),
    ("si-yun-4.3-n-sam", "f is the mean", Case("msam-trap", "n-sam", "0.004", "0.2")),
    ("si-yun-4.3-n-sam", "η ≤ 1/(8β)", Case("msam-trap", "n-sam", "0.13", "0.125")),
    ("si-yun-4.3-n-sam", "η ≤ 3/(512β)", Case("msam-trap", "n-sam", "0.006", "0.125")),
    ("si-yun-sine", "f is the sine", Case("si-yun-sine", "sam", "0.5", "0.11")),
    ("si-yun-sine", "t ≤ 1/L", Case("si-yun-sine", "sam", "1.1", "0.1")),
)


def lacking(item: Theorem, checked: tuple[Checked, ...]) -> list[set[str]]:
    """For each conclusion the texts of the hypotheses that do not hold."""
    return [{h.text for h, verdict in c.hypotheses if not verdict.holds} for c in checked]


@pytest.mark.parametrize(("name", "text", "case"), BREAKS)
def test_breaks_only_one(name: str, text: str, case: Case) -> None:
    item, seen = theorem(name), case.evidence()
    checked = hold(item, seen)
    (full,) = {h.text for c in checked for h, _ in c.hypotheses if h.text.startswith(text)}
    assert {full} in lacking(item, checked), lacking(item, checked)


METHOD_LEVEL = ("khanh-3.2", "khanh-3.3", "khanh-3.5", "khanh-4.1", "khanh-4.2")


@pytest.mark.parametrize("name", METHOD_LEVEL)
def test_each_hypothesis_has_a_setting_that_breaks_it(name: str) -> None:
    broken = [text for other, text, _ in BREAKS if other == name]
    for hypothesis in theorem(name).hypotheses:
        assert any(hypothesis.text.startswith(text) for text in broken), hypothesis.text


K = 4096


INDEX = np.arange(1.0, K + 1)


def of_values(case: Case, values: np.ndarray, **changes: object) -> Run:
    """Run of a one-dimensional run through `values`, whatever the method would do."""
    s = setting(case.problem, case.method, case.step, case.radius, case.facts or {})
    good = shown(value_limit="consistent")
    return by_hand(s, recorded(s, values[:, None]), good, **changes)


def through(case: Case, *points: tuple[float, ...]) -> Run:
    """A run through these points, by hand."""
    s = setting(case.problem, case.method, case.step, case.radius)
    return by_hand(s, recorded(s, np.array(points)))


GD = Case(SQUARE, "gradient-descent", "0.5/L", "0")


QUARTIC = Case("smooth-power", "gradient-descent", "0.5/L", "0")


SAM = Case(SQUARE, "sam", "0.25", "0.1")


IGD = Case(SQUARE, "igd-constant-error", "0.4/k", "0.2")


JAGGED = 1 + 0.5 * (-1.0) ** INDEX  # x alternates between ½ and 3/2


EXPLODING = 1.5 ** np.minimum(INDEX, 800)


def overflowing() -> Run:
    made = of_values(Case(SQUARE, "sam", "1/k", "0.1"), EXPLODING)
    ending = type(made.trace.ending)(reason="overflow", iteration=K, evidence="by hand")
    return judged(made, ending=ending)


def no_property(case: Case = GD) -> Run:
    failing = dict.fromkeys((name.replace("-", "_") for name in CHECKERS), "violated")
    s = setting(case.problem, case.method, case.step, case.radius)
    return by_hand(s, recorded(s, JAGGED[:, None]), shown(**failing))


def estimates_stay() -> Run:
    """xᵏ → 1, where ‖gᵏ‖ is said to be 1 and Σ‖xᵏ⁺¹ − xᵏ‖‖gᵏ‖ finite."""
    made = of_values(GD._replace(method="sam", radius="0.1"), 1 + 0.5**INDEX)
    ones = np.ones(len(made.trace.edges) - 1)
    shrinking = np.diff(0.5 ** made.trace.edges.astype(float)) * -1
    share = Range(0 * ones, made.trace.gradients.high)  # which tells nothing
    estimates = Estimates(ones, ones, share=share, work=shrinking)
    return judged(made, estimates=estimates)


def too_large_gaps() -> Run:
    """SAM on f = x², of which inf f = −1 is said: the gap stays above 1, whatever the horizon."""
    s = setting(SQUARE, "sam", "0.25", "0.1", {"infimum": Fact(Enclosure(-1.0, -1.0), "by hand")})
    return by_hand(s, recorded(s, np.ones((K, 1))))


def slow_followers(name: str) -> Run:
    """xᵏ = 2^(−k/50), while f(xᵏ) and ‖∇f(xᵏ)‖ are said to fall like 1/k."""
    made = of_values(GD, 2.0 ** (-INDEX / 50))
    slow = 1.0 / made.trace.edges[:-1]
    return by_hand(made.setting, made.trace, made.properties, **{name: slow})


def scaled(case: Case, factor: float) -> Run:
    """A real run whose squared gradients are multiplied by hand."""
    seen = case.evidence()
    squares = factor * seen.trace.gradients.squares
    return by_hand(seen.setting, seen.trace, **{"gradients.squares": squares})


def schedules(radius: str, step: str = "1/k", **facts: object) -> Run:
    s = setting("quadratic", "sam", step, radius, facts)
    return by_hand(s, recorded(s, np.ones((50, 2))))


def goes_round() -> Run:
    """xᵏ does not converge, while f(xᵏ) is said to tend to min f, which it never meets."""
    made = no_property()
    return by_hand(
        made.setting, made.trace, shown(convergence="violated", value_limit="consistent")
    )


PROPERTY_FAILS = no_property()


POWER_LAW = of_values(GD, 1 / INDEX)  # where a linear rate is promised


TOO_SLOW = of_values(QUARTIC, INDEX**-0.2)  # where k^(−½) is promised


BELOW = np.full(len(window_edges(K)) - 1, -1.0)


FLAT = Case("quadratic[eigenvalues=(1.0, 9.0)]", "sam", "0.05", "0.1")


CONCAVE = Fact((-1.0,), "by hand")


FAILS: dict[str, tuple[tuple[str, Run], ...]] = {
    "khanh-3.1": (
        ("0 < ‖xᵏ − x*‖ <", of_values(Case(SQUARE, "sam", "0.4", "0.1"), 10 + 0 * INDEX)),
        (
            "xᵏ does not converge",
            by_hand(POWER_LAW.setting, POWER_LAW.trace, shown(iterate_limit="consistent")),
        ),
    ),
    "khanh-3.2": (("(ii) xᵏ is bounded", overflowing()),),
    "khanh-3.3": (("(iii) f(xᵏ) = f(x̄)", goes_round()),),
    "khanh-3.5": (("(iii) f(xᵏ) = f(x̄)", goes_round()),),
    "khanh-3.4": (
        ("xᵏ → ρ", of_values(IGD, 1 - 0 * INDEX)),
        ("‖∇f(xᵏ)‖ ≥ 2ρ", of_values(IGD, 0.1 / INDEX)),
        ("xᵏ > ρ", of_values(IGD, 0.1 + 0 * INDEX)),
        ("xᵏ > ρ", of_values(IGD._replace(step="0.5/k"), np.where(INDEX > 1, 0.2, 1.0))),
    ),
    "khanh-3.6": (("(11)", schedules("0.1")), ("after C million", schedules("k**(-0.001)"))),
    "khanh-4.1": (
        ("(ii) f(xᵏ) ↓", of_values(GD, JAGGED)),
        ("(v) q ≤ ½: ‖xᵏ", POWER_LAW),
        ("(v) q ≤ ½: ‖∇f", POWER_LAW),
        ("(v) q ≤ ½: f", POWER_LAW),
        ("(v) q > ½: ‖xᵏ", TOO_SLOW),
        ("(v) q > ½: ‖∇f", of_values(QUARTIC, INDEX**-0.1)),
        ("(v) q > ½: f", TOO_SLOW),
    ),
    "khanh-b.2": (("xᵏ → x̄ and gᵏ", estimates_stay()),),
    "khanh-b.4": (("q ≤ ½: ‖xᵏ", POWER_LAW), ("q > ½: ‖xᵏ", TOO_SLOW)),
    "khanh-b.5": (
        ("‖xᵏ − x̄‖ linear ⇒ f", slow_followers("values.high")),
        ("‖xᵏ − x̄‖ linear ⇒ ‖∇f", slow_followers("gradients.high")),
    ),
    "khanh-d.1": (
        ("with tₖ", schedules("0")),
        ("with tₖ", schedules("0.1", step="where(k > 5, 0, 0.1)")),
        ("‖gᵏ", by_hand(POWER_LAW.setting, POWER_LAW.trace, errors=Errors(slack=-0.1, at=3))),
    ),
    "khanh-g.1": (("[φ'", schedules("0.1", kl_exponent=Fact(1.5, "by hand"))),),
    "khanh-g.2": (("(11)", schedules("0.1")),),
    "khanh-g.3": (
        ("Σᵢ≥ₖ", schedules("k**(-0.5)")),
        ("(9) holds", schedules("0.1")),
        ("main text", schedules("0.1")),
    ),
    "dai-1": (("f(xᵏ) − f*", of_values(SAM, 2 - 1 / INDEX)),),
    "bartlett-1": (
        ("xᵏ alternates", of_values(SAM, 0.2 * (-1.0) ** INDEX)),
        ("near it", FLAT._replace(facts={"quadratic": Fact((6.0, 9.0), "by hand")}).evidence()),
    ),
    "long-bartlett-1": (("(‖g‖", of_values(SAM, 0.2 * (-1.0) ** INDEX)),),
    "bolte-1": (
        ("0 ≤ λ", Case(SQUARE, "usam", "0.25", "0.1", facts={"quadratic": CONCAVE}).evidence()),
    ),
    "hallucinated-1": (
        ("x = m ∓ ρ", Case("lopsided-wells", "igd-constant-error", "0.5", "1.1").evidence()),
        ("xᵏ → x̄", of_values(SAM, 1 + 0 * INDEX)),
        ("n = 1: only", of_values(SAM._replace(step="2.5"), 1 + 1 / INDEX)),
    ),
    "sampa-1": (
        ("(1/T)", scaled(APPLIES["sampa-1"], 100)),
        ("μ-PL", of_values(SAM._replace(method="sampa"), 2 - 1 / INDEX)),
    ),
    "si-yun-3.1": (
        ("f(x^T) − f*", too_large_gaps()),
        ("f(xᵏ) − f* ≤ max", of_values(SAM, 2 - 1 / INDEX)),
    ),
    "si-yun-3.2": (
        ("for any ρ", through(AXES, (100.0, 0.0), (3e-5, 0.0))),
        ("f(xᵏ) − f* ≥ β³ρ²", through(AXES, (100.0, 0.0), (3e-5, 0.0))),
        ("f(xᵏ) − f* ≥ β³t²ρ²", through(CYCLING, (0.0, 0.25), (0.0, 0.1249))),
    ),
    "si-yun-3.3": (
        ("(1/T)", scaled(APPLIES["si-yun-3.3"], 100)),
        (f"{QUOTED}, read for every", of_values(SAM, (-1.0) ** INDEX)),
        (f"{QUOTED}, read for the horizon", scaled(APPLIES["si-yun-3.3"], 1e4)),
        ("(1/T) Σ‖∇f(xᵏ)‖² = O", scaled(APPLIES["si-yun-3.3"], 1e4)),
    ),
    "si-yun-4.3": (
        ("m-SAM never leaves", of_values(APPLIES["si-yun-4.3"], 0.03 * INDEX)),
        ("E f(x̄)", of_values(APPLIES["si-yun-4.3"], 0.03 * INDEX)),
        ("E f(x̄)", of_values(APPLIES["si-yun-4.3"], 0.0 * INDEX, **{"values.low": BELOW})),
    ),
    "si-yun-sine": (
        ("xᵏ → q", of_values(APPLIES["si-yun-sine"], 0.03 + 0 * INDEX)),
        ("(1/T)", of_values(APPLIES["si-yun-sine"], 0.03 + 0 * INDEX)),
    ),
    "si-yun-3.4": (
        ("(1/T)", scaled(APPLIES["si-yun-3.4"], 100)),
        ("as quoted", of_values(SAM, (-1.0) ** INDEX)),
    ),
}


FAILS["khanh-4.2"] = FAILS["khanh-4.1"]


def told(conclusion: Conclusion) -> str:
    """The text of a conclusion and, where it has several, its reading."""
    return f"{conclusion.text}, read {conclusion.reading}".removesuffix(", read ")


def cannot_fail(name: str, conclusion: Conclusion) -> bool:
    """Of what is not known to us, that it holds where it is seen to, and is undecided elsewhere."""
    if conclusion.mean is not None:
        method = next(m for m in DRAWING if conclusion.about(LIBRARY.get("methods", m)))
        seen = APPLIES[name]._replace(method=method).evidence()
        verdicts = [conclusion.mean(drawn(seen, scale=scale)) for scale in (1e-4, 1e4)]
    else:
        assert conclusion.check is not None
        other = APPLIES[name]._replace(radius="0.2")
        verdicts = [conclusion.check(case.evidence()) for case in (APPLIES[name], other)]
    return [v.status for v in verdicts] == [Status.CONSISTENT, Status.UNDECIDED]


CONCLUSIONS = [(name, told(c)) for name in THEOREMS for c in theorem(name).conclusions]


@pytest.mark.parametrize(("name", "text"), CONCLUSIONS)
def test_each_conclusion_can_fail(name: str, text: str) -> None:
    conclusions = [c for c in theorem(name).conclusions if told(c) == text]
    (conclusion,) = conclusions
    if conclusion.unconfirmed and name.startswith("si-yun-4"):  # the printed forms
        assert cannot_fail(name, conclusion)
        return
    if conclusion.mean is not None:
        method = next(m for m in DRAWING if conclusion.about(LIBRARY.get("methods", m)))
        seen = APPLIES[name]._replace(method=method).evidence()
        assert conclusion.mean(drawn(seen)).holds
        below = conclusion.property in (LOWER, STALL)  # these are bounds from below
        far = -1000.0 if below else 1000.0
        assert conclusion.mean(drawn(seen, scale=far)).fails
        return
    made = [e for start, e in FAILS.get(name, ()) if text.startswith(start)] or [PROPERTY_FAILS]
    for seen in made:
        assert conclusion.check(seen).fails, conclusion.check(seen)


def test_no_failing_run_is_left_over() -> None:
    for name, cases in FAILS.items():
        for start, _ in cases:
            assert any(text.startswith(start) for other, text in CONCLUSIONS if other == name)


def test_example_3_1_asks_for_a_radius() -> None:
    """Where ρ = 0 no start is close enough either, so that no setting breaks only this."""
    seen = Case("quadratic[eigenvalues=(1.0, 1.0)]", "sam", "0.8/L", "0", (0.03, 0.02)).evidence()
    for missing in lacking(theorem("khanh-3.1"), hold(theorem("khanh-3.1"), seen)):
        assert "ρₖ > 0" in missing


@pytest.mark.parametrize("problem", ["quadratic", "power", "linear", "saddle", "descent-only"])
@pytest.mark.parametrize("iterations", [1, 2, 3, 17, 90])
def test_short_runs_are_held_without_failing(problem: str, iterations: int) -> None:
    for method in ("gradient-descent", "sam", "usam", "rsam", "unified-sam"):
        for step, radius in (("1/k", "0.1"), ("0.1", "0.1"), ("3", "0"), ("1/k", "k**(-0.001)")):
            seen = evidence(problem, method, step, radius, None, iterations)
            for name in THEOREMS:
                item = theorem(name)
                if item.about(seen.setting.method) and item.about_settings(seen.setting):
                    assert not any(
                        c.contradiction and c.conclusion.property in seen.properties
                        for c in hold(item, seen)
                    )


KEPT = ("edges", "ending", "gradients", "precision", "written", "sampling")


def test_nothing_recorded_but_gradients_is_held_without_failing() -> None:
    s = setting("quadratic", "sam", "0.5/L", "0.1")
    groups = (f.name for f in fields(Trace))
    bare = dict.fromkeys(f for f in groups if f not in KEPT)
    seen = by_hand(s, recorded(s, np.ones((500, 2))), **bare)
    for name in THEOREMS:
        hold(theorem(name), seen)


@pytest.mark.parametrize(
    ("name", "text", "case"),
    [
        (  # condition number 2.5
            "khanh-3.1",
            "0 < ‖xᵏ − x*‖",
            Case("quadratic[eigenvalues=(1.0, 2.5)]", "sam", "1.9/L", "0.1", (0.02, 0.03)),
        ),
        ("khanh-3.4", "xᵏ > ρ", Case(SQUARE, "igd-constant-error", "0.5/k", "0.2")),
        ("khanh-3.6", "after C million", Case("quadratic", "sam", "1/k", "0.05*k**(-0.001)")),
        ("khanh-4.2", "(i)", Case("quartic-hill", "usam", "0.5/D", "0.1/D", (1.02,))),
        (
            "khanh-4.2",
            "(ii) f(xᵏ) ↓",
            Case("descent-only", "usam", "k**(-0.6)/L", "0.5/L", (1e-9,)),
        ),
        ("khanh-g.3", "Σᵢ≥ₖ", Case("quadratic", "sam", "1/k", "k**(-0.5)")),
        ("khanh-g.3", "main text", Case("quadratic", "sam", "1/k", "0.1")),
        ("dai-1", "f(xᵏ)", Case("quadratic[eigenvalues=(10.0,)]", "sam", "0.5/L", "0.1")),
    ],
)
def test_finds_what_is_false_as_published(name: str, text: str, case: Case) -> None:
    found = [c for c in hold(theorem(name), case.evidence()) if c.contradiction]
    assert any(c.conclusion.text.startswith(text) for c in found)


def test_a_setting_is_decided_once() -> None:
    seen = APPLIES["khanh-3.3"].evidence()
    again = by_hand(seen.setting, seen.trace, seen.properties)
    first, second = (hold(theorem("khanh-3.3"), e)[0].hypotheses for e in (seen, again))
    for (hypothesis, v), (_, w) in zip(first, second, strict=True):
        assert hypothesis.of_run or v is w, hypothesis.text


UNITS = 1024.0  # a power of two: the runs are the same up to exact factors


SCALED = f"quadratic[eigenvalues=({UNITS}, {10 * UNITS})]"


SCALE_BOUND = {"dai-1", "khanh-3.6"}  # as published these depend on the units


@pytest.mark.parametrize(
    ("method", "step", "radius", "of_value", "of_x"),
    [
        ("sam", "0.5/L", "0.1", "0.1", "102.4"),
        ("sam", "1/(L*k)", "0.1*k**(-0.5)", "0.1*k**(-0.5)", "102.4*k**(-0.5)"),
        ("sam", "1/(L*k)", "0.1*k**(-0.001)", "0.1*k**(-0.001)", "102.4*k**(-0.001)"),
        ("usam", "0.5/L", "0.1/L", "0.1/L", "0.1/L"),
        ("usam", "k**(-0.6)/L", "0.5/L", "0.5/L", "0.5/L"),
        ("gradient-descent", "0.5/L", "0", "0", "0"),
    ],
)
def test_units_do_not_matter(method: str, step: str, radius: str, of_value: str, of_x: str) -> None:
    start = (1.0, -0.8)
    plain = evidence("quadratic", method, step, radius, start)
    taller = evidence(SCALED, method, step, of_value, start)
    wider = evidence("quadratic", method, step, of_x, (UNITS, -0.8 * UNITS))
    for name in set(THEOREMS) - SCALE_BOUND:
        item = theorem(name)
        if item.about(plain.setting.method) and item.about_settings(plain.setting):
            expected = statuses(item, plain)
            assert statuses(item, taller) == expected
            assert statuses(item, wider) == expected


def statuses(item: Theorem, seen: Run) -> list[tuple[object, ...]]:
    """What is said of each conclusion and its hypotheses, but for limsup ρₖ < 2/L.

    f → cf leaves SAM as it is (t → t/c), and L becomes cL: as published that one has units.
    """
    return [
        (
            c.conclusion.text,
            c.verdict.status,
            *(v.status for h, v in c.hypotheses if not h.text.startswith("limsup")),
        )
        for c in hold(item, seen)
    ]
