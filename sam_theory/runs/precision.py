"""The precision of recorded numbers, from the numbers themselves: binary formats and digits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.runs.trace import EPS, Written

Column = np.ndarray | None

UNITS = 4.0  # of relative precision: two writings of one number, each a unit in the last place off
SAME = UNITS * EPS

DOUBLE, SINGLE, HALF, BRAIN = 53, 24, 11, 8  # significant bits of the formats
BEYOND = 3  # different numbers beyond half precision; by chance they are single once in 2^87
MANY = 20  # different numbers that show a coarser format, by using all of its bits
BINADES = 4  # over which they do: multiples of one number need fewer bits where they are smaller
LAST_TWO = 0.65  # of the numbers of a format need one of its last two bits, by rights 3/4

FEWEST = 5  # different numbers that show how they were printed: 0.7 and 0.245 may be whole
DIGITS = 14  # at most, of numbers that were cut short on purpose: doubles have 16 or 17
SINGLE_DIGITS = 9  # as many tell a number of single precision from its neighbours
LAST_ONE = 0.75  # of decimal numbers need their last digit, by rights 9/10
SAMPLE = 256  # numbers whose digits are looked at


@dataclass(frozen=True)
class Decimals:
    """How numbers were printed: with so many significant digits, or so many places."""

    digits: int  # of the longest number
    places: int | None  # after the point; None where the digits are fixed instead

    def unit(self, size: float) -> float:
        """The distance of neighbours at numbers of this size."""
        if self.places is not None:
            return float(10.0**-self.places)
        return 0.0 if size == 0 else float(10.0 ** (np.floor(np.log10(size)) + 1 - self.digits))


def precision_of(*columns: Column) -> float:
    """The relative precision of numbers: that of a coarser format where all of them have it.

    Few different numbers, or simple ones, say nothing.
    """
    some = _different(*map(_sample, columns))
    if not _fits(np.frexp(some)[0], SINGLE).all():  # spares a look at all of them
        return EPS
    return float(2.0 ** (1 - _format(_different(*columns))))


def written(norm: Column, value: Column, iterate: Column) -> Written:
    """The units in which ‖∇f‖, f and x were written at the end of a record.

    A column of few different numbers is taken to be printed as all of them are.
    """
    together, columns = decimals(norm, value, iterate), (norm, value, iterate)
    printed = [None if c is None else decimals(c) or together for c in columns]
    gradient, height, place = map(_unit, columns, printed)
    coarsest = max(precision_of(c) for c in columns if c is not None)
    if any(p is not None and p.digits <= SINGLE_DIGITS for p in printed):
        coarsest = max(coarsest, 2.0 ** (1 - SINGLE))
    return Written(gradient=gradient, value=height, iterate=place, coarsest=coarsest)


def decimals(*columns: Column) -> Decimals | None:
    """How the numbers were printed; None if they were not, or are too few and simple to tell."""
    some = _different(*map(_sample, columns))
    if len(some) and not len(_needed(some[:FEWEST])[0]):  # spares a look at all of them
        return None
    told = _different(*columns)
    told = told[np.unique(np.linspace(0, len(told) - 1, SAMPLE).astype(int))] if len(told) else told
    digits, places = _needed(told)
    if len(digits) < FEWEST:
        return None
    most, last = int(digits.max()), int(places.max())
    if np.mean(digits == most) >= LAST_ONE:
        return Decimals(most, None)
    return Decimals(most, last) if np.mean(places == last) >= LAST_ONE else None


def _needed(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Significant digits and places after the point that the numbers need; none if one has all."""
    digits, places = [], []
    for number in map(float, numbers):
        text = f"{number:.{DIGITS - 1}e}"
        if abs(float(text) - number) > SAME * number:
            return np.empty(0), np.empty(0)
        mantissa, exponent = text.split("e")
        digits.append(len(mantissa.rstrip("0")) - 1)
        places.append(digits[-1] - 1 - int(exponent))
    return np.array(digits), np.array(places)


def _unit(column: Column, printed: Decimals | None) -> float:
    """The distance of neighbours at the last of these numbers; 0 for doubles."""
    if column is None:
        return 0.0
    size = float(np.abs(column[-1]).max(initial=0.0))
    if printed is not None:
        return printed.unit(size)
    precision = precision_of(column)
    return precision * size if precision > EPS else 0.0


def _sample(column: Column) -> Column:
    """Some numbers of a column, evenly spread over its rows."""
    return None if column is None else np.ravel(column[:: max(len(column) // SAMPLE, 1)])


def _different(*columns: Column) -> np.ndarray:
    """The sizes of the numbers, but for zeros, each once, ascending."""
    kept = np.concatenate([np.ravel(c) for c in columns if c is not None]).astype(np.float64)
    return np.unique(np.abs(kept[np.isfinite(kept) & (kept != 0)]))


def _format(told: np.ndarray) -> int:
    """The bits of the coarsest format that these numbers show."""
    mantissas, exponents = np.frexp(told)
    if len(told) >= MANY and len(np.unique(exponents)) >= BINADES:
        for bits in (BRAIN, HALF):
            uses = ~_fits(mantissas, bits - 2)
            if _fits(mantissas, bits).all() and uses.mean() >= LAST_TWO:
                return bits
    beyond = int(np.sum(~_fits(mantissas, HALF)))
    return SINGLE if beyond >= BEYOND and _fits(mantissas, SINGLE).all() else DOUBLE


def _fits(mantissas: np.ndarray, bits: int) -> np.ndarray:
    """Which numbers so many bits hold, a unit in the last place of doubles more or less."""
    scaled = mantissas * 2.0**bits
    return np.asarray(np.abs(scaled - np.round(scaled)) <= SAME * scaled)
