"""Witnesses: confirmed without the solver, or worth nothing."""

from __future__ import annotations

from sam_theory.proofs.witness import confirmed


def test_a_witness_must_satisfy_the_premises_and_break_the_claim() -> None:
    from sympy import Integer, sqrt

    assert confirmed({"x": Integer(-1)}, ("x < 0",), "x > 0", ())
    assert not confirmed({"x": Integer(1)}, ("x < 0",), "x > 2", ())
    assert not confirmed({"x": Integer(-1)}, ("x < 0",), "x < 0", ())
    assert not confirmed({"x": Integer(0)}, ("1/x > 0",), "x > 0", ())
    assert confirmed({"v": (sqrt(2), sqrt(3))}, ("sq(v) == 5",), "norm(v) > 3", ("v",))
