"""Points that SAM keeps although ∇f ≠ 0: where they are, when they attract on the line.

On the line h is f′ of a function with a local minimizer m1 and a maximizer M below it: h(m1) = 0,
and h > 0 on (M − δ, M). u[k] is the iterate, c the point m1 − ρ.
"""

from __future__ import annotations

from sam_theory.proofs.constant_sam import PROBE
from sam_theory.proofs.derived import terms_vanish
from sam_theory.proofs.proof import (
    Block,
    Define,
    Part,
    Proof,
    Statement,
    Step,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import by_rule, follows, inductively
from sam_theory.statements.formulas import given

KEPT = f"always(k, implies(x[k + 1] == x[k], grad({PROBE}) == 0))"
KEEPS = f"always(k, implies(grad({PROBE}) == 0, x[k + 1] == x[k]))"
STEPS = hypothesis("step")

everywhere = (
    follows(
        "kept only where ∇f vanishes",
        KEPT,
        *(definition("sam"), STEPS),
        claim="x⁺ = x only where ∇f(x + ρ∇f(x)/‖∇f(x)‖) = 0",
        ours=True,
    ),
    follows("kept where ∇f vanishes", KEEPS, definition("sam"), ours=True),
    follows(
        "both",
        f"{KEPT} and {KEEPS}",
        step("kept only where ∇f vanishes"),
        step("kept where ∇f vanishes"),
    ),
)

WELL, HILL, RUN = hypothesis("well"), hypothesis("hill"), definition("run")
EXISTS = (
    "forall(r, implies(m1 - M1 < r and r < m1 - M1 + delta,"
    " h(m1 - r) > 0 and h(m1 - r + r*h(m1 - r)/abs(h(m1 - r))) == 0))"
)
NEAR = "abs(u[k] - c) <= width"
SIZE = "abs(u[k] - c)"
THERE = "u[m] + rho*h(u[m])/abs(h(u[m]))"
ATTRACTED = f"implies(abs(u[1] - c) <= width and t*up < 2, tends(k, {SIZE}, 0))"
REPELLED = (
    f"always(k, implies({NEAR} and low > 2/t, abs(u[k + 1] - c) >= (t*low - 1)*{SIZE}"
    " and t*low - 1 > 1))"
)

existence = Block(
    fix=("r",),
    assume=(("r above", "m1 - M1 < r"), ("r below", "r < m1 - M1 + delta")),
    steps=(
        follows(
            "uphill",
            "h(m1 - r) > 0",
            *(hypothesis("maximizer", r="m1 - r"), local("r above"), local("r below")),
        ),
        follows(
            "its probe",
            "m1 == m1 - r + r*h(m1 - r)/abs(h(m1 - r))",
            step("uphill"),
        ),
        by_rule(
            "flat at the probe",
            "equals",
            {"P(r)": "h(r) == 0", "a": "m1", "b": "m1 - r + r*h(m1 - r)/abs(h(m1 - r))"},
            *(step("its probe"), hypothesis("minimizer")),
        ),
        follows(
            "kept there",
            "h(m1 - r) > 0 and h(m1 - r + r*h(m1 - r)/abs(h(m1 - r))) == 0",
            *(step("uphill"), step("flat at the probe")),
        ),
    ),
)

a_step = Block(
    fix=("m",),
    assume=(("m ≥ 1", "m >= 1"), ("near", "abs(u[m] - c) <= width")),
    steps=(
        follows("steep", "h(u[m]) > 0", hypothesis("hill", r="u[m]"), local("near")),
        follows(
            "probe in the well",
            f"{THERE} == m1 + (u[m] - c)",
            *(step("steep"), hypothesis("point")),
        ),
        by_rule(
            "by the well",
            "equals",
            {"P(r)": "u[m + 1] == u[m] - t*h(r)", "a": THERE, "b": "m1 + (u[m] - c)"},
            *(step("probe in the well"), definition("run", k="m")),
        ),
    ),
)

ON_THE_LINE = f"implies({NEAR}, u[k + 1] == u[k] - t*h(m1 + (u[k] - c)))"
SLOPES = hypothesis("slopes")
INSIDE = hypothesis("well", r="u[k] - c")

attracted = Block(
    assume=(("start", "abs(u[1] - c) <= width"), ("short", "t*up < 2")),
    steps=(
        Step(name="q", check=Define(symbol="q", value="max(abs(1 - t*low), abs(1 - t*up))")),
        follows("q < 1", "0 <= q and q < 1", *(definition("q"), SLOPES, local("short"))),
        follows(
            "shrinks inside",
            f"always(k, implies({NEAR}, abs(u[k + 1] - c) <= q*{SIZE}))",
            *(step("on the line"), INSIDE, SLOPES, definition("q")),
        ),
        *inductively(
            "inside",
            NEAR,
            "1",
            base=(local("start"),),
            given=(step("shrinks inside"), step("q < 1")),
        ),
        follows(
            "shrinks",
            f"always(k, abs(u[k + 1] - c) <= q*{SIZE})",
            *(step("shrinks inside"), step("inside")),
        ),
        *inductively(
            "geometric sum",
            "(1 - q)*total(j, 1, k, abs(u[j] - c)) <= abs(u[1] - c) - abs(u[k] - c)",
            "1",
            given=(step("shrinks"),),
        ),
        follows(
            "sums bounded",
            "always(k, total(j, 1, k, abs(u[j] - c)) <= abs(u[1] - c)/(1 - q))",
            *(step("geometric sum"), step("q < 1")),
        ),
        follows("sizes", f"always(k, {SIZE} >= 0)"),
        by_rule(
            "summable",
            "bounded sums",
            {"a(k)": SIZE, "K": "1", "c": "abs(u[1] - c)/(1 - q)"},
            *(step("sizes"), step("sums bounded")),
        ),
        *terms_vanish("tends to c", SIZE, step("summable")),
    ),
)

line = (
    Step(
        name="exist",
        claim="for m − M < ρ < m − M + δ, x = m − ρ has f′(x) > 0, and its probe is m",
        ours=True,
        check=existence,
    ),
    Step(
        name="one step",
        claim="near c = m − ρ, where f′ > 0, x⁺ = x − tf′(x + ρ)",
        ours=True,
        check=a_step,
    ),
    follows("on the line", f"always(k, {ON_THE_LINE})", step("one step", m="k")),
    Step(
        name="attracted",
        claim="for tf″ < 2 in the well runs from nearby tend to c",
        ours=True,
        check=attracted,
    ),
    follows(
        "repelled",
        REPELLED,
        *(step("on the line"), INSIDE, SLOPES),
        claim="for tf″ > 2 in the well they are led away",
        ours=True,
    ),
    follows("both ways", f"{ATTRACTED} and {REPELLED}", step("attracted"), step("repelled")),
)

proof = Proof(
    name="hallucinated-1",
    summary="points that SAM keeps although ∇f ≠ 0: where they are, and when they attract",
    source="derived here; that there are such points: SAM can hallucinate minimizers, 2025",
    statement=Statement(
        hypotheses=(
            given("step", "t > 0", "t > 0"),
            given("minimizer", "f′(m) = 0", "h(m1) == 0"),
            given(
                "maximizer",
                "f′ > 0 on (M − δ, M)",
                "forall(r, implies(M1 - delta < r and r < M1, h(r) > 0))",
            ),
            given("point", "c = m − ρ", "c == m1 - rho"),
            given("hill", "f′ > 0 near c", "forall(r, implies(abs(r - c) <= width, h(r) > 0))"),
            given("slopes", "0 < l ≤ u", "0 < low and low <= up and t > 0"),
            given(
                "well",
                "f′(m + r) lies between lr and ur for |r| ≤ width",
                "forall(r, implies(abs(r) <= width,"
                " abs(h(m1 + r) - ((low + up)/2)*r) <= ((up - low)/2)*abs(r)))",
            ),
        ),
        definitions=(
            given(
                "sam",
                "xᵏ⁺¹ = xᵏ − t∇f(xᵏ + ρ∇f(xᵏ)/‖∇f(xᵏ)‖)",
                f"always(k, x[k + 1] == x[k] - t*grad({PROBE}))",
            ),
            given(
                "run",
                "the same on the line",
                "always(k, u[k + 1] == u[k] - t*h(u[k] + rho*h(u[k])/abs(h(u[k]))))",
            ),
        ),
        conclusions=(
            given("kept", "x⁺ = x iff ∇f vanishes at the probe", f"{KEPT} and {KEEPS}"),
            given("exist", "m − ρ is such a point for m − M < ρ < m − M + δ", EXISTS),
            given(
                "attract",
                "c attracts for tu < 2, and repels for tl > 2",
                f"{ATTRACTED} and {REPELLED}",
            ),
        ),
        needs={
            "kept": ("step",),
            "exist": ("minimizer", "maximizer"),
            "attract": ("point", "hill", "slopes", "well"),
        },
    ),
    steps=(*everywhere, *line),
    parts=(
        Part(
            text="SAM keeps a point iff ∇f vanishes at its probe",
            conclusion="kept",
            shown_by="both",
            ours=True,
        ),
        Part(
            text="they exist for an interval of ρ, n = 1",
            conclusion="exist",
            shown_by="exist",
            ours=True,
        ),
        Part(
            text="n = 1: attracted where |1 − tf″(m)| < 1, repelled where > 1",
            conclusion="attract",
            shown_by="both ways",
            ours=True,
        ),
    ),
    outcome="on the line they exist for an interval of ρ, and attract iff |1 − tf″(m)| < 1",
)
