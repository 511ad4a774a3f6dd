"""Settings by name, for tests of certificates."""

from __future__ import annotations

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.library.catalogues import Library
from sam_theory.schedules.schedule import Schedule


def dynamics(problem: str, method: str, step: str, radius: str) -> Dynamics:
    """What moves x: the items of the catalogues, and the formulas."""
    library = Library()
    return Dynamics(
        problem=library.get("problems", problem),
        method=library.get("methods", method),
        step=Schedule(step),
        radius=Schedule(radius),
    )
