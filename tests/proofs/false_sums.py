"""False proofs by series, limits and means."""

from __future__ import annotations

from proofs.false_proofs import H, choose, false, of, reals, rule

from sam_theory.proofs.proof import (
    Series,
    hypothesis,
    step,
)

SUMS = {
    "a rule without its premise": false(
        rule("last", "tails vanish", {"a(k)": "t[k]"}),
        shows="tends(k, tail(i, k, t[i]), 0)",
        place="last",
    ),
    "a rule about another sequence": false(
        rule("last", "terms vanish", {"a(k)": "t[k]"}, H),
        given={"h": "summable(k, t[k]**2)"},
        shows="tends(k, t[k], 0)",
        place=("last", "summable"),
    ),
    "a parameter that depends on k": false(
        reals("a", "since(1, k, total(i, 1, k, t[i]) <= total(i, 1, k, t[i]))"),
        rule(
            "last",
            "bounded sums",
            {"a(k)": "t[k]", "K": "1", "c": "total(i, 1, k, t[i])"},
            hypothesis("signs"),
            step("a"),
        ),
        given={"signs": "since(1, k, t[k] >= 0)"},
        shows="summable(k, t[k])",
        place="last",
    ),
    "a sum exceeds itself": false(
        rule("a", "sums exceed", {"a(k)": "t[k]", "K": "1", "c": "total(i, 1, k, t[i])"}, H),
        choose("K", "K", step("a")),
        reals("last", "False", step("K", k="K")),
        given={"h": "diverges(k, t[k])"},
        place=("a", "c"),
    ),
    "an ε that depends on k": false(
        rule(
            "a", "near the limit", {"a(k)": "t[k]", "c": "0", "r": "t[k]"}, H, hypothesis("signs")
        ),
        choose("K", "K", step("a")),
        reals("last", "False", step("K", k="K")),
        given={"h": "tends(k, t[k], 0)", "signs": "t[k] > 0"},
        place=("a", "r"),
    ),
    "an index that is bound in the conclusion": false(
        rule("last", "infinitely many", {"P(k)": "t[k] > 0", "K": "N + 1"}, H),
        given={"h": "frequently(k, t[k] > 0)"},
        shows="exists(N, N >= N + 1 and t[N] > 0)",
        place="last",
    ),
    "a formula with the bound name of the conclusion": false(
        rule("a", "infinitely many", {"P(k)": "k > N", "K": "1"}, H),
        choose("N", "N", step("a")),
        reals("last", "False", step("N")),
        given={"h": "frequently(k, k > N)"},
        place=("a", "N"),
    ),
    "a limit captured": false(
        rule("a", "constant", {"c": "t[k]"}),
        rule("last", "only one limit", {"a(k)": "t[k]", "c": "t[k]", "d": "0"}, step("a"), H),
        given={"h": "tends(k, t[k], 0)"},
        shows="always(k, t[k] == 0)",
        place=("a", "last"),
    ),
    "a limit with the bound name": false(
        reals("down", "since(1, k, t[k + 1] + r <= t[k] + r)", hypothesis("down")),
        reals("low", "since(1, k, t[k] + r >= r)", hypothesis("low")),
        rule(
            "last",
            "monotone convergence",
            {"a(k)": "t[k] + r", "K": "1", "c": "r"},
            step("down"),
            step("low"),
        ),
        given={"down": "always(k, t[k + 1] <= t[k])", "low": "always(k, t[k] >= 0)"},
        shows="exists(r, tends(k, t[k] + r, r) and since(1, k, t[k] + r >= r))",
        place="last",
    ),
    "equals within what binds them": false(
        choose("k", "k", H),
        reals("a", "always(k, t[k] == t[k])"),
        reals("b", "t[k] == 1", step("k")),
        rule(
            "last",
            "equals",
            {"P(r)": "always(k, r == t[k])", "a": "t[k]", "b": "1"},
            step("a"),
            step("b"),
        ),
        given={"h": "exists(N, t[N] == 1)"},
        shows="always(k, 1 == t[k])",
        place=("last", "k"),
    ),
    "a recursion captured": false(
        rule("r", "recursion", {"e(r,k)": "r", "c": "a[1] + 1"}),
        choose("a", "a", step("r")),
        reals("last", "False", step("a")),
        place=("r", "a"),
    ),
    "a minimum captured": false(
        reals("one", "1 > 0"),
        rule("last", "least value on a ball", {"z": "w", "r": "1"}, H, step("one")),
        given={"h": "gradient(f, grad)"},
        shows="exists(w, norm(w - w) <= 1 and forall(y, implies(norm(y - w) <= 1, f(y) >= f(w))))",
        place="last",
    ),
    "a radius captured": false(
        rule("last", "gradients near a point", {"z": "z", "r": "e"}, H, hypothesis("e")),
        given={"h": "gradient(f, grad)", "e": "e > 0"},
        shows="exists(e, e > 0 and"
        " forall(y, implies(norm(y - z) < e, norm(grad(y) - grad(z)) < e)))",
        place="last",
    ),
    "a summation index captured": false(
        reals("pos", "since(1, k, t[k]*rho[i] >= 0)", hypothesis("signs")),
        rule("last", "sums below the tail", {"a(k)": "t[k]*rho[i]", "K": "1"}, H, step("pos")),
        given={
            "h": "summable(k, t[k]*rho[i])",
            "signs": "always(k, t[k] >= 0) and always(k, rho[k] >= 0)",
        },
        shows="since(1, k, total(i, 1, k, t[i]*rho[i]) <= tail(i, 1, t[i]*rho[i]))",
        place="last",
    ),
    "a formula for a sequence": false(
        rule("last", "constant", {"c": "t[1] > 0"}),
        shows="tends(k, t[1] > 0, t[1] > 0)",
        place="last",
    ),
    "a sequence for a formula": false(
        rule("last", "from K on", {"P(k)": "t[k]", "K": "1"}, H),
        given={"h": "always(k, t[k])"},
        shows="eventually(k, t[k])",
        place=("last", "h"),
    ),
    "gradients of another function": false(
        rule(
            "last",
            "values along a limit",
            {"f": "h", "v(k)": "x[k]", "c": "y"},
            hypothesis("f"),
            hypothesis("x"),
        ),
        given={"f": "gradient(f, grad)", "x": "tends(k, x[k], y)"},
        shows="tends(k, h(x[k]), h(y))",
        place="last",
    ),
    "a shifted sum": false(
        reals("last", "always(k, total(i, 1, k, t[i]) == total(i, 2, k + 1, t[i]))"),
        shows="always(k, total(i, 1, k, t[i]) == total(i, 2, k + 1, t[i]))",
        place="last",
    ),
    "a sum with an end too many": false(
        reals("last", "always(k, total(i, 1, k + 1, t[i]) == total(i, 1, k, t[i]))"),
        shows="always(k, total(i, 1, k + 1, t[i]) == total(i, 1, k, t[i]))",
        place="last",
    ),
    "a sum split outside its range": false(
        reals(
            "last", "total(i, 1, K, t[i]) + total(i, K, 1, t[i]) == 0 and total(i, K, 1, t[i]) == 0"
        ),
        shows="always(K, total(i, 1, K, t[i]) == 0)",
        place="last",
    ),
    "a sum of nonnegative terms backwards": false(
        rule(
            "a",
            "sums below the tail",
            {"a(k)": "t[k]", "K": "5"},
            hypothesis("sum"),
            hypothesis("signs"),
        ),
        reals("last", "False", step("a", k="1"), H, hypothesis("sum")),
        given={
            "sum": "summable(k, t[k])",
            "signs": "since(5, k, t[k] >= 0)",
            "h": "total(i, 1, 5, t[i]) < -tail(i, 5, t[i])",
        },
        place="last",
    ),
    "the tail of a divergent series": false(
        rule("last", "tail and next", {"a(k)": "t[k]"}, H),
        given={"h": "diverges(k, t[k])"},
        shows="always(k, tail(i, k, t[i]) == t[k] + tail(i, k + 1, t[i]))",
        place=("summable", "last"),
    ),
    "a divergent series times 0": false(
        reals("c", "0 >= 0"),
        rule("last", "multiple of a divergent series", {"a(k)": "t[k]", "c": "0"}, H, step("c")),
        given={"h": "diverges(k, t[k])"},
        shows="diverges(k, 0*t[k])",
        place="last",
    ),
    "a mean of a product": false(
        reals("last", "mean(xi, a(xi)*b(xi)) == mean(xi, a(xi))*mean(xi, b(xi))"),
        shows="mean(xi, a(xi)*b(xi)) == mean(xi, a(xi))*mean(xi, b(xi))",
        place="last",
    ),
    "a mean of a square": false(
        reals("last", "mean(xi, a(xi)**2) <= mean(xi, a(xi))**2"),
        shows="mean(xi, a(xi)**2) <= mean(xi, a(xi))**2",
        place="last",
    ),
    "a mean of what depends on two draws": false(
        reals("last", "mean(xi, mean(zeta, a(xi, zeta))) == mean(xi, a(xi, xi))"),
        shows="mean(xi, mean(zeta, a(xi, zeta))) == mean(xi, a(xi, xi))",
        place="last",
    ),
    "an order for one draw": false(
        rule("last", "means keep order", {"a(xi)": "a(xi)", "b(xi)": "b(xi)"}, H),
        given={"h": "a(xi) <= b(xi)"},
        shows="mean(xi, a(xi)) <= mean(xi, b(xi))",
        place="last",
    ),
    "strict in the limit": false(
        rule("zero", "constant", {"c": "0"}),
        reals("below", "frequently(k, 0 <= t[k])", hypothesis("signs")),
        rule(
            "limits",
            "order of limits",
            {"a(k)": "0", "b(k)": "t[k]", "c": "0", "d": "c"},
            step("zero"),
            H,
            step("below"),
        ),
        reals("last", "c > 0", step("limits"), hypothesis("signs")),
        given={"h": "tends(k, t[k], c)", "signs": "always(k, t[k] > 0)"},
        shows="c > 0",
        place="last",
    ),
    "Σ1/k": false(
        of("last", Series(then="summable(k, 1/k)")), shows="summable(k, 1/k)", place="last"
    ),
    "a series of negative terms": false(
        of("last", Series(then="diverges(k, -1/k)")), shows="diverges(k, -1/k)", place="last"
    ),
    "an alternating sequence": false(
        of("last", Series(then="tends(k, (-1)**k, 0)")), shows="tends(k, (-1)**k, 0)", place="last"
    ),
    "a sequence with a root of negatives": false(
        of("last", Series(then="bounded(k, sqrt(1 - k))")),
        shows="bounded(k, sqrt(1 - k))",
        place="last",
    ),
    "an unknown sequence": false(
        of("last", Series(then="summable(k, t[k]/k**2)")),
        shows="summable(k, t[k]/k**2)",
        place="last",
    ),
    "an unknown constant in a series": false(
        of("last", Series(then="summable(k, 1/k**p)")), shows="summable(k, 1/k**p)", place="last"
    ),
    "a series over another index": false(
        of("last", Series(then="summable(m, 1/k**2)")), shows="summable(m, 1/k**2)", place="last"
    ),
    "a wrong limit": false(
        of("last", Series(then="tends(k, (2*k + 1)/k, 3)")),
        shows="tends(k, (2*k + 1)/k, 3)",
        place="last",
    ),
    "a limit at k": false(
        of("last", Series(then="tends(k, k, k)")), shows="tends(k, k, k)", place="last"
    ),
    "a p-series with p = 1": false(
        reals("p", "1 >= 1"),
        rule("last", "p-series", {"p": "1"}, step("p")),
        shows="summable(k, k**(-1))",
        place=("last", "1 > 1"),
    ),
    "a p-series whose exponent depends on k": false(
        choose("k", "k", H),
        reals("p", "1 + 1/k > 1", step("k")),
        rule("last", "p-series", {"p": "1 + 1/k"}, step("p")),
        given={"h": "exists(N, N > 1)"},
        shows="summable(k, k**(-(1 + 1/k)))",
        place="last",
    ),
}
