"""Lower bounds that are proved: a rational point of a program, which functions on ℝⁿ interpolate.

What a class says of all pairs is enough for one of its functions to go through the points
(`FunctionClass.between`), so that a program without relaxed norms is at least what any of its
points has. The solver's is moved inside by a margin, rounded, and looked at exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from sam_theory.bounds.forms import Pair, number
from sam_theory.bounds.program import Program
from sam_theory.bounds.solving import Solution, solve
from sam_theory.bounds.verifier import lack

MARGINS = tuple(Fraction(1, 10**digits) for digits in (8, 7, 6, 5, 4))
PLACES = 2**50  # entries are rounded to multiples of 1/PLACES, times the sizes they have


@dataclass(frozen=True, kw_only=True)
class Interpolated:
    """A point of a program: ⟨a, b⟩ for a <= b, and values.

    There is a function on ℝⁿ that has it, for every n that is not less than the `dimension`.
    """

    program: Program
    products: Mapping[Pair, Fraction]
    values: Mapping[str, Fraction]

    @property
    def dimension(self) -> int:
        """How many generators there are."""
        return len(self.program.generators)

    @property
    def value(self) -> Fraction:
        """What the objective is there."""
        return self.program.objective.at(self.products, self.values)


def interpolated(program: Program) -> Interpolated | None:
    """A point near the maximum of a program, or None."""
    for margin in MARGINS:
        shift = _shift(program, margin)
        solution = solve(_inside(program, shift, margin))
        if np.isfinite(solution.value) and np.isfinite(solution.gram).all():
            found = _rounded(program, solution, shift)
            if lack(program, found.products, found.values) is None:
                return found
    return None


def _shift(program: Program, margin: Fraction) -> dict[str, Fraction]:
    """What is added to ⟨a, a⟩, so that G stays inside the cone."""
    sizes = ((name, program.sizes.get(name, 1.0)) for name in program.generators)
    return {name: margin * Fraction(size) ** 2 for name, size in sizes}


def _inside(program: Program, shift: Mapping[str, Fraction], margin: Fraction) -> Program:
    """The program in G less the shift, with inequalities that keep a distance of the margin."""
    squares = {(name, name): added for name, added in shift.items()}
    moved = []
    for c in program.constraints:
        least = Fraction(0) if c.equality else margin * Fraction(program.expected(c.form))
        gained = number(c.form.at(squares, {}) - c.form.constant - least)
        moved.append(replace(c, form=c.form + gained))
    return replace(program, constraints=tuple(moved))


def _rounded(program: Program, solution: Solution, shift: Mapping[str, Fraction]) -> Interpolated:
    names, sizes, heights = program.generators, program.sizes, program.heights
    products: dict[Pair, Fraction] = {}
    for i, a in enumerate(names):
        for j, b in enumerate(names[i:], i):
            near = _multiple(solution.gram[i, j], sizes.get(a, 1.0) * sizes.get(b, 1.0))
            products[a, b] = near + (shift[a] if a == b else 0)
    for c in program.constraints:
        if c.equality and len(c.form.products) == 1 and not c.form.values:
            ((pair, q),) = c.form.products.items()
            products[pair] = -c.form.constant / q
    values = {
        v: _multiple(x, heights.get(v, 1.0))
        for v, x in zip(program.values, solution.values, strict=True)
    }
    return Interpolated(program=program, products=products, values=values)


def _multiple(value: float, size: float) -> Fraction:
    unit = Fraction(size) / PLACES
    return round(Fraction(float(value)) / unit) * unit
