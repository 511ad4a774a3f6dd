"""From a numerical solution to a certificate over ℚ.

An interior-point dual lies on the boundary, where Z is singular and rounding destroys Z ⪰ 0. So the
program is solved with δ·tr(WG) added to its objective, which asks of the dual that Z ⪰ δW: what
rounding moves is then less than what was asked for, and the bound is δ·tr(WG) higher.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from sam_theory.bounds.certificate import Certificate
from sam_theory.bounds.forms import Form
from sam_theory.bounds.program import Program
from sam_theory.bounds.rational import solved
from sam_theory.bounds.solving import Solution, solve
from sam_theory.bounds.tightening import tightened
from sam_theory.bounds.verifier import flaw

MARGINS = tuple(Fraction(1, 10**digits) for digits in (9, 8, 7, 6, 5))  # δ, times |value|
PLACES = 2**48  # multipliers are rounded to multiples of 1/PLACES, times their scale
CLOSE = 1e-6  # a bound this near to the numerical value is good enough
MOST_GENERATORS = 12  # of programs whose maximum is looked for as a rational number
SMALL = 1e-3  # share of an expected size below which nothing is taken for small
SUPPORT = 1e-9  # multipliers below this share of the largest are left out


@dataclass(frozen=True, kw_only=True)
class Certified:
    """The numerical answer, and the certificate, where one was found."""

    solution: Solution
    certificate: Certificate | None


def certified(program: Program, tight: bool = True) -> Certified:
    """The maximum of a program, and a bound on it that is proved; none where the search fails.

    With `tight`, the bound is the maximum itself where that is attained by rational numbers.
    """
    solution = solve(program)
    if not np.isfinite(solution.value) or not np.isfinite(solution.gram).all():
        return Certified(solution=solution, certificate=None)
    tight = tight and len(program.generators) <= MOST_GENERATORS
    best = tightened(program, solution) if tight else None
    if best is not None and _close(best, solution):
        return Certified(solution=solution, certificate=best)
    for weighted in _weighted(program, solution):
        found = rounded(program, solve(weighted))
        if found is not None and (best is None or found.bound < best.bound):
            best = found
        if best is not None and _close(best, solution):
            break
    return Certified(solution=solution, certificate=best)


def _close(certificate: Certificate, solution: Solution) -> bool:
    return float(certificate.bound) - solution.value <= CLOSE * max(
        abs(solution.value), SMALL * certificate.program.unit
    )


def _weighted(program: Program, solution: Solution) -> list[Program]:
    """The program with δ·tr(WG) added, W the inverse of the sizes of its generators."""
    unit = Fraction(max(abs(solution.value), SMALL * program.unit))
    found = np.diag(solution.gram)
    least = [SMALL * program.sizes.get(name, 1.0) ** 2 for name in program.generators]
    weight = {
        (name, name): unit / Fraction(max(float(square), low))
        for name, square, low in zip(program.generators, found, least, strict=True)
    }
    return [
        replace(program, objective=program.objective + margin * Form(products=weight))
        for margin in MARGINS
    ]


def rounded(program: Program, solution: Solution) -> Certificate | None:
    """Multipliers near those of a solution that are a certificate, or None.

    They are rounded, and then changed so that no value is left over: those of a basis of the
    equations, taken among the largest, are solved for.
    """
    if not np.isfinite(solution.multipliers).all():
        return None
    multipliers = _near(program, solution.multipliers)
    support = sorted(multipliers, key=lambda name: -abs(multipliers[name]))
    forms = {c.name: c.form for c in program.constraints}
    rest = program.objective
    for name in support:
        rest = rest + multipliers[name] * forms[name]
    changes = _solved([forms[name] for name in support], rest, program.values)
    if changes is None:
        return None
    for name, change in zip(support, changes, strict=True):
        multipliers[name] += change
    bound = program.objective.constant + sum(
        (multipliers[name] * forms[name].constant for name in support), Fraction(0)
    )
    certificate = Certificate(program=program, bound=bound, multipliers=multipliers)
    return certificate if flaw(certificate) is None else None


def _near(program: Program, multipliers: np.ndarray) -> dict[str, Fraction]:
    """Each rounded by what it is worth, with the size that is expected of its constraint."""
    sizes = np.array(
        [program.expected(constraint.form) or 1.0 for constraint in program.constraints]
    )
    largest = float(abs(multipliers * sizes).max(initial=0))
    scale = Fraction(PLACES) / (Fraction(largest) if largest > 0 else 1)
    return {
        c.name: Fraction(round(Fraction(value) * Fraction(size) * scale)) / scale / Fraction(size)
        for c, value, size in zip(
            program.constraints, multipliers.tolist(), sizes.tolist(), strict=True
        )
        if (abs(value) if c.equality else value) * size > SUPPORT * largest
    }


def _solved(forms: Sequence[Form], rest: Form, values: tuple[str, ...]) -> list[Fraction] | None:
    """Changes c with Σ cᵢ·forms[i] + rest free of values; of the first forms that can do it."""
    zero = Fraction(0)
    rows = [[f.values.get(v, zero) for f in forms] + [-rest.values.get(v, zero)] for v in values]
    return solved(rows) if rows else [zero] * len(forms)
