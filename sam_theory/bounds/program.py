"""A worst case as data: maximize a form over Gram matrices and values, under inequalities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sam_theory.bounds.forms import Form


@dataclass(frozen=True, kw_only=True)
class Constraint:
    """`form` >= 0, or = 0 where it is an `equality`; `origin` says why it holds."""

    name: str
    form: Form
    origin: str
    equality: bool = False


@dataclass(frozen=True, kw_only=True)
class Program:
    """max `objective` over G ⪰ 0 (the Gram matrix of `generators`) and `values`.

    Names of constraints are unique. `sizes` of generators, `heights` of values and the `unit` of
    the objective are roughly what these come to, for the sake of solvers; nothing else changes.
    """

    generators: tuple[str, ...]
    values: tuple[str, ...]
    constraints: tuple[Constraint, ...]
    objective: Form
    sizes: Mapping[str, float] = field(default_factory=dict)
    heights: Mapping[str, float] = field(default_factory=dict)
    unit: float = 1.0

    def expected(self, form: Form) -> float:
        """How large the largest term of a form may be expected to be, its constant aside."""
        sizes, heights = self.sizes, self.heights
        products = (
            abs(float(q)) * sizes.get(a, 1.0) * sizes.get(b, 1.0)
            for (a, b), q in form.products.items()
        )
        values = (abs(float(q)) * heights.get(v, 1.0) for v, q in form.values.items())
        return max((*products, *values), default=0.0)
