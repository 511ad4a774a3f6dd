"""Certificates for runs that do not converge: what one refutes is refuted, and not only violated.

A verdict is the worst over the starts, so that one certified start of a setting is enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sam_theory.certificates.established import refuted_properties
from sam_theory.properties.judge import PROPERTIES
from sam_theory.setting.method import Method
from sam_theory.statements.theorem import Run
from sam_theory.verdict import Status

if TYPE_CHECKING:
    from sam_theory.certificates.finding.certified import Certified

# An attempt takes tenths of a second, and a problem of the default study three seconds. They are
# counted among the settings that are run together, so that no others change what is found.
ATTEMPTS = 2  # settings that are attempted
FAILURES = 1  # attempts that find nothing, after which no more are made
FEW, FAILURES_OF_FEW = 10, 2  # the same where at most so many settings are asked for
ITERATIONS = 2000  # whose end is looked at: as much is found as with twice so many
FINER = ("value-convergence",)  # two values of f may differ by less than its rounding in a record
COORDINATES = 10  # of x and the state: work grows with the cube
COORDINATES_TOLD = 4  # of a start


@dataclass(frozen=True)
class Observed:
    """The runs of a setting, one a start, and the method that made them."""

    method: Method
    runs: tuple[Run, ...]


def refuted_where_certified(observed: Sequence[Observed]) -> list[tuple[Run, ...]]:
    """The runs of settings of one problem, with what certificates refute of them.

    Without python-flint they are as they were.
    """
    allowed = FAILURES_OF_FEW if len(observed) <= FEW else FAILURES
    found = {} if find_spec("flint") is None else _certified(_chosen(observed), allowed)
    return [tuple(promoted(run, found.get(id(run.trace))) for run in one.runs) for one in observed]


def promoted(run: Run, certified: Certified | None) -> Run:
    """The run with its certificate, and refuted what that refutes; `bounded` may be proved by it.

    What the judge holds for the opposite stays as it is, beside the certificate: one of the two is
    wrong; but for what is `FINER`.
    """
    if certified is None:
        return run
    failing = refuted_properties(certified.shown, run.setting.problem.facts)
    held = f"the run from {_start(certified)} is held from k = {certified.entry.at} on"
    properties = {
        name: replace(verdict, status=Status.REFUTED, evidence=f"{failing[name].evidence}; {held}")
        if name in failing and (name in FINER or not verdict.holds)
        else verdict
        for name, verdict in run.properties.items()
    }
    bounded = properties["bounded"]
    if certified.shown.bounded and not bounded.fails:
        text = f"{certified.shown.text}; {held}"
        properties["bounded"] = replace(bounded, status=Status.PROVED, evidence=text)
    return replace(run, properties=properties, certified=certified)


def _start(certified: Certified) -> str:
    """The start to six digits; `≈` where it has more."""
    start = certified.entry.start
    told = [f"{float(c):.6g}" for c in start[:COORDINATES_TOLD]]
    exact = all(float(text) == float(c) for text, c in zip(told, start, strict=False))
    more = ", …" if len(start) > COORDINATES_TOLD else ""
    point = told[0] if len(start) == 1 else f"({', '.join(told)}{more})"
    return f"x¹ {'=' if exact else '≈'} {point}"


# ---- what is attempted


def _chosen(observed: Sequence[Observed]) -> list[Observed]:
    """The settings that are attempted: those with constants first, and of methods in turn."""
    seen: set[int] = set()
    turns: Counter[tuple[object, ...]] = Counter()
    ordered = []
    for place, one in enumerate(observed):
        trace = id(one.runs[0].trace)  # settings may have their runs in common
        if trace in seen or not _failing(one) or not _speakable(one):
            continue
        seen.add(trace)
        group = (_varies(one), not _steep(one))
        turn = turns[*group, one.method.name]
        turns[*group, one.method.name] += 1
        ordered.append(((*group, turn, place), one))
    ordered.sort(key=lambda item: item[0])
    return [one for _, one in ordered[:ATTEMPTS]]


def _failing(one: Observed) -> list[Run]:
    """The runs of which some property is violated."""
    return [run for run in one.runs if any(run.properties[name].fails for name in PROPERTIES)]


def _steep(one: Observed) -> bool:
    """Whether ∇f does not tend to 0 on one of the runs: what most certificates say."""
    return any(run.properties["gradient-limit"].fails for run in one.runs)


def _speakable(one: Observed) -> bool:
    """Whether a certificate may speak of single runs: formulas, and a method that draws nothing."""
    setting = one.runs[0].setting
    numbers = setting.step.numbers is not None or setting.radius.numbers is not None
    return not numbers and not one.method.random and _size(one) <= COORDINATES


def _varies(one: Observed) -> bool:
    setting = one.runs[0].setting
    return not (setting.step.is_constant and setting.radius.is_constant)


def _size(one: Observed) -> int:
    return one.runs[0].setting.problem.dimension * (1 + one.method.memory)


# ---- the attempts


def _certified(chosen: Sequence[Observed], allowed: int) -> dict[int, Certified]:
    """Certificates by the traces of their runs, at most one a setting.

    The first of the violated starts of every setting is tried, then the second, so that a setting
    of which nothing is found leaves something to the others.
    """
    found: dict[int, Certified] = {}
    left, failures = [(one, _failing(one)) for one in chosen], 0
    while left:
        following = []
        for one, (run, *others) in left:
            certified = attempted(one.method, run)
            if certified is not None:
                found[id(run.trace)] = certified
                continue
            failures += 1
            if failures == allowed:
                return found
            if others:
                following.append((one, others))
        left = following
    return found


def attempted(method: Method, run: Run) -> Certified | None:
    """A certificate of something that fails on the run of a method, if one is found."""
    from sam_theory.certificates.dynamics import Dynamics
    from sam_theory.certificates.finding.attempt import attempt

    s = run.setting
    if run.trace.iterates is None:
        return None
    dynamics = Dynamics(problem=s.problem, method=method, step=s.step, radius=s.radius)
    try:
        found = attempt(dynamics, run.trace.iterates.first.tolist(), ITERATIONS)
    except Exception:  # f and the method are anybody's, made for floats: it establishes nothing
        return None
    return None if found is None or found.shown.unless_stationary else found
