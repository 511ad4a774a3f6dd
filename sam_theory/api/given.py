"""A step or a radius as a caller gives it: a formula, a number, an array or a callable."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from numbers import Real
from typing import Any

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.schedules.schedule import Numbers, Schedule
from sam_theory.study.study import ITERATIONS

Given = str | float | Fraction | np.ndarray | Sequence[float] | Callable[[int], Any]
KINDS = "a formula in k, a number, an array of numbers or a callable of k"
LARGEST = 1e300  # as in formulas
CALLS = 10**8  # of a callable; their answers fill 0.8 GB


def read(
    given: Mapping[str, Given], iterations: int | None
) -> tuple[int, Mapping[str, str | Numbers]]:
    """The number of iterations, and each sequence as a formula or as numbers for all of them.

    A number is read as it is printed: 0.1 is 1/10. Arrays hold tₖ for k = 1 … K, and K is the
    number of iterations unless that is given. A callable is called once for each k = 1, 2, … in
    turn, with an int. Raises UsageError for anything else, and for values that are negative or not
    finite, with their k.
    """
    told = {what: value if callable(value) else _told(what, value) for what, value in given.items()}
    arrays = {what: value for what, value in told.items() if isinstance(value, Numbers)}
    count = _count(arrays, iterations)
    asked = {what: _asked(what, f, count) for what, f in told.items() if callable(f)}
    return count, {what: value for what, value in told.items() if not callable(value)} | asked


def _told(what: str, value: object) -> str | Numbers:
    """A formula, also that of a number, or the numbers of an array."""
    if isinstance(value, str | Real):
        return as_formula(what, value)
    return Numbers(_sound(what, _array(what, value)))


def as_formula(what: str, given: object) -> str:
    """The formula, also that of a number as it is printed; raises UsageError if it is none."""
    if isinstance(given, str):
        return _formula(what, given)
    if isinstance(given, bool):
        raise UsageError(f"{what} must be {KINDS}; got {given}; give 1.0 for a constant")
    return _printed(what, given)


def _formula(what: str, text: str) -> str:
    try:
        return Schedule(text).formula
    except UsageError as error:
        raise UsageError(f"{what}: {error}") from error


def _printed(what: str, number: Any) -> str:
    size = number.item() if isinstance(number, np.generic) else number  # single precision overflows
    if not 0 <= size <= LARGEST:
        told = "one that is too large" if abs(size) > LARGEST else f"{float(size):g}"
        raise UsageError(f"{what} must be finite and nonnegative; got {told}; change it")
    return _formula(what, str(number))


def _array(what: str, value: object) -> np.ndarray:
    try:
        array = np.asarray(value)
        if array.dtype.kind == "O" and all(isinstance(entry, Real) for entry in array.flat):
            array = array.astype(np.float64)
    except (ValueError, TypeError, OverflowError) as error:
        raise UsageError(
            f"{what} must be {KINDS}; got {_kind(value)} that is no array; "
            "give one number for each k"
        ) from error
    if array.ndim == 0 or array.dtype.kind not in "fiu":
        raise UsageError(f'{what} must be {KINDS}; got {_kind(value)}; give one such as "0.1/k"')
    if array.ndim != 1 or not len(array):
        raise UsageError(
            f"{what} must be an array of its values at k = 1 … K, of shape (K,); "
            f"got shape {array.shape}"
        )
    return array.astype(np.float64)


def _kind(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"


def _count(arrays: Mapping[str, Numbers], iterations: int | None) -> int:
    """As many iterations as are asked for, else as the arrays have values."""
    lengths = {what: len(numbers) for what, numbers in arrays.items()}
    if iterations is None and len(set(lengths.values())) > 1:
        told = " and ".join(f"{length:,} of {what}" for what, length in lengths.items())
        raise UsageError(f"arrays must have values for the same k; got {told}; give iterations")
    count = next(iter(lengths.values()), ITERATIONS) if iterations is None else iterations
    for what, length in lengths.items():
        if length < count:
            raise UsageError(
                f"{what} must have a value for each of {count:,} iterations; got {length:,}; "
                f"give more, or iterations={length}"
            )
    return count


def _asked(what: str, function: Callable[[int], Any], count: int) -> Numbers:
    if count > CALLS:
        raise UsageError(
            f"{what} must be a formula where there are more than {CALLS:,} iterations; "
            f"got a callable for {count:,}"
        )
    answers = (_answer(what, function, k) for k in range(1, count + 1))
    return Numbers(_sound(what, np.fromiter(answers, dtype=np.float64, count=count)))


def _answer(what: str, function: Callable[[int], Any], k: int) -> float:
    try:
        answer = function(k)
    except Exception as error:
        raise UsageError(
            f"{what} must answer for every k of the run; at k = {k} it raises {error!r}; change it"
        ) from error
    array = np.asarray(answer)
    fraction = isinstance(answer, Fraction)
    if not fraction and (array.ndim != 0 or array.dtype.kind not in "fiu"):
        raise UsageError(
            f"{what} must map an int k to one number; at k = {k} it gives {_kind(answer)}; "
            "return a float"
        )
    return float(answer)


def _sound(what: str, values: np.ndarray) -> np.ndarray:
    """The values, which must be finite and nonnegative, for good."""
    wrong = ~((values >= 0) & (values <= LARGEST))
    if wrong.any():
        k = int(wrong.argmax()) + 1
        raise UsageError(
            f"{what} must be finite and nonnegative for every k; "
            f"it is {values[k - 1]:g} at k = {k}; change it"
        )
    values.flags.writeable = False
    return values


def whole(what: str, number: Any, least: int, most: float = math.inf) -> int:
    """The count; raises UsageError unless it is an integer in that range."""
    integer = isinstance(number, int | np.integer) and not isinstance(number, bool)
    if integer and least <= number <= most:
        return int(number)
    limits = f"of at least {least}" if most == math.inf else f"from {least} to {int(most):,}"
    raise UsageError(f"{what} must be an integer {limits}; got {_shortened(number)}")


def _shortened(value: object) -> str:
    text = repr(value) if not isinstance(value, int) or abs(value) < 10**20 else "a larger one"
    return text if len(text) <= 60 else f"{text[:57]}..."
