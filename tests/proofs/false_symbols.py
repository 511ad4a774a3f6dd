"""False proofs by symbols that are taken for others."""

from __future__ import annotations

from dataclasses import replace

from proofs.false_proofs import Falsehood, H, choose, false, of, reals, rule
from proving import proof

from sam_theory.proofs.proof import (
    Define,
    definition,
    hypothesis,
    step,
)

SYMBOLS = {
    "diagonal of eventually": false(
        reals("last", "eventually(k, a(k, k) > 0)", hypothesis("h", r="k")),
        given={"h": "forall(r, eventually(m, a(r, m) > 0))"},
        shows="eventually(k, a(k, k) > 0)",
        place="last",
    ),
    "diagonal of since": false(
        reals("last", "eventually(k, a(k, k) > 0)", hypothesis("h", i="k")),
        given={"h": "always(i, since(u[i], m, a(i, m) > 0))"},
        shows="eventually(k, a(k, k) > 0)",
        place="last",
    ),
    "diagonal to False": false(
        reals("last", "eventually(k, False)", hypothesis("h", i="k")),
        given={"h": "always(i, since(i + 1, m, a(i, m) > 0))"},
        shows="eventually(k, False)",
        place="last",
    ),
    "diagonal of frequently": false(
        reals("last", "frequently(k, a(k, k) > 0)", hypothesis("h", i="k")),
        given={"h": "always(i, frequently(m, a(i, m) > 0))"},
        shows="frequently(k, a(k, k) > 0)",
        place="last",
    ),
    "reserved bound k_0": false(
        reals("last", "always(k_0, tends(k, a(k, k), 0))", hypothesis("h", m="k_0")),
        given={"h": "forall(m, tends(k, a(m, k), 0))"},
        shows="always(k_0, tends(k, a(k, k), 0))",
        place="last",
    ),
    "reserved bound real_0": false(
        reals("last", "forall(real_0, exists(r, r > r))", hypothesis("h", c="real_0")),
        given={"h": "forall(c, exists(r, r > c))"},
        shows="forall(c, exists(r, r > r))",
        place="last",
    ),
    "K bound in eventually chosen as K": false(
        choose("last", "K", H),
        given={"h": "eventually(K, t[K] > 0)"},
        shows="always(k, t[k] > 0)",
        place=("last", "K"),
    ),
    "a start that becomes what is bound": false(
        choose("last", "k", H),
        given={"h": "exists(N, since(N, k, t[k] > 0))"},
        shows="always(k, t[k] > 0)",
        place=("last",),
    ),
    "since captured by induction at k": false(
        choose("k", "k", H),
        rule("last", "induction", {"P(k)": "t[k] > 0", "K": "k"}, step("k"), step("k")),
        given={"h": "exists(N, t[N] > 0 and since(N, m, implies(t[m] > 0, t[m + 1] > 0)))"},
        shows="always(k, t[k] > 0)",
        place=("last", "k"),
    ),
    "since with start in bound": false(
        reals("last", "always(k, t[k] > 0)", H),
        given={"h": "since(k, k, t[k] > 0)"},
        shows="always(k, t[k] > 0)",
        place=("last", "k"),
    ),
    "shadowed index": false(
        reals("s", "since(5, k, always(k, t[k] > 0))", H),
        reals("last", "always(k, t[k] > 0)", step("s", k="5")),
        given={"h": "since(5, k, t[k] > 0)"},
        shows="always(k, t[k] > 0)",
        place=("s", "last"),
    ),
    "spaced parameter": false(
        reals("one", "0 < 1 or c > 5"),
        reals("two", "since(0, k, implies(k < 1 or c > 5, k + 1 < 1 or c > 5))"),
        rule("i", "induction", {"P(k)": "k < 1 or c > 5", " K": "0"}, step("one"), step("two")),
        reals("last", "c > 5", step("i", k="1")),
        shows="c > 5",
        place=("i", "K", "index"),
    ),
    "parenthesised parameter": false(
        reals("one", "0 < 1 or c > 5"),
        reals("two", "since(0, k, implies(k < 1 or c > 5, k + 1 < 1 or c > 5))"),
        rule("i", "induction", {"P(k)": "k < 1 or c > 5", "(K)": "0"}, step("one"), step("two")),
        reals("last", "c > 5", step("i", k="1")),
        shows="c > 5",
        place=("i", "K", "index"),
    ),
    "since from 0 by hand": false(
        reals("two", "since(0, k, k < 1 or c > 5)", H),
        reals("last", "c > 5", step("two", k="1")),
        given={"h": "c > 6"},
        shows="c > 7",
        place=("last"),
    ),
    "micro sign": false(
        choose("c", "µ", H),
        reals("last", "False", step("c"), hypothesis("p")),
        given={"h": "exists(b, b < 0)", "p": "μ > 0"},
        place=("c",),
    ),
    "define h(h)": false(
        of("d", Define(symbol="h(h, r)", value="r")),
        reals("last", "False", definition("d", h="f", r="1"), hypothesis("z", q="f", r="1")),
        given={"z": "forall(q, r, f(q, r) == 0)"},
        place=("d",),
    ),
    "float literal": false(
        reals("last", "0.1000000000000000000001 == 0.1"),
        shows="0.1000000000000000000001 == 0.1",
        place=("0.1",),
    ),
    "float literal big": false(
        reals("last", "9007199254740993.0 == 9007199254740992"),
        shows="9007199254740993.0 == 9007199254740992",
        place=("9007",),
    ),
    "zero vector as number": false(
        reals("last", "False", hypothesis("y", y="z - z"), hypothesis("r", r="0")),
        given={"y": "forall(y, F(y) == 1)", "r": "forall(r, F(r) == 2)", "z": "norm(z) >= 0"},
        place=("last",),
    ),
    "norm of two": false(
        reals("last", "norm(y, z) == norm(y)"), shows="norm(y, z) == norm(y)", place=("norm",)
    ),
    "dot of three": false(
        reals("last", "dot(y, z, w) == dot(y, z)"),
        shows="dot(y, z, w) == dot(y, z)",
        place=("dot",),
    ),
    "dot of one": false(reals("last", "dot(y) == 1"), shows="dot(y) == 1", place=("dot",)),
    "pi as function": false(reals("last", "pi() > 3"), shows="pi() > 3", place=("pi",)),
    "norm as sequence": false(
        reals("last", "norm[1] > 0", H),
        given={"h": "norm[1] > 1"},
        shows="norm[1] > 0",
        place=("norm",),
    ),
    "sum of vectors a number": false(
        reals("last", "total(i, 1, k, x[i])**2 >= 0"),
        given={"h": "x[1] == 0 and k > 1"},
        shows="total(i, 1, k, x[i])**2 >= 0",
        place=("last", "x"),
    ),
    "always with three": false(
        reals("last", "t[1] > 0", hypothesis("h", k="1")),
        given={"h": "always(k, t[2] > 0, t[k] > 0)"},
        shows="t[1] > 0",
        place=("always",),
    ),
    "implies of three": false(
        reals("last", "implies(c > 0, c > 1, c > 2)", H),
        given={"h": "implies(c > 0, c > 1, c > 2)"},
        shows="implies(c > 0, c > 1, c > 2)",
        place=("implies",),
    ),
    "tends of one": false(
        reals("last", "tends(k)", H), given={"h": "c > 0"}, shows="tends(k)", place=("tends",)
    ),
    "tends of two": false(
        reals("last", "tends(k, t[k])", H),
        given={"h": "tends(k, t[k])"},
        shows="tends(k, t[k])",
        place=("tends",),
    ),
    "formula as number": false(
        reals("last", "forall(r, r > 0) < 5", hypothesis("h", c="forall(r, r > 0)")),
        given={"h": "forall(c, c < 5)"},
        shows="forall(r, r > 0) < 5",
        place=("last", "formula"),
    ),
    "formula as argument": false(
        reals("last", "F(c > 0) == F(0 < c)"),
        shows="F(c > 0) == F(0 < c)",
        place=("last", "formula"),
    ),
    "vector in limit of reals": false(
        rule("last", "bounded sequences accumulate", {"v(k)": "t[k]"}, H),
        given={"h": "bounded(k, t[k])"},
        shows="exists(z, accumulates(k, t[k], z))",
        place=("last",),
    ),
}

SYMBOLS |= {
    f"a vector called {name}": Falsehood(
        (
            replace(
                proof(reals("last", "c > 0", H), given={"h": "c > 0"}, shows={"claim": "c > 0"}),
                vectors=(name,),
            ),
        ),
        (repr(name),),
    )
    for name in ("norm", "k", "s", "total", "real_", "abs", "u5")
}
