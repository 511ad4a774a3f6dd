"""The radius need not vanish."""

from __future__ import annotations

from fractions import Fraction

from sam_theory.statements.conclusions.numbers import satisfy_11
from sam_theory.statements.formulas import POSITIVE_L, given
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient
from sam_theory.statements.hypotheses.schedules import for_some_constant
from sam_theory.statements.hypotheses.shapes import constant_on_squares, harmonic
from sam_theory.statements.theorem import Hypothesis, Run, Setting, Theorem
from sam_theory.verdict import Verdict, proved, refuted, undecided


def large_on_squares(setting: Setting) -> bool:
    """Whether tₖ is a multiple of 1/k, and ρₖ = C on perfect squares and C/k^p elsewhere."""
    return harmonic(setting.step) and constant_on_squares(setting.radius) is not None


def constant_below(run: Run) -> Verdict:
    """C < 2/L."""
    found = constant_on_squares(run.setting.radius)
    if found is None:
        return undecided("the radius is not constant on squares")
    C = found[0]

    def decide_for(L: Fraction) -> Verdict:
        product = C * float(L)
        if abs(product - 2) <= 1e-9:
            return undecided(f"CL = {product:.6g}")
        return proved(f"CL = {product:.6g}") if product < 2 else refuted(f"CL = {product:.6g}")

    return for_some_constant(run.setting.problem.facts.lipschitz, decide_for)


khanh_g_2 = Theorem(
    name="khanh-g.2",
    summary="tₖ = 1/k, ρₖ = C on perfect squares and C/k^p elsewhere satisfies (11)",
    about=ascends_along_the_gradient,
    about_settings=large_on_squares,
    hypotheses=(
        Hypothesis(
            "C < 2/L", constant_below, states=(given("C", "0 < C < 2/L", "C > 0 and C < 2/L"),)
        ),
    ),
    conclusions=(satisfy_11("(11) holds"),),
    stands=(
        POSITIVE_L,
        given("p", "p > 0", "p > 0"),
        given(
            "squares", "s is the sequence of squares", "increasing(s) and always(j, s[j] == j**2)"
        ),
    ),
    iteration=(
        given("steps", "tₖ = 1/k", "always(k, t[k] == 1/k)"),
        given("on squares", "ρₖ = C on squares", "always(j, rho[s[j]] == C)"),
        given(
            "off squares",
            "ρₖ = C/k^p elsewhere",
            "always(k, implies(forall(j, k != s[j]), rho[k] == C/k**p))",
        ),
    ),
    radius="C on squares, else C/k^p",
    source="K24, Remark G.2",
)
