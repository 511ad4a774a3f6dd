"""False proofs by other theorems."""

from __future__ import annotations

from dataclasses import replace

from proofs.false_proofs import H, false, of, reals, rule
from proving import proof

from sam_theory.proofs.proof import (
    Uses,
    Witness,
    hypothesis,
    step,
)

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
