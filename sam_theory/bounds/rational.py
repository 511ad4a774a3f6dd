"""Linear equations over ℚ."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def solved(rows: Sequence[Sequence[Fraction]]) -> list[Fraction] | None:
    """x with Σⱼ row[j]xⱼ = row[−1] for every row; 0 beside the first columns that can do it.

    None where there is no such x.
    """
    left = [list(row) for row in rows]
    count = len(left[0]) - 1 if left else 0
    found, pivots = [Fraction(0)] * count, list[int]()
    for column in range(count):
        used = len(pivots)
        chosen = next((r for r in range(used, len(left)) if left[r][column] != 0), None)
        if chosen is None:
            continue
        left[used], left[chosen] = left[chosen], left[used]
        pivot = left[used][column]
        left[used] = [entry / pivot for entry in left[used]]
        for r in range(len(left)):
            factor = left[r][column]
            if r != used and factor != 0:
                left[r] = [
                    a - factor * b if b else a for a, b in zip(left[r], left[used], strict=True)
                ]
        pivots.append(column)
    if any(row[-1] != 0 for row in left[len(pivots) :]):
        return None
    for row, column in zip(left, pivots, strict=False):
        found[column] = row[-1]
    return found


def simplest(value: float, noise: float) -> Fraction:
    """The fraction of least denominator within `noise` of a number, by continued fractions."""
    exact = Fraction(value)
    low, high = exact - Fraction(noise), exact + Fraction(noise)
    whole: list[int] = []
    while True:
        floor = low.numerator // low.denominator
        if floor == low or floor + 1 <= high:
            found = Fraction(floor if floor == low else floor + 1)
            break
        whole.append(floor)
        low, high = 1 / (high - floor), 1 / (low - floor)
    for term in reversed(whole):
        found = term + 1 / found
    return found
