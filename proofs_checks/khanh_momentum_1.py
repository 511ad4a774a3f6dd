"""Heavy balls over inexact gradients: f plus a multiple of the last step's square falls.

d[k] is mᵏ, so that xᵏ⁺¹ = xᵏ − tmᵏ; V[k] = f(xᵏ⁺¹) + (β(1 + κ)t/2)‖mᵏ‖², κ = ν/(1 − ν), and
V[k + 1] ≤ V[k] − ct‖mᵏ⁺¹‖² with c = 1 − β − κ(1 + β) − tL/2 > 0.
"""

from __future__ import annotations

from sam_theory.proofs.derived import descent_condition, terms_vanish
from sam_theory.proofs.proof import (
    Choose,
    Cited,
    Define,
    Part,
    Proof,
    Step,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.tending import vanishes_by_square
from sam_theory.proofs.writing import by_rule, follows, inductively
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_momentum_1 import khanh_momentum_1

SHORT, SHARE, MOMENTUM = (hypothesis(k) for k in ("step-for-momentum", "share", "momentum"))
BALL = definition("ball")
NEXT, LAST = "norm(d[k + 1])", "norm(d[k])"

error = (
    follows(
        "κ",
        "kappa >= 0 and (1 - nu)*(1 + kappa) == 1 and 0 < t and t*L < 2*(1 - beta"
        " - kappa*(1 + beta))",
        *(SHORT, SHARE),
    ),
    Step(name="w", check=Define(symbol="w[k]", value="g[k] - grad(x[k])")),
    follows("g against w", "always(k, -dot(g[k], w[k]) <= norm(g[k])*norm(w[k]))"),
    follows(
        "square of ∇f",
        "always(k, sq(grad(x[k])) <= (norm(g[k]) + norm(w[k]))**2)",
        definition("w"),
    ),
    follows(
        "∇f by g",
        "always(k, norm(grad(x[k])) <= norm(g[k]) + norm(w[k]))",
        step("square of ∇f"),
    ),
    follows("ν by κ", "nu == kappa*(1 - nu) and 1 - nu > 0 and nu >= 0", SHORT, SHARE),
    follows("error", "always(k, norm(w[k]) <= nu*norm(grad(x[k])))", definition("w"), SHARE),
    follows(
        "error and g",
        "always(k, norm(w[k]) <= nu*(norm(g[k]) + norm(w[k])))",
        *(step("error"), step("∇f by g"), step("ν by κ")),
    ),
    follows(
        "error by g",
        "always(k, norm(w[k]) <= kappa*norm(g[k]))",
        *(step("error and g"), step("ν by κ")),
        claim="‖gᵏ − ∇f(xᵏ)‖ ≤ κ‖gᵏ‖, κ = ν/(1 − ν)",
    ),
    follows(
        "g by m",
        "always(k, norm(g[k + 1]) <= norm(d[k + 1]) + beta*norm(d[k]))",
        *(BALL, MOMENTUM),
    ),
    follows(
        "error by m",
        f"always(k, norm(w[k + 1]) <= kappa*({NEXT} + beta*{LAST}))",
        *(step("error by g", k="k + 1"), step("g by m"), step("κ")),
    ),
    follows(
        "against the step",
        "always(k, dot(w[k + 1], d[k + 1]) <= norm(w[k + 1])*norm(d[k + 1]))",
    ),
    follows(
        "squares of both",
        f"always(k, {LAST}*{NEXT} <= ({LAST}**2 + {NEXT}**2)/2)",
    ),
    follows(
        "product",
        f"always(k, norm(w[k + 1])*{NEXT} <= kappa*({NEXT} + beta*{LAST})*{NEXT})",
        step("error by m"),
    ),
    follows(
        "halves",
        f"always(k, kappa*beta*({LAST}*{NEXT}) <= kappa*beta*(({LAST}**2 + {NEXT}**2)/2))",
        *(step("κ"), MOMENTUM),
    ),
    follows(
        "error against the step",
        f"always(k, dot(w[k + 1], d[k + 1]) <= kappa*((1 + beta/2)*{NEXT}**2"
        f" + (beta/2)*{LAST}**2))",
        *(step("product"), step("halves")),
    ),
)

FALL = "(1 - beta - kappa*(1 + beta) - t*L/2)"
SHARES = (step("κ"), MOMENTUM)

falls = (
    descent_condition(),
    follows(
        "next",
        "always(k, x[k + 2] == x[k + 1] - t*d[k + 1])",
        definition("ball", k="k + 1"),
    ),
    follows(
        "descent along m",
        "always(k, f(x[k + 2]) <= f(x[k + 1]) - t*dot(grad(x[k + 1]), d[k + 1])"
        f" + (L/2)*t**2*{NEXT}**2)",
        *(step("next"), step("(4)", y="x[k + 1]", z="x[k + 2]")),
    ),
    follows(
        "∇f against m",
        f"always(k, -dot(grad(x[k + 1]), d[k + 1]) == -{NEXT}**2 + beta*dot(d[k], d[k + 1])"
        " + dot(w[k + 1], d[k + 1]))",
        *(BALL, definition("w", k="k + 1")),
    ),
    follows(
        "m against m",
        f"always(k, dot(d[k], d[k + 1]) <= ({LAST}**2 + {NEXT}**2)/2)",
    ),
    follows(
        "both against m",
        f"always(k, -dot(grad(x[k + 1]), d[k + 1]) <= -{NEXT}**2 + beta*({LAST}**2 + {NEXT}**2)/2"
        f" + kappa*((1 + beta/2)*{NEXT}**2 + (beta/2)*{LAST}**2))",
        *(step("∇f against m"), step("error against the step"), MOMENTUM),
    ),
    Step(name="s2", check=Define(symbol="S[k]", value="norm(d[k])**2")),
    Step(name="V", check=Define(symbol="V[k]", value="f(x[k + 1]) + (t*beta*(1 + kappa)/2)*S[k]")),
    Step(name="c", check=Define(symbol="c", value=f"t*{FALL}")),
    follows("c > 0", "c > 0", definition("c"), step("κ")),
    follows(
        "one step by parts",
        "always(k, f(x[k + 2]) <= f(x[k + 1]) + t*(-S[k + 1] + beta*(S[k] + S[k + 1])/2"
        " + kappa*((1 + beta/2)*S[k + 1] + (beta/2)*S[k])) + (L/2)*t**2*S[k + 1])",
        *(step("descent along m"), step("both against m"), step("κ")),
        *(definition("s2"), definition("s2", k="k + 1")),
    ),
    follows(
        "one step",
        "always(k, V[k + 1] <= V[k] - c*S[k + 1])",
        *(step("one step by parts"), definition("V"), definition("V", k="k + 1")),
        definition("c"),
        claim="f(xᵏ⁺²) + (tβ(1 + κ)/2)‖mᵏ⁺¹‖² ≤ f(xᵏ⁺¹) + (tβ(1 + κ)/2)‖mᵏ‖² − c‖mᵏ⁺¹‖²",
        ours=True,
    ),
)

BOUND = "c*total(i, 1, k + 1, sq(grad(x[i])))"
HEIGHT = "c*sq(grad(x[1])) + B*(2*(V[1] - V[k]) + c*S[1] - c*S[k])"
ALL = "c*sq(grad(x[1])) + B*(2*(V[1] - low) + c*S[1])"

vanishes = (
    Step(name="B", check=Define(symbol="B", value="2*(1 + kappa)**2")),
    follows("B > 0", "B > 0", definition("B"), step("κ")),
    follows(
        "gradient by g",
        "always(k, norm(grad(x[k])) <= (1 + kappa)*norm(g[k]))",
        *(step("∇f by g"), step("error by g")),
    ),
    follows(
        "gradient by m",
        f"always(k, norm(grad(x[k + 1])) <= (1 + kappa)*({NEXT} + beta*{LAST}))",
        *(step("gradient by g", k="k + 1"), step("g by m"), step("κ")),
    ),
    follows(
        "gradient by both",
        f"always(k, norm(grad(x[k + 1])) <= (1 + kappa)*({NEXT} + {LAST}))",
        *(step("gradient by m"), *SHARES),
    ),
    follows("positive", f"always(k, (1 + kappa)*({NEXT} + {LAST}) >= 0)", step("κ")),
    follows(
        "square by both",
        f"always(k, sq(grad(x[k + 1])) <= ((1 + kappa)*({NEXT} + {LAST}))**2)",
        step("gradient by both"),
    ),
    follows("square of a sum", "forall(r, a, b, (r*(a + b))**2 <= 2*r**2*(a**2 + b**2))"),
    follows(
        "square of the gradient",
        "always(k, sq(grad(x[k + 1])) <= B*(S[k] + S[k + 1]))",
        *(step("square by both"), definition("B")),
        step("square of a sum", r="1 + kappa", a=NEXT, b=LAST),
        *(definition("s2"), definition("s2", k="k + 1")),
    ),
    *inductively(
        "sums by V",
        f"{BOUND} <= {HEIGHT}",
        "1",
        given=(step("one step"), step("square of the gradient"), step("c > 0"), step("B > 0")),
        claim="cΣ_{i≤k}‖∇f(xⁱ)‖² ≤ c‖∇f(x¹)‖² + 2(1 + κ)²(2(V₁ − Vₖ) + c‖m¹‖² − c‖mᵏ‖²)",
        ours=True,
    ),
    Step(name="from below", check=Choose(names=("low",), given=hypothesis("bounded-below"))),
    follows(
        "V from below",
        "always(k, V[k] >= low and S[k] >= 0)",
        *(definition("V"), definition("s2"), step("from below", k="k + 1"), *SHARES),
    ),
    follows(
        "sums below",
        f"always(k, total(i, 1, k, sq(grad(x[i]))) <= ({ALL})/c)",
        *(step("sums by V"), step("V from below"), step("c > 0"), step("B > 0")),
    ),
    follows("squares", "always(k, sq(grad(x[k])) >= 0)"),
    by_rule(
        "summable",
        "bounded sums",
        {"a(k)": "sq(grad(x[k]))", "K": "1", "c": f"({ALL})/c"},
        *(step("squares"), step("sums below")),
    ),
    *terms_vanish("squares vanish", "sq(grad(x[k]))", step("summable")),
    *vanishes_by_square(
        "norms vanish", "norm(grad(x[k]) - 0)", "sq(grad(x[k]))", step("squares vanish")
    ),
    by_rule(
        "∇f(xᵏ) → 0",
        "limit of the distance",
        {"v(k)": "grad(x[k])", "c": "0"},
        step("norms vanish"),
        claim="∇f(xᵏ) → 0",
        ours=True,
    ),
    Step(
        name="xᵏ → x̄",
        claim="under KL xᵏ → x̄",
        check=Cited(
            "Khanh, Mordukhovich, Tran 2026, under conditions that are not known to us",
            then="tends(k, x[k], xbar)",
        ),
    ),
)

proof = Proof(
    name="khanh-momentum-1",
    summary="heavy balls over inexact gradients: ∇f(xᵏ) → 0 for tL < 2(1 − β − κ(1 + β))",
    source="derived here; convergence under KL: Khanh, Mordukhovich, Tran, JOTA 208:40 (2026)",
    statement=stated(khanh_momentum_1),
    steps=(*error, *falls, *vanishes),
    parts=(
        Part(text="∇f(xᵏ) → 0", conclusion="gradient-limit", shown_by="∇f(xᵏ) → 0", ours=True),
        Part(text="xᵏ → x̄ under KL", conclusion="convergence", shown_by="xᵏ → x̄"),
    ),
    outcome="∇f(xᵏ) → 0 under conditions of ours; convergence under KL is cited",
)
