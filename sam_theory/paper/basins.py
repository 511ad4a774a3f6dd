"""Where runs of a setting from many starts end, and which of the ends are certified."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.certificates.certify import NEEDS_FLINT, certifiable
from sam_theory.certificates.finding.certified import Certified
from sam_theory.certificates.forms import Cell, Trap
from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.noise import streams
from sam_theory.setting.oracle import Oracle, minibatch
from sam_theory.setting.point import Point
from sam_theory.setting.problem import Problem

if TYPE_CHECKING:
    from sam_theory.certificates.dynamics import Dynamics

CLOSE = 1e-6  # relative to the starts' spread: ends of one kind
HELD_BY_M_SAM = Trap(  # on msam-trap as it is in the catalogue, β = 1, ρ = 1/8
    cells=(Cell(((Fraction(-3, 80), Fraction(3, 80)),)),),
    step=(Fraction(0), Fraction(29, 100)),
    radius=(Fraction(1, 8), Fraction(1, 8)),
    slope=Fraction(3, 256),
)


@dataclass(frozen=True, kw_only=True)
class Basins:
    """Starts, (R, n), their ends, (R, n), and of which of the certified kinds each is; −1: none."""

    starts: np.ndarray
    ends: np.ndarray
    kinds: np.ndarray  # (R,)
    certified: tuple[Certified, ...]


def require_flint() -> None:
    """Raise UsageError without python-flint, which no certificate does without."""
    if not certifiable():
        raise UsageError(f"what is certified {NEEDS_FLINT}")


def dynamics_of(library: Library, problem: str, method: str, step: str, radius: str) -> Dynamics:
    """A setting by names, in which L is the constant of the problem.

    Raises UsageError without python-flint.
    """
    require_flint()
    from sam_theory.certificates.dynamics import Dynamics

    chosen: Problem = library.get("problems", problem)
    return Dynamics(
        problem=chosen,
        method=library.get("methods", method),
        step=Schedule(step, lipschitz=chosen.step_constant),
        radius=Schedule(radius),
    )


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
    from sam_theory.certificates.finding.attempt import attempt

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
