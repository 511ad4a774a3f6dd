"""The public face of the decider, and the parts that it rests on."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from sam_theory.asymptotics import constants
from sam_theory.asymptotics.constants import Constant, number, sign
from sam_theory.asymptotics.formula import CONSTANTS
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.numeric import UNKNOWNS
from sam_theory.asymptotics.outcome import Budget, Undecidable, Undefined
from sam_theory.asymptotics.parsing import parse
from sam_theory.schedules.deciding import KEYS, decide, decide_all
from sam_theory.schedules.schedule import Schedule
from sam_theory.verdict import Status

ONE_OVER_K, TENTH = Schedule("1/k"), Schedule("0.1")


def test_the_keys_stand_in_the_order_of_the_contract() -> None:
    found = decide_all(ONE_OVER_K, TENTH, lipschitz=Fraction(1), kl="every")
    assert tuple(found) == KEYS
    assert tuple(decide_all(ONE_OVER_K, TENTH)) == KEYS[:10]
    assert tuple(decide_all(ONE_OVER_K, TENTH, kl=Fraction(1, 2))) == (*KEYS[:10], "kl-tail")


def test_keys_about_the_constant_appear_where_the_formulas_are_free_of_scale() -> None:
    found = decide_all(Schedule("0.5/L"), Schedule("0.3/L"))
    assert tuple(found) == KEYS[:13]
    assert all(verdict.status is not Status.UNDECIDED for verdict in found.values())


@pytest.mark.parametrize("key", ["", "step", "kl-tail"])
def test_unknown_keys_are_refused(key: str) -> None:
    with pytest.raises(ValueError, match="must be one of"):
        decide(key, ONE_OVER_K, TENTH)


def test_an_answer_is_kept() -> None:
    assert decide("step-diverges", ONE_OVER_K, TENTH) is decide(
        "step-diverges", Schedule("1/k"), Schedule("0.1")
    )


@pytest.mark.parametrize(
    ("step", "lipschitz", "own", "expected"),
    [
        ("1/k**L", None, None, "undecided"),
        ("1/k**L", "2", None, "refuted"),
        ("1/k**L", "1", None, "proved"),
        ("1/k**L", "2", "1", "proved"),  # a value of the schedule's own comes first
        ("1/(L*k)", None, None, "proved"),
        ("L**(-k)", "2", None, "refuted"),
        ("L**(-k)", "1", None, "proved"),
        ("L**(-k)", None, None, "undecided"),
    ],
)
def test_values_of_the_constant(
    step: str, lipschitz: str | None, own: str | None, expected: str
) -> None:
    schedule = Schedule(step, lipschitz=None if own is None else Fraction(own))
    value = None if lipschitz is None else Fraction(lipschitz)
    assert decide("step-diverges", schedule, TENTH, lipschitz=value).status == expected


def test_the_dimension_is_put_in() -> None:
    assert decide("step-diverges", Schedule("1/k**n"), TENTH).status == "undecided"
    assert decide("step-diverges", Schedule("1/k**n", None, 1), TENTH).status == "proved"
    assert decide("step-diverges", Schedule("1/k**n", None, 2), TENTH).status == "refuted"


def test_the_constant_of_the_descent_condition_is_put_in() -> None:
    assert decide("step-diverges", Schedule("1/k**D"), TENTH).status == "undecided"
    for value, expected in ((1, "proved"), (2, "refuted")):
        step = Schedule("1/k**D", descent=Fraction(value))
        assert decide("step-diverges", step, TENTH).status == expected


def test_one_constant_is_not_taken_for_another() -> None:
    """Formulas with D = 1 and an L of 49: 0.5/D is 24.5/L, and 1.5/L is 0.03/D."""
    fixed = {"lipschitz": Fraction(49), "descent": Fraction(1)}
    of_descent, of_lipschitz = Schedule("0.5/D", **fixed), Schedule("1.5/L", **fixed)
    for key in ("radius-limsup", "radius-relative"):
        assert decide(key, TENTH, of_descent, lipschitz=Fraction(49)).status == "refuted"
        assert decide(key, TENTH, of_descent, lipschitz=Fraction(1)).status == "proved"
    assert decide("radius-relative", TENTH, of_lipschitz, lipschitz=Fraction(49)).fails
    assert decide("radius-relative", TENTH, of_lipschitz, lipschitz=Fraction(1)).holds
    assert not decide("radius-relative", TENTH, of_lipschitz).fails


@pytest.mark.parametrize(
    ("key", "step", "radius", "hypothesis", "own", "expected"),
    [
        ("radius-limsup", "1/k", "2/L", "1", "2", "proved"),  # ρ = 1 < 2
        ("radius-limsup", "1/k", "1.9/L", "2", "1", "refuted"),  # ρ = 1.9 > 1
        ("radius-relative", "1/k", "1/L", "1", "2", "proved"),
        ("step-bound", "2/L", "0", "1", "2", "proved"),  # t = 1 < 2
        ("step-bound", "1.9/L", "0", "2", "1", "refuted"),
        ("step-bound", "1.9", "0.1/L", "1", "10", "proved"),  # ν = 0.01
    ],
)
def test_the_constant_of_a_formula_may_differ_from_that_of_the_hypothesis(
    key: str, step: str, radius: str, hypothesis: str, own: str, expected: str
) -> None:
    t, rho = (Schedule(formula, Fraction(own)) for formula in (step, radius))
    assert decide(key, t, rho, lipschitz=Fraction(hypothesis)).status == expected


def test_an_unknown_sign_stays_unknown_when_it_is_asked_again() -> None:
    """A generator that has raised must not look like a series that has ended."""
    found = decide_all(Schedule("L**k"), TENTH)
    for key in ("step-diverges", "step-square-summable", "step-vanishes", "step-bounded-below"):
        assert found[key].status is Status.UNDECIDED, key


@pytest.mark.parametrize(
    "formula",
    [
        "sin(k**2)/k+1/k",
        "exp(sin(k))/k",
        "1/k**(1+sin(k)/2)",
        "where(is_square(k**2+k),1,1/k)",
        "Mod(k**2,7)/k",
        "floor(k*sqrt(2))-sqrt(2)*k+1.5",
        "sin(k)+sin(sqrt(2)*k)+2",
        "log(2+sin(k))/k**0.5",
        "where(sin(k)>0,1/k,1/k**2)",
        "cos(pi*k**2/3)+1.5",
    ],
)
def test_outside_the_class_the_reason_is_given(formula: str) -> None:
    for verdict in decide_all(Schedule(formula), TENTH).values():
        assert verdict.evidence
    # what is decided all the same was checked by hand:
    diverges = decide("step-diverges", Schedule(formula), TENTH).status
    assert diverges in (Status.PROVED, Status.UNDECIDED)


def test_a_budget_ends() -> None:
    budget = Budget(steps=3)
    growth = Growth(budget)
    with pytest.raises(Undecidable, match="budget"):
        growth.sign(parse("1/k-1/(k+1)-log(1+1/k)*log(1+1/(k+1))"))


def test_formulas_without_values_are_told_apart() -> None:
    with pytest.raises(Undefined):
        Growth().sign(parse("log(1/k-1)"))
    with pytest.raises(Undefined):
        Growth().sign(parse("1/(k-k)"))
    with pytest.raises(Undecidable):
        Growth().sign(parse("sin(k)"))


def test_decimals_are_read_exactly() -> None:
    """0.1 + 0.2 is 0.3 here, so that this exponent is 1."""
    assert decide("step-diverges", Schedule("1/k**(0.1+0.2+0.7)"), TENTH).status == "proved"
    assert decide("step-diverges", Schedule("1/k**(1+1e-15)"), TENTH).status == "refuted"
    assert decide("step-diverges", Schedule("1/k**(1-1e-200)"), TENTH).status == "proved"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("log(2)+log(3)-log(6)", 0),
        ("sqrt(2)*sqrt(3)-sqrt(6)", 0),
        ("sqrt(3+2*sqrt(2))-1-sqrt(2)", 0),
        ("exp(log(7))-7", 0),
        ("pi-3.14159265358979323846", 1),
        ("log(10)-2.302585092994045684017991", 1),
        ("exp(pi)-pi-20", -1),
        ("8**(1/3)-2", 0),
        ("cos(pi/3)-0.5", 0),
        ("1+L-L", 1),
        ("(1+L)*(1+L)-1-2*L-L*L", 0),
        ("L/(1+L)-1", -1),
        ("(L+D)*(L+D)-L*L-2*D*L-D*D", 0),
        ("D/(L+D)-1", -1),
    ],
)
def test_signs_of_constants(formula: str, expected: int) -> None:
    assert Growth().sign(parse(formula)) == expected


def test_the_sign_of_an_unknown_constant_is_not_guessed() -> None:
    with pytest.raises(Undecidable, match="depends on L"):
        sign(constants.symbol("L") - number(1))
    with pytest.raises(Undecidable):
        sign(constants.symbol("L") - constants.symbol("n"))
    with pytest.raises(Undecidable, match="depends on D, L"):
        sign(constants.symbol("L") - constants.symbol("D"))


def test_every_unknown_constant_has_a_value_to_probe_with() -> None:
    assert set(UNKNOWNS) == set(CONSTANTS)
    assert len(set(UNKNOWNS.values())) == len(CONSTANTS)


def test_large_powers_are_not_written_out() -> None:
    with pytest.raises(Undecidable, match="too large"):
        constants.power(number(3), number(10**9))
    assert constants.power(Constant(Fraction(1, 2)), number(10)).rational == Fraction(1, 1024)


def test_importing_the_face_does_not_import_sympy() -> None:
    script = "import sys; import sam_theory.schedules.deciding; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
