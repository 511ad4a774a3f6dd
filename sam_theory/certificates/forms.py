"""What a certificate says: numbers alone, read exactly, which a verifier accepts or refuses."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Side = tuple[Fraction, Fraction]  # low <= high
Sides = tuple[Side, ...]  # of a box, one for each coordinate


@dataclass(frozen=True)
class Cell:
    """A box of x, and boxes of the method's state arrays; None where these may be anything."""

    x: Sides
    state: tuple[Sides, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Trap:
    """Cells that together are never left, by any draw, for tₖ and ρₖ in these ranges.

    At every point of the cells ‖∇f‖ ≥ `slope`, and f ≥ inf f + `gap`. Where `again`, ‖∇f‖ ≥ `slope`
    is only said of every x or the one after it: for infinitely many k, not for all. Zero says
    nothing.
    """

    cells: tuple[Cell, ...]
    step: Side
    radius: Side
    slope: Fraction = Fraction(0)
    gap: Fraction = Fraction(0)
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class Cycle:
    """Points x₁ → … → x_p → x₁ of a method with constants t, ρ, near these, each at ‖∇f‖ ≥ `slope`.

    p steps contract at least by `rate` towards the cycle on the parallelepiped of half width `half`
    around the first point, in the norm ‖V⁻¹·‖_∞, V of the columns `basis`; x and state stand in one
    row. Starts there whose distance from the first point, in that norm, is at most `reach`, are
    attracted. Without a basis nothing is said of attraction.
    """

    points: tuple[tuple[Fraction, ...], ...]
    width: Fraction  # half that of the boxes in which the points are enclosed
    slope: Fraction
    basis: tuple[tuple[Fraction, ...], ...] = ()
    half: Fraction = Fraction(0)
    rate: Fraction = Fraction(1)
    reach: Fraction = Fraction(0)


MovingSide = tuple[str | None, str | None]  # formulas in k; None where there is no end
MovingSides = tuple[MovingSide, ...]  # of a box, one for each coordinate


@dataclass(frozen=True)
class MovingCell:
    """A box of xᵏ, and boxes of the method's state arrays, at every k."""

    x: MovingSides
    state: tuple[MovingSides, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Moving:
    """Cells that move: step k leads from those at k into those at k + 1, for all k ≥ `start`.

    tₖ and ρₖ are the schedules' own. At every point of the cells at k, ‖∇f‖ ≥ `slope` and
    ‖x‖ ≥ `size`, formulas in k, and f ≥ inf f + `gap`. Zero says nothing.
    """

    cells: tuple[MovingCell, ...]
    start: int
    slope: str = "0"
    size: str = "0"
    gap: Fraction = Fraction(0)


@dataclass(frozen=True, kw_only=True)
class Drift:
    """A half space from which x never comes back, and in which it tends to infinity.

    There ±xᵢ ≥ `end`, i the `coordinate`, the sign that of `direction`, and for ρₖ in a range every
    step leads farther, by tₖ times what depends continuously on xᵢ and is not 0; Σtₖ = ∞.
    """

    coordinate: int  # from 0 on
    direction: int  # 1 or −1
    end: Fraction
    radius: Side


@dataclass(frozen=True, kw_only=True)
class ExactCycle:
    """Points x₁ → … → x_p → x₁, to the last digit, each a row of x and state, ‖∇f‖ ≥ `slope` > 0.

    The step from xᵢ is made with tₖ = `steps`[i] and ρₖ = `radii`[i]. Nothing is said of runs
    that are only near.
    """

    points: tuple[tuple[Fraction, ...], ...]
    steps: tuple[Fraction, ...]
    radii: tuple[Fraction, ...]
    slope: Fraction


@dataclass(frozen=True, kw_only=True)
class Short:
    """Steps too short, from k = `since` on, to leave a cell in which ‖∇f‖ ≥ `slope` > 0.

    U(k), the formula `majorant`, is such that U ≥ 0 and U(k) − U(k+1) ≥ tₖ ≥ 0 for all k ≥
    `valid`, so that Σ_{k≥since} tₖ ≤ U(since) ≤ `total`, since ≥ valid. On the cell, for ρₖ in
    the range `radius`, the i-th coordinate of gₖ lies in `speeds`[i]. The run that is in `inside`
    at k = since, with a state of the cell, remains in the cell, and converges.
    """

    cell: Cell
    inside: Sides
    speeds: Sides
    radius: Side
    since: int
    valid: int
    majorant: str
    total: Fraction
    slope: Fraction


@dataclass(frozen=True, kw_only=True)
class Claim:
    """That a quantity of xᵏ is at most, or at least, a bound, or below or above it, for every k.

    Where it is `kept`, it is only claimed of runs for which it holds strictly at k = 1.
    `quantity` and the names that the formula `bound` may use are listed in `verifier/claims.py`.
    """

    quantity: str
    relation: Literal["<=", ">=", "<", ">"]
    bound: str
    kept: bool = False


@dataclass(frozen=True, kw_only=True)
class Breach:
    """That the run from `start` breaks a claim at k = `at`."""

    claim: Claim
    start: tuple[Fraction, ...]
    at: int


@dataclass(frozen=True, kw_only=True)
class Ring:
    """A ring in the plane that is never left, for tₖ and ρₖ in these ranges.

    It holds the points whose distance from the center is between its ends; there ‖∇f‖ ≥ `slope`.
    """

    center: tuple[Fraction, Fraction]
    ends: Side
    step: Side
    radius: Side
    slope: Fraction


Certificate = Trap | Cycle | ExactCycle | Short | Breach | Moving | Drift | Ring


@dataclass(frozen=True, kw_only=True)
class Entry:
    """That the run from a start is in the region of a certificate at xᵏ, k = `at`."""

    start: tuple[Fraction, ...]
    at: int
