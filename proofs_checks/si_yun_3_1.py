"""Si, Yun: SAM with constant radius on strongly convex functions, the rate 1/T².

The printed form is cited. Beside it stands a bound on the last iterate of ours, with the same
power of T: where ‖∇f‖ ≥ β²ηρ the ascent does no harm, as ∇f is cocoercive, and where it is smaller
the gap is at most β⁴η²ρ²/(2μ).
"""

from __future__ import annotations

from sam_theory.proofs.constant_sam import DESCENT_ALONG, ERROR_BOUND, POLYAK, PROBE
from sam_theory.proofs.derived import descent_condition
from sam_theory.proofs.proof import (
    Cited,
    Define,
    Part,
    Proof,
    Reals,
    Rule,
    Step,
    Uses,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import inductively
from sam_theory.statements.formulas import STEP_BELOW_INVERSE, given
from sam_theory.statements.stated import stated
from sam_theory.theorems.si_yun_3_1 import si_yun_3_1

SLOPE, GAP, NEXT = "norm(grad(x[k]))", "(f(x[k]) - f(xstar))", "(f(x[k + 1]) - f(xstar))"
FACTOR, FLOOR = "(1 - t*mu*(2 - L*t))", "L**4*t**2*rho**2/(2*mu)"
POWER = f"{FACTOR}**(k - 1)*(f(x[1]) - f(xstar))"
DIRECT = f"always(k, f(x[k]) - f(xstar) <= {POWER} + L**3*t*rho**2/(2*mu))"
LAST = f"f(x[k]) - f(xstar) <= max({POWER}, {FLOOR})"
SMALL = tuple(map(hypothesis, ("constants", "half-step")))
DEFINITIONS = (definition("iteration"), definition("sam"))

statement = stated(
    si_yun_3_1,
    given(
        "direct",
        "f(xᵏ) − f(x*) ≤ (1 − tμ(2 − Lt))ᵏ⁻¹(f(x¹) − f(x*)) + L³tρ²/(2μ) for t ≤ 1/L",
        DIRECT,
    ),
    needs={"direct": (STEP_BELOW_INVERSE.key,)},
)
RATE = statement.conclusions[0]

published = (
    Step(
        name="rate",
        claim="the gap is Õ(exp(−μT/(2β))Δ + β³ρ²/(μ²T²)) for η = min{(1/(μT)) max{1, "
        "log(μ²ΔT²/(β³ρ²))}, 1/(2β)}",
        check=Cited(
            "Si, Yun, NeurIPS 2023, Theorem 3.1; the symbol Õ hides a logarithm of T", RATE.formula
        ),
    ),
)

direct = (
    Step(
        name="with L³",
        check=Uses(
            proof="dai-1",
            conclusion="with-cube",
            given=(
                *map(hypothesis, ("smooth", "constants", "minimizer", "strongly-convex")),
                *map(hypothesis, ("L", "lipschitz", "step-below-inverse")),
                *DEFINITIONS,
            ),
        ),
    ),
    Step(
        name="last term",
        check=Reals(
            then="t*L**3*rho**2/(2*mu*(2 - L*t)) <= L**3*t*rho**2/(2*mu)",
            given=(*map(hypothesis, ("constants", "step-below-inverse", "strongly-convex")),),
        ),
    ),
    Step(
        name="direct rate",
        claim="the one-step estimate alone gives Δe^(−ημT) + β³ηρ²/(2μ), only 1/T in the last term",
        ours=True,
        check=Reals(
            then=DIRECT,
            given=(step("with L³"), step("last term"), hypothesis("strongly-convex")),
        ),
    ),
    Step(
        name="on quadratics",
        claim="on quadratics with curvatures in [μ, β] the two-cycle, of radius ηβρ/(2 − ηβ), has "
        "a gap between β³η²ρ²/8 and (2/9)β³η²ρ² for η ≤ 1/(2β): 1/T² is right there, up "
        "to logarithms",
        ours=True,
        check=Reals(
            then="forall(a, b, c, r, implies(a > 0 and b > 0 and 2*a*b <= 1"  # a, b, c: β, η, ρ
            " and r == b*a*c/(2 - b*a), a**3*b**2*c**2/8 <= (a/2)*r**2"
            " and (a/2)*r**2 <= (2/9)*a**3*b**2*c**2))",
        ),
    ),
)

cocoercive = (
    descent_condition(),
    Step(
        name="f above its tangents",
        claim="f(z) ≥ f(y) + ⟨∇f(y), z − y⟩ + ‖∇f(z) − ∇f(y)‖²/(2β)",
        ours=True,
        check=Reals(
            then="forall(y, z, f(z) >= f(y) + dot(grad(y), z - y) + sq(grad(z) - grad(y))/(2*L))",
            given=(
                *(hypothesis("L"), hypothesis("strongly-convex")),
                hypothesis("strongly-convex", y="y", z="z - (grad(z) - grad(y))/L"),
                step("(4)", y="z", z="z - (grad(z) - grad(y))/L"),
            ),
        ),
    ),
    Step(
        name="cocoercive",
        claim="‖∇f(z) − ∇f(y)‖² ≤ β⟨∇f(z) − ∇f(y), z − y⟩",
        ours=True,
        check=Reals(
            then="forall(y, z, sq(grad(z) - grad(y)) <= L*dot(grad(z) - grad(y), z - y))",
            given=(
                hypothesis("L"),
                step("f above its tangents", y="y", z="z"),
                step("f above its tangents", y="z", z="y"),
            ),
        ),
    ),
    ERROR_BOUND,
    Step(
        name="ascent helps",
        claim="‖∇f‖‖gᵏ − ∇f‖² ≤ βρ⟨gᵏ − ∇f, ∇f⟩",
        ours=True,
        check=Reals(
            then=f"always(k, {SLOPE}*sq(g[k] - grad(x[k]))"
            " <= L*rho*dot(g[k] - grad(x[k]), grad(x[k])))",
            given=(
                definition("sam"),
                step("cocoercive", y="x[k]", z=PROBE),
            ),
        ),
    ),
)

one_step = (
    DESCENT_ALONG,
    Step(name="n", check=Define(symbol="n[k]", value=SLOPE)),
    Step(name="e", check=Define(symbol="e[k]", value="norm(g[k] - grad(x[k]))")),
    Step(name="p", check=Define(symbol="p[k]", value="dot(g[k] - grad(x[k]), grad(x[k]))")),
    Step(
        name="in lengths",
        ours=True,
        check=Reals(
            then="always(k, n[k]*e[k]**2 <= L*rho*p[k] and 0 <= e[k] and e[k] <= L*rho"
            " and 0 <= n[k] and 0 <= p[k])",
            given=(
                *(definition("n"), definition("e"), definition("p")),
                *(step("error"), step("ascent helps")),
            ),
        ),
    ),
    Step(
        name="descent in lengths",
        claim="f⁺ ≤ f − (η/2)(2 − βη)‖∇f‖² − η(1 − βη)⟨gᵏ − ∇f, ∇f⟩ + (βη²/2)‖gᵏ − ∇f‖²",
        ours=True,
        check=Reals(
            then="always(k, f(x[k + 1]) <= f(x[k]) - (t/2)*(2 - L*t)*n[k]**2"
            " - t*(1 - L*t)*p[k] + (L*t**2/2)*e[k]**2)",
            given=(
                *(definition("n"), definition("e"), definition("p")),
                step("descent along gᵏ"),
            ),
        ),
    ),
    Step(
        name="one step",
        claim="f⁺ ≤ f − (η/2)(2 − βη)‖∇f‖² + (βηρ/2) max{β²ηρ − ‖∇f‖, 0}",
        ours=True,
        check=Reals(
            then=f"always(k, f(x[k + 1]) <= f(x[k]) - (t/2)*(2 - L*t)*{SLOPE}**2"
            f" + (L*t*rho/2)*max(L**2*t*rho - {SLOPE}, 0))",
            given=(*(*SMALL, definition("n"), step("in lengths"), step("descent in lengths")),),
        ),
    ),
    POLYAK,
    Step(
        name="μ ≤ β",
        claim="μ ≤ β, unless f(xᵏ) = f* for all k",
        ours=True,
        check=Reals(
            then=f"always(k, mu <= L or {GAP} == 0)",
            given=(
                hypothesis("strongly-convex", y="xstar", z="x[k]"),
                step("(4)", y="xstar", z="x[k]"),
            ),
        ),
    ),
    Step(
        name="factor",
        claim="0 ≤ 1 − ημ(2 − βη) ≤ 1 for μ ≤ β",
        ours=True,
        check=Reals(
            then=f"implies(mu <= L, 0 <= {FACTOR} and {FACTOR} <= 1)",
            given=(*SMALL, hypothesis("strongly-convex")),
        ),
    ),
    Step(
        name="large gradients",
        claim="where ‖∇f‖ ≥ β²ηρ the gap contracts, eₖ₊₁ ≤ (1 − ημ(2 − βη))eₖ",
        ours=True,
        check=Reals(
            then=f"always(k, implies({SLOPE} >= L**2*t*rho, {NEXT} <= {FACTOR}*{GAP}))",
            given=(*SMALL, step("one step"), step("Polyak–Łojasiewicz")),
        ),
    ),
    Step(
        name="small gradients",
        claim="where it is smaller, eₖ₊₁ ≤ β⁴η²ρ²/(2μ)",
        ours=True,
        check=Reals(
            then=f"always(k, implies(mu <= L and {SLOPE} < L**2*t*rho, {NEXT} <= {FLOOR}))",
            given=(
                hypothesis("strongly-convex"),
                step("factor"),
                step("one step"),
                step("Polyak–Łojasiewicz"),
            ),
        ),
    ),
)

last_iterate = (
    Step(name="powers", check=Rule(schema="powers", by={"c": FACTOR})),
    *inductively(
        "last iterate",
        LAST,
        "1",
        claim="f(xᵏ) − f* ≤ max{(1 − ημ(2 − βη))ᵏ⁻¹Δ, β⁴η²ρ²/(2μ)} for η ≤ 1/(2β)",
        ours=True,
        base=(hypothesis("strongly-convex"),),
        given=(
            *(hypothesis("strongly-convex"), step("factor"), step("powers")),
            *(step("μ ≤ β", k="k + 1"), step("large gradients"), step("small gradients")),
        ),
    ),
    Step(
        name="last iterate at the horizon",
        claim="with η = a/(μT) the last term is β⁴a²ρ²/(2μ³T²): 1/T² up to the logarithm in a, "
        "with β/μ more than printed",
        ours=True,
        check=Reals(
            then=f"forall(a, implies(t == a/(mu*N), {FLOOR} == L**4*a**2*rho**2/(2*mu**3*N**2)))",
            given=(hypothesis("strongly-convex"),),
        ),
    ),
)

proof = Proof(
    name="si-yun-3.1",
    summary="Si, Yun 2023, Theorem 3.1: rate 1/T² on strongly convex functions",
    source="Si, Yun, NeurIPS 2023, Theorem 3.1",
    statement=statement,
    steps=(*published, *direct, *cocoercive, *one_step, *last_iterate),
    parts=(
        Part(text="the rate", conclusion="rate", shown_by="rate"),
        Part(
            text="1/T in the last term, for η ≤ 1/β",
            conclusion="direct",
            shown_by="direct rate",
            ours=True,
        ),
        Part(
            text="1/T² in the last term, β⁴η²ρ²/(2μ) for the last iterate and η ≤ 1/(2β)",
            conclusion="last-iterate",
            shown_by="last iterate",
            ours=True,
        ),
    ),
    outcome="the printed constants rest on the publication; the power 1/T² is proved, for the last "
    "iterate, with β/μ more in the last term",
)
