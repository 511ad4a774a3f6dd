"""What the words of the vocabulary say, as formulas that proofs draw their premises from.

x[k], g[k], t[k], rho[k], eps[k] stand for xᵏ, gᵏ, tₖ, ρₖ, εₖ; grad for ∇f; xbar for x̄. The KL
property at x̄ is taken with a ball of radius R about x̄ for its neighbourhood and with a finite η,
which may always be had: both may be made smaller.
"""

from __future__ import annotations

from sam_theory.proofs.statement import Given

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
LIPSCHITZ_ANY = given(
    "lipschitz-any",
    "∇f is Lipschitz, with any constant",
    "exists(r, forall(y, z, norm(grad(y) - grad(z)) <= r*norm(y - z)))",
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
STEP_BOUND = given(
    "step-bound",
    "tₖ ≤ (2 − 2ν − δ)/(L(1 + ν)²) for large k, δ > 0 (12)",
    "delta > 0 and eventually(k, t[k] <= (2 - 2*nu - delta)/(L*(1 + nu)**2))",
)
STEP_BELOW = given(
    "step-below-2/L",
    "tₖ ≤ (2 − δ)/L for large k, 0 < δ ≤ 1",
    "0 < delta and delta <= 1 and eventually(k, t[k] <= (2 - delta)/L)",
)
STEP_SHORT = given("step-short", "tₖ ≤ 1/L for large k", "eventually(k, t[k] <= 1/L)")
RADIUS_NONNEGATIVE = given("radius-nonnegative", "ρₖ ≥ 0", "always(k, rho[k] >= 0)")
RADIUS_POSITIVE = given("radius-positive", "ρₖ > 0", "always(k, rho[k] > 0)")
RADIUS_BOUNDED = given("radius-bounded", "sup ρₖ < ∞", "exists(b, always(k, rho[k] <= b))")
PRODUCT_SUMMABLE = given("product-summable", "Σ tₖρₖ < ∞", "summable(k, t[k]*rho[k])")
PRODUCT_VANISHES = given("product-vanishes", "tₖρₖ → 0", "tends(k, t[k]*rho[k], 0)")
RADIUS_LIMSUP = given(
    "radius-limsup", "limsup ρₖ < 2/L", "exists(e, e < 2/L and eventually(k, rho[k] <= e))"
)
CONDITION_11 = given(
    "(11)",
    "Σ tₖ = ∞, tₖ ↓ 0, Σ tₖρₖ < ∞, limsup ρₖ < 2/L (11)",
    " and ".join(
        word.formula
        for word in (
            STEP_DIVERGES,
            STEP_VANISHES,
            STEP_DECREASES,
            PRODUCT_SUMMABLE,
            RADIUS_LIMSUP,
        )
    ),
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
ERROR_VANISHES = given("error-vanishes", "tₖεₖ → 0", "tends(k, t[k]*eps[k], 0)")
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
UNNORMALIZED = given(
    "unnormalized",
    "gᵏ = ∇f(xᵏ + uρₖ∇f(xᵏ)), u = 1 (USAM) or −1 (extragradient)",
    "(u == 1 or u == -1) and always(k, g[k] == grad(x[k] + u*rho[k]*grad(x[k])))",
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
NOT_TO_INFINITY = given(
    "not-to-infinity",
    "‖xᵏ‖ does not tend to ∞",
    "exists(r, frequently(k, norm(x[k]) <= r))",
)
ABOVE_LIMIT = given("above-limit", "f(xᵏ) > f(x̄) for large k", "eventually(k, f(x[k]) > f(xbar))")
MINIMAL = given("minimal", "x̄ is a global minimizer", "forall(y, f(y) >= f(xbar))")
H1 = given(
    "H1",
    "f(xᵏ) − f(xᵏ⁺¹) ≥ σ‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖ for large k, σ > 0",
    "sigma > 0 and eventually(k,"
    " f(x[k]) - f(x[k + 1]) >= sigma*norm(grad(x[k]))*norm(x[k + 1] - x[k]))",
)
DECREASE = given("decrease", "f(xᵏ⁺¹) ≤ f(xᵏ) for large k", "eventually(k, f(x[k + 1]) <= f(x[k]))")
H2 = given(
    "H2",
    "f(xᵏ⁺¹) = f(xᵏ) implies xᵏ⁺¹ = xᵏ for large k",
    "eventually(k, implies(f(x[k + 1]) == f(x[k]), x[k + 1] == x[k]))",
)

MOVES = given("moves", "xᵏ⁺¹ ≠ xᵏ for large k", "eventually(k, x[k + 1] != x[k])")
DIRECTION = given(
    "direction",
    "xᵏ⁺¹ = xᵏ + τₖdᵏ for large k, τ = t",
    "eventually(k, x[k + 1] == x[k] + t[k]*d[k])",
)
DESCENT_BY_ESTIMATE = given(
    "descent-by-estimate",
    "f(xᵏ) − f(xᵏ⁺¹) ≥ βτₖ‖dᵏ‖² for large k, β > 0",
    "beta > 0 and eventually(k, f(x[k]) - f(x[k + 1]) >= beta*t[k]*norm(d[k])**2)",
)
SHARE_BOUNDED = given(
    "share-bounded",
    "‖∇f(xᵏ)‖ ≤ α‖dᵏ‖ for large k, α > 0",
    "alpha > 0 and eventually(k, norm(grad(x[k])) <= alpha*norm(d[k]))",
)
DESCENT_BY_GRADIENT = given(
    "descent-by-gradient",
    "α‖∇f(xᵏ)‖² ≤ f(xᵏ) − f(xᵏ⁺¹) for large k, α > 0",
    "alpha > 0 and eventually(k, alpha*norm(grad(x[k]))**2 <= f(x[k]) - f(x[k + 1]))",
)
CONVERGES = given("converges", "xᵏ → x̄", "tends(k, x[k], xbar)")

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
KL_POWER = given(
    "kl power",
    "φ = Ms^(1−q) on (0, η), M > 0",
    "M > 0 and forall(r, implies(0 < r and r < eta,"
    " phi(r) == M*r**(1 - q) and dphi(r) == M*(1 - q)*r**(-q)))",
)
EXPONENT_AT_MOST_HALF = given("exponent at most half", "0 < q ≤ ½", "0 < q and q <= 1/2")
EXPONENT_ABOVE_HALF = given("exponent above half", "½ < q < 1", "1/2 < q and q < 1")
ASSUMPTION_2_3 = given(
    "assumption-2.3",
    "C[φ′(a + b)]⁻¹ ≤ [φ′(a)]⁻¹ + [φ′(b)]⁻¹ where a, b > 0 and a + b < η, C > 0",
    "C > 0 and forall(a, b, implies(0 < a and 0 < b and a + b < eta,"
    " C/dphi(a + b) <= 1/dphi(a) + 1/dphi(b)))",
)
POWER = given(
    "φ",
    "φ(r) = Mr^(1−q), φ′(r) = M(1 − q)r^(−q)",
    "forall(r, implies(r > 0, phi(r) == M*r**(1 - q) and dphi(r) == M*(1 - q)*r**(-q)))",
)
KL_TAIL = given(
    "kl-tail",
    "Σ tₖ[φ′(Σᵢ≥ₖ tᵢεᵢ)]⁻¹ < ∞ (9)",
    "summable(k, t[k]/dphi(tail(i, k, t[i]*eps[i])))",
)

# ---- conclusions

GRADIENT_VANISHES = given("gradient-limit", "∇f(xᵏ) → 0", "tends(k, grad(x[k]), 0)")
GRADIENT_FLOOR = given(
    "gradient-floor",
    "lim inf ‖∇f(xᵏ)‖² ≤ c",
    "forall(r, implies(r > 0, frequently(k, sq(grad(x[k])) < c + r)))",
)

# ---- methods with a constant step t and radius ρ

CONSTANTS = given("constants", "t > 0 and ρ ≥ 0 are constant", "t > 0 and rho >= 0")
CONSTANT_RADIUS = given("radius", "ρ > 0", "rho > 0")
STEP_BELOW_INVERSE = given("step-below-inverse", "t ≤ 1/L", "t <= 1/L")
STEP_BELOW_TWICE = given("step-below-twice", "t < 2/L", "t < 2/L")
HALF_STEP = given("half-step", "t ≤ 1/(2L)", "t <= 1/(2*L)")
CONSTANT_STEP = given("iteration", "xᵏ⁺¹ = xᵏ − tgᵏ", "always(k, x[k + 1] == x[k] - t*g[k])")
CONSTANT_SAM = given(
    "sam",
    "gᵏ = ∇f(xᵏ + ρ∇f(xᵏ)/‖∇f(xᵏ)‖)",
    "always(k, g[k] == grad(x[k] + (rho/norm(grad(x[k])))*grad(x[k])))",
)
UNIFIED_SAM = given(
    "unified-sam",
    "gᵏ = ∇f(xᵏ + ρ(1 − λ + λ/‖∇f(xᵏ)‖)∇f(xᵏ))",
    "always(k, g[k] == grad(x[k] + (rho*(1 - lam + lam/norm(grad(x[k]))))*grad(x[k])))",
)
MIXTURE = given("mixture", "0 ≤ λ ≤ 1", "0 <= lam and lam <= 1")
MIXTURE_BELOW = given("mixture-below", "Lρ(1 − λ) < 1", "L*rho*(1 - lam) < 1")
POLYAK = given(
    "pl",
    "‖∇f(y)‖² ≥ 2μ(f(y) − f*), μ > 0",
    "mu > 0 and forall(y, sq(grad(y)) >= 2*mu*(f(y) - fstar))",
)
MINIMIZER = given("minimizer", "x* is a minimizer", "forall(y, f(y) >= f(xstar))")
AVERAGE = "total(i, 1, k + 1, sq(grad(x[i])))/k"  # of ‖∇f(xⁱ)‖² over i ≤ k

# ---- random draws ξ, ζ, ω from finitely many, with one law: ∇l(y; ξ) is g(y, xi); a draw ω stands
# for all draws before an iterate, x(k, omega) of m-SAM and x1(k, omega) of n-SAM

UNBIASED = given(
    "unbiased",
    "E∇l(y; ξ) = ∇f(y): E⟨∇l(y; ξ), z⟩ = ⟨∇f(y), z⟩ for every z",
    "forall(y, z, mean(xi, dot(g(y, xi), z)) == dot(grad(y), z))",
)
VARIANCE = given(
    "variance",
    "E‖∇l(y; ξ) − ∇f(y)‖² ≤ σ²",
    "forall(y, mean(xi, sq(g(y, xi) - grad(y))) <= sigma**2)",
)
COMPONENTS = given(
    "components",
    "‖∇l(y; ξ) − ∇l(z; ξ)‖ ≤ L‖y − z‖",
    "forall(xi, y, z, norm(g(y, xi) - g(z, xi)) <= L*norm(y - z))",
)
M_SAM = given(
    "m-sam",
    "d(y, ξ) = ∇l(y + ρ∇l(y; ξ)/‖∇l(y; ξ)‖; ξ)",
    "forall(y, xi, d(y, xi) == g(y + (rho/norm(g(y, xi)))*g(y, xi), xi))",
)
M_SAM_MEAN = given(
    "m-sam-mean",
    "w₁(y) = E d(y, ξ), said of inner products with any z",
    "forall(y, z, mean(xi, dot(d(y, xi), z)) == dot(w1(y), z))",
)
N_SAM = given(
    "n-sam",
    "d₁(y, ξ, ζ) = ∇l(y + ρ∇l(y; ξ)/‖∇l(y; ξ)‖; ζ)",
    "forall(y, xi, zeta, d1(y, xi, zeta) == g(y + (rho/norm(g(y, xi)))*g(y, xi), zeta))",
)
M_SAM_RUN = given(
    "m-sam-run",
    "E f(xᵏ⁺¹) = E f(xᵏ − td(xᵏ, ξ)), as ξ is drawn independently of xᵏ",
    "always(k, mean(omega, f(x(k + 1, omega)))"
    " == mean(omega, mean(xi, f(x(k, omega) - t*d(x(k, omega), xi)))))",
)
N_SAM_RUN = given(
    "n-sam-run",
    "E f(xᵏ⁺¹) = E f(xᵏ − td₁(xᵏ, ξ, ζ)), as ξ, ζ, xᵏ are independent",
    "always(k, mean(omega, f(x1(k + 1, omega)))"
    " == mean(omega, mean(xi, mean(zeta,"
    " f(x1(k, omega) - t*d1(x1(k, omega), xi, zeta))))))",
)

DRAWN_STANDS = (SMOOTH, POSITIVE_L, CONSTANTS, UNBIASED)  # of n-SAM and m-SAM with constants
DRAWN_ITERATION = (M_SAM, M_SAM_MEAN, N_SAM, M_SAM_RUN, N_SAM_RUN)

# ---- the conclusions that are one of the judged properties

PROPERTIES = {
    "liminf-gradient": "liminf(k, norm(grad(x[k])), 0)",
    "stationary-accumulation": "forall(z, implies(accumulates(k, x[k], z), grad(z) == 0))",
    GRADIENT_VANISHES.key: GRADIENT_VANISHES.formula,
    "value-convergence": "tends(k, f(x[k]), f(xbar))",
    "convergence": "tends(k, x[k], xbar)",
    DECREASE.key: DECREASE.formula,
    "bounded": "bounded(k, x[k])",
}
FIVE_PROPERTIES = PROPERTIES | {
    "iterate-limit": "tends(k, x[k], xbar) and grad(xbar) == 0",
    "value-limit": "exists(z, grad(z) == 0 and tends(k, f(x[k]), f(z)))",
}
