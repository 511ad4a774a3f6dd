"""Quadratics f(y) = f* + ½⟨A(y − x*), y − x*⟩ as formulas: what A is."""

from __future__ import annotations

from sam_theory.statements.formulas import given

LINEAR = given("linear", "A is linear", "forall(y, z, r, A(y + r*z) == A(y) + r*A(z))")
SYMMETRIC = given("symmetric", "A = Aᵀ", "forall(y, z, dot(A(y), z) == dot(y, A(z)))")
SEMIDEFINITE = given("semidefinite", "⟨Ay, y⟩ ≥ 0", "forall(y, dot(A(y), y) >= 0)")
BOUNDED = given("bound", "‖Ay‖ ≤ L‖y‖", "forall(y, norm(A(y)) <= L*norm(y))")
VALUE = given(
    "value",
    "f(y) = f* + ½⟨A(y − x*), y − x*⟩",
    "forall(y, f(y) == fstar + dot(A(y - xstar), y - xstar)/2)",
)
