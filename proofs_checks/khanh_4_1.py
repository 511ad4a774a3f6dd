"""Inexact gradient descent with relative error.

What follows from (39) and (40) is shown in relative-descent, for any constants in place of δ/2,
1 − ν and 1 + ν.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Choose,
    Part,
    Proof,
    Reals,
    Ref,
    Step,
    Uses,
    Witness,
    definition,
    hypothesis,
    step,
)
from sam_theory.statements import formulas
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_4_1 import khanh_4_1

ERROR, NONNEGATIVE = hypothesis("relative-error"), hypothesis("step-nonnegative")
BOUND, POSITIVE_L = hypothesis("step-bound"), hypothesis("L")
G, H = "grad(x[k])", "g[k]"

estimates = (
    Step(
        name="(36)",
        claim="‖g‖² ≤ −(1 − ν²)‖∇f‖² + 2⟨∇f, g⟩",
        check=Reals(
            then=f"always(k, sq({H}) <= -(1 - nu**2)*sq({G}) + 2*dot({G}, {H}))", given=(ERROR,)
        ),
    ),
    Step(
        name="(37)",
        claim="⟨∇f, g⟩ ≤ (1 + ν)‖∇f‖²",
        check=Reals(then=f"always(k, dot({G}, {H}) <= (1 + nu)*sq({G}))", given=(ERROR,)),
    ),
    Step(
        name="(38)",
        claim="−⟨∇f, g⟩ ≤ −(1 − ν)‖∇f‖²",
        check=Reals(then=f"always(k, -dot({G}, {H}) <= -(1 - nu)*sq({G}))", given=(ERROR,)),
    ),
    Step(
        name="(39)",
        claim="(1 − ν)‖∇f‖ ≤ ‖g‖ ≤ (1 + ν)‖∇f‖",
        check=Reals(
            then=f"always(k, (1 - nu)*norm({G}) <= norm({H}) and norm({H}) <= (1 + nu)*norm({G}))",
            given=(ERROR,),
        ),
    ),
    Step(
        name="from N on",
        claim="(12) holds from some N on",
        check=Choose(names=("N",), given=BOUND),
    ),
    Step(
        name="N",
        claim="2 − 2ν − Ltₖ(1 + ν)² ≥ δ for k ≥ N",
        check=Reals(
            then="since(N, k, 2 - 2*nu - L*t[k]*(1 + nu)**2 >= delta)",
            given=(step("from N on"), POSITIVE_L, ERROR),
        ),
    ),
    Step(
        name="(4) along a step",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − t⟨∇f, g⟩ + (Lt²/2)‖g‖²",
        check=Reals(
            then=f"always(k, f(x[k + 1]) <= f(x[k]) - t[k]*dot({G}, {H}) + (L*t[k]**2/2)*sq({H}))",
            given=(hypothesis("descent", y="x[k]", z="x[k + 1]"), definition("iteration", k="k")),
        ),
    ),
    Step(
        name="(40)",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − (δt/2)‖∇f(xᵏ)‖², from the descent condition alone; Lipschitz "
        "continuity, which the text invokes here, is not used",
        check=Reals(
            then=f"since(N, k, f(x[k + 1]) <= f(x[k]) - (delta/2)*t[k]*sq({G}))",
            given=(
                *(step("(4) along a step"), step("(36)"), step("(37)"), step("(38)"), step("N")),
                *(NONNEGATIVE, POSITIVE_L),
            ),
        ),
    ),
)

shares = (
    Step(
        name="1 ± ν > 0",
        check=Reals(then="1 - nu > 0 and 1 + nu > 0", given=(ERROR,)),
    ),
    Step(name="δ/2 > 0", check=Reals(then="delta/2 > 0", given=(BOUND,))),
    Step(
        name="(43)",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − (δ/(2(1 + ν)))‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖",
        check=Reals(
            then="since(N, k, f(x[k + 1])"
            f" <= f(x[k]) - (delta/(2*(1 + nu)))*norm({G})*norm(x[k + 1] - x[k]))",
            given=(
                *(step("(40)"), step("(39)"), step("1 ± ν > 0"), step("δ/2 > 0"), NONNEGATIVE),
                definition("iteration"),
            ),
        ),
    ),
    Step(
        name="(44)",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − (δt/(2(1 + ν)²))‖gᵏ‖²",
        check=Reals(
            then=f"since(N, k, f(x[k + 1]) <= f(x[k]) - (delta/(2*(1 + nu)**2))*t[k]*sq({H}))",
            given=(*(step("(40)"), step("(39)"), step("1 ± ν > 0"), step("δ/2 > 0"), NONNEGATIVE),),
        ),
    ),
    Step(
        name="δ/(2(1 + ν)²) > 0",
        check=Reals(then="delta/(2*(1 + nu)**2) > 0", given=(step("1 ± ν > 0"), step("δ/2 > 0"))),
    ),
    Step(
        name="rest",
        check=Reals(then=f"always(k, implies({G} == 0, {H} == 0))", given=(step("(39)"),)),
    ),
)

BY = {"c": "delta/2", "h": "delta/(2*(1 + nu)**2)", "a": "1 - nu", "b": "1 + nu"}
FALLS = (step("δ/2 > 0"), step("(40)"), *map(hypothesis, ("smooth", "step-diverges")))
ESTIMATE = (step("δ/(2(1 + ν)²) > 0"), step("(44)"))
SHARE = (step("1 ± ν > 0"), step("(39)"))
BELOW, POINT = hypothesis("not-to-minus-infinity"), hypothesis("accumulation")
KL = tuple(hypothesis(word.key) for word in formulas.KL)


def follows(conclusion: str, *given: Ref) -> Uses:
    """From (39), (40) and (44)."""
    return Uses(
        proof="relative-descent",
        conclusion=conclusion,
        by=BY,
        given=(*FALLS, NONNEGATIVE, definition("iteration"), *given),
    )


descent = (
    Step(
        name="dichotomy",
        claim="f(xᵏ) does not increase for k ≥ N: it tends to −∞ or converges",
        check=follows("dichotomy"),
    ),
    Step(
        name="(41)",
        claim="(δ/2)Σ_{k≥N} tₖ‖∇f(xᵏ)‖² ≤ f(x^N) − inf f: for every lower bound of f(xᵏ)",
        check=follows("sum"),
    ),
    Step(
        name="(42), term by term",
        claim="‖xᵏ⁺¹ − xᵏ‖‖gᵏ‖ = tₖ‖gᵏ‖² ≤ (1 + ν)²tₖ‖∇f(xᵏ)‖²",
        check=Reals(
            then="always(k, norm(x[k + 1] - x[k])*norm(g[k]) == t[k]*sq(g[k])"
            " and t[k]*sq(g[k]) <= (1 + nu)**2*t[k]*sq(grad(x[k])))",
            given=(step("(39)"), NONNEGATIVE, definition("iteration")),
        ),
    ),
    Step(
        name="(42)",
        claim="Σ‖xᵏ⁺¹ − xᵏ‖‖gᵏ‖ < ∞",
        check=follows("work", *ESTIMATE, BELOW),
    ),
)

limits = (
    Step(
        name="(i) contradiction",
        erratum="the factor ε² is missing",
        claim="if ‖gᵏ‖ ≥ ε for all large k, then Σtₖ‖gᵏ‖² ≥ Σtₖ, term by term; that both are "
        "infinite is true",
        check=Reals(
            then="forall(eps, k, implies(eps > 0 and norm(g[k]) >= eps, t[k]*sq(g[k]) >= t[k]))",
            given=(hypothesis("step-nonnegative", k="k"),),
        ),
    ),
    Step(
        name="lim inf ‖g‖ = 0",
        claim="if ‖gᵏ‖ ≥ ε for all large k, then Σtₖ‖gᵏ‖² ≥ ε²Σtₖ = ∞, against (42)",
        ours=True,
        check=follows("liminf", *ESTIMATE, BELOW),
    ),
    Step(
        name="(i)",
        claim="every accumulation point is stationary: along a subsequence of Lemma B.2 xᵏ → x̄ and "
        "gᵏ → 0, so ∇f(xᵏ) → 0 by (39)",
        check=follows("stationary-accumulation", *SHARE, *ESTIMATE, BELOW),
    ),
    Step(
        name="(ii)",
        claim="f(xᵏ) → f(x̄): the limit of a nonincreasing sequence is that of its subsequences",
        check=follows("value-convergence", BELOW, POINT),
    ),
    Step(name="(ii) decrease", claim="f(xᵏ) ↓", check=follows("decrease")),
    Step(
        name="t bounded",
        check=Witness(
            then="exists(r, eventually(k, t[k] <= r))",
            values={"r": "(2 - 2*nu - delta)/(L*(1 + nu)**2)"},
            given=(BOUND,),
        ),
    ),
    Step(
        name="(iii)",
        claim="∇f(xᵏ) → 0 by Lemma B.1 with α = ‖∇f‖, β = Lt(1 + ν), γ = 0, if ∇f is Lipschitz",
        check=follows(
            "gradient-limit", *SHARE, BELOW, hypothesis("lipschitz-any"), step("t bounded")
        ),
    ),
    Step(
        name="(iv) H1",
        claim="(H1) of Proposition B.3 holds with σ = δ/(2(1 + ν))",
        check=Reals(
            then="delta/(2*(1 + nu)) > 0 and eventually(k, f(x[k]) - f(x[k + 1])"
            " >= (delta/(2*(1 + nu)))*norm(grad(x[k]))*norm(x[k + 1] - x[k]))",
            given=(step("(43)"), step("1 ± ν > 0"), step("δ/2 > 0")),
        ),
    ),
    Step(
        name="(iv) H2",
        erratum="tₖ = 0 is allowed, where xᵏ⁺¹ = xᵏ all the same",
        claim="f(xᵏ⁺¹) = f(xᵏ) gives ∇f(xᵏ) = 0 by (40), where tₖ ≥ 0",
        check=Reals(
            then="since(N, k, implies(f(x[k + 1]) == f(x[k]), norm(grad(x[k])) == 0))",
            given=(step("(40)"), NONNEGATIVE),
        ),
    ),
    Step(
        name="(iv) H2, corrected",
        claim="f(xᵏ⁺¹) = f(xᵏ) gives tₖgᵏ = 0, so xᵏ⁺¹ = xᵏ",
        ours=True,
        check=Reals(
            then="since(N, k, implies(f(x[k + 1]) == f(x[k]), x[k + 1] == x[k]))",
            given=(*ESTIMATE, NONNEGATIVE, definition("iteration")),
        ),
    ),
    Step(
        name="(iv)",
        claim="xᵏ → x̄ by Proposition B.3",
        check=Uses(
            proof="khanh-b.3",
            conclusion="convergence",
            by={"sigma": "delta/(2*(1 + nu))"},
            given=(
                *(step("(iv) H1"), step("(iv) H2, corrected"), POINT, hypothesis("smooth")),
                *KL,
            ),
        ),
    ),
    Step(
        name="(v)",
        claim="Proposition B.4 applies with τ = t, d = −g, β = δ/(2(1 + ν)²), α = 1/(1 − ν), and "
        "B.5 with δτ̄/2, unless xᵏ⁺¹ = xᵏ for infinitely many k",
        check=Reals(
            then="since(N, k, f(x[k]) - f(x[k + 1]) >= (delta/(2*(1 + nu)**2))*t[k]*sq(g[k])"
            " and norm(grad(x[k])) <= (1/(1 - nu))*norm(g[k])"
            " and f(x[k]) - f(x[k + 1]) >= (delta/2)*t[k]*sq(grad(x[k])))",
            given=(step("(44)"), step("(39)"), step("(40)"), step("1 ± ν > 0")),
        ),
    ),
    Step(
        name="(v) finite stop",
        claim="if tₖ > 0 and xᵏ⁺¹ = xᵏ then ∇f(xᵏ) = 0",
        check=Reals(
            then="always(k, implies(t[k] > 0 and x[k + 1] == x[k], grad(x[k]) == 0))",
            given=(step("(39)"), step("1 ± ν > 0"), definition("iteration")),
        ),
    ),
)

KINDS = {"linear": formulas.EXPONENT_AT_MOST_HALF, "power": formulas.EXPONENT_ABOVE_HALF}
OF_RATES = (
    *(*SHARE, *ESTIMATE, step("rest"), POINT, hypothesis("step-bounded-below"), *KL),
    hypothesis("kl power"),
    *(POSITIVE_L, hypothesis("descent")),
)
KEYS = [
    (f"{kind}-{name}", exponent.key)
    for kind, exponent in KINDS.items()
    for name in ("iterates", "gradients", "values")
]

rates = tuple(
    Step(name=f"(v) {key}", check=follows(key, *OF_RATES, hypothesis(exponent)))
    for key, exponent in KEYS
)
TEXTS = {c.states.key: c.text for c in khanh_4_1.conclusions if c.states is not None}

proof = Proof(
    name="khanh-4.1",
    summary="Theorem 4.1: inexact gradient descent with relative error",
    source="K24, Theorem 4.1, proof in Appendix C.3",
    statement=stated(khanh_4_1),
    steps=(*estimates, *shares, *descent, *limits, *rates),
    parts=(
        Part(
            text="(i) accumulation points are stationary",
            conclusion="stationary-accumulation",
            shown_by="(i)",
        ),
        Part(text="(ii) f(xᵏ) → f(x̄)", conclusion="value-convergence", shown_by="(ii)"),
        Part(text="(ii) f(xᵏ) ↓", conclusion="decrease", shown_by="(ii) decrease"),
        Part(text="(iii) ∇f(xᵏ) → 0", conclusion="gradient-limit", shown_by="(iii)"),
        Part(text="(iv) xᵏ → x̄", conclusion="convergence", shown_by="(iv)"),
        *(Part(text=TEXTS[key], conclusion=key, shown_by=f"(v) {key}") for key, _ in KEYS),
    ),
    outcome="the conclusions survive: ε² is missing in (i), and (H2) is shown as if tₖ > 0",
    stronger=("khanh-4.1-stronger",),
)
