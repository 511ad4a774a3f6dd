"""The answer for a pair of schedules: which theorem they are enough for, or what would do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from sam_theory.report.phrases import cited, lacks
from sam_theory.report.promises import STRENGTH
from sam_theory.schedules.deciding import LIPSCHITZ_KEYS
from sam_theory.schedules.schedule import Schedule
from sam_theory.statements.applicability import Applicability, words
from sam_theory.statements.mending import mend
from sam_theory.statements.theorem import Theorem
from sam_theory.verdict import Status

MEANINGS = {
    "L": "any positive constant (--lipschitz)",
    "D": "any positive constant (--descent)",
    "n": "any dimension (--dimension)",
}


def schedules_answer(
    found: Sequence[Applicability],
    step: Schedule,
    radius: Schedule,
    lipschitz: Fraction | None = None,
    made: Callable[[str], Schedule] = Schedule,
) -> str:
    """Which of these theorems about convergence the pair is enough for, and the nearest other one.

    `lipschitz` is the L of the theorems, if it is known; `made` puts constants into a formula.
    """
    about = [a for a in found if promises_convergence(a.theorem)]
    covering = _sound([a for a in about if a.status is Status.PROVED])
    parts = [_covered(covering)] if covering else []
    if not about:
        parts.append("No theorem about convergence was found.")
    for place, lacking in enumerate(_nearest(about, covering)):
        mended = mend(lacking.theorem, step, radius, lipschitz, made)
        if place == 0:
            parts.append(f"{_lead(lacking, about, covering)}: {_lacked(lacking)}.")
            if mended is not None:
                parts.append(f"With {mended.words}, all that it asks of tₖ and ρₖ is proved.")
        elif mended is not None:
            what = f"{cited(lacking.theorem)}, {lacking.theorem.practice}"
            parts.append(f"Enough for {what}, would be {mended.words}.")
    undecided = [] if lipschitz is not None else about
    return " ".join((*parts, *_open(undecided), *_meant(step, radius)))


def _nearest(
    about: Sequence[Applicability], covering: Sequence[Applicability]
) -> list[Applicability]:
    """Of each family that none covers the theorem that lacks least, the least of all first.

    Of unnormalized methods, which are variants of SAM, it is told only where they are covered.
    """
    families = {a.theorem.family for a in covering} | {"unnormalized"}
    left = sorted((a for a in about if a.theorem.family not in families), key=_distance)
    first: dict[object, Applicability] = {}
    for lacking in left:
        first.setdefault(lacking.theorem.family, lacking)
    return list(first.values())


def promises_convergence(theorem: Theorem) -> bool:
    """Whether it says more than a bound."""
    return any(conclusion.property in STRENGTH for conclusion in theorem.conclusions)


def _errata(theorem: Theorem) -> bool:
    return any(conclusion.errata for conclusion in theorem.conclusions)


def _sound(covering: Sequence[Applicability]) -> list[Applicability]:
    """Without those of known errata where another of the same family has none."""
    free = {a.theorem.family for a in covering if not _errata(a.theorem)}
    return [a for a in covering if not _errata(a.theorem) or a.theorem.family not in free]


def _covered(covering: Sequence[Applicability]) -> str:
    told = [
        f"{a.theorem.practice}, by {cited(a.theorem)}"
        + (", which has known errata" if _errata(a.theorem) else "")
        for a in covering
    ]
    return f"Covered, as far as tₖ and ρₖ go: {'; '.join(told)}."


def _lead(
    lacking: Applicability, about: Sequence[Applicability], covering: Sequence[Applicability]
) -> str:
    """What is undecided is not denied."""
    if covering:
        return "Undecided" if lacking.status is Status.UNDECIDED else "Not covered"
    open_ = any(a.status is Status.UNDECIDED for a in about)
    none = "is known to cover this" if open_ else "covers these schedules"
    return f"No theorem {none}; the nearest"


def _distance(found: Applicability) -> tuple[int, int, bool]:
    """How much fails, how much is open, and whether the theorem has known errata."""
    failing, open_ = found.failing(Status.REFUTED), found.failing(Status.UNDECIDED)
    return len(failing), len(open_), _errata(found.theorem)


def _lacked(found: Applicability) -> str:
    missing = lacks((words(key), v) for key, v in found.conditions.items() if not v.holds)
    return f"{found.theorem.practice}, by {cited(found.theorem)}, as {missing}"


def _open(about: Sequence[Applicability]) -> Iterator[str]:
    """Those that only wait for a value of L."""
    waiting = [
        a
        for a in about
        if a.status is Status.UNDECIDED and LIPSCHITZ_KEYS.issuperset(a.failing(Status.UNDECIDED))
    ]
    told = [cited(a.theorem) for a in _sound(waiting)]
    if told:
        yield f"--lipschitz would decide {' and '.join(told)}."


def _meant(step: Schedule, radius: Schedule) -> Iterator[str]:
    unknown = dict.fromkeys(name for s in (step, radius) for name in s.unknown)
    if unknown:
        yield f"Here {', '.join(f'{name} stands for {MEANINGS[name]}' for name in unknown)}."
