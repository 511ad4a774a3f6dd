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

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        if ufunc is np.logaddexp:
            low, high = np.broadcast_arrays(*inputs)
            return high + np.log1p(np.exp(low - high))
        return _lifted(getattr(ufunc, method)(*_bare(inputs), **options), self)

    def __array_function__(
        self, function: Callable[..., Any], types: Any, args: Any, options: Any
    ) -> Any:
        return _lifted(function(*_bare(args), **options), self)


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
