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
POSITIVE_L, RADII = hypothesis("L"), (hypothesis("radius-nonnegative"), hypothesis("radius-relative"))
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

statement = stated(khanh_4_2)
proof = Proof(
    name="khanh-4.2",
    summary="Theorem 4.2: USAM and extragradient",
    source="K24, Theorem 4.2",
    statement=statement,
    steps=(*published, *refutation, *false_minimizer),parts=(),outcome="")
