"""Which theorems could apply to a pair of schedules at all, whatever the function is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.schedules.deciding import WORDS, decide
from sam_theory.schedules.schedule import Schedule, is_zero
from sam_theory.statements.hypotheses.constants import constant
from sam_theory.statements.theorem import Theorem
from sam_theory.verdict import Status, Verdict, consistent, proved, refuted, undecided, worst

LOOKED_AT = 41  # powers of two at which a schedule is compared with its first value
CONSTANT = "constant"  # not a key of `decide`: tₖ and ρₖ are the same for every k
NONNEGATIVE = "nonnegative"  # nor is this: what every theorem asks, whether it says so or not
FAR = 10**5  # k up to which values are looked at where positivity is not proved
OWN_WORDS = {CONSTANT: "tₖ and ρₖ are constants", NONNEGATIVE: "tₖ ≥ 0 and ρₖ ≥ 0"}


@dataclass(frozen=True)
class Applicability:
    """A theorem held against a pair of schedules."""

    theorem: Theorem
    conditions: Mapping[str, Verdict]

    @property
    def status(self) -> Status:
        """`refuted` if the theorem cannot apply, `proved` if the schedules are as it asks."""
        return worst(self.conditions.values()).status

    def failing(self, status: Status) -> tuple[str, ...]:
        """The conditions of that status."""
        return tuple(key for key, verdict in self.conditions.items() if verdict.status is status)


def applicable(
    theorems: Iterable[Theorem],
    step: Schedule,
    radius: Schedule,
    lipschitz: Fraction | None = None,
) -> tuple[Applicability, ...]:
    """Those theorems that speak of training, with each of their conditions decided."""
    return tuple(
        Applicability(theorem, dict(conditions(theorem, step, radius, lipschitz)))
        for theorem in theorems
        if theorem.practice
    )


def conditions(
    theorem: Theorem, step: Schedule, radius: Schedule, lipschitz: Fraction | None = None
) -> Iterator[tuple[str, Verdict]]:
    """What the theorem asks of the schedules alone, decided one by one."""
    return ((key, _condition(key, step, radius, lipschitz)) for key in asked(theorem))


def words(key: str) -> str:
    """A condition as a person writes it."""
    return OWN_WORDS[key] if key in OWN_WORDS else WORDS[key]


def asked(theorem: Theorem) -> tuple[str, ...]:
    """What a theorem asks of the schedules alone: keys of `decide`, CONSTANT or NONNEGATIVE."""
    keys = [key for hypothesis in theorem.hypotheses for key in hypothesis.schedules]
    if theorem.about_settings is constant:
        keys.append(CONSTANT)
    return (*keys, NONNEGATIVE) if keys else ()


def _condition(key: str, step: Schedule, radius: Schedule, lipschitz: Fraction | None) -> Verdict:
    if key == NONNEGATIVE:
        return worst(_nonnegative(of, step, radius) for of in ("step", "radius"))
    if key != CONSTANT:
        return decide(key, step, radius, lipschitz=lipschitz)
    if step.is_constant and radius.is_constant:
        return proved("tₖ and ρₖ are constants")
    steady = [decide("step-bounded-below", s, s) for s in (step, radius) if not s.is_constant]
    if any(verdict.status is Status.REFUTED for verdict in steady):
        return refuted("tₖ and ρₖ are not both constant: one of them comes near 0")
    for name, schedule in (("tₖ", step), ("ρₖ", radius)):
        if (k := _first_change(schedule)) is not None:
            return refuted(f"{name} is not constant: its values at k = 1 and k = {k} differ")
    return undecided("tₖ and ρₖ are not written as constants")


def _nonnegative(of: str, step: Schedule, radius: Schedule) -> Verdict:
    """Proved where it is positive, or 0; else its values are looked at."""
    schedule = step if of == "step" else radius
    positive = decide(f"{of}-positive", step, radius)
    if positive.status is Status.PROVED or schedule.numbers is not None or schedule.unknown:
        return positive
    if is_zero(schedule):
        return proved("it is 0 for every k")
    name = "tₖ" if of == "step" else "ρₖ"
    k = schedule.first_invalid(FAR)
    if k is None:
        return consistent(f"{name} ≥ 0 for every k ≤ {FAR:,}")
    return refuted(f"{name} is negative or undefined at k = {k}")


def _first_change(schedule: Schedule) -> int | None:
    """A k with a value other than the first, if one is found: of a formula, a power of two."""
    from sam_theory.asymptotics.constants import compare
    from sam_theory.asymptotics.outcome import Undecidable, Undefined
    from sam_theory.asymptotics.pointwise import value_at

    if schedule.numbers is not None:
        apart = schedule.numbers.values != schedule.numbers.values[0]
        return int(apart.argmax()) + 1 if apart.any() else None
    try:
        first = value_at(schedule.tree, 1)
        values = ((2**j, value_at(schedule.tree, 2**j)) for j in range(1, LOOKED_AT))
        return next((k for k, value in values if compare(first, value) != 0), None)
    except (Undecidable, Undefined):
        return None
