"""Certified stalls of SAM with constant ρ, on every problem of the catalogue.

    python tests/benchmarks/stalls.py [PROBLEM…]

For each problem SAM is run from its first start with t = 0.5/L, 0.1/L and 1/(Lk), L = 20 where no
L is known, and with radii scaled to the region of its starts. Prints, for each problem, how many of
these runs have a certificate that they tend to no stationary point, of which forms, the largest c
with ‖∇f‖ ≥ c at all large k, or at infinitely many, in units of Lρ, and the median time of an
attempt.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.finding.attempt import Certified, attempt
from sam_theory.certificates.forms import Cycle
from sam_theory.library.catalogues import Library
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.problem import Problem

STEPS = ("0.5/L", "0.1/L", "1/(L*k)")
RADII = (0.003, 0.03, 0.3)  # times the half width of the region
NO_CONSTANT = Fraction(20)  # in place of an L that is not known
ROW = "{:<44} {:>4} {:<14} {:>9} {:>6}"


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One setting: its certificate, if one was found, and the seconds that took."""

    step: str
    radius: Fraction
    found: Certified | None
    seconds: float


def settings(problem: Problem, steps: Sequence[str]) -> list[tuple[str, Fraction, Dynamics]]:
    """(step, ρ, dynamics) of each setting of a problem."""
    low, high = np.array(problem.region)
    half = Fraction(float((high - low).max())) / 2
    bound = problem.step_constant or NO_CONSTANT
    sam, found = Library().get("methods", "sam"), []
    for step in steps:
        for share in RADII:
            radius = (half * Fraction(share)).limit_denominator(10_000)
            found.append(
                (
                    step,
                    radius,
                    Dynamics(
                        problem=problem,
                        method=sam,
                        step=Schedule(step, bound),
                        radius=Schedule(str(radius)),
                    ),
                )
            )
    return found


def tried(problem: Problem, steps: Sequence[str]) -> list[Tried]:
    """An attempt at each setting, from the problem's first start."""
    found = []
    for step, radius, dynamics in settings(problem, steps):
        begun = time.perf_counter()
        certified = attempt(dynamics, problem.starts[0])
        seconds = time.perf_counter() - begun
        found.append(Tried(step=step, radius=radius, found=certified, seconds=seconds))
    return found


def form(certified: Certified) -> str:
    """The form of a certificate, and the period of a cycle."""
    certificate = certified.certificate
    name = type(certificate).__name__.lower()
    return f"{name} {len(certificate.points)}" if isinstance(certificate, Cycle) else name


def line(name: str, problem: Problem, results: Sequence[Tried]) -> str:
    """The row of a problem."""
    certified = [result for result in results if result.found is not None]
    forms = ", ".join(sorted({form(result.found) for result in certified if result.found}))
    time_text = f"{statistics.median(result.seconds for result in results):.2f}"
    slope, bound = "", problem.step_constant
    if certified and bound is not None:
        units = [
            result.found.shown.recurring / (bound * result.radius)
            for result in certified
            if result.found is not None
        ]
        slope = f"{float(max(units)):.4g}"
    return ROW.format(name, f"{len(certified)}", forms, slope, time_text)


def main() -> None:
    """Try, and print a line a problem."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("problems", nargs="*", help="default: all of the catalogue")
    parser.add_argument("--step", action="append", help="formulas for t; default: the three")
    arguments = parser.parse_args()
    library, steps = Library(), arguments.step or STEPS
    none, seconds, named = [], [], arguments.problems or library.items("problems")
    print(ROW.format("problem", "of 9", "forms", "c/(Lρ)", "s"))
    for name in named:
        problem = library.get("problems", name)
        results = tried(problem, steps)
        print(line(name, problem, results), flush=True)
        seconds += [result.seconds for result in results]
        if all(result.found is None for result in results):
            none.append(name)
    print(f"{len(named) - len(none)} of {len(named)} problems have a certified stall")
    print(f"median {statistics.median(seconds):.2f} s, longest {max(seconds):.1f} s an attempt")
    print("none: " + ", ".join(none))


if __name__ == "__main__":
    sys.exit(main())
