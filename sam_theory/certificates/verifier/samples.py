"""Polynomials at some k and at some values of their parameters, in floats.

The proof of a sign that is seen there to be another is not begun. Nothing is believed for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sam_theory.asymptotics.evaluation import floats
from sam_theory.asymptotics.formula import Algebra, Node, fold
from sam_theory.certificates.verifier.quotients import (
    PARAMETER,
    Field,
    Polynomial,
    Span,
    number_of,
    terms,
)

LATER = np.array([0, 1, 3, 10, 10**3, 10**6, 10**12])  # k − K
PARTS = np.array([0.0, 1.0, 0.5, 0.05])  # of a range
FAR = 20.0  # beyond an end
COUNT = 120  # points
LARGEST = 10**300  # coefficients that are tried in floats
ROUNDING = 1e-11  # of the sum of the sizes of the terms


def seen_negative(field: Field, spans: Sequence[Span], start: int, poly: Polynomial) -> bool:
    """Whether it is below 0 somewhere for k ≥ start, by more than rounding."""
    if any(abs(c) > LARGEST for _, c in terms(poly)):
        return False
    rng = np.random.default_rng(0)
    k = start + rng.choice(LATER, COUNT)
    with np.errstate(all="ignore"):
        algebra = _at(field, spans, k, rng.choice(PARTS, (len(spans), COUNT)))
        used = [i for i, degree in enumerate(poly.degrees()) if degree]
        values = {i: np.broadcast_to(fold(field.atoms[i], algebra), k.shape) for i in used}
        found = [
            float(c) * np.prod([values[i] ** monomial[i] for i in used], axis=0)
            for monomial, c in terms(poly)
        ]
        size = np.sum(np.abs(found), axis=0)
        return bool(np.any(np.sum(found, axis=0) < -ROUNDING * size))


def _at(field: Field, spans: Sequence[Span], k: np.ndarray, parts: np.ndarray) -> Algebra[Any]:
    """Formulas at these k, every parameter at these parts of its range."""
    known = floats(k, {})

    def chosen(at: Node, _: object) -> Any:
        span = spans[number_of(at)]
        low, high = (
            None if end is None else fold(field.node(end), known) for end in (span.low, span.high)
        )
        return _between(low, high, parts[number_of(at)])

    return Algebra(known.of_values, {**known.of_operands, PARAMETER: chosen})


def _between(low: Any, high: Any, part: np.ndarray) -> Any:
    """The part of the way from one end to the other, or of `FAR` beyond the only one."""
    if low is not None and high is not None:
        return low + part * (high - low)
    if low is not None:
        return low + FAR * part
    return FAR * (1 - 2 * part) if high is None else high - FAR * part
