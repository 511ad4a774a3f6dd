"""What a parameter of a family may be: an interval, integers in one, or several such numbers."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

Order = Literal["rising", "falling"]
LARGEST = 100_000  # coordinates
SEEDS = 2**63 - 1
WRITTEN = "1 2 1/2 3 4 1/4 3/2 5 3/4 1/8 5/2 8 0 -1 -2 -1/2 -3"  # the simplest first
SMALL = tuple(map(Fraction, WRITTEN.split()))


@dataclass(frozen=True, kw_only=True)
class Domain:
    """Numbers, or tuples of them; None too where it is `optional`."""

    low: float = -math.inf
    high: float = math.inf
    opened: tuple[bool, bool] = (False, False)  # whether low and high are left out
    whole: bool = False
    besides: tuple[float, ...] = ()  # left out
    count: tuple[int, int] | None = None  # entries of a tuple, least and most; None: a number
    order: Order | None = None  # of the entries, strict
    optional: bool = False

    def holds(self, value: object) -> bool:
        """Whether it may be that value."""
        if value is None or self.count is None:
            return self.optional if value is None else self._holds(value)
        if not isinstance(value, tuple | list):
            return False
        least, most = self.count
        sized = least <= len(value) <= most and all(map(self._holds, value))
        return sized and (self.order is None or self._in_order(value))

    def _in_order(self, values: Sequence[float]) -> bool:
        pairs = itertools.pairwise(values if self.order == "rising" else values[::-1])
        return all(a < b for a, b in pairs)

    def _holds(self, value: object) -> bool:
        if not isinstance(value, int if self.whole else int | float) or isinstance(value, bool):
            return False
        low = value > self.low if self.opened[0] else value >= self.low
        high = value < self.high if self.opened[1] else value <= self.high
        return low and high and math.isfinite(value) and value not in self.besides

    @property
    def text(self) -> str:
        """What it must be, in words: a number > 0."""
        kind = "integer" if self.whole else "number"
        one = f"{'an' if self.whole else 'a'} {kind}"
        if self.count is not None:
            least, most = self.count
            few = f"{least}" if least == most else f"{least} or more"
            one = f"a tuple of {few} {kind}{'s' if most > 1 else ''}"
        said = " ".join(filter(None, (one, self._interval)))
        if self.besides:
            said += f", not {' or '.join(f'{number:g}' for number in self.besides)}"
        said += f", {self.order}" if self.order else ""
        return f"{said}, if given" if self.optional else said

    @property
    def _interval(self) -> str:
        low, high = self.low, self.high
        if math.isinf(low) and math.isinf(high):
            return ""
        if math.isinf(high):
            return f"{'>' if self.opened[0] else '≥'} {low:g}"
        if math.isinf(low):
            return f"{'<' if self.opened[1] else '≤'} {high:g}"
        if self.whole:
            return f"from {low:,} to {high:,}"
        ends = "(" if self.opened[0] else "[", ")" if self.opened[1] else "]"
        return f"in {ends[0]}{low:.6g}, {high:.6g}{ends[1]}"

    def small(self) -> Iterator[int | float]:
        """Small rational numbers that an entry may be, the simplest first."""
        for number in SMALL:
            value = int(number) if self.whole and number.denominator == 1 else float(number)
            if self._holds(value):
                yield value


def above(low: float) -> Domain:
    """x > low."""
    return Domain(low=low, opened=(True, False))


def at_least(low: float) -> Domain:
    """x ≥ low."""
    return Domain(low=low)


def inside(low: float, high: float, *, opened: tuple[bool, bool] = (True, True)) -> Domain:
    """An interval, open unless it says otherwise."""
    return Domain(low=low, high=high, opened=opened)


def whole(least: int, most: int = LARGEST) -> Domain:
    """Integers."""
    return Domain(low=least, high=most, whole=True)


def several(
    of: Domain, least: int = 1, most: int = LARGEST, *, order: Order | None = None
) -> Domain:
    """Tuples of such numbers."""
    return replace(of, count=(least, most), order=order)


def without(of: Domain, numbers: Sequence[float]) -> Domain:
    """The same but for some numbers."""
    return replace(of, besides=tuple(numbers))


def optional(of: Domain) -> Domain:
    """The same, or None."""
    return replace(of, optional=True)


REALS = Domain()
# Of parameters of these names a family need not say it; no memory holds more coordinates.
USUAL: dict[str, Domain] = {
    "dimension": whole(1),
    "columns": whole(1),
    "seed": whole(0, SEEDS),
}
