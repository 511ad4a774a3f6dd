"""False proofs: what each "proves" is false or does not follow, and the place that must be named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from proving import proof

from sam_theory.proofs.proof import (
    Apply,
    Block,
    Check,
    Choose,
    Cited,
    Define,
    Exists,
    Limit,
    Number,
    Proof,
    Read,
    Reals,
    Ref,
    Rule,
    Series,
    Step,
    Uses,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import inductively
from sam_theory.statements.formulas import KL


@dataclass(frozen=True)
class False_:
    """A false proof, those it may use, and words of which the refusal must have one."""

    proofs: tuple[Proof, ...]
    place: tuple[str, ...]


def false(
    *steps: Step,
    place: str | tuple[str, ...],
    given: Mapping[str, str] | None = None,
    shows: str = "False",
    others: tuple[Proof, ...] = (),
    needs: Mapping[str, tuple[str, ...]] | None = None,
    also: Mapping[str, str] | None = None,
) -> False_:
    """A proof whose last step is to show a conclusion."""
    wrong = proof(*steps, given=given, shows={"claim": shows} | dict(also or {}), name="wrong")
    if needs:
        wrong = replace(wrong, statement=replace(wrong.statement, needs=needs))
    return False_((wrong, *others), (place,) if isinstance(place, str) else place)


def of(name: str, check: Check) -> Step:
    """A step."""
    return Step(name=name, check=check)


def reals(name: str, then: str, *given: Ref) -> Step:
    return of(name, Reals(then=then, given=given))


def rule(name: str, schema: str, by: Mapping[str, str], *given: Ref) -> Step:
    return of(name, Rule(schema=schema, by=by, given=given))


def choose(name: str, names: str, given: Ref) -> Step:
    return of(name, Choose(names=tuple(names.split()), given=given))


def block(name: str, fix: str, assume: Mapping[str, str], *steps: Step) -> Step:
    return of(name, Block(fix=tuple(fix.split()), assume=tuple(assume.items()), steps=steps))


H = hypothesis("h")
LEMMA = proof(
    reals("shown", "q > 1 and r > 0", hypothesis("above"), hypothesis("positive")),
    given={"above": "q > 1", "positive": "r > 0"},
    shows={"both": "q > 1 and r > 0"},
    name="lemma",
)
NATURAL = proof(reals("shown", "N >= 1"), shows={"one": "N >= 1"}, name="lemma")
GREATER = proof(
    of("shown", Witness(then="exists(c, c > b)", values={"c": "b + 1"}, given=())),
    shows={"more": "exists(c, c > b)"},
    name="lemma",
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

INDICES = {
    "two subsequences taken for one": false(
        rule("sy", "subsequence", {"v(k)": "x[k]", "c": "y"}, hypothesis("y")),
        rule("sz", "subsequence", {"v(k)": "x[k]", "c": "z"}, hypothesis("z")),
        choose("s of y", "s", step("sy")),
        choose("s of z", "s", step("sz")),
        rule(
            "last",
            "only one limit",
            {"a(k)": "x[s[k]]", "c": "y", "d": "z"},
            step("s of y"),
            step("s of z"),
        ),
        given={"y": "accumulates(k, x[k], y)", "z": "accumulates(k, x[k], z)"},
        shows="y == z",
        place=("s of z", "'s'"),
    ),
    "two subsequences": false(
        rule("sy", "subsequence", {"v(k)": "x[k]", "c": "y"}, hypothesis("y")),
        rule("sz", "subsequence", {"v(k)": "x[k]", "c": "z"}, hypothesis("z")),
        choose("s of y", "s", step("sy")),
        choose("s of z", "s1", step("sz")),
        rule(
            "last",
            "only one limit",
            {"a(k)": "x[s[k]]", "c": "y", "d": "z"},
            step("s of y"),
            step("s of z"),
        ),
        given={"y": "accumulates(k, x[k], y)", "z": "accumulates(k, x[k], z)"},
        shows="y == z",
        place=("last", "x[s[k]]"),
    ),
    "two infinitely often merged": false(
        reals("last", "frequently(k, t[k] > 0 and t[k] < 0)", hypothesis("a"), hypothesis("b")),
        given={"a": "frequently(k, t[k] > 0)", "b": "frequently(k, t[k] < 0)"},
        shows="frequently(k, t[k] > 0 and t[k] < 0)",
        place="last",
    ),
    "two infinitely often merged by a conjunction": false(
        reals("last", "frequently(k, t[k] > 0 and t[k] < 0)", H),
        given={"h": "frequently(k, t[k] > 0) and frequently(k, t[k] < 0)"},
        shows="frequently(k, t[k] > 0 and t[k] < 0)",
        place="last",
    ),
    "eventually read as always": false(
        reals("last", "always(k, t[k] > 0)", H),
        given={"h": "eventually(k, t[k] > 0)"},
        shows="always(k, t[k] > 0)",
        place="last",
    ),
    "frequently read as eventually": false(
        reals("last", "eventually(k, t[k] > 0)", H),
        given={"h": "frequently(k, t[k] > 0)"},
        shows="eventually(k, t[k] > 0)",
        place="last",
    ),
    "eventually at an index": false(
        reals("last", "t[7] > 0", hypothesis("h", k="7")),
        given={"h": "eventually(k, t[k] > 0)"},
        shows="t[7] > 0",
        place="last",
    ),
    "since read as always": false(
        reals("last", "always(k, t[k] > 0)", H),
        given={"h": "since(3, k, t[k] > 0)"},
        shows="always(k, t[k] > 0)",
        place="last",
    ),
    "since before its start": false(
        reals("last", "t[2] > 0", hypothesis("h", k="2")),
        given={"h": "since(3, k, t[k] > 0)"},
        shows="t[2] > 0",
        place="last",
    ),
    "cases mixed along k": false(
        reals("last", "always(k, t[k] > 0) or always(k, t[k] < 0)", H),
        given={"h": "always(k, t[k] > 0 or t[k] < 0)"},
        shows="always(k, t[k] > 0) or always(k, t[k] < 0)",
        place="last",
    ),
    "a block of indices without a start": false(
        block("b", "m", {"m": "m >= m + 1"}, reals("in it", "False", local("m"))),
        reals("last", "False", step("b", m="3")),
        place=("last", "b"),
    ),
    "a start that moves": false(
        block("b", "m", {"m": "m >= 2*m"}, reals("in it", "False", local("m"))),
        reals("last", "eventually(k, False)", step("b")),
        shows="eventually(k, False)",
        place=("last", "b"),
    ),
    "induction from a wrong start": false(
        *inductively(
            "last", "t[k] > 0", "1", base=(hypothesis("start"),), given=(hypothesis("pass"),)
        ),
        given={"start": "t[2] > 0", "pass": "since(1, k, implies(t[k] > 0, t[k + 1] > 0))"},
        shows="since(1, k, t[k] > 0)",
        place="last: start",
    ),
    "induction that steps by two": false(
        rule(
            "last",
            "induction",
            {"P(k)": "t[k] > 0", "K": "1"},
            hypothesis("start"),
            hypothesis("pass"),
        ),
        given={"start": "t[1] > 0", "pass": "since(1, k, implies(t[k] > 0, t[k + 2] > 0))"},
        shows="since(1, k, t[k] > 0)",
        place="last",
    ),
    "induction that steps later": false(
        rule(
            "last",
            "induction",
            {"P(k)": "t[k] > 0", "K": "1"},
            hypothesis("start"),
            hypothesis("pass"),
        ),
        given={"start": "t[1] > 0", "pass": "since(2, k, implies(t[k] > 0, t[k + 1] > 0))"},
        shows="since(1, k, t[k] > 0)",
        place="last",
    ),
    "induction from 0": false(
        *inductively("all", "k < 1", "0"),
        reals("last", "False", step("all", k="1")),
        place=("all", "'0'", "K"),
    ),
    "induction from ½": false(
        *inductively("all", "k < 1", "1/2"),
        reals("last", "False", step("all", k="1")),
        place=("all", "1/2", "K"),
    ),
    "induction from a real number": false(
        choose("c", "c", H),
        *inductively("all", "k < 1", "c", base=(step("c"),), given=(step("c"),)),
        reals("last", "False", step("all", k="1"), step("c")),
        given={"h": "exists(c, 0 < c and c < 1)"},
        place=("all", "K"),
    ),
    "induction on a formula with the start in it": false(
        *inductively("all", "k == N", "N"),
        reals("last", "False", step("all", k="N + 1")),
        place="all",
    ),
    "a last index without one": false(
        rule("last", "last index", {"P(k)": "t[k] > 0", "K": "1", "m": "5"}, hypothesis("h")),
        given={"h": "t[7] > 0"},
        shows="exists(N, N >= 1 and N <= 5 and t[N] > 0 and since(N + 1, i, implies(i <= 5, not t[i] > 0)))",
        place="last",
    ),
    "a last index before the first": false(
        reals("a", "0 < 1"),
        reals("b", "5 >= 0"),
        rule("l", "last index", {"P(k)": "k < 1", "K": "0", "m": "5"}, step("a"), step("b")),
        choose("N", "N", step("l")),
        reals("last", "False", step("N")),
        place=("l", "K"),
    ),
    "a last index that is bound": false(
        reals("a", "t[N] > 0", H),
        reals("b", "N >= N"),
        rule("last", "last index", {"P(k)": "t[k] > 0", "K": "N", "m": "N"}, step("a"), step("b")),
        given={"h": "t[N] > 0"},
        shows="exists(N, N >= N and N <= N and t[N] > 0 and since(N + 1, i, implies(i <= N, not t[i] > 0)))",
        place=("last", "N"),
    ),
    "none or some, with the bound name": false(
        rule("r", "some index or none", {"P(k)": "k > N", "K": "1"}),
        reals("last", "False", step("r")),
        place="last",
    ),
    "a subsequence that need not increase": false(
        rule("last", "along a subsequence", {"a(k)": "t[k]", "c": "0", "s": "s"}, H),
        given={"h": "tends(k, t[k], 0)"},
        shows="tends(j, t[s[j]], 0)",
        place="increasing(s)",
    ),
    "late indices of what holds now and then": false(
        rule("last", "late indices", {"P(k)": "t[k] > 0", "s": "s"}, H, hypothesis("s")),
        given={"h": "frequently(k, t[k] > 0)", "s": "increasing(s)"},
        shows="eventually(j, t[s[j]] > 0)",
        place="last",
    ),
    "not for all large k read as for none": false(
        reals("last", "eventually(k, not t[k] > 0)", H),
        given={"h": "not eventually(k, t[k] > 0)"},
        shows="eventually(k, not t[k] > 0)",
        place="last",
    ),
    "naturals for reals in a premise": false(
        reals("all", "forall(N, implies(N > 0, eventually(k, 0 - N < t[k] and t[k] < 0 + N)))", H),
        rule("last", "limit", {"a(k)": "t[k]", "c": "0"}, step("all")),
        given={"h": "always(k, -1 < t[k] and t[k] < 1)"},
        shows="tends(k, t[k], 0)",
        place="last",
    ),
    "naturals for reals in a lim inf": false(
        block(
            "all",
            "N",
            {"N": "N > 0 and eventually(k, t[k] >= N)"},
            choose("K", "K", local("N")),
            reals("in it", "False", hypothesis("h", k="K"), step("K", k="K")),
        ),
        rule("last", "lim inf of 0", {"a(k)": "t[k]"}, step("all"), hypothesis("signs")),
        given={"h": "always(k, t[k] < 1)", "signs": "always(k, t[k] >= 0)"},
        shows="liminf(k, t[k], 0)",
        place="last",
    ),
}

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
        shows="exists(e, e > 0 and forall(y, implies(norm(y - z) < e, norm(grad(y) - grad(z)) < e)))",
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

REALS = {
    "0/0": false(reals("last", "c/c == 1"), shows="c/c == 1", place=("last", "c")),
    "a square root of a negative number": false(
        reals("last", "sqrt(c)**2 == c"), shows="sqrt(c)**2 == c", place=("last", "c")
    ),
    "the square root of a square": false(
        reals("last", "sqrt(c**2) == c"), shows="sqrt(c**2) == c", place="last"
    ),
    "half powers": false(
        reals("last", "c**(1/2)*c**(1/2) == c"), shows="c**(1/2)*c**(1/2) == c", place="last"
    ),
    "odd powers": false(reals("last", "c**3 >= 0"), shows="c**3 >= 0", place="last"),
    "a power of a power": false(
        reals("last", "(c**2)**(1/2) == c"), shows="(c**2)**(1/2) == c", place="last"
    ),
    "a division by what may be 0": false(
        reals("last", "b == c", H), given={"h": "a*b == a*c"}, shows="b == c", place="last"
    ),
    "a premise's denominator that may be 0": false(
        reals("last", "b == a*c", H), given={"h": "b/a == c"}, shows="b == a*c", place="last"
    ),
    "a value of 1/0": false(reals("last", "1/0 == 0"), shows="1/0 == 0", place="last"),
    "two values of 1/0": false(
        reals("last", "1/c != 2/c", H), given={"h": "c == 0"}, shows="1/c != 2/c", place="last"
    ),
    "a product with 1/0": false(
        reals("last", "False", H), given={"h": "c*(1/c) == 0"}, place="last"
    ),
    "a unit vector at 0": false(
        reals("last", "norm(y/norm(y)) == 1"), shows="norm(y/norm(y)) == 1", place="last"
    ),
    "KL at every point": false(
        reals(
            "last",
            "always(k, dphi(f(x[k]) - f(xbar))*norm(grad(x[k])) >= 1)",
            hypothesis("kl inequality", y="x[k]"),
        ),
        given={word.key: word.formula for word in KL},
        shows="always(k, dphi(f(x[k]) - f(xbar))*norm(grad(x[k])) >= 1)",
        place="last",
    ),
    "KL in the ball only": false(
        reals(
            "last",
            "always(k, dphi(f(x[k]) - f(xbar))*norm(grad(x[k])) >= 1)",
            hypothesis("kl inequality", y="x[k]"),
            H,
        ),
        given={word.key: word.formula for word in KL} | {"h": "always(k, norm(x[k] - xbar) < R)"},
        shows="always(k, dphi(f(x[k]) - f(xbar))*norm(grad(x[k])) >= 1)",
        place="last",
    ),
    "KL by a rule that leaves the guard": false(
        of("last", Apply(to=hypothesis("kl inequality", y="y"), given=(H,))),
        given={word.key: word.formula for word in KL} | {"h": "norm(y - xbar) < R"},
        shows="dphi(f(y) - f(xbar))*norm(grad(y)) >= 1",
        place=("last", "eta"),
    ),
    "a converse": false(
        of("last", Apply(to=hypothesis("to"), given=(H,))),
        given={"to": "implies(a > 0, b > 0)", "h": "b > 0"},
        shows="a > 0",
        place=("last", "a > 0"),
    ),
    "an implication from nothing": false(
        of("last", Apply(to=hypothesis("to"), given=())),
        given={"to": "implies(a > 0, b > 0)"},
        shows="b > 0",
        place=("last", "a > 0"),
    ),
    "equal lengths": false(
        reals("last", "y == z", H), given={"h": "norm(y) == norm(z)"}, shows="y == z", place="last"
    ),
    "Cauchy–Schwarz backwards": false(
        reals("last", "dot(y, z) >= norm(y)*norm(z)"),
        shows="dot(y, z) >= norm(y)*norm(z)",
        place="last",
    ),
    "a square of a sum": false(
        reals("last", "sq(y + z) == sq(y) + sq(z)"),
        shows="sq(y + z) == sq(y) + sq(z)",
        place="last",
    ),
    "a vector above 0": false(reals("last", "y >= 0"), shows="y >= 0", place=("last", "y")),
    "a product of vectors": false(
        reals("last", "y*z == z*y"), shows="y*z == z*y", place=("last", "y")
    ),
    "a vector and a number": false(
        reals("last", "y + 1 == 1 + y"), shows="y + 1 == 1 + y", place=("last", "y")
    ),
    "a vector to a power": false(
        reals("last", "y**2 >= 0"), shows="y**2 >= 0", place=("last", "y")
    ),
    "a number for a vector": false(
        reals("a", "forall(y, norm(y) >= 0)"),
        reals("last", "norm(-1) >= 0", step("a", y="-1")),
        shows="norm(-1) >= 0",
        place=("last", "y"),
    ),
    "a vector for a number": false(
        reals("a", "forall(r, r**2 >= 0)"),
        reals("last", "y**2 >= 0", step("a", r="y")),
        shows="y**2 >= 0",
        place=("last", "y", "r"),
    ),
    "a vector divided by itself": false(
        reals("last", "y/y == 1", H), given={"h": "y != 0"}, shows="y/y == 1", place=("last", "y")
    ),
    "a name of the machine": false(
        reals("last", "1/c == 5", H), given={"h": "inverse(c) == 5"}, shows="1/c == 5", place="last"
    ),
    "a name of the machine for roots": false(
        reals("last", "sqrt(c) == 5", hypothesis("c"), H),
        given={"h": "root(c) == 5", "c": "c > 0"},
        shows="sqrt(c) == 5",
        place="last",
    ),
    "a name of the machine for sums": false(
        reals("last", "total(i, 1, k, t[i]) == 5", H),
        given={"h": "partial(i, 1, k, t[i]) == 5"},
        shows="total(i, 1, k, t[i]) == 5",
        place="last",
    ),
    "a sequence and a function of one name": false(
        reals("last", "t[2] == 5", H), given={"h": "t(2) == 5"}, shows="t[2] == 5", place="last"
    ),
    "a number and an index of one look": false(
        reals("last", "t11 == 5", H), given={"h": "t[11] == 5"}, shows="t11 == 5", place="last"
    ),
    "a name with an underscore": false(
        reals("last", "t_1 == 5", H), given={"h": "t[1] == 5"}, shows="t_1 == 5", place="last"
    ),
    "functions at other points": false(
        reals("last", "f(y) == f(z)"), shows="f(y) == f(z)", place="last"
    ),
    "a chain read as its ends": false(
        reals("last", "a < b", H), given={"h": "a < c > b"}, shows="a < b", place="last"
    ),
    "an equation for an inequality": false(
        reals("last", "a == b", H), given={"h": "a <= b"}, shows="a == b", place="last"
    ),
    "strict for not strict": false(
        reals("last", "a < b", H), given={"h": "a <= b"}, shows="a < b", place="last"
    ),
    "some reals that are none": false(
        of("last", Exists(such_that=("c**2 < 0",))), shows="exists(c, c**2 < 0)", place="last"
    ),
    "some naturals between two": false(
        of("last", Exists(such_that=("0 < N", "N < 1"))),
        shows="exists(N, 0 < N and N < 1)",
        place="last",
    ),
    "a number that gives no fact": false(
        of("n", Number(relation="1 < 2")),
        reals("last", "c > 0", step("n")),
        shows="c > 0",
        place="last",
    ),
    "a false number": false(of("last", Number(relation="2 < 1")), shows="2 < 1", place="last"),
    "a false limit": false(
        of("last", Limit(expression="1/k", variable="k", to="oo", value="1")),
        shows="tends(k, 1/k, 1)",
        place="last",
    ),
    "an index between two": false(
        reals("last", "always(k, k != 3)"), shows="always(k, k != 3)", place="last"
    ),
}

THEOREMS = {
    "a theorem by itself": false(
        of("last", Uses(proof="wrong", conclusion="claim")), shows="c > 0", place="wrong"
    ),
    "a theorem by one that rests on it": false(
        of("last", Uses(proof="other", conclusion="c")),
        shows="c > 0",
        place=("wrong", "other"),
        others=(
            proof(
                of("s", Uses(proof="wrong", conclusion="claim")), shows={"c": "c > 0"}, name="other"
            ),
        ),
    ),
    "a circle of three": false(
        of("last", Uses(proof="second", conclusion="c")),
        shows="c > 0",
        place=("wrong", "second"),
        others=(
            proof(
                of("s", Uses(proof="third", conclusion="c")), shows={"c": "c > 0"}, name="second"
            ),
            proof(
                of("s", Uses(proof="second", conclusion="c")), shows={"c": "c > 0"}, name="third"
            ),
        ),
    ),
    "a theorem without its hypotheses": false(
        of("last", Uses(proof="lemma", conclusion="both")),
        shows="q > 1 and r > 0",
        others=(LEMMA,),
        place=("q > 1", "above"),
    ),
    "a theorem with hypotheses swapped": false(
        of(
            "last",
            Uses(
                proof="lemma",
                conclusion="both",
                by={"q": "a", "r": "b"},
                given=(hypothesis("b"), hypothesis("a")),
            ),
        ),
        given={"a": "a > 0", "b": "b > 1"},
        shows="a > 1 and b > 0",
        others=(LEMMA,),
        place=("a > 1", "above"),
    ),
    "a theorem with symbols that clash": false(
        of(
            "last",
            Uses(
                proof="lemma",
                conclusion="both",
                by={"q": "r", "r": "q"},
                given=(hypothesis("q"), hypothesis("r")),
            ),
        ),
        given={"q": "q > 1", "r": "r > 0"},
        shows="r > 1 and q > 0",
        others=(LEMMA,),
        place=("r > 1", "above"),
    ),
    "a theorem with one hypothesis twice": false(
        of(
            "last", Uses(proof="lemma", conclusion="both", given=(hypothesis("q"), hypothesis("q")))
        ),
        given={"q": "q > 1"},
        shows="q > 1 and r > 0",
        others=(LEMMA,),
        place=("r > 0", "positive"),
    ),
    "a conclusion that a theorem does not have": false(
        of("last", Uses(proof="lemma", conclusion="more")),
        shows="q > 1",
        others=(LEMMA,),
        place="more",
    ),
    "a theorem that is not there": false(
        of("last", Uses(proof="nowhere", conclusion="more")), shows="q > 1", place="nowhere"
    ),
    "a theorem that is not proved": false(
        of("last", Uses(proof="open", conclusion="c")),
        shows="c > 0",
        others=(proof(reals("s", "c > 0"), shows={"c": "c > 0"}, name="open"),),
        place="open",
    ),
    "a theorem's special conclusion": false(
        of("last", Uses(proof="special", conclusion="c")),
        shows="c > 0",
        place=("special", "positive"),
        others=(
            replace(
                s := proof(
                    reals("s", "c > 0", hypothesis("positive")),
                    given={"positive": "c > 0"},
                    shows={"c": "c > 0"},
                    name="special",
                ),
                statement=replace(s.statement, needs={"c": ("positive",)}),
            ),
        ),
    ),
    "a theorem whose symbol is 0": false(
        of("one", Uses(proof="lemma", conclusion="one", by={"N": "0"})),
        reals("last", "False", step("one")),
        others=(NATURAL,),
        place=("one", "N"),
    ),
    "a theorem whose symbol is a number": false(
        of("last", Uses(proof="lemma", conclusion="one", by={"N": "c"})),
        shows="c >= 1",
        others=(NATURAL,),
        place=("last", "N"),
    ),
    "a theorem whose symbol is captured": false(
        of("last", Uses(proof="lemma", conclusion="more", by={"b": "c"})),
        shows="exists(c, c > c)",
        others=(GREATER,),
        place=("last", "c"),
    ),
    "a theorem about indices for a sequence": false(
        of("last", Uses(proof="lemma", conclusion="one", by={"s": "t"})),
        shows="always(j, t[j] >= 1)",
        place=("last", "s"),
        others=(
            proof(
                reals("s", "always(j, s[j] >= 1)"),
                shows={"one": "always(j, s[j] >= 1)"},
                name="lemma",
            ),
        ),
    ),
    "a theorem about indices for a formula": false(
        of("last", Uses(proof="lemma", conclusion="one", by={"s[j]": "1/j"})),
        shows="always(j, 1/j >= 1)",
        place=("last", "s"),
        others=(
            proof(
                reals("s", "always(j, s[j] >= 1)"),
                shows={"one": "always(j, s[j] >= 1)"},
                name="lemma",
            ),
        ),
    ),
    "a theorem about numbers for a vector": false(
        of("last", Uses(proof="lemma", conclusion="c", by={"c": "y"})),
        shows="y**2 >= 0",
        place=("last", "c"),
        others=(proof(reals("s", "c**2 >= 0"), shows={"c": "c**2 >= 0"}, name="lemma"),),
    ),
    "a theorem about a constant for a sequence": false(
        of("last", Uses(proof="lemma", conclusion="b", by={"c": "t[k]"}, given=(H,))),
        given={"h": "always(k, t[k] <= t[k])"},
        shows="tends(k, t[k], t[k])",
        place=("last", "c"),
        others=(
            proof(
                rule("s", "constant", {"c": "c"}),
                shows={"b": "tends(k, c, c)"},
                given={"h": "always(k, t[k] <= c)"},
                name="lemma",
            ),
        ),
    ),
    "a theorem with a parameter that it has not": false(
        of("last", Uses(proof="lemma", conclusion="one", by={"nothing": "0"})),
        shows="c > 0",
        others=(NATURAL,),
        place=("last", "nothing"),
    ),
}

FALSE = PREMISES | CONCLUSIONS | QUANTIFIERS | INDICES | SUMS | REALS | THEOREMS
