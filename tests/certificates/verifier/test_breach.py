"""Bounds that a run breaks at one k: published ones, and bounds moved to where it does not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

pytest.importorskip("flint")
from settings_of_certificates import dynamics

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Established, Refused, refuted_properties
from sam_theory.certificates.forms import Breach, Claim, Entry
from sam_theory.certificates.verifier.accepting import accept, accept_run
from sam_theory.setting.facts import Fact, Facts

PARABOLA = dynamics("quadratic[eigenvalues=(2.0,)]", "sam", "1/2", "1")  # x ↦ −sgn x
QUOTED = "(1-t*mu*(2-L*t))**(k-1)*Delta + t*L**2*rho**2/(2*mu*(2-L*t))"
DAI = Breach(claim=Claim(quantity="gap", relation="<=", bound=QUOTED), start=(Fraction(1),), at=2)
EXAMPLE = dynamics("quadratic", "sam", "0.95", "0.1")
UPPER = Breach(
    claim=Claim(quantity="distance", relation="<=", bound="t*rho*mu/(1-t*mu)", kept=True),
    start=(Fraction(1, 100), Fraction(1, 100)),
    at=3,
)


def broken(setting: Dynamics, breach: Breach) -> bool:
    return isinstance(accept(setting, breach), Established)


def said(quantity: str, relation: str, bound: str, at: int, setting: Dynamics = PARABOLA) -> bool:
    """Whether the run from 1 breaks it."""
    assert relation in ("<=", ">=")
    claim = Claim(quantity=quantity, relation="<=" if relation == "<=" else ">=", bound=bound)
    return broken(setting, Breach(claim=claim, start=(Fraction(1),), at=at))


def test_the_bound_quoted_from_dai() -> None:
    """f(x²) = 1 > ½ = tL²ρ²/(2μ(2 − Lt)), and Lt = 1."""
    shown = accept(PARABOLA, DAI)
    assert isinstance(shown, Established)
    assert not refuted_properties(shown, Facts(convex=Fact(True, "by hand")))
    assert not broken(PARABOLA, replace(DAI, at=1))
    cubed = replace(DAI.claim, bound=QUOTED.replace("L**2", "L**3"))
    assert not broken(PARABOLA, replace(DAI, claim=cubed))


def test_the_upper_bound_of_example_3_1() -> None:
    assert broken(EXAMPLE, UPPER)
    assert not broken(EXAMPLE, replace(UPPER, at=2))
    along = replace(UPPER, start=(Fraction(1, 100), Fraction(0)))  # the eigenvector of λmin
    assert not any(broken(EXAMPLE, replace(along, at=k)) for k in range(1, 20))


def test_what_is_claimed_only_of_runs_that_begin_with_it() -> None:
    far = replace(UPPER, start=(Fraction(2), Fraction(0)), at=1)
    anywhere = replace(far, claim=replace(UPPER.claim, kept=False))
    assert broken(EXAMPLE, anywhere)
    assert not broken(EXAMPLE, far)
    assert not broken(EXAMPLE, replace(far, start=(Fraction(19, 10), Fraction(1)), at=3))
    assert broken(EXAMPLE, replace(anywhere, start=(Fraction(19, 10), Fraction(1)), at=3))
    high = Claim(quantity="gap", relation=">=", bound="1 - 0.01*(k-1)", kept=True)
    shrinking = dynamics("quadratic[eigenvalues=(2.0,)]", "gradient-descent", "1/4", "0")
    assert broken(shrinking, Breach(claim=high, start=(Fraction(11, 10),), at=3))
    assert not broken(shrinking, Breach(claim=high, start=(Fraction(1),), at=3))  # not strictly


@pytest.mark.parametrize(
    ("quantity", "value"),
    [
        ("value", "1"),
        ("gap", "1"),
        ("distance", "1"),
        ("gradient", "2"),
        ("gradient-square-average", "4"),
        ("least-gradient", "2"),
    ],
)
def test_quantities(quantity: str, value: str) -> None:
    """x alternates between 1 and −1, f = x², ∇f = 2x; the minimizer is stated up to 1e-9."""
    assert said(quantity, "<=", f"{value} - 1e-8", 4)
    assert said(quantity, ">=", f"{value} + 1e-8", 4)
    assert not said(quantity, "<=", value, 4)
    assert not said(quantity, ">=", value, 4)


def test_minimizers_may_have_been_computed_in_floats() -> None:
    assert not said("distance", "<=", "1 - 1e-9", 4)
    assert not said("distance", ">=", "1 + 1e-9", 4)


def test_averages_and_minima_are_over_all_k() -> None:
    setting = dynamics("quadratic[eigenvalues=(2.0,)]", "gradient-descent", "1/4", "0")
    assert said("gradient-square-average", "<=", "5/2 - 1e-20", 2, setting)  # 4, 1
    assert not said("gradient-square-average", "<=", "5/2", 2, setting)
    grows = dynamics("quadratic[eigenvalues=(2.0,)]", "gradient-descent", "3/2", "0")
    assert said("least-gradient", ">=", "2 + 1e-20", 3, grows)
    assert not said("least-gradient", ">=", "2", 3, grows)
    assert said("gradient", "<=", "8 - 1e-20", 3, grows)


@pytest.mark.parametrize(
    ("name", "value"),
    [("t", "1/2"), ("rho", "1"), ("L", "2"), ("D", "2"), ("mu", "2"), ("n", "1"), ("Delta", "1")],
)
def test_constants_are_exact(name: str, value: str) -> None:
    assert said("gap", "<=", f"1 + {name} - {value} - 1e-30", 3)
    assert not said("gap", "<=", f"1 + {name} - {value}", 3)
    assert said("gap", ">=", f"1 + {name} - ({value}) + 1e-30", 3)


def test_the_distance_of_the_start() -> None:
    assert said("gap", "<=", "R - 1e-8", 3)
    assert not said("gap", "<=", "R", 3)


def test_t_is_the_number_at_k_and_may_be_irrational() -> None:
    setting = dynamics("quadratic[eigenvalues=(2.0,)]", "sam", "1/sqrt(L*k)", "1/k")
    assert not said("gap", "<=", "-1", 3, setting)
    setting = replace(setting, step=replace(setting.step, lipschitz=Fraction(2)))
    assert said("gap", ">=", "t*sqrt(6)*100 - 1", 3, setting)
    assert not said("gap", ">=", "t*sqrt(6)*0 - 1", 3, setting)
    same = dynamics("quadratic[eigenvalues=(2.0,)]", "gradient-descent", "0/k", "1/k")
    assert said("gap", "<=", "rho + 2/3 - 1e-20", 3, same)
    assert not said("gap", "<=", "rho + 2/3", 3, same)


@pytest.mark.parametrize(
    "claim",
    [
        Claim(quantity="height", relation="<=", bound="-1"),
        Claim(quantity="gap", relation="==", bound="-1"),  # type: ignore[arg-type]
        Claim(quantity="gap", relation="<", bound="5"),
        Claim(quantity="gap", relation="<=", bound="-1 + q"),
        Claim(quantity="gap", relation="<=", bound="-1/(k-2)"),
        Claim(quantity="gap", relation="<=", bound="log(k-2)"),
        Claim(quantity="gap", relation="<=", bound=""),
    ],
)
def test_what_is_not_known_is_not_broken(claim: Claim) -> None:
    assert not broken(PARABOLA, replace(DAI, claim=claim))


def test_settings_in_which_it_is_not_known() -> None:
    assert not said("distance", "<=", "-1", 2, dynamics("double-well", "sam", "0.1", "0.1"))
    assert said("gap", "<=", "-1", 1, dynamics("double-well", "sam", "0.1", "0.1"))
    over = dynamics("double-well", "sam", "0.1", "0.1")  # 1 is stationary
    assert not said("gap", "<=", "-1", 2, over)
    assert not said("gap", "<=", "-L", 2, dynamics("double-well", "sam", "0.1", "0.1"))
    plane = dynamics("descent-only", "sam", "0.1", "0.1")
    assert plane.problem.step_constant is not None  # that of (4)
    high = Claim(quantity="value", relation=">=", bound="1e9 + L")
    assert not broken(plane, Breach(claim=high, start=(Fraction(2),), at=2))
    high = replace(high, bound="1e9 + D")
    assert broken(plane, Breach(claim=high, start=(Fraction(2),), at=2))
    assert not said("gap", "<=", "-mu", 2, dynamics("double-well", "sam", "0.1", "0.1"))
    assert not said("gap", "<=", "-1", 2, dynamics("linear", "sam", "0.1", "0.1"))
    assert not said("gap", "<=", "-1", 2, dynamics("huber[dimension=1]", "rsam", "0.1", "0.1"))
    assert not broken(PARABOLA, replace(DAI, start=(Fraction(1), Fraction(1))))
    assert not broken(PARABOLA, replace(DAI, at=0))


def test_constants_of_a_box_are_not_those_of_f() -> None:
    boxed = replace(PARABOLA.problem, region_of_constants=((-1.0,), (1.0,)))
    setting = replace(PARABOLA, problem=boxed)
    assert not broken(setting, DAI)
    assert not said("gap", "<=", "-L", 2, setting)
    assert not said("gap", "<=", "-D", 2, setting)
    assert said("gap", "<=", "-1", 2, setting)


def test_the_run_is_the_one_that_is_named() -> None:
    assert isinstance(accept_run(PARABOLA, DAI, Entry(start=(Fraction(1),), at=2)), Established)
    for entry in (Entry(start=(Fraction(2),), at=2), Entry(start=(Fraction(1),), at=3)):
        assert isinstance(accept_run(PARABOLA, DAI, entry), Refused)


def test_what_is_claimed_to_be_beyond_is_broken_where_it_is_the_same() -> None:
    """The gap from 1 is 1 at k = 2, to the last digit; where digits are lost, nothing is known."""

    def strict(quantity: str, relation: Any, bound: str, setting: Dynamics = PARABOLA) -> bool:
        claim = Claim(quantity=quantity, relation=relation, bound=bound)
        return broken(setting, Breach(claim=claim, start=(Fraction(1),), at=2))

    assert strict("gap", "<", "1")
    assert strict("gap", ">", "1")
    assert not strict("gap", "<=", "1")
    assert not strict("gap", "<", "1 + 1e-30")
    assert strict("coordinate", ">", "-1")
    assert not strict("coordinate", ">", "-1 - 1e-30")
    lossy = dynamics("quadratic[eigenvalues=(2.0,)]", "sam", "1/2", "1/3")
    assert not strict("gap", "<", "1/9", lossy)
