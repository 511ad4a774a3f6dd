"""What follows from a descent by tₖ‖∇f(xᵏ)‖² and by tₖ‖gᵏ‖², where a‖∇f(xᵏ)‖ ≤ ‖gᵏ‖.

The lines of the proof of K24, Theorem 4.1, from (41) on, for any constants: nothing else of (4),
(12) and the relative error enters, except in (iii).
"""

from __future__ import annotations

from typing import NamedTuple

from sam_theory.proofs.proof import (
    Apply,
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
    Uses,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import inductively
from sam_theory.statements import formulas
from sam_theory.statements.conclusions.rates import GRADIENTS, ITERATES, VALUES, Rated

SQUARE, SQUARES = "t[k]*sq(grad(x[k]))", "total(i, N, k, t[i]*sq(grad(x[i])))"
WORK = "norm(x[k + 1] - x[k])*norm(g[k])"
FALLS = f"f(x[k + 1]) <= f(x[k]) - c*{SQUARE}"
LOWER = "since(N, k, f(x[k]) >= r)"
SUM = f"since(N, k, c*{SQUARES} <= f(x[N]) - r)"
DESCENT, BY_ESTIMATE = hypothesis("falls"), hypothesis("falls by estimate")
SHARE = hypothesis("share")
NONNEGATIVE, ABOVE = hypothesis("step-nonnegative"), hypothesis("share above")
WORK_I = "norm(x[i + 1] - x[i])*norm(g[i])"
BELOW = hypothesis("step-bounded-below")
NOTHING_LEFT = "norm({0} - xbar) == 0 and norm(grad({0})) == 0 and abs(f({0}) - f(xbar)) == 0"
DOUBLE = "-((2 - 2*q)/(2*q - 1))"
MOVE = "norm(x[k + 1] - x[k])"
H2 = "implies(f(x[k + 1]) == f(x[k]), x[k + 1] == x[k])"

FALLING = Given(
    key="falls",
    text="f(xᵏ⁺¹) ≤ f(xᵏ) − ctₖ‖∇f(xᵏ)‖² for k ≥ N, c > 0",
    formula=f"c > 0 and since(N, k, {FALLS})",
)
FALLING_BY_ESTIMATE = Given(
    key="falls by estimate",
    text="f(xᵏ⁺¹) ≤ f(xᵏ) − htₖ‖gᵏ‖² for k ≥ N, h > 0",
    formula="h > 0 and since(N, k, f(x[k + 1]) <= f(x[k]) - h*t[k]*sq(g[k]))",
)
SHARED = Given(
    key="share",
    text="a‖∇f(xᵏ)‖ ≤ ‖gᵏ‖, a > 0",
    formula="a > 0 and always(k, a*norm(grad(x[k])) <= norm(g[k]))",
)
SHARED_ABOVE = Given(
    key="share above",
    text="‖gᵏ‖ ≤ b‖∇f(xᵏ)‖, b > 0",
    formula="b > 0 and always(k, norm(g[k]) <= b*norm(grad(x[k])))",
)
RESTS = Given(
    key="rests",
    text="gᵏ = 0 where ∇f(xᵏ) = 0",
    formula="always(k, implies(grad(x[k]) == 0, g[k] == 0))",
)
STEP_BOUNDED = Given(
    key="step-bounded", text="tₖ is bounded", formula="exists(r, eventually(k, t[k] <= r))"
)

lines = (
    Step(
        name="moved",
        check=Reals(
            then="always(k, norm(x[k + 1] - x[k]) == t[k]*norm(g[k]))",
            given=(definition("iteration"), NONNEGATIVE),
        ),
    ),
    Step(
        name="descent by the move",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − min{c, h}‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖",
        check=Reals(
            then=f"since(N, k, f(x[k]) - f(x[k + 1]) >= min(c, h)*norm(grad(x[k]))*{MOVE})",
            given=(DESCENT, BY_ESTIMATE, step("moved")),
        ),
    ),
    Step(
        name="(H2)",
        claim="f(xᵏ⁺¹) = f(xᵏ) gives tₖgᵏ = 0, so xᵏ⁺¹ = xᵏ",
        check=Reals(
            then=f"since(N, k, {H2})",
            given=(BY_ESTIMATE, NONNEGATIVE, definition("iteration")),
        ),
    ),
    Step(
        name="decrease",
        claim="f(xᵏ) does not increase for k ≥ N",
        check=Reals(
            then="since(N, k, f(x[k + 1]) <= f(x[k]))",
            given=(DESCENT, NONNEGATIVE),
        ),
    ),
    Step(
        name="decrease for large k",
        check=Reals(then="eventually(k, f(x[k + 1]) <= f(x[k]))", given=(step("decrease"),)),
    ),
)

values = (
    Step(name="often above", check=Choose(names=("low",), given=local("often"))),
    Step(
        name="above",
        check=Block(
            fix=("m",),
            assume=(("m", "m >= N"),),
            steps=(
                *inductively(
                    "later values",
                    "f(x[k]) <= f(x[m])",
                    "m",
                    given=(step("decrease"), local("m")),
                ),
                Step(
                    name="above at m",
                    check=Reals(
                        then="f(x[m]) >= low", given=(step("later values"), step("often above"))
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="convergence of values",
        check=Rule(
            schema="monotone convergence",
            by={"a(k)": "f(x[k])", "K": "N", "c": "low"},
            given=(step("decrease"), step("above")),
        ),
    ),
)

sums = (
    Step(
        name="dichotomy",
        claim="f(xᵏ) tends to −∞, or it converges to a lower bound",
        check=Block(assume=(("often", "exists(r, frequently(k, f(x[k]) >= r))"),), steps=values),
    ),
    Step(
        name="f(xᵏ) converges",
        check=Apply(to=step("dichotomy"), given=(hypothesis("not-to-minus-infinity"),)),
    ),
    Step(name="low", check=Choose(names=("low",), given=step("f(xᵏ) converges"))),
    *inductively(
        "telescoping",
        f"c*{SQUARES} <= f(x[N]) - f(x[k])",
        "N",
        given=(DESCENT,),
    ),
    Step(
        name="(41)",
        claim="cΣ_{k≥N} tₖ‖∇f(xᵏ)‖² ≤ f(x^N) − r for every lower bound r of f(xᵏ), k ≥ N",
        check=Block(
            fix=("r",),
            assume=(("r", LOWER),),
            steps=(
                Step(
                    name="(41) for r",
                    check=Reals(then=SUM, given=(step("telescoping"), local("r"))),
                ),
            ),
        ),
    ),
    Step(
        name="(41) for the limit",
        check=Apply(to=step("(41)", r="low"), given=(step("low"),)),
    ),
    Step(
        name="partial sums",
        check=Reals(
            then=f"since(N, k, {SQUARES} <= (f(x[N]) - low)/c)",
            given=(step("(41) for the limit"), DESCENT),
        ),
    ),
    Step(
        name="terms",
        check=Reals(then=f"since(N, k, {SQUARE} >= 0)", given=(NONNEGATIVE,)),
    ),
    Step(
        name="Σt‖∇f‖² < ∞",
        check=Rule(
            schema="bounded sums",
            by={"a(k)": SQUARE, "K": "N", "c": "(f(x[N]) - low)/c"},
            given=(step("terms"), step("partial sums")),
        ),
    ),
    Step(
        name="(42), term by term",
        claim="‖xᵏ⁺¹ − xᵏ‖‖gᵏ‖ = tₖ‖gᵏ‖²",
        check=Reals(
            then=f"always(k, {WORK} == t[k]*sq(g[k]))",
            given=(NONNEGATIVE, definition("iteration")),
        ),
    ),
    Step(name="work", check=Define(symbol="work[k]", value=WORK)),
    Step(
        name="work of a step",
        check=Reals(
            then="since(N, k, h*work[k] <= f(x[k]) - f(x[k + 1]))",
            given=(BY_ESTIMATE, definition("work"), step("(42), term by term")),
        ),
    ),
    *inductively(
        "work telescopes",
        "h*total(i, N, k, work[i]) <= f(x[N]) - f(x[k])",
        "N",
        given=(step("work of a step"),),
    ),
    Step(
        name="work so far",
        check=Reals(
            then="since(N, k, total(i, N, k, work[i]) <= (f(x[N]) - low)/h)",
            given=(step("work telescopes"), step("low"), BY_ESTIMATE),
        ),
    ),
    Step(
        name="work ≥ 0",
        check=Reals(then="always(k, work[k] >= 0)", given=(definition("work"),)),
    ),
    Step(
        name="work ≥ 0 from N on",
        check=Reals(then="since(N, k, work[k] >= 0)", given=(step("work ≥ 0"),)),
    ),
    Step(
        name="Σ work < ∞",
        check=Rule(
            schema="bounded sums",
            by={"a(k)": "work[k]", "K": "N", "c": "(f(x[N]) - low)/h"},
            given=(step("work ≥ 0 from N on"), step("work so far")),
        ),
    ),
    Step(
        name="work in full",
        check=Reals(
            then=f"always(k, 0 <= {WORK} and {WORK} <= work[k])", given=(definition("work"),)
        ),
    ),
    Step(
        name="(42)",
        claim="Σ‖xᵏ⁺¹ − xᵏ‖‖gᵏ‖ < ∞",
        check=Rule(
            schema="comparison",
            by={"a(k)": WORK, "b(k)": "work[k]"},
            given=(step("work in full"), step("Σ work < ∞")),
        ),
    ),
)

not_away = Block(
    fix=("r",),
    assume=(("r", "r > 0"), ("away", "eventually(k, norm(g[k]) >= r)")),
    steps=(
        Step(name="away from K on", check=Choose(names=("K",), given=local("away"))),
        Step(
            name="t‖g‖² ≥ r²t",
            check=Reals(
                then=f"since(K, k, {WORK} >= r**2*t[k])",
                given=(
                    *(step("away from K on"), local("r")),
                    step("(42), term by term"),
                ),
            ),
        ),
        *inductively(
            "Σt‖g‖² ≥ r²Σt",
            f"total(i, K, k, {WORK_I}) >= r**2*total(i, K, k, t[i])",
            "K",
            given=(step("t‖g‖² ≥ r²t"),),
        ),
        Step(
            name="terms from K on",
            check=Reals(then=f"since(K, k, {WORK} >= 0)"),
        ),
        Step(
            name="Σt‖g‖² is bounded",
            check=Rule(
                schema="sums and tails",
                by={"a(k)": WORK, "K": "K"},
                given=(step("(42)"), step("terms from K on")),
            ),
        ),
        Step(
            name="Σt is not",
            check=Rule(
                schema="sums exceed",
                by={"a(k)": "t[k]", "K": "K", "c": f"tail(i, K, {WORK_I})/r**2"},
                given=(hypothesis("step-diverges"),),
            ),
        ),
        Step(
            name="against each other",
            check=Reals(
                then="False",
                given=(
                    *(local("r"), step("Σt is not"), step("Σt‖g‖² is bounded")),
                    step("Σt‖g‖² ≥ r²Σt"),
                ),
            ),
        ),
    ),
)

estimates_vanish = (
    Step(
        name="g not away from 0",
        claim="if ‖gᵏ‖ ≥ r > 0 for all large k, then Σtₖ‖gᵏ‖² ≥ r²Σtₖ = ∞, against (42)",
        check=not_away,
    ),
    Step(name="norms", check=Reals(then="always(k, norm(g[k]) >= 0)")),
    Step(
        name="lim inf ‖g‖ = 0",
        check=Rule(
            schema="lim inf of 0",
            by={"a(k)": "norm(g[k])"},
            given=(step("norms"), step("g not away from 0")),
        ),
    ),
    Step(
        name="g → 0 along a subsequence, norms",
        check=Rule(
            schema="lim inf along a subsequence",
            by={"a(k)": "norm(g[k])", "c": "0"},
            given=(step("lim inf ‖g‖ = 0"),),
        ),
    ),
    Step(name="s", check=Choose(names=("s",), given=step("g → 0 along a subsequence, norms"))),
    Step(
        name="g → 0 along a subsequence",
        check=Rule(
            schema="limit of the distance", by={"v(k)": "g[s[k]]", "c": "0"}, given=(step("s"),)
        ),
    ),
    Step(
        name="0 is an accumulation point of g",
        check=Rule(
            schema="accumulation",
            by={"v(k)": "g[k]", "c": "0", "s": "s"},
            given=(step("g → 0 along a subsequence"), step("s")),
        ),
    ),
)

stationary = (
    Step(
        name="common subsequence",
        check=Uses(
            proof="khanh-b.2",
            conclusion="subsequence",
            by={"d": "g", "xbar": "z"},
            given=(step("(42)"), local("z"), step("0 is an accumulation point of g")),
        ),
    ),
    Step(name="s₁", check=Choose(names=("s1",), given=step("common subsequence"))),
    Step(
        name="‖g‖ → 0",
        check=Rule(
            schema="distance from the limit", by={"v(k)": "g[s1[k]]", "c": "0"}, given=(step("s₁"),)
        ),
    ),
    Step(name="1/a", check=Rule(schema="constant", by={"c": "1/a"})),
    Step(
        name="‖g‖/a → 0",
        check=Rule(
            schema="product of limits",
            by={"a(k)": "1/a", "b(k)": "norm(g[s1[k]])", "c": "1/a", "d": "0"},
            given=(step("1/a"), step("‖g‖ → 0")),
        ),
    ),
    Step(
        name="‖∇f‖ ≤ ‖g‖/a",
        check=Reals(
            then="always(k, 0 <= norm(grad(x[s1[k]])) and"
            " norm(grad(x[s1[k]])) <= (1/a)*norm(g[s1[k]]))",
            given=(
                hypothesis("share", k="s1[k]"),
                hypothesis("share"),
            ),
        ),
    ),
    Step(name="0 → 0", check=Rule(schema="constant", by={"c": "0"})),
    Step(
        name="‖∇f‖ → 0",
        check=Rule(
            schema="squeeze",
            by={
                "a(k)": "0",
                "b(k)": "(1/a)*norm(g[s1[k]])",
                "e(k)": "norm(grad(x[s1[k]]))",
                "c": "0",
            },
            given=(step("0 → 0"), step("‖g‖/a → 0"), step("‖∇f‖ ≤ ‖g‖/a")),
        ),
    ),
    Step(
        name="∇f → 0",
        check=Rule(
            schema="limit of the distance",
            by={"v(k)": "grad(x[s1[k]])", "c": "0"},
            given=(step("‖∇f‖ → 0"),),
        ),
    ),
    Step(
        name="∇f → ∇f(z)",
        check=Rule(
            schema="along a limit",
            by={"v(k)": "x[s1[k]]", "c": "z"},
            given=(hypothesis("smooth"), step("s₁")),
        ),
    ),
    Step(
        name="∇f(z) = 0",
        check=Rule(
            schema="only one limit",
            by={"a(k)": "grad(x[s1[k]])", "c": "grad(z)", "d": "0"},
            given=(step("∇f → ∇f(z)"), step("∇f → 0")),
        ),
    ),
)

limits = (
    Step(
        name="(i)",
        claim="every accumulation point is stationary: along a subsequence of Lemma B.2 xᵏ → x̄ and "
        "gᵏ → 0, so ∇f(xᵏ) → 0",
        check=Block(fix=("z",), assume=(("z", "accumulates(k, x[k], z)"),), steps=stationary),
    ),
    Step(
        name="x̄ along a subsequence",
        check=Rule(
            schema="subsequence",
            by={"v(k)": "x[k]", "c": "xbar"},
            given=(hypothesis("accumulation"),),
        ),
    ),
    Step(name="s₂", check=Choose(names=("s2",), given=step("x̄ along a subsequence"))),
    Step(
        name="values tend to f(x̄) along it",
        check=Rule(
            schema="along a limit",
            by={"v(k)": "x[s2[k]]", "c": "xbar"},
            given=(hypothesis("smooth"), step("s₂")),
        ),
    ),
    Step(
        name="values tend to their limit along it",
        check=Rule(
            schema="along a subsequence",
            by={"a(k)": "f(x[k])", "c": "low", "s": "s2"},
            given=(step("low"), step("s₂")),
        ),
    ),
    Step(
        name="the limit is f(x̄)",
        check=Rule(
            schema="only one limit",
            by={"a(k)": "f(x[s2[k]])", "c": "low", "d": "f(xbar)"},
            given=(
                step("values tend to their limit along it"),
                step("values tend to f(x̄) along it"),
            ),
        ),
    ),
    Step(
        name="(ii)",
        claim="f(xᵏ) ↓ f(x̄): the limit of a nonincreasing sequence is that of its subsequences",
        check=Rule(
            schema="equals",
            by={"P(r)": "tends(k, f(x[k]), r)", "a": "low", "b": "f(xbar)"},
            given=(step("the limit is f(x̄)"), step("low")),
        ),
    ),
)

BETA = "min(steep*b*t[k], cap)"

third = (
    Step(name="lip", check=Choose(names=("lip",), given=hypothesis("lipschitz-any"))),
    Step(name="top", check=Choose(names=("top",), given=hypothesis("step-bounded"))),
    Step(name="steep", check=Define(symbol="steep", value="max(lip, 0) + 1/b")),
    Step(name="cap", check=Define(symbol="cap", value="steep*b*max(top, 1)")),
    Step(name="beta", check=Define(symbol="beta[k]", value=BETA)),
    Step(
        name="constants",
        check=Reals(
            then="steep >= lip and steep*b >= 1 and steep > 0 and cap > 0 and cap >= steep*b*top",
            given=(definition("steep"), definition("cap"), ABOVE),
        ),
    ),
    Step(name="beyond top", check=Choose(names=("K1",), given=step("top"))),
    Step(
        name="(iii) signs",
        check=Reals(
            then="always(k, norm(grad(x[k])) >= 0 and beta[k] >= 0 and 0 >= 0)",
            given=(definition("beta"), step("constants"), NONNEGATIVE),
        ),
    ),
    Step(
        name="(iii) β = (steep)bt",
        check=Reals(
            then="eventually(k, beta[k] == steep*b*t[k])",
            given=(definition("beta"), step("constants"), step("beyond top")),
        ),
    ),
    Step(
        name="Lipschitz step",
        claim="‖∇f(xᵏ⁺¹) − ∇f(xᵏ)‖ ≤ L‖xᵏ⁺¹ − xᵏ‖ ≤ Lbtₖ‖∇f(xᵏ)‖",
        check=Reals(
            then="always(k, steep*norm(x[k + 1] - x[k]) <= steep*b*t[k]*norm(grad(x[k])))",
            given=(step("constants"), step("moved"), ABOVE, NONNEGATIVE),
        ),
    ),
    Step(
        name="recursion",
        claim="‖∇f(xᵏ⁺¹)‖ − ‖∇f(xᵏ)‖ ≤ Lbtₖ‖∇f(xᵏ)‖",
        check=Reals(
            then="eventually(k, norm(grad(x[k + 1])) - norm(grad(x[k]))"
            " <= beta[k]*norm(grad(x[k])) + 0)",
            given=(
                *(step("lip", y="x[k + 1]", z="x[k]"), step("constants")),
                *(step("Lipschitz step"), step("(iii) β = (steep)bt")),
            ),
        ),
    ),
    Step(
        name="β ≤ cap",
        check=Reals(then="always(k, beta[k] <= cap)", given=(definition("beta"),)),
    ),
    Step(
        name="β bounded",
        check=Witness(
            then="exists(r, r > 0 and always(k, beta[k] <= r))",
            values={"r": "cap"},
            given=(step("constants"), step("β ≤ cap")),
        ),
    ),
    Step(
        name="β ≥ t",
        check=Reals(
            then="eventually(k, t[k] <= beta[k])",
            given=(step("(iii) β = (steep)bt"), step("constants"), NONNEGATIVE),
        ),
    ),
    Step(
        name="Σβ = ∞",
        check=Rule(
            schema="divergence by comparison",
            by={"a(k)": "beta[k]", "b(k)": "t[k]", "c": "1"},
            given=(step("β ≥ t"), hypothesis("step-diverges")),
        ),
    ),
    Step(
        name="multiple of Σt‖∇f‖²",
        check=Rule(
            schema="multiple of a series",
            by={"a(k)": SQUARE, "c": "steep*b"},
            given=(step("Σt‖∇f‖² < ∞"),),
        ),
    ),
    Step(
        name="β‖∇f‖²",
        check=Reals(
            then="always(k, 0 <= beta[k]*norm(grad(x[k]))**2 and"
            f" beta[k]*norm(grad(x[k]))**2 <= steep*b*{SQUARE})",
            given=(definition("beta"), step("(iii) signs")),
        ),
    ),
    Step(
        name="Σβ‖∇f‖² < ∞",
        check=Rule(
            schema="comparison",
            by={"a(k)": "beta[k]*norm(grad(x[k]))**2", "b(k)": f"steep*b*{SQUARE}"},
            given=(step("β‖∇f‖²"), step("multiple of Σt‖∇f‖²")),
        ),
    ),
    Step(
        name="0 is summable",
        check=Rule(
            schema="multiple of a series",
            by={"a(k)": SQUARE, "c": "0"},
            given=(step("Σt‖∇f‖² < ∞"),),
        ),
    ),
    Step(
        name="‖∇f(xᵏ)‖ → 0",
        check=Uses(
            proof="khanh-b.1",
            conclusion="limit",
            by={"alpha[k]": "norm(grad(x[k]))", "beta": "beta", "gamma[k]": "0"},
            given=(
                *(step("(iii) signs"), step("recursion"), step("β bounded"), step("Σβ = ∞")),
                *(step("0 is summable"), step("Σβ‖∇f‖² < ∞")),
            ),
        ),
    ),
    Step(
        name="(iii)",
        claim="∇f(xᵏ) → 0 by Lemma B.1 with α = ‖∇f‖, β = Lbt, γ = 0, if ∇f is Lipschitz",
        check=Rule(
            schema="limit of the distance",
            by={"v(k)": "grad(x[k])", "c": "0"},
            given=(step("‖∇f(xᵏ)‖ → 0"),),
        ),
    ),
)

fourth = (
    Step(
        name="(H1)",
        claim="(H1) of Proposition B.3 holds with σ = min{c, h}",
        check=Reals(
            then="min(c, h) > 0 and eventually(k, f(x[k]) - f(x[k + 1])"
            f" >= min(c, h)*norm(grad(x[k]))*{MOVE})",
            given=(step("descent by the move"), DESCENT, BY_ESTIMATE),
        ),
    ),
    Step(
        name="(H2) for large k",
        check=Reals(then=f"eventually(k, {H2})", given=(step("(H2)"),)),
    ),
    Step(
        name="(iv)",
        claim="xᵏ → x̄ by Proposition B.3",
        check=Uses(
            proof="khanh-b.3",
            conclusion="convergence",
            by={"sigma": "min(c, h)"},
            given=(
                *(step("(H1)"), step("(H2) for large k"), hypothesis("accumulation")),
                *(hypothesis("smooth"), *(hypothesis(word.key) for word in formulas.KL)),
            ),
        ),
    ),
)
STOPS, MOVES = f"not {formulas.MOVES.formula}", formulas.MOVES.formula
POWER = "-((1 - q)/(2*q - 1))"
KL = tuple(hypothesis(word.key) for word in formulas.KL)

rest = (  # the run stops
    Step(
        name="infinitely many stops",
        check=Rule(
            schema="not for all large k", by={"P(k)": "x[k + 1] != x[k]"}, given=(local("stops"),)
        ),
    ),
    Step(name="least step", check=Choose(names=("least",), given=BELOW)),
    Step(name="steps from K on", check=Choose(names=("K",), given=step("least step"))),
    Step(
        name="late stops",
        check=Reals(
            then="frequently(k, x[k + 1] == x[k] and k >= K)",
            given=(step("infinitely many stops"), step("steps from K on")),
        ),
    ),
    Step(
        name="some stop",
        check=Rule(
            schema="infinitely many",
            by={"P(k)": "x[k + 1] == x[k] and k >= K", "K": "1"},
            given=(step("late stops"),),
        ),
    ),
    Step(name="m", check=Choose(names=("m",), given=step("some stop"))),
    Step(
        name="∇f(xᵐ) = 0",
        claim="if tₖ > 0 and xᵏ⁺¹ = xᵏ then ∇f(xᵏ) = 0",
        check=Reals(
            then="grad(x[m]) == 0 and x[m] == x[m]",
            given=(
                *(step("m"), step("steps from K on", k="m"), step("least step"), SHARE),
                *(hypothesis("share", k="m"), definition("iteration", k="m")),
            ),
        ),
    ),
    Step(
        name="rest from k to k + 1",
        check=Block(
            fix=("k",),
            assume=(("k", "k >= m"), ("rest", "grad(x[k]) == 0 and x[k] == x[m]")),
            steps=(
                Step(
                    name="no move",
                    check=Reals(
                        then="x[k + 1] == x[k]",
                        given=(
                            *(local("rest"), hypothesis("rests", k="k")),
                            definition("iteration", k="k"),
                        ),
                    ),
                ),
                Step(
                    name="∇f(xᵏ⁺¹) = 0",
                    check=Rule(
                        schema="equals",
                        by={
                            "P(r)": "grad(r) == 0 and r == x[m]",
                            "a": "x[k]",
                            "b": "x[k + 1]",
                        },
                        given=(step("no move"), local("rest")),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="rest",
        claim="then xᵏ stays",
        check=Rule(
            schema="induction",
            by={"P(k)": "grad(x[k]) == 0 and x[k] == x[m]", "K": "m"},
            given=(step("∇f(xᵐ) = 0"), step("rest from k to k + 1")),
        ),
    ),
    Step(
        name="at rest",
        check=Reals(
            then="eventually(k, 0 <= norm(x[k] - x[m]) and norm(x[k] - x[m]) <= 0)",
            given=(step("rest"),),
        ),
    ),
    Step(
        name="distances at rest",
        check=Rule(
            schema="squeeze",
            by={"a(k)": "0", "b(k)": "0", "e(k)": "norm(x[k] - x[m])", "c": "0"},
            given=(step("0"), step("at rest")),
        ),
    ),
    Step(
        name="xᵏ → xᵐ",
        check=Rule(
            schema="limit of the distance",
            by={"v(k)": "x[k]", "c": "x[m]"},
            given=(step("distances at rest"),),
        ),
    ),
    Step(
        name="xᵐ = x̄",
        check=Rule(
            schema="only one limit",
            by={"a(k)": "x[k]", "c": "x[m]", "d": "xbar"},
            given=(step("xᵏ → xᵐ"), step("(iv)")),
        ),
    ),
    Step(
        name="∇f(x̄) = 0",
        check=Rule(
            schema="equals",
            by={"P(r)": "grad(r) == 0", "a": "x[m]", "b": "xbar"},
            given=(step("xᵐ = x̄"), step("∇f(xᵐ) = 0")),
        ),
    ),
    Step(
        name="nothing left at x̄",
        check=Reals(
            then=NOTHING_LEFT.format("xbar"),
            given=(step("∇f(x̄) = 0"),),
        ),
    ),
    Step(
        name="nothing left from m on",
        check=Block(
            fix=("k",),
            assume=(("k", "k >= m"),),
            steps=(
                Step(
                    name="xᵏ = x̄",
                    check=Reals(
                        then="x[k] == xbar",
                        given=(step("rest", k="k"), local("k"), step("xᵐ = x̄")),
                    ),
                ),
                Step(
                    name="nothing left at xᵏ",
                    check=Rule(
                        schema="equals",
                        by={"P(r)": NOTHING_LEFT.format("r"), "a": "xbar", "b": "x[k]"},
                        given=(step("xᵏ = x̄"), step("nothing left at x̄")),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="nothing left",
        check=Reals(
            then=f"eventually(k, {NOTHING_LEFT.format('x[k]')})",
            given=(step("nothing left from m on"),),
        ),
    ),
)

at_rest = (
    Step(name="0", check=Rule(schema="constant", by={"c": "0"})),
    Step(
        name="(v) finite stop",
        claim="if xᵏ⁺¹ = xᵏ for infinitely many k, xᵏ stops at x̄, where ∇f(x̄) = 0",
        check=Block(assume=(("stops", STOPS),), steps=rest),
    ),
    Step(name="laws of powers", check=Rule(schema="laws of powers")),
)

before = (
    Step(
        name="(v) descent",
        check=Reals(
            then="h > 0 and eventually(k, f(x[k]) - f(x[k + 1]) >= h*t[k]*norm(-g[k])**2)",
            given=(BY_ESTIMATE,),
        ),
    ),
    Step(
        name="(v) share",
        check=Reals(
            then="1/a > 0 and eventually(k, norm(grad(x[k])) <= (1/a)*norm(-g[k]))", given=(SHARE,)
        ),
    ),
    Step(
        name="(v) direction",
        check=Reals(
            then="eventually(k, x[k + 1] == x[k] + t[k]*(-g[k]))", given=(definition("iteration"),)
        ),
    ),
    Step(name="(v) least step", check=Choose(names=("tau",), given=BELOW)),
    Step(
        name="(v) descent by ∇f",
        check=Reals(
            then="c*tau > 0 and eventually(k, c*tau*norm(grad(x[k]))**2 <= f(x[k]) - f(x[k + 1]))",
            given=(DESCENT, step("(v) least step")),
        ),
    ),
)


def iterates(kind: str, exponent: str) -> Step:
    """The rate of xᵏ by Proposition B.4, if xᵏ moves."""
    return Step(
        name=f"{kind}, iterates",
        check=Uses(
            proof="khanh-b.4",
            conclusion=f"{kind}-iterates",
            by={"d[k]": "-g[k]", "alpha": "1/a", "beta": "h"},
            given=(
                *(local("moves"), step("(v) descent"), step("(v) share"), step("(v) direction")),
                *(hypothesis("smooth"), hypothesis("accumulation"), BELOW, *KL),
                *(hypothesis("kl power"), hypothesis(exponent)),
            ),
        ),
    )


def passed_on(kind: str, rated: Rated) -> tuple[Step, ...]:
    """The rates that Proposition B.5 passes on from xᵏ."""
    rate = f"k**({POWER})"
    square = rated is VALUES and kind == "power"
    reached = {
        "linear": rated.linear,
        "power": rated.of_order(f"({rate})**2" if square else rate),
    }[kind]
    return (
        Step(
            name=f"{kind}, {rated.key}: B.5",
            check=Uses(
                proof="khanh-b.5",
                conclusion=f"rate-of-{rated.key}",
                by={"alpha": "c*tau", "rate[k]": rate},
                given=(
                    *(hypothesis("smooth"), hypothesis("L"), hypothesis("descent"), step("(iv)")),
                    step("(v) descent by ∇f"),
                ),
            ),
        ),
        Step(
            name=f"{kind}, {rated.key}: passed on",
            check=Reals(
                then=reached,
                given=(step(f"{kind}, {rated.key}: B.5"), step(f"{kind}, iterates")),
            ),
        ),
        *(squared() if square else ()),
    )


def squared() -> tuple[Step, ...]:
    """(k^p)² is k^(2p)."""
    term = VALUES.term
    return (
        Step(name="factor", check=Choose(names=("c1",), given=step("power, values: passed on"))),
        Step(
            name="the power of k",
            check=Reals(
                then=f"eventually(k, {term} <= c1*k**({DOUBLE}))",
                given=(
                    step("factor"),
                    step("laws of powers", a="k", b="k", p=POWER, q=POWER),
                ),
            ),
        ),
        Step(
            name="power, values: squared",
            check=Witness(
                then=VALUES.of_order(f"k**({DOUBLE})"),
                values={"c": "c1"},
                given=(step("the power of k"),),
            ),
        ),
    )


def formula(kind: str, rated: Rated) -> str:
    """The rate as a formula."""
    if kind == "linear":
        return rated.linear
    return rated.of_order(f"k**({DOUBLE if rated is VALUES else POWER})")


def stopped(kind: str, rated: Rated) -> tuple[Step, ...]:
    """The rate if the run stops."""
    name = f"{kind}, {rated.key}, a stop"
    reached = (
        f"eventually(k, {rated.term} <= 1*(1/2)**k)"
        if kind == "linear"
        else f"eventually(k, {rated.term} <= 0)"
    )
    powers = (step("laws of powers", a="1/2", b="1/2", p="k", q="k"),) if kind == "linear" else ()
    return (
        Step(
            name=f"{name}: applied",
            check=Apply(to=step("(v) finite stop"), given=(local("stops"),)),
        ),
        Step(
            name=f"{name}: bound",
            check=Reals(then=reached, given=(step(f"{name}: applied"), *powers)),
        ),
        Step(
            name=f"{name}: rate",
            check=Witness(
                then=formula(kind, rated),
                values={"c": "1", "r": "1/2"} if kind == "linear" else {"c": "0"},
                given=(step(f"{name}: bound"),),
            ),
        ),
    )


def rates(kind: str, exponent: str) -> tuple[Step, ...]:
    """Those of xᵏ, ∇f(xᵏ) and f(xᵏ), whether the run stops or not."""
    rated = (ITERATES, GRADIENTS, VALUES)
    all_three = " and ".join(formula(kind, r) for r in rated)
    moving = (iterates(kind, exponent), *passed_on(kind, GRADIENTS), *passed_on(kind, VALUES))
    ends = {r: f"{kind}, {r.key}: passed on" for r in (GRADIENTS, VALUES)}
    if kind == "power":
        ends[VALUES] = "power, values: squared"
    return (
        Step(
            name=f"{kind}: moving",
            claim="Proposition B.4 applies with τ = t, d = −g, β = h, α = 1/a, and B.5 with cτ̄",
            check=Block(
                assume=(("moves", MOVES),),
                steps=(
                    *moving,
                    Step(
                        name=f"{kind}: all rates, moving",
                        check=Reals(
                            then=all_three,
                            given=(step(f"{kind}, iterates"), *map(step, ends.values())),
                        ),
                    ),
                ),
            ),
        ),
        Step(
            name=f"{kind}: stopping",
            check=Block(
                assume=(("stops", STOPS),),
                steps=(
                    *(part for r in rated for part in stopped(kind, r)),
                    Step(
                        name=f"{kind}: all rates, stopping",
                        check=Reals(
                            then=all_three,
                            given=tuple(step(f"{kind}, {r.key}, a stop: rate") for r in rated),
                        ),
                    ),
                ),
            ),
        ),
        *(
            Step(
                name=f"(v) {kind}, {r.key}",
                check=Reals(
                    then=formula(kind, r),
                    given=(step(f"{kind}: moving"), step(f"{kind}: stopping")),
                ),
            )
            for r in rated
        ),
    )


fifth = (
    *at_rest,
    *before,
    *rates("linear", "exponent at most half"),
    *rates("power", "exponent above half"),
)

ALL_KL = tuple(word.key for word in formulas.KL)
PROPORTION, ESTIMATE = "share", "falls by estimate"
BOUNDED, AT = "not-to-minus-infinity", "accumulation"
OF_RATES = (PROPORTION, ESTIMATE, "rests", AT, "step-bounded-below", *ALL_KL, "kl power")
OF_RATES = (*OF_RATES, "L", "descent")
RATED = (ITERATES, GRADIENTS, VALUES)

DICHOTOMY = (
    "implies(exists(r, frequently(k, f(x[k]) >= r)),"
    " exists(r, tends(k, f(x[k]), r) and since(N, k, f(x[k]) >= r)))"
)
LIMINF = "liminf(k, norm(g[k]), 0)"
KINDS = {"linear": formulas.EXPONENT_AT_MOST_HALF, "power": formulas.EXPONENT_ABOVE_HALF}


class Shown(NamedTuple):
    """A conclusion, what it needs besides, and the step that shows it."""

    key: str
    text: str
    formula: str
    step: str
    needs: tuple[str, ...] = ()


CONCLUSIONS = (
    Shown("dichotomy", "f(xᵏ) → −∞, or f(xᵏ) converges", DICHOTOMY, "dichotomy"),
    Shown("sum", "(41)", f"forall(r, implies({LOWER}, {SUM}))", "(41)"),
    Shown("work", "(42)", f"summable(k, {WORK})", "(42)", (ESTIMATE, BOUNDED)),
    Shown("liminf", "lim inf ‖gᵏ‖ = 0", LIMINF, "lim inf ‖g‖ = 0", (ESTIMATE, BOUNDED)),
    *(
        Shown(key, text, formulas.PROPERTIES[key], shown, needs)
        for key, text, shown, needs in (
            (
                *("stationary-accumulation", "(i) stationary limits", "(i)"),
                (PROPORTION, ESTIMATE, BOUNDED),
            ),
            ("value-convergence", "(ii) f(xᵏ) → f(x̄)", "(ii)", (BOUNDED, AT)),
            ("decrease", "(ii) f(xᵏ) ↓", "decrease for large k", ()),
            (
                *("gradient-limit", "(iii) ∇f(xᵏ) → 0", "(iii)"),
                ("share above", BOUNDED, "lipschitz-any", "step-bounded"),
            ),
            ("convergence", "(iv) xᵏ → x̄", "(iv)", (ESTIMATE, AT, *ALL_KL)),
        )
    ),
    *(
        Shown(
            f"{kind}-{rated.key}",
            f"(v) {kind} rate of {rated.text}",
            formula(kind, rated),
            f"(v) {kind}, {rated.key}",
            (*OF_RATES, exponent.key),
        )
        for kind, exponent in KINDS.items()
        for rated in RATED
    ),
)

proof = Proof(
    name="relative-descent",
    summary="descent by ct‖∇f‖² and gᵏ in proportion with ∇f(xᵏ): (41) to (44), (i) to (v)",
    source="ours; the lines of K24, Appendix C.3, from (41) on",
    statement=Statement(
        hypotheses=(
            *(formulas.SMOOTH, formulas.STEP_NONNEGATIVE, formulas.STEP_DIVERGES, FALLING),
            *(FALLING_BY_ESTIMATE, SHARED, SHARED_ABOVE, RESTS),
            *(formulas.NOT_TO_MINUS_INFINITY, formulas.ACCUMULATES),
            *(formulas.LIPSCHITZ_ANY, STEP_BOUNDED, *formulas.KL, formulas.KL_POWER),
            *(formulas.EXPONENT_AT_MOST_HALF, formulas.EXPONENT_ABOVE_HALF),
            *(formulas.STEP_BOUNDED_BELOW, formulas.POSITIVE_L, formulas.DESCENT),
        ),
        definitions=(formulas.ITERATION,),
        conclusions=tuple(Given(key=c.key, text=c.text, formula=c.formula) for c in CONCLUSIONS),
        needs={c.key: c.needs for c in CONCLUSIONS},
    ),
    steps=(*lines, *sums, *estimates_vanish, *limits, *third, *fourth, *fifth),
    parts=tuple(Part(text=c.text, conclusion=c.key, shown_by=c.step) for c in CONCLUSIONS),
    outcome="what Theorem 4.1 promises rests on the descent (40) with any constant, and on (39)",
)
