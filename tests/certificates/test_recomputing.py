"""The formulas written once more are those of the catalogues."""

from __future__ import annotations

from itertools import product

import mpmath
import numpy as np
import pytest
from holding import LIBRARY, problem
from recomputing import FUNCTIONS, function
from restepping import STEPS, Here, draws, memory, step

from sam_theory.setting.oracle import Oracle
from sam_theory.setting.point import Point

FP = mpmath.fp


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions(name: str) -> None:
    rng, known, ours = np.random.default_rng(0), problem(name), function(name, FP)
    for x in rng.uniform(-2.5, 2.5, (20, known.dimension)):
        assert ours.value(list(x)) == pytest.approx(float(known.value(x)), rel=1e-9, abs=1e-9)
        assert ours.gradient(list(x)) == pytest.approx(known.gradient(x), rel=1e-9, abs=1e-11)
    if ours.infimum is not None:
        fact = known.facts.infimum
        assert fact is not None
        assert fact.value.lower - 1e-12 <= float(ours.infimum) <= fact.value.upper + 1e-12


PAIRS = [  # himmelblau has no components that could be drawn
    (name, method)
    for name, method in product(("least-squares", "himmelblau"), STEPS)
    if name == "least-squares" or not LIBRARY.get("methods", method).draws
]


@pytest.mark.parametrize(("name", "method"), PAIRS)
def test_steps(name: str, method: str) -> None:
    known, moving, f = problem(name), LIBRARY.get("methods", method), function(name, FP)
    rng = np.random.default_rng(1)
    for k in (1, 2, 6):
        x, noise = rng.uniform(-2, 2, (2, known.dimension))
        state = tuple(rng.uniform(0, 1, known.dimension) for _ in range(moving.memory))
        t, rho = rng.uniform(0.01, 0.5, 2)
        every = draws(method, len(f.parts))
        drawn = every[int(rng.integers(len(every)))]
        weights = tuple(np.bincount(d, minlength=len(f.parts))[None, :] * 1.0 for d in drawn)
        move = moving.step(
            Point(
                x[None],
                known.gradient(x[None]),
                np.array([[t]]),
                np.array([[rho]]),
                np.array([float(k)]),
                tuple(s[None] for s in state),
                (noise[None],) * moving.normals,
                weights,
                Oracle.of(known),
            )
        )
        after, kept = step(
            method,
            Here(
                c=FP,
                f=f,
                x=list(x),
                state=tuple(list(s) for s in state),
                t=t,
                rho=rho,
                k=k,
                draws=drawn,
                noise=list(noise),
            ),
        )
        assert after == pytest.approx(move.x[0], rel=1e-8, abs=1e-9)
        assert len(kept) == memory(method) == moving.memory
        for ours, theirs in zip(kept, move.state, strict=True):
            assert ours == pytest.approx(theirs[0], rel=1e-8, abs=1e-9)
