"""Steps that proofs about SAM with constant t and ρ share, from hypotheses by their keys."""

from __future__ import annotations

from sam_theory.proofs.proof import Reals, Step, definition, hypothesis, step

PROBE = "x[k] + (rho/norm(grad(x[k])))*grad(x[k])"
ERROR_BOUND = Step(
    name="error",
    claim="‖gᵏ − ∇f(xᵏ)‖ ≤ βρ",
    check=Reals(
        then="always(k, norm(g[k] - grad(x[k])) <= L*rho)",
        given=(
            *(hypothesis("L"), hypothesis("constants"), definition("sam")),
            hypothesis("lipschitz", y=PROBE, z="x[k]"),
        ),
    ),
)
DESCENT_ALONG = Step(
    name="descent along gᵏ",
    claim="f(xᵏ⁺¹) ≤ f(xᵏ) − η⟨∇f(xᵏ), gᵏ⟩ + (βη²/2)‖gᵏ‖²",
    check=Reals(
        then="always(k, f(x[k + 1]) <= f(x[k]) - t*dot(grad(x[k]), g[k]) + (L*t**2/2)*sq(g[k]))",
        given=(definition("iteration"), step("(4)", y="x[k]", z="x[k + 1]")),
    ),
)
POLYAK = Step(
    name="Polyak–Łojasiewicz",
    claim="‖∇f(x)‖² ≥ 2μ(f(x) − f*)",
    ours=True,
    check=Reals(
        then="always(k, sq(grad(x[k])) >= 2*mu*(f(x[k]) - f(xstar)))",
        given=(
            hypothesis("strongly-convex"),
            hypothesis("strongly-convex", y="x[k]", z="xstar"),
        ),
    ),
)
