"""False proofs by indices, subsequences and induction."""

from __future__ import annotations

from proofs.false_proofs import H, block, choose, false, reals, rule

from sam_theory.proofs.proof import (
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import inductively

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
        shows="exists(N, N >= 1 and N <= 5 and t[N] > 0"
        " and since(N + 1, i, implies(i <= 5, not t[i] > 0)))",
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
        shows="exists(N, N >= N and N <= N and t[N] > 0"
        " and since(N + 1, i, implies(i <= N, not t[i] > 0)))",
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
