"""Programs solved numerically, by an interior-point method; nothing here is believed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np

from sam_theory.bounds.forms import Form
from sam_theory.bounds.program import Program
from sam_theory.errors import UsageError

NEEDED = 'bound needs the extra [bounds]; run pip install "sam-theory[bounds]"'


@dataclass(frozen=True, kw_only=True)
class Solution:
    """What the solver returned; `value` is ±∞ where it says that there is no bound, no point."""

    status: str
    value: float
    gram: np.ndarray  # (n, n), of the program's generators
    values: np.ndarray  # (m,), of its values
    multipliers: np.ndarray  # (K,), of its constraints
    rest: np.ndarray  # (n, n), Z


@dataclass(frozen=True)
class Arrays:
    """A program in float64: constraint k is tr(Aₖ G) + bₖ·v + eₖ; the objective comes last."""

    program: Program

    @cached_property
    def matrices(self) -> np.ndarray:
        """(K + 1, n, n)."""
        return np.array(
            [
                [list(map(float, row)) for row in form.matrix(self.program.generators)]
                for form in self._forms
            ]
        )

    @cached_property
    def linear(self) -> np.ndarray:
        """(K + 1, m)."""
        rows = [[float(form.values.get(v, 0)) for v in self.program.values] for form in self._forms]
        return np.array(rows).reshape(len(self._forms), len(self.program.values))

    @cached_property
    def constants(self) -> np.ndarray:
        """(K + 1,)."""
        return np.array([float(form.constant) for form in self._forms])

    @property
    def _forms(self) -> tuple[Form, ...]:
        return (*(c.form for c in self.program.constraints), self.program.objective)


def solve(program: Program) -> Solution:
    """The program's maximum; raises UsageError where the solver is not installed.

    In the form of Clarabel: minimize qᵀx where Ax + s = b, s ∈ K, with x the upper triangle of G,
    column by column, off the diagonal times √2, and then the values.
    """
    arrays, sizes = Arrays(program), _sizes(program)
    n, m = len(program.generators), len(program.values)
    outer = np.outer(sizes, sizes)
    rows = np.hstack([_packed(arrays.matrices * outer), arrays.linear])
    equal = np.array([c.equality for c in program.constraints], dtype=bool)
    size = n * (n + 1) // 2
    order = np.concatenate([np.flatnonzero(equal), np.flatnonzero(~equal)])
    cone = np.hstack([np.eye(size), np.zeros((size, m))])
    A = np.vstack([-rows[order], -cone])
    b = np.concatenate([arrays.constants[order], np.zeros(size)])
    found = _call(A, b, -rows[-1], int(equal.sum()), int((~equal).sum()), n)
    z, x = np.array(found.z), np.array(found.x)
    multipliers = np.empty(len(order))
    multipliers[order] = z[: len(order)]
    return Solution(
        status=str(found.status),
        value=-found.obj_val + float(arrays.constants[-1]),
        gram=_unpacked(x[:size], n) * outer,
        values=x[size:],
        multipliers=multipliers,
        rest=_unpacked(z[len(order) :], n) / outer,
    )


def _sizes(program: Program) -> np.ndarray:
    """(n,): the norms of generators that the constraints fix, else 1; G is solved for in these."""
    sizes = dict.fromkeys(program.generators, 1.0)
    for constraint in program.constraints:
        form = constraint.form
        if constraint.equality and len(form.products) == 1 and not form.values:
            ((a, b), c) = next(iter(form.products.items()))
            if a == b and form.constant * c < 0:
                sizes[a] = sqrt(-form.constant / c)
    return np.array(list(sizes.values()))


def _call(A: np.ndarray, b: np.ndarray, q: np.ndarray, zero: int, plus: int, n: int):  # type: ignore[no-untyped-def]
    try:
        import clarabel
    except ImportError as error:
        raise UsageError(NEEDED) from error
    from scipy.sparse import csc_matrix

    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.max_iter = 200
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = 1e-10
    cones = [clarabel.ZeroConeT(zero), clarabel.NonnegativeConeT(plus)]
    cones.append(clarabel.PSDTriangleConeT(n))
    P = csc_matrix((len(q), len(q)))
    return clarabel.DefaultSolver(P, q, csc_matrix(A), b, cones, settings).solve()


def _packed(matrices: np.ndarray) -> np.ndarray:
    """(K, n, n) symmetric to (K, n(n + 1)/2), with tr(AG) kept as an inner product."""
    n = matrices.shape[-1]
    i, j = _upper(n)
    return matrices[:, i, j] * np.where(i == j, 1.0, sqrt(2))


def _unpacked(packed: np.ndarray, n: int) -> np.ndarray:
    i, j = _upper(n)
    full = np.zeros((n, n))
    full[i, j] = full[j, i] = packed / np.where(i == j, 1.0, sqrt(2))
    return full


def _upper(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of the upper triangle, column by column."""
    pairs = [(i, j) for j in range(n) for i in range(j + 1)]
    return np.array([i for i, _ in pairs], dtype=int), np.array([j for _, j in pairs], dtype=int)
