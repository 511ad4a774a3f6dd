"""False proofs by constants, names and the order of quantifiers."""

from __future__ import annotations

from proofs.false_proofs import H, block, choose, false, of, reals, rule

from sam_theory.proofs.proof import (
    Define,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)

QUANTIFIERS = {
    "a constant that depends on k": false(
        choose("c", "c", hypothesis("h", k="k")),
        of(
            "last",
            Witness(then="exists(c, always(k, t[k] <= c))", values={"c": "c"}, given=(step("c"),)),
        ),
        given={"h": "always(k, exists(c, t[k] <= c))"},
        shows="exists(c, always(k, t[k] <= c))",
        place=("c", "last"),
    ),
    "a constant chosen under a quantifier": false(
        choose("c", "c", H),
        of(
            "last",
            Witness(then="exists(c, always(k, t[k] <= c))", values={"c": "c"}, given=(step("c"),)),
        ),
        given={"h": "always(k, exists(c, t[k] <= c))"},
        shows="exists(c, always(k, t[k] <= c))",
        place=("c", "last"),
    ),
    "quantifiers swapped": false(
        reals("last", "exists(z, forall(y, y == z))", H),
        given={"h": "forall(y, exists(z, y == z))"},
        shows="exists(z, forall(y, y == z))",
        place="last",
    ),
    "a witness that depends on what it must not": false(
        reals("self", "always(k, t[k] <= t[k])"),
        of(
            "last",
            Witness(
                then="exists(c, always(k, t[k] <= c))", values={"c": "t[k]"}, given=(step("self"),)
            ),
        ),
        shows="exists(c, always(k, t[k] <= c))",
        place=("last", "'c'", "k"),
    ),
    "a wrong witness": false(
        of("last", Witness(then="exists(c, c**2 == 3)", values={"c": "2"}, given=())),
        shows="exists(c, c**2 == 3)",
        place="last",
    ),
    "a witness of the wrong sort": false(
        of("last", Witness(then="exists(N, 2*N == 1)", values={"N": "1/2"}, given=())),
        shows="exists(N, 2*N == 1)",
        place=("N", "last"),
    ),
    "no witness": false(
        of("last", Witness(then="exists(c, c**2 < 0)", values={}, given=())),
        shows="exists(c, c**2 < 0)",
        place="c",
    ),
    "a constant that leaves its block": false(
        block("b", "r", {}, choose("c", "c", hypothesis("h", r="r"))),
        reals("last", "False", step("b", r="c")),
        given={"h": "forall(r, exists(c, c > r))"},
        place=("c", "b"),
    ),
    "a definition that leaves its block": false(
        block("b", "r", {}, of("d", Define(symbol="u", value="r"))),
        reals("last", "1 == 2", step("b", r="1"), step("b", r="2")),
        shows="1 == 2",
        place=("d", "b"),
    ),
    "one name for two constants": false(
        choose("up", "c", hypothesis("up")),
        choose("down", "c", hypothesis("down")),
        reals("last", "False", step("up"), step("down")),
        given={"up": "exists(c, c > 0)", "down": "exists(c, c < 0)"},
        place=("down", "'c'", " c "),
    ),
    "one name for two constants of a conjunction": false(
        choose("both", "c c", H),
        reals("last", "False", step("both")),
        given={"h": "exists(c, c > 0) and exists(c, c < 0)"},
        place="both",
    ),
    "one name for two nested constants": false(
        choose("both", "c c", H),
        reals("last", "False", step("both")),
        given={"h": "exists(a, exists(b, a < b))"},
        place="both",
    ),
    "one name for two constants at once": false(
        choose("both", "c c", H),
        reals("last", "False", step("both")),
        given={"h": "exists(a, b, a < b)"},
        place="both",
    ),
    "a name of the theorem for a constant": false(
        choose("c", "c", H),
        reals("last", "False", step("c"), hypothesis("positive")),
        given={"h": "exists(b, b < 0)", "positive": "c > 0"},
        place=("c", "'c'"),
    ),
    "a block fixes what the theorem has": false(
        block("b", "c", {}, reals("in it", "c > 0", H)),
        reals("last", "False", step("b", c="-1")),
        given={"h": "c > 0"},
        place=("b", "'c'"),
    ),
    "a block fixes what an outer one has": false(
        block(
            "outer",
            "r",
            {"r": "r > 0"},
            block("inner", "r", {}, reals("in it", "r > 0", local("r"))),
        ),
        reals("last", "False", step("outer", r="1")),
        place=("inner", "'r'"),
    ),
    "a block fixes what was chosen": false(
        choose("m", "m", H),
        block("b", "m", {}, reals("in it", "t[m] > 0", step("m"))),
        reals("last", "always(k, t[k] > 0)", step("b", m="k")),
        given={"h": "exists(N, t[N] > 0)"},
        shows="always(k, t[k] > 0)",
        place=("b", "'m'"),
    ),
    "a chosen index taken for any": false(
        choose("k", "k", H),
        reals("last", "always(k, t[k] > 0)", step("k")),
        given={"h": "exists(N, t[N] > 0)"},
        shows="always(k, t[k] > 0)",
        place="k",
    ),
    "a fixed index taken for any": false(
        block("b", "k", {"a": "t[k] > 0"}, reals("in it", "always(k, t[k] > 0)", local("a"))),
        reals("last", "always(k, t[k] > 0)", step("b", k="1"), H),
        given={"h": "t[1] > 0"},
        shows="always(k, t[k] > 0)",
        place=("in it", "b"),
    ),
    "a definition with a free index": false(
        of("d", Define(symbol="c", value="t[k]")),
        reals("last", "always(k, t[k] == c)", definition("d")),
        shows="exists(c, always(k, t[k] == c))",
        place=("d", "last"),
    ),
    "a definition by itself": false(
        of("d", Define(symbol="c", value="c + 1")),
        reals("last", "False", definition("d")),
        place=("d", "'c'"),
    ),
    "two definitions by each other": false(
        of("a", Define(symbol="b1", value="b2 + 1")),
        of("b", Define(symbol="b2", value="b1")),
        reals("last", "False", definition("a"), definition("b")),
        place=("'b2'", "a"),
    ),
    "a symbol defined twice": false(
        of("a", Define(symbol="b1", value="1")),
        of("b", Define(symbol="b1", value="2")),
        reals("last", "False", definition("a"), definition("b")),
        place=("'b1'", "b"),
    ),
    "a constant chosen after its use": false(
        of("a", Define(symbol="b1", value="b2 + 1")),
        choose("b", "b2", hypothesis("h", r="b1")),
        reals("last", "False", definition("a"), step("b")),
        given={"h": "forall(r, exists(c, c > r))"},
        place=("b2", "a"),
    ),
    "a variable fixed after its use": false(
        of("a", Define(symbol="b1", value="b2 + 1")),
        block("b", "b2", {}, reals("in it", "b1 == b2 + 1", definition("a"))),
        reals("last", "False", step("b", b2="1"), step("b", b2="2")),
        place=("b2", "a"),
    ),
    "a sequence that is defined by a later one": false(
        of("a", Define(symbol="b1[k]", value="b1[k] + 1")),
        reals("last", "False", definition("a", k="1")),
        place=("b1", "a"),
    ),
    "a chosen number as a natural one": false(
        choose("N", "N", H),
        reals("last", "False", step("N")),
        given={"h": "exists(r, 0 < r and r < 1)"},
        place="N",
    ),
    "a chosen number as a vector": false(
        choose("x", "y", H),
        reals("last", "False", step("x")),
        given={"h": "exists(r, 0 < r and r < 1)"},
        place=("x", "y"),
    ),
    "a chosen sequence as one of indices": false(
        rule("r", "recursion", {"e(r,k)": "r", "c": "1/2"}),
        choose("s", "s", step("r")),
        reals("last", "False", step("s")),
        place="s",
    ),
    "a value 0 for an index": false(
        reals("all", "always(k, k >= 1)"),
        reals("last", "False", step("all", k="0")),
        place=("k", "last"),
    ),
    "a value ½ for an index": false(
        reals("all", "forall(N, N >= 1)"),
        reals("last", "False", step("all", N="1/2")),
        place=("N", "last"),
    ),
    "a number for an index": false(
        reals("all", "forall(N, N >= 1)"),
        reals("last", "c >= 1", step("all", N="c")),
        shows="forall(c, c >= 1)",
        place=("N", "last"),
    ),
    "a term before the first": false(
        reals("last", "always(k, t[k - 1] > 0)", hypothesis("h", k="k - 1")),
        given={"h": "always(k, t[k] > 0)"},
        shows="always(k, t[k - 1] > 0)",
        place=("k - 1", "last"),
    ),
    "a term before the first, by chance": false(
        reals("last", "always(k, t[k - 1] > 0)", H),
        given={"h": "always(k, t[k] > 0)"},
        shows="always(k, t[k - 1] > 0)",
        place="last",
    ),
    "a value captured": false(
        reals("last", "False", hypothesis("h", y="z")),
        given={"h": "forall(y, exists(z, norm(y - z) >= 1))"},
        place="last",
    ),
    "an exists captured": false(
        choose("last", "c", hypothesis("h", r="c")),
        given={"h": "forall(r, exists(c, c > r))"},
        shows="exists(c, c > c)",
        place=("last", "'c'", " c "),
    ),
    "a limit interchanged": false(
        reals("last", "tends(k, a(k, k), 0)", hypothesis("h", m="k")),
        given={"h": "forall(m, tends(k, a(m, k), 0))"},
        shows="tends(k, a(k, k), 0)",
        place="last",
    ),
    "sup of infinitely many": false(
        choose("b", "b", hypothesis("h", m="m")),
        reals("last", "always(m, tends(k, a(m, k), b))", step("b")),
        given={"h": "forall(m, exists(b, tends(k, a(m, k), b)))"},
        shows="exists(b, always(m, tends(k, a(m, k), b)))",
        place=("b", "last"),
    ),
    "for all distributed over or": false(
        reals("last", "forall(r, r > 0) or forall(r, r <= 0)"),
        shows="forall(r, r > 0) or forall(r, r <= 0)",
        place="last",
    ),
    "exists distributed over and": false(
        reals("last", "exists(c, c > 0 and c < 0)", hypothesis("a"), hypothesis("b")),
        given={"a": "exists(c, c > 0)", "b": "exists(c, c < 0)"},
        shows="exists(c, c > 0 and c < 0)",
        place="last",
    ),
}
