"""A counterexample by hand, for what tells of them."""

from __future__ import annotations

from fractions import Fraction

from sam_theory.falsifying.claims import Attacked, Counterexample, Target
from sam_theory.verdict import refuted


def killed(target: Target, evidence: str = "at k = 1", name: str = "against-it") -> Attacked:
    """The target killed by SAM on x²."""
    example = Counterexample(
        target=target,
        verdict=refuted(evidence),
        kept=(),
        problem="problem = ...",
        name=name,
        formula="f(x) = x²",
        method="sam",
        step="1/k",
        radius="1",
        start=(Fraction(-1, 2),),
        size=(1, 2),
    )
    return Attacked(target=target, outcome="false-as-stated", counterexample=example)
