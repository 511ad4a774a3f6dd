"""USAM and extragradient under the descent condition alone.

u = 1 is USAM, u = −1 extragradient. The counterexamples are real arithmetic: cycles of one or two
points, which a run from one of them never leaves.
"""

from __future__ import annotations

from dataclasses import replace

from sam_theory.proofs.proof import (
    Apply,
    Block,
    Choose,
    Define,
    Given,
    Identity,
    Part,
    Proof,
    Reals,
    Ref,
    Rule,
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
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_4_2 import khanh_4_2

NONNEGATIVE, BOUND = hypothesis("step-nonnegative"), hypothesis("step-bound")
POSITIVE_L, RADII = (
    hypothesis("L"),
    (hypothesis("radius-nonnegative"), hypothesis("radius-relative")),
)
SHIFTED = "x[k] + u*rho[k]*grad(x[k])"
ITERATION = definition("iteration")

CYCLE_RADIUS, CYCLE_STEP = "(18/155)", "(29791/27720)"

# f = x²/2 − x⁴/4 has (4) with L = 1, and f′(x + rf′(x)) is
HILL_DESCENT = (
    "forall(a, b, b**2/2 - b**4/4 <= a**2/2 - a**4/4 + (a - a**3)*(b - a) + (b - a)**2/2)"
)


def usam(a: str, r: str, t: str) -> str:
    """A step of USAM on the hill, from a."""
    y = f"({a} + {r}*({a} - ({a})**3))"
    return f"{a} - {t}*({y} - {y}**3)"


def within(r: str, t: str) -> str:
    """(12) with L = 1, ν = r, and some δ > 0."""
    return f"{t} < (2 - 2*{r})/(1 + {r})**2"


RUN = (
    "sam-theory run --problem quartic-hill --method usam --step 1 --radius 1/6 --iterations 99 "
    '--start "(2,)" --out run.npz'
)

published = (
    Step(
        name="relative error, first",
        erratum="(3) is used where (4) is assumed",
        claim="‖∇f(x + ρ∇f(x)) − ∇f(x)‖ ≤ Lρ‖∇f(x)‖, from the L-descent condition",
        check=Reals(
            then="always(k, norm(g[k] - grad(x[k])) <= L*rho[k]*norm(grad(x[k])))",
            given=(
                *(POSITIVE_L, hypothesis("radius-nonnegative", k="k")),
                hypothesis("descent", y="x[k]", z=SHIFTED),
                hypothesis("descent", y=SHIFTED, z="x[k]"),
                definition("unnormalized"),
            ),
        ),
        run=RUN,
    ),
    Step(
        name="relative error, second",
        claim="Lρ‖∇f(x)‖ ≤ ν‖∇f(x)‖",
        check=Reals(
            then="always(k, L*rho[k]*norm(grad(x[k])) <= nu*norm(grad(x[k])))",
            given=(POSITIVE_L, hypothesis("radius-relative")),
        ),
    ),
)

refutation = (
    Step(
        name="slope of the hill",
        claim="f = x²/2 − x⁴/4 has f′ = x − x³",
        ours=True,
        check=Identity(equation="diff(x**2/2 - x**4/4, x) == x - x**3"),
    ),
    Step(
        name="USAM stays at 2",
        claim="f = x²/2 − x⁴/4 satisfies (4) with L = 1; with ρ = ν = 1/6, t = 1, x¹ = 2, USAM "
        "stays at 2 for ever, as 2 + f′(2)/6 = 1 is stationary; f′(2) = −6",
        ours=True,
        check=Reals(
            then=f"{HILL_DESCENT} and {within('(1/6)', '1')} and {usam('2', '(1/6)', '1')} == 2"
            " and 2 - 2**3 == -6"
        ),
        run=RUN,
    ),
    Step(
        name="2 attracts",
        claim="for t ∈ [0, 1] and |x − 2| ≤ 1/50, |x⁺ − 2| ≤ (1 − t/4)|x − 2|: all these starts "
        "lead to 2, also with tₖ = 1/k",
        ours=True,
        check=Reals(
            then="forall(a, r, implies(a >= 99/50 and a <= 101/50 and r >= 0 and r <= 1,"
            f" abs({usam('a', '(1/6)', 'r')} - 2) <= (1 - r/4)*abs(a - 2)))"
        ),
        run=RUN.replace("--step 1 ", '--step "1/k" ').replace('"(2,)"', '"(1.99,)"'),
    ),
    Step(
        name="values increase",
        claim="for 2 < x ≤ 2.02 and t = 1/2, 2 < x⁺ < x and f(x⁺) > f(x): f(xᵏ) increases to f(2)",
        ours=True,
        check=Reals(
            then=f"{HILL_DESCENT} and {within('(1/6)', '(1/2)')} and"
            " forall(a, b, implies(a > 2 and a <= 101/50"
            f" and b == {usam('a', '(1/6)', '(1/2)')},"
            " 2 < b and b < a and b**2/2 - b**4/4 > a**2/2 - a**4/4))"
        ),
        run=RUN.replace("--step 1 ", "--step 0.5 ").replace('"(2,)"', '"(2.02,)"'),
    ),
    Step(
        name="USAM alternates",
        claim="f = x²/2 − x⁴/4, ρ = ν = 1/10, t = 4/3: from 4 USAM goes to −4 and back for ever",
        ours=True,
        check=Reals(
            then=f"{HILL_DESCENT} and {within('(1/10)', '(4/3)')}"
            f" and {usam('4', '(1/10)', '(4/3)')} == -4 and {usam('(-4)', '(1/10)', '(4/3)')} == 4"
        ),
        run="sam-theory run --problem quartic-hill --method usam --step 4/3 --radius 1/10 "
        '--iterations 99 --start "(4,)" --out run.npz',
    ),
    Step(
        name="values alternate",
        claim="with ρ = ν = 18/155, t = 29791/27720 USAM goes from 7/3 to 8/3 and back for ever, "
        "where f(8/3) < f(7/3); starts near by are attracted",
        ours=True,
        check=Reals(
            then=f"{HILL_DESCENT} and {within(CYCLE_RADIUS, CYCLE_STEP)}"
            f" and {usam('(7/3)', CYCLE_RADIUS, CYCLE_STEP)} == 8/3"
            f" and {usam('(8/3)', CYCLE_RADIUS, CYCLE_STEP)} == 7/3"
            " and (8/3)**2/2 - (8/3)**4/4 < (7/3)**2/2 - (7/3)**4/4"
        ),
        run="sam-theory run --problem quartic-hill --method usam --step 29791/27720 "
        '--radius 18/155 --iterations 999 --start "(2.4,)" --out run.npz',
    ),
)

# f = x²/2 + x/n − p√(x² + w²), p = 1.025(1 + 1/n), w = 0.225, so that √(1 + w²) = 1.025
ROOTS = "A > 0 and A**2 == a**2 + (9/40)**2 and B > 0 and B**2 == b**2 + (9/40)**2"
PULL = "0 < n and n < 1 and p == 41/40*(1 + 1/n)"
WELL = "({0}**2/2 + {0}/n - p*{1})"

false_minimizer = (
    Step(
        name="slope of the wells",
        claim="f = x²/2 + x/n − p√(x² + w²) has f′ = x + 1/n − px/√(x² + w²)",
        ours=True,
        check=Identity(
            equation="diff(x**2/2 + x/n - p*sqrt(x**2 + w**2), x)"
            " == x + 1/n - p*x/sqrt(x**2 + w**2)",
            given=("w > 0", "n > 0"),
        ),
    ),
    Step(
        name="USAM stays at −1",
        claim="f = x²/2 + x/ν − 1.025(1 + 1/ν)√(x² + 0.225²) satisfies (4) with L = 1, is bounded "
        "below, and ∇f is Lipschitz, with another constant; f′(−1) = 2/ν, and −1 + νf′(−1) = 1 is "
        "stationary: with ρ = ν USAM stays at −1, whatever t is",
        ours=True,
        check=Reals(
            then=f"forall(a, b, A, B, n, p, implies({ROOTS} and {PULL},"  # (4); A, B are the roots
            f" {WELL.format('b', 'B')} <= {WELL.format('a', 'A')}"
            " + (a + 1/n - p*a/A)*(b - a) + (b - a)**2/2))"
            # f ≥ x²/2 + x/ν − p(|x| + w), and |f″| ≤ 1 + p/w, as (x/A)′ = w²/A³ ≤ 1/w
            f" and forall(a, b, A, B, implies({ROOTS},"
            " A <= abs(a) + 9/40 and (9/40)**2/A**3 <= 40/9))"
            f" and forall(n, p, implies({PULL}, (41/40)**2 == 1 + (9/40)**2"
            " and -1 + 1/n + p/(41/40) == 2/n and 1 + 1/n - p/(41/40) == 0"
            " and -1 + n*(2/n) == 1))"
        ),
        run="sam-theory run --problem lopsided-wells --method usam --step 0.5/D --radius 0.1/D "
        '--iterations 99 --start "(-1,)" --out run.npz',
    ),
)

BELOW, POINT = hypothesis("not-to-minus-infinity"), hypothesis("accumulation")
KL = tuple(hypothesis(word.key) for word in formulas.KL)
KINDS = {"linear": formulas.EXPONENT_AT_MOST_HALF, "power": formulas.EXPONENT_ABOVE_HALF}
OF_RATES = (POINT, hypothesis("step-bounded-below"), *KL, hypothesis("kl power"))
RATES = {
    f"{kind}-{name}": (*OF_RATES, hypothesis(exponent.key))
    for kind, exponent in KINDS.items()
    for name in ("iterates", "gradients", "values")
}
NEEDED = {  # by the conclusions of Theorem 4.1
    "stationary-accumulation": (),
    "value-convergence": (POINT,),
    "decrease": (POINT,),
    "gradient-limit": (step("∇f is Lipschitz"),),
    "convergence": (POINT, *KL),
    **RATES,
}

lipschitz = (
    Step(
        name="relative error for Lipschitz ∇f",
        claim="‖∇f(x ± ρ∇f(x)) − ∇f(x)‖ ≤ ν‖∇f(x)‖ if ∇f is L-Lipschitz, so that Theorem "
        "4.1 applies to both",
        ours=True,
        check=Reals(
            then="0 <= nu and nu < 1 and always(k, norm(g[k] - grad(x[k])) <= nu*norm(grad(x[k])))",
            given=(
                *(*RADII, definition("unnormalized")),
                hypothesis("lipschitz", y=SHIFTED, z="x[k]"),
            ),
        ),
    ),
    Step(
        name="∇f is Lipschitz",
        ours=True,
        check=Witness(
            then=formulas.LIPSCHITZ_ANY.formula,
            values={"r": "L"},
            given=(hypothesis("lipschitz"),),
        ),
    ),
    *(
        Step(
            name=f"Lipschitz: {key}",
            ours=True,
            check=Uses(
                proof="khanh-4.1",
                conclusion=key,
                given=(
                    *(step("relative error for Lipschitz ∇f"), POSITIVE_L, NONNEGATIVE, BOUND),
                    *(hypothesis("descent"), hypothesis("smooth"), hypothesis("step-diverges")),
                    *(BELOW, ITERATION, *given),
                ),
            ),
        )
        for key, given in NEEDED.items()
    ),
)

shifted = (
    Step(name="w", ours=True, check=Define(symbol="w[k]", value="x[k] - rho[k]*grad(x[k])")),
    Step(
        name="gᵏ at yᵏ",
        claim="gᵏ = ∇f(yᵏ), yᵏ = xᵏ − ρₖ∇f(xᵏ)",
        ours=True,
        check=Block(
            fix=("k",),
            steps=(
                Step(
                    name="yᵏ",
                    ours=True,
                    check=Reals(
                        then="x[k] + u*rho[k]*grad(x[k]) == w[k]",
                        given=(definition("w", k="k"), hypothesis("extragradient")),
                    ),
                ),
                Step(
                    name="∇f(yᵏ)",
                    ours=True,
                    check=Rule(
                        schema="equals",
                        by={"P(r)": "g[k] == grad(r)", "a": SHIFTED, "b": "w[k]"},
                        given=(definition("unnormalized", k="k"), step("yᵏ")),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="gᵏ without radius",
        claim="gᵏ = ∇f(xᵏ) where ρₖ = 0",
        ours=True,
        check=Block(
            fix=("k",),
            assume=(("none", "rho[k] == 0"),),
            steps=(
                Step(
                    name="yᵏ = xᵏ",
                    ours=True,
                    check=Reals(then="w[k] == x[k]", given=(definition("w", k="k"), local("none"))),
                ),
                Step(
                    name="∇f(yᵏ) = ∇f(xᵏ)",
                    ours=True,
                    check=Rule(
                        schema="equals",
                        by={"P(r)": "g[k] == grad(r)", "a": "w[k]", "b": "x[k]"},
                        given=(step("gᵏ at yᵏ", k="k"), step("yᵏ = xᵏ")),
                    ),
                ),
            ),
        ),
    ),
)

SQ, GH, HH = "sq(grad(x[k]))", "dot(grad(x[k]), g[k])", "sq(g[k])"

to_and_fro = (
    Step(
        name="(4) from xᵏ to yᵏ",
        ours=True,
        check=Reals(
            then=f"always(k, f(w[k]) <= f(x[k]) - rho[k]*{SQ} + (L/2)*rho[k]**2*{SQ})",
            given=(hypothesis("descent", y="x[k]", z="w[k]"), definition("w", k="k")),
        ),
    ),
    Step(
        name="(4) from yᵏ to xᵏ",
        ours=True,
        check=Reals(
            then=f"always(k, f(x[k]) <= f(w[k]) + rho[k]*{GH} + (L/2)*rho[k]**2*{SQ})",
            given=(
                hypothesis("descent", y="w[k]", z="x[k]"),
                *(definition("w", k="k"), step("gᵏ at yᵏ", k="k")),
            ),
        ),
    ),
    Step(
        name="(4) from xᵏ to xᵏ⁺¹",
        ours=True,
        check=Reals(
            then=f"always(k, f(x[k + 1]) <= f(x[k]) - t[k]*{GH} + (L/2)*t[k]**2*{HH})",
            given=(hypothesis("descent", y="x[k]", z="x[k + 1]"), definition("iteration", k="k")),
        ),
    ),
    Step(
        name="(4) from yᵏ to xᵏ⁺¹",
        ours=True,
        check=Reals(
            then=f"always(k, f(x[k + 1]) <= f(w[k]) + rho[k]*{GH} - t[k]*{HH}"
            f" + (L/2)*(rho[k]**2*{SQ} - 2*rho[k]*t[k]*{GH} + t[k]**2*{HH}))",
            given=(
                hypothesis("descent", y="w[k]", z="x[k + 1]"),
                *(definition("iteration", k="k"), definition("w", k="k")),
                step("gᵏ at yᵏ", k="k"),
            ),
        ),
    ),
)

extragradient = (
    Step(
        name="extragradient angle",
        claim="⟨∇f(x − ρ∇f(x)), ∇f(x)⟩ ≥ (1 − ν)‖∇f(x)‖², from (4) alone",
        ours=True,
        check=Reals(
            then=f"always(k, {GH} >= (1 - nu)*{SQ})",
            given=(
                *(step("(4) from xᵏ to yᵏ"), step("(4) from yᵏ to xᵏ"), *RADII),
                step("gᵏ without radius"),
            ),
        ),
    ),
    Step(
        name="extragradient steps",
        claim="(12) gives Ltₖ ≤ 2 − δ",
        ours=True,
        check=Block(
            fix=("k",),
            assume=(("k", "k >= N"),),
            steps=(
                Step(
                    name="steps in numbers",
                    ours=True,
                    check=Reals(
                        then="0 <= L*t[k] and L*t[k] <= 2 - delta and delta <= 2",
                        given=(
                            *(step("from N on", k="k"), local("k"), POSITIVE_L),
                            *(hypothesis("step-nonnegative", k="k"), step("0 ≤ ν < 1")),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="extragradient combination",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − t(1 − Lt/2 − (Lρ/2)(1 − Lt))⟨g, ∇f⟩ − (Lt/2)ρ(1 − Lρ)‖∇f‖²: (4) "
        "from xᵏ to xᵏ⁺¹ with weight 1 − Lt/2, and by way of xᵏ − ρ∇f(xᵏ) with weight Lt/2",
        ours=True,
        check=Reals(
            then="since(N, k, f(x[k + 1]) <= f(x[k])"
            f" - t[k]*(1 - L*t[k]/2 - (L*rho[k]/2)*(1 - L*t[k]))*{GH}"
            f" - (L*t[k]/2)*rho[k]*(1 - L*rho[k])*{SQ})",
            given=(
                *(step("(4) from xᵏ to xᵏ⁺¹"), step("(4) from xᵏ to yᵏ")),
                *(step("(4) from yᵏ to xᵏ⁺¹"), step("extragradient steps")),
                step("δ > 0"),
            ),
        ),
    ),
    Step(
        name="c",
        claim="c = min{δ, 1}(1 − ν)/2",
        ours=True,
        check=Define(symbol="c", value="min(delta, 1)*(1 - nu)/2"),
    ),
    Step(
        name="c > 0",
        ours=True,
        check=Reals(
            then="c > 0", given=(definition("c"), step("δ > 0"), hypothesis("radius-relative"))
        ),
    ),
    Step(
        name="share of the angle",
        ours=True,
        check=Reals(
            then="since(N, k, 1 - L*t[k]/2 - (L*rho[k]/2)*(1 - L*t[k]) >= min(delta, 1)/2)",
            given=(*RADII, POSITIVE_L, step("extragradient steps")),
        ),
    ),
    Step(
        name="extragradient descent",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − ctₖ‖∇f(xᵏ)‖² if Ltₖ ≤ 2 − δ, from (4) alone",
        ours=True,
        check=Reals(
            then=f"since(N, k, f(x[k + 1]) <= f(x[k]) - c*t[k]*{SQ})",
            given=(
                *(step("extragradient combination"), step("extragradient angle")),
                *(step("share of the angle"), definition("c"), *RADII, NONNEGATIVE),
                step("δ > 0"),
            ),
        ),
    ),
)


def follows(conclusion: str, *given: Ref) -> Uses:
    """From the descent alone."""
    return Uses(
        proof="relative-descent",
        conclusion=conclusion,
        given=(
            *(step("c > 0"), step("extragradient descent"), hypothesis("smooth"), NONNEGATIVE),
            *(hypothesis("step-diverges"), ITERATION, *given),
        ),
    )


second = (
    Step(
        name="extragradient (ii)",
        claim="f(xᵏ) → f(x̄)",
        ours=True,
        check=follows("value-convergence", BELOW, POINT),
    ),
    Step(
        name="extragradient (ii) decrease",
        claim="f(xᵏ) does not increase",
        ours=True,
        check=follows("decrease"),
    ),
)


def triangle(name: str, a: str, b: str, c: str) -> Step:
    """‖a − c‖ ≤ ‖a − b‖ + ‖b − c‖."""
    return Step(
        name=name,
        ours=True,
        check=Rule(
            schema="equals",
            by={
                "P(r)": f"r <= norm({a} - {b}) + norm({b} - {c})",
                "a": f"norm({a} - {b} + ({b} - {c}))",
                "b": f"norm({a} - {c})",
            },
            given=(step("triangle", y=f"{a} - {b}", z=f"{b} - {c}"),),
        ),
    )


start = (
    Step(
        name="triangle",
        ours=True,
        check=Reals(then="forall(y, z, norm(y + z) <= norm(y) + norm(z))"),
    ),
    Step(
        name="norms differ by less",
        ours=True,
        check=Reals(
            then="forall(y, z, norm(y) <= norm(y - z) + norm(z)"
            " and norm(z) <= norm(y - z) + norm(y))"
        ),
    ),
    Step(name="from N on", ours=True, check=Choose(names=("N",), given=BOUND)),
    Step(name="δ > 0", ours=True, check=Reals(then="delta > 0", given=(BOUND,))),
    Step(
        name="0 ≤ ν < 1",
        ours=True,
        check=Reals(then="0 <= nu and nu < 1", given=(hypothesis("radius-relative"),)),
    ),
)

START = "m >= N and f(x[m]) < low + margin and norm(x[m] - z) < far/2"
LATE = "k >= N and f(x[k]) < low + margin"
ALONG = "s[k] >= N and f(x[s[k]]) < low + margin and norm(x[s[k]] - z) < far/2"

near = (  # ∇f does not vanish near z
    Step(name="slope", ours=True, check=Define(symbol="slope", value="norm(grad(z))/2")),
    Step(
        name="slope > 0",
        ours=True,
        check=Reals(
            then="norm(grad(z))/2 > 0 and slope > 0", given=(definition("slope"), local("steep"))
        ),
    ),
    Step(
        name="continuity of ∇f",
        ours=True,
        check=Rule(
            schema="gradients near a point",
            by={"z": "z", "r": "norm(grad(z))/2"},
            given=(hypothesis("smooth"), step("slope > 0")),
        ),
    ),
    Step(name="far", ours=True, check=Choose(names=("far",), given=step("continuity of ∇f"))),
    Step(name="far > 0", ours=True, check=Reals(then="far > 0", given=(step("far"),))),
    Step(
        name="slopes near z",
        ours=True,
        check=Reals(
            then="forall(y, implies(norm(y - z) < far,"
            " slope <= norm(grad(y)) and norm(grad(y)) <= 3*slope))",
            given=(
                *(step("far", y="y"), definition("slope")),
                step("norms differ by less", y="grad(y)", z="grad(z)"),
            ),
        ),
    ),
)

ball = (  # ∇f is bounded on a ball about z
    Step(name="reach", ours=True, check=Define(symbol="reach", value="far + 3*slope*nu/L")),
    Step(
        name="reach + 1 ≥ 0",
        ours=True,
        check=Reals(
            then="reach + 1 >= 0 and reach > 0",
            given=(
                *(definition("reach"), step("far > 0"), step("slope > 0"), step("0 ≤ ν < 1")),
                POSITIVE_L,
            ),
        ),
    ),
    Step(
        name="least value",
        ours=True,
        check=Rule(
            schema="least value",
            by={"z": "z", "q": "0", "r": "reach + 1"},
            given=(hypothesis("smooth"), step("reach + 1 ≥ 0")),
        ),
    ),
    Step(name="v1", ours=True, check=Choose(names=("v1",), given=step("least value"))),
    Step(
        name="B",
        ours=True,
        check=Define(symbol="B", value="f(z) + 2*slope*reach + L*reach**2/2 + L/2 - f(v1)"),
    ),
    Step(
        name="B > 0",
        ours=True,
        check=Reals(
            then="B > 0",
            given=(
                *(definition("B"), step("v1", y="z"), step("reach + 1 ≥ 0"), step("slope > 0")),
                POSITIVE_L,
            ),
        ),
    ),
    Step(
        name="∇f on the ball",
        claim="‖∇f(v)‖ ≤ B if ‖v − z‖ ≤ reach, by (4) from z to v and from v to v − ∇f(v)/‖∇f(v)‖",
        ours=True,
        check=Block(
            fix=("v",),
            assume=(("v", "norm(v - z) <= reach"),),
            steps=(
                Step(
                    name="value at v",
                    ours=True,
                    check=Reals(
                        then="f(v) <= f(z) + 2*slope*norm(v - z) + (L/2)*norm(v - z)**2",
                        given=(
                            hypothesis("descent", y="z", z="v"),
                            definition("slope"),
                        ),
                    ),
                ),
                Step(
                    name="value at v, in numbers",
                    ours=True,
                    check=Reals(
                        then="f(v) <= f(z) + 2*slope*reach + L*reach**2/2",
                        given=(*(step("value at v"), local("v"), POSITIVE_L, step("slope > 0")),),
                    ),
                ),
                Step(
                    name="where ∇f(v) ≠ 0",
                    ours=True,
                    check=Block(
                        assume=(("v steep", "grad(v) != 0"),),
                        steps=(
                            Step(
                                name="y1",
                                ours=True,
                                check=Define(symbol="y1", value="v - (1/norm(grad(v)))*grad(v)"),
                            ),
                            Step(
                                name="distance to y1",
                                ours=True,
                                check=Reals(
                                    then="norm(y1 - v) == 1",
                                    given=(definition("y1"), local("v steep")),
                                ),
                            ),
                            triangle("from y1 to z", "y1", "v", "z"),
                            Step(
                                name="y1 in the ball",
                                ours=True,
                                check=Reals(
                                    then="norm(y1 - z) <= reach + 1",
                                    given=(
                                        *(step("from y1 to z"), step("distance to y1")),
                                        local("v"),
                                    ),
                                ),
                            ),
                            Step(
                                name="value at y1",
                                ours=True,
                                check=Reals(
                                    then="f(y1) <= f(v) - norm(grad(v)) + L/2",
                                    given=(
                                        *(hypothesis("descent", y="v", z="y1"), definition("y1")),
                                        local("v steep"),
                                    ),
                                ),
                            ),
                            Step(
                                name="∇f(v) ≤ B",
                                ours=True,
                                check=Reals(
                                    then="norm(grad(v)) <= B",
                                    given=(
                                        *(step("value at y1"), step("y1 in the ball")),
                                        *(step("v1", y="y1"), step("value at v, in numbers")),
                                        definition("B"),
                                    ),
                                ),
                            ),
                        ),
                    ),
                ),
                Step(
                    name="‖∇f(v)‖ ≤ B",
                    ours=True,
                    check=Reals(
                        then="norm(grad(v)) <= B",
                        given=(step("where ∇f(v) ≠ 0"), step("B > 0")),
                    ),
                ),
            ),
        ),
    ),
)

ways = (  # the way of the iterates near z
    Step(name="dist", ours=True, check=Define(symbol="dist[k]", value="norm(x[k] - z)")),
    Step(name="from y to z", ours=True, check=Define(symbol="off[k]", value="norm(w[k] - z)")),
    Step(
        name="yᵏ − xᵏ",
        ours=True,
        check=Reals(
            then="always(k, norm(w[k] - x[k]) == rho[k]*norm(grad(x[k])))",
            given=(definition("w"), hypothesis("radius-nonnegative")),
        ),
    ),
    Step(
        name="from yᵏ by xᵏ to z",
        ours=True,
        check=Block(fix=("k",), steps=(triangle("by xᵏ", "w[k]", "x[k]", "z"),)),
    ),
    Step(
        name="yᵏ near z",
        ours=True,
        check=Reals(
            then="always(k, off[k] <= dist[k] + rho[k]*norm(grad(x[k])))",
            given=(
                *(definition("dist"), definition("from y to z"), step("yᵏ − xᵏ")),
                step("from yᵏ by xᵏ to z"),
            ),
        ),
    ),
    Step(
        name="slopes at xᵏ",
        ours=True,
        check=Reals(
            then="always(k, implies(dist[k] < far,"
            " slope <= norm(grad(x[k])) and norm(grad(x[k])) <= 3*slope))",
            given=(step("slopes near z", y="x[k]"), definition("dist", k="k")),
        ),
    ),
    Step(
        name="yᵏ in the ball",
        ours=True,
        check=Reals(
            then="always(k, implies(dist[k] < far, off[k] <= reach))",
            given=(
                *(step("yᵏ near z"), step("slopes at xᵏ"), definition("reach")),
                *(hypothesis("radius-relative"), POSITIVE_L),
            ),
        ),
    ),
    Step(
        name="‖gᵏ‖ ≤ B",
        ours=True,
        check=Reals(
            then="always(k, implies(dist[k] < far, norm(g[k]) <= B))",
            given=(
                *(step("yᵏ in the ball"), definition("from y to z", k="k")),
                *(step("∇f on the ball", v="w[k]"), step("gᵏ at yᵏ", k="k")),
            ),
        ),
    ),
    Step(
        name="xᵏ⁺¹ − xᵏ",
        ours=True,
        check=Reals(
            then="always(k, norm(x[k + 1] - x[k]) == t[k]*norm(g[k]))",
            given=(ITERATION, NONNEGATIVE),
        ),
    ),
    Step(
        name="from xᵏ⁺¹ by xᵏ to z",
        ours=True,
        check=Block(fix=("k",), steps=(triangle("by the xᵏ before", "x[k + 1]", "x[k]", "z"),)),
    ),
    Step(
        name="a step away",
        ours=True,
        check=Reals(
            then="always(k, dist[k + 1] <= dist[k] + t[k]*norm(g[k]))",
            given=(
                *(definition("dist", k="k"), definition("dist", k="k + 1")),
                *(step("xᵏ⁺¹ − xᵏ"), step("from xᵏ⁺¹ by xᵏ to z")),
            ),
        ),
    ),
    Step(name="drop", ours=True, check=Define(symbol="drop", value="c*slope**2")),
    Step(
        name="drop > 0",
        ours=True,
        check=Reals(then="drop > 0", given=(definition("drop"), step("c > 0"), step("slope > 0"))),
    ),
    Step(
        name="a step near z",
        claim="near z a step moves xᵏ by at most tₖB and lowers f by c·slope²tₖ",
        ours=True,
        check=Reals(
            then="since(N, k, implies(dist[k] < far, dist[k + 1] <= dist[k] + B*t[k]"
            " and f(x[k + 1]) <= f(x[k]) - drop*t[k]))",
            given=(
                *(step("a step away"), step("‖gᵏ‖ ≤ B"), step("slopes at xᵏ"), NONNEGATIVE),
                *(step("extragradient descent"), step("c > 0"), definition("drop")),
            ),
        ),
    ),
)

late = (  # an index m with xᵐ near z and f(xᵐ) near its limit
    Step(name="margin", ours=True, check=Define(symbol="margin", value="drop*far/(2*B)")),
    Step(
        name="margin > 0",
        ours=True,
        check=Reals(
            then="margin > 0",
            given=(definition("margin"), step("drop > 0"), step("far > 0"), step("B > 0")),
        ),
    ),
    Step(
        name="values near their limit",
        ours=True,
        check=Rule(
            schema="near the limit",
            by={"a(k)": "f(x[k])", "c": "low", "r": "margin"},
            given=(step("low"), step("margin > 0")),
        ),
    ),
    Step(name="indices", ours=True, check=Reals(then="since(N, k, k >= N)")),
    Step(
        name="late",
        ours=True,
        check=Reals(
            then=f"eventually(k, {LATE})", given=(step("values near their limit"), step("indices"))
        ),
    ),
    Step(
        name="z along a subsequence",
        ours=True,
        check=Rule(schema="subsequence", by={"v(k)": "x[k]", "c": "z"}, given=(local("z"),)),
    ),
    Step(name="s", ours=True, check=Choose(names=("s",), given=step("z along a subsequence"))),
    Step(
        name="late along it",
        ours=True,
        check=Rule(
            schema="late indices", by={"P(k)": LATE, "s": "s"}, given=(step("late"), step("s"))
        ),
    ),
    Step(
        name="distances along it",
        ours=True,
        check=Rule(
            schema="distance from the limit", by={"v(k)": "x[s[k]]", "c": "z"}, given=(step("s"),)
        ),
    ),
    Step(name="far/2 > 0", ours=True, check=Reals(then="far/2 > 0", given=(step("far > 0"),))),
    Step(
        name="near z along it",
        ours=True,
        check=Rule(
            schema="near the limit",
            by={"a(k)": "norm(x[s[k]] - z)", "c": "0", "r": "far/2"},
            given=(step("distances along it"), step("far/2 > 0")),
        ),
    ),
    Step(
        name="late and near z",
        ours=True,
        check=Reals(
            then=f"frequently(k, {ALONG})", given=(step("late along it"), step("near z along it"))
        ),
    ),
    Step(
        name="one such place",
        ours=True,
        check=Rule(
            schema="infinitely many",
            by={"P(k)": ALONG, "K": "1"},
            given=(step("late and near z"),),
        ),
    ),
    Step(name="j", ours=True, check=Choose(names=("j",), given=step("one such place"))),
    Step(
        name="one such index",
        ours=True,
        check=Witness(then=f"exists(m, {START})", values={"m": "s[j]"}, given=(step("j"),)),
    ),
    Step(name="m", ours=True, check=Choose(names=("m",), given=step("one such index"))),
)

staying = (
    Step(
        name="beyond m",
        ours=True,
        check=Reals(then="since(m, k, f(x[k]) >= low)", given=(step("low"), step("m"))),
    ),
    Step(
        name="start in numbers",
        ours=True,
        check=Reals(
            then="dist[m] < far/2 and B*(f(x[m]) - low) < drop*far/2",
            given=(*(definition("dist", k="m"), definition("margin"), step("m"), step("B > 0")),),
        ),
    ),
    *inductively(
        "no way out",
        "drop*(dist[k] - dist[m]) <= B*(f(x[m]) - f(x[k])) and dist[k] < far",
        "m",
        claim="a way from within far/2 of z to outside far would lower f by more than is left",
        ours=True,
        base=(step("start in numbers"), step("far > 0")),
        given=(
            *(step("a step near z"), step("m"), step("beyond m", k="k + 1"), step("B > 0")),
            *(step("start in numbers"), step("drop > 0")),
        ),
    ),
    *inductively(
        "falling",
        "drop*total(i, m, k, t[i]) <= f(x[m]) - f(x[k])",
        "m",
        claim="staying near z lowers f without bound, as Σt = ∞",
        ours=True,
        given=(step("a step near z"), step("m"), step("no way out")),
    ),
    Step(
        name="Σt exceeds",
        ours=True,
        check=Rule(
            schema="sums exceed",
            by={"a(k)": "t[k]", "K": "m", "c": "(f(x[m]) - low)/drop"},
            given=(hypothesis("step-diverges"),),
        ),
    ),
    Step(
        name="contradiction",
        ours=True,
        check=Reals(
            then="False",
            given=(step("falling"), step("Σt exceeds"), step("beyond m"), step("drop > 0")),
        ),
    ),
)

first = (
    Step(name="dichotomy", ours=True, check=follows("dichotomy")),
    Step(name="f(xᵏ) converges", ours=True, check=Apply(to=step("dichotomy"), given=(BELOW,))),
    Step(name="low", ours=True, check=Choose(names=("low",), given=step("f(xᵏ) converges"))),
    Step(
        name="extragradient (i)",
        claim="near z with ∇f(z) ≠ 0, ‖∇f(x)‖ ≥ e and ‖∇f(x − ρ∇f(x))‖ ≤ B by continuity: a "
        "way from within r of z to outside 2r takes Σt ≥ r/B and lowers f by ce²r/B; staying "
        "lowers it without bound, as Σt = ∞",
        ours=True,
        check=Block(
            fix=("z",),
            assume=(("z", "accumulates(k, x[k], z)"),),
            steps=(
                Step(
                    name="∇f(z) ≠ 0",
                    ours=True,
                    check=Block(
                        assume=(("steep", "grad(z) != 0"),),
                        steps=(*near, *ball, *ways, *late, *staying),
                    ),
                ),
                Step(
                    name="∇f(z) = 0",
                    ours=True,
                    check=Reals(then="grad(z) == 0", given=(step("∇f(z) ≠ 0"),)),
                ),
            ),
        ),
    ),
)

LOW = hypothesis("step-bounded-below")

estimate = (  # where t is bounded away from 0
    Step(
        name="by way of yᵏ",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − t(1 − Lt/2)‖g‖² + ρ(1 − Lt)⟨g, ∇f⟩",
        ours=True,
        check=Reals(
            then="always(k, f(x[k + 1]) <= f(x[k]) - t[k]*(1 - L*t[k]/2)*sq(g[k])"
            f" + rho[k]*(1 - L*t[k])*{GH})",
            given=(
                *(step("(4) from xᵏ to yᵏ"), step("(4) from yᵏ to xᵏ⁺¹")),
                *RADII,
            ),
        ),
    ),
    Step(name="tau", ours=True, check=Choose(names=("tau",), given=LOW)),
    Step(name="tau > 0", ours=True, check=Reals(then="tau > 0", given=(step("tau"),))),
    Step(
        name="h",
        claim="h = min{Lτ/4, δ/2}",
        ours=True,
        check=Define(symbol="h", value="min(L*tau/4, delta/2)"),
    ),
    Step(
        name="h > 0",
        ours=True,
        check=Reals(
            then="h > 0", given=(definition("h"), step("δ > 0"), step("tau > 0"), POSITIVE_L)
        ),
    ),
    Step(
        name="long steps",
        ours=True,
        check=Reals(
            then="since(N, k, implies(L*t[k] > 1, f(x[k + 1]) <= f(x[k]) - h*t[k]*sq(g[k])))",
            given=(
                *(step("by way of yᵏ"), step("extragradient angle"), step("extragradient steps")),
                *(definition("h"), *RADII, NONNEGATIVE),
            ),
        ),
    ),
    Step(
        name="short steps, weighted",
        claim="(t + ρ(1 − Lt))(f(xᵏ) − f(xᵏ⁺¹)) ≥ t²‖g‖²/2 if Lt ≤ 1: both ways, with the weights "
        "ρ(1 − Lt) and t",
        ours=True,
        check=Reals(
            then="always(k, implies(L*t[k] <= 1, (t[k] + rho[k]*(1 - L*t[k]))"
            "*(f(x[k]) - f(x[k + 1])) >= t[k]**2/2*sq(g[k])))",
            given=(*(step("by way of yᵏ"), step("(4) from xᵏ to xᵏ⁺¹"), *RADII, NONNEGATIVE),),
        ),
    ),
    Step(
        name="short steps",
        ours=True,
        check=Reals(
            then="since(N, k, implies(L*t[k] <= 1 and t[k] >= tau,"
            " f(x[k + 1]) <= f(x[k]) - h*t[k]*sq(g[k])))",
            given=(*(step("short steps, weighted"), step("tau > 0"), definition("h"), *RADII),),
        ),
    ),
    Step(
        name="both descents for large k",
        claim="f(xᵏ⁺¹) ≤ f(xᵏ) − htₖ‖gᵏ‖² for large k",
        ours=True,
        check=Reals(
            then=f"eventually(k, f(x[k + 1]) <= f(x[k]) - c*t[k]*{SQ}"
            f" and f(x[k + 1]) <= f(x[k]) - h*t[k]*{HH})",
            given=(
                *(step("extragradient descent"), step("long steps"), step("short steps")),
                step("tau"),
            ),
        ),
    ),
    Step(
        name="both descents",
        ours=True,
        check=Choose(names=("N1",), given=step("both descents for large k")),
    ),
    Step(
        name="share",
        claim="(1 − ν)‖∇f(xᵏ)‖ ≤ ‖gᵏ‖",
        ours=True,
        check=Reals(
            then="1 - nu > 0 and always(k, (1 - nu)*norm(grad(x[k])) <= norm(g[k]))",
            given=(step("extragradient angle"), step("0 ≤ ν < 1")),
        ),
    ),
    Step(
        name="rest",
        claim="gᵏ = 0 where ∇f(xᵏ) = 0",
        ours=True,
        check=Block(
            fix=("k",),
            assume=(("flat", "grad(x[k]) == 0"),),
            steps=(
                Step(
                    name="‖∇f(xᵏ)‖² = 0",
                    ours=True,
                    check=Rule(
                        schema="equals",
                        by={"P(r)": "sq(r) == 0", "a": "0", "b": "grad(x[k])"},
                        given=(local("flat"),),
                    ),
                ),
                Step(
                    name="yᵏ at rest",
                    ours=True,
                    check=Reals(
                        then="w[k] == x[k]",
                        given=(definition("w", k="k"), step("‖∇f(xᵏ)‖² = 0")),
                    ),
                ),
                Step(
                    name="gᵏ at rest",
                    ours=True,
                    check=Rule(
                        schema="equals",
                        by={"P(r)": "g[k] == grad(r)", "a": "w[k]", "b": "x[k]"},
                        given=(step("gᵏ at yᵏ", k="k"), step("yᵏ at rest")),
                    ),
                ),
                Step(
                    name="gᵏ = 0",
                    ours=True,
                    check=Reals(then="g[k] == 0", given=(step("gᵏ at rest"), local("flat"))),
                ),
            ),
        ),
    ),
)


def with_long_steps(conclusion: str, *given: Ref) -> Step:
    """A conclusion for extragradient where t is bounded away from 0."""
    return Step(
        name=f"extragradient: {conclusion}",
        ours=True,
        check=Uses(
            proof="relative-descent",
            conclusion=conclusion,
            by={"N": "N1", "a": "1 - nu"},
            given=(
                *(step("c > 0"), step("h > 0"), step("both descents"), hypothesis("smooth")),
                *(NONNEGATIVE, hypothesis("step-diverges"), ITERATION, *given),
            ),
        ),
    )


rates = (
    with_long_steps("convergence", POINT, *KL),
    *(
        with_long_steps(
            key,
            *(step("share"), step("rest"), POSITIVE_L, hypothesis("descent"), *given),
        )
        for key, given in RATES.items()
    ),
)

EXTRAGRADIENT = Given(
    key="extragradient", text="the method is extragradient, u = −1", formula="u == -1"
)
BASE = stated(khanh_4_2)
SAID = {c.key: c for c in BASE.conclusions}
KEYS = ("stationary-accumulation", "value-convergence", "decrease", "convergence", *RATES)
BOUNDED_STEPS = {"convergence": ("step-bounded-below",)}


def special(kind: str, keys: tuple[str, ...]) -> dict[str, Given]:
    """Conclusions of the theorem, for a special case."""
    return {
        f"{kind}: {key}": Given(
            key=f"{kind}: {key}", text=f"{kind}: {SAID[key].text}", formula=SAID[key].formula
        )
        for key in keys
    }


OF_EXTRAGRADIENT = special("extragradient", KEYS)
OF_LIPSCHITZ = special("∇f L-Lipschitz", tuple(NEEDED))
STATEMENT = replace(
    BASE,
    hypotheses=(*BASE.hypotheses, EXTRAGRADIENT),
    conclusions=(*BASE.conclusions, *OF_EXTRAGRADIENT.values(), *OF_LIPSCHITZ.values()),
    needs={
        **BASE.needs,
        **{
            f"extragradient: {key}": (
                *("extragradient", *BASE.needs[key]),
                *BOUNDED_STEPS.get(key, ()),
            )
            for key in KEYS
        },
        **{f"∇f L-Lipschitz: {key}": ("lipschitz", *BASE.needs[key]) for key in NEEDED},
    },
)

REFUTED = {
    "(i)": ("stationary-accumulation", "USAM stays at 2"),
    "(ii)": ("decrease", "values increase"),
    "f(xᵏ) → f(x̄)": ("value-convergence", "values alternate"),
    "(iii), with any constant": ("gradient-limit-any", "USAM stays at −1"),
    "(iv)": ("convergence", "USAM alternates"),
    **{f"(v), {kind}, xᵏ": (f"{kind}-iterates", "USAM alternates") for kind in KINDS},
    **{f"(v), {kind}, ∇f(xᵏ)": (f"{kind}-gradients", "USAM stays at 2") for kind in KINDS},
    **{f"(v), {kind}, f(xᵏ)": (f"{kind}-values", "values alternate") for kind in KINDS},
}
SHOWN = {
    "stationary-accumulation": "extragradient (i)",
    "value-convergence": "extragradient (ii)",
    "decrease": "extragradient (ii) decrease",
}
TEXTS = {
    "stationary-accumulation": "(i)",
    "value-convergence": "(ii), the limit",
    "decrease": "(ii)",
}

proof = Proof(
    name="khanh-4.2",
    summary="Theorem 4.2: USAM and extragradient",
    source="K24, Theorem 4.2",
    statement=STATEMENT,
    steps=(
        *(*published, *refutation, *false_minimizer, *lipschitz, *start, *shifted, *to_and_fro),
        *(*extragradient, *second, *first, *estimate, *rates),
    ),
    parts=(
        *(
            Part(text=f"USAM under (4): {text}", conclusion=key, refuted_by=name)
            for text, (key, name) in REFUTED.items()
        ),
        *(
            Part(
                text=f"extragradient under (4): {TEXTS[key]}",
                conclusion=f"extragradient: {key}",
                shown_by=name,
            )
            for key, name in SHOWN.items()
        ),
        *(
            Part(
                text=f"extragradient under (4): {SAID[key].text}",
                conclusion=f"extragradient: {key}",
                shown_by=f"extragradient: {key}",
            )
            for key in RATES
        ),
        Part(
            text="extragradient under (4): (iv), if tₖ is bounded away from 0",
            conclusion="extragradient: convergence",
            shown_by="extragradient: convergence",
            ours=True,
        ),
        Part(text="extragradient under (4): (iv)", conclusion="convergence"),
        Part(
            text="(iii), where ∇f is L-Lipschitz",
            conclusion="gradient-limit",
            shown_by="Lipschitz: gradient-limit",
        ),
        *(
            Part(
                text=f"both methods, ∇f L-Lipschitz: {SAID[key].text}",
                conclusion=f"∇f L-Lipschitz: {key}",
                shown_by=f"Lipschitz: {key}",
                ours=True,
            )
            for key in NEEDED
        ),
    ),
    outcome="false for USAM under the descent condition alone: it can settle where ∇f ≠ 0, or "
    "alternate; true for both methods if ∇f is L-Lipschitz; extragradient keeps (i), (ii) and (v) "
    "under (4), and (iv) if tₖ is bounded away from 0; without that (iv) is open for it",
)
