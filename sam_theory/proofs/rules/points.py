"""Rules about subsequences and accumulation points."""

from __future__ import annotations

from sam_theory.proofs.schema import rule

POINTS = (
    rule(
        "subsequence",
        "an accumulation point is the limit of a subsequence",
        "v(k) c",
        {"accumulates(k, v(k), c)": "v(k): 1; c: 0"},
        "exists(s, increasing(s) and tends(j, v(s[j]), c))",
        "R 3.5, 3.6 (a)",
    ),
    rule(
        "along a subsequence",
        "a limit is one along every subsequence",
        "a(k) c s",
        {
            "tends(k, a(k), c)": "a(k): 1; c: 0; s(j): j",
            "increasing(s)": "a(k): 1/k; c: 0; s(j): 1",
        },
        "tends(j, a(s[j]), c)",
        "R 3.5",
    ),
    rule(
        "accumulation",
        "the limit of a subsequence is an accumulation point",
        "v(k) c s",
        {
            "tends(j, v(s[j]), c)": "v(k): 1; c: 0; s(j): j",
            "increasing(s)": "v(k): (k - 1)/k; c: 0; s(j): 1",
        },
        "accumulates(k, v(k), c)",
        "R 3.5",
    ),
    rule(
        "late indices",
        "what holds from some index on holds from some place of a subsequence on",
        "P(k) s",
        {
            "eventually(k, P(k))": "P(k): k < 0; s(j): j",
            "increasing(s)": "P(k): k >= 2; s(j): 1",
        },
        "eventually(j, P(s[j]))",
        "by definition: s(j) ≥ j",
    ),
    rule(
        "Bolzano and Weierstrass",
        "a sequence in ℝⁿ that is in a ball infinitely often has an accumulation point",
        "v(k) c",
        {"frequently(k, norm(v(k)) <= c)": "v(k): k; c: 1"},
        "exists(z, accumulates(k, v(k), z))",
        "R 3.6 (b), for the terms in the ball",
    ),
    rule(
        "bounded",
        "a sequence is bounded if it is from some K on",
        "v(k) K c",
        {"since(K, k, norm(v(k)) <= c)": "v(k): k; K: 1; c: 1"},
        "bounded(k, v(k))",
        "R 3.1",
    ),
    rule(
        "finite length",
        "a sequence whose steps are summable converges",
        "v(k)",
        {"summable(k, norm(v(k + 1) - v(k)))": "v(k): (-1)**k"},
        "exists(z, tends(k, v(k), z))",
        "R 3.11 (c), 3.45",
    ),
    rule(
        "the only accumulation point is the limit",
        "a bounded sequence in ℝⁿ with one accumulation point converges to it",
        "v(k) c",
        {
            "bounded(k, v(k))": "v(k): (1 + (-1)**k)*k; c: 0",
            "forall(z, implies(accumulates(k, v(k), z), z == c))": "v(k): (-1)**k; c: 1",
        },
        "tends(k, v(k), c)",
        "R 3.6 (b)",
    ),
)
