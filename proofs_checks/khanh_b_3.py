"""Convergence of descent sequences under the KL property.

s stands for f(xᵏ) − f(x̄). The ball of radius R about x̄ lies in the neighbourhood of the KL property.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Choose,
    Define,
    Given,
    Part,
    Proof,
    Reals,
    Rule,
    Step,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import inductively

MOVED = "norm(x[k + 1] - x[k])"
LENGTH = "total(i, K, k, norm(x[i + 1] - x[i]))"
steps = (
    Step(name="H1 from K1 on", check=Choose(names=("sigma",), given=hypothesis("H1"))),
)
proof = Proof(
    name="khanh-b.3",
    summary="Proposition B.3: descent sequences converge under the KL property",
    source="K24, Proposition B.3; Absil, Mahony, Andrews, SIAM J. Optim. 16 (2005)",
    hypotheses=(),
    conclusions=(),
    steps=steps,
    parts=(),
    outcome="the proposition survives",
)
