"""Programs on the real line: where the generators are numbers, their Gram matrix is of rank one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sam_theory.bounds.building import X
from sam_theory.bounds.program import Program
from sam_theory.bounds.question import Question
from sam_theory.bounds.solving import Arrays, Solution

EFFORT = {60: (5, 80), 150: (2, 25)}  # up to so many constraints: searches, and steps of one
LEAST = (1, 25)  # beyond
SEED = 1


def lines(question: Question, program: Program, solution: Solution) -> Iterator[np.ndarray]:
    """Numbers for the generators, then the values: (n + m,), one array a candidate."""
    n, search = len(program.generators), _Search(Arrays(program))
    flat = [float(question.start.size) if name == f"{X}1" else 0.0 for name in program.generators]
    yield np.concatenate([flat, np.zeros_like(solution.values)])
    sizes, vectors = np.linalg.eigh(solution.gram)
    root = vectors * np.sqrt(np.maximum(sizes, 0))
    rng = np.random.default_rng(SEED)
    for number in range(search.effort[0]):
        line = root @ rng.standard_normal(n) if number else root[:, -1]
        start = np.concatenate([line, solution.values])
        yield start
        yield search.improved(start)


@dataclass(frozen=True)
class _Search:
    """A program on the real line: its generators are numbers, their Gram matrix of rank one."""

    arrays: Arrays

    @property
    def effort(self) -> tuple[int, int]:
        """How many searches, and how many steps of each."""
        count = len(self.arrays.program.constraints)
        return next((effort for most, effort in EFFORT.items() if count <= most), LEAST)

    def improved(self, start: np.ndarray) -> np.ndarray:
        """A local maximum, from a start."""
        from scipy.optimize import minimize  # costs as much as all else that `list` imports

        equal = np.array([c.equality for c in self.arrays.program.constraints], dtype=bool)
        constraints = [
            {
                "type": kind,
                "fun": lambda z, rows=rows: self._values(z)[rows],
                "jac": lambda z, rows=rows: self._slopes(z)[rows],
            }
            for kind, rows in (("eq", np.flatnonzero(equal)), ("ineq", np.flatnonzero(~equal)))
            if len(rows)
        ]
        found = minimize(
            lambda z: -self._values(z)[-1],
            start,
            jac=lambda z: -self._slopes(z)[-1],
            constraints=constraints,
            method="SLSQP",
            options={"maxiter": self.effort[1], "ftol": 1e-12},
        )
        return np.array(found.x, dtype=np.float64)

    def _values(self, z: np.ndarray) -> np.ndarray:
        """Of the constraints, then of the objective: (K + 1,)."""
        arrays, n = self.arrays, len(self.arrays.program.generators)
        line = z[:n]
        products = np.einsum("kij,i,j->k", arrays.matrices, line, line)
        values: np.ndarray = products + arrays.linear @ z[n:] + arrays.constants
        return values

    def _slopes(self, z: np.ndarray) -> np.ndarray:
        """Their gradients: (K + 1, n + m)."""
        arrays, n = self.arrays, len(self.arrays.program.generators)
        return np.hstack([2 * arrays.matrices @ z[:n], arrays.linear])
