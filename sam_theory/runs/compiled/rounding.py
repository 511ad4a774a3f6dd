"""Products that are rounded before they are added to something, as NumPy rounds them.

LLVM fuses a product and a sum into one instruction wherever the processor has one, and XLA has no
way to forbid it. Times a one that it does not know, the product is rounded: what is fused to the
sum is the product with one, which is exact.
"""

from __future__ import annotations

from collections.abc import Callable

from sam_theory.setting.problem import Array

Rounding = Callable[[Array], Array]


def rounding(one: Array) -> Rounding:
    """x -> x in float64; `one` is 1.0, known only when the loop runs."""

    def rounded(x: Array) -> Array:
        return x * one

    return rounded
