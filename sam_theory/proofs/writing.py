"""Ways to write steps that belong together."""

from __future__ import annotations

import ast

from sam_theory.proofs.proof import Reals, Ref, Rule, Step, step
from sam_theory.proofs.terms import read, replace, replacements


def inductively(
    name: str,
    formula: str,
    start: str,
    *,
    base: tuple[Ref, ...] = (),
    given: tuple[Ref, ...] = (),
    claim: str = "",
    ours: bool = False,
) -> tuple[Step, ...]:
    """Three steps that show since(start, k, formula), a formula in k, by induction.

    `base` are the premises of the formula at the start, `given` those of the step from k to k + 1.
    """
    tree = read(formula)
    first = replace(tree, replacements({"k": start}))
    later = replace(tree, replacements({"k": "k + 1"}))

    passes = f"since({start}, k, implies({formula}, {ast.unparse(later)}))"
    return (
        Step(name=f"{name}: start", ours=ours, check=Reals(then=ast.unparse(first), given=base)),
        Step(name=f"{name}: k to k + 1", ours=ours, check=Reals(then=passes, given=given)),
        Step(
            name=name,
            claim=claim,
            ours=ours,
            check=Rule(
                schema="induction",
                by={"P(k)": formula, "K": start},
                given=(step(f"{name}: start"), step(f"{name}: k to k + 1")),
            ),
        ),
    )
