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
        "terms in ℝⁿ that are in a ball, off a smaller one, infinitely often accumulate there",
        "v(k) z b r",
        {"frequently(k, norm(v(k)) <= b and norm(v(k) - z) >= r)": "v(k): k; z: 0; b: 1; r: 0"},
        "exists(w, accumulates(k, v(k), w) and norm(w) <= b and norm(w - z) >= r)",
        "R 3.6 (b), for the terms there",
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
)
