"""Where USAM ends: the range of λ(1 + ρλ) on quadratics, and why x̄ must be stationary.

f(x) = x²/2 − 3x³/2 + 5x⁴/8, t = ½, ρ = 1: f′(1) = −1 and f′(1 + f′(1)) = f′(0) = 0, so that USAM
keeps 1; at x = 1 + e its probe is p = e/2 + 3e² + 5e³/2, and it moves to 1 + e − f′(p)/2.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Cited,
    Identity,
    Part,
    Proof,
    Reals,
    Statement,
    Step,
    Uses,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import follows
from sam_theory.statements.formulas import given
from sam_theory.theorems.bolte_1 import STATES

HERE = "dot(x[{k}] - xstar, v[m])"
PRODUCT = "lam[m]*(1 + rho*lam[m])"
ON_QUADRATICS = (
    f"forall(m, implies(m >= 1 and m <= N and {HERE.format(k=1)} != 0"
    f" and tends(k, abs({HERE.format(k='k')}), 0) and t > 0, 0 <= {PRODUCT} and {PRODUCT} <= 2/t))"
)
SLOPE = "(x - 9*x**2/2 + 5*x**3/2)"

at_one = (
    Step(
        name="probe of 1 + e",
        claim="f′(x) = x − 9x²/2 + 5x³/2; the probe x + f′(x) of x = 1 + e is e/2 + 3e² + 5e³/2",
        ours=True,
        check=Identity(
            equation="(1 + r) + ((1 + r) - 9*(1 + r)**2/2 + 5*(1 + r)**3/2)"
            " == r/2 + 3*r**2 + 5*r**3/2"
        ),
    ),
    Step(
        name="curvature at 1",
        claim="f″(1) = −½, so that λ(1 + ρλ) = −¼",
        ours=True,
        check=Identity(
            equation=f"limit(diff({SLOPE}, x), x, 1)*(1 + limit(diff({SLOPE}, x), x, 1)) == -1/4"
        ),
    ),
    Step(
        name="USAM stays near 1",
        claim="|e⁺| ≤ 0.9|e| for |e| ≤ 1/20: from all starts near 1 USAM tends to 1, where"
        " f′(1) = −1 and λ(1 + ρλ) = −¼ < 0",
        ours=True,
        check=Reals(
            then="forall(e, p, implies(abs(e) <= 1/20 and p == e/2 + 3*e**2 + 5*e**3/2,"
            " abs(p) <= abs(e) and abs(e - (p - 9*p**2/2 + 5*p**3/2)/2) <= (9/10)*abs(e)))"
            " and -1/2*(1 - 1/2) == -1/4"
        ),
    ),
)

quadratics = (
    Step(
        name="stable only there",
        check=Uses(
            proof="usam-quadratic",
            conclusion="only",
            given=(hypothesis("eigenvectors"), definition("iteration")),
        ),
    ),
    follows(
        "range on quadratics",
        ON_QUADRATICS,
        step("stable only there"),
        claim="0 < tλ(1 + ρλ) < 2 along every eigenvector along which x¹ − x* has a component",
        ours=True,
    ),
    Step(
        name="range",
        claim="0 ≤ λ(1 + ρλ) ≤ 2(1 + β)/α at the limit from almost every start",
        check=Cited("Bolte, Le, Pauwels 2025 (2510.09034)", then=STATES.formula),
    ),
)

proof = Proof(
    name="bolte-1",
    summary="where USAM ends: on quadratics; a limit that is not stationary may break the range",
    source="derived here; the range: Bolte, Le, Pauwels 2025 (2510.09034)",
    statement=Statement(
        hypotheses=(
            given(
                "eigenvectors",
                "⟨∇f(z), vₘ⟩ = λₘ⟨z − x*, vₘ⟩, m ≤ N",
                "forall(m, z, implies(m >= 1 and m <= N,"
                " dot(grad(z), v[m]) == lam[m]*dot(z - xstar, v[m])))",
            ),
        ),
        definitions=(
            given(
                "iteration",
                "xᵏ⁺¹ = xᵏ − t∇f(xᵏ + ρ∇f(xᵏ))",
                "always(k, x[k + 1] == x[k] - t*grad(x[k] + rho*grad(x[k])))",
            ),
        ),
        conclusions=(
            STATES,
            given("range-stationary", f"{STATES.text}, where ∇f(x̄) = 0", STATES.formula),
            given(
                "quadratics", "on quadratics, β = 0, along v with ⟨x¹ − x*, v⟩ ≠ 0", ON_QUADRATICS
            ),
        ),
        needs={
            "range": (),
            "range-stationary": (),
            "quadratics": ("eigenvectors",),
        },
    ),
    steps=(*at_one, *quadratics),
    parts=(
        Part(text="the range at any limit", conclusion="range", refuted_by="USAM stays near 1"),
        Part(
            text="the range at a stationary limit", conclusion="range-stationary", shown_by="range"
        ),
        Part(
            text="on quadratics, β = 0: the range, from starts with all components",
            conclusion="quadratics",
            shown_by="range on quadratics",
            ours=True,
        ),
    ),
    vectors=("A",),
    outcome="false where x̄ need not be stationary; else cited, and proved on quadratics for β = 0",
)
