"""The schedule pairs of the default study."""

from __future__ import annotations

from collections.abc import Sequence

from sam_theory.errors import UsageError, require_between
from sam_theory.library.catalogues import Library
from sam_theory.runs.ensembles import SEEDS
from sam_theory.schedules.schedule import Schedule
from sam_theory.study.drawing import MOST_SEEDS
from sam_theory.study.settings import schedule_of
from sam_theory.study.study import (
    ITERATIONS,
    MOST_ITERATIONS,
    MOST_SEED,
    MOST_STARTS,
    SEED,
    STARTS,
    Pair,
    Study,
)

EPOCH = 25  # iterations; 200 epochs, as in K24, section 5, are 5,000 iterations
_N = f"floor((k+{EPOCH - 1})/{EPOCH})"  # the epoch, from 1 on
_M = f"(floor((k+{EPOCH - 1})/{5 * EPOCH})+2)"  # ⌊n/5⌋ + 2

# ρ = 0.5/L is below the 2/L of Corollary 3.5 and ν = 0.5 for the relative-error theorems; with
# t = 0.5/L it breaks their bound on t alone, which ρ = 0.1/L meets.
RADIUS = "0.5/L"
PAIRS: tuple[Pair, ...] = (
    Pair("0.5/L", RADIUS),
    Pair("0.5/L", "0.1/L"),
    Pair("0.5/L", "0"),
    Pair("1/L", RADIUS),  # the longest step of the one-step estimates
    Pair("1/(L*k)", RADIUS),
    Pair("1/(L*k)", f"{RADIUS}*k**(-0.1)"),
    Pair("1/(L*k)", f"{RADIUS}*k**(-0.001)"),
    Pair("k**(-0.6)/L", RADIUS),
    Pair("k**(-0.6)/L", f"{RADIUS}*k**(-0.6)"),
    Pair(f"1/(L*{_N})", RADIUS),  # Diminish 1 of K24, section 5
    Pair(f"1/(L*{_N}**0.5001)", RADIUS),  # Diminish 2
    Pair(f"1/(L*{_M}*log({_M}))", RADIUS),  # Diminish 3
    Pair("1/(L*k**1.5)", RADIUS),  # summable: the negative control
    Pair("1.9/L", "0.1/L"),  # inside (13) for condition numbers near 2.4
    Pair("1/(L*k)", f"where(is_square(k), 1.5/L, {RADIUS}/k)"),  # Remark G.2
    # By the D of (4), of which Theorem 4.2 speaks; run where it is not L (see `pairs_of`).
    Pair("0.5/D", "0.5/D"),
    Pair("0.5/D", "0.1/D"),
    Pair("1/(D*k)", "0.1/D"),
)


def study_of(
    library: Library,
    *,
    problems: Sequence[str] | None = None,
    methods: Sequence[str] | None = None,
    theorems: Sequence[str] | None = None,
    step: str | None = None,
    radius: str | None = None,
    iterations: int = ITERATIONS,
    starts: int = STARTS,
    seed: int = SEED,
    seeds: int = SEEDS,
) -> Study:
    """The default study, narrowed: every problem × method × pair × theorem that is not excluded.

    Theorems may be given as patterns, such as `si-yun-*`.

    Raises UsageError for unknown names, bad parameters, counts out of range, a lone formula, and
    for a formula that is undefined or negative for some k of the run.
    """
    require_between("--iterations", iterations, 1, MOST_ITERATIONS)
    require_between("--starts", starts, 1, MOST_STARTS)
    require_between("--seed", seed, 0, MOST_SEED)
    require_between("--seeds", seeds, 2, MOST_SEEDS)
    held = _theorems(library, theorems)
    asked = held if theorems else ()
    study = Study(
        problems=_chosen(library, "problems", problems),
        methods=_chosen(library, "methods", methods) if methods else _methods(library, asked),
        theorems=held,
        pairs=_pairs(step, radius),
        sparing=step is None,
        lenient=not problems,
        iterations=iterations,
        starts=starts,
        seed=seed,
        seeds=seeds,
        library=library,
    )
    if step is not None:
        _require_valid(study)
    return study


def _chosen(library: Library, kind: str, names: Sequence[str] | None) -> tuple[str, ...]:
    if not names:
        return library.default_items(kind)
    if tuple(names) == ("all",):
        return library.items(kind)
    return tuple(dict.fromkeys(library.get(kind, name).name for name in names))


def _theorems(library: Library, patterns: Sequence[str] | None) -> tuple[str, ...]:
    """Those that names or patterns such as `si-yun-*` match; all of them, where none is given."""
    if not patterns or tuple(patterns) == ("all",):
        return _chosen(library, "theorems", patterns)
    return library.matching("theorems", patterns)


def _methods(library: Library, theorems: Sequence[str]) -> tuple[str, ...]:
    """The default ones, and for a theorem that speaks of none of these, whichever it speaks of."""
    usual = library.default_items("methods")
    chosen = dict.fromkeys(usual)
    for theorem in (library.get("theorems", name) for name in theorems):
        if not any(theorem.about(library.get("methods", name)) for name in usual):
            every = library.items("methods")
            chosen |= dict.fromkeys(m for m in every if theorem.about(library.get("methods", m)))
    return tuple(chosen)


def _pairs(step: str | None, radius: str | None) -> tuple[Pair, ...]:
    if step is None and radius is None:
        return PAIRS
    if step is None or radius is None:
        missing = "--step" if step is None else "--radius"
        raise UsageError(f"--step and --radius must be given together; {missing} is missing")
    return (Pair(step, radius),)


def _require_valid(study: Study) -> None:
    """Every formula must be defined and nonnegative on every problem it is run on."""
    checked: set[tuple[str, Schedule]] = set()
    for name in study.problems:
        problem = study.library.get("problems", name)
        for pair in study.pairs:
            for what, formula in (("the step", pair.step), ("the radius", pair.radius)):
                schedule = schedule_of(problem, formula)
                if not schedule.unknown and (what, schedule) not in checked:
                    schedule.require_valid(what, study.iterations)
                    checked.add((what, schedule))
