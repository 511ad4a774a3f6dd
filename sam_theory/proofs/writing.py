"""Ways to write steps that belong together."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from sam_theory.proofs.proof import Reals, Ref, Rule, Step, step
from sam_theory.proofs.terms import read, replace, replacements


def at(formula: str, variable: str, value: str) -> str:
    """The formula with a value in place of a variable."""
    return ast.unparse(replace(read(formula), replacements({variable: value})))


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
    passes = f"since({start}, k, implies({formula}, {at(formula, 'k', 'k + 1')}))"
    return (
        Step(
            name=f"{name}: start", ours=ours, check=Reals(then=at(formula, "k", start), given=base)
        ),
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


def follows(
    name: str,
    then: str,
    *given: Ref,
    claim: str = "",
    ours: bool = False,
    erratum: str = "",
) -> Step:
    """A step by real arithmetic."""
    check = Reals(then=then, given=given)
    return Step(name=name, claim=claim, ours=ours, erratum=erratum, check=check)


def by_rule(
    name: str,
    schema: str,
    by: Mapping[str, str],
    *given: Ref,
    claim: str = "",
    ours: bool = False,
) -> Step:
    """A step by a rule of analysis."""
    return Step(name=name, claim=claim, ours=ours, check=Rule(schema=schema, by=by, given=given))
