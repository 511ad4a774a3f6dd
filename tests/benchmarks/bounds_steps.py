"""A few steps on a grid: what is certified, how far above the solver, how near a function comes.

t in {.25, .9}, ρ in {.25, .5}, N in 1 … 4, L = R = Δ = 1, μ in {0, .1}; gradient descent, USAM and
extragradient, all classes and criteria. Run it from the checkout:
    python tests/benchmarks/bounds_steps.py [--class smooth-convex]
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sam_theory.bounds.answering import Row, answered
from sam_theory.bounds.classes import function_class
from sam_theory.bounds.probes import mover
from sam_theory.bounds.question import Question, Start

TS, RHOS = tuple(map(Fraction, ("0.25", "0.9"))), tuple(map(Fraction, ("0.25", "0.5")))
MOST = 4
CLASSES = ("smooth", "descent", "smooth-convex", "smooth-strongly-convex[mu=0.1]")
METHODS = ("gradient-descent", "usam", "extragradient")
ASKED = (
    ("gap", "R"),
    ("gap", "Delta"),
    ("distance", "R"),
    ("gradient", "Delta"),
    ("gradient", "R"),
    ("gradient-average", "Delta"),
)
NEAR = 0.05  # of the bound: a function this near counts


@dataclass(frozen=True)
class Found:
    """A row, and how long it took."""

    row: Row
    seconds: float

    @property
    def excess(self) -> float:
        """How far the certificate is above the solver; ∞ without one."""
        upper = self.row.upper
        return np.inf if upper is None else float(upper) - self.row.value

    @property
    def short(self) -> float:
        """How far the function of one variable is below the certificate, as a share of it."""
        return self._below(None if self.row.attained is None else self.row.attained.value)

    @property
    def apart(self) -> float:
        """How far what is proved of functions on ℝⁿ is below it."""
        return self._below(self.row.lower)

    def _below(self, lower: Fraction | None) -> float:
        upper = self.row.upper
        return np.inf if upper is None or lower is None else float((upper - lower) / upper)


def questions(functions: str, criterion: str, start: str) -> Iterator[Question]:
    """The grid of one criterion over one class."""
    for method, t, rho, n in itertools.product(METHODS, TS, RHOS, range(1, MOST + 1)):
        if method == "gradient-descent" and rho != RHOS[0]:
            continue
        yield Question(
            mover=mover(method),
            functions=function_class(functions, Fraction(1)),
            criterion=criterion,  # type: ignore[arg-type]
            start=Start(start),  # type: ignore[arg-type]
            step=t,
            radius=rho if method != "gradient-descent" else Fraction(0),
            iterations=n,
        )


def asked(question: Question) -> Found:
    """One answer, timed."""
    begun = time.perf_counter()
    row = answered(question)
    return Found(row, time.perf_counter() - begun)


def main() -> None:
    """Print a line for each class and criterion."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--class", dest="functions", action="append", choices=CLASSES)
    chosen = parser.parse_args().functions or CLASSES
    for functions, (criterion, start) in itertools.product(chosen, ASKED):
        found = [asked(question) for question in questions(functions, criterion, start)]
        proved = [one for one in found if one.row.certified]
        near, close = (
            sum(d <= NEAR for d in ds)
            for ds in ([one.short for one in found], [one.apart for one in found])
        )
        slowest = max(found, key=lambda one: one.seconds)
        print(
            f"{functions} {criterion} from {start}: {len(proved)} of {len(found)} certified, at "
            f"most {max((one.excess for one in proved), default=np.nan):.1e} above the solver; "
            f"{near} with a function of one variable within {NEAR:.0%}, {close} with one on ℝⁿ; "
            f"slowest {slowest.seconds:.2f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
