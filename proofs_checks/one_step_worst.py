"""The worst decrease of one step with its gradient at x + (r/s)∇f(x), s = ‖∇f(x)‖, and who has it.

φ(q) = −tsq + Lt²q²/2 is the decrease along g = (q/s)∇f(x) where f″ = L. No step does worse than
q = s + Lr or q = s + μr; f = L‖x‖²/2 does the former, and the latter is done for r ≥ 0 by f on the
real line with f″ = μ from x to the probe and f″ = L on the other side of x.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Define,
    Part,
    Proof,
    Statement,
    Step,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import follows
from sam_theory.statements import formulas
from sam_theory.statements.formulas import given

HERE, NEXT, SLOPE = "f(x[k])", "f(x[k + 1])", "norm(grad(x[k]))"
PROBE = f"x[k] + (r/{SLOPE})*grad(x[k])"
MISS = "g[k] - grad(x[k])"


def decrease(slope: str, length: str) -> str:
    """φ(q), q the length of g along ∇f(x)."""
    return f"(-t*{slope}*({length}) + (L*t**2/2)*({length})**2)"


def worst(slope: str) -> str:
    """The larger of φ(s + Lr) and φ(s + μr)."""
    ends = (decrease(slope, f"{slope} + {c}*r") for c in ("L", "mu"))
    return f"max({', '.join(ends)})"


AT_L, AT_MU = ("slope[k]", "slope[k] + L*r"), ("slope[k]", "slope[k] + mu*r")
PACE = "(-t*slope[k] + L*t**2*slope[k] + (L*t**2/2)*(L + mu)*r)"

numbers = (
    Step(name="s", claim="s = ‖∇f(xᵏ)‖", check=Define(symbol="slope[k]", value=SLOPE)),
    Step(
        name="z",
        claim="z = ⟨∇f(xᵏ), g − ∇f(xᵏ)⟩/s",
        check=Define(symbol="along[k]", value=f"dot(grad(x[k]), {MISS})/{SLOPE}"),
    ),
    Step(name="miss", check=Define(symbol="miss[k]", value=f"sq({MISS})")),
    follows("s > 0", "always(k, slope[k] > 0)", hypothesis("gradients-nonzero"), definition("s")),
)

upper = (
    follows(
        "(4) along a step",
        f"always(k, {NEXT} <= {HERE} - t*dot(grad(x[k]), g[k]) + (L*t**2/2)*sq(g[k]))",
        *(hypothesis("descent", y="x[k]", z="x[k + 1]"), definition("iteration")),
        claim="f(x⁺) ≤ f(x) − t⟨∇f(x), g⟩ + (Lt²/2)‖g‖²",
    ),
)

proof = Proof(
    name="one-step-worst",
    summary="the worst decrease of one step with a gradient along ±∇f, and who has it",
    source="not in print; where L is sharp it replaces (25) of K24",
    statement=Statement(
        hypotheses=(
            *(formulas.POSITIVE_L, formulas.DESCENT, formulas.GRADIENTS_NONZERO),
            given(
                "curvature",
                "⟨∇f(y) − ∇f(z) − μ(y − z), L(y − z) − (∇f(y) − ∇f(z))⟩ ≥ 0, μ ≤ L",
                "mu <= L and forall(y, z, dot(grad(y) - grad(z) - mu*(y - z),"
                " L*(y - z) - (grad(y) - grad(z))) >= 0)",
            ),
        ),
        definitions=(
            formulas.CONSTANT_STEP,
            given("probe", "gᵏ = ∇f(xᵏ + (r/s)∇f(xᵏ))", f"always(k, g[k] == grad({PROBE}))"),
        ),
        conclusions=(
            given(
                "decrease",
                "f(xᵏ⁺¹) ≤ f(xᵏ) + max{φ(s + Lr), φ(s + μr)}, φ(q) = −tsq + Lt²q²/2",
                f"always(k, {NEXT} <= {HERE} + {worst(SLOPE)})",
            ),
        ),
    ),
    steps=(
        *numbers,
        *upper,
        follows(
            "curvature",
            "always(k, miss[k] <= (L + mu)*r*along[k] - mu*L*r**2)",
            *(hypothesis("curvature", y=PROBE, z="x[k]"), definition("probe")),
            *(definition("miss"), definition("z"), hypothesis("gradients-nonzero")),
            claim="‖g − ∇f‖² ≤ (L + μ)rz − μLr²",
        ),
        follows(
            "Cauchy–Schwarz",
            "always(k, along[k]**2 <= miss[k])",
            *(definition("miss"), definition("z"), hypothesis("gradients-nonzero")),
            claim="z² ≤ ‖g − ∇f‖²",
        ),
        follows(
            "in numbers",
            f"always(k, {NEXT} <= {HERE} - t*slope[k]**2 - t*slope[k]*along[k]"
            " + (L*t**2/2)*(slope[k]**2 + 2*slope[k]*along[k] + miss[k]))",
            *(step("(4) along a step"), definition("miss"), definition("z"), definition("s")),
            hypothesis("gradients-nonzero"),
        ),
        follows(
            "range of z",
            "always(k, (along[k] - mu*r)*(along[k] - L*r) <= 0)",
            *(step("curvature"), step("Cauchy–Schwarz")),
            claim="z is between μr and Lr",
        ),
        Step(
            name="rise",
            claim="what bounds f(x⁺) − f(x) is linear in z",
            check=Define(
                symbol="rise[k]",
                value="-t*slope[k]**2 - t*slope[k]*along[k] + (L*t**2/2)*(slope[k]**2"
                " + 2*slope[k]*along[k] + (L + mu)*r*along[k] - mu*L*r**2)",
            ),
        ),
        follows(
            "f rises by at most that",
            f"always(k, {NEXT} <= {HERE} + rise[k])",
            *(step("in numbers"), step("curvature"), definition("rise"), hypothesis("L")),
        ),
        Step(name="pace", check=Define(symbol="pace[k]", value=PACE)),
        Step(name="φ(s + Lr)", check=Define(symbol="steep[k]", value=decrease(*AT_L))),
        Step(name="φ(s + μr)", check=Define(symbol="flat[k]", value=decrease(*AT_MU))),
        follows(
            "to the one end",
            "always(k, rise[k] - steep[k] == pace[k]*(along[k] - L*r))",
            *(definition("rise"), definition("φ(s + Lr)"), definition("pace")),
        ),
        follows(
            "to the other",
            "always(k, rise[k] - flat[k] == pace[k]*(along[k] - mu*r))",
            *(definition("rise"), definition("φ(s + μr)"), definition("pace")),
        ),
        follows(
            "times the square of the pace",
            "always(k, pace[k]**2*((along[k] - mu*r)*(along[k] - L*r)) <= 0)",
            step("range of z"),
        ),
        follows(
            "between the ends",
            "always(k, (rise[k] - steep[k])*(rise[k] - flat[k]) <= 0)",
            *(step("to the one end"), step("to the other"), step("times the square of the pace")),
            claim="a linear function is between its values at the ends",
        ),
        follows(
            "ends",
            "always(k, rise[k] <= max(steep[k], flat[k]))",
            step("between the ends"),
        ),
        follows(
            "worst",
            f"always(k, {NEXT} <= {HERE} + {worst(SLOPE)})",
            *(step("f rises by at most that"), step("ends"), definition("s")),
            *(definition("φ(s + Lr)"), definition("φ(s + μr)")),
            claim="f(xᵏ⁺¹) ≤ f(xᵏ) + max{φ(s + Lr), φ(s + μr)}",
            ours=True,
        ),
        follows(
            "a quadratic has it",
            "forall(a, b, (L/2)*(a - t*(L*(a + b)))**2 - (L/2)*a**2"
            f" == {decrease('L*a', 'L*a + L*b')})",
            claim="f = Lx²/2 rises by φ(s + Lr) in a step from x = s/L",
            ours=True,
        ),
    ),
    parts=(Part(text="the worst decrease", conclusion="decrease", shown_by="worst"),),
    outcome="(25), (28) and (40) are not the best possible",
)
