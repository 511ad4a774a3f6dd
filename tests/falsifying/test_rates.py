"""Rates that a cell refutes, and those that it leaves open."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

import pytest

pytest.importorskip("flint")

from sam_theory.certificates.finding.certified import Certified
from sam_theory.certificates.forms import Moving, MovingCell
from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.judging import tried
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.piecing import quadratic
from sam_theory.falsifying.rates import too_slow
from sam_theory.library.catalogues import Library
from sam_theory.setting.facts import NO_CONSTANT, Fact
from sam_theory.statements.theorem import Run

LIBRARY = Library()
RATES = {
    c.text: c for c in LIBRARY.get("theorems", "khanh-4.1").conclusions if c.property == "rate"
}
FOUND = tried(
    Candidate(
        function=Sum((quadratic(Fraction(2)),)),
        method=LIBRARY.get("methods", "gradient-descent"),
        step="1/(4*k)",
        radius="0",
        start=(Fraction(1),),
    ),
    "slow",
    iterations=64,
)
assert FOUND is not None
SLOW = FOUND.run


def said(run: Run) -> list[str]:
    """The rates that are refuted, in short: linear or power, and of what."""
    return [text.removeprefix("(v) q ")[:11] for text, c in RATES.items() if too_slow(run, c)]


def with_ends(low: str, high: str, slope: str) -> Run:
    """The run with another certificate, whether it is true or not."""
    assert SLOW.certified is not None
    moving = Moving(cells=(MovingCell(((low, high),)),), start=2, slope=slope)
    return replace(SLOW, certified=replace(cast(Certified, SLOW.certified), certificate=moving))


def with_facts(run: Run, **facts: Any) -> Run:
    problem = run.setting.problem
    problem = replace(problem, facts=replace(problem.facts, **facts))
    return replace(run, setting=replace(run.setting, problem=problem))


def test_a_power_of_k_is_above_every_linear_rate() -> None:
    assert [text[:4] for text in said(SLOW)] == ["≤ ½:"] * 3


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        (("1/k", "2/k", "1/k"), 3),
        (("1-1/k", "1-1/k**2", "1/k"), 2),  # 1 is no minimizer
        (("exp(-sqrt(k))", "2/k", "exp(-sqrt(k))"), 0),  # is above, but below every power
        (("2**(-k)", "2/k", "2**(-k)"), 0),
        (("1/k", "2", "1/k"), 1),  # of which the limit is not known: of ∇f(xᵏ) alone
        (("1/k", "2/k", "0"), 1),  # of xᵏ alone
    ],
)
def test_what_a_cell_says_of_linear_rates(ends: tuple[str, str, str], told: int) -> None:
    assert len(said(with_ends(*ends))) == told


def test_values_ask_for_a_lipschitz_gradient() -> None:
    without = with_facts(SLOW, lipschitz=Fact(NO_CONSTANT, "by hand"))
    assert len(said(without)) == 2


@pytest.mark.parametrize(
    ("low", "told"), [("1/k**(1/4)", 3), ("1/sqrt(k)", 0), ("9/sqrt(k)", 0), ("1/k**(49/100)", 3)]
)
def test_rates_by_an_exponent(low: str, told: int) -> None:
    """q = ¾: xᵏ − x̄ and ∇f(xᵏ) are O(1/√k), f(xᵏ) − f(x̄) is O(1/k)."""
    run = with_facts(with_ends(low, "1/log(k+1)", low), kl_exponent=Fact(0.75, "by hand"))
    assert len([text for text in said(run) if text.startswith(">")]) == told


def test_a_run_without_a_certificate_says_nothing() -> None:
    assert said(replace(SLOW, certified=None)) == []
