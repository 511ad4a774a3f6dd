"""Programs solved numerically, by an interior-point method; nothing here is believed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import inf, nan, sqrt
from typing import Any

import numpy as np

from sam_theory.bounds.forms import Form
from sam_theory.bounds.program import Program
from sam_theory.errors import UsageError

ENDLESS = {  # what the solver says of a minimum, for the maximum
    f"{almost}{kind}": value
    for almost in ("", "Almost")
    for kind, value in (("DualInfeasible", inf), ("PrimalInfeasible", -inf))
}
NEEDED = 'bound needs Clarabel, which cannot be imported; run: pip install "sam-theory[bounds]"'


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
    column by column, off the diagonal times √2, and then the values; all in units of their sizes,
    and every row in units of its largest entry.
    """
    arrays, equal = Arrays(program), np.array([c.equality for c in program.constraints], dtype=bool)
    outer, units = _sizes(program)
    rows = np.hstack([_packed(arrays.matrices * outer), arrays.linear * units])
    scales = np.append(
        np.abs(np.column_stack([rows, arrays.constants]))[:-1].max(axis=1), program.unit
    )
    rows, constants = rows / scales[:, None], arrays.constants / scales
    n, order = len(outer), np.concatenate([np.flatnonzero(equal), np.flatnonzero(~equal)])
    size = n * (n + 1) // 2
    cone = np.hstack([np.eye(size), np.zeros((size, len(units)))])
    A = np.vstack([-rows[order], -cone])
    b = np.concatenate([constants[order], np.zeros(size)])
    found = _call(A, b, -rows[-1], int(equal.sum()), int((~equal).sum()), n)
    z, x = np.array(found.z), np.array(found.x)
    multipliers, status = np.empty(len(order)), str(found.status)
    with np.errstate(over="ignore", invalid="ignore"):  # of what the solver gave up on, at 1e300
        multipliers[order] = z[: len(order)] / scales[order] * program.unit
        return Solution(
            status=status,
            value=ENDLESS.get(status, (-found.obj_val + constants[-1]) * program.unit),
            gram=_unpacked(x[:size], n) * outer,
            values=x[size:] * units,
            multipliers=multipliers,
            rest=_unpacked(z[len(order) :], n) * program.unit / outer,
        )


def _sizes(program: Program) -> tuple[np.ndarray, np.ndarray]:
    """Units of the entries of G, (n, n), and of the values, (m,)."""
    sizes = [program.sizes.get(name, 1.0) for name in program.generators]
    units = [program.heights.get(name, 1.0) for name in program.values]
    return np.outer(sizes, sizes), np.array(units)


@dataclass(frozen=True)
class _Failed:
    """What stands for the solver's answer where it broke down."""

    x: np.ndarray
    z: np.ndarray
    obj_val: float = nan
    status: str = "broke down"


def _call(A: np.ndarray, b: np.ndarray, q: np.ndarray, zero: int, plus: int, n: int) -> Any:
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
    with _quiet():
        try:
            return clarabel.DefaultSolver(P, q, csc_matrix(A), b, cones, settings).solve()
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # Rust's, of an eigenvalue that failed
                raise
            return _Failed(x=np.full(len(q), nan), z=np.full(len(b), nan))


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without what the solver prints on standard error before it breaks down."""
    try:
        kept = os.dup(2)
    except OSError:  # it is closed
        yield
        return
    try:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


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
