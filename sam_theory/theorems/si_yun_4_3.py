"""m-SAM with constants is held where f is not least, by an explicit function, for every draw."""

from __future__ import annotations

from fractions import Fraction

from sam_theory.statements.conclusions.trapped import (
    LONGEST,
    WIDTH,
    averages_held,
    for_its_variance,
    held,
    sizes,
)
from sam_theory.statements.heights import STALL
from sam_theory.statements.hypotheses.constants import STRONGLY_CONVEX
from sam_theory.statements.hypotheses.draws import (
    BOUNDED_VARIANCE,
    SMOOTH_COMPONENTS,
    component_constant,
    is_m_sam,
    step_times_beta,
)
from sam_theory.statements.hypotheses.examples import of_size, on_the_example
from sam_theory.statements.hypotheses.schedules import CONSTANT_RADIUS_POSITIVE
from sam_theory.statements.theorem import Conclusion, Hypothesis, Run, Theorem
from sam_theory.verdict import Verdict, proved, refuted, undecided


def starts_inside(run: Run) -> Verdict:
    """|x¹| ≤ 5ρ/16."""
    found, iterates = sizes(run), run.trace.iterates
    if found is None or iterates is None:
        return undecided("ρ or x¹ is not known")
    start, half = abs(Fraction(float(iterates.first[0]))), WIDTH * found[1]
    text = f"|x¹| = {float(start):.6g}, 5ρ/16 = {float(half):.6g}"
    return proved(text) if start <= half else refuted(text)


TRAP = of_size("the mean of l₁ and l₂", 121 / 1024, "−(121/1024)βρ²")
STEP = Hypothesis(
    "η ≤ 5/(16β), β of (A-comp)",
    lambda run: step_times_beta(run, component_constant(run), LONGEST),
)
PRINTED_STEP = Hypothesis(
    "η ≤ 3/(10β), β of (A-comp)",
    lambda run: step_times_beta(run, component_constant(run), Fraction(3, 10)),
)
INSIDE = Hypothesis("|x¹| ≤ 5ρ/16", starts_inside, of_run=True)

si_yun_4_3 = Theorem(
    name="si-yun-4.3",
    summary="m-SAM with constants held in an interval, whatever is drawn: E f(x̄) − f* = Ω(ρ²)",
    about=lambda method: is_m_sam(method) and method.minibatch == 1,
    about_settings=on_the_example("msam-trap"),
    hypotheses=(TRAP, STRONGLY_CONVEX, SMOOTH_COMPONENTS, CONSTANT_RADIUS_POSITIVE),
    conclusions=(
        Conclusion(
            text="for any ρ, β, σ there are β-smooth components of a β/5-strongly convex f, and an "
            "interval that m-SAM never leaves, where each average x̄ has E f(x̄) − f* = Ω(ρ²)",
            property=STALL,
            check=for_its_variance,
            measures="E f(x̄) − f*",
            needs=(PRINTED_STEP, BOUNDED_VARIANCE),
            reading="for the ρ and σ of the setting, and greater σ",
            unconfirmed="that it is so for every σ, and the constant in Ω: this f has σ ≤ "
            "(59/64)βρ, and is β/4-strongly convex; on the line, a gap of Cβρ² throughout such an "
            "interval asks for σ⁴ ≥ 2Cμ⁵ρ⁴/β (`prove msam-noise`), so that with one C for all σ it "
            "is not so",
        ),
        Conclusion(
            text="m-SAM never leaves an interval about 0, where f′ ≥ (3/32)βρ, whatever is drawn",
            property=STALL,
            check=held,
            measures="f′(xᵏ)",
            needs=(STEP,),
            proofs=("m-SAM never leaves |u| ≤ 5ρ/16, where f′ ≥ (3/32)βρ, for t ≤ 5/(16β)",),
            ours=True,
        ),
        Conclusion(
            text="E f(x̄) − f* ≥ (9/512)βρ² at every weighted average x̄ of the iterates",
            property=STALL,
            check=averages_held,
            measures="E f(x̄) − f*",
            needs=(STEP, INSIDE),
            proofs=("f − f* ≥ (9/512)βρ² at every weighted average of the iterates",),
            ours=True,
        ),
    ),
    proof="msam-trap",
    source="S23 (Si, Yun, NeurIPS 2023), section 4.3, as remembered; the function is ours",
)
