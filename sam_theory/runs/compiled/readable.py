"""Whether JAX can trace what a problem and its methods are defined by."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sam_theory.runs.compiled.backend import Unreadable
from sam_theory.runs.compiled.iteration import Iteration


def require_readable(iteration: Iteration, problem: str) -> None:
    """Raise Unreadable if JAX cannot trace f, ∇f or a direction, naming it."""
    parts: list[tuple[str, Callable[[], Any]]] = [
        (f"f of {problem}", lambda: iteration.values),
        (f"∇f of {problem}", lambda: iteration.gradients),
    ]
    for method, _ in iteration.groups:
        if method.displacement is None:
            parts.append((method.name, partial(iteration.step, method)))
        elif method.steered:
            parts.append((method.name, partial(iteration.direction, method)))
    for what, trace in parts:
        try:
            trace()
        except Exception as error:  # whatever a user's definition raises
            text = str(error).strip().split("\n")[0]
            raise Unreadable(
                f"{what} must be written with namespace(x), for any array library, to be "
                f"compiled; take --engine numpy, or change it ({type(error).__name__}: {text})"
            ) from error
