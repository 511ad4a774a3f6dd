"""What the tests of the theorems share: evidence from real runs, and evidence made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from sam_theory.library.catalogues import Library
from sam_theory.properties.judge import ALL, judge
from sam_theory.runs.batch import Plan
from sam_theory.runs.ensembles import Ensemble
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.reference import run
from sam_theory.runs.trace import Trace
from sam_theory.setting.error import absolute, relative
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.method import Method, displaced
from sam_theory.setting.point import Point, State
from sam_theory.setting.problem import Array, Problem
from sam_theory.statements.consistency import claims_of, inconsistencies
from sam_theory.statements.holding import HeldTheorem, hold_setting
from sam_theory.statements.theorem import Evidence, Run, Setting, Theorem
from sam_theory.study.drawing import Draws
from sam_theory.study.outlooks import outlook_of
from sam_theory.study.settings import setting_of
from sam_theory.study.study import Pair
from sam_theory.verdict import Verdict, consistent, undecided, violated

LIBRARY = Library()
ALL_METHODS = LIBRARY.items("methods")
DISPLACED = tuple(m for m in ALL_METHODS if LIBRARY.get("methods", m).displacement is not None)
DRAWING = tuple(m for m in ALL_METHODS if LIBRARY.get("methods", m).draws)  # components of f
STEPPED = tuple(m for m in ALL_METHODS if m not in (*DISPLACED, *DRAWING))
SQUARE = "quadratic[eigenvalues=(2.0,)]"
INDEX = np.arange(1.0, 4097)


def overshooting(stated: Literal["absolute", "relative"] | None = None) -> Method:
    """Unnormalized SAM that goes ten times too far, and states what it pleases of its error."""

    def direction(point: Point) -> tuple[Array, State]:
        return 10 * point.here, ()

    bounds = {"absolute": absolute(1, "by hand"), "relative": relative(1, "by hand")}
    return displaced(
        direction,
        name=f"overshooting-{stated}",
        formula="x⁺ = x − tₖ ∇f(x + 10ρₖ ∇f(x))",
        mixture=0.0,
        error=None if stated is None else bounds[stated],
        source="made by hand",
    )


def problem(name: str) -> Problem:
    """A problem of the catalogue."""
    found = LIBRARY.get("problems", name)
    assert isinstance(found, Problem)
    return found


def theorem(name: str) -> Theorem:
    """A theorem of the catalogue."""
    found = LIBRARY.get("theorems", name)
    assert isinstance(found, Theorem)
    return found


def setting(
    problem: str | Problem,
    method: str | Method,
    step: str,
    radius: str,
    facts: Mapping[str, object] = {},
) -> Setting:
    """A setting of the catalogues, some facts of the problem replaced."""
    moving = LIBRARY.get("methods", method) if isinstance(method, str) else method
    chosen = LIBRARY.get("problems", problem) if isinstance(problem, str) else problem
    changed = replace(chosen, facts=replace(chosen.facts, **facts))
    return setting_of(changed, moving, Pair(step, radius))


def observed(s: Setting, start: object = None, iterations: int = 2000, number: int = 0) -> Run:
    """One run, from the first start of the problem unless one is given; its draws by a number."""
    point = np.array(s.problem.starts[0] if start is None else start, dtype=np.float64)
    plan = Plan(method=s.method, step=s.step, radius=s.radius, start=point, number=number)
    with np.errstate(all="ignore"):
        (trace,) = run(s.problem, [plan], iterations=iterations)
    outlook = outlook_of(s, iterations)
    return Run(setting=s, outlook=outlook, trace=trace, properties=judge(trace, outlook, ALL))


@lru_cache(maxsize=256)
def evidence(
    problem: str,
    method: str | Method,
    step: str,
    radius: str,
    start: object = None,
    iterations: int = 2000,
) -> Run:
    """One run of catalogue items, or of a method made by hand."""
    return observed(setting(problem, method, step, radius), start, iterations)


def held(runs: tuple[Run, ...], items: Sequence[Theorem]) -> list[HeldTheorem]:
    """These theorems held against the runs of a setting."""
    evidence = Evidence(setting=runs[0].setting, runs=runs)
    return [(item, hold_setting(item, evidence)) for item in items]


def excluded(seen: Run, items: Sequence[Theorem] = ()) -> tuple[str, ...]:
    """What cannot be true together of the run, and these theorems held against it."""
    ((told,),) = inconsistencies([(seen,)], [claims_of((seen,), held((seen,), items))])
    return told


def drawn(seen: Run, seeds: int = 400, scale: float = 1.0) -> Evidence:
    """The run, and an ensemble from its start, whose ‖∇f‖² and f − f* are multiplied by hand."""
    draws = Draws(iterations=seen.trace.iterations, seeds=seeds)

    def ensembles() -> tuple[Ensemble, ...]:
        found = draws.of(seen.setting, (seen.trace,))
        fact = seen.setting.problem.facts.infimum
        best = 0.0 if fact is None else fact.value.lower
        return tuple(
            replace(e, squares=scale * e.squares, value=best + scale * (e.value - best))
            for e in found
        )

    return Evidence(setting=seen.setting, runs=(seen,), drawing=ensembles)


def shown(**verdicts: str) -> dict[str, Verdict]:
    """Verdicts on the judged properties, `undecided` where none is given; _ stands for -."""
    make = {"consistent": consistent, "violated": violated, "undecided": undecided}
    given = {name.replace("_", "-"): make[status]("by hand") for name, status in verdicts.items()}
    assert set(given) <= set(ALL)
    return {name: given.get(name, undecided("by hand")) for name in ALL}


def flat(record: Any, prefix: str = "") -> dict[str, Any]:
    """What a trace holds by name, "gradients.low" for one: what was not recorded is left out."""
    found: dict[str, Any] = {}
    for name, held in ((f.name, getattr(record, f.name)) for f in fields(record)):
        found |= flat(held, f"{prefix}{name}.") if is_dataclass(held) else {prefix + name: held}
    return {name: held for name, held in found.items() if held is not None}


def altered(record: Any, changes: Mapping[str, object]) -> Any:
    """The trace with other things under some of these names."""
    for name, new in changes.items():
        first, _, rest = name.partition(".")
        part = altered(getattr(record, first), {rest: new}) if rest else new
        record = replace(record, **{first: part})
    return record


def by_hand(
    s: Setting, trace: Trace, properties: Mapping[str, Verdict] | None = None, **changes: object
) -> Run:
    """Run with a trace made by hand, some of its fields replaced."""
    return Run(
        setting=s,
        outlook=outlook_of(s, trace.iterations),
        trace=altered(trace, changes),
        properties=properties or shown(),
    )


def judged(seen: Run, **changes: object) -> Run:
    """The same, some fields of its trace replaced, with what the judge says of it."""
    trace = altered(seen.trace, changes)
    return replace(seen, trace=trace, properties=judge(trace, seen.outlook, ALL))


def recorded(
    s: Setting, iterates: np.ndarray, *, stopped: bool = False
) -> Trace:  # iterates (K, n)
    """The trace of these iterates under the setting's schedules, f and ∇f evaluated on them."""
    k = np.arange(1, len(iterates) + 1)
    gradient = s.problem.gradient(iterates)
    return trace_of_record(
        gradient_norm=np.hypot.reduce(gradient, axis=-1, initial=0.0),
        value=s.problem.value(iterates),
        iterate=iterates,
        step=s.step.values(k),
        radius=s.radius.values(k),
        stopped=stopped,
    )


def unrun(method: str, step: str, radius: str, facts: dict[str, object] | None = None) -> Run:
    """Run of a setting on f = x², some facts replaced, with a run that says nothing."""
    s = setting(SQUARE, method, step, radius, facts or {})
    return by_hand(s, recorded(s, np.ones((4, 1))))


def between(lower: float, upper: float) -> Fact[Enclosure]:
    """A constant between these."""
    return Fact(Enclosure(lower, upper), "by hand")


def tracing(iterates: np.ndarray, **facts: object) -> Run:
    """Run of a hand-made one-dimensional run on f = x² of which little else is known."""
    s = setting(SQUARE, "sam", "1/k", "k**(-0.1)", {"level_sets_bounded": None} | facts)
    return by_hand(s, recorded(s, iterates[:, None]))
