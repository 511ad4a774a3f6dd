"""Where runs of a setting from many starts end, and which of the ends are certified."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.finding.attempt import attempt
from sam_theory.certificates.finding.certified import Certified
from sam_theory.setting.noise import streams
from sam_theory.setting.oracle import Oracle, minibatch
from sam_theory.setting.point import Point

CLOSE = 1e-6  # relative to the starts' spread: ends of one kind


@dataclass(frozen=True, kw_only=True)
class Basins:
    """Starts, (R, n), their ends, (R, n), and of which of the certified kinds each is; −1: none."""

    starts: np.ndarray
    ends: np.ndarray
    kinds: np.ndarray  # (R,)
    certified: tuple[Certified, ...]


def ends(dynamics: Dynamics, starts: np.ndarray, iterations: int, seed: int = 0) -> np.ndarray:
    """The last iterates, (R, n), of runs with constants t, ρ, all advanced together.

    The method keeps no state; what it draws is a function of the seed, the run and k.
    """
    problem, method = dynamics.problem, dynamics.method
    x, one = np.array(starts, dtype=np.float64), np.ones(1, dtype=np.int64)
    t, rho = (
        s.values(one)[:, None] * np.ones((len(x), 1)) for s in (dynamics.step, dynamics.radius)
    )
    run, oracle = streams(seed, np.arange(len(x), dtype=np.uint64)), Oracle.of(problem)
    count = problem.components.count if problem.components else 0
    with np.errstate(all="ignore"):  # runs may diverge
        for k in range(1, iterations + 1):
            draws = tuple(
                minibatch(run, np.full(len(x), k, dtype=np.uint64), call, method.minibatch, count)
                for call in range(method.draws)
            )
            at = Point(x, problem.gradient(x), t, rho, one * float(k), (), (), draws, oracle)
            x = np.asarray(method.step(at).x)
    return x


def basins(dynamics: Dynamics, starts: np.ndarray, iterations: int) -> Basins:
    """Ends that are certified fixed points, and which starts lead to which.

    A kind is a point at which several runs end; one of these is certified, if it can be.
    """
    found = ends(dynamics, starts, iterations)
    close = CLOSE * float(np.ptp(starts))
    kinds = np.full(len(starts), -1)
    certified: list[Certified] = []
    left = np.isfinite(found).all(axis=1)
    while left.any():
        first = int(np.flatnonzero(left)[0])
        alike = left & (np.abs(found - found[first]).max(axis=1) <= close)
        left &= ~alike
        if alike.sum() < 2:
            continue
        shown = attempt(dynamics, tuple(map(float, starts[first])))
        if shown is not None:
            kinds[alike] = len(certified)
            certified.append(shown)
    return Basins(starts=starts, ends=found, kinds=kinds, certified=tuple(certified))
