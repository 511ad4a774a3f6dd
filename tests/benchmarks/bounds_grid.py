"""One step on a grid: how much of it is certified, and matched by a function.

t, ρ in {.1, .25, .5, .9} (ρ is the error of inexact descent), s in {.2, 1}, L = 1, all methods and
classes, μ in {0, .1}. A row is matched if a function comes within 1 % of max(|value|, Lt²s²) of
what is certified, and attained if it comes to it exactly. Run it from the checkout:
    python tests/benchmarks/bounds_grid.py [--method sam]
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from sam_theory.bounds.answering import answered
from sam_theory.bounds.classes import function_class
from sam_theory.bounds.probes import mover
from sam_theory.bounds.question import Question, Start

SIZES = tuple(map(Fraction, ("0.1", "0.25", "0.5", "0.9")))
NORMS = tuple(map(Fraction, ("0.2", "1")))
CLASSES = ("smooth", "descent", "smooth-convex", "smooth-strongly-convex[mu=0.1]")
METHODS = (
    "gradient-descent",
    "sam",
    "usam",
    "extragradient",
    "unified-sam[mixture=0.5]",
    "igd-absolute[error={}]",
    "igd-relative[error={}]",
)
MATCHED = Fraction(1, 100)


def questions(method: str, functions: str) -> Iterator[tuple[Question, Fraction]]:
    """The grid of one method over one class."""
    for t, rho, s in itertools.product(SIZES, SIZES, NORMS):
        yield (
            Question(
                mover=mover(method.format(float(rho))),
                functions=function_class(functions, Fraction(1)),
                criterion="decrease",
                start=Start("anywhere"),
                step=t,
                radius=rho,
            ),
            s,
        )


def counted(method: str, functions: str) -> Counter[str]:
    """Rows, certified, matched, attained; and microseconds."""
    found: Counter[str] = Counter()
    for question, s in questions(method, functions):
        begun = time.perf_counter()
        row = answered(question, s)
        found["µs"] += round(1e6 * (time.perf_counter() - begun))
        found["rows"] += 1
        if row.upper is None:
            continue
        found["certified"] += 1
        if row.attained is not None:
            gap, scale = row.upper - row.attained.value, (question.step * s) ** 2
            found["matched"] += gap <= MATCHED * max(abs(row.upper), scale)
            found["attained"] += gap == 0
    return found


def line(name: str, found: Counter[str]) -> str:
    """A line of the table."""
    shares = "".join(f"{found[key]:10}" for key in ("rows", "certified", "matched", "attained"))
    return f"{name:58}{shares}{found['µs'] / found['rows'] / 1000:10.1f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--method", choices=METHODS, action="append")
    chosen = parser.parse_args().method or METHODS
    print(f"{'':58}{'rows':>10}{'certified':>10}{'matched':>10}{'attained':>10}{'ms a row':>10}")
    total: Counter[str] = Counter()
    for method, functions in itertools.product(chosen, CLASSES):
        found = counted(method, functions)
        total += found
        print(line(f"{method}, {functions}", found), flush=True)
    print(line("all", total))


if __name__ == "__main__":
    main()
