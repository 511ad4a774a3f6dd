"""What the tests of two-cycles share: SAM in floating point."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sam_theory.setting.problem import Problem

TENTH = Fraction(1, 10)


def iterate(f: Problem, step: Fraction, x: np.ndarray, times: int) -> np.ndarray:
    """SAM in floating point, written down once more."""
    for _ in range(times):
        slope = f.gradient(x)
        x = x - float(step) * f.gradient(x + 0.1 * slope / np.linalg.norm(slope))
    return x
