"""An almost constant radius: t_k = 1/k, ρ_k = C/k^0.001."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Cited,
    Number,
    Part,
    Proof,
    Reals,
    Rule,
    Series,
    Step,
    Witness,
    definition,
    hypothesis,
    step,
)
from sam_theory.statements.formulas import CONDITION_11, given
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_3_6 import khanh_3_6

SCHEDULES, C, L = definition("schedules"), hypothesis("C"), hypothesis("L")

steps_of = (
    Step(name="Σ1/k = ∞", claim="Σ1/k = ∞", check=Series(then="diverges(k, 1/k)")),
    Step(
        name="t is 1/k",
        check=Reals(then="always(k, 1/k <= t[k] and t[k] <= 1/k)", given=(SCHEDULES,)),
    ),
    Step(
        name="Σt = ∞",
        check=Rule(
            schema="divergence by comparison",
            by={"a(k)": "t[k]", "b(k)": "1/k", "c": "1"},
            given=(step("Σ1/k = ∞"), step("t is 1/k")),
        ),
    ),
    Step(name="1/k → 0", claim="1/k → 0", check=Series(then="tends(k, 1/k, 0)")),
    Step(
        name="t → 0",
        check=Rule(
            schema="squeeze",
            by={"a(k)": "1/k", "b(k)": "1/k", "e(k)": "t[k]", "c": "0"},
            given=(step("1/k → 0"), step("t is 1/k")),
        ),
    ),
    Step(
        name="t ↓ 0",
        claim="1/k ↓ 0",
        check=Reals(
            then="always(k, t[k + 1] <= t[k])",
            given=(SCHEDULES, definition("schedules", k="k + 1")),
        ),
    ),
)

radii = (
    Step(
        name="powers of k",
        check=Block(
            fix=("k",),
            steps=(
                Step(name="k > 0", check=Reals(then="k > 0")),
                Step(
                    name="k^0.001·k = k^1.001",
                    check=Rule(
                        schema="laws of powers",
                        by={"a": "k", "b": "1", "p": "0.001", "q": "1"},
                        given=(step("k > 0"),),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="ΣC/k^1.001 < ∞",
        claim="Σ1/k^1.001 < ∞",
        check=Series(then="summable(k, 1/k**1.001)"),
    ),
    Step(
        name="Σtρ, multiple",
        check=Rule(
            schema="multiple of a series",
            by={"a(k)": "1/k**1.001", "c": "C"},
            given=(step("ΣC/k^1.001 < ∞"),),
        ),
    ),
    Step(
        name="tρ = C/k^1.001",
        check=Reals(
            then="always(k, t[k]*rho[k] >= 0 and t[k]*rho[k] <= C*(1/k**1.001))",
            given=(C, SCHEDULES, step("powers of k")),
        ),
    ),
    Step(
        name="Σtρ < ∞",
        claim="Σtₖρₖ = ΣC/k^1.001 < ∞",
        check=Rule(
            schema="comparison",
            by={"a(k)": "t[k]*rho[k]", "b(k)": "C*(1/k**1.001)"},
            given=(step("Σtρ, multiple"), step("tρ = C/k^1.001")),
        ),
    ),
    Step(name="1/k^0.001 → 0", check=Series(then="tends(k, 1/k**0.001, 0)")),
    Step(name="1/(CL) > 0", check=Reals(then="1/(C*L) > 0", given=(C, L))),
    Step(
        name="1/k^0.001 < 1/(CL)",
        check=Rule(
            schema="near the limit",
            by={"a(k)": "1/k**0.001", "c": "0", "r": "1/(C*L)"},
            given=(step("1/k^0.001 → 0"), step("1/(CL) > 0")),
        ),
    ),
    Step(
        name="ρ ≤ 1/L",
        check=Reals(
            then="eventually(k, rho[k] <= 1/L)",
            given=(L, SCHEDULES, step("1/k^0.001 < 1/(CL)"), step("powers of k")),
        ),
    ),
    Step(name="1/L < 2/L", check=Reals(then="1/L < 2/L", given=(L,))),
    Step(
        name="lim sup ρ < 2/L",
        claim="ρₖ → 0, whatever C, so lim sup ρₖ < 2/L",
        check=Witness(
            then="exists(e, e < 2/L and eventually(k, rho[k] <= e))",
            values={"e": "1/L"},
            given=(step("ρ ≤ 1/L"), step("1/L < 2/L")),
        ),
    ),
    Step(
        name="(11)",
        claim="the pair satisfies (11)",
        check=Reals(
            then=CONDITION_11.formula,
            given=(
                *(step("Σt = ∞"), step("t → 0"), step("t ↓ 0"), step("Σtρ < ∞")),
                step("lim sup ρ < 2/L"),
            ),
        ),
    ),
)

numbers = (
    Step(
        name="0.99 C",
        erratum="0.99 C is passed at k = 23,164",
        claim="after C million iterations ρₖ is still above 0.99 C; here C = 1",
        check=Number(where=(("ratio", "(10**6)**(-1/1000)"),), relation="ratio > 99/100"),
    ),
    Step(
        name="0.986 C",
        claim="after a million iterations ρₖ > 0.986 C; it is above 0.99 C up to k = 23163",
        ours=True,
        check=Number(
            where=(
                ("million", "(10**6)**(-1/1000)"),
                ("before", "23163**(-1/1000)"),
                ("after", "23164**(-1/1000)"),
            ),
            relation="million > 986/1000 and million < 99/100 and before > 99/100"
            " and after < 99/100",
        ),
    ),
    Step(
        name="small C",
        claim="the printed sentence holds for C ≤ 0.023, where C million iterations are few",
        ours=True,
        check=Number(where=(("ratio", "(0.023*10**6)**(-1/1000)"),), relation="ratio > 99/100"),
    ),
    Step(
        name="behaves like constant radius",
        claim="SAM with an almost constant radius behaves like SAM with a constant radius",
        check=Cited(
            "the experiment of Appendix E, which shows curves and no statement",
            then="alike(rho)",
        ),
    ),
)

proof = Proof(
    name="khanh-3.6",
    summary="Remark 3.6: tₖ = 1/k, ρₖ = C/k^0.001",
    source="K24, Remark 3.6",
    statement=stated(
        khanh_3_6,
        given("behaviour", "SAM with ρₖ behaves like SAM with a constant radius", "alike(rho)"),
    ),
    steps=(*steps_of, *radii, *numbers),
    parts=(
        Part(text="the pair satisfies (11)", conclusion="(11)", shown_by="(11)"),
        Part(
            text="ρₖ > 0.99 C after C million iterations",
            conclusion="99 per cent",
            refuted_by="0.986 C",
        ),
        Part(
            text="behaves like constant radius",
            conclusion="behaviour",
            shown_by="behaves like constant radius",
        ),
    ),
    outcome="(11) holds; after a million iterations the radius is 0.9863 C, and 0.99 C is "
    "passed at iteration 23164",
)
