"""Series that SymPy is wrong about, or cannot do, are decided here."""

from __future__ import annotations

import pytest
import sympy

from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule

NAMED = "1.14.0"  # the version that the docstring of asymptotics speaks of
k = sympy.Symbol("k", integer=True, positive=True)
WRONG = {  # they converge, and SymPy says that they do not
    "1-cos(1/k)": 1 - sympy.cos(1 / k),
    "1/k-sin(1/k)": 1 / k - sympy.sin(1 / k),
    "exp(1/k)-1-1/k": sympy.exp(1 / k) - 1 - 1 / k,
    "(sqrt(k**2+1)-k)/k": (sympy.sqrt(k**2 + 1) - k) / k,
    "2**(-floor(k/30))": 2 ** (-sympy.floor(k / 30)),
}
BEYOND = {  # SymPy has no answer
    "k**(-1-1/sqrt(log(k+1)))": k ** (-1 - 1 / sympy.sqrt(sympy.log(k + 1))),
    "(2+(-1)**k)/k": (2 + (-1) ** k) / k,
    "where(Mod(k,2)==0,1/k,1/k**2)": sympy.Piecewise((1 / k, sympy.Eq(k % 2, 0)), (1 / k**2, True)),
}
DIVERGE = ("(2+(-1)**k)/k", "where(Mod(k,2)==0,1/k,1/k**2)", "exp(1)-(1+1/k)**k")
LONG = ("exp(1)-(1+1/k)**k", "1/k-log(1+1/k)")  # they exhaust SymPy's stack, and one's patience


@pytest.mark.parametrize("formula", [*WRONG, *BEYOND, *LONG])
def test_they_are_decided(formula: str) -> None:
    verdict = decide("step-diverges", Schedule(formula), Schedule("1"))
    assert verdict.status == ("proved" if formula in DIVERGE else "refuted")


@pytest.mark.skipif(sympy.__version__ != NAMED, reason=f"the list is about SymPy {NAMED}")
@pytest.mark.parametrize("formula", WRONG)
def test_sympy_is_wrong_about_them(formula: str) -> None:
    assert not sympy.Sum(WRONG[formula], (k, 1, sympy.oo)).is_convergent()


@pytest.mark.skipif(sympy.__version__ != NAMED, reason=f"the list is about SymPy {NAMED}")
@pytest.mark.parametrize("formula", BEYOND)
def test_sympy_has_no_answer_to_them(formula: str) -> None:
    with pytest.raises(NotImplementedError):
        sympy.Sum(BEYOND[formula], (k, 1, sympy.oo)).is_convergent()
