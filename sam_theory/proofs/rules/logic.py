"""Rules about natural numbers, equality and definitions."""

from __future__ import annotations

from sam_theory.proofs.schema import rule

LOGIC = (
    rule(
        "induction",
        "what holds at K and passes from k to k + 1 holds from K on",
        "P(k) K",
        {
            "P(K)": "P(k): k < 0; K: 1",
            "since(K, k, implies(P(k), P(k + 1)))": "P(k): k <= 1; K: 1",
        },
        "since(K, k, P(k))",
        "the axiom of induction",
    ),
    rule(
        "equals",
        "equals may stand for equals",
        "P(r) a b",
        {
            "a == b": "P(r): r == 0; a: 0; b: 1",
            "P(a)": "P(r): r == 0; a: 1; b: 1",
        },
        "P(b)",
        "the axiom of equality",
    ),
    rule(
        "powers",
        "a power is the base times the power before it",
        "c",
        {},
        "always(k, c**k == c*c**(k - 1))",
        "by definition, with c⁰ = 1",
    ),
    rule(
        "not for all large k",
        "what does not hold for all large k fails for infinitely many",
        "P(k)",
        {"not eventually(k, P(k))": "P(k): k >= 1"},
        "frequently(k, not P(k))",
        "by definition",
    ),
    rule(
        "recursion",
        "a sequence may be defined by its first term and by each from the one before",
        "e(r,k) c",
        {},
        "exists(a, a[1] == c and always(k, a[k + 1] == e(a[k], k)))",
        "the recursion theorem (Halmos, Naive Set Theory, section 12)",
    ),
    rule(
        "last index",
        "between an index with φ and a later one there is a last one with φ",
        "P(k) K m",
        {
            "P(K)": "P(k): k < 0; K: 1; m: 3",
            "m >= K": "P(k): k == 5; K: 5; m: 3",
        },
        "exists(N, N >= K and N <= m and P(N) and since(N + 1, i, implies(i <= m, not P(i))))",
        "the natural numbers are well-ordered",
    ),
    rule(
        "infinitely many",
        "infinitely many k lie beyond any K",
        "P(k) K",
        {"frequently(k, P(k))": "P(k): k < 0; K: 1"},
        "exists(N, N >= K and P(N))",
        "by definition",
    ),
)
