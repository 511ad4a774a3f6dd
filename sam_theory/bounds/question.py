"""What is asked: the worst of which criterion, of which method, over which class, from where."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from sam_theory.bounds.classes import FunctionClass
from sam_theory.bounds.probes import Inexact, Mover
from sam_theory.errors import UsageError

Criterion = Literal["decrease", "gap", "distance", "gradient", "gradient-average"]
CRITERIA: dict[Criterion, str] = {
    "decrease": "f({last}) − f(x¹)",
    "gap": "f({last}) − f*",
    "distance": "‖{last} − x*‖²",
    "gradient": "the least ‖∇f(xᵏ)‖² up to {last}",
    "gradient-average": "the mean of ‖∇f(xᵏ)‖² before {last}",
}
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST_ITERATIONS = 10


@dataclass(frozen=True)
class Start:
    """Where runs begin: ‖x¹ − x*‖ ≤ R, or f(x¹) − f* ≤ Δ, or anywhere (`decrease`)."""

    kind: Literal["R", "Delta", "anywhere"]
    size: Fraction = Fraction(1)

    def __str__(self) -> str:
        if self.kind == "anywhere":
            return "anywhere"
        return f"{self.kind} = {float(self.size):g}"


STARTS: dict[str, tuple[Literal["R", "Delta", "anywhere"], ...]] = {
    "decrease": ("anywhere",),
    "gap": ("R", "Delta"),
    "distance": ("R",),
    "gradient": ("Delta", "R"),
    "gradient-average": ("Delta", "R"),
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """The supremum of a criterion over f of a class, starts, and whatever the method leaves open.

    Raises UsageError for a start that the criterion is not taken from.
    """

    mover: Mover
    functions: FunctionClass
    criterion: Criterion
    start: Start
    step: Fraction
    radius: Fraction
    iterations: int = 1

    def __post_init__(self) -> None:
        if self.start.kind not in STARTS[self.criterion]:
            known = " or ".join(STARTS[self.criterion])
            raise UsageError(f"{self.criterion} must start from {known}; got {self.start.kind}")
        if not 1 <= self.iterations <= MOST_ITERATIONS:
            raise UsageError(
                f"--iterations must be from 1 to {MOST_ITERATIONS}; got {self.iterations}"
            )
        if self.step < 0 or self.radius < 0:
            raise UsageError(
                f"t and ρ must be >= 0; got {float(self.step):g} and {float(self.radius):g}"
            )

    @property
    def measures(self) -> str:
        """What the criterion is, in signs."""
        return CRITERIA[self.criterion].format(last=f"x{self.iterations + 1}".translate(RAISED))

    @property
    def has_minimizer(self) -> bool:
        """Whether x* is one of the points: where R is measured from it, and for μ > 0."""
        strong = self.functions.lower is not None and self.functions.lower > 0
        return self.start.kind == "R" or (self.start.kind == "Delta" and strong)

    @property
    def needs_norms(self) -> bool:
        """Whether ‖∇f(xᵏ)‖ must be known, or enclosed, for the points to be linear."""
        probe = self.mover
        return not isinstance(probe, Inexact) and probe.depends_on_norm and self.radius > 0

    @property
    def largest_norm(self) -> Fraction | None:
        """A bound on ‖∇f(x¹)‖ that the start implies: LR, or the root of 2LΔ rounded up.

        (4) at x* gives f(x¹) − f* ≤ LR²/2, and f ≥ f* with (4) gives ‖∇f‖² ≤ 2L(f − f*).
        """
        L, start = self.functions.lipschitz, self.start
        if start.kind == "R":
            return L * start.size
        if start.kind == "Delta":
            return root_above(2 * L * start.size)
        return None


def criterion_of(text: str) -> Criterion:
    """The criterion of that name; raises UsageError if there is none."""
    for criterion in get_args(Criterion):
        if criterion == text:
            return criterion  # type: ignore[no-any-return]  # get_args says nothing of types
    raise UsageError(f"--criterion must be one of {', '.join(CRITERIA)}; got {text!r}")


def root_above(square: Fraction, digits: int = 12) -> Fraction:
    """A rational r >= √square, within 10^−digits of it, and equal to it where that is rational."""
    from math import isqrt

    top, bottom = isqrt(square.numerator), isqrt(square.denominator)
    if top * top == square.numerator and bottom * bottom == square.denominator:
        return Fraction(top, bottom)
    scale = 10**digits
    return Fraction(isqrt(square.numerator * scale**2 // square.denominator) + 1, scale)
