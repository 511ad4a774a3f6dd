"""False proofs by premises that are not there, and by conclusions that are others."""

from __future__ import annotations

from proofs.false_proofs import H, block, choose, false, of, reals, rule

from sam_theory.proofs.proof import (
    Cited,
    Define,
    Read,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)

PREMISES = {
    "premises permuted": false(
        reals("below", "always(k, t[k]**2 <= t[k])", hypothesis("unit")),
        rule("signs", "from K on", {"P(k)": "t[k] >= 0", "K": "1"}, hypothesis("signs")),
        rule("order", "from K on", {"P(k)": "t[k]**2 <= t[k]", "K": "1"}, step("below")),
        rule(
            "last",
            "comparison",
            {"a(k)": "t[k]", "b(k)": "t[k]**2"},
            step("signs"),
            step("order"),
            hypothesis("squares"),
        ),
        given={
            "unit": "always(k, 0 <= t[k] and t[k] <= 1)",
            "signs": "since(1, k, t[k] >= 0)",
            "squares": "summable(k, t[k]**2)",
        },
        shows="summable(k, t[k])",
        place=("last", "t[k] <= t[k]**2"),
    ),
    "a wrong step cited": false(
        reals("first", "c > 0", H),
        reals("second", "c > -1", step("first")),
        reals("last", "c > 0", step("second")),
        given={"h": "c > 0"},
        shows="c > 0",
        place="last",
    ),
    "a hypothesis that the theorem does not have": false(
        reals("last", "c > 0", hypothesis("positive")),
        given={"h": "c >= 0"},
        shows="c > 0",
        place="positive",
    ),
    "a hypothesis that another conclusion asks for": false(
        reals("last", "c > 0", hypothesis("special")),
        given={"h": "c >= 0", "special": "c > 0"},
        shows="c > 0",
        also={"other": "c > 0"},
        needs={"other": ("special",)},
        place="special",
    ),
    "a hypothesis of another conclusion behind two steps": false(
        choose("choice", "b", hypothesis("special")),
        block(
            "inner", "r", {"r": "r > 0"}, reals("in it", "c + r > b", step("choice"), local("r"))
        ),
        reals("last", "c > 0", step("inner", r="1"), step("choice")),
        given={"special": "exists(b, b > 0 and c >= b)"},
        shows="c > 0",
        also={"other": "c > 0"},
        needs={"other": ("special",)},
        place="special",
    ),
    "a step that comes later": false(
        reals("first", "c > 0", step("last")),
        reals("last", "c > 0", step("first")),
        shows="c > 0",
        place=("last", "first"),
    ),
    "a step by itself": false(reals("last", "c > 0", step("last")), shows="c > 0", place="last"),
    "a step by the block it is in": false(
        block("outer", "r", {}, reals("inner", "r > 0", step("outer", r="r"))),
        reals("last", "c > 0", step("outer", r="c")),
        shows="c > 0",
        place=("outer", "inner"),
    ),
    "a local assumption outside its block": false(
        block("b", "r", {"a": "c > 0"}, reals("in it", "c + 1 > r or c > 0", local("a"))),
        reals("last", "c > 0", local("a")),
        shows="c > 0",
        place=("last", "'a'"),
    ),
    "a step of a block outside it": false(
        block("b", "", {"a": "c > 0"}, reals("in it", "c > 0", local("a"))),
        reals("last", "c > 0", step("in it")),
        shows="c > 0",
        place="in it",
    ),
    "a constant of a block outside it": false(
        block(
            "b",
            "r",
            {"a": "r > 0"},
            choose("K", "K", hypothesis("h", r="r")),
            reals("in it", "K >= 1"),
        ),
        reals("last", "eventually(k, t[k] <= 0)", step("K")),
        given={"h": "forall(r, implies(r > 0, eventually(k, t[k] < r)))"},
        shows="eventually(k, t[k] <= 0)",
        place=("K", "last"),
    ),
    "a citation": false(
        of("last", Cited(source="folklore", then="c > 0")), shows="c > 0", place="folklore"
    ),
    "an argument that is read": false(
        of("last", Read(then="c > 0", why="by compactness")),
        shows="c > 0",
        place=("compactness", "last"),
    ),
    "a step that rests on what is not proved": false(
        reals("bad", "False"), reals("last", "c > 0", step("bad")), shows="c > 0", place="bad"
    ),
    "a choice from what is not proved": false(
        reals("bad", "exists(b, b > 0 and b < 0)"),
        choose("b", "b", step("bad")),
        reals("last", "False", step("b")),
        place="bad",
    ),
    "a value at a name that is not bound": false(
        reals("last", "False", hypothesis("h", c="-1")),
        given={"h": "c > 0"},
        place=("last", "c"),
    ),
    "a value too many": false(
        reals("last", "c > 1", hypothesis("h", q="3")),
        given={"h": "c > 0"},
        shows="c > 1",
        place="q",
    ),
    "a value at a name of an earlier step": false(
        reals("first", "c**2 >= c", H),
        reals("last", "False", step("first", c="1/2")),
        given={"h": "c > 1"},
        place=("last", "c"),
    ),
    "another kind of reference": false(
        reals("last", "c > 0", local("h")), given={"h": "c > 0"}, shows="c > 0", place="'h'"
    ),
    "False from false hypotheses only": false(
        reals("last", "summable(k, t[k])", H),
        given={"h": "c > 0"},
        shows="summable(k, t[k])",
        place="last",
    ),
}


CONCLUSIONS = {
    "another conclusion": false(
        reals("last", "c > 0", H), given={"h": "c > 0"}, shows="c > 1", place=("last", "c > 1")
    ),
    "a stronger conclusion": false(
        reals("last", "eventually(k, t[k] > 0)", H),
        given={"h": "always(k, t[k] > 0)"},
        shows="tends(k, t[k], 0)",
        place="last",
    ),
    "for all k where for large k is shown": false(
        reals("last", "eventually(k, t[k] > 0)", H),
        given={"h": "eventually(k, t[k] > 0)"},
        shows="always(k, t[k] > 0)",
        place="last",
    ),
    "along a subsequence only": false(
        choose("s", "s", H),
        reals("last", "tends(j, t[s[j]], 0)", step("s")),
        given={"h": "exists(s, increasing(s) and tends(j, t[s[j]], 0))"},
        shows="tends(k, t[k], 0)",
        place="last",
    ),
    "one half of a conjunction": false(
        reals("last", "c > 0", H), given={"h": "c > 0"}, shows="c > 0 and c < 1", place="last"
    ),
    "under a block's assumption": false(
        block("last", "", {"a": "c > 0"}, reals("in it", "c > 0", local("a"))),
        shows="c > 0",
        place="last",
    ),
    "from naturals to reals": false(
        reals("last", "forall(N, N >= 1)"), shows="forall(r, r >= 1)", place="last"
    ),
    "from reals to naturals": false(
        of("last", Witness(then="exists(r, 2*r == 1)", values={"r": "1/2"}, given=())),
        shows="exists(N, 2*N == 1)",
        place="last",
    ),
    "a constant chosen as in the conclusion": false(
        choose("last", "c", H),
        given={"h": "exists(r, tends(k, t[k], r))"},
        shows="tends(k, t[k], c)",
        place=("last", "'c'", " c "),
    ),
    "a symbol defined that the theorem has": false(
        of("d", Define(symbol="c", value="1")),
        reals("last", "c > 0", definition("d")),
        given={"h": "c < 5"},
        shows="c > 0",
        place=("'c'", "d"),
    ),
    "a symbol defined that the conclusion has": false(
        of("d", Define(symbol="c", value="1")),
        reals("last", "c > 0", definition("d")),
        shows="c > 0",
        place=("'c'", "d"),
    ),
    "a symbol defined that a bound index has": false(
        of("d", Define(symbol="t[k]", value="0")),
        reals("last", "always(k, t[k] == 0)", definition("d")),
        given={"h": "t[1] > 0"},
        shows="always(k, t[k] == 0)",
        place=("'t'", "d"),
    ),
}
