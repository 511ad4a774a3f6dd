"""Points as arrays of jets, and the derivatives that such arrays hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flint
import numpy as np

from sam_theory.setting.choices import Choices
from sam_theory.setting.jets import Ball, Jet, ball
from sam_theory.setting.number_arrays import NumberArray, array_of


def variables(values: Sequence[Ball]) -> NumberArray:
    """The point, (n,), with unit derivatives."""
    n = len(values)
    slopes = [tuple(ball(int(i == j)) for j in range(n)) for i in range(n)]
    return array_of([Jet(value, slopes[i]) for i, value in enumerate(values)])


def plain(values: Sequence[Ball], choices: Choices | None = None) -> NumberArray:
    """The point, (n,), without derivatives."""
    return array_of([Jet(value, (), choices) for value in values])


def jacobian(images: np.ndarray) -> tuple[list[Ball], Any]:
    """The values of an array of jets, (n,), and the matrix of its derivatives, an arb_mat."""
    return [jet.value for jet in images], flint.arb_mat([list(jet.slopes) for jet in images])
