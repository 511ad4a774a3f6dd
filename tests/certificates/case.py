"""A certificate with what it is about, and why it is false or true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from holding import LIBRARY

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.forms import Cell, Certificate, Cycle, Entry, Side, Trap
from sam_theory.schedules.schedule import Schedule

Numbers = Iterable[Fraction | int | str | float]


@dataclass(frozen=True, kw_only=True)
class Case:
    """`problem` and `method` are names of the catalogues, `step` and `radius` formulas."""

    problem: str
    method: str = "sam"
    step: str = "1/2"
    radius: str = "1/10"
    certificate: Certificate
    entry: Entry | None = None
    why: str
    refused: str = ""  # why the verifier does not see it, though it is true
    witness: tuple[tuple[float, ...], float, float] | None = None  # x, t, ρ where it is seen false

    @property
    def dynamics(self) -> Dynamics:
        """What the verifier is asked about."""
        return Dynamics(
            problem=LIBRARY.get("problems", self.problem),
            method=LIBRARY.get("methods", self.method),
            step=Schedule(self.step),
            radius=Schedule(self.radius),
        )

    def changed(self, **fields: object) -> Case:
        """The same, with other numbers in the certificate."""
        return replace(self, certificate=replace(self.certificate, **fields))


def q(value: Fraction | int | str | float) -> Fraction:
    """A number, read exactly."""
    return Fraction(value)


def side(low: object, high: object) -> Side:
    """An interval."""
    return Fraction(low), Fraction(high)


def box(
    *sides: tuple[object, object], state: tuple[tuple[object, object], ...] | None = None
) -> Cell:
    """A box of x, and one of the state where there is one array."""
    kept = None if state is None else (tuple(side(*s) for s in state),)
    return Cell(tuple(side(*s) for s in sides), kept)


def mirrored(
    *sides: tuple[object, object], state: tuple[tuple[object, object], ...] | None = None
) -> tuple[Cell, Cell]:
    """A box of x, and of a state, and its mirror image in 0."""

    def turned(given: tuple[tuple[object, object], ...]) -> tuple[tuple[object, object], ...]:
        return tuple((-Fraction(high), -Fraction(low)) for low, high in given)

    return box(*sides, state=state), box(
        *turned(sides), state=None if state is None else turned(state)
    )


def trap(
    *cells: Cell,
    t: tuple[object, object],
    rho: tuple[object, object],
    slope: object = 0,
    gap: object = 0,
    again: bool = False,
) -> Trap:
    """A trap, its numbers written as one likes."""
    return Trap(
        cells=cells,
        step=side(*t),
        radius=side(*rho),
        slope=Fraction(slope),
        gap=Fraction(gap),
        again=again,
    )


def cycle(
    *points: Numbers,
    width: object = Fraction(1, 10**9),
    slope: object = 0,
    basis: Iterable[Numbers] = (),
    half: object = 0,
    rate: object = 1,
    reach: object = 0,
) -> Cycle:
    """A cycle, its numbers written as one likes."""
    return Cycle(
        points=tuple(tuple(map(Fraction, point)) for point in points),
        width=Fraction(width),
        slope=Fraction(slope),
        basis=tuple(tuple(map(Fraction, column)) for column in basis),
        half=Fraction(half),
        rate=Fraction(rate),
        reach=Fraction(reach),
    )


def enters(*start: object, at: int = 1) -> Entry:
    """An entry."""
    return Entry(start=tuple(Fraction(u) for u in start), at=at)


def down(value: Fraction | float, digits: int) -> Fraction:
    """Rounded down to so many decimals."""
    return Fraction(Fraction(value) * 10**digits // 1, 10**digits)


def up(value: Fraction | float, digits: int) -> Fraction:
    """Rounded up."""
    return -down(-Fraction(value), digits)
