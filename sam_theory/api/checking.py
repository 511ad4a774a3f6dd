"""One setting, of the catalogues or of your own, held against theorems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sam_theory.api.given import Given, read, whole
from sam_theory.api.own import SOURCE
from sam_theory.api.result import CheckResult
from sam_theory.api.slopes import require_gradient
from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.runs.ensembles import SEEDS
from sam_theory.setting.method import Method
from sam_theory.setting.problem import Problem
from sam_theory.statements.theorem import Theorem
from sam_theory.study.drawing import MOST_SEEDS
from sam_theory.study.examining import place
from sam_theory.study.findings import findings_of
from sam_theory.study.settings import obstacle, pairs_of
from sam_theory.study.study import SEED, STARTS, Pair, Study

MOST = 10**10  # iterations, as of a run
MOST_STARTS = 10**4

Item = TypeVar("Item", Problem, Method)


def check(
    problem: str | Problem,
    method: str | Method,
    *,
    step: Given,
    radius: Given,
    iterations: int | None = None,
    starts: int = STARTS,
    seed: int = SEED,
    seeds: int = SEEDS,
    theorems: str | Sequence[str] | None = None,
    library: Library | None = None,
) -> CheckResult:
    """Run one setting and hold the theorems about the method against it.

    `problem` and `method` are names of the catalogues, such as "quadratic[eigenvalues=(1, 10)]", or
    your own. `step` and `radius` are formulas in k, of which hypotheses are decided exactly;
    numbers, read as printed (0.1 is 1/10); arrays (K,) of tₖ at k = 1 … K, or callables k ↦ tₖ,
    called once for each k in turn with an int: of these the runs tell what they can, and no
    hypothesis about k → ∞ is proved or refuted. `iterations` is the length of the arrays, or 5,000.
    `seeds` are drawn of a random method from each start, where a theorem speaks of a mean.
    `theorems` are names or patterns such as "khanh-*"; None is all. Raises UsageError, in one
    sentence, for whatever cannot be run.

    >>> result = check("quadratic", "sam", step="0.5/L", radius="0.1/2**k", iterations=500)
    >>> result.properties["gradient-limit"].status.value
    'consistent'
    >>> result.trajectory.gradient_norm.shape
    (500,)
    """
    catalogues = Library() if library is None else library
    if not isinstance(catalogues, Library):
        raise UsageError(f"library must be a Library; got {library!r:.60}; give Library((folder,))")
    count, given = read(
        {"step": step, "radius": radius},
        None if iterations is None else whole("iterations", iterations, 1, MOST),
    )
    study = Study(
        problems=(),
        methods=(),
        theorems=_named(catalogues, theorems),
        pairs=(Pair(given["step"], given["radius"]),),
        iterations=count,
        starts=whole("starts", starts, 1, MOST_STARTS),
        seed=whole("seed", seed, 0),
        seeds=whole("seeds", seeds, 2, MOST_SEEDS),
        library=catalogues,
    )
    return _checked(
        study,
        _item(catalogues, Problem, problem, "make one by problem_of"),
        _item(catalogues, Method, method, "see `sam-theory list methods`"),
    )


def _checked(study: Study, problem: Problem, method: Method) -> CheckResult:
    placed = place(study, problem, [(method, p) for p in pairs_of(study, problem, method)])
    if problem.source == SOURCE:
        require_gradient(problem)
    for skipped in placed.skipped:
        unmet = any(obstacle(problem, pair) for pair in study.pairs)
        raise UsageError(
            f"{skipped.reason}{'; state it, or give formulas without it' if unmet else ''}"
        )
    held: tuple[Theorem, ...] = tuple(study.library.get("theorems", n) for n in study.theorems)
    (finding,) = findings_of(placed.settings, placed.runs, held, curves=False, draws=study.draws)
    (setting,) = placed.settings
    return CheckResult(finding=finding, setting=setting, held=held, seed=study.seed)


def _item(library: Library, kind: type[Item], given: object, otherwise: str) -> Item:
    """What is given, or what the catalogue has of that name."""
    if isinstance(given, kind):
        return given
    what = kind.__name__
    if isinstance(given, str):
        found: Item = library.get(f"{what.lower()}s", given)
        return found
    raise UsageError(
        f"{what.lower()} must be a name of the catalogue or a {what}; got {given!r:.60}; "
        f"{otherwise}"
    )


def _named(library: Library, patterns: str | Sequence[str] | None) -> tuple[str, ...]:
    """The names that the patterns match, each of which must match one."""
    if patterns is None:
        return tuple(library.entries("theorems"))
    asked = [patterns] if isinstance(patterns, str) else patterns
    if not isinstance(asked, Sequence) or not asked or any(not isinstance(p, str) for p in asked):
        raise UsageError(
            f'theorems must be names or patterns, such as "khanh-*"; got {asked!r:.60}'
        )
    return library.matching("theorems", asked)
