"""The two-cycle of SAM with constants on quadratics, in closed form.

On the line a stands for tλ and u[k] for |xᵏ − x*|; P[m] is (1 − a)^(−m), so that the starts from
which x* is hit are at the distances z_m = ρ(P[m] − 1). In ℝⁿ, lam is the eigenvalue of the cycle's
direction, mu another one.
"""

from __future__ import annotations

from sam_theory.proofs.derived import some_index_or_none
from sam_theory.proofs.proof import (
    Apply,
    Block,
    Choose,
    Cited,
    Define,
    Identity,
    Part,
    Proof,
    Reals,
    Rule,
    Series,
    Statement,
    Step,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import inductively
from sam_theory.statements.formulas import given

SIGNS, START, ITERATION = hypothesis("signs"), hypothesis("start"), definition("iteration")
CYCLE = "a*rho/(2 - a)"
INSIDE = "(1 - a)*u[k] <= a*rho"
FROM_ZERO = "exists(N, u[N] == 0)"


def among(value: str) -> str:
    """The value is one of the z_m."""
    return f"exists(m, {value} == rho*(P[m] - 1))"


one_step = (
    Step(
        name="cycle",
        claim="x = x* ± r with r = tρλ/(2 − tλ) are exchanged, along an eigenvector of λ, tλ < 2",
        ours=True,
        check=Reals(then=f"implies(a < 2, (1 - a)*({CYCLE}) - a*rho == -({CYCLE}))"),
    ),
    *inductively(
        "distances",
        "u[k] >= 0",
        "1",
        base=(START,),
        given=(ITERATION,),
    ),
    Step(
        name="line, inside",
        claim="if (1 − a)y ≤ aρ, the distance to the cycle is multiplied by |1 − a| < 1",
        ours=True,
        check=Reals(
            then=f"always(k, implies(a < 2 and {INSIDE},"
            f" u[k + 1] - {CYCLE} == -(1 - a)*(u[k] - {CYCLE}) and abs(1 - a) < 1))",
            given=(SIGNS, ITERATION),
        ),
    ),
    Step(
        name="line, inside is kept",
        ours=True,
        check=Reals(
            then=f"always(k, implies(a < 2 and {INSIDE}, (1 - a)*u[k + 1] <= a*rho))",
            given=(SIGNS, ITERATION, step("distances")),
        ),
    ),
    Step(
        name="line, outside",
        claim="if (1 − a)y > aρ, y falls by aρ at least: after finitely many steps y is inside",
        ours=True,
        check=Reals(
            then=f"always(k, implies(a < 2 and not {INSIDE},"
            " 0 < u[k + 1] and u[k + 1] <= u[k] - a*rho))",
            given=(SIGNS, ITERATION, step("distances")),
        ),
    ),
    Step(
        name="line, a ≥ 2",
        claim="for tλ ≥ 2 the distance grows by aρ at least in every step: no cycle",
        ours=True,
        check=Reals(
            then="always(k, implies(a >= 2, u[k + 1] >= u[k] + a*rho))",
            given=(ITERATION, step("distances")),
        ),
    ),
    *inductively(
        "line, 1 ≤ a < 2",
        "implies(1 <= a and a < 2, u[k] > 0)",
        "1",
        base=(START,),
        given=(SIGNS, ITERATION),
        claim="for 1 ≤ a < 2 no start but x* reaches x*",
        ours=True,
    ),
)

powers = (
    *inductively(
        "(1 − a)^(−m) ≥ 1/(1 − a)",
        "implies(a < 1, P[k] >= 1/(1 - a))",
        "1",
        base=(definition("powers"),),
        given=(SIGNS, definition("powers")),
    ),
    Step(
        name="z_m > aρ",
        check=Reals(
            then="always(k, implies(a < 1, rho*(P[k] - 1) > a*rho))",
            given=(SIGNS, step("(1 − a)^(−m) ≥ 1/(1 − a)")),
        ),
    ),
    Step(
        name="z_{m+1}",
        claim="z_{m+1} = (z_m + aρ)/(1 − a), z₁ = aρ/(1 − a)",
        ours=True,
        check=Reals(
            then="always(k, implies(a < 1, rho*(P[k + 1] - 1) == (rho*(P[k] - 1) + a*rho)/(1 - a)"
            " and rho*(P[1] - 1) == a*rho/(1 - a)))",
            given=(definition("powers"),),
        ),
    ),
    Step(
        name="only from z_{m+1}",
        claim="a distance z = 0 or z > aρ comes from (z + aρ)/(1 − a) alone",
        ours=True,
        check=Reals(
            then="forall(k, r, implies(a < 1 and (r == 0 or r > a*rho) and u[k + 1] == r,"
            " u[k] == (r + a*rho)/(1 - a)))",
            given=(ITERATION, step("distances")),
        ),
    ),
)


def one_of(value: str) -> str:
    """The value is 0 or one of the z_m."""
    return f"{value} == 0 or {among(value)}"


INVARIANT = f"implies(a < 1, implies({one_of('u[k]')}, {one_of('u[1]')}))"

backward = Block(
    fix=("k",),
    assume=(
        ("k", "k >= 1"),
        ("before", INVARIANT),
        ("a < 1", "a < 1"),
        ("after", one_of("u[k + 1]")),
    ),
    steps=(
        Step(
            name="from z₁",
            check=Block(
                assume=(("at 0", "u[k + 1] == 0"),),
                steps=(
                    Step(
                        name="at z₁",
                        check=Reals(
                            then="u[k] == rho*(P[1] - 1)",
                            given=(
                                *(local("a < 1"), local("at 0"), step("z_{m+1}", k="k")),
                                step("only from z_{m+1}", k="k", r="0"),
                            ),
                        ),
                    ),
                    Step(
                        name="one of the z_m: z₁",
                        check=Witness(
                            then=among("u[k]"), values={"m": "1"}, given=(step("at z₁"),)
                        ),
                    ),
                ),
            ),
        ),
        Step(
            name="from the next z",
            check=Block(
                assume=(("at a z", among("u[k + 1]")),),
                steps=(
                    Step(name="which z", check=Choose(names=("N",), given=local("at a z"))),
                    Step(
                        name="at the next z",
                        check=Reals(
                            then="u[k] == rho*(P[N + 1] - 1)",
                            given=(
                                *(local("a < 1"), step("which z"), step("z_{m+1}", k="N")),
                                step("only from z_{m+1}", k="k", r="rho*(P[N] - 1)"),
                                step("z_m > aρ", k="N"),
                            ),
                        ),
                    ),
                    Step(
                        name="one of the z_m: the next",
                        check=Witness(
                            then=among("u[k]"),
                            values={"m": "N + 1"},
                            given=(step("at the next z"),),
                        ),
                    ),
                ),
            ),
        ),
        Step(
            name="so was the start",
            check=Reals(
                then=one_of("u[1]"),
                given=(
                    *(local("before"), local("a < 1"), local("after"), step("from z₁")),
                    step("from the next z"),
                ),
            ),
        ),
    ),
)

FORWARD = f"always(m, implies(a < 1 and u[m] == rho*(P[k] - 1), {FROM_ZERO}))"

forward = Block(
    fix=("k",),
    assume=(("k", "k >= 1"), ("z_k", FORWARD)),
    steps=(
        Step(
            name="from z_{k+1}",
            check=Block(
                fix=("m",),
                assume=(("a < 1", "a < 1"), ("at z_{k+1}", "u[m] == rho*(P[k + 1] - 1)")),
                steps=(
                    Step(
                        name="next at z_k",
                        check=Reals(
                            then="u[m + 1] == rho*(P[k] - 1)",
                            given=(
                                *(local("a < 1"), local("at z_{k+1}"), step("z_{m+1}", k="k")),
                                *(SIGNS, definition("iteration", k="m"), step("z_m > aρ", k="k")),
                            ),
                        ),
                    ),
                    Step(
                        name="so 0 is hit",
                        check=Reals(
                            then=FROM_ZERO,
                            given=(
                                *(local("z_k", m="m + 1"), local("a < 1"), step("next at z_k")),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
)

from_the_first = Block(
    fix=("m",),
    assume=(("a < 1", "a < 1"), ("at z₁", "u[m] == rho*(P[1] - 1)")),
    steps=(
        Step(
            name="next at 0",
            check=Reals(
                then="u[m + 1] == 0",
                given=(
                    *(local("a < 1"), local("at z₁"), step("z_{m+1}", k="1")),
                    definition("iteration", k="m"),
                ),
            ),
        ),
        Step(
            name="0 is hit",
            check=Witness(then=FROM_ZERO, values={"N": "m + 1"}, given=(step("next at 0"),)),
        ),
    ),
)

FIRST, LATER = INVARIANT.replace("u[k]", "u[1]"), INVARIANT.replace("u[k]", "u[k + 1]")
hit = Block(
    assume=(("a < 2", "a < 2"), ("hit", FROM_ZERO)),
    steps=(
        Step(name="when", check=Choose(names=("N",), given=local("hit"))),
        Step(
            name="a < 1",
            check=Reals(
                then="a < 1", given=(local("a < 2"), step("when"), step("line, 1 ≤ a < 2", k="N"))
            ),
        ),
        Step(
            name="from a z",
            check=Reals(
                then=f"a < 1 and {among('u[1]')}",
                given=(
                    *(START, step("a < 1"), step("when")),
                    step("z back to the start", k="N"),
                ),
            ),
        ),
    ),
)

from_a_z = Block(
    assume=(("small a", "a < 1"), ("a z", among("u[1]"))),
    steps=(
        Step(name="the z", check=Choose(names=("N",), given=local("a z"))),
        Step(name="every later z", check=Apply(to=step("z forward to 0", k="N"), given=())),
        Step(
            name="0 at last",
            check=Reals(
                then=FROM_ZERO,
                given=(step("every later z", m="1"), step("the z"), local("small a")),
            ),
        ),
    ),
)

HITS = f"implies(a < 2 and {FROM_ZERO}, a < 1 and {among('u[1]')})"
HIT = f"implies(a < 1 and {among('u[1]')}, {FROM_ZERO})"
ATTRACTED = f"implies(a < 2 and not {FROM_ZERO}, tends(k, u[k], {CYCLE}))"

hitting = (
    Step(name="z back to the start: 1", check=Reals(then=FIRST)),
    Step(name="z back to the start: k to k + 1", check=backward),
    Step(
        name="z back to the start",
        check=Rule(
            schema="induction",
            by={"P(k)": INVARIANT, "K": "1"},
            given=(step("z back to the start: 1"), step("z back to the start: k to k + 1")),
        ),
    ),
    Step(name="from z₁ to 0", check=from_the_first),
    Step(name="z forward to 0: k to k + 1", check=forward),
    Step(
        name="z forward to 0",
        check=Rule(
            schema="induction",
            by={"P(k)": FORWARD, "K": "1"},
            given=(step("from z₁ to 0"), step("z forward to 0: k to k + 1")),
        ),
    ),
    Step(name="x* is hit from the z_m only", ours=True, check=hit),
    Step(name="x* is hit from the z_m", ours=True, check=from_a_z),
    Step(
        name="line, hitting x*",
        claim="x* is reached exactly from z_m = ρ((1 − a)^(−m) − 1), m ≥ 1, a < 1",
        ours=True,
        check=Reals(
            then=f"{HITS} and {HIT}",
            given=(step("x* is hit from the z_m only"), step("x* is hit from the z_m")),
        ),
    ),
)

E_K = f"abs(u[k] - {CYCLE})"

outside = Block(
    assume=(("always outside", f"since(1, k, not {INSIDE})"),),
    steps=(
        *inductively(
            "falls by aρ",
            "u[k] <= u[1] - a*rho*total(i, 1, k, 1)",
            "1",
            given=(local("always outside"), local("a < 2"), step("line, outside")),
        ),
        Step(name="Σ1 = ∞", check=Series(then="diverges(k, 1)")),
        Step(
            name="Σ1 is large",
            check=Rule(
                schema="sums exceed",
                by={"a(k)": "1", "K": "1", "c": "u[1]/(a*rho)"},
                given=(step("Σ1 = ∞"),),
            ),
        ),
        Step(
            name="below 0",
            check=Reals(
                then="False",
                given=(SIGNS, step("distances"), step("falls by aρ"), step("Σ1 is large")),
            ),
        ),
    ),
)

contraction = (
    Step(name="inside at last", check=Choose(names=("N",), given=step("inside some time"))),
    *inductively(
        "inside from N on",
        INSIDE,
        "N",
        base=(step("inside at last"),),
        given=(local("a < 2"), step("line, inside is kept")),
    ),
    Step(name="distance to the cycle", check=Define(symbol="e[k]", value=E_K)),
    Step(name="q", check=Define(symbol="q", value="abs(1 - a)")),
    Step(
        name="q < 1",
        check=Reals(then="0 <= q and q < 1", given=(SIGNS, local("a < 2"), definition("q"))),
    ),
    Step(
        name="contraction",
        check=Reals(
            then="since(N, k, e[k + 1] == q*e[k] and e[k] >= 0)",
            given=(
                *(local("a < 2"), step("inside from N on"), step("line, inside"), definition("q")),
                *(
                    definition("distance to the cycle"),
                    definition("distance to the cycle", k="k + 1"),
                ),
            ),
        ),
    ),
    Step(
        name="e falls",
        check=Reals(
            then="since(N, k, e[k + 1] <= e[k])", given=(step("contraction"), step("q < 1"))
        ),
    ),
    Step(
        name="e converges",
        check=Rule(
            schema="monotone convergence",
            by={"a(k)": "e[k]", "K": "N", "c": "0"},
            given=(step("e falls"), step("contraction")),
        ),
    ),
    Step(name="its limit", check=Choose(names=("low",), given=step("e converges"))),
    Step(
        name="later distances above the limit",
        check=Reals(then="since(N, k, e[k + 1] >= low)", given=(step("its limit", k="k + 1"),)),
    ),
    Step(
        name="the limit is no number > 0",
        check=Block(
            assume=(("positive", "low > 0"),),
            steps=(
                Step(
                    name="room",
                    check=Reals(then="low*(1 - q) > 0", given=(local("positive"), step("q < 1"))),
                ),
                Step(
                    name="near it",
                    check=Rule(
                        schema="near the limit",
                        by={"a(k)": "e[k]", "c": "low", "r": "low*(1 - q)"},
                        given=(step("its limit"), step("room")),
                    ),
                ),
                Step(
                    name="below it",
                    check=Reals(
                        then="False",
                        given=(
                            *(local("positive"), step("near it")),
                            *(step("contraction"), step("later distances above the limit")),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="as near to the cycle as one likes",
        check=Block(
            fix=("r",),
            assume=(("r", "r > 0"),),
            steps=(
                Step(
                    name="near the limit of e",
                    check=Rule(
                        schema="near the limit",
                        by={"a(k)": "e[k]", "c": "low", "r": "r"},
                        given=(step("its limit"), local("r")),
                    ),
                ),
                Step(
                    name="near the cycle",
                    check=Reals(
                        then=f"eventually(k, {CYCLE} - r < u[k] and u[k] < {CYCLE} + r)",
                        given=(
                            *(local("a < 2"), step("near the limit of e")),
                            *(
                                step("the limit is no number > 0"),
                                definition("distance to the cycle"),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="to the cycle",
        check=Rule(
            schema="limit",
            by={"a(k)": "u[k]", "c": CYCLE},
            given=(step("as near to the cycle as one likes"),),
        ),
    ),
)

attracted = Block(
    assume=(("a < 2", "a < 2"), ("never hit", f"not {FROM_ZERO}")),
    steps=(
        *some_index_or_none("inside, or never", INSIDE, "1"),
        Step(name="not always outside", check=outside),
        Step(
            name="inside some time",
            check=Reals(
                then=f"exists(N, N >= 1 and {INSIDE.replace('[k]', '[N]')})",
                given=(step("inside, or never"), step("not always outside")),
            ),
        ),
        *contraction,
    ),
)

SET_OF_STARTS = f"{ATTRACTED} and {HITS} and {HIT}"

attraction = (
    Step(name="attracted unless x* is hit", ours=True, check=attracted),
    Step(
        name="line, attraction",
        claim="on the line every start is attracted by the cycle, except x* and, for a < 1, "
        "x* ± ρ((1 − a)^(−m) − 1), m ≥ 1",
        ours=True,
        check=Reals(
            then=SET_OF_STARTS,
            given=(step("attracted unless x* is hit"), step("line, hitting x*")),
        ),
    ),
)

EIGEN = "t > 0 and lam > 0 and mu > 0 and t*lam < 2"
MULTIPLIER = "(1 - t*mu - (mu/lam)**2*(2 - t*lam))"
STABLE = f"implies({EIGEN} and mu < lam, abs({MULTIPLIER}) < 1)"
UNSTABLE = f"implies({EIGEN} and mu > lam, {MULTIPLIER} < -1)"
ALONG = f"implies({EIGEN}, abs(1 - t*lam) < 1)"
MULTIPLIERS = f"forall(t, lam, mu, {ALONG} and {STABLE} and {UNSTABLE})"
AT_SADDLE = "t > 0 and lam > 0 and nu > 0 and t*lam < 2"
LOW, HIGH = "t*lam**2 < nu*(2 - t*lam)", "nu*(2 - t*lam) < 2*lam"
BELOW = MULTIPLIER.replace("mu", "(-nu)")
SADDLE = (
    f"forall(t, lam, nu, implies({AT_SADDLE} and {LOW} and {HIGH}, abs({BELOW}) < 1)"
    f" and implies({AT_SADDLE} and abs({BELOW}) < 1, {LOW} and {HIGH}))"
)
NORM = "sqrt(lam**2*x**2 + mu**2*y**2)"  # of Ax − b at x* + xv + yw, v and w eigenvectors

space = (
    Step(
        name="multiplier along",
        claim="along the cycle the multiplier of one step is 1 − tλ",
        ours=True,
        check=Identity(equation="diff((1 - t*lam)*x - t*rho*lam, x) == 1 - t*lam"),
    ),
    Step(
        name="multiplier along is small",
        claim="of absolute value < 1",
        ours=True,
        check=Reals(then=f"forall(t, lam, mu, {ALONG})"),
    ),
    Step(
        name="derivative across",
        claim="a step maps (x, y) in the plane of eigenvectors of λ, μ to ((1 − tλ)x − tρλ²x/s, "
        "(1 − tμ)y − tρμ²y/s), s = √(λ²x² + μ²y²); the derivative across is 1 − tμ − tρμ²λ²x²/s³",
        ours=True,
        check=Identity(
            given=("lam > 0", "mu > 0", "x > 0"),
            equation=f"diff((1 - t*mu)*y - t*rho*mu**2*y/{NORM}, y)"
            f" == 1 - t*mu - t*rho*mu**2*lam**2*x**2/{NORM}**3",
        ),
    ),
    Step(
        name="no coupling",
        claim="∂/∂y of the one and ∂/∂x of the other coordinate are multiples of y: 0 on the line",
        ours=True,
        check=Identity(
            given=("lam > 0", "mu > 0", "x > 0"),
            equation=f"diff((1 - t*lam)*x - t*rho*lam**2*x/{NORM}, y)"
            f" == diff((1 - t*mu)*y - t*rho*mu**2*y/{NORM}, x)"
            f" == y*(t*rho*lam**2*mu**2*x/{NORM}**3)",
        ),
    ),
    Step(
        name="multiplier across",
        claim="across, in an eigendirection of μ, it is 1 − tμ − tρμ²/‖Ax − b‖ = "
        "1 − tμ − (μ/λ)²(2 − tλ), where ‖Ax − b‖ = λr",
        ours=True,
        check=Identity(
            given=("t > 0", "rho > 0", "lam > 0", "2 - t*lam > 0"),
            equation=f"1 - t*mu - t*rho*mu**2/(lam*(t*rho*lam/(2 - t*lam))) == {MULTIPLIER}",
        ),
    ),
    Step(
        name="stable at the top",
        claim="for μ < λ it is below 1 in absolute value: the cycle along a simple λmax attracts "
        "if tλmax < 2",
        ours=True,
        check=Reals(then=f"forall(t, lam, mu, {STABLE})"),
    ),
    Step(
        name="unstable below the top",
        claim="for μ > λ it is below −1: cycles along other eigenvectors repel",
        ours=True,
        check=Reals(then=f"forall(t, lam, mu, {UNSTABLE})"),
    ),
    Step(
        name="multiple top",
        claim="for μ = λ it is −1: a multiple λmax has a sphere of cycles, none attracting alone",
        ours=True,
        check=Identity(given=("lam > 0",), equation="1 - t*lam - (lam/lam)**2*(2 - t*lam) == -1"),
    ),
    Step(
        name="multipliers",
        ours=True,
        check=Reals(then=MULTIPLIERS),
    ),
    Step(
        name="saddle",
        claim="for μ = −ν < 0 it is below 1 in absolute value iff tλ² < ν(2 − tλ) < 2λ: then a "
        "saddle has an attracting cycle",
        ours=True,
        check=Reals(then=SADDLE),
    ),
    Step(
        name="attraction nearby",
        claim="ℝⁿ: multipliers below 1 in absolute value mean that nearby starts are attracted, "
        "one above 1 that almost none is",
        ours=True,
        check=Cited(
            "linearization at a fixed point of the second iterate (Ostrowski; the unstable "
            "manifold theorem), which no rule here states",
            then="nearby(a, rho)",
        ),
    ),
    Step(
        name="almost every start",
        claim="in ℝⁿ almost every start is attracted by the cycle along the top eigenvector",
        ours=True,
        check=Cited("Bartlett, Long, Bousquet, JMLR 24 (2023), for small t"),
    ),
)

proof = Proof(
    name="two-cycle",
    summary="SAM with constants on quadratics: radius, direction and multipliers of the two-cycle",
    source="derived here; the cycle along the top eigenvector: Bartlett, Long, Bousquet 2023",
    statement=Statement(
        hypotheses=(
            given("signs", "a, ρ > 0", "a > 0 and rho > 0"),
            given("start", "x¹ ≠ x*", "u[1] > 0"),
        ),
        definitions=(
            given(
                "iteration",
                "|xᵏ⁺¹ − x*| = |(1 − a)|xᵏ − x*| − aρ|",
                "always(k, u[k + 1] == abs((1 - a)*u[k] - a*rho))",
            ),
            given(
                "powers",
                "P[m] = (1 − a)^(−m)",
                "P[1] == 1/(1 - a) and always(k, P[k + 1] == P[k]/(1 - a))",
            ),
        ),
        conclusions=(
            given(
                "starts",
                "a < 2: x* ± aρ/(2 − a) attracts all x¹ ≠ x*, but for a < 1 those at distance z_m",
                SET_OF_STARTS,
            ),
            given("multipliers", "the multipliers in ℝⁿ", MULTIPLIERS),
            given(
                "saddle",
                "across, along an eigenvector of −ν < 0: below 1 iff tλ² < ν(2 − tλ) < 2λ",
                SADDLE,
            ),
            given(
                "nearby", "the cycle along a simple λmax attracts nearby starts", "nearby(a, rho)"
            ),
        ),
    ),
    steps=(*one_step, *powers, *hitting, *attraction, *space),
    parts=(
        Part(
            text="n = 1: the exact set of starts",
            conclusion="starts",
            shown_by="line, attraction",
            ours=True,
        ),
        Part(
            text="ℝⁿ: the multipliers, below 1 in absolute value along a simple λmax only",
            conclusion="multipliers",
            shown_by="multipliers",
            ours=True,
        ),
        Part(
            text="at a saddle, −ν the other eigenvalue: below 1 iff tλ² < ν(2 − tλ) < 2λ",
            conclusion="saddle",
            shown_by="saddle",
            ours=True,
        ),
        Part(
            text="ℝⁿ: the cycle along a simple λmax attracts nearby starts, the others repel",
            conclusion="nearby",
            shown_by="attraction nearby",
            ours=True,
        ),
    ),
    outcome="closed form; attraction of almost every start in ℝⁿ is cited",
)
