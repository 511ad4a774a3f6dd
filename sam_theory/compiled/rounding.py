"""Products that are rounded before they are added to something, as NumPy rounds them.

LLVM fuses a product and a sum into one instruction wherever the processor has one, and XLA has no
way to forbid it. It cannot look through an exclusive or with a number that it does not know.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sam_theory.compiled.backend import load
from sam_theory.problem import Array

Rounding = Callable[[Array], Array]


def rounding(zero: Array) -> Rounding:
    """The identity of float64 arrays, opaque to compilers; `zero` is 0.0, known at run time."""
    lax = load().lax
    nothing = lax.bitcast_convert_type(zero, np.uint64)

    def rounded(x: Array) -> Array:
        bits = lax.bitcast_convert_type(x, np.uint64)
        return lax.bitcast_convert_type(
            lax.bitwise_xor(bits, lax.broadcast(nothing, x.shape)), x.dtype
        )

    return rounded
