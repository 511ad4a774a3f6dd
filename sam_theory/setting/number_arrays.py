"""NumPy arrays of numbers of another kind, in which no bare number stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import ge, le
from typing import Any

import numpy as np


class NumberArray(np.ndarray):
    """An object array of numbers of one kind: jets, exact numbers, formulas.

    NumPy's `maximum` and `where` put constants beside them, for which its `exp` has no method:
    every function's result has them as numbers of that kind, by the `other` of one of them.
    """

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        if ufunc is np.logaddexp:
            low, high = np.broadcast_arrays(*inputs)
            return high + np.log1p(np.exp(low - high))
        bare = [x.view(np.ndarray) if isinstance(x, NumberArray) else x for x in inputs]
        if ufunc in _ARITHMETIC and method == "__call__":  # of what has no constants beside it
            result = ufunc(*bare, **options)
            return result.view(NumberArray) if isinstance(result, np.ndarray) else result
        if method != "__call__":
            return _lifted(getattr(ufunc, method)(*bare, **options), self)
        if ufunc in _EXTREME:
            return _lifted(_EXTREME[ufunc](*bare), self)
        return _lifted(ufunc(*bare, **options), self)

    def __array_function__(
        self, function: Callable[..., Any], types: Any, args: Any, options: Any
    ) -> Any:
        return _lifted(function(*_bare(args), **options), self)


def _extreme(name: str, compare: Callable[[Any, Any], bool]) -> Any:
    """The greater, or lesser, of two numbers: one may know it without a decision which it is."""

    def of_two(a: Any, b: Any) -> Any:
        first, second = (a, a.other(b)) if hasattr(a, "other") else (b.other(a), b)
        if hasattr(first, name):
            return getattr(first, name)(second)
        return first if compare(first, second) else second

    return np.frompyfunc(of_two, 2, 1)


_ARITHMETIC = {np.add, np.subtract, np.multiply, np.true_divide, np.negative}
_EXTREME = {np.maximum: _extreme("greater", ge), np.minimum: _extreme("lesser", le)}


def _bare(value: Any) -> Any:
    if isinstance(value, NumberArray):
        return value.view(np.ndarray)
    if isinstance(value, tuple | list):
        return type(value)(_bare(item) for item in value)
    return value


def _lifted(result: Any, like: NumberArray) -> Any:
    if not isinstance(result, np.ndarray) or result.dtype.kind != "O":
        return result
    if like.size:
        number = like.item(0)
        flat, kind = result.reshape(-1), type(number)
        entries = flat.tolist()
        others = [i for i, entry in enumerate(entries) if type(entry) is not kind]
        if others:
            for i in others:
                if not isinstance(entries[i], kind):
                    flat[i] = number.other(entries[i])
            result = flat.reshape(result.shape)
    return result.view(NumberArray)


def array_of(numbers: Sequence[Any]) -> NumberArray:
    """The numbers in a row, (n,)."""
    found = np.empty(len(numbers), dtype=object)
    found[:] = numbers
    return found.view(NumberArray)
