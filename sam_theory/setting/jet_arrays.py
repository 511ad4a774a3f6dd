"""NumPy arrays of jets, in which no bare number stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flint
import numpy as np

from sam_theory.setting.choices import Choices
from sam_theory.setting.jets import Ball, Jet, ball


class JetArray(np.ndarray):
    """An object array of jets.

    NumPy's `maximum` and `where` put constants beside jets, for which its `exp` has no method:
    every function's result has them as jets.
    """

    @property
    def slopes(self) -> bool:
        """Whether its jets have derivatives, so that they must be told which branch is taken."""
        return bool(self.size and self.flat[0].slopes)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        if ufunc is np.logaddexp:
            low, high = np.broadcast_arrays(*inputs)
            return high + np.log1p(np.exp(low - high))
        if ufunc in _EXTREMES and method == "__call__" and not self.slopes:
            return _lifted(_EXTREMES[ufunc](*_bare(inputs)), self)
        return _lifted(getattr(ufunc, method)(*_bare(inputs), **options), self)

    def __array_function__(
        self, function: Callable[..., Any], types: Any, args: Any, options: Any
    ) -> Any:
        return _lifted(function(*_bare(args), **options), self)


def _extreme(name: str) -> Any:
    """The greater, or lesser, of two values, which needs no decision which of them that is."""

    def of_two(a: Any, b: Any) -> Any:
        like = a if isinstance(a, Jet) else b
        first, second = (like.other(each).value for each in (a, b))
        return Jet(getattr(first, name)(second), (), like.choices)

    return np.frompyfunc(of_two, 2, 1)


_EXTREMES = {np.maximum: _extreme("max"), np.minimum: _extreme("min")}


def _bare(value: Any) -> Any:
    if isinstance(value, JetArray):
        return value.view(np.ndarray)
    if isinstance(value, tuple | list):
        return type(value)(_bare(item) for item in value)
    return value


def _lifted(result: Any, like: JetArray) -> Any:
    if not isinstance(result, np.ndarray) or result.dtype != object:
        return result
    if like.size:
        jet = like.flat[0]
        flat = result.reshape(-1)
        for i, entry in enumerate(flat):
            if not isinstance(entry, Jet):
                flat[i] = jet.other(entry)
        result = flat.reshape(result.shape)
    return result.view(JetArray)


def variables(values: Sequence[Ball]) -> JetArray:
    """The point, (n,), with unit derivatives."""
    n = len(values)
    slopes = [tuple(ball(int(i == j)) for j in range(n)) for i in range(n)]
    return _array([Jet(value, slopes[i]) for i, value in enumerate(values)])


def plain(values: Sequence[Ball], choices: Choices | None = None) -> JetArray:
    """The point, (n,), without derivatives."""
    return _array([Jet(value, (), choices) for value in values])


def _array(jets: Sequence[Jet]) -> JetArray:
    found = np.empty(len(jets), dtype=object)
    found[:] = jets
    return found.view(JetArray)


def jacobian(images: np.ndarray) -> tuple[list[Ball], Any]:
    """The values of an array of jets, (n,), and the matrix of its derivatives, an arb_mat."""
    return [jet.value for jet in images], flint.arb_mat([list(jet.slopes) for jet in images])
