"""The worst cases that the solver finds, beside those of PEPit, wherever PEPit can express them.

PEPit is no dependency of this project: `pip install PEPit` first. It has no class for (4) alone,
and no method that needs ‖∇f(x)‖; SAM is held against it where ‖∇f(x¹)‖ = s is given, for one step.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from PEPit import PEP, Expression, Point
from PEPit.functions import SmoothConvexFunction, SmoothFunction, SmoothStronglyConvexFunction

from sam_theory.bounds.building import Norm, program
from sam_theory.bounds.classes import function_class
from sam_theory.bounds.probes import Inexact, mover
from sam_theory.bounds.question import Question, Start
from sam_theory.bounds.solving import solve

T, RHO, MU, ERROR, S = 0.6, 0.3, 0.1, 0.2, 0.7
CLASSES = ("smooth", "smooth-convex", f"smooth-strongly-convex[mu={MU}]")
METHODS = (
    "gradient-descent",
    "usam",
    "extragradient",
    f"igd-absolute[error={ERROR}]",
    f"igd-relative[error={ERROR}]",
)
CRITERIA = (
    ("gap", "R"),
    ("distance", "R"),
    ("gap", "Delta"),
    ("gradient", "Delta"),
    ("gradient-average", "Delta"),
)
ONE_STEP = ("sam", "usam", "extragradient", "gradient-descent", *METHODS[3:])


@dataclass(frozen=True)
class Case:
    """A question, and the norm of ∇f(x¹) where that is given."""

    question: Question
    norm: Fraction | None = None

    def __str__(self) -> str:
        q = self.question
        given = f"‖∇f(x¹)‖ = {S}" if self.norm else str(q.start)
        return f"{q.functions.name}, {q.mover.name}, {q.criterion}, {given}, N = {q.iterations}"


def cases(most: int) -> Iterator[Case]:
    """All of them, up to so many steps."""
    step, radius = Fraction(str(T)), Fraction(str(RHO))
    for name in CLASSES:
        functions = function_class(name, Fraction(1))
        for method in ONE_STEP:
            one = Question(
                mover=mover(method),
                functions=functions,
                criterion="decrease",
                start=Start("anywhere"),
                step=step,
                radius=radius,
            )
            yield Case(one, Fraction(str(S)))
        for method in METHODS:
            for criterion, start in CRITERIA:
                for n in range(1, most + 1):
                    yield Case(
                        Question(
                            mover=mover(method),
                            functions=functions,
                            criterion=criterion,
                            start=Start(start),
                            step=step,
                            radius=radius,
                            iterations=n,
                        )
                    )


def theirs(case: Case) -> float:
    """What PEPit answers."""
    question, problem = case.question, PEP()
    function = _function(problem, question)
    least, x = Expression(), Point()
    star = function.stationary_point() if question.has_minimizer else None
    if star is not None:
        problem.add_constraint(function(star) == least)
    iterates, probes = [x], []
    for _ in range(question.iterations):
        probe, g = _estimate(problem, question, function, iterates[-1])
        probes += probe
        iterates.append(iterates[-1] - T * g)
    _start(problem, case, function, star, least, x)
    if question.start.kind != "anywhere" and not (star is not None and question.functions.convex):
        for point in (*iterates, *probes):
            problem.add_constraint(function(point) - function.gradient(point) ** 2 / 2 >= least)
    _criterion(problem, question, function, star, least, iterates)
    return float(problem.solve(verbose=0, wrapper="cvxpy", solver="CLARABEL"))


def _function(problem: PEP, question: Question):  # type: ignore[no-untyped-def]
    lower = question.functions.lower
    if lower is None or lower < 0:
        return problem.declare_function(SmoothFunction, L=1)
    if lower == 0:
        return problem.declare_function(SmoothConvexFunction, L=1)
    return problem.declare_function(SmoothStronglyConvexFunction, mu=MU, L=1)


def _estimate(problem: PEP, question: Question, function, x: Point):  # type: ignore[no-untyped-def]
    gradient, method = function.gradient(x), question.mover
    if isinstance(method, Inexact):
        g = Point()
        size = gradient**2 if method.relative else 1
        problem.add_constraint((g - gradient) ** 2 <= ERROR**2 * size)
        return [], g
    if method.sign == 0:
        return [], gradient
    along, unit = map(float, method.parts(question.radius))
    probe = x + (along + unit / S) * gradient
    return [probe], function.gradient(probe)


def _start(problem: PEP, case: Case, function, star, least, x: Point) -> None:  # type: ignore[no-untyped-def]
    if case.norm is not None:
        problem.add_constraint(function.gradient(x) ** 2 == S**2)
    elif case.question.start.kind == "R":
        problem.set_initial_condition((x - star) ** 2 <= 1)
    else:
        problem.set_initial_condition(function(x) - least <= 1)


def _criterion(problem: PEP, question: Question, function, star, least, iterates) -> None:  # type: ignore[no-untyped-def]
    squares = [function.gradient(x) ** 2 for x in iterates]
    match question.criterion:
        case "decrease":
            problem.set_performance_metric(function(iterates[-1]) - function(iterates[0]))
        case "gap":
            problem.set_performance_metric(function(iterates[-1]) - least)
        case "distance":
            problem.set_performance_metric((iterates[-1] - star) ** 2)
        case "gradient":
            for square in squares:
                problem.set_performance_metric(square)
        case "gradient-average":
            total = squares[0]
            for square in squares[1:-1]:
                total = total + square
            problem.set_performance_metric(total / question.iterations)


def main() -> None:
    """Print the largest differences."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    found = []
    for case in cases(most):
        norms = () if case.norm is None else (Norm(case.norm, case.norm),)
        ours = solve(program(case.question, norms)).value
        found.append((abs(ours - theirs(case)), ours, case))
    found.sort(key=lambda one: -one[0])
    print(f"{len(found)} cases, t = {T}, ρ = {RHO}, L = R = Δ = 1; the largest differences:")
    for difference, ours, case in found[:5]:
        print(f"  {difference:.1e} at {ours:.8f}: {case}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
