"""Witnesses: confirmed without the solver, or worth nothing."""

from __future__ import annotations

from sam_theory.proofs.evaluating import confirmed, show
from sam_theory.proofs.solver import Terms, ask
from sam_theory.proofs.witness import simple_point


def test_a_witness_must_satisfy_the_premises_and_break_the_claim() -> None:
    from sympy import Integer, sqrt

    assert confirmed({"x": Integer(-1)}, ("x < 0",), "x > 0", ())
    assert not confirmed({"x": Integer(1)}, ("x < 0",), "x > 2", ())
    assert not confirmed({"x": Integer(-1)}, ("x < 0",), "x < 0", ())
    assert not confirmed({"x": Integer(0)}, ("1/x > 0",), "x > 0", ())
    assert confirmed({"v": (sqrt(2), sqrt(3))}, ("sq(v) == 5",), "norm(v) > 3", ("v",))


def test_where_the_claim_is_undefined_a_witness_breaks_it() -> None:
    from sympy import Integer, exp

    at = {"x": Integer(0)}
    assert confirmed(at, ("x >= 0",), "1/x > 0", ())
    assert confirmed(at, (), None, ())
    assert confirmed(at, ("x == 0",), None, ())
    assert not confirmed(at, ("x == 0", "x > 0"), None, ())
    tiny = {
        "x": exp(Integer(1) / 10**80) - 1 - Integer(1) / 10**80
    }  # 0 to the digits that are tried
    assert not confirmed(tiny, (), "x > 0", ())


def test_points_are_shown_as_they_are() -> None:
    from sympy import Integer, Rational

    point = {"L": Integer(2), "G": (Integer(1), Rational(1, 3))}
    assert show(point) == "L = 2, G = (1, 1/3)"


def test_witnesses_are_simple_where_there_are_simple_ones() -> None:
    terms = Terms(("G", "H"))
    formulas = ("x > 3/4", "x < 3", "dot(G, H) == -1", "y**2 == 2", "y > 0", "z == 1/3")
    constraints = [terms.formula(text).truth for text in formulas]
    constraints += terms.background()
    answer, model = ask(*constraints)
    assert answer == "sat"
    point = simple_point(terms, ("x", "y", "z"), constraints, model)
    assert (point["x"], str(point["y"]), str(point["z"])) == (1, "sqrt(2)", "1/3")
    assert confirmed(point, formulas, None, ("G", "H"))
    assert len(point["G"]) == len(point["H"]) == 2


def test_the_other_root_is_the_other_root() -> None:
    terms = Terms(())
    constraints = [terms.formula(text).truth for text in ("y**2 == 2", "y < 0")]
    _, model = ask(*constraints)
    point = simple_point(terms, ("y",), constraints, model)
    assert str(point["y"]) == "-sqrt(2)"
