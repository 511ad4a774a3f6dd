"""What the words of the vocabulary say, as formulas that proofs draw their premises from.

x[k], g[k], t[k], rho[k], eps[k] stand for xᵏ, gᵏ, tₖ, ρₖ, εₖ; grad for ∇f; xbar for x̄. The KL
property at x̄ is taken with a ball of radius R about x̄ for its neighbourhood and with a finite η,
which may always be had: both may be made smaller.
"""

from __future__ import annotations

from sam_theory.proofs.proof import Given

GAP = "f(y) - f(xbar)"


def given(key: str, text: str, formula: str) -> Given:
    """A word, what it says, and its formula."""
    return Given(key=key, text=text, formula=formula)


# ---- the function

SMOOTH = given("smooth", "f ∈ C¹", "gradient(f, grad)")
POSITIVE_L = given("L", "L > 0", "L > 0")
LIPSCHITZ = given(
    "lipschitz",
    "‖∇f(y) − ∇f(z)‖ ≤ L‖y − z‖ (3)",
    "forall(y, z, norm(grad(y) - grad(z)) <= L*norm(y - z))",
)
DESCENT = given(
    "descent",
    "f(z) ≤ f(y) + ⟨∇f(y), z − y⟩ + (L/2)‖z − y‖² (4)",
    "forall(y, z, f(z) <= f(y) + dot(grad(y), z - y) + (L/2)*sq(z - y))",
)
CONVEX = given(
    "convex",
    "f(z) ≥ f(y) + ⟨∇f(y), z − y⟩",
    "forall(y, z, f(z) >= f(y) + dot(grad(y), z - y))",
)
STRONGLY_CONVEX = given(
    "strongly-convex",
    "f(z) ≥ f(y) + ⟨∇f(y), z − y⟩ + (μ/2)‖z − y‖², μ > 0",
    "mu > 0 and forall(y, z, f(z) >= f(y) + dot(grad(y), z - y) + (mu/2)*sq(z - y))",
)
LEVEL_SET = given(
    "level-set",
    "{y: f(y) ≤ f(z)} is bounded for some z",
    "exists(z, r, forall(y, implies(f(y) <= f(z), norm(y) <= r)))",
)
UNIQUE = given(
    "unique",
    "x* is the only minimizer",
    "forall(y, f(y) >= f(xstar)) and forall(z, implies(forall(y, f(y) >= f(z)), z == xstar))",
)
FINITE_INFIMUM = given("low", "f ≥ f*", "forall(y, f(y) >= fstar)")

# ---- steps and radii

STEP_POSITIVE = given("step-positive", "tₖ > 0", "always(k, t[k] > 0)")
STEP_NONNEGATIVE = given("step-nonnegative", "tₖ ≥ 0", "always(k, t[k] >= 0)")
STEP_DIVERGES = given("step-diverges", "Σ tₖ = ∞", "diverges(k, t[k])")
STEP_SQUARE_SUMMABLE = given("step-square-summable", "Σ tₖ² < ∞", "summable(k, t[k]**2)")
STEP_VANISHES = given("step-vanishes", "tₖ → 0", "tends(k, t[k], 0)")
STEP_DECREASES = given("step-decreases", "tₖ₊₁ ≤ tₖ for large k", "eventually(k, t[k + 1] <= t[k])")
STEP_BOUNDED_BELOW = given(
    "step-bounded-below",
    "tₖ is bounded away from 0",
    "exists(b, b > 0 and eventually(k, t[k] >= b))",
)
STEP_BELOW = given(
    "step-below", "lim sup tₖ < 2/L", "exists(e, e < 2/L and eventually(k, t[k] <= e))"
)
STEP_BOUND = given(
    "step-bound",
    "tₖ ≤ (2 − 2ν − δ)/(L(1 + ν)²) for large k, δ > 0 (12)",
    "delta > 0 and eventually(k, t[k] <= (2 - 2*nu - delta)/(L*(1 + nu)**2))",
)
RADIUS_NONNEGATIVE = given("radius-nonnegative", "ρₖ ≥ 0", "always(k, rho[k] >= 0)")
RADIUS_POSITIVE = given("radius-positive", "ρₖ > 0", "always(k, rho[k] > 0)")
RADIUS_BOUNDED = given("radius-bounded", "sup ρₖ < ∞", "exists(b, always(k, rho[k] <= b))")
PRODUCT_SUMMABLE = given("product-summable", "Σ tₖρₖ < ∞", "summable(k, t[k]*rho[k])")
RADIUS_LIMSUP = given(
    "radius-limsup", "limsup ρₖ < 2/L", "exists(e, e < 2/L and eventually(k, rho[k] <= e))"
)
RADIUS_BELOW_NU = given(
    "radius-relative", "ρₖ ≤ ν/L, 0 ≤ ν < 1", "0 <= nu and nu < 1 and always(k, rho[k] <= nu/L)"
)

# ---- errors

ABSOLUTE_ERROR = given(
    "absolute-error", "‖gᵏ − ∇f(xᵏ)‖ ≤ εₖ", "always(k, norm(g[k] - grad(x[k])) <= eps[k])"
)
ERROR_POSITIVE = given("error-positive", "εₖ > 0", "always(k, eps[k] > 0)")
ERROR_SUMMABLE = given("error-summable", "Σ tₖεₖ < ∞", "summable(k, t[k]*eps[k])")
ERROR_LIMSUP = given(
    "error-limsup", "limsup εₖ < 2", "exists(e, e < 2 and eventually(k, eps[k] <= e))"
)
RELATIVE_ERROR = given(
    "relative-error",
    "‖gᵏ − ∇f(xᵏ)‖ ≤ ν‖∇f(xᵏ)‖, 0 ≤ ν < 1",
    "0 <= nu and nu < 1 and always(k, norm(g[k] - grad(x[k])) <= nu*norm(grad(x[k])))",
)

# ---- the iterates

ITERATION = given("iteration", "xᵏ⁺¹ = xᵏ − tₖgᵏ", "always(k, x[k + 1] == x[k] - t[k]*g[k])")
SAM = given(
    "sam",
    "gᵏ = ∇f(xᵏ + ρₖ∇f(xᵏ)/‖∇f(xᵏ)‖)",
    "always(k, g[k] == grad(x[k] + (rho[k]/norm(grad(x[k])))*grad(x[k])))",
)
NORMALIZED = given(
    "normalized",
    "gᵏ = ∇f(xᵏ + ρₖdᵏ/‖dᵏ‖)",
    "always(k, g[k] == grad(x[k] + (rho[k]/norm(d[k]))*d[k]))",
)
USAM = given("usam", "gᵏ = ∇f(xᵏ + ρₖ∇f(xᵏ))", "always(k, g[k] == grad(x[k] + rho[k]*grad(x[k])))")
EXTRAGRADIENT = given(
    "extragradient", "gᵏ = ∇f(xᵏ − ρₖ∇f(xᵏ))", "always(k, g[k] == grad(x[k] - rho[k]*grad(x[k])))"
)
ERROR_OF_RADIUS = given("error-of-radius", "εₖ = Lρₖ", "always(k, eps[k] == L*rho[k])")
GRADIENTS_NONZERO = given("gradients-nonzero", "∇f(xᵏ) ≠ 0", "always(k, grad(x[k]) != 0)")
DIRECTIONS_NONZERO = given("directions-nonzero", "dᵏ ≠ 0", "always(k, d[k] != 0)")
BOUNDED_BELOW = given("bounded-below", "inf f(xᵏ) > −∞", "exists(b, always(k, f(x[k]) >= b))")
NOT_TO_MINUS_INFINITY = given(
    "not-to-minus-infinity",
    "f(xᵏ) does not tend to −∞",
    "exists(b, frequently(k, f(x[k]) >= b))",
)
ACCUMULATES = given(
    "accumulation", "x̄ is an accumulation point of xᵏ", "accumulates(k, x[k], xbar)"
)
ABOVE_LIMIT = given("above-limit", "f(xᵏ) > f(x̄) for large k", "eventually(k, f(x[k]) > f(xbar))")
MINIMAL = given("minimal", "x̄ is a global minimizer", "forall(y, f(y) >= f(xbar))")
H1 = given(
    "H1",
    "f(xᵏ) − f(xᵏ⁺¹) ≥ σ‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖ for large k, σ > 0",
    "sigma > 0 and eventually(k,"
    " f(x[k]) - f(x[k + 1]) >= sigma*norm(grad(x[k]))*norm(x[k + 1] - x[k]))",
)
H2 = given(
    "H2",
    "f(xᵏ⁺¹) = f(xᵏ) implies xᵏ⁺¹ = xᵏ for large k",
    "eventually(k, implies(f(x[k + 1]) == f(x[k]), x[k + 1] == x[k]))",
)

# ---- the KL property at x̄

KL = (
    given("kl", "η, R > 0 and φ(0) = 0", "eta > 0 and R > 0 and phi(0) == 0"),
    given("kl slope", "φ′ > 0 on (0, η)", "forall(r, implies(0 < r and r < eta, dphi(r) > 0))"),
    given(
        "kl concave",
        "φ is concave on [0, η)",
        "forall(r, b, implies(0 < r and r < eta and 0 <= b and b < eta,"
        " phi(b) <= phi(r) + dphi(r)*(b - r)))",
    ),
    given(
        "kl continuous",
        "φ is continuous at 0",
        "forall(r, implies(r > 0,"
        " exists(e, e > 0 and forall(b, implies(0 <= b and b < e, phi(b) < r)))))",
    ),
    given(
        "kl inequality",
        "φ′(f(y) − f(x̄))‖∇f(y)‖ ≥ 1 where ‖y − x̄‖ < R and 0 < f(y) − f(x̄) < η (5)",
        f"forall(y, implies(norm(y - xbar) < R and 0 < {GAP} and {GAP} < eta,"
        f" dphi({GAP})*norm(grad(y)) >= 1))",
    ),
)
ASSUMPTION_2_3 = given(
    "assumption-2.3",
    "C[φ′(a + b)]⁻¹ ≤ [φ′(a)]⁻¹ + [φ′(b)]⁻¹ where a, b > 0 and a + b < η, C > 0",
    "C > 0 and forall(a, b, implies(0 < a and 0 < b and a + b < eta,"
    " C/dphi(a + b) <= 1/dphi(a) + 1/dphi(b)))",
)
KL_TAIL = given(
    "kl-tail",
    "Σ tₖ[φ′(Σᵢ≥ₖ tᵢεᵢ)]⁻¹ < ∞ (9)",
    "summable(k, t[k]/dphi(tail(i, k, t[i]*eps[i])))",
)

# ---- the conclusions that are one of the judged properties

PROPERTIES = {
    "liminf-gradient": "liminf(k, norm(grad(x[k])), 0)",
    "stationary-accumulation": "forall(z, implies(accumulates(k, x[k], z), grad(z) == 0))",
    "gradient-limit": "tends(k, grad(x[k]), 0)",
    "value-convergence": "tends(k, f(x[k]), f(xbar))",
    "convergence": "tends(k, x[k], xbar)",
    "decrease": "eventually(k, f(x[k + 1]) <= f(x[k]))",
    "bounded": "bounded(k, x[k])",
}
