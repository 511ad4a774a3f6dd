"""Rules about limits."""

from __future__ import annotations

from sam_theory.proofs.schema import rule

NEAR = "forall(r, implies(r > 0, eventually(k, c - r < a(k) and a(k) < c + r)))"

LIMITS = (
    rule(
        "near the limit",
        "terms come as near to the limit as one likes",
        "a(k) c r",
        {
            "tends(k, a(k), c)": "a(k): 1; c: 0; r: 1/2",
            "r > 0": "a(k): 1/k; c: 0; r: 0",
        },
        "eventually(k, c - r < a(k) and a(k) < c + r)",
        "R 3.1",
    ),
    rule(
        "limit",
        "what comes as near as one likes tends to the limit",
        "a(k) c",
        {NEAR: "a(k): 1; c: 0"},
        "tends(k, a(k), c)",
        "R 3.1",
    ),
    rule(
        "limit of the distance",
        "vectors tend to c if their distance from it tends to 0",
        "v(k) c",
        {"tends(k, norm(v(k) - c), 0)": "v(k): 1; c: 0"},
        "tends(k, v(k), c)",
        "R 3.1",
    ),
    rule(
        "distance from the limit",
        "the distance from the limit tends to 0",
        "v(k) c",
        {"tends(k, v(k), c)": "v(k): 1; c: 0"},
        "tends(k, norm(v(k) - c), 0)",
        "R 3.1",
    ),
    rule(
        "only one limit",
        "a sequence has at most one limit",
        "a(k) c d",
        {
            "tends(k, a(k), c)": "a(k): 1; c: 0; d: 1",
            "tends(k, a(k), d)": "a(k): 1; c: 1; d: 0",
        },
        "c == d",
        "R 3.2 (b)",
    ),
    rule(
        "order of limits",
        "limits keep the order of infinitely many terms",
        "a(k) b(k) c d",
        {
            "tends(k, a(k), c)": "a(k): 0; b(k): 0; c: 1; d: 0",
            "tends(k, b(k), d)": "a(k): 1; b(k): 1; c: 1; d: 0",
            "frequently(k, a(k) <= b(k))": "a(k): 1; b(k): 0; c: 1; d: 0",
        },
        "c <= d",
        "R 3.5, 3.19",
    ),
    rule(
        "squeeze",
        "what lies between two sequences with one limit has it too",
        "a(k) b(k) e(k) c",
        {
            "tends(k, a(k), c)": "a(k): -1; b(k): 0; e(k): -1; c: 0",
            "tends(k, b(k), c)": "a(k): 0; b(k): 1; e(k): 1; c: 0",
            "eventually(k, a(k) <= e(k) and e(k) <= b(k))": "a(k): 0; b(k): 0; e(k): 1; c: 0",
        },
        "tends(k, e(k), c)",
        "R 3.19",
    ),
    rule(
        "sum of limits",
        "the limit of a sum is the sum of the limits",
        "a(k) b(k) c d",
        {
            "tends(k, a(k), c)": "a(k): 1; b(k): 0; c: 0; d: 0",
            "tends(k, b(k), d)": "a(k): 0; b(k): 1; c: 0; d: 0",
        },
        "tends(k, a(k) + b(k), c + d)",
        "R 3.3 (a), 3.4",
    ),
    rule(
        "product of limits",
        "the limit of a product is the product of the limits",
        "a(k) b(k) c d",
        {
            "tends(k, a(k), c)": "a(k): 2; b(k): 1; c: 1; d: 1",
            "tends(k, b(k), d)": "a(k): 1; b(k): 2; c: 1; d: 1",
        },
        "tends(k, a(k)*b(k), c*d)",
        "R 3.3 (c), 3.4",
    ),
    rule(
        "constant",
        "a constant sequence tends to it",
        "c",
        {},
        "tends(k, c, c)",
        "R 3.1",
    ),
    rule(
        "monotone convergence",
        "what does not increase and is bounded below converges, and lies above its limit",
        "a(k) K c",
        {
            "since(K, k, a(k + 1) <= a(k))": "a(k): (-1)**k; K: 1; c: -1",
            "since(K, k, a(k) >= c)": "a(k): -k; K: 1; c: 0",
        },
        "exists(r, tends(k, a(k), r) and since(K, k, a(k) >= r))",
        "R 3.14",
    ),
    rule(
        "lim inf of 0",
        "nonnegative terms that do not stay away from 0 have lim inf 0",
        "a(k)",
        {
            "always(k, a(k) >= 0)": "a(k): -1",
            "forall(r, implies(r > 0 and eventually(k, a(k) >= r), False))": "a(k): 1",
        },
        "liminf(k, a(k), 0)",
        "R 3.16, 3.17",
    ),
    rule(
        "lim inf along a subsequence",
        "a lim inf is the limit of a subsequence",
        "a(k) c",
        {"liminf(k, a(k), c)": "a(k): 1; c: 0"},
        "exists(s, increasing(s) and tends(j, a(s[j]), c))",
        "R 3.16, 3.17 (a)",
    ),
)
