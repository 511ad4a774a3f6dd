"""A common subsequence of the iterates and of the directions.

Suppose there is none: then for some r > 0 and all large k, ‖xᵏ − x̄‖ < r implies ‖dᵏ‖ ≥ r. A way
from within r/2 of x̄ to outside r takes Σ‖xⁱ⁺¹ − xⁱ‖‖dⁱ‖ ≥ r²/2, which is more than is left from
some index on: no more ways lead out, although ‖dᵏ‖ < r infinitely often.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Choose,
    Define,
    Given,
    Part,
    Proof,
    Reals,
    Rule,
    Statement,
    Step,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import inductively
from sam_theory.statements import formulas

WORK = "norm(x[k + 1] - x[k])*norm(d[k])"
FAR = "max(norm(x[k] - xbar), norm(d[k]))"
ALONG = "s[k] >= K1 and s[k] >= K2 and norm(x[s[k]] - xbar) < r/2"
START = "m >= K1 and m >= K2 and norm(x[m] - xbar) < r/2"


def along(name: str, K: str) -> tuple[Step, ...]:
    """The indices of the subsequence lie beyond K from some place on."""
    return (
        Step(name=f"{name}, indices", check=Reals(then=f"since({K}, k, k >= {K})")),
        Step(
            name=name,
            check=Rule(
                schema="late indices",
                by={"P(k)": f"k >= {K}", "s": "s"},
                given=(step(f"{name}, indices"), step("s")),
            ),
        ),
    )


def distance(vector: str, to: str) -> str:
    """‖v − c‖."""
    return f"norm({vector})" if to == "0" else f"norm({vector} - {to})"


def near(name: str, vector: str, to: str, r: str, of: str) -> tuple[Step, ...]:
    """Along a subsequence, vectors come within r of their limit."""
    return (
        Step(
            name=f"{name}: distances",
            check=Rule(
                schema="distance from the limit",
                by={"v(k)": vector, "c": to},
                given=(step(of),),
            ),
        ),
        Step(name=f"{name}: positive", check=Reals(then=f"{r} > 0", given=(local("r"),))),
        Step(
            name=name,
            check=Rule(
                schema="near the limit",
                by={"a(k)": distance(vector, to), "c": "0", "r": r},
                given=(step(f"{name}: distances"), step(f"{name}: positive")),
            ),
        ),
    )


measures = (
    Step(name="dist", check=Define(symbol="dist[k]", value="norm(x[k] - xbar)")),
    Step(name="move", check=Define(symbol="move[k]", value="norm(x[k + 1] - x[k])")),
    Step(name="work", check=Define(symbol="work[k]", value=WORK)),
    Step(
        name="work ≥ 0",
        check=Reals(then="always(k, 0 <= work[k])", given=(definition("work"),)),
    ),
    Step(
        name="work ≤ ‖xᵏ⁺¹ − xᵏ‖‖dᵏ‖",
        check=Reals(then=f"always(k, work[k] <= {WORK})", given=(definition("work"),)),
    ),
    Step(
        name="Σ work < ∞",
        check=Rule(
            schema="comparison",
            by={"a(k)": "work[k]", "b(k)": WORK},
            given=(hypothesis("summable"), step("work ≥ 0"), step("work ≤ ‖xᵏ⁺¹ − xᵏ‖‖dᵏ‖")),
        ),
    ),
)

start = (
    Step(
        name="K₁",
        claim="from K₁ on, ‖xᵏ − x̄‖ < r implies ‖dᵏ‖ ≥ r",
        check=Choose(names=("K1",), given=local("away")),
    ),
    Step(
        name="tails vanish",
        check=Rule(schema="tails vanish", by={"a(k)": "work[k]"}, given=(step("Σ work < ∞"),)),
    ),
    Step(name="r²/2 > 0", check=Reals(then="r**2/2 > 0", given=(local("r"),))),
    Step(
        name="tails are small",
        check=Rule(
            schema="near the limit",
            by={"a(k)": "tail(i, k, work[i])", "c": "0", "r": "r**2/2"},
            given=(step("tails vanish"), step("r²/2 > 0")),
        ),
    ),
    Step(
        name="K₂",
        claim="from K₂ on, Σ_{i≥k} ‖xⁱ⁺¹ − xⁱ‖‖dⁱ‖ < r²/2",
        check=Choose(names=("K2",), given=step("tails are small")),
    ),
    *along("beyond K₁", "K1"),
    *along("beyond K₂", "K2"),
    *near("near x̄", "x[s[k]]", "xbar", "r/2", "s"),
    Step(
        name="late and near x̄",
        check=Reals(
            then=f"frequently(k, {ALONG})",
            given=(step("beyond K₁"), step("beyond K₂"), step("near x̄")),
        ),
    ),
    Step(
        name="one such place",
        check=Rule(
            schema="infinitely many",
            by={"P(k)": ALONG, "K": "1"},
            given=(step("late and near x̄"),),
        ),
    ),
    Step(name="j", check=Choose(names=("j",), given=step("one such place"))),
    Step(
        name="one such index",
        check=Witness(then=f"exists(m, {START})", values={"m": "s[j]"}, given=(step("j"),)),
    ),
    Step(
        name="m",
        claim="some m ≥ K₁, K₂ has ‖xᵐ − x̄‖ < r/2",
        check=Choose(names=("m",), given=step("one such index")),
    ),
    Step(
        name="work from m on, signs",
        check=Reals(then="since(m, k, work[k] >= 0)", given=(step("work ≥ 0"),)),
    ),
    Step(
        name="work from m on",
        check=Rule(
            schema="sums and tails",
            by={"a(k)": "work[k]", "K": "m"},
            given=(step("Σ work < ∞"), step("work from m on, signs")),
        ),
    ),
)

inside = (
    Step(
        name="a step inside",
        claim="r‖xᵏ⁺¹ − xᵏ‖ ≤ ‖xᵏ⁺¹ − xᵏ‖‖dᵏ‖ while ‖xᵏ − x̄‖ < r",
        check=Reals(
            then="since(m, k, implies(dist[k] < r, r*move[k] <= work[k]))",
            given=(
                *(step("K₁"), step("m"), definition("dist", k="k"), definition("move", k="k")),
                definition("work", k="k"),
            ),
        ),
    ),
    Step(
        name="a step moves by move",
        check=Reals(
            then="always(k, dist[k + 1] <= dist[k] + move[k])",
            given=(
                *(definition("dist", k="k"), definition("dist", k="k + 1")),
                definition("move", k="k"),
            ),
        ),
    ),
    Step(
        name="a step",
        check=Reals(
            then="since(m, k, implies(dist[k] < r, r*dist[k + 1] <= r*dist[k] + work[k]))",
            given=(step("a step inside"), step("a step moves by move"), local("r")),
        ),
    ),
    *inductively(
        "crossing",
        "r*dist[k] < r**2/2 + total(i, m, k, work[i]) and dist[k] < r",
        "m",
        claim="from within r/2 of x̄ to outside r, Σ‖xⁱ⁺¹ − xⁱ‖‖dⁱ‖ ≥ r²/2: this is less from m "
        "on, so that the way stays within r",
        base=(step("m"), definition("dist", k="m")),
        given=(
            *(step("a step"), step("K₂", k="m"), step("m")),
            step("work from m on", k="k + 1"),
        ),
    ),
)

contrary = Block(
    fix=("r",),
    assume=(("r", "r > 0"), ("away", f"eventually(k, {FAR} >= r)")),
    steps=(
        *measures,
        *start,
        *inside,
        Step(
            name="directions stay away",
            claim="so ‖dᵏ‖ ≥ r from m on",
            check=Reals(
                then="since(m, k, norm(d[k]) >= r)",
                given=(step("crossing"), step("K₁"), step("m"), definition("dist", k="k")),
            ),
        ),
        Step(
            name="beyond m",
            check=Rule(
                schema="late indices",
                by={"P(k)": "norm(d[k]) >= r", "s": "s1"},
                given=(step("directions stay away"), step("s₁")),
            ),
        ),
        *near("d near 0", "d[s1[k]]", "0", "r", "s₁"),
        Step(
            name="no crossing",
            claim="but 0 is an accumulation point of dᵏ",
            check=Reals(then="False", given=(step("beyond m"), step("d near 0"))),
        ),
    ),
)


def component(name: str, part: str, vector: str, to: str) -> tuple[Step, ...]:
    """One of two distances tends to 0 along the common subsequence."""
    return (
        Step(
            name=f"{name}: between",
            check=Reals(then=f"always(k, 0 <= {part} and {part} <= {COMMON})"),
        ),
        Step(
            name=f"{name}: distance",
            check=Rule(
                schema="squeeze",
                by={"a(k)": "0", "b(k)": COMMON, "e(k)": part, "c": "0"},
                given=(step("0 → 0"), step("s₂"), step(f"{name}: between")),
            ),
        ),
        Step(
            name=name,
            check=Rule(
                schema="limit of the distance",
                by={"v(k)": vector, "c": to},
                given=(step(f"{name}: distance"),),
            ),
        ),
    )


COMMON = "max(norm(x[s2[k]] - xbar), norm(d[s2[k]]))"
BOTH = "exists(s, increasing(s) and tends(j, x[s[j]], xbar) and tends(j, d[s[j]], 0))"

steps = (
    Step(
        name="subsequence of x",
        check=Rule(
            schema="subsequence",
            by={"v(k)": "x[k]", "c": "xbar"},
            given=(hypothesis("accumulation"),),
        ),
    ),
    Step(name="s", check=Choose(names=("s",), given=step("subsequence of x"))),
    Step(
        name="subsequence of d",
        check=Rule(
            schema="subsequence", by={"v(k)": "d[k]", "c": "0"}, given=(hypothesis("zero"),)
        ),
    ),
    Step(name="s₁", check=Choose(names=("s1",), given=step("subsequence of d"))),
    Step(
        name="infinitely many crossings",
        claim="if no common subsequence exists, infinitely many crossings make the series diverge",
        check=contrary,
    ),
    Step(name="farther one", check=Reals(then=f"always(k, {FAR} >= 0)")),
    Step(
        name="lim inf",
        claim="lim inf max{‖xᵏ − x̄‖, ‖dᵏ‖} = 0",
        check=Rule(
            schema="lim inf of 0",
            by={"a(k)": FAR},
            given=(step("farther one"), step("infinitely many crossings")),
        ),
    ),
    Step(
        name="along a subsequence",
        check=Rule(
            schema="lim inf along a subsequence",
            by={"a(k)": FAR, "c": "0"},
            given=(step("lim inf"),),
        ),
    ),
    Step(name="s₂", check=Choose(names=("s2",), given=step("along a subsequence"))),
    Step(name="0 → 0", check=Rule(schema="constant", by={"c": "0"})),
    *component("x → x̄", "norm(x[s2[k]] - xbar)", "x[s2[k]]", "xbar"),
    *component("d → 0", "norm(d[s2[k]])", "d[s2[k]]", "0"),
    Step(
        name="common subsequence",
        claim="xᵏ → x̄ and dᵏ → 0 along one subsequence",
        check=Witness(
            then=BOTH, values={"s": "s2"}, given=(step("s₂"), step("x → x̄"), step("d → 0"))
        ),
    ),
)

proof = Proof(
    name="khanh-b.2",
    summary="Lemma B.2: accumulation points of iterates and directions share a subsequence",
    source="K24, Lemma B.2",
    statement=Statement(
        hypotheses=(
            Given(key="summable", text="Σ ‖xᵏ⁺¹ − xᵏ‖‖dᵏ‖ < ∞", formula=f"summable(k, {WORK})"),
            formulas.ACCUMULATES,
            Given(
                key="zero",
                text="0 is an accumulation point of dᵏ",
                formula="accumulates(k, d[k], 0)",
            ),
        ),
        conclusions=(
            Given(key="subsequence", text="xᵏ → x̄ and dᵏ → 0 along one subsequence", formula=BOTH),
        ),
    ),
    steps=steps,
    parts=(
        Part(
            text="xᵏ → x̄ and dᵏ → 0 along one subsequence",
            conclusion="subsequence",
            shown_by="common subsequence",
        ),
    ),
    outcome="the lemma survives",
)
