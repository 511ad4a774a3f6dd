"""Nonnegative exact solutions of Σ xᵢ · columnᵢ = 0 with a positive part, by linear programming."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from sam_theory.proofs.finding.expansion import Powers

ITERATIONS = 2000  # of the simplex method
SMALL = 1e-9  # of the largest coefficient: what HiGHS means by 0


@dataclass(frozen=True)
class Column:
    """A polynomial, its price, whether its coefficient may be negative, whether it is positive."""

    terms: Mapping[Powers, Any]  # coefficients are rational numbers of FLINT
    cost: float
    free: bool = False
    positive: bool = False


def solution(columns: Sequence[Column]) -> dict[int, Fraction] | None:
    """Coefficients, those of the positive columns summing to 1; None where none were found."""
    kept = _useful(columns)
    if not any(columns[i].positive for i in kept):
        return None
    rows: dict[Powers, int] = {}
    entries = [
        (rows.setdefault(m, len(rows)), j, int(c.p) / int(c.q))
        for j, i in enumerate(kept)
        for m, c in columns[i].terms.items()
    ]
    entries += [(len(rows), j, 1.0) for j, i in enumerate(kept) if columns[i].positive]
    at, across, values = zip(*entries, strict=True)
    matrix = csr_matrix((values, (at, across)), shape=(len(rows) + 1, len(kept)))
    right = np.zeros(len(rows) + 1)
    right[-1] = 1
    found = linprog(
        [columns[i].cost if not columns[i].free else 0.0 for i in kept],
        A_eq=matrix,
        b_eq=right,
        bounds=[(None if columns[i].free else 0, None) for i in kept],
        method="highs-ds",
        options={"maxiter": ITERATIONS},
    )
    if found.status != 0:
        return None
    scale = SMALL * max(1.0, float(np.abs(found.x).max()))
    support = [kept[j] for j in np.flatnonzero(np.abs(found.x) > scale)]
    return _exact(columns, support)


def _useful(columns: Sequence[Column]) -> list[int]:
    """Without the columns whose coefficient must be 0, as nothing can cancel one of their terms."""
    rows: dict[Powers, list[int]] = {}
    for i, column in enumerate(columns):
        for m in column.terms:
            rows.setdefault(m, []).append(i)
    counts = {m: [0, 0] for m in rows}
    for column in columns:
        for m, c in column.terms.items():
            counts[m][0] += column.free or c > 0
            counts[m][1] += column.free or c < 0
    kept = [True] * len(columns)
    waiting = [m for m, count in counts.items() if 0 in count]
    while waiting:
        for i in rows[waiting.pop()]:
            if kept[i] and not columns[i].free:
                kept[i] = False
                for m, c in columns[i].terms.items():
                    counts[m][c < 0] -= 1
                    if counts[m][c < 0] == 0:
                        waiting.append(m)
    return [i for i, keep in enumerate(kept) if keep]


def _exact(columns: Sequence[Column], support: Sequence[int]) -> dict[int, Fraction] | None:
    """The solution that is not zero on the support only, if it is unique and of the right signs."""
    rows: dict[Powers | None, dict[int, Fraction]] = {}
    for i in support:
        for m, c in columns[i].terms.items():
            rows.setdefault(m, {})[i] = Fraction(int(c.p), int(c.q))
        if columns[i].positive:
            rows.setdefault(None, {})[i] = Fraction(1)
    found = _solved([(row, Fraction(m is None)) for m, row in rows.items()])
    if found is None or any(x < 0 and not columns[i].free for i, x in found.items()):
        return None
    return {i: x for i, x in found.items() if x}


def _solved(equations: list[tuple[dict[int, Fraction], Fraction]]) -> dict[int, Fraction] | None:
    """The solution of linear equations, where unknowns that stay free are 0."""
    pivots: dict[int, tuple[dict[int, Fraction], Fraction]] = {}
    for equation, value_of in equations:
        row, right = dict(equation), value_of
        for name in [n for n in row if n in pivots]:
            factor = row.pop(name)
            other, value = pivots[name]
            right -= factor * value
            for n, c in other.items():
                row[n] = row.get(n, Fraction(0)) - factor * c
        row = {n: c for n, c in row.items() if c}
        if not row:
            if right:
                return None
            continue
        _pivot(pivots, row, right)
    return {name: right for name, (_, right) in pivots.items()}


def _pivot(
    pivots: dict[int, tuple[dict[int, Fraction], Fraction]],
    row: dict[int, Fraction],
    right: Fraction,
) -> None:
    name, lead = next(iter(row.items()))
    row = {n: c / lead for n, c in row.items() if n != name}
    right /= lead
    for other, (old, value) in pivots.items():
        factor = old.get(name)
        if factor:
            new = {n: c for n, c in old.items() if n != name}
            for n, c in row.items():
                new[n] = new.get(n, Fraction(0)) - factor * c
            pivots[other] = ({n: c for n, c in new.items() if c}, value - factor * right)
    pivots[name] = (row, right)
