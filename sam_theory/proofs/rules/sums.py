"""Rules about series."""

from __future__ import annotations

from sam_theory.proofs.schema import rule

SUMS = (
    rule(
        "bounded sums",
        "a series of nonnegative terms with bounded partial sums converges",
        "a(k) K c",
        {
            "since(K, k, a(k) >= 0)": "a(k): (-1)**k; K: 1; c: 0",
            "since(K, k, total(i, K, k, a(i)) <= c)": "a(k): 1/k; K: 1; c: 2",
        },
        "summable(k, a(k))",
        "R 3.24",
    ),
    rule(
        "sums and tails",
        "of nonnegative terms, tails are nonnegative and sums are at most the whole",
        "a(k) K",
        {
            "summable(k, a(k))": "a(k): 1/k; K: 1",
            "since(K, k, a(k) >= 0)": "a(k): -1/k**2; K: 1",
        },
        "since(K, k, 0 <= tail(i, k, a(i)) and total(i, K, k, a(i)) <= tail(i, K, a(i)))",
        "R 3.24",
    ),
    rule(
        "comparison",
        "a series between 0 and a convergent one converges",
        "a(k) b(k)",
        {
            "eventually(k, a(k) >= 0)": "a(k): -1; b(k): 0",
            "eventually(k, a(k) <= b(k))": "a(k): 1; b(k): 0",
            "summable(k, b(k))": "a(k): 1/k; b(k): 1/k",
        },
        "summable(k, a(k))",
        "R 3.25 (a)",
    ),
    rule(
        "divergence by comparison",
        "a series above a positive multiple of a divergent one diverges",
        "a(k) b(k) c",
        {
            "c > 0": "a(k): -1; b(k): 1; c: -1",
            "eventually(k, c*b(k) <= a(k))": "a(k): 0; b(k): 1; c: 1",
            "diverges(k, b(k))": "a(k): 0; b(k): 0; c: 1",
        },
        "diverges(k, a(k))",
        "by definition; R 3.25 (b) where the terms are nonnegative",
    ),
    rule(
        "multiple of a series",
        "a multiple of a convergent series converges",
        "a(k) c",
        {"summable(k, a(k))": "a(k): 1/k; c: 2"},
        "summable(k, c*a(k))",
        "R 3.47",
    ),
    rule(
        "sum of series",
        "the sum of two convergent series converges",
        "a(k) b(k)",
        {
            "summable(k, a(k))": "a(k): 1/k; b(k): 0",
            "summable(k, b(k))": "a(k): 0; b(k): 1/k",
        },
        "summable(k, a(k) + b(k))",
        "R 3.47",
    ),
    rule(
        "tail and next",
        "a tail is its first term and the next tail",
        "a(k)",
        {"summable(k, a(k))": "a(k): 1"},
        "always(k, tail(i, k, a(i)) == a(k) + tail(i, k + 1, a(i)))",
        "R 3.21, 3.47",
    ),
    rule(
        "tails vanish",
        "tails of a convergent series tend to 0",
        "a(k)",
        {"summable(k, a(k))": "a(k): 1"},
        "tends(k, tail(i, k, a(i)), 0)",
        "R 3.21, 3.47",
    ),
    rule(
        "sums exceed",
        "partial sums of a divergent series exceed any number",
        "a(k) K c",
        {"diverges(k, a(k))": "a(k): 1/k**2; K: 1; c: 10"},
        "eventually(k, total(i, K, k, a(i)) > c)",
        "by definition",
    ),
    rule(
        "along the nonzero terms",
        "a series whose terms vanish off a subsequence converges if it does along that",
        "a(k) s",
        {
            "increasing(s)": "a(k): 2*(1 - (-1)**k)/(k + 1) - (1 + (-1)**k)/k; s(j): (2*j + 2)//3",
            "always(k, implies(forall(j, k != s[j]), a(k) == 0))": "a(k): 1/k; s(j): j*j",
            "summable(j, a(s[j]))": "a(k): 1/k; s(j): j",
        },
        "summable(k, a(k))",
        "by definition: its partial sums are those along the subsequence",
    ),
)
