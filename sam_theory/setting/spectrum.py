"""Extreme eigenvalues of small symmetric matrices, enclosed."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure


def extreme_eigenvalues(matrix: np.ndarray) -> tuple[Enclosure, Enclosure]:
    """Enclosures of the smallest and the largest eigenvalue of a positive semidefinite matrix.

    LAPACK's computed eigenvalues are those of a matrix within p(n) eps ‖A‖ of A, p a modest
    polynomial (LAPACK Users' Guide, 4.7); 16 n eps ‖A‖_F is well above what that leaves, and above
    the few roundings per entry of a matrix that was itself computed.
    """
    n = len(matrix)
    error = 16 * n * float(np.finfo(np.float64).eps * np.linalg.norm(matrix))
    values = np.linalg.eigvalsh(matrix)
    smallest, largest = (
        Enclosure(max(0.0, float(v) - error), max(0.0, float(v) + error))
        for v in (values[0], values[-1])
    )
    return smallest, largest
