"""Why a certificate is false, seen in floats with a margin, by formulas of our own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import mpmath
from certificates.case import Case
from recomputing import Function, Vector, function
from restepping import Ended, Here, draws, memory, norm, step

from sam_theory.certificates.forms import Cell, Cycle, Trap

FP = mpmath.fp
MARGIN = 1e-13  # by which a number must be wrong, of its size
EXACT = SimpleNamespace(mpf=Fraction, fsum=sum)  # where rational numbers are all there is
FEW = 60  # steps in rational numbers, which grow
FUNCTIONS = ("pi", "sin", "cos", "log", "sqrt", "exp", "floor")
LEEWAY = 1e-40  # for the digits of 1/3
NOISE = (-1.7, 0.0, 1.7)
LATE = (*range(1, 60), *(10**n for n in range(2, 19)), 10**50)


def falsified(case: Case) -> str:
    """Why it is false; empty if that is not seen."""
    found = ""
    if isinstance(case.certificate, Trap):
        found = _trap(case, case.certificate)
    else:
        found = _cycle(case, case.certificate)
    return found or ("" if case.entry is None else _entry(case))


def _trap(case: Case, trap: Trap) -> str:
    f = function(case.problem, FP)
    steps, radii = [float(u) for u in trap.step], [float(u) for u in trap.radius]
    if case.witness:
        x, t, rho = case.witness
        assert any(_holds(cell, list(x), ()) for cell in trap.cells)
        assert steps[0] <= t <= steps[1]
        assert radii[0] <= rho <= radii[1]
        steps, radii = [t, *steps], [rho, *radii]
    for cell in trap.cells:
        points = _points(cell, memory(case.method))
        if case.witness:
            points = itertools.chain([(list(case.witness[0]), ())], points)
        for x, state in points:
            low = _low(f, x, trap)
            if low and not (trap.again and low == "slope"):
                return f"{low} at {x}"
            for there, here in _images(case, f, x, state, steps, radii):
                if not any(_holds(c, *there) for c in trap.cells):
                    return f"{x}, {state} leaves to {there} with {here.t}, {here.rho}"
                if low and _slope(f, there[0]) < _less(trap.slope) and _slope(f, there[0]) > 0:
                    return f"slope at {x} and after it"
    return ""


def _low(f: Function, x: Vector, trap: Trap) -> str:
    if f.infimum is not None and f.value(x) - f.infimum < _less(trap.gap) - 1e-15:
        return "gap"
    return "slope" if _slope(f, x) < _less(trap.slope) else ""


def _slope(f: Function, x: Vector) -> float:
    return float(norm(FP, f.gradient(x)))


def _less(value: Fraction) -> float:
    return float(value) - MARGIN * abs(float(value))


def _points(cell: Cell, states: int) -> Iterator[tuple[Vector, tuple[Vector, ...]]]:
    """Corners, middles, and points near the corners and on both sides of 0."""
    kept = cell.state
    if kept is None:
        low = Fraction(
            0 if states == 2 else -50
        )  # the second of AdamW's states is a mean of squares
        kept = tuple(tuple((low, Fraction(50)) for _ in cell.x) for _ in range(states))
    rows = [*cell.x, *(s for sides in kept for s in sides)]
    n = len(cell.x)
    few = len(rows) > 1
    for row in itertools.product(*(_marks(float(low), float(high), few) for low, high in rows)):
        flat = list(row)
        yield flat[:n], tuple(flat[i : i + n] for i in range(n, len(flat), n))


def _marks(low: float, high: float, few: bool) -> list[float]:
    marks = [low, high, (low + high) / 2]
    if low < 0 < high:
        marks += [1e-9, -1e-9]
    if low == 0 and high > 0:
        marks += [1e-9]
    if low < 0 and high == 0:
        marks += [-1e-9]
    if not few:
        marks += [low + (high - low) * i / 16 for i in range(1, 16)]
    return marks


def _images(
    case: Case,
    f: Function,
    x: Vector,
    state: tuple[Vector, ...],
    steps: list[float],
    radii: list[float],
) -> Iterator[tuple[tuple[Vector, tuple[Vector, ...]], Here]]:
    noises = [list(v) for v in itertools.product(NOISE, repeat=len(x))]
    for t, rho in itertools.product(steps, radii):
        for drawn in draws(case.method, len(f.parts)):
            for noise in noises if case.method.startswith("rsam") else noises[:1]:
                for k in (1, 2, 7) if case.method.startswith(("look", "sam-adamw")) else (7,):
                    here = Here(
                        c=FP, f=f, x=x, state=state, t=t, rho=rho, k=k, draws=drawn, noise=noise
                    )
                    try:
                        yield step(case.method, here), here
                    except Ended:
                        continue


def _holds(cell: Cell, x: Vector, state: tuple[Vector, ...]) -> bool:
    """Whether the point is in the cell, or outside by less than rounding."""
    sides = [*cell.x, *(() if cell.state is None else (s for row in cell.state for s in row))]
    row = [*x, *(u for array in (state if cell.state is not None else ()) for u in array)]
    return all(
        float(low) - MARGIN * (1 + abs(low)) <= u <= float(high) + MARGIN * (1 + abs(high))
        for (low, high), u in zip(sides, row, strict=True)
    )


def mapping(case: Case, f: Function, c: Any) -> Callable[[Vector], Vector]:
    """One step on a row of x and state, t and ρ constant; Ended leaves the row where it is."""
    t, rho = (constant(text, c) for text in (case.step, case.radius))

    def once(row: Vector) -> Vector:
        n = len(row) // (1 + memory(case.method))
        state = tuple(row[i : i + n] for i in range(n, len(row), n))
        try:
            x, state = step(case.method, Here(c=c, f=f, x=row[:n], state=state, t=t, rho=rho, k=8))
        except Ended:
            return row
        return [*x, *(u for array in state for u in array)]

    return once


def constant(text: str, c: Any, k: int = 1) -> Any:
    """A formula at k, by Python's own reading, its numbers exact."""
    names = {"k": c.mpf(k), "Min": min, "Max": max, "Mod": lambda a, b: a % b}
    names |= {name: getattr(c, name) for name in FUNCTIONS if name in text}
    exact = re.sub(r"(\d+\.?\d*)", r"mpf('\1')", text)
    return eval(exact, {"mpf": c.mpf, **names})


def power_of(once: Callable[[Vector], Vector], p: int) -> Callable[[Vector], Vector]:
    """p steps."""

    def several(row: Vector) -> Vector:
        for _ in range(p):
            row = once(row)
        return row

    return several


def _cycle(case: Case, given: Cycle) -> str:
    if "k" in case.step + case.radius:
        return "t and ρ are not constant"
    with mpmath.workdps(40):
        c = mpmath.mp
        f, p = function(case.problem, c), len(given.points)
        row = [c.mpf(u.numerator) / u.denominator for u in given.points[0]]
        n = len(row) // (1 + memory(case.method))
        once = mapping(case, f, c)
        root = settled(power_of(once, p), row)
        here = root
        for point in given.points:
            near = [
                abs(u - c.mpf(v.numerator) / v.denominator)
                for u, v in zip(here, point, strict=True)
            ]
            width = c.mpf(given.width.numerator) / given.width.denominator
            if max(near) > width * (1 + c.mpf(MARGIN)):
                return f"no such cycle: {c.nstr(max(near), 5)} away"
            if norm(c, f.gradient(here[:n])) < given.slope.numerator / c.mpf(
                given.slope.denominator
            ):
                return "slope"
            here = once(here)
        return _repels(given, power_of(once, p), row, root) if given.basis else ""


def settled(several: Callable[[Vector], Vector], row: Vector) -> Vector:
    """Newton's iteration for a fixed point of p steps, from there; the row itself if it fails."""
    c = mpmath.mp
    at, h = list(row), c.mpf(10) ** -25
    for _ in range(8):
        image = several(at)
        residual = c.matrix([a - b for a, b in zip(image, at, strict=True)])
        jacobian = c.matrix(len(at))
        for j in range(len(at)):
            moved = several([u + (h if i == j else 0) for i, u in enumerate(at)])
            for i in range(len(at)):
                jacobian[i, j] = (moved[i] - image[i]) / h - (i == j)
        try:
            change = c.lu_solve(jacobian, -residual)
        except ZeroDivisionError:
            return at
        at = [u + change[i] for i, u in enumerate(at)]
    return at


def _repels(given: Cycle, several: Callable[[Vector], Vector], row: Vector, root: Vector) -> str:
    c = mpmath.mp
    size = len(row)
    v = c.matrix(size)
    for j, column in enumerate(given.basis):
        for i, u in enumerate(column):
            v[i, j] = c.mpf(u.numerator) / u.denominator
    inverse, rate = v**-1, c.mpf(given.rate.numerator) / given.rate.denominator
    if rate >= 1:
        return "a rate of 1 attracts nothing"
    half = c.mpf(given.half.numerator) / given.half.denominator

    def length(a: Vector, b: Vector) -> Any:
        return max(abs(u) for u in inverse * c.matrix([s - w for s, w in zip(a, b, strict=True)]))

    marks = (-1, 0, 1) if size > 2 else (-1, c.mpf("-0.5"), 0, c.mpf("0.5"), 1)
    for scale in (half, half / 10**6):
        for signs in itertools.product(marks, repeat=size):
            moved = v * c.matrix([scale * s for s in signs])
            start = [u + moved[i] for i, u in enumerate(root if scale < half else row)]
            before, after = length(start, root), length(several(start), root)
            if after > rate * before * (1 + c.mpf(MARGIN)) + c.mpf(10) ** -25:
                return f"{c.nstr(start, 8)} contracts by {c.nstr(after / before, 12)} only"
    return ""


def _entry(case: Case) -> str:
    """Whether the run is elsewhere at that k, or tₖ, ρₖ leave their ranges later."""
    entry = case.entry
    assert entry is not None
    rational = case.problem == "quadratic[eigenvalues=(1.0,)]" and entry.at <= FEW
    c = EXACT if rational else FP
    try:
        found = _run(case, c)
    except AttributeError:  # the formula has functions that are not rational
        found = _run(case, FP)
    if found is None:
        return "the run ends at a stationary point"
    row, state = found
    f = function(case.problem, FP)
    if isinstance(case.certificate, Cycle):
        return _far(case.certificate, [*row, *(u for array in state for u in array)])
    if norm(FP, f.gradient(row)) == 0 and case.certificate.slope > 0:
        return "the run ends at a stationary point"
    if not any(_holds(cell, row, state) for cell in case.certificate.cells):
        return f"the run is at {row}, {state}"
    return _leaving(case, case.certificate)


def _run(case: Case, c: Any) -> tuple[Vector, tuple[Vector, ...]] | None:
    """x and state at k = `entry.at`, as floats; None where the run ends before."""
    entry = case.entry
    assert entry is not None
    f, row = function(case.problem, c), [c.mpf(u) for u in entry.start]
    state: tuple[Vector, ...] = tuple([c.mpf(0)] * len(row) for _ in range(memory(case.method)))
    for k in range(1, entry.at):
        t, rho = (constant(text, c, k) for text in (case.step, case.radius))
        try:
            row, state = step(case.method, Here(c=c, f=f, x=row, state=state, t=t, rho=rho, k=k))
        except Ended:
            return None
    return [float(u) for u in row], tuple([float(u) for u in array] for array in state)


def _far(given: Cycle, row: Vector) -> str:
    c = mpmath.mp
    if not given.basis:
        return "no neighbourhood is given"
    size = len(row)
    v = c.matrix(size)
    for j, column in enumerate(given.basis):
        for i, u in enumerate(column):
            v[i, j] = c.mpf(u.numerator) / u.denominator
    off = v**-1 * c.matrix([a - float(b) for a, b in zip(row, given.points[0], strict=True)])
    distance = max(abs(u) for u in off)
    return f"distance {distance}" if distance > float(given.reach) * (1 + 1e-12) else ""


def _leaving(case: Case, trap: Trap) -> str:
    assert case.entry is not None
    with mpmath.workdps(60):
        c = mpmath.mp
        for k in (case.entry.at - 1 + late for late in LATE):
            for text, (low, high) in ((case.step, trap.step), (case.radius, trap.radius)):
                value = constant(text, c, k)
                below = c.mpf(low.numerator) / low.denominator
                above = c.mpf(high.numerator) / high.denominator
                if value < below * (1 - LEEWAY) or value > above * (1 + LEEWAY):
                    return f"{text} is {value} at k = {k}"
    return ""
