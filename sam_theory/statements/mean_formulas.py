"""Bounds on means over the draws of n-SAM and m-SAM with constants, as formulas.

x(k, ω) are the iterates of m-SAM, x1(k, ω) those of n-SAM after the draws ω.
"""

from __future__ import annotations

from sam_theory.statements.formulas import given

EXCESS = "max(sigma**2 - L**2*rho**2, 0)"  # [σ² − β²ρ²]₊
PRINTED_AVERAGE = f"2*L*t*{EXCESS} + 4*L**2*rho**2"
PRINTED_GAP = f"L*t*{EXCESS}/mu + 2*L**2*rho**2/mu"
M_LAST_TERM = "(L**2*rho**2*max(1, 2*L*t)/2 + L*t*sigma**2)/mu"
N_LAST_TERM = "(L**2*rho**2 + L*t*sigma**2)/(2*mu)"
DISTANCE = "(norm(grad(x({k}, omega))) - L*rho)**2"


def value(x: str, k: str) -> str:
    """f(xᵏ) after the draws ω."""
    return f"f({x}({k}, omega))"


def slope(x: str, k: str) -> str:
    """‖∇f(xᵏ)‖² after them."""
    return f"sq(grad({x}({k}, omega)))"


def expected(term: str) -> str:
    """The mean over ω."""
    return f"mean(omega, {term})"


def average_below(x: str, error: str, term: str = "") -> str:
    """That the average of E‖∇f(xⁱ)‖², or of E `term`, over i ≤ k is at most 2Δ/(tk) + error."""
    start = f"({expected(value(x, '1'))} - fstar)"
    told = expected(term or slope(x, "i"))
    return f"always(k, total(i, 1, k + 1, {told})/k <= 2*{start}/(t*k) + {error})"


def gap_below(x: str, error: str) -> str:
    """That E f(xᵏ) − f* ≤ (1 − μt)ᵏ⁻¹Δ + error for all k."""
    start = f"({expected(value(x, '1'))} - fstar)"
    return f"always(k, {expected(value(x, 'k'))} - fstar <= (1 - mu*t)**(k - 1)*{start} + {error})"


M_AVERAGE = given(
    "m-average",
    "m-SAM: (1/T)ΣE‖∇f‖² ≤ 2Δ/(ηT) + β²ρ²max{1, 2βη} + 2βησ²",
    average_below("x", "L**2*rho**2*max(1, 2*L*t) + 2*L*t*sigma**2"),
)
N_AVERAGE = given(
    "n-average",
    "n-SAM: (1/T)ΣE‖∇f‖² ≤ 2Δ/(ηT) + β²ρ² + βησ²",
    average_below("x1", "L**2*rho**2 + L*t*sigma**2"),
)
M_DISTANCE = given(
    "m-distance",
    "m-SAM: (1/T)ΣE(‖∇f‖ − βρ)² ≤ 2Δ/(ηT) + (1 + max{1, 2βη})β²ρ² + 2βησ²",
    average_below("x", "L**2*rho**2*(1 + max(1, 2*L*t)) + 2*L*t*sigma**2", DISTANCE.format(k="i")),
)
M_GAP = given(
    "m-gap",
    "m-SAM, μ-PL: E f(x_T) − f* ≤ (1 − μη)^TΔ + [β²ρ²max{1, 2βη}/2 + βησ²]/μ",
    gap_below("x", M_LAST_TERM),
)
N_GAP = given(
    "n-gap",
    "n-SAM, μ-PL: E f(x_T) − f* ≤ (1 − μη)^TΔ + [β²ρ² + βησ²]/(2μ)",
    gap_below("x1", N_LAST_TERM),
)
M_AVERAGE_AS_PRINTED, N_AVERAGE_AS_PRINTED = (
    given(
        f"{key}-average-as-printed",
        f"{name}: (1/T)ΣE‖∇f‖² ≤ 2Δ/(ηT) + 2βη[σ² − β²ρ²]₊ + 4β²ρ²",
        average_below(x, PRINTED_AVERAGE),
    )
    for name, key, x in (("m-SAM", "m", "x"), ("n-SAM", "n", "x1"))
)
M_GAP_AS_PRINTED, N_GAP_AS_PRINTED = (
    given(
        f"{key}-gap-as-printed",
        f"{name}, μ-PL: E f(x_T) − f* ≤ (1 − μη)^TΔ + βη[σ² − β²ρ²]₊/μ + 2β²ρ²/μ",
        gap_below(x, PRINTED_GAP),
    )
    for name, key, x in (("m-SAM", "m", "x"), ("n-SAM", "n", "x1"))
)
