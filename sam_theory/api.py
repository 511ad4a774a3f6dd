"""The main job in Python: one setting, of the catalogues or of your own, held against theorems."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sam_theory.errors import UsageError
from sam_theory.library import Library
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.method import Method
from sam_theory.setting.problem import Array, Problem
from sam_theory.statements.finding import Finding
from sam_theory.study.study import ITERATIONS, SEED, STARTS, Pair, hold_all, obstacle, setting_of

SOURCE = "stated by the caller"


def check(
    problem: str | Problem,
    method: str | Method,
    *,
    step: str,
    radius: str,
    iterations: int = ITERATIONS,
    starts: int = STARTS,
    seed: int = SEED,
    library: Library | None = None,
) -> Finding:
    """Run one setting and hold every theorem about the method against it.

    Names are those of the catalogues. Raises UsageError for anything that cannot be run.
    """
    catalogues = library or Library()
    chosen = catalogues.get("problems", problem) if isinstance(problem, str) else problem
    used = catalogues.get("methods", method) if isinstance(method, str) else method
    reason = obstacle(chosen, Pair(step, radius))
    if reason is not None:
        raise UsageError(f"{reason}; state it, or give formulas without it")
    for what, count in (("iterations", iterations), ("starts", starts)):
        if count < 1:
            raise UsageError(f"{what} must be at least 1; got {count}")
    theorems = [catalogues.get("theorems", name) for name in catalogues.entries("theorems")]
    setting = setting_of(chosen, used, Pair(step, radius))
    (finding,) = hold_all([setting], theorems, iterations=iterations, starts=starts, seed=seed)
    return finding


def problem_of(
    value: Callable[[Array], Array],
    gradient: Callable[[Array], Array],
    *,
    starts: Sequence[Sequence[float]],
    lipschitz: float | None = None,
    convex: bool | None = None,
    infimum: float | None = None,
    facts: Facts | None = None,
    name: str = "my-problem",
) -> Problem:
    """A problem from f, (..., n) -> (...), and ∇f, (..., n) -> (..., n), with what is known of f.

    `lipschitz` is an upper bound of the Lipschitz constant of ∇f; `facts` states everything else.
    Further starts are drawn from the box that spans the given ones, enlarged by one.
    """
    points = tuple(tuple(float(c) for c in start) for start in starts)
    if not points:
        raise UsageError("starts must hold at least one point; got none")
    if facts is None:
        facts = Facts(
            lipschitz=None if lipschitz is None else Fact(Enclosure(0.0, lipschitz), SOURCE),
            convex=None if convex is None else Fact(convex, SOURCE),
            infimum=None if infimum is None else Fact(Enclosure(infimum, infimum), SOURCE),
        )
    columns = list(zip(*points, strict=True))
    return Problem(
        name=name,
        formula="f as given",
        dimension=len(columns),
        value=value,
        gradient=gradient,
        starts=points,
        region=(tuple(min(c) - 1 for c in columns), tuple(max(c) + 1 for c in columns)),
        facts=facts,
        source=SOURCE,
    )
