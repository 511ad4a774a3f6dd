"""Certificates with one number moved by the last digit that makes them false."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from certificates.case import Case
from certificates.falsifying import falsified

from sam_theory.certificates.forms import Cell, Cycle, Side, Trap

SHARES = tuple(Fraction(1, 10**n) for n in (9, 7, 5, 3, 2, 1))  # of the number that is moved


def mutants(case: Case) -> Iterator[tuple[str, Case]]:
    """What was moved, and the certificate that is false by it; what stays true is left out."""
    given = case.certificate
    families = _of_trap(given) if isinstance(given, Trap) else _of_cycle(given)
    for name, changes in families:
        found = None
        for changed in reversed(list(changes)):
            mutant = replace(case, certificate=replace(given, **changed), refused="")
            if not falsified(mutant):
                break
            found = mutant
        if found is not None:
            yield name, found


def _moved(value: Fraction, sign: int) -> Iterator[Fraction]:
    for share in SHARES:
        yield value + sign * share * (abs(value) or Fraction(1, 10))


def _sides(side: Side) -> Iterator[tuple[str, Iterator[Side]]]:
    """The ends, one moved at a time; none beyond the other."""
    low, high = side
    yield "low down", ((u, high) for u in _moved(low, -1))
    yield "low up", ((u, high) for u in _moved(low, 1) if u <= high)
    yield "high down", ((low, u) for u in _moved(high, -1) if u >= low)
    yield "high up", ((low, u) for u in _moved(high, 1))


def _of_trap(trap: Trap) -> Iterator[tuple[str, Iterator[dict[str, object]]]]:
    for i, cell in enumerate(trap.cells):
        for name, cells in _of_cell(cell):
            yield (
                f"cell {i}, {name}",
                ({"cells": (*trap.cells[:i], c, *trap.cells[i + 1 :])} for c in cells),
            )
        if len(trap.cells) > 1:
            yield f"without cell {i}", iter([{"cells": (*trap.cells[:i], *trap.cells[i + 1 :])}])
    for field in ("step", "radius"):
        for name, sides in _sides(getattr(trap, field)):
            yield f"{field}, {name}", ({field: s} for s in sides if s[0] >= 0)
    for field in ("slope", "gap"):
        yield field, ({field: u} for u in _moved(getattr(trap, field), 1))
    if trap.again:
        yield "again", iter([{"again": False}])


def _of_cell(cell: Cell) -> Iterator[tuple[str, Iterator[Cell]]]:
    rows = [cell.x, *(cell.state or ())]
    for j, row in enumerate(rows):
        for i, side in enumerate(row):
            for name, sides in _sides(side):
                yield (
                    f"row {j}, side {i}, {name}",
                    (
                        _cell([*rows[:j], (*row[:i], s, *row[i + 1 :]), *rows[j + 1 :]])
                        for s in sides
                    ),
                )
    if cell.state is not None:
        yield "any state", iter([Cell(cell.x)])


def _cell(rows: list[tuple[Side, ...]]) -> Cell:
    return Cell(rows[0], tuple(rows[1:]) or None)


def _of_cycle(cycle: Cycle) -> Iterator[tuple[str, Iterator[dict[str, object]]]]:
    points = cycle.points
    for i, point in enumerate(points):
        for j, value in enumerate(point):
            for sign in (-1, 1):
                yield (
                    f"point {i}, coordinate {j}, {sign:+}",
                    (
                        {
                            "points": (
                                *points[:i],
                                (*point[:j], u, *point[j + 1 :]),
                                *points[i + 1 :],
                            )
                        }
                        for u in _moved(value, sign)
                    ),
                )
    yield "slope", ({"slope": u} for u in _moved(cycle.slope, 1))
    yield "without the last point", iter([{"points": points[:-1]}] if len(points) > 1 else [])
    yield "the first point again", iter([{"points": (*points, points[0])}])
    yield "the width", iter([{"width": Fraction(0)}])
    if cycle.basis:
        yield "rate", ({"rate": u} for u in _moved(cycle.rate, -1) if u >= 0)
        yield "rate halved", iter([{"rate": cycle.rate / 2}])
        yield (
            "half",
            ({"half": cycle.half * n, "reach": cycle.half * n} for n in (2, 4, 8, 16, 64, 10**4)),
        )
