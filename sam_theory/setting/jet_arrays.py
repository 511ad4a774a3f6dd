"""NumPy arrays of jets, or of other carriers, in which no bare number stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import ge, le
from typing import Any

import flint
import numpy as np

from sam_theory.setting.choices import Choices
from sam_theory.setting.jets import Ball, Jet, ball


class CarrierArray(np.ndarray):
    """An object array of carriers of one kind: jets, or whatever makes a number one by `other`.

    NumPy's `maximum` and `where` put constants beside carriers, for which its `exp` has no method:
    every function's result has them as carriers.
    """

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        if ufunc is np.logaddexp:
            low, high = np.broadcast_arrays(*inputs)
            return high + np.log1p(np.exp(low - high))
        if ufunc in (np.maximum, np.minimum) and method == "__call__":
            return _lifted(_EXTREME[ufunc](*_bare(inputs)), self)
        return _lifted(getattr(ufunc, method)(*_bare(inputs), **options), self)

    def __array_function__(
        self, function: Callable[..., Any], types: Any, args: Any, options: Any
    ) -> Any:
        return _lifted(function(*_bare(args), **options), self)


def _extreme(name: str, compare: Callable[[Any, Any], bool]) -> Any:
    """The greater, or lesser, of two values: a carrier may know it without a decision which."""

    def of_two(a: Any, b: Any) -> Any:
        first, second = (a, a.other(b)) if hasattr(a, "other") else (b.other(a), b)
        if hasattr(first, name):
            return getattr(first, name)(second)
        return first if compare(first, second) else second

    return np.frompyfunc(of_two, 2, 1)


_EXTREME = {np.maximum: _extreme("greater", ge), np.minimum: _extreme("lesser", le)}


def _bare(value: Any) -> Any:
    if isinstance(value, CarrierArray):
        return value.view(np.ndarray)
    if isinstance(value, tuple | list):
        return type(value)(_bare(item) for item in value)
    return value


def _lifted(result: Any, like: CarrierArray) -> Any:
    if not isinstance(result, np.ndarray) or result.dtype != object:
        return result
    if like.size:
        carrier = like.flat[0]
        flat = result.reshape(-1)
        for i, entry in enumerate(flat):
            if not isinstance(entry, type(carrier)):
                flat[i] = carrier.other(entry)
        result = flat.reshape(result.shape)
    return result.view(CarrierArray)


def variables(values: Sequence[Ball]) -> CarrierArray:
    """The point, (n,), with unit derivatives."""
    n = len(values)
    slopes = [tuple(ball(int(i == j)) for j in range(n)) for i in range(n)]
    return carriers([Jet(value, slopes[i]) for i, value in enumerate(values)])


def plain(values: Sequence[Ball], choices: Choices | None = None) -> CarrierArray:
    """The point, (n,), without derivatives."""
    return carriers([Jet(value, (), choices) for value in values])


def carriers(values: Sequence[Any]) -> CarrierArray:
    """These carriers as an array, (n,)."""
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found.view(CarrierArray)


def jacobian(images: np.ndarray) -> tuple[list[Ball], Any]:
    """The values of an array of jets, (n,), and the matrix of its derivatives, an arb_mat."""
    return [jet.value for jet in images], flint.arb_mat([list(jet.slopes) for jet in images])
