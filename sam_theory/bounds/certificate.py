"""A bound on a program with its proof: multipliers under which what remains is a square.

bound − objective = Σ multiplier × constraint + tr(ZG) with Z ⪰ 0, exactly, so that the bound holds
wherever the constraints do. Nothing else is needed to believe it; see `verifier`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.bounds.forms import Form
from sam_theory.bounds.program import Program


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """The objective of `program` is at most `bound`; constraints not named have multiplier 0."""

    program: Program
    bound: Fraction
    multipliers: Mapping[str, Fraction]

    def document(self) -> dict[str, object]:
        """All of it in numbers, as exact texts."""
        program = self.program
        return {
            "generators": program.generators,
            "values": program.values,
            "objective": _written(program.objective),
            "bound": str(self.bound),
            "terms": [
                {
                    "constraint": constraint.name,
                    "origin": constraint.origin,
                    "equality": constraint.equality,
                    "multiplier": str(self.multipliers[constraint.name]),
                    "form": _written(constraint.form),
                }
                for constraint in program.constraints
                if self.multipliers.get(constraint.name)
            ],
        }


def _written(form: Form) -> dict[str, object]:
    return {
        "products": {f"<{a}, {b}>": str(c) for (a, b), c in form.products.items()},
        "values": {name: str(c) for name, c in form.values.items()},
        "constant": str(form.constant),
    }
