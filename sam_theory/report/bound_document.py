"""Worst cases as `bound --json` writes them."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from sam_theory.bounds.answering import Row
from sam_theory.bounds.functions import Example
from sam_theory.bounds.interpolating import Interpolated
from sam_theory.bounds.longest import Longest
from sam_theory.report.bounds import Shown, function_text


def row_document(shown: Shown) -> dict[str, Any]:
    """A row of `bound --json`."""
    row, question = shown.row, shown.row.question
    attained = row.attained
    return {
        "method": question.mover.name,
        "class": question.functions.name,
        "criterion": question.criterion,
        "start": str(question.start),
        "s": None if row.norm is None else float(row.norm),
        "lipschitz": float(question.functions.lipschitz),
        "step": float(question.step),
        "radius": float(question.radius),
        "iterations": question.iterations,
        "published": None if shown.least is None else float(shown.least),
        "said": [
            {"name": entry.name, "source": entry.source, "bound": float(bound)}
            for entry, bound in shown.published
        ],
        "upper": _upper(row),
        "closed_form": shown.formula,
        "kind": row.kind,
        "certified": row.certified,
        "lower": None if row.lower is None else _float_below(row.lower),
        "witness": None
        if attained is None
        else {"value": _float_below(attained.value), **_witness(attained.example)},
        "interpolated": None if row.least is None else _interpolated(row.least),
        "claim": None if shown.claim is None else shown.claim.document(),
        "certificates": [certificate.document() for certificate in row.certificates],
    }


def _upper(row: Row) -> float | None:
    """The certified bound, rounded up; else the solver's, if no function exceeds it."""
    if row.upper is not None:
        return _float_above(row.upper)
    return row.value if row.bounded else None


def _float_above(value: Fraction) -> float:
    near = float(value)
    return near if Fraction(near) >= value else math.nextafter(near, math.inf)


def _float_below(value: Fraction) -> float:
    return -_float_above(-value)


def _interpolated(point: Interpolated) -> dict[str, Any]:
    """Points on ℝⁿ that a function of the class goes through, by their inner products."""
    return {
        "value": _float_below(point.value),
        "dimension": point.dimension,
        "products": {f"<{a}, {b}>": str(value) for (a, b), value in point.products.items()},
        "values": {name: str(value) for name, value in point.values.items()},
    }


def _witness(example: Example) -> dict[str, Any]:
    pieces = example.pieces
    return {
        "text": function_text(example),
        "knots": list(map(str, pieces.knots)),
        "second_derivatives": list(map(str, pieces.slopes)),
        "derivative": str(pieces.first),
        "start": str(example.start),
        "errors": list(map(str, example.errors)),
    }


def longest_document(found: Longest) -> dict[str, Any]:
    """The same, in numbers."""
    level = found.level
    return {
        "published": float(found.published),
        "safe": None if found.safe is None else float(found.safe),
        "level": None if level is None else float(level.question.step),
        "witness": None
        if level is None or not level.attained
        else _witness(level.attained.example),
    }
