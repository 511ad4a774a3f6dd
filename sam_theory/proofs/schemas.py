"""The rules of real analysis that proofs may use: part of what is trusted.

Sources: R is Rudin, Principles of Mathematical Analysis, 3rd edition, by number.
"""

from __future__ import annotations

from collections.abc import Mapping

from sam_theory.proofs.schema import Schema


def rule(
    name: str,
    text: str,
    parameters: str,
    premises: tuple[str, ...],
    conclusion: str,
    source: str,
) -> Schema:
    """A schema, its parameters written in a row."""
    return Schema(
        name=name,
        text=text,
        parameters=tuple(parameters.split()),
        premises=premises,
        conclusion=conclusion,
        source=source,
    )


LOGIC = (
    rule(
        "induction",
        "what holds at K and passes from k to k + 1 holds from K on",
        "P(k) K",
        ("P(K)", "since(K, k, implies(P(k), P(k + 1)))"),
        "since(K, k, P(k))",
        "the axiom of induction",
    ),
    rule(
        "equals",
        "equals may stand for equals",
        "P(r) a b",
        ("a == b", "P(a)"),
        "P(b)",
        "the axiom of equality",
    ),
    rule(
        "powers",
        "a power is the base times the power before it",
        "c",
        (),
        "always(k, c**k == c*c**(k - 1))",
        "by definition, with c⁰ = 1",
    ),
    rule(
        "not for all large k",
        "what does not hold for all large k fails for infinitely many",
        "P(k)",
        ("not eventually(k, P(k))",),
        "frequently(k, not P(k))",
        "by definition",
    ),
    rule(
        "recursion",
        "a sequence may be defined by its first term and by each from the one before",
        "e(r,k) c",
        (),
        "exists(a, a[1] == c and always(k, a[k + 1] == e(a[k], k)))",
        "the recursion theorem (Halmos, Naive Set Theory, section 12)",
    ),
    rule(
        "last index",
        "between an index with φ and a later one there is a last one with φ",
        "P(k) K m",
        ("P(K)", "m >= K"),
        "exists(N, N >= K and N <= m and P(N) and since(N + 1, i, implies(i <= m, not P(i))))",
        "well-ordering of the natural numbers",
    ),
    rule(
        "infinitely many",
        "infinitely many k lie beyond any K",
        "P(k) K",
        ("frequently(k, P(k))",),
        "exists(N, N >= K and P(N))",
        "by definition",
    ),
)

SUMS = (
    rule(
        "bounded sums",
        "a series of nonnegative terms with bounded partial sums converges",
        "a(k) K c",
        ("since(K, k, a(k) >= 0)", "since(K, k, total(i, K, k, a(i)) <= c)"),
        "summable(k, a(k))",
        "R 3.24",
    ),
    rule(
        "sums and tails",
        "of nonnegative terms, tails are nonnegative and sums are at most the whole",
        "a(k) K",
        ("summable(k, a(k))", "since(K, k, a(k) >= 0)"),
        "since(K, k, 0 <= tail(i, k, a(i)) and total(i, K, k, a(i)) <= tail(i, K, a(i)))",
        "R 3.24",
    ),
    rule(
        "comparison",
        "a series between 0 and a convergent one converges",
        "a(k) b(k)",
        ("eventually(k, a(k) >= 0)", "eventually(k, a(k) <= b(k))", "summable(k, b(k))"),
        "summable(k, a(k))",
        "R 3.25",
    ),
    rule(
        "divergence by comparison",
        "a series above a positive multiple of a divergent one diverges",
        "a(k) b(k) c",
        ("c > 0", "eventually(k, c*b(k) <= a(k))", "diverges(k, b(k))"),
        "diverges(k, a(k))",
        "R 3.25",
    ),
    rule(
        "multiple of a series",
        "a multiple of a convergent series converges",
        "a(k) c",
        ("summable(k, a(k))",),
        "summable(k, c*a(k))",
        "R 3.47",
    ),
    rule(
        "sum of series",
        "the sum of two convergent series converges",
        "a(k) b(k)",
        ("summable(k, a(k))", "summable(k, b(k))"),
        "summable(k, a(k) + b(k))",
        "R 3.47",
    ),
    rule(
        "tail and next",
        "a tail is its first term and the next tail",
        "a(k)",
        ("summable(k, a(k))",),
        "always(k, tail(i, k, a(i)) == a(k) + tail(i, k + 1, a(i)))",
        "R 3.47",
    ),
    rule(
        "tails vanish",
        "tails of a convergent series tend to 0",
        "a(k)",
        ("summable(k, a(k))",),
        "tends(k, tail(i, k, a(i)), 0)",
        "R 3.22",
    ),
    rule(
        "sums exceed",
        "partial sums of a divergent series exceed any number",
        "a(k) K c",
        ("diverges(k, a(k))",),
        "eventually(k, total(i, K, k, a(i)) > c)",
        "by definition",
    ),
    rule(
        "along the nonzero terms",
        "a series whose terms vanish off a subsequence converges if it does along that",
        "a(k) s",
        (
            "increasing(s)",
            "always(k, implies(forall(j, k != s[j]), a(k) == 0))",
            "summable(j, a(s[j]))",
        ),
        "summable(k, a(k))",
        "by definition: the partial sums are those along s",
    ),
)

LIMITS = (
    rule(
        "near the limit",
        "terms come as near to the limit as one likes",
        "a(k) c r",
        ("tends(k, a(k), c)", "r > 0"),
        "eventually(k, c - r < a(k) and a(k) < c + r)",
        "R 3.1",
    ),
    rule(
        "limit",
        "what comes as near as one likes tends to the limit",
        "a(k) c",
        ("forall(r, implies(r > 0, eventually(k, c - r < a(k) and a(k) < c + r)))",),
        "tends(k, a(k), c)",
        "R 3.1",
    ),
    rule(
        "limit of the distance",
        "vectors tend to c if their distance from it tends to 0",
        "v(k) c",
        ("tends(k, norm(v(k) - c), 0)",),
        "tends(k, v(k), c)",
        "R 3.1",
    ),
    rule(
        "distance from the limit",
        "the distance from the limit tends to 0",
        "v(k) c",
        ("tends(k, v(k), c)",),
        "tends(k, norm(v(k) - c), 0)",
        "R 3.1",
    ),
    rule(
        "only one limit",
        "a sequence has at most one limit",
        "a(k) c d",
        ("tends(k, a(k), c)", "tends(k, a(k), d)"),
        "c == d",
        "R 3.2",
    ),
    rule(
        "order of limits",
        "limits keep the order of infinitely many terms",
        "a(k) b(k) c d",
        ("tends(k, a(k), c)", "tends(k, b(k), d)", "frequently(k, a(k) <= b(k))"),
        "c <= d",
        "R 3.19",
    ),
    rule(
        "squeeze",
        "what lies between two sequences with one limit has it too",
        "a(k) b(k) e(k) c",
        (
            "tends(k, a(k), c)",
            "tends(k, b(k), c)",
            "eventually(k, a(k) <= e(k) and e(k) <= b(k))",
        ),
        "tends(k, e(k), c)",
        "R 3.19",
    ),
    rule(
        "sum of limits",
        "the limit of a sum is the sum of the limits",
        "a(k) b(k) c d",
        ("tends(k, a(k), c)", "tends(k, b(k), d)"),
        "tends(k, a(k) + b(k), c + d)",
        "R 3.3",
    ),
    rule(
        "product of limits",
        "the limit of a product is the product of the limits",
        "a(k) b(k) c d",
        ("tends(k, a(k), c)", "tends(k, b(k), d)"),
        "tends(k, a(k)*b(k), c*d)",
        "R 3.3",
    ),
    rule(
        "constant",
        "a constant sequence tends to it",
        "c",
        (),
        "tends(k, c, c)",
        "R 3.1",
    ),
    rule(
        "monotone convergence",
        "what does not increase and is bounded below converges, and lies above its limit",
        "a(k) K c",
        ("since(K, k, a(k + 1) <= a(k))", "since(K, k, a(k) >= c)"),
        "exists(r, tends(k, a(k), r) and since(K, k, a(k) >= r))",
        "R 3.14",
    ),
    rule(
        "lim inf of 0",
        "nonnegative terms that do not stay away from 0 have lim inf 0",
        "a(k)",
        ("always(k, a(k) >= 0)", "forall(r, implies(r > 0 and eventually(k, a(k) >= r), False))"),
        "liminf(k, a(k), 0)",
        "R 3.17",
    ),
    rule(
        "lim inf along a subsequence",
        "a lim inf is the limit of a subsequence",
        "a(k) c",
        ("liminf(k, a(k), c)",),
        "exists(s, increasing(s) and tends(j, a(s[j]), c))",
        "R 3.17",
    ),
)

POINTS = (
    rule(
        "subsequence",
        "an accumulation point is the limit of a subsequence",
        "v(k) c",
        ("accumulates(k, v(k), c)",),
        "exists(s, increasing(s) and tends(j, v(s[j]), c))",
        "R 3.6",
    ),
    rule(
        "along a subsequence",
        "a limit is one along every subsequence",
        "a(k) c s",
        ("tends(k, a(k), c)", "increasing(s)"),
        "tends(j, a(s[j]), c)",
        "R 3.5",
    ),
    rule(
        "accumulation",
        "the limit of a subsequence is an accumulation point",
        "v(k) c s",
        ("tends(j, v(s[j]), c)", "increasing(s)"),
        "accumulates(k, v(k), c)",
        "R 3.6",
    ),
    rule(
        "late indices",
        "what holds from some index on holds from some place of a subsequence on",
        "P(k) s",
        ("eventually(k, P(k))", "increasing(s)"),
        "eventually(j, P(s[j]))",
        "R 3.5",
    ),
    rule(
        "Bolzano and Weierstrass",
        "a sequence in ℝⁿ that is in a ball infinitely often has an accumulation point",
        "v(k) c",
        ("frequently(k, norm(v(k)) <= c)",),
        "exists(z, accumulates(k, v(k), z))",
        "R 3.6",
    ),
    rule(
        "bounded",
        "a sequence is bounded if it is from some K on",
        "v(k) K c",
        ("since(K, k, norm(v(k)) <= c)",),
        "bounded(k, v(k))",
        "R 3.1",
    ),
    rule(
        "finite length",
        "a sequence whose steps are summable converges",
        "v(k)",
        ("summable(k, norm(v(k + 1) - v(k)))",),
        "exists(z, tends(k, v(k), z))",
        "R 3.11, 3.45",
    ),
    rule(
        "the only accumulation point is the limit",
        "a bounded sequence in ℝⁿ with one accumulation point converges to it",
        "v(k) c",
        ("bounded(k, v(k))", "forall(z, implies(accumulates(k, v(k), z), z == c))"),
        "tends(k, v(k), c)",
        "R 3.6",
    ),
)

POWERS = (
    rule(
        "laws of powers",
        "powers of positive numbers are positive; exponents add and multiply",
        "a b p q",
        ("a > 0", "b > 0"),
        "a**p > 0 and a**(p + q) == a**p*a**q and (a*b)**p == a**p*b**p and (a**p)**q == a**(p*q)",
        "R, exercise 1.6, and 8.6",
    ),
    rule(
        "tangents of powers",
        "r^p lies above its tangents where it is convex, below them where it is concave",
        "a b p",
        ("a > 0", "b > 0"),
        "implies(p <= 0 or p >= 1, a**p >= b**p + p*b**(p - 1)*(a - b))"
        " and implies(0 <= p and p <= 1, a**p <= b**p + p*b**(p - 1)*(a - b))",
        "R 5.10, 5.11, 8.6",
    ),
)


CALCULUS = (
    rule(
        "along a limit",
        "a C¹ function and its gradient are continuous",
        "f grad v(k) c",
        ("gradient(f, grad)", "tends(k, v(k), c)"),
        "tends(k, f(v(k)), f(c)) and tends(k, grad(v(k)), grad(c))",
        "R 4.2, 9.20",
    ),
    rule(
        "gradients near a point",
        "the gradient of a C¹ function is continuous",
        "f grad z r",
        ("gradient(f, grad)", "r > 0"),
        "exists(e, e > 0 and forall(y, implies(norm(y - z) < e, norm(grad(y) - grad(z)) < r)))",
        "R 4.1, 9.20",
    ),
    rule(
        "along a segment",
        "f(y + d) − f(y) is the integral of ⟨∇f(y + rd), d⟩ over r ∈ [0, 1]",
        "f grad y d a b",
        (
            "gradient(f, grad)",
            "forall(r, implies(0 <= r and r <= 1, dot(grad(y + r*d), d) <= a + b*r))",
        ),
        "f(y + d) <= f(y) + a + b/2",
        "R 6.21, 9.15",
    ),
    rule(
        "least value",
        "a continuous function takes a least value between two spheres, or on one",
        "f grad z q r",
        ("gradient(f, grad)", "0 <= r", "q <= r"),
        "exists(w, q <= norm(w - z) and norm(w - z) <= r and"
        " forall(y, implies(q <= norm(y - z) and norm(y - z) <= r, f(y) >= f(w))))",
        "R 4.16",
    ),
)

MEANS = (
    rule(
        "means keep order",
        "the mean over a draw keeps an inequality that holds for every draw",
        "a(xi) b(xi)",
        ("forall(xi, a(xi) <= b(xi))",),
        "mean(xi, a(xi)) <= mean(xi, b(xi))",
        "R 11.23",
    ),
)

ALL = (*LOGIC, *SUMS, *LIMITS, *POINTS, *CALCULUS, *POWERS, *MEANS)
SCHEMAS: Mapping[str, Schema] = {schema.name: schema for schema in ALL}
