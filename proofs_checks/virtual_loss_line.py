"""The virtual loss of SAM on the line, where f is convex: f moved by ρ, on either side.

F is f, h is f′, and c is a minimizer: SAM's direction is h(p + ρ) for p > c, h(p − ρ) for p < c.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Part,
    Proof,
    Statement,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import follows
from sam_theory.statements.formulas import given

RADIUS = hypothesis("radius")
ON_THE_LINE = (
    "forall(p, q, implies(p > c, h(p) >= 0 and J(q) >= J(p) + h(p + rho)*(q - p))"
    " and implies(p < c, h(p) <= 0 and J(q) >= J(p) + h(p - rho)*(q - p)))"
)

line = (
    follows(
        "increasing",
        "forall(p, q, implies(p < q, h(p) <= h(q)))",
        *(hypothesis("convex-line", p="p", q="q"), hypothesis("convex-line", p="q", q="p")),
    ),
    follows(
        "signs",
        "forall(p, implies(p > c, h(p) >= 0) and implies(p < c, h(p) <= 0))",
        *(hypothesis("minimizer"), step("increasing", p="p", q="c")),
        step("increasing", p="c", q="p"),
    ),
    follows(
        "probes",
        "h(c + rho) >= 0 and h(c - rho) <= 0",
        *(hypothesis("minimizer"), RADIUS, step("increasing", p="c", q="c + rho")),
        step("increasing", p="c - rho", q="c"),
    ),
    follows(
        "to the right",
        "forall(p, q, implies(p > c, J(q) >= J(p) + h(p + rho)*(q - p)))",
        *(step("probes"), step("increasing", p="c + rho", q="p + rho")),
        *(definition("line", r="p"), definition("line", r="q")),
        hypothesis("convex-line", p="p + rho", q="q + rho"),
        hypothesis("convex-line", p="p + rho", q="c + rho"),
        hypothesis("convex-line", p="c - rho", q="q - rho"),
    ),
    follows(
        "to the left",
        "forall(p, q, implies(p < c, J(q) >= J(p) + h(p - rho)*(q - p)))",
        *(step("probes"), step("increasing", p="p - rho", q="c - rho")),
        *(definition("line", r="p"), definition("line", r="q")),
        hypothesis("convex-line", p="p - rho", q="q - rho"),
        hypothesis("convex-line", p="p - rho", q="c - rho"),
        hypothesis("convex-line", p="c + rho", q="q + rho"),
    ),
    follows(
        "on the line",
        ON_THE_LINE,
        *(step("to the right", p="p", q="q"), step("to the left", p="p", q="q")),
        step("signs", p="p"),
        claim="J is convex, and SAM's direction a subgradient of it, if f is convex",
    ),
)

proof = Proof(
    name="virtual-loss-line",
    summary="on the line SAM is subgradient descent on f moved by ρ, on either side",
    source="derived here; the notion: Si, Yun, NeurIPS 2023",
    statement=Statement(
        hypotheses=(
            given("radius", "ρ > 0", "rho > 0"),
            given(
                "convex-line",
                "F(q) ≥ F(p) + h(p)(q − p)",
                "forall(p, q, F(q) >= F(p) + h(p)*(q - p))",
            ),
            given("minimizer", "h(c) = 0", "h(c) == 0"),
        ),
        definitions=(
            given(
                "line",
                "J(r) = F(r + ρ) − F(c + ρ) for r ≥ c, F(r − ρ) − F(c − ρ) for r ≤ c",
                "forall(r, implies(r >= c, J(r) == F(r + rho) - F(c + rho))"
                " and implies(r <= c, J(r) == F(r - rho) - F(c - rho)))",
            ),
        ),
        conclusions=(
            given(
                "subgradient",
                "h(p) ≥ 0 and J(q) ≥ J(p) + h(p + ρ)(q − p) for p > c, and likewise for p < c",
                ON_THE_LINE,
            ),
        ),
    ),
    steps=line,
    parts=(
        Part(
            text="SAM is subgradient descent on a convex J with the minimizers of f",
            conclusion="subgradient",
            shown_by="on the line",
            ours=True,
        ),
    ),
    outcome="true of every convex f: the kink at c is where SAM goes to and fro",
)
