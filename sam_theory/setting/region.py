"""A box that holds runs, and what balls say of f on it: L of (3), ‖∇f‖, f on the boundary.

The proofs use (3) and (4) at the iterates, at the probes and on the segments between them: every
theorem holds with the constant of a convex set that contains these.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

import numpy as np

from sam_theory.setting.box import Region
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.problem import Problem

FEW_DIMENSIONS = 3  # up to which the boundary is looked at
DIMENSIONS = 20  # up to which balls are tried: a Hessian of more takes seconds, and is too wide
MARGIN = 1e-9  # relative; what computing an eigenvalue in floating point may lose
EXTRA = 'python-flint is missing: pip install "sam-theory[proofs]"'


def on_region(problem: Problem, region: Region) -> Problem | str:
    """The problem with the L of the region, or why there is none."""
    found = lipschitz_on(problem, region)
    if isinstance(found, str):
        return found
    facts = problem.facts
    own = facts.descent if facts.descent and math.isfinite(facts.descent.value.upper) else None
    return replace(
        problem, facts=replace(facts, lipschitz=found, descent=own), region_of_constants=region
    )


@lru_cache(maxsize=256)
def lipschitz_on(problem: Problem, region: Region) -> Fact[Enclosure] | str:
    """An enclosure of the best L of (3) on the region, or why none is known."""
    where = f"on the box {region}"
    own = problem.facts.lipschitz_on
    if own is not None:
        value = own.value(np.array(region.low), np.array(region.high))
        if math.isinf(value.upper):
            return f"there is no L {where}: {own.source}"
        return Fact(value, f"{where}: {own.source}")
    if problem.dimension > DIMENSIONS:
        return f"no L {where} is looked for by interval arithmetic: n > {DIMENSIONS}"
    if find_spec("flint") is None:
        return f"an L {where} needs interval arithmetic, and {EXTRA}"

    try:
        value = _by_balls(problem, region)
    except Exception as error:  # whatever a user's definition raises on what is not an array
        return f"no L {where} is found by interval arithmetic: {error}"
    if not math.isfinite(value.upper):
        return f"interval arithmetic finds no finite L {where}"
    return Fact(value, f"{where}, by interval arithmetic")


def _by_balls(problem: Problem, region: Region) -> Enclosure:
    """‖∇²f‖ on every piece, from above, and at their centres, from below."""
    lower, upper = 0.0, 0.0
    for piece in region.pieces():
        size = np.abs(_hessian(problem, piece, at_centre=False))
        if not np.isfinite(size).all():  # a ball may be all of ℝ, of which no end is a number
            return Enclosure(lower, math.inf)
        upper = max(upper, min(float(size.sum(axis=1).max()), float(np.hypot.reduce(size.ravel()))))
        centre = _hessian(problem, piece, at_centre=True)
        symmetric = (centre + centre.T) / 2
        lower = max(lower, float(np.abs(np.linalg.eigvalsh(symmetric)).max()))
    return Enclosure(min(lower * (1 - MARGIN), upper), upper * (1 + MARGIN))


def _hessian(problem: Problem, piece: Region, *, at_centre: bool) -> np.ndarray:
    """The entries of ∇²f: the largest in size on the piece, (n, n), or those at its centre."""
    from sam_theory.setting.jet_arrays import jacobian, variables

    box = _balls(piece)
    if at_centre:
        box = [value.mid() for value in box]
    (gradient,) = problem.gradient(variables(box)[None, :])
    _, slopes = jacobian(np.asarray(gradient))
    n = len(box)
    entries = [[slopes[i, j] for j in range(n)] for i in range(n)]
    if at_centre:
        return np.array([[float(entry.mid()) for entry in row] for row in entries])
    return np.array([[float(abs(entry).upper()) for entry in row] for row in entries])


def _balls(piece: Region) -> list[Any]:
    """The box as balls that contain it."""
    import flint

    sides = zip(piece.low, piece.high, strict=True)
    return [flint.arb(a).union(flint.arb(b)) for a, b in sides]


# ---- whether descent can leave a region


@lru_cache(maxsize=256)
def least_on_boundary(problem: Problem, region: Region) -> float:
    """A lower bound of f on the boundary; −∞ where none is found."""
    if len(region.low) > FEW_DIMENSIONS or find_spec("flint") is None:
        return -math.inf
    from sam_theory.setting.jet_arrays import variables

    least = math.inf
    try:
        for face in region.faces():
            for piece in face.pieces():
                (value,) = problem.value(variables(_balls(piece))[None, :])
                bound = float(value.value.lower())
                least = -math.inf if math.isnan(bound) else min(least, bound)
    except Exception:  # whatever a user's definition raises on what is not an array
        return -math.inf
    return least - MARGIN * abs(least) if math.isfinite(least) else -math.inf


@lru_cache(maxsize=256)
def steepest_on(problem: Problem, region: Region) -> float:
    """An upper bound of ‖∇f‖ on the region; ∞ where none is found."""
    if find_spec("flint") is None:
        return math.inf
    from sam_theory.setting.jet_arrays import variables

    most = 0.0
    try:
        for piece in region.pieces():
            (gradient,) = problem.gradient(variables(_balls(piece))[None, :])
            sizes = [float(abs(entry.value).upper()) for entry in np.asarray(gradient)]
            if not np.isfinite(sizes).all():
                return math.inf
            most = max(most, float(np.hypot.reduce(sizes)))
    except Exception:  # whatever a user's definition raises on what is not an array
        return math.inf
    return most * (1 + MARGIN)
