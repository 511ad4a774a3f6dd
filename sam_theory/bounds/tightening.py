"""Certificates whose bound is the maximum itself, where that is attained by rational numbers.

What remains of a tight certificate, Z, vanishes on the worst Gram matrices. If these are rational,
so is the kernel of Z: it is read off the numerical dual, and Zv = 0 for a basis of it is asked of
the multipliers that are not 0 there, beside that no value is left over. All this is linear, over ℚ.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from sam_theory.bounds.certificate import Certificate
from sam_theory.bounds.forms import Form
from sam_theory.bounds.program import Program
from sam_theory.bounds.rational import simplest, solved
from sam_theory.bounds.solving import Solution
from sam_theory.bounds.verifier import flaw

TOLERANCES = (1e-7, 1e-5, 1e-4, 1e-3)  # shares of the largest below which numbers are noise


def tightened(program: Program, solution: Solution) -> Certificate | None:
    """A certificate at the maximum of the program or close to it, or None."""
    if not (np.isfinite(solution.rest).all() and np.isfinite(solution.multipliers).all()):
        return None
    found = (_on(program, solution, _kernel(solution.rest, noise), noise) for noise in TOLERANCES)
    sound = [certificate for certificate in found if certificate is not None]
    return min(sound, key=lambda certificate: certificate.bound, default=None)


def _kernel(rest: np.ndarray, noise: float) -> list[list[Fraction]]:
    """A rational basis of the kernel, each of its vectors 1 where the others are 0."""
    sizes, vectors = np.linalg.eigh(rest)
    basis = _reduced(vectors[:, sizes <= noise * max(sizes[-1], 0)].T.copy())
    return [[simplest(float(x), noise) for x in row] for row in basis]


def _reduced(basis: np.ndarray) -> np.ndarray:
    """Rows that span the same, with an identity in those columns where they are largest."""
    free = list(range(basis.shape[1]))
    for i in range(len(basis)):
        column = max(free, key=lambda j: abs(basis[i:, j]).max())
        free.remove(column)
        best = i + int(np.argmax(abs(basis[i:, column])))
        basis[[i, best]] = basis[[best, i]]
        basis[i] /= basis[i, column]
        for other in range(len(basis)):
            if other != i:
                basis[other] -= basis[other, column] * basis[i]
    return basis


def _on(
    program: Program, solution: Solution, kernel: list[list[Fraction]], noise: float
) -> Certificate | None:
    """The certificate with the multipliers that are no noise."""
    forms = {constraint.name: constraint.form for constraint in program.constraints}
    size = float(abs(solution.multipliers).max(initial=0))
    near = {
        name: simplest(float(value), noise * size)
        for name, value in zip(forms, solution.multipliers, strict=True)
        if abs(value) > noise * size
    }
    chosen = sorted(near, key=lambda name: -abs(near[name]))
    rest = program.objective
    for name in chosen:
        rest = rest + near[name] * forms[name]
    parts = [*(forms[name] for name in chosen), rest]
    rows = zip(*(list(_conditions(part, program, kernel)) for part in parts), strict=True)
    changes = solved([[*row[:-1], -row[-1]] for row in rows])
    if changes is None:
        return None
    multipliers = {name: near[name] + change for name, change in zip(chosen, changes, strict=True)}
    constants = (multipliers[name] * forms[name].constant for name in chosen)
    bound = sum(constants, program.objective.constant)
    certificate = Certificate(program=program, bound=bound, multipliers=multipliers)
    return certificate if flaw(certificate) is None else None


def _conditions(form: Form, program: Program, kernel: list[list[Fraction]]) -> Iterator[Fraction]:
    """What must be 0 in what remains: its values, and its product with the kernel."""
    for value in program.values:
        yield form.values.get(value, Fraction(0))
    matrix = form.matrix(program.generators)
    for vector in kernel:
        for row in matrix:
            yield sum((a * b for a, b in zip(row, vector, strict=True) if a and b), Fraction(0))
