"""What the tests of certificates share: settings by name, and one whose step is any map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from holding import LIBRARY, problem

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.schedules.schedule import Schedule
from sam_theory.study.settings import setting_of
from sam_theory.study.study import Pair


def dynamics(name: str, step: str, radius: str = "1/10", method: str = "sam") -> Dynamics:
    """Of items of the catalogues."""
    made = setting_of(problem(name), LIBRARY.get("methods", method), Pair(step, radius))
    return Dynamics(problem=made.problem, method=made.method, step=made.step, radius=made.radius)


def stepping(image: Callable[[Any], Any], dimension: int) -> Dynamics:
    """x⁺ = image(x), for x of shape (..., n): gradient descent with t = 1 and ∇f = x − image(x)."""
    f = problem(f"quadratic[eigenvalues={(1.0,) * dimension}]")
    return Dynamics(
        problem=replace(f, gradient=lambda x: x - image(x)),
        method=LIBRARY.get("methods", "gradient-descent"),
        step=Schedule("1"),
        radius=Schedule("1"),
    )
