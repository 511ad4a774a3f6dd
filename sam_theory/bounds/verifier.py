"""Verifies certificates, and points of programs, exactly; knows nothing of how they were found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sam_theory.bounds.certificate import Certificate
from sam_theory.bounds.forms import Form, Pair, number
from sam_theory.bounds.program import Program


def flaw(certificate: Certificate) -> str | None:
    """What is wrong with a certificate, or None: then its bound is proved."""
    program = certificate.program
    constraints = {constraint.name: constraint for constraint in program.constraints}
    if len(constraints) != len(program.constraints):
        return "two constraints have one name"
    rest = number(certificate.bound) - program.objective
    for name, multiplier in certificate.multipliers.items():
        if name not in constraints:
            return f"there is no constraint {name}"
        if multiplier < 0 and not constraints[name].equality:
            return f"the multiplier of {name} is negative: {multiplier}"
        rest = rest - multiplier * constraints[name].form
    return _remains(rest, program.generators)


def lack(
    program: Program, products: Mapping[Pair, Fraction], values: Mapping[str, Fraction]
) -> str | None:
    """What keeps inner products ⟨a, b⟩, a <= b, and values from being a point of a program."""
    for constraint in program.constraints:
        slack = constraint.form.at(products, values)
        if slack < 0 or (constraint.equality and slack != 0):
            return f"{constraint.name} is missed by {float(slack):g}"
    if set(products) != {(a, b) for a in program.generators for b in program.generators if a <= b}:
        return "inner products must be given of all pairs of generators"
    gram = [
        [products[min(a, b), max(a, b)] for a in program.generators] for b in program.generators
    ]
    return None if is_positive_semidefinite(gram) else "the matrix is no Gram matrix"


def _remains(rest: Form, generators: tuple[str, ...]) -> str | None:
    if rest.values:
        return f"values remain: {', '.join(rest.values)}"
    if rest.constant != 0:
        return f"the constant {rest.constant} remains"
    if any(name not in generators for pair in rest.products for name in pair):
        return "a product of what is no generator remains"
    if not is_positive_semidefinite(rest.matrix(generators)):
        return "what remains is no sum of squares"
    return None


def is_positive_semidefinite(matrix: Sequence[Sequence[Fraction]]) -> bool:
    """Whether a symmetric matrix over ℚ is, by LDLᵀ: a pivot of 0 must have a row of 0."""
    rows = [list(row) for row in matrix]
    for k in range(len(rows)):
        pivot = rows[k][k]
        if pivot < 0 or (pivot == 0 and any(rows[k][k + 1 :])):
            return False
        if pivot == 0:
            continue
        for i in range(k + 1, len(rows)):
            factor = rows[i][k] / pivot
            if factor:
                for j in range(k, len(rows)):
                    rows[i][j] -= factor * rows[k][j]
    return True
