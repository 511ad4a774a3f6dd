"""Rules about C¹ functions, powers and means."""

from __future__ import annotations

from sam_theory.proofs.schema import rule

BELOW_A_LINE = "forall(r, implies(0 <= r and r <= 1, dot(grad(y + r*d), d) <= a + b*r))"

FUNCTIONS = (
    rule(
        "along a limit",
        "a C¹ function and its gradient are continuous",
        "f grad v(k) c",
        {
            "gradient(f, grad)": "f(y): y/abs(y); grad(y): 0; v(k): 1/k; c: 0",
            "tends(k, v(k), c)": "f(y): y; grad(y): 1; v(k): 1; c: 0",
        },
        "tends(k, f(v(k)), f(c)) and tends(k, grad(v(k)), grad(c))",
        "R 4.2, 4.6, 9.20",
    ),
    rule(
        "gradients near a point",
        "the gradient of a C¹ function is continuous",
        "f grad z r",
        {
            "gradient(f, grad)": "f(y): abs(y); grad(y): y/abs(y); z: 0; r: 1/2",
            "r > 0": "f(y): y; grad(y): 1; z: 0; r: 0",
        },
        "exists(e, e > 0 and forall(y, implies(norm(y - z) < e, norm(grad(y) - grad(z)) < r)))",
        "R 4.5, 9.20",
    ),
    rule(
        "along a segment",
        "f(y + d) − f(y) is the integral of ⟨∇f(y + rd), d⟩ over r ∈ [0, 1]",
        "f grad y d a b",
        {
            "gradient(f, grad)": "f(y): y; grad(y): 0; y: 0; d: 1; a: 0; b: 0",
            BELOW_A_LINE: "f(y): y; grad(y): 1; y: 0; d: 1; a: 0; b: 0",
        },
        "f(y + d) <= f(y) + a + b/2",
        "R 6.21, 9.15",
    ),
    rule(
        "least value",
        "a continuous function takes a least value between two spheres, or on one",
        "f grad z q r",
        {
            "gradient(f, grad)": "f(y): -1/abs(y); grad(y): 0; z: 0; q: 0; r: 1",
            "0 <= r": "f(y): y; grad(y): 1; z: 0; q: -2; r: -1",
            "q <= r": "f(y): y; grad(y): 1; z: 0; q: 2; r: 1",
        },
        "exists(w, q <= norm(w - z) and norm(w - z) <= r and forall(y, implies(q <="
        " norm(y - z) and norm(y - z) <= r, f(y) >= f(w))))",
        "R 2.41, 4.16",
    ),
    rule(
        "laws of powers",
        "powers of positive numbers are positive; exponents add and multiply",
        "a b p q",
        {
            "a > 0": "a: -1; b: 1; p: 1/2; q: 1/2",
            "b > 0": "a: 4; b: -1; p: 1/2; q: 1",
        },
        "a**p > 0 and a**(p + q) == a**p*a**q and (a*b)**p == a**p*b**p and (a**p)**q == a**(p*q)",
        "R, exercise 1.6, and 8.6",
    ),
    rule(
        "tangents of powers",
        "r^p lies above its tangents where it is convex, below them where it is concave",
        "a b p",
        {
            "a > 0": "a: -1; b: 1; p: 1/2",
            "b > 0": "a: 1; b: 0; p: 3/2",
        },
        "implies(p <= 0 or p >= 1, a**p >= b**p + p*b**(p - 1)*(a - b)) and implies(0 <="
        " p and p <= 1, a**p <= b**p + p*b**(p - 1)*(a - b))",
        "R 5.10, exercise 5.14, 8.6",
    ),
    rule(
        "means keep order",
        "the mean over a draw keeps an inequality that holds for every draw",
        "a(xi) b(xi)",
        {"forall(xi, a(xi) <= b(xi))": "a(xi): 1; b(xi): 0"},
        "mean(xi, a(xi)) <= mean(xi, b(xi))",
        "R 11.23 (c)",
    ),
)
