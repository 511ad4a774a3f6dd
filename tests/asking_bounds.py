"""Questions about worst cases, in short."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sam_theory.bounds.classes import function_class
from sam_theory.bounds.probes import mover
from sam_theory.bounds.question import Question, Start


def asked(
    method: str,
    functions: str,
    criterion: Any,
    start: Any,
    *,
    lipschitz: Fraction | int = 1,
    **more: Any,
) -> Question:
    """t = 1/2, ρ = 1/4 and L = 1 unless given; R and Δ are 1 unless `start` is a Start."""
    given = {"step": Fraction(1, 2), "radius": Fraction(1, 4), "iterations": 1, **more}
    return Question(
        mover=mover(method),
        functions=function_class(functions, Fraction(lipschitz)),
        criterion=criterion,
        start=start if isinstance(start, Start) else Start(start),
        **given,
    )
